using System.Numerics;
using BenchmarkDotNet.Attributes;

namespace SoftmaxGen.Benchmarks.Timing;

/// <summary>The rows that all benchmarks of a head work on: as many as fit in the first two levels of cache.</summary>
public abstract class RowData<THead, T>
    where THead : struct, ISoftmaxHead<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Seed = 1;

    private readonly List<IDisposable> _buffers = [];
    private AlignedBuffer<T> _logits = null!;
    private AlignedBuffer<T> _targets = null!;
    private AlignedBuffer<T> _probabilities = null!;
    private AlignedBuffer<T> _logProbabilities = null!;
    private AlignedBuffer<T> _upstream = null!;
    private AlignedBuffer<T> _output = null!;
    private AlignedBuffer<T> _losses = null!;
    private AlignedBuffer<int> _labels = null!;
    private AlignedBuffer<int> _predictions = null!;

    internal static int Classes => THead.ClassCount;

    /// <summary>Gets the number of rows, the same as in the hand-written C++ bar.</summary>
    internal static int Rows { get; } = Math.Max(64, 8192 / THead.ClassCount) / 8 * 8;

    /// <summary>Gets how many Jacobians are taken in one go: each is N rows of work.</summary>
    internal static int Jacobians { get; } = Math.Max(1, Rows / THead.ClassCount);

    internal ReadOnlySpan<T> Output => _output.Span;

    protected ReadOnlySpan<T> Logits => _logits.Span;

    protected ReadOnlySpan<T> Targets => _targets.Span;

    protected ReadOnlySpan<T> Probabilities => _probabilities.Span;

    protected ReadOnlySpan<T> LogProbabilities => _logProbabilities.Span;

    protected ReadOnlySpan<T> Upstream => _upstream.Span;

    protected ReadOnlySpan<int> Labels => _labels.Span;

    protected Span<T> Results => _output.Span;

    protected Span<T> Losses => _losses.Span;

    protected Span<int> Predictions => _predictions.Span;

    [GlobalSetup]
    public void Allocate()
    {
        int values = Rows * Classes;
        _logits = New<T>(values);
        _targets = New<T>(values);
        _probabilities = New<T>(values);
        _logProbabilities = New<T>(values);
        _upstream = New<T>(values);

        // A Jacobian is N rows, which may be more than there are.
        _output = New<T>(Math.Max(values, Classes * Classes));
        _losses = New<T>(Rows);
        _labels = New<int>(Rows);
        _predictions = New<int>(Rows);

        Random random = new(Seed);
        Fill(_logits.Span, random, 20);
        Fill(_targets.Span, random, 2);
        Fill(_upstream.Span, random, 1);
        foreach (ref int label in _labels.Span)
            label = random.Next(Classes);

        THead.Softmax(_targets.Span, _targets.Span);
        THead.Softmax(Logits, _probabilities.Span);
        THead.LogSoftmax(Logits, _logProbabilities.Span);
        _output.Span.Clear();
    }

    [GlobalCleanup]
    public void Free()
    {
        foreach (IDisposable buffer in _buffers)
            buffer.Dispose();
        _buffers.Clear();
    }

    private static void Fill(Span<T> values, Random random, double limit)
    {
        foreach (ref T value in values)
            value = T.CreateTruncating(((2 * random.NextDouble()) - 1) * limit);
    }

    private AlignedBuffer<TItem> New<TItem>(int length)
        where TItem : unmanaged
    {
        AlignedBuffer<TItem> buffer = new(length);
        _buffers.Add(buffer);
        return buffer;
    }
}
