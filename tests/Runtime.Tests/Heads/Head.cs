using System.Numerics;

namespace SoftmaxGen.Runtime.Tests.Heads;

/// <summary>
/// A head as an object. The tests are written once for each element type and not once for each head, or the just-in-time
/// compiler would compile all of them hundreds of times.
/// </summary>
internal abstract class Head<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public abstract int Classes { get; }

    public abstract void Softmax(ReadOnlySpan<T> logits, Span<T> probabilities);

    public abstract void LogSoftmax(ReadOnlySpan<T> logits, Span<T> logProbabilities);

    public abstract T LogSumExp(ReadOnlySpan<T> logits);

    public abstract void LogSumExp(ReadOnlySpan<T> logits, Span<T> destination);

    public abstract int ArgMax(ReadOnlySpan<T> logits);

    public abstract void ArgMax(ReadOnlySpan<T> logits, Span<int> labels);

    public abstract void TopK(ReadOnlySpan<T> logits, Span<int> labels);

    public abstract void TopK(ReadOnlySpan<T> logits, Span<int> labels, Span<T> probabilities);

    public abstract T CrossEntropy(ReadOnlySpan<T> logits, int label);

    public abstract T CrossEntropy(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, Reduction reduction);

    public abstract T CrossEntropy(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, Reduction reduction);

    public abstract void CrossEntropy(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, Span<T> losses);

    public abstract void CrossEntropy(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, Span<T> losses);

    public abstract T CrossEntropyGradient(ReadOnlySpan<T> logits, int label, Span<T> gradient);

    public abstract T CrossEntropyGradient(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, Span<T> gradient, Reduction reduction);

    public abstract T CrossEntropyGradient(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, Span<T> gradient, Reduction reduction);

    public abstract void SoftmaxBackward(ReadOnlySpan<T> probabilities, ReadOnlySpan<T> upstream, Span<T> gradient);

    public abstract void LogSoftmaxBackward(ReadOnlySpan<T> logProbabilities, ReadOnlySpan<T> upstream, Span<T> gradient);

    public abstract void Jacobian(ReadOnlySpan<T> probabilities, Span<T> jacobian);

    public abstract T Entropy(ReadOnlySpan<T> logits);

    public abstract void Entropy(ReadOnlySpan<T> logits, Span<T> destination);

    public abstract bool TryPredict(ReadOnlySpan<T> logits, T minimumProbability, out int label);
}

/// <inheritdoc cref="Head{T}"/>
internal sealed class Head<THead, T> : Head<T>
    where THead : struct, ISoftmaxHead<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override int Classes => THead.ClassCount;

    public override void Softmax(ReadOnlySpan<T> logits, Span<T> probabilities) => THead.Softmax(logits, probabilities);

    public override void LogSoftmax(ReadOnlySpan<T> logits, Span<T> logProbabilities) =>
        THead.LogSoftmax(logits, logProbabilities);

    public override T LogSumExp(ReadOnlySpan<T> logits) => THead.LogSumExp(logits);

    public override void LogSumExp(ReadOnlySpan<T> logits, Span<T> destination) => THead.LogSumExp(logits, destination);

    public override int ArgMax(ReadOnlySpan<T> logits) => THead.ArgMax(logits);

    public override void ArgMax(ReadOnlySpan<T> logits, Span<int> labels) => THead.ArgMax(logits, labels);

    public override void TopK(ReadOnlySpan<T> logits, Span<int> labels) => THead.TopK(logits, labels);

    public override void TopK(ReadOnlySpan<T> logits, Span<int> labels, Span<T> probabilities) =>
        THead.TopK(logits, labels, probabilities);

    public override T CrossEntropy(ReadOnlySpan<T> logits, int label) => THead.CrossEntropy(logits, label);

    public override T CrossEntropy(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, Reduction reduction) =>
        THead.CrossEntropy(logits, labels, reduction);

    public override T CrossEntropy(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, Reduction reduction) =>
        THead.CrossEntropy(logits, targets, reduction);

    public override void CrossEntropy(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, Span<T> losses) =>
        THead.CrossEntropy(logits, labels, losses);

    public override void CrossEntropy(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, Span<T> losses) =>
        THead.CrossEntropy(logits, targets, losses);

    public override T CrossEntropyGradient(ReadOnlySpan<T> logits, int label, Span<T> gradient) =>
        THead.CrossEntropyGradient(logits, label, gradient);

    public override T CrossEntropyGradient(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, Span<T> gradient, Reduction reduction) =>
        THead.CrossEntropyGradient(logits, labels, gradient, reduction);

    public override T CrossEntropyGradient(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, Span<T> gradient, Reduction reduction) =>
        THead.CrossEntropyGradient(logits, targets, gradient, reduction);

    public override void SoftmaxBackward(ReadOnlySpan<T> probabilities, ReadOnlySpan<T> upstream, Span<T> gradient) =>
        THead.SoftmaxBackward(probabilities, upstream, gradient);

    public override void LogSoftmaxBackward(ReadOnlySpan<T> logProbabilities, ReadOnlySpan<T> upstream, Span<T> gradient) =>
        THead.LogSoftmaxBackward(logProbabilities, upstream, gradient);

    public override void Jacobian(ReadOnlySpan<T> probabilities, Span<T> jacobian) => THead.Jacobian(probabilities, jacobian);

    public override T Entropy(ReadOnlySpan<T> logits) => THead.Entropy(logits);

    public override void Entropy(ReadOnlySpan<T> logits, Span<T> destination) => THead.Entropy(logits, destination);

    public override bool TryPredict(ReadOnlySpan<T> logits, T minimumProbability, out int label) =>
        THead.TryPredict(logits, minimumProbability, out label);
}
