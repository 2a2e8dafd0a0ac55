//HintName: Consumer.cs
public class Dense : IDenseHead<float>
{
    public const int ClassCount = 10;
    public const int FeatureCount = 64;
    public static int ArgMax(ReadOnlySpan<float> logits);
    public static void ArgMax(ReadOnlySpan<float> logits, Span<int> labels);
    public static float CrossEntropy(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets, Reduction reduction = Mean);
    public static float CrossEntropy(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, Reduction reduction = Mean);
    public static float CrossEntropy(ReadOnlySpan<float> logits, int label);
    public static void CrossEntropy(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets, Span<float> losses);
    public static void CrossEntropy(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, Span<float> losses);
    public static float CrossEntropyGradient(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets, Span<float> gradient, Reduction reduction = Mean);
    public static float CrossEntropyGradient(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, Span<float> gradient, Reduction reduction = Mean);
    public static float CrossEntropyGradient(ReadOnlySpan<float> logits, int label, Span<float> gradient);
    public static float Entropy(ReadOnlySpan<float> logits);
    public static void Entropy(ReadOnlySpan<float> logits, Span<float> destination);
    public static void Jacobian(ReadOnlySpan<float> probabilities, Span<float> jacobian);
    public static void LogSoftmax(ReadOnlySpan<float> logits, Span<float> logProbabilities);
    public static void LogSoftmaxBackward(ReadOnlySpan<float> logProbabilities, ReadOnlySpan<float> upstream, Span<float> gradient);
    public static float LogSumExp(ReadOnlySpan<float> logits);
    public static void LogSumExp(ReadOnlySpan<float> logits, Span<float> destination);
    public static void Logits(ReadOnlySpan<float> features, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, Span<float> logits);
    public static float LossAndGradients(ReadOnlySpan<float> features, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, Span<float> weightGradient, Span<float> biasGradient, Reduction reduction = Mean);
    public static float LossAndGradients(ReadOnlySpan<float> features, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, Span<float> weightGradient, Span<float> biasGradient, Span<float> featureGradient, Reduction reduction = Mean);
    public static float LossAndGradients(ReadOnlySpan<float> features, ReadOnlySpan<int> labels, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, Span<float> weightGradient, Span<float> biasGradient, Reduction reduction = Mean);
    public static float LossAndGradients(ReadOnlySpan<float> features, ReadOnlySpan<int> labels, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, Span<float> weightGradient, Span<float> biasGradient, Span<float> featureGradient, Reduction reduction = Mean);
    public static int Predict(ReadOnlySpan<float> features, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias);
    public static void Predict(ReadOnlySpan<float> features, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, Span<int> labels);
    public static void Probabilities(ReadOnlySpan<float> features, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, Span<float> probabilities);
    public static void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities);
    public static void SoftmaxBackward(ReadOnlySpan<float> probabilities, ReadOnlySpan<float> upstream, Span<float> gradient);
    public static void TopK(ReadOnlySpan<float> logits, Span<int> labels);
    public static void TopK(ReadOnlySpan<float> logits, Span<int> labels, Span<float> probabilities);
    public static bool TryPredict(ReadOnlySpan<float> features, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, float minimumProbability, out int label);
    public static bool TryPredict(ReadOnlySpan<float> logits, float minimumProbability, out int label);
}

public struct Labelled : ISoftmaxHead<double>
{
    public const int ClassCount = 3;
    public static int ArgMax(ReadOnlySpan<double> logits);
    public static void ArgMax(ReadOnlySpan<double> logits, Span<int> labels);
    public static Species ArgMaxLabel(ReadOnlySpan<double> logits);
    public static double CrossEntropy(ReadOnlySpan<double> logits, ReadOnlySpan<Species> labels, Reduction reduction = Mean);
    public static double CrossEntropy(ReadOnlySpan<double> logits, ReadOnlySpan<double> targets, Reduction reduction = Mean);
    public static double CrossEntropy(ReadOnlySpan<double> logits, ReadOnlySpan<int> labels, Reduction reduction = Mean);
    public static double CrossEntropy(ReadOnlySpan<double> logits, Species label);
    public static double CrossEntropy(ReadOnlySpan<double> logits, int label);
    public static void CrossEntropy(ReadOnlySpan<double> logits, ReadOnlySpan<Species> labels, Span<double> losses);
    public static void CrossEntropy(ReadOnlySpan<double> logits, ReadOnlySpan<double> targets, Span<double> losses);
    public static void CrossEntropy(ReadOnlySpan<double> logits, ReadOnlySpan<int> labels, Span<double> losses);
    public static double CrossEntropyGradient(ReadOnlySpan<double> logits, ReadOnlySpan<Species> labels, Span<double> gradient, Reduction reduction = Mean);
    public static double CrossEntropyGradient(ReadOnlySpan<double> logits, ReadOnlySpan<double> targets, Span<double> gradient, Reduction reduction = Mean);
    public static double CrossEntropyGradient(ReadOnlySpan<double> logits, ReadOnlySpan<int> labels, Span<double> gradient, Reduction reduction = Mean);
    public static double CrossEntropyGradient(ReadOnlySpan<double> logits, Species label, Span<double> gradient);
    public static double CrossEntropyGradient(ReadOnlySpan<double> logits, int label, Span<double> gradient);
    public static double Entropy(ReadOnlySpan<double> logits);
    public static void Entropy(ReadOnlySpan<double> logits, Span<double> destination);
    public static void Jacobian(ReadOnlySpan<double> probabilities, Span<double> jacobian);
    public static string LabelName(Species label);
    public static string LabelName(int label);
    public static void LogSoftmax(ReadOnlySpan<double> logits, Span<double> logProbabilities);
    public static void LogSoftmaxBackward(ReadOnlySpan<double> logProbabilities, ReadOnlySpan<double> upstream, Span<double> gradient);
    public static double LogSumExp(ReadOnlySpan<double> logits);
    public static void LogSumExp(ReadOnlySpan<double> logits, Span<double> destination);
    public static void Softmax(ReadOnlySpan<double> logits, Span<double> probabilities);
    public static void SoftmaxBackward(ReadOnlySpan<double> probabilities, ReadOnlySpan<double> upstream, Span<double> gradient);
    public static void TopK(ReadOnlySpan<double> logits, Span<int> labels);
    public static void TopK(ReadOnlySpan<double> logits, Span<int> labels, Span<double> probabilities);
    public static bool TryPredict(ReadOnlySpan<double> logits, double minimumProbability, out Species label);
    public static bool TryPredict(ReadOnlySpan<double> logits, double minimumProbability, out int label);
}

public static class Plain
{
    public const int ClassCount = 10;
    public static int ArgMax(ReadOnlySpan<float> logits);
    public static void ArgMax(ReadOnlySpan<float> logits, Span<int> labels);
    public static float CrossEntropy(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets, Reduction reduction = Mean);
    public static float CrossEntropy(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, Reduction reduction = Mean);
    public static float CrossEntropy(ReadOnlySpan<float> logits, int label);
    public static void CrossEntropy(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets, Span<float> losses);
    public static void CrossEntropy(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, Span<float> losses);
    public static float CrossEntropyGradient(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets, Span<float> gradient, Reduction reduction = Mean);
    public static float CrossEntropyGradient(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, Span<float> gradient, Reduction reduction = Mean);
    public static float CrossEntropyGradient(ReadOnlySpan<float> logits, int label, Span<float> gradient);
    public static float Entropy(ReadOnlySpan<float> logits);
    public static void Entropy(ReadOnlySpan<float> logits, Span<float> destination);
    public static void Jacobian(ReadOnlySpan<float> probabilities, Span<float> jacobian);
    public static void LogSoftmax(ReadOnlySpan<float> logits, Span<float> logProbabilities);
    public static void LogSoftmaxBackward(ReadOnlySpan<float> logProbabilities, ReadOnlySpan<float> upstream, Span<float> gradient);
    public static float LogSumExp(ReadOnlySpan<float> logits);
    public static void LogSumExp(ReadOnlySpan<float> logits, Span<float> destination);
    public static void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities);
    public static void SoftmaxBackward(ReadOnlySpan<float> probabilities, ReadOnlySpan<float> upstream, Span<float> gradient);
    public static void TopK(ReadOnlySpan<float> logits, Span<int> labels);
    public static void TopK(ReadOnlySpan<float> logits, Span<int> labels, Span<float> probabilities);
    public static bool TryPredict(ReadOnlySpan<float> logits, float minimumProbability, out int label);
}

public enum Species : int
{
    Setosa = 0;
    Versicolor = 1;
    Virginica = 2;
}

public sealed record Trained : IEquatable<Trained>, ITrainedHead<float>
{
    public const int ClassCount = 3;
    public const int FeatureCount = 2;
    public static int ArgMax(ReadOnlySpan<float> logits);
    public static void ArgMax(ReadOnlySpan<float> logits, Span<int> labels);
    public static float CrossEntropy(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets, Reduction reduction = Mean);
    public static float CrossEntropy(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, Reduction reduction = Mean);
    public static float CrossEntropy(ReadOnlySpan<float> logits, int label);
    public static void CrossEntropy(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets, Span<float> losses);
    public static void CrossEntropy(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, Span<float> losses);
    public static float CrossEntropyGradient(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets, Span<float> gradient, Reduction reduction = Mean);
    public static float CrossEntropyGradient(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, Span<float> gradient, Reduction reduction = Mean);
    public static float CrossEntropyGradient(ReadOnlySpan<float> logits, int label, Span<float> gradient);
    public static float Entropy(ReadOnlySpan<float> logits);
    public static void Entropy(ReadOnlySpan<float> logits, Span<float> destination);
    public static void Jacobian(ReadOnlySpan<float> probabilities, Span<float> jacobian);
    public static void LogSoftmax(ReadOnlySpan<float> logits, Span<float> logProbabilities);
    public static void LogSoftmaxBackward(ReadOnlySpan<float> logProbabilities, ReadOnlySpan<float> upstream, Span<float> gradient);
    public static float LogSumExp(ReadOnlySpan<float> logits);
    public static void LogSumExp(ReadOnlySpan<float> logits, Span<float> destination);
    public static void Logits(ReadOnlySpan<float> features, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, Span<float> logits);
    public static void Logits(ReadOnlySpan<float> features, Span<float> logits);
    public static float LossAndGradients(ReadOnlySpan<float> features, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, Span<float> weightGradient, Span<float> biasGradient, Reduction reduction = Mean);
    public static float LossAndGradients(ReadOnlySpan<float> features, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, Span<float> weightGradient, Span<float> biasGradient, Span<float> featureGradient, Reduction reduction = Mean);
    public static float LossAndGradients(ReadOnlySpan<float> features, ReadOnlySpan<int> labels, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, Span<float> weightGradient, Span<float> biasGradient, Reduction reduction = Mean);
    public static float LossAndGradients(ReadOnlySpan<float> features, ReadOnlySpan<int> labels, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, Span<float> weightGradient, Span<float> biasGradient, Span<float> featureGradient, Reduction reduction = Mean);
    public static int Predict(ReadOnlySpan<float> features);
    public static int Predict(ReadOnlySpan<float> features, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias);
    public static void Predict(ReadOnlySpan<float> features, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, Span<int> labels);
    public static void Predict(ReadOnlySpan<float> features, Span<int> labels);
    public static void Probabilities(ReadOnlySpan<float> features, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, Span<float> probabilities);
    public static void Probabilities(ReadOnlySpan<float> features, Span<float> probabilities);
    public static void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities);
    public static void SoftmaxBackward(ReadOnlySpan<float> probabilities, ReadOnlySpan<float> upstream, Span<float> gradient);
    public static void TopK(ReadOnlySpan<float> logits, Span<int> labels);
    public static void TopK(ReadOnlySpan<float> logits, Span<int> labels, Span<float> probabilities);
    public static bool TryPredict(ReadOnlySpan<float> features, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, float minimumProbability, out int label);
    public static bool TryPredict(ReadOnlySpan<float> features, float minimumProbability, out int label);
    public static ReadOnlySpan<float> Bias { get; }
    public static ReadOnlySpan<float> Weights { get; }
}
