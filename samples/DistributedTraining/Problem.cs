using SoftmaxGen;

namespace DistributedTraining;

/// <summary>What is learned: rows with labels that every machine can make, and the head that learns them.</summary>
internal abstract class Problem
{
    private static readonly Problem[] All =
    [
        new JitteredDigits(),
        new Clusters<Head784x10>("784x10"),
        new Clusters<Head2048x1000>("2048x1000"),
    ];

    /// <summary>Gets the names of all problems.</summary>
    public static IEnumerable<string> Names => All.Select(problem => problem.Name);

    public abstract string Name { get; }

    public abstract int FeatureCount { get; }

    public abstract int ClassCount { get; }

    /// <summary>Gets the number of parameters: the weights, classes x features, and then the biases.</summary>
    public int ParameterCount => ClassCount * (FeatureCount + 1);

    public static Problem Named(string name) => All.First(problem => problem.Name == name);

    /// <summary>Makes rows of the training data: <paramref name="first"/> and those after it, as many as there is room for.</summary>
    public abstract void MakeRows(int seed, long first, Span<float> features, Span<int> labels);

    /// <summary>Makes the rows of the test.</summary>
    public abstract (float[] Features, int[] Labels) MakeTestRows();

    /// <summary>Computes the sum of the losses of the rows, and its gradient with respect to the parameters.</summary>
    public abstract float LossAndGradient(ReadOnlySpan<float> features, ReadOnlySpan<int> labels, ReadOnlySpan<float> parameters, Span<float> gradient);

    /// <summary>Computes the share of rows that the parameters get right.</summary>
    public abstract double Accuracy(ReadOnlySpan<float> features, ReadOnlySpan<int> labels, ReadOnlySpan<float> parameters);
}

/// <summary>A problem that is learned by a head.</summary>
internal abstract class Problem<THead> : Problem
    where THead : struct, IDenseHead<float>
{
    public override int FeatureCount => THead.FeatureCount;

    public override int ClassCount => THead.ClassCount;

    private static int WeightCount => THead.ClassCount * THead.FeatureCount;

    public override float LossAndGradient(ReadOnlySpan<float> features, ReadOnlySpan<int> labels, ReadOnlySpan<float> parameters, Span<float> gradient) =>
        THead.LossAndGradients(
            features, labels, parameters[..WeightCount], parameters[WeightCount..], gradient[..WeightCount], gradient[WeightCount..], Reduction.Sum);

    public override double Accuracy(ReadOnlySpan<float> features, ReadOnlySpan<int> labels, ReadOnlySpan<float> parameters)
    {
        int[] predicted = new int[labels.Length];
        THead.Predict(features, parameters[..WeightCount], parameters[WeightCount..], predicted);
        int right = 0;
        for (int row = 0; row < labels.Length; row++)
            right += predicted[row] == labels[row] ? 1 : 0;

        return (double)right / labels.Length;
    }
}
