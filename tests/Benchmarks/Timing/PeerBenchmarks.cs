using System.Numerics;
using System.Numerics.Tensors;
using BenchmarkDotNet.Attributes;

namespace SoftmaxGen.Benchmarks.Timing;

/// <summary>
/// What one would write without this library. None of it knows of batches: it takes row after row.
/// </summary>
public class PeerBenchmarks<THead, T> : RowData<THead, T>
    where THead : struct, ISoftmaxHead<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The library's own. It does not subtract the maximum, so that large logits overflow.</summary>
    [Benchmark]
    [BenchmarkCategory(ShortRun.Single, ShortRun.Double)]
    public void TensorPrimitivesSoftmax()
    {
        ReadOnlySpan<T> logits = Logits;
        Span<T> results = Results;
        for (int start = 0; start < logits.Length; start += Classes)
            TensorPrimitives.SoftMax(logits.Slice(start, Classes), results.Slice(start, Classes));
    }

    [Benchmark]
    [BenchmarkCategory(ShortRun.Single, ShortRun.Double)]
    public void LoopSoftmax()
    {
        ReadOnlySpan<T> logits = Logits;
        Span<T> results = Results;
        for (int start = 0; start < logits.Length; start += Classes)
            Loop(logits.Slice(start, Classes), results.Slice(start, Classes));
    }

    [Benchmark]
    [BenchmarkCategory(ShortRun.Single, ShortRun.Double)]
    public void ComposedSoftmax()
    {
        ReadOnlySpan<T> logits = Logits;
        Span<T> results = Results;
        for (int start = 0; start < logits.Length; start += Classes)
            Compose(logits.Slice(start, Classes), results.Slice(start, Classes));
    }

    [Benchmark]
    [BenchmarkCategory(ShortRun.Single)]
    public T LoopGradient()
    {
        T loss = T.Zero;
        ReadOnlySpan<T> logits = Logits;
        ReadOnlySpan<int> labels = Labels;
        Span<T> results = Results;
        for (int row = 0; row < labels.Length; row++)
        {
            Span<T> gradient = results.Slice(row * Classes, Classes);
            Loop(logits.Slice(row * Classes, Classes), gradient);
            loss += Difference(gradient, labels[row]);
        }

        return loss;
    }

    [Benchmark]
    [BenchmarkCategory(ShortRun.Single)]
    public T ComposedGradient()
    {
        T loss = T.Zero;
        ReadOnlySpan<T> logits = Logits;
        ReadOnlySpan<int> labels = Labels;
        Span<T> results = Results;
        for (int row = 0; row < labels.Length; row++)
        {
            Span<T> gradient = results.Slice(row * Classes, Classes);
            Compose(logits.Slice(row * Classes, Classes), gradient);
            loss += Difference(gradient, labels[row]);
        }

        return loss;
    }

    [Benchmark]
    public int TensorPrimitivesArgMax()
    {
        int sum = 0;
        ReadOnlySpan<T> logits = Logits;
        for (int start = 0; start < logits.Length; start += Classes)
            sum += TensorPrimitives.IndexOfMax(logits.Slice(start, Classes));
        return sum;
    }

    // Behind the type parameter, T.Exp is MathF.Exp or Math.Exp.
    private static void Loop(ReadOnlySpan<T> logits, Span<T> probabilities)
    {
        T max = logits[0];
        foreach (T logit in logits)
            max = T.Max(max, logit);

        T sum = T.Zero;
        for (int i = 0; i < logits.Length; i++)
        {
            T e = T.Exp(logits[i] - max);
            probabilities[i] = e;
            sum += e;
        }

        for (int i = 0; i < probabilities.Length; i++)
            probabilities[i] /= sum;
    }

    private static void Compose(ReadOnlySpan<T> logits, Span<T> probabilities)
    {
        TensorPrimitives.Subtract(logits, TensorPrimitives.Max(logits), probabilities);
        TensorPrimitives.Exp(probabilities, probabilities);
        TensorPrimitives.Divide(probabilities, TensorPrimitives.Sum<T>(probabilities), probabilities);
    }

    // The usual p - y: it loses the digits of a label that the model is sure of.
    private static T Difference(Span<T> gradient, int label)
    {
        T loss = -T.Log(gradient[label]);
        gradient[label] -= T.One;
        return loss;
    }
}
