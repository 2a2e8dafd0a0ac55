using System.Numerics;
using SoftmaxGen.Runtime.Tests.Heads;
using SoftmaxGen.Runtime.Tests.Inputs;
using SoftmaxGen.Runtime.Tests.Reference;

namespace SoftmaxGen.Runtime.Tests.SpecialValues;

/// <summary>Rows that count for nothing or have no distribution, in losses with options.</summary>
public abstract class OptionSpecialValueTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int BatchSize = 35;

    private static readonly T[] Poisons = [T.NaN, -T.NaN, T.PositiveInfinity, T.NegativeInfinity];

    private static readonly Reduction[] Reductions = Enum.GetValues<Reduction>();

    public static TheoryData<string> Heads => OptionHeads<T>.Names;

    [Theory]
    [MemberData(nameof(Heads))]
    public void Row_that_counts_nothing_may_hold_anything(string name)
    {
        OptionHead<T> head = OptionHeads<T>.Get(name);
        foreach (int label in LabelsThatCountNothing(head))
        {
            (T[] logits, int[] labels, _) = Batch(head);
            for (int row = 2; row < BatchSize; row += 5)
            {
                labels[row] = label;
            }

            Results expected = LabelResults(head, logits, labels);
            foreach (T poison in Poisons)
            {
                // All of such rows, one entry of each.
                for (int row = 2; row < BatchSize; row += 5)
                {
                    Span<T> entries = logits.AsSpan(row * head.Classes, head.Classes);
                    entries[row % head.Classes] = poison;
                    if (row % 2 == 0)
                    {
                        entries.Fill(poison);
                    }
                }

                Results actual = LabelResults(head, logits, labels);
                expected.AssertSame(actual, $"label {label}, {poison}");
                for (int row = 2; row < BatchSize; row += 5)
                {
                    ReadOnlySpan<T> entries = logits.AsSpan(row * head.Classes, head.Classes);
                    var gradient = new T[head.Classes];
                    Array.Fill(gradient, Arguments<T>.Mark);
                    Bits.AssertSame<T>([T.Zero, T.Zero, T.Zero], [actual.Losses[row], head.Head.CrossEntropy(entries, label), head.Head.CrossEntropyGradient(entries, label, gradient)], $"loss of label {label}, {poison}");
                    Bits.AssertSame<T>(new T[head.Classes], gradient, $"gradient of label {label}, {poison}");
                    Bits.AssertSame<T>(new T[head.Classes], actual.Gradients[0].AsSpan(row * head.Classes, head.Classes), $"gradient of the mean, row {row}, label {label}, {poison}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Heads))]
    public void Row_that_counts_and_has_no_distribution_is_nan_and_leaves_others_alone(string name)
    {
        OptionHead<T> head = OptionHeads<T>.Get(name);
        (T[] clean, int[] labels, T[] targets) = Batch(head);
        Results ofLabels = LabelResults(head, clean, labels), ofTargets = TargetResults(head, clean, targets);
        foreach (T poison in Poisons)
        {
            foreach (int bad in new[] { 0, 1, 7, 8, 15, 17, 31, 34 })
            {
                T[] logits = [.. clean];
                Span<T> row = logits.AsSpan(bad * head.Classes, head.Classes);
                row[bad % head.Classes] = poison;
                if (T.IsNegativeInfinity(poison))
                {
                    row.Fill(poison);
                }

                int[] counted = [.. labels];
                counted[bad] = Enumerable.Range(0, head.Classes).First(label => label != head.Options.IgnoreLabel && !head.Options.WeightOf(label).IsZero);
                AssertNaN(LabelResults(head, logits, counted), ofLabels, $"labels, {poison} in row {bad}");
                AssertNaN(TargetResults(head, logits, targets), ofTargets, $"targets, {poison} in row {bad}");

                void AssertNaN(Results actual, Results others, string what)
                {
                    Assert.All(actual.Reduced, loss => Assert.True(T.IsNaN(loss), $"{what}: reduced to {loss}"));
                    for (int r = 0; r < BatchSize; r++)
                    {
                        T[] gradient = actual.Gradients[(int)Reduction.Sum][(r * head.Classes)..((r + 1) * head.Classes)];
                        if (r == bad)
                        {
                            Assert.True(T.IsNaN(actual.Losses[r]), $"{what}: loss {actual.Losses[r]}");
                            Assert.All(gradient, entry => Assert.True(T.IsNaN(entry), $"{what}: gradient {entry}"));
                        }
                        else
                        {
                            Assert.True(Bits.Same(others.Losses[r], actual.Losses[r]), $"{what}: loss of row {r}");
                            Bits.AssertSame<T>(others.Gradients[(int)Reduction.Sum].AsSpan(r * head.Classes, head.Classes), gradient, $"{what}: gradient of row {r}");
                        }
                    }
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Heads))]
    public void Mean_of_nothing_counted_is_0(string name)
    {
        // Smoothing gives a row a loss whose label weighs nothing: its mean is 0 all the same, by definition.
        OptionHead<T> head = OptionHeads<T>.Get(name);
        int[] weightless = [.. Enumerable.Range(0, head.Classes).Where(label => head.Options.WeightOf(label).IsZero)];
        foreach (int label in LabelsThatCountNothing(head).Concat(weightless))
        {
            foreach (int rows in new[] { 1, 2, 8, 9, 33 })
            {
                T[] logits = Rows.Logits<T>(head.Classes, rows, 3);
                int[] labels = [.. Enumerable.Repeat(label, rows)];
                var gradient = new T[logits.Length + 1];
                Array.Fill(gradient, Arguments<T>.Mark);
                Assert.True(Bits.Same(T.Zero, head.Head.CrossEntropy(logits, labels, Reduction.Mean)), $"{rows} rows of {label}");
                Assert.True(Bits.Same(T.Zero, head.Head.CrossEntropyGradient(logits, labels, gradient, Reduction.Mean)), $"{rows} rows of {label}");
                Bits.AssertSame<T>([.. new T[logits.Length], Arguments<T>.Mark], gradient, $"{rows} rows of {label}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Heads))]
    public void Loss_of_no_rows_is_0_and_nothing_is_written(string name)
    {
        OptionHead<T> head = OptionHeads<T>.Get(name);
        T[] gradient = [Arguments<T>.Mark];
        foreach (Reduction reduction in Reductions)
        {
            T[] losses =
            [
                head.Head.CrossEntropy([], (ReadOnlySpan<int>)[], reduction),
                head.Head.CrossEntropy([], (ReadOnlySpan<T>)[], reduction),
                head.Head.CrossEntropyGradient([], (ReadOnlySpan<int>)[], gradient, reduction),
                head.Head.CrossEntropyGradient([], (ReadOnlySpan<T>)[], gradient, reduction),
            ];
            Bits.AssertSame<T>(new T[4], losses, $"{reduction}");
        }

        head.Head.CrossEntropy([], (ReadOnlySpan<int>)[], gradient);
        head.Head.CrossEntropy([], (ReadOnlySpan<T>)[], gradient);
        Assert.Equal([Arguments<T>.Mark], gradient);
    }

    [Theory]
    [MemberData(nameof(Heads))]
    public void Loss_of_zero_is_positive_zero(string name)
    {
        // All other classes are so far away that nothing is left of them.
        OptionHead<T> head = OptionHeads<T>.Get(name);
        T far = T.CreateChecked(1e30) * Ulp.Nearest<T>(head.Options.Temperature);
        var logits = new T[head.Classes];
        logits.AsSpan().Fill(-far);
        logits[^1] = far;
        var targets = new T[head.Classes];
        targets[^1] = T.One;
        var gradient = new T[head.Classes];
        bool isSmooth = !head.Options.LabelSmoothing.IsZero;
        foreach (T loss in isSmooth ? [] : (T[])[head.Head.CrossEntropy(logits, head.Classes - 1), head.Head.CrossEntropyGradient(logits, head.Classes - 1, gradient), head.Head.CrossEntropy(logits, targets, Reduction.Mean)])
        {
            Assert.True(Bits.Same(T.Zero, loss), $"{loss}");
        }

        Array.Clear(targets);
        foreach (T loss in isSmooth ? [] : (T[])[head.Head.CrossEntropy(logits, targets, Reduction.Sum), head.Head.CrossEntropyGradient(logits, targets, gradient, Reduction.Sum)])
        {
            Assert.True(Bits.Same(T.Zero, loss), $"{loss}");
        }
    }

    private static IEnumerable<int> LabelsThatCountNothing(OptionHead<T> head)
    {
        int[] ignored = head.Options.IgnoreLabel is { } label ? [label] : [];
        return ignored.Concat(Enumerable.Range(0, head.Classes).Where(head.Options.CountsNothing)).Distinct();
    }

    private static (T[] Logits, int[] Labels, T[] Targets) Batch(OptionHead<T> head)
    {
        T temperature = Ulp.Nearest<T>(head.Options.Temperature);
        T[] logits = [.. Rows.Logits<T>(head.Classes, BatchSize, 2).Select(logit => logit * temperature)];
        return (logits, head.Labels(BatchSize, 2), Rows.Probabilities<T>(head.Classes, BatchSize, 2));
    }

    private static Results LabelResults(OptionHead<T> head, T[] logits, int[] labels)
    {
        var losses = new T[labels.Length];
        head.Head.CrossEntropy(logits, labels, losses);
        T[][] gradients = [.. Reductions.Select(_ => new T[logits.Length])];
        T[] reduced = [.. Reductions.Select(reduction => head.Head.CrossEntropyGradient(logits, labels, gradients[(int)reduction], reduction)), .. Reductions.Select(reduction => head.Head.CrossEntropy(logits, labels, reduction))];
        return new Results(losses, reduced, gradients);
    }

    private static Results TargetResults(OptionHead<T> head, T[] logits, T[] targets)
    {
        var losses = new T[BatchSize];
        head.Head.CrossEntropy(logits, targets, losses);
        T[][] gradients = [.. Reductions.Select(_ => new T[logits.Length])];
        T[] reduced = [.. Reductions.Select(reduction => head.Head.CrossEntropyGradient(logits, targets, gradients[(int)reduction], reduction)), .. Reductions.Select(reduction => head.Head.CrossEntropy(logits, targets, reduction))];
        return new Results(losses, reduced, gradients);
    }

    private sealed record Results(T[] Losses, T[] Reduced, T[][] Gradients)
    {
        public void AssertSame(Results actual, string what)
        {
            Bits.AssertSame<T>(Losses, actual.Losses, $"losses, {what}");
            Bits.AssertSame<T>(Reduced, actual.Reduced, $"reduced losses, {what}");
            foreach (Reduction reduction in Reductions)
            {
                Bits.AssertSame<T>(Gradients[(int)reduction], actual.Gradients[(int)reduction], $"gradient of the {reduction}, {what}");
            }
        }
    }
}

public sealed class OptionSpecialValueSingleTests : OptionSpecialValueTests<float>;

public sealed class OptionSpecialValueDoubleTests : OptionSpecialValueTests<double>;
