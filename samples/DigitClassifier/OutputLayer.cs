using SoftmaxGen;

namespace DigitClassifier;

/// <summary>
/// The last layer of a network: a dense layer z = W h + b, softmax and cross-entropy, forward and backward. A generated head
/// does all of it; this class has the parameters.
/// </summary>
internal abstract class OutputLayer
{
    private protected OutputLayer(int featureCount, Random random)
    {
        Weights = Parameters.RandomWeights(DigitHead.ClassCount, featureCount, random);
        Bias = new Parameters(DigitHead.ClassCount);
    }

    /// <summary>Gets the feature counts that there are heads for.</summary>
    public static IReadOnlyList<int> FeatureCounts { get; } = [8, 16, 32, 64, 128, 256];

    /// <summary>Gets W, 10 x features.</summary>
    public Parameters Weights { get; }

    /// <summary>Gets b, 10.</summary>
    public Parameters Bias { get; }

    /// <summary>Makes the layer for one of <see cref="FeatureCounts"/>.</summary>
    public static OutputLayer Create(int featureCount, Random random) => featureCount switch
    {
        8 => new OutputLayer<DigitHead8>(random),
        16 => new OutputLayer<DigitHead16>(random),
        32 => new OutputLayer<DigitHead32>(random),
        64 => new OutputLayer<DigitHead>(random),
        128 => new OutputLayer<DigitHead128>(random),
        256 => new OutputLayer<DigitHead256>(random),
        _ => throw new ArgumentOutOfRangeException(nameof(featureCount), featureCount, "There is no head with so many features."),
    };

    /// <summary>Computes the logits of R rows of features, R x 10.</summary>
    public abstract void Logits(ReadOnlySpan<float> features, Span<float> logits);

    /// <summary>Computes the probabilities of R rows of features, R x 10.</summary>
    public abstract void Probabilities(ReadOnlySpan<float> features, Span<float> probabilities);

    /// <summary>Computes the mean loss C of R rows, and the gradients of the parameters: dC/dW and dC/db.</summary>
    public abstract float LossAndGradients(ReadOnlySpan<float> features, ReadOnlySpan<int> labels);

    /// <summary>Computes the same and dC/dh, R x features, from which the layer before this one goes on.</summary>
    public abstract float LossAndGradients(ReadOnlySpan<float> features, ReadOnlySpan<int> labels, Span<float> featureGradient);

    /// <inheritdoc cref="Parameters.Step"/>
    public void Step(float rate)
    {
        Weights.Step(rate);
        Bias.Step(rate);
    }
}

/// <summary>The output layer of one feature count.</summary>
internal sealed class OutputLayer<THead>(Random random) : OutputLayer(THead.FeatureCount, random)
    where THead : struct, IDenseHead<float>
{
    public override void Logits(ReadOnlySpan<float> features, Span<float> logits) =>
        THead.Logits(features, Weights.Values, Bias.Values, logits);

    public override void Probabilities(ReadOnlySpan<float> features, Span<float> probabilities) =>
        THead.Probabilities(features, Weights.Values, Bias.Values, probabilities);

    public override float LossAndGradients(ReadOnlySpan<float> features, ReadOnlySpan<int> labels) =>
        THead.LossAndGradients(features, labels, Weights.Values, Bias.Values, Weights.Gradient, Bias.Gradient);

    public override float LossAndGradients(
        ReadOnlySpan<float> features, ReadOnlySpan<int> labels, Span<float> featureGradient) =>
        THead.LossAndGradients(
            features, labels, Weights.Values, Bias.Values, Weights.Gradient, Bias.Gradient, featureGradient);
}
