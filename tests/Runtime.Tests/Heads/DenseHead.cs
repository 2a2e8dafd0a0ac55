using System.Numerics;

namespace SoftmaxGen.Runtime.Tests.Heads;

/// <summary>A head with a dense layer as an object, as <see cref="Head{T}"/> is one without.</summary>
internal abstract class DenseHead<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public abstract int Features { get; }

    public int Classes => OfLogits.Classes;

    /// <summary>Gets the members that take logits.</summary>
    public abstract Head<T> OfLogits { get; }

    public abstract void Logits(ReadOnlySpan<T> features, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias, Span<T> logits);

    public abstract void Probabilities(ReadOnlySpan<T> features, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias, Span<T> probabilities);

    public abstract int Predict(ReadOnlySpan<T> features, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias);

    public abstract void Predict(ReadOnlySpan<T> features, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias, Span<int> labels);

    public abstract bool TryPredict(ReadOnlySpan<T> features, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias, T minimumProbability, out int label);

    public abstract T LossAndGradients(
        ReadOnlySpan<T> features, ReadOnlySpan<int> labels, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias,
        Span<T> weightGradient, Span<T> biasGradient, Reduction reduction);

    public abstract T LossAndGradients(
        ReadOnlySpan<T> features, ReadOnlySpan<int> labels, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias,
        Span<T> weightGradient, Span<T> biasGradient, Span<T> featureGradient, Reduction reduction);

    public abstract T LossAndGradients(
        ReadOnlySpan<T> features, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias,
        Span<T> weightGradient, Span<T> biasGradient, Reduction reduction);

    public abstract T LossAndGradients(
        ReadOnlySpan<T> features, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias,
        Span<T> weightGradient, Span<T> biasGradient, Span<T> featureGradient, Reduction reduction);
}

/// <inheritdoc cref="DenseHead{T}"/>
internal sealed class DenseHead<THead, T> : DenseHead<T>
    where THead : struct, IDenseHead<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override int Features => THead.FeatureCount;

    public override Head<T> OfLogits { get; } = new Head<THead, T>();

    public override void Logits(ReadOnlySpan<T> features, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias, Span<T> logits) =>
        THead.Logits(features, weights, bias, logits);

    public override void Probabilities(ReadOnlySpan<T> features, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias, Span<T> probabilities) =>
        THead.Probabilities(features, weights, bias, probabilities);

    public override int Predict(ReadOnlySpan<T> features, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias) =>
        THead.Predict(features, weights, bias);

    public override void Predict(ReadOnlySpan<T> features, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias, Span<int> labels) =>
        THead.Predict(features, weights, bias, labels);

    public override bool TryPredict(ReadOnlySpan<T> features, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias, T minimumProbability, out int label) =>
        THead.TryPredict(features, weights, bias, minimumProbability, out label);

    public override T LossAndGradients(
        ReadOnlySpan<T> features, ReadOnlySpan<int> labels, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias,
        Span<T> weightGradient, Span<T> biasGradient, Reduction reduction) =>
        THead.LossAndGradients(features, labels, weights, bias, weightGradient, biasGradient, reduction);

    public override T LossAndGradients(
        ReadOnlySpan<T> features, ReadOnlySpan<int> labels, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias,
        Span<T> weightGradient, Span<T> biasGradient, Span<T> featureGradient, Reduction reduction) =>
        THead.LossAndGradients(features, labels, weights, bias, weightGradient, biasGradient, featureGradient, reduction);

    public override T LossAndGradients(
        ReadOnlySpan<T> features, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias,
        Span<T> weightGradient, Span<T> biasGradient, Reduction reduction) =>
        THead.LossAndGradients(features, targets, weights, bias, weightGradient, biasGradient, reduction);

    public override T LossAndGradients(
        ReadOnlySpan<T> features, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias,
        Span<T> weightGradient, Span<T> biasGradient, Span<T> featureGradient, Reduction reduction) =>
        THead.LossAndGradients(features, targets, weights, bias, weightGradient, biasGradient, featureGradient, reduction);
}
