using System.Numerics;
using SoftmaxGen.Benchmarks.Timing;

namespace SoftmaxGen.Benchmarks.Losses;

/// <summary>What is timed.</summary>
internal delegate T LossAndGradient<T>(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, Span<T> gradient, Reduction reduction)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

/// <summary>The batch that heads of one class count work on, whatever their options.</summary>
internal sealed class LossBenchmarks<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Seed = 1;
    private const double Limit = 4;
    private const int OneInIgnored = 8;

    private readonly AlignedBuffer<T> _logits;
    private readonly AlignedBuffer<T> _gradient;
    private readonly AlignedBuffer<int> _labels;
    private readonly AlignedBuffer<int> _someIgnored;

    public LossBenchmarks(int classes)
    {
        Rows = Math.Clamp(20000 / classes, 64, 1024);
        _logits = new(Rows * classes);
        _gradient = new(Rows * classes);
        _labels = new(Rows);
        _someIgnored = new(Rows);

        Random random = new(Seed);
        foreach (ref T logit in _logits.Span)
            logit = T.CreateTruncating(((2 * random.NextDouble()) - 1) * Limit);
        foreach (ref int label in _labels.Span)
            label = random.Next(classes);
        for (int row = 0; row < Rows; row++)
            _someIgnored.Span[row] = random.Next(OneInIgnored) == 0 ? LossOption.IgnoredLabel : _labels.Span[row];
    }

    public int Rows { get; }

    /// <summary>The call that is timed.</summary>
    public Func<T> Bind(LossAndGradient<T> head, LossOption option)
    {
        AlignedBuffer<int> labels = LabelsOf(option);
        return () => head(_logits.Span, labels.Span, _gradient.Span, Reduction.Mean);
    }

    // How exact losses are other tests say. This only sees to it that what is timed is a loss and its gradient.
    public void RequireSense(Func<T> call, LossOption option, string head)
    {
        _gradient.Span.Fill(T.NaN);
        T loss = call();
        if (!T.IsFinite(loss) || loss <= T.Zero)
            throw new BenchmarkException($"{head}: a loss of {loss}");

        // Equal logits more or less change no loss.
        T tolerance = T.CreateTruncating(1e-5);
        int classes = _gradient.Span.Length / Rows;
        for (int row = 0; row < Rows; row++)
        {
            T sum = T.Zero, size = T.Zero;
            foreach (T entry in _gradient.Span.Slice(row * classes, classes))
            {
                sum += entry;
                size += T.Abs(entry);
            }

            bool isIgnored = LabelsOf(option).Span[row] == LossOption.IgnoredLabel;
            if (isIgnored ? size != T.Zero : !(size > T.Zero && T.Abs(sum) <= tolerance * size))
                throw new BenchmarkException($"{head}: the gradient of row {row} sums to {sum}, its magnitudes to {size}");
        }
    }

    public void Dispose()
    {
        _logits.Dispose();
        _gradient.Dispose();
        _labels.Dispose();
        _someIgnored.Dispose();
    }

    private AlignedBuffer<int> LabelsOf(LossOption option) => option.IgnoresLabels ? _someIgnored : _labels;
}
