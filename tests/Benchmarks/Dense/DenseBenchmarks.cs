using SoftmaxGen.Benchmarks.Timing;

namespace SoftmaxGen.Benchmarks.Dense;

/// <summary>Benchmarks of a head that are measured in turns, and the data that all of them read and write.</summary>
/// <remarks>
/// No data is aligned: each buffer starts one number behind a cache line. Weights that are compiled in lie where the runtime
/// has put the assembly.
/// </remarks>
internal abstract class DenseBenchmarks<THead> : IDisposable
    where THead : struct, ITrainedHead<float>
{
    private const int Seed = 1;
    private const int Offset = 1;

    private readonly List<IDisposable> _resources = [];
    private readonly AlignedBuffer<float> _weights;
    private readonly AlignedBuffer<float> _bias;
    private readonly AlignedBuffer<float> _logits;
    private readonly AlignedBuffer<int> _labels;
    private readonly AlignedBuffer<float> _weightGradient;
    private readonly AlignedBuffer<float> _biasGradient;

    protected DenseBenchmarks(int rows)
    {
        Rows = rows;
        FeatureBuffer = New<float>(rows * THead.FeatureCount);
        ResultBuffer = New<float>(rows * THead.ClassCount);
        _logits = New<float>(rows * THead.ClassCount);
        _labels = New<int>(rows);
        _weights = New<float>(THead.Weights.Length);
        _bias = New<float>(THead.Bias.Length);
        _weightGradient = New<float>(THead.Weights.Length);
        _biasGradient = New<float>(THead.Bias.Length);

        Random random = new(Seed);
        foreach (ref float feature in FeatureBuffer.Span)
            feature = random.NextSingle();
        foreach (ref int label in _labels.Span)
            label = random.Next(THead.ClassCount);
        THead.Weights.CopyTo(_weights.Span);
        THead.Bias.CopyTo(_bias.Span);
        THead.Logits(Features, Logits);
    }

    public abstract DenseSuite Suite { get; }

    public abstract IReadOnlyList<DenseBenchmark> All { get; }

    protected int Rows { get; }

    protected AlignedBuffer<float> FeatureBuffer { get; }

    protected AlignedBuffer<float> ResultBuffer { get; }

    protected ReadOnlySpan<float> Features => FeatureBuffer.Span;

    protected ReadOnlySpan<int> Labels => _labels.Span;

    /// <summary>Gets a copy of the weights, as training has them.</summary>
    protected ReadOnlySpan<float> Weights => _weights.Span;

    protected ReadOnlySpan<float> Bias => _bias.Span;

    protected Span<float> Logits => _logits.Span;

    /// <summary>Gets where probabilities go, or the gradient with respect to the logits.</summary>
    protected Span<float> Results => ResultBuffer.Span;

    protected Span<float> WeightGradient => _weightGradient.Span;

    protected Span<float> BiasGradient => _biasGradient.Span;

    /// <summary>Sees to it that what is compared does the same work.</summary>
    public abstract void RequireAgreement();

    public void Dispose()
    {
        foreach (IDisposable resource in Enumerable.Reverse(_resources))
            resource.Dispose();
        _resources.Clear();
    }

    /// <summary>Has something disposed of with the buffers, and before them.</summary>
    protected TResource Own<TResource>(TResource resource)
        where TResource : IDisposable
    {
        _resources.Add(resource);
        return resource;
    }

    /// <summary>Runs both, and compares what they write to the same place.</summary>
    protected static void RequireAgreement(Action ours, Action peers, Func<ReadOnlySpan<float>> written, string name, float tolerance)
    {
        peers();
        float[] expected = [.. written()];
        ours();
        ReadOnlySpan<float> actual = written();
        for (int i = 0; i < expected.Length; i++)
        {
            if (!(MathF.Abs(actual[i] - expected[i]) <= tolerance))
                throw new BenchmarkException($"{typeof(THead).Name} and {name} disagree at {i}: {actual[i]} and {expected[i]}");
        }
    }

    private AlignedBuffer<TItem> New<TItem>(int length)
        where TItem : unmanaged
    {
        AlignedBuffer<TItem> buffer = Own(new AlignedBuffer<TItem>(length, Offset));
        buffer.Span.Clear();
        return buffer;
    }
}
