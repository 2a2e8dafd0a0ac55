namespace DigitClassifier;

/// <summary>Tells training that ran away from training that goes well or badly.</summary>
internal static class Divergence
{
    /// <summary>The mean training loss, in nats, above which a run has diverged at its end.</summary>
    /// <remarks>
    /// A network that knows nothing and gives each class the same probability has a loss of ln 10 = 2.3. An untrained one is
    /// near that, descent goes down from there, and a network that has stopped learning stays there. Ten times as much is a
    /// mean probability of e^-23 for the right class. Only the end counts: the rate falls, and a run that it was too large for
    /// at first may recover. Only the training loss counts: rows learned by heart leave it small, whatever the test loss is.
    /// </remarks>
    public static readonly float Limit = 10 * MathF.Log(DigitHead.ClassCount);

    /// <summary>Gives the mean training loss of an epoch back.</summary>
    /// <exception cref="DivergedException">It is not finite, or the last one and above <see cref="Limit"/>.</exception>
    public static float Check(float loss, bool isLast, float rate) =>
        float.IsFinite(loss) && !(isLast && loss > Limit) ? loss : throw new DivergedException(rate);
}
