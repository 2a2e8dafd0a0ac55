namespace DigitClassifier;

/// <summary>Tells training that ran away from training that goes well, or only slowly.</summary>
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

    /// <summary>Checks what a network has come to in the end.</summary>
    /// <param name="loss">Its loss on the test.</param>
    /// <param name="largestLoss">The largest mean training loss of an epoch.</param>
    /// <param name="accuracy">The share of the test that it gets right.</param>
    /// <param name="rate">The rate of the run.</param>
    /// <remarks>
    /// A run that jumped about may end in a network that gives every row the same answer, at the loss of one that was never
    /// trained. What tells the two apart is how they came there: the one went through losses that no slow run meets. A network
    /// that did so and is right more often than wrong has recovered.
    /// </remarks>
    /// <exception cref="DivergedException">The loss is not finite, or the run has not recovered from a loss above <see cref="Limit"/>.</exception>
    public static void CheckEnd(float loss, float largestLoss, double accuracy, float rate)
    {
        if (!float.IsFinite(loss) || (largestLoss > Limit && accuracy < 0.5))
            throw new DivergedException(rate);
    }
}
