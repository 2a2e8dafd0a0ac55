//HintName: SoftmaxGen.Runtime.cs
public static class Calibration
{
    public static double FitTemperature(ReadOnlySpan<double> logits, int classes, ReadOnlySpan<int> labels);
    public static double FitTemperature(ReadOnlySpan<float> logits, int classes, ReadOnlySpan<int> labels);
}

public interface IDenseHead<T> : ISoftmaxHead<T> where T : unmanaged
{
    static abstract void Logits(ReadOnlySpan<T> features, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias, Span<T> logits);
    static abstract T LossAndGradients(ReadOnlySpan<T> features, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias, Span<T> weightGradient, Span<T> biasGradient, Reduction reduction = Mean);
    static abstract T LossAndGradients(ReadOnlySpan<T> features, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias, Span<T> weightGradient, Span<T> biasGradient, Span<T> featureGradient, Reduction reduction = Mean);
    static abstract T LossAndGradients(ReadOnlySpan<T> features, ReadOnlySpan<int> labels, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias, Span<T> weightGradient, Span<T> biasGradient, Reduction reduction = Mean);
    static abstract T LossAndGradients(ReadOnlySpan<T> features, ReadOnlySpan<int> labels, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias, Span<T> weightGradient, Span<T> biasGradient, Span<T> featureGradient, Reduction reduction = Mean);
    static abstract int Predict(ReadOnlySpan<T> features, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias);
    static abstract void Predict(ReadOnlySpan<T> features, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias, Span<int> labels);
    static abstract void Probabilities(ReadOnlySpan<T> features, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias, Span<T> probabilities);
    static abstract bool TryPredict(ReadOnlySpan<T> features, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias, T minimumProbability, out int label);
    static abstract int FeatureCount { get; }
}

public interface ISoftmaxHead<T> where T : unmanaged
{
    static abstract int ArgMax(ReadOnlySpan<T> logits);
    static abstract void ArgMax(ReadOnlySpan<T> logits, Span<int> labels);
    static abstract T CrossEntropy(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, Reduction reduction = Mean);
    static abstract T CrossEntropy(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, Reduction reduction = Mean);
    static abstract T CrossEntropy(ReadOnlySpan<T> logits, int label);
    static abstract void CrossEntropy(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, Span<T> losses);
    static abstract void CrossEntropy(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, Span<T> losses);
    static abstract T CrossEntropyGradient(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, Span<T> gradient, Reduction reduction = Mean);
    static abstract T CrossEntropyGradient(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, Span<T> gradient, Reduction reduction = Mean);
    static abstract T CrossEntropyGradient(ReadOnlySpan<T> logits, int label, Span<T> gradient);
    static abstract T Entropy(ReadOnlySpan<T> logits);
    static abstract void Entropy(ReadOnlySpan<T> logits, Span<T> destination);
    static abstract void Jacobian(ReadOnlySpan<T> probabilities, Span<T> jacobian);
    static abstract void LogSoftmax(ReadOnlySpan<T> logits, Span<T> logProbabilities);
    static abstract void LogSoftmaxBackward(ReadOnlySpan<T> logProbabilities, ReadOnlySpan<T> upstream, Span<T> gradient);
    static abstract T LogSumExp(ReadOnlySpan<T> logits);
    static abstract void LogSumExp(ReadOnlySpan<T> logits, Span<T> destination);
    static abstract void Softmax(ReadOnlySpan<T> logits, Span<T> probabilities);
    static abstract void SoftmaxBackward(ReadOnlySpan<T> probabilities, ReadOnlySpan<T> upstream, Span<T> gradient);
    static abstract void TopK(ReadOnlySpan<T> logits, Span<int> labels);
    static abstract void TopK(ReadOnlySpan<T> logits, Span<int> labels, Span<T> probabilities);
    static abstract bool TryPredict(ReadOnlySpan<T> logits, T minimumProbability, out int label);
    static abstract int ClassCount { get; }
}

public interface ITrainedHead<T> : IDenseHead<T>, ISoftmaxHead<T> where T : unmanaged
{
    static abstract void Logits(ReadOnlySpan<T> features, Span<T> logits);
    static abstract int Predict(ReadOnlySpan<T> features);
    static abstract void Predict(ReadOnlySpan<T> features, Span<int> labels);
    static abstract void Probabilities(ReadOnlySpan<T> features, Span<T> probabilities);
    static abstract bool TryPredict(ReadOnlySpan<T> features, T minimumProbability, out int label);
    static abstract ReadOnlySpan<T> Bias { get; }
    static abstract ReadOnlySpan<T> Weights { get; }
}

public enum Reduction : int
{
    Mean = 0;
    Sum = 1;
}
