using SoftmaxGen;

namespace SoftmaxGen.Regression;

[SoftmaxHead(3)] internal static partial class Single3;
[SoftmaxHead(10)] internal static partial class Single10;
[SoftmaxHead(100)] internal static partial class Single100;
[SoftmaxHead(1000)] internal static partial class Single1000;
[SoftmaxHead(10, Element = typeof(double))] internal static partial class Double10;
[SoftmaxHead(10, Features = 64)] internal static partial class Layer64x10;

/// <summary>A few calls that stand for all kernels: rows alone and batches, forward and backward, short and long.</summary>
/// <remarks>The benchmark finds them by name in the assemblies of two commits, and gives both the same arrays.</remarks>
public static class Kernels
{
    private const int Rows = 256;

    /// <summary>The calls by what they do. Each takes numbers, labels below three, and room for results.</summary>
    public static IReadOnlyDictionary<string, Func<float[], double[], int[], float[], double[], Action>> All { get; } =
        new Dictionary<string, Func<float[], double[], int[], float[], double[], Action>>
        {
            ["one row of 10 floats"] = (numbers, _, _, results, _) => () => Single10.Softmax(numbers.AsSpan(0, 10), results),
            ["one row of 1,000 floats"] = (numbers, _, _, results, _) => () => Single1000.Softmax(numbers.AsSpan(0, 1000), results),
            ["a batch of 3 floats"] = (numbers, _, _, results, _) => () => Single3.Softmax(numbers.AsSpan(0, Rows * 3), results),
            ["a batch of 10 floats"] = (numbers, _, _, results, _) => () => Single10.Softmax(numbers.AsSpan(0, Rows * 10), results),
            ["a batch of 10 floats, loss and gradient"] = (numbers, _, labels, results, _) =>
                () => Single10.CrossEntropyGradient(numbers.AsSpan(0, Rows * 10), labels.AsSpan(0, Rows), results),
            ["a batch of 100 floats, loss and gradient"] = (numbers, _, labels, results, _) =>
                () => Single100.CrossEntropyGradient(numbers.AsSpan(0, Rows * 100), labels.AsSpan(0, Rows), results),
            ["a batch of 10 doubles, loss and gradient"] = (_, numbers, labels, _, results) =>
                () => Double10.CrossEntropyGradient(numbers.AsSpan(0, Rows * 10), labels.AsSpan(0, Rows), results),
            ["a layer of 64 x 10 floats, one row"] = (numbers, _, _, results, _) =>
                () => Layer64x10.Probabilities(numbers.AsSpan(0, 64), numbers.AsSpan(64, 640), numbers.AsSpan(704, 10), results),
            ["a layer of 64 x 10 floats, loss and gradients of a batch"] = (numbers, _, labels, results, _) =>
                () => Layer64x10.LossAndGradients(
                    numbers.AsSpan(0, Rows * 64), labels.AsSpan(0, Rows), numbers.AsSpan(64, 640), numbers.AsSpan(704, 10), results.AsSpan(0, 640), results.AsSpan(640)),
        };
}
