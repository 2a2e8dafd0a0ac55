using System.Numerics;
using BenchmarkDotNet.Attributes;

namespace SoftmaxGen.Benchmarks.Timing;

/// <summary>One call for all rows.</summary>
public class BatchBenchmarks<THead, T> : RowData<THead, T>
    where THead : struct, ISoftmaxHead<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [Benchmark]
    [BenchmarkCategory(ShortRun.Single, ShortRun.Double)]
    public void Softmax() => THead.Softmax(Logits, Results);

    [Benchmark]
    public void LogSoftmax() => THead.LogSoftmax(Logits, Results);

    [Benchmark]
    public void LogSumExp() => THead.LogSumExp(Logits, Losses);

    [Benchmark]
    public void ArgMax() => THead.ArgMax(Logits, Predictions);

    [Benchmark]
    public T CrossEntropyLabels() => THead.CrossEntropy(Logits, Labels);

    [Benchmark]
    public T CrossEntropyTargets() => THead.CrossEntropy(Logits, Targets);

    [Benchmark]
    public void CrossEntropyLabelsEach() => THead.CrossEntropy(Logits, Labels, Losses);

    [Benchmark]
    public void CrossEntropyTargetsEach() => THead.CrossEntropy(Logits, Targets, Losses);

    [Benchmark]
    [BenchmarkCategory(ShortRun.Single)]
    public T CrossEntropyGradientLabels() => THead.CrossEntropyGradient(Logits, Labels, Results);

    [Benchmark]
    public T CrossEntropyGradientTargets() => THead.CrossEntropyGradient(Logits, Targets, Results);

    [Benchmark]
    public void SoftmaxBackward() => THead.SoftmaxBackward(Probabilities, Upstream, Results);

    [Benchmark]
    public void LogSoftmaxBackward() => THead.LogSoftmaxBackward(LogProbabilities, Upstream, Results);
}
