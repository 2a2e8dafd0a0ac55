using System.Numerics;
using SoftmaxGen;

namespace GenericMetric;

/// <summary>How good the logits of a model are, written once for all heads.</summary>
internal static class Metrics
{
    /// <summary>Between how many classes the model wavers: 1 if it is sure and right, N if it knows nothing.</summary>
    public static T Perplexity<THead, T>(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels)
        where THead : struct, ISoftmaxHead<T>
        where T : unmanaged, IExponentialFunctions<T> =>
        T.Exp(THead.CrossEntropy(logits, labels));

    /// <summary>The part of the rows whose most probable class is the label.</summary>
    public static double Accuracy<THead, T>(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels)
        where THead : struct, ISoftmaxHead<T>
        where T : unmanaged
    {
        int right = 0;
        for (int row = 0; row < labels.Length; row++)
        {
            if (THead.ArgMax(logits.Slice(row * THead.ClassCount, THead.ClassCount)) == labels[row])
                right++;
        }

        return (double)right / labels.Length;
    }
}
