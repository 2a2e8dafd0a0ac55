using System.Numerics;
using BenchmarkDotNet.Attributes;

namespace SoftmaxGen.Benchmarks.Timing;

/// <summary>One call for each row, as code does that has its rows one by one: every check is paid for every row.</summary>
public class RowBenchmarks<THead, T> : RowData<THead, T>
    where THead : struct, ISoftmaxHead<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [Benchmark]
    [BenchmarkCategory(ShortRun.Single)]
    public void Softmax()
    {
        ReadOnlySpan<T> logits = Logits;
        Span<T> results = Results;
        for (int start = 0; start < logits.Length; start += Classes)
            THead.Softmax(logits.Slice(start, Classes), results.Slice(start, Classes));
    }

    [Benchmark]
    public void LogSoftmax()
    {
        ReadOnlySpan<T> logits = Logits;
        Span<T> results = Results;
        for (int start = 0; start < logits.Length; start += Classes)
            THead.LogSoftmax(logits.Slice(start, Classes), results.Slice(start, Classes));
    }

    [Benchmark]
    public T LogSumExp()
    {
        T sum = T.Zero;
        ReadOnlySpan<T> logits = Logits;
        for (int start = 0; start < logits.Length; start += Classes)
            sum += THead.LogSumExp(logits.Slice(start, Classes));
        return sum;
    }

    [Benchmark]
    public int ArgMax()
    {
        int sum = 0;
        ReadOnlySpan<T> logits = Logits;
        for (int start = 0; start < logits.Length; start += Classes)
            sum += THead.ArgMax(logits.Slice(start, Classes));
        return sum;
    }

    [Benchmark]
    public int TopK()
    {
        int sum = 0;
        ReadOnlySpan<T> logits = Logits;
        Span<int> labels = stackalloc int[Math.Min(5, Classes)];
        for (int start = 0; start < logits.Length; start += Classes)
        {
            THead.TopK(logits.Slice(start, Classes), labels);
            sum += labels[^1];
        }

        return sum;
    }

    [Benchmark]
    public T CrossEntropyLabels()
    {
        T sum = T.Zero;
        ReadOnlySpan<T> logits = Logits;
        ReadOnlySpan<int> labels = Labels;
        for (int row = 0; row < labels.Length; row++)
            sum += THead.CrossEntropy(logits.Slice(row * Classes, Classes), labels[row]);
        return sum;
    }

    [Benchmark]
    public T CrossEntropyTargets()
    {
        T sum = T.Zero;
        ReadOnlySpan<T> logits = Logits, targets = Targets;
        for (int start = 0; start < logits.Length; start += Classes)
            sum += THead.CrossEntropy(logits.Slice(start, Classes), targets.Slice(start, Classes));
        return sum;
    }

    [Benchmark]
    public T CrossEntropyGradientLabels()
    {
        T sum = T.Zero;
        ReadOnlySpan<T> logits = Logits;
        ReadOnlySpan<int> labels = Labels;
        Span<T> results = Results;
        for (int row = 0; row < labels.Length; row++)
            sum += THead.CrossEntropyGradient(logits.Slice(row * Classes, Classes), labels[row], results.Slice(row * Classes, Classes));
        return sum;
    }

    [Benchmark]
    public T CrossEntropyGradientTargets()
    {
        T sum = T.Zero;
        ReadOnlySpan<T> logits = Logits, targets = Targets;
        Span<T> results = Results;
        for (int start = 0; start < logits.Length; start += Classes)
            sum += THead.CrossEntropyGradient(logits.Slice(start, Classes), targets.Slice(start, Classes), results.Slice(start, Classes));
        return sum;
    }

    [Benchmark]
    public void SoftmaxBackward()
    {
        ReadOnlySpan<T> probabilities = Probabilities, upstream = Upstream;
        Span<T> results = Results;
        for (int start = 0; start < probabilities.Length; start += Classes)
            THead.SoftmaxBackward(probabilities.Slice(start, Classes), upstream.Slice(start, Classes), results.Slice(start, Classes));
    }

    [Benchmark]
    public void LogSoftmaxBackward()
    {
        ReadOnlySpan<T> logProbabilities = LogProbabilities, upstream = Upstream;
        Span<T> results = Results;
        for (int start = 0; start < logProbabilities.Length; start += Classes)
            THead.LogSoftmaxBackward(logProbabilities.Slice(start, Classes), upstream.Slice(start, Classes), results.Slice(start, Classes));
    }

    [Benchmark]
    public void Jacobian()
    {
        ReadOnlySpan<T> probabilities = Probabilities;
        Span<T> results = Results;
        for (int row = 0; row < Jacobians; row++)
            THead.Jacobian(probabilities.Slice(row * Classes, Classes), results);
    }

    [Benchmark]
    public T Entropy()
    {
        T sum = T.Zero;
        ReadOnlySpan<T> logits = Logits;
        for (int start = 0; start < logits.Length; start += Classes)
            sum += THead.Entropy(logits.Slice(start, Classes));
        return sum;
    }

    [Benchmark]
    public int TryPredict()
    {
        int sure = 0;
        ReadOnlySpan<T> logits = Logits;
        T minimum = T.CreateTruncating(0.5);
        for (int start = 0; start < logits.Length; start += Classes)
        {
            if (THead.TryPredict(logits.Slice(start, Classes), minimum, out int label))
                sure += label;
        }

        return sure;
    }
}
