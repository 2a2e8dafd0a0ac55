using System.Numerics;
using SoftmaxGen.Runtime.Tests.Heads;
using SoftmaxGen.Runtime.Tests.Inputs;
using SoftmaxGen.Runtime.Tests.Reference;

namespace SoftmaxGen.Runtime.Tests.Accuracy;

/// <summary>The Jacobian-vector products where terms cancel, where upstream gradients are huge, and where powers of e are tiny.</summary>
public abstract class BackwardTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly T Largest = T.BitDecrement(T.PositiveInfinity);

    [Fact]
    public void SoftmaxBackward_of_a_sure_row_keeps_what_cancels()
    {
        // p_0 (g_0 - g_0 p_0 - 0): what is left of the difference is the rounding of the product.
        Head<T> head = HeadRegistry<T>.Get(2);
        foreach (double logit in new[] { 5, 10, 15, 16.5 })
        {
            var probabilities = new T[2];
            head.Softmax([T.CreateChecked(logit), T.Zero], probabilities);
            AssertSoftmax(probabilities, [-T.One / probabilities[0], T.Zero], $"logit {logit}");
        }
    }

    [Theory]
    [MemberData(nameof(MemberCases.Spread), MemberType = typeof(MemberCases))]
    public void SoftmaxBackward_of_nearly_equal_upstream_keeps_differences(int classes)
    {
        // All of g_i - sum_j g_j p_j is in the last digits of the constant.
        var random = new Random(classes);
        foreach (RowKind kind in new[] { RowKind.Unit, RowKind.Wide20, RowKind.Sure })
        {
            T[] probabilities = Probabilities(classes, kind);
            foreach (double constant in new[] { 1, -3.7, 1e20 })
            {
                T[] upstream = [.. Enumerable.Range(0, classes).Select(_ => Near(T.CreateChecked(constant), random.Next(4)))];
                AssertSoftmax(probabilities, upstream, $"{kind}, near {constant}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(MemberCases.Spread), MemberType = typeof(MemberCases))]
    public void SoftmaxBackward_of_any_size_gives_what_is_representable(int classes)
    {
        var random = new Random(classes);
        foreach (RowKind kind in new[] { RowKind.Unit, RowKind.Wide20, RowKind.Sure, RowKind.NegativeInfinities, RowKind.Wide1000 })
        {
            T[] probabilities = Probabilities(classes, kind);
            for (int size = 0; size < 8; size++)
            {
                // From the largest number down to where nothing is near it, and both signs of it.
                T largest = T.ScaleB(Largest, -new[] { 0, 1, 2, 20, 24, 27, 53, 60 }[size]);
                T[] upstream = [.. Enumerable.Range(0, classes).Select(_ => random.Next(4) switch
                {
                    0 => largest,
                    1 => -largest,
                    2 => T.CreateChecked(random.NextDouble() - 0.5) * largest,
                    _ => T.CreateChecked(random.NextDouble()),
                })];
                AssertSoftmax(probabilities, upstream, $"{kind}, largest {largest}");
                upstream.AsSpan().Fill(largest);
                AssertSoftmax(probabilities, upstream, $"{kind}, all {largest}");
            }
        }
    }

    [Fact]
    public void SoftmaxBackward_of_the_largest_numbers_does_not_overflow() =>
        AssertSoftmax([T.CreateChecked(0.1), T.CreateChecked(0.9)], [Largest, -Largest], "both ends of the range");

    [Theory]
    [MemberData(nameof(MemberCases.Spread), MemberType = typeof(MemberCases))]
    public void LogSoftmaxBackward_of_any_size_gives_what_is_representable(int classes)
    {
        var random = new Random(classes);
        foreach (double tail in new[] { 0, -10, -60, -85, -88, -90, -100, -120, -700, -709, -720, -750, double.NegativeInfinity })
        {
            T[] logits = Rows.Logits<T>(classes, 1, 5);
            logits[0] = T.CreateChecked(tail) + logits[0];
            var logProbabilities = new T[classes];
            HeadRegistry<T>.Get(classes).LogSoftmax(logits, logProbabilities);
            foreach (int power in new[] { 0, 1, 2, 3, 10, 60, 80, 120, 250, 252 })
            {
                // Down to upstream gradients as small as numbers are, relative to the range.
                T size = T.ScaleB(Largest, -power * (T.One is float ? 1 : 8));
                T[] upstream = [.. Enumerable.Range(0, classes).Select(_ => T.CreateChecked((random.NextDouble() * 2) - 1) * size)];
                upstream[0] = power % 2 == 0 ? T.Zero : upstream[0];
                AssertLogSoftmax(logProbabilities, upstream, $"tail {tail}, size {size}");
                upstream.AsSpan().Fill(size);
                AssertLogSoftmax(logProbabilities, upstream, $"tail {tail}, all {size}");
                upstream[^1] = -size;
                AssertLogSoftmax(logProbabilities, upstream, $"tail {tail}, all but one {size}");
            }
        }
    }

    [Fact]
    public void LogSoftmaxBackward_does_not_narrow_its_sum()
    {
        AssertLogSoftmax([T.CreateChecked(-60), T.Zero], [Largest, Largest], "twice the largest");
        AssertLogSoftmax([T.CreateChecked(-60), T.CreateChecked(-1), T.CreateChecked(-0.5)], [Largest, Largest, -Largest], "the sum is in range, and a part of it is not");
    }

    // One row, and the same among others, which must not differ.
    private static void AssertSoftmax(T[] probabilities, T[] upstream, string what)
    {
        Head<T> head = HeadRegistry<T>.Get(probabilities.Length);
        T[] gradient = RunTwice(probabilities, upstream, head.SoftmaxBackward, what);
        BigFloat[] p = [.. probabilities.Select(BigFloat.From)], g = [.. upstream.Select(BigFloat.From)];
        (BigFloat dot, BigFloat absolute) = (BigFloat.Zero, BigFloat.Zero);
        for (int i = 0; i < p.Length; i++)
        {
            dot += p[i] * g[i];
            absolute += p[i] * BigFloat.Abs(g[i]);
        }

        var judge = new Judge<T>($"{typeof(T).Name}, N = {p.Length}, {what}");
        for (int i = 0; i < p.Length; i++)
        {
            BigFloat exact = p[i] * (g[i] - dot);
            judge.Scaled("SoftmaxBackward", 0, i, gradient[i], exact, BigFloat.Max(BigFloat.Abs(exact), Bounds.OfSums<T>(p[i] * absolute)), Bounds.Backward(p.Length));
        }

        judge.Verdict();
    }

    private static void AssertLogSoftmax(T[] logProbabilities, T[] upstream, string what)
    {
        Head<T> head = HeadRegistry<T>.Get(logProbabilities.Length);
        T[] gradient = RunTwice(logProbabilities, upstream, head.LogSoftmaxBackward, what);
        BigFloat[] g = [.. upstream.Select(BigFloat.From)];
        (BigFloat sum, BigFloat absolute) = (BigFloat.Zero, BigFloat.Zero);
        foreach (BigFloat entry in g)
        {
            sum += entry;
            absolute += BigFloat.Abs(entry);
        }

        var judge = new Judge<T>($"{typeof(T).Name}, N = {g.Length}, {what}");
        for (int i = 0; i < g.Length; i++)
        {
            BigFloat e = T.IsNegativeInfinity(logProbabilities[i]) ? BigFloat.Zero : BigFloat.Exp(BigFloat.From(logProbabilities[i]));
            BigFloat exact = g[i] - (e * sum);
            BigFloat scale = BigFloat.Max(BigFloat.Max(BigFloat.Abs(g[i]), e * BigFloat.Abs(sum)), Bounds.OfSums<T>(e * absolute));
            if (BigFloat.Abs(exact) > BigFloat.From(Largest))
            {
                // Only infinity, or the largest number where it is as near as the bound.
                judge.Equal("LogSoftmaxBackward beyond the range", i, true, T.Abs(gradient[i]) >= T.BitDecrement(T.BitDecrement(Largest)) && T.Sign(gradient[i]) == exact.Sign);
                continue;
            }

            judge.Scaled("LogSoftmaxBackward", 0, i, gradient[i], exact, scale, Bounds.Backward(g.Length));
        }

        judge.Verdict();
    }

    private delegate void Backward(ReadOnlySpan<T> first, ReadOnlySpan<T> upstream, Span<T> gradient);

    private static T[] RunTwice(T[] first, T[] upstream, Backward backward, string what)
    {
        var gradient = new T[first.Length];
        backward(first, upstream, gradient);

        // In place, among rows of which the others are nothing special.
        T[] batch = [.. first, .. first, .. first];
        T[] others = Rows.Upstream<T>(first.Length, 9);
        backward(batch, [.. others, .. upstream, .. others], batch);
        Bits.AssertSame<T>(gradient, batch.AsSpan(first.Length, first.Length), what);
        return gradient;
    }

    private static T[] Probabilities(int classes, RowKind kind)
    {
        var logits = new T[classes];
        Rows.Fill<T>(logits, kind, 3);
        var probabilities = new T[classes];
        HeadRegistry<T>.Get(classes).Softmax(logits, probabilities);
        return probabilities;
    }

    private static T Near(T constant, int steps)
    {
        for (; steps > 0; steps--)
            constant = T.BitIncrement(constant);
        return constant;
    }
}

public sealed class BackwardSingleTests : BackwardTests<float>;

public sealed class BackwardDoubleTests : BackwardTests<double>;
