using System.Numerics;
using SoftmaxGen.Runtime.Tests.Heads;
using SoftmaxGen.Runtime.Tests.Inputs;

namespace SoftmaxGen.Runtime.Tests.Contract;

/// <summary>A row's result has the same bits in any batch, at any place in it, and at any address.</summary>
[Trait(TestCategory.Name, TestCategory.Slow)]
public abstract class ReproducibilityTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Rows = 51;

    // Rows that are not narrow, which kernels pass on: one among those that are treated together, and one behind them.
    private static readonly int[] WideRows = [35, 50];

    // Batches that end with, right after or right before a group of rows that are treated together.
    private static readonly int[] BatchSizes = [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 20, 24, 31, 32, 33, 47, 48, 49];

    [Theory]
    [MemberData(nameof(ReproducibilityCases.All), MemberType = typeof(ReproducibilityCases))]
    public void Row_has_the_same_bits_in_every_batch(int classes)
    {
        Head<T> head = HeadRegistry<T>.Get(classes);
        int rows = classes > 4096 ? 3 : Rows;
        foreach (Member<T> member in Members<T>.All.Where(member => !member.SingleRow && member.Shape != Shape.None))
        {
            var whole = new Arguments<T>(member, classes, rows);
            foreach (int row in member.Content == Content.Logits ? WideRows.Where(row => row < rows) : [])
            {
                Inputs.Rows.Fill(whole.First.AsSpan(row * classes, classes), RowKind.Huge, row);
            }

            whole.Call(head);
            for (int r = 0; r < rows; r++)
            {
                // Alone, at the end of a batch that starts at the first row, and in the middle of a small one.
                AssertSameRow(member, head, whole, classes, r, r, 1);
                if (BatchSizes.Contains(r + 1))
                {
                    AssertSameRow(member, head, whole, classes, r, 0, r + 1);
                }

                AssertSameRow(member, head, whole, classes, r, Math.Max(0, r - 1), Math.Min(rows, r + 2) - Math.Max(0, r - 1));
            }
        }
    }

    // More rows than all groups that are under way at a time, whatever the width: eight of sixteen rows.
    [Theory]
    [MemberData(nameof(MemberCases.Spread), MemberType = typeof(MemberCases))]
    public void Batch_of_any_size_has_the_bits_of_its_rows(int classes)
    {
        Head<T> head = HeadRegistry<T>.Get(classes);
        int[] sizes = [.. Enumerable.Range(1, 8).SelectMany(groups => (int[])[(16 * groups) - 1, 16 * groups, (16 * groups) + 1]), 255, 256, 257];
        T[] logits = Inputs.Rows.Logits<T>(classes, sizes[^1], 6);
        int[] labels = Inputs.Rows.Labels(classes, sizes[^1], 6);
        var rowByRow = new T[logits.Length];
        var losses = new T[sizes[^1]];
        for (int r = 0; r < sizes[^1]; r++)
        {
            losses[r] = head.CrossEntropyGradient(logits.AsSpan(r * classes, classes), labels[r], rowByRow.AsSpan(r * classes, classes));
        }

        foreach (int rows in sizes)
        {
            int length = rows * classes;
            var output = new T[length];
            var rowLosses = new T[rows];
            head.CrossEntropyGradient(logits.AsSpan(0, length), labels.AsSpan(0, rows), output, Reduction.Sum);
            head.CrossEntropy(logits.AsSpan(0, length), labels.AsSpan(0, rows), rowLosses);
            Bits.AssertSame<T>(rowByRow.AsSpan(0, length), output, $"gradient of {rows} rows");
            Bits.AssertSame<T>(losses.AsSpan(0, rows), rowLosses, $"losses of {rows} rows");
        }
    }

    [Theory]
    [MemberData(nameof(ReproducibilityCases.All), MemberType = typeof(ReproducibilityCases))]
    public void Members_of_one_row_have_the_bits_of_the_batch(int classes)
    {
        Head<T> head = HeadRegistry<T>.Get(classes);
        int rows = classes > 4096 ? 2 : 9;
        T[] logits = Inputs.Rows.Logits<T>(classes, rows, 5);
        int[] labels = Inputs.Rows.Labels(classes, rows, 5);
        var losses = new T[rows];
        var logSumExps = new T[rows];
        var argMax = new int[rows];
        var gradient = new T[logits.Length];
        var entropies = new T[rows];
        head.CrossEntropy(logits, labels, losses);
        head.LogSumExp(logits, logSumExps);
        head.Entropy(logits, entropies);
        head.ArgMax(logits, argMax);
        head.CrossEntropyGradient(logits, labels, gradient, Reduction.Sum);

        var single = new T[classes];
        for (int r = 0; r < rows; r++)
        {
            ReadOnlySpan<T> row = logits.AsSpan(r * classes, classes);
            Assert.True(Bits.Same(losses[r], head.CrossEntropy(row, labels[r])), $"CrossEntropy, row {r}");
            Assert.True(Bits.Same(logSumExps[r], head.LogSumExp(row)), $"LogSumExp, row {r}");
            Assert.True(Bits.Same(entropies[r], head.Entropy(row)), $"Entropy, row {r}");
            Assert.Equal(argMax[r], head.ArgMax(row));
            Assert.True(Bits.Same(losses[r], head.CrossEntropyGradient(row, labels[r], single)), $"loss of the gradient, row {r}");
            Bits.AssertSame<T>(gradient.AsSpan(r * classes, classes), single, $"CrossEntropyGradient, row {r}");
        }
    }

    [Theory]
    [MemberData(nameof(ReproducibilityCases.All), MemberType = typeof(ReproducibilityCases))]
    public void Mean_gradient_of_reversed_rows_is_reversed(int classes)
    {
        Head<T> head = HeadRegistry<T>.Get(classes);
        int rows = classes > 4096 ? 2 : 11;
        foreach (string name in new[] { "CrossEntropyGradient(labels)", "CrossEntropyGradient(targets)" })
        {
            Member<T> member = Members<T>.Get(name);
            var forward = new Arguments<T>(member, classes, rows) { Reduction = Reduction.Mean };
            var backward = new Arguments<T>(member, classes, rows) { Reduction = Reduction.Mean };
            backward.First = ReverseRows(backward.First, classes);
            backward.Second = ReverseRows(backward.Second, classes);
            Array.Reverse(backward.Labels);
            forward.Call(head);
            backward.Call(head);
            Bits.AssertSame<T>(forward.Output, ReverseRows(backward.Output, classes), name);
        }
    }

    [Theory]
    [MemberData(nameof(ReproducibilityCases.All), MemberType = typeof(ReproducibilityCases))]
    public void Members_at_any_address_give_the_same_bits(int classes)
    {
        Head<T> head = HeadRegistry<T>.Get(classes);
        foreach (Member<T> member in Members<T>.All.Where(member => member.Shape != Shape.Square || classes <= 300))
        {
            int rows = member.SingleRow || classes > 4096 ? 1 : 3;
            var aligned = new Arguments<T>(member, classes, rows);
            T result = aligned.Call(head);
            foreach (int shift in classes > 4096 ? [1, 3] : new[] { 1, 2, 3, 5, 8, 13 })
            {
                var output = new T[aligned.Output.Length + shift];
                var labelOutput = new int[aligned.LabelOutput.Length + shift];
                T again = member.Call(head, new Operands<T>
                {
                    First = Shifted(aligned.First, shift),
                    Second = Shifted(aligned.Second, shift + 1),
                    Labels = Shifted(aligned.Labels, shift),
                    Output = output.AsSpan(shift),
                    LabelOutput = labelOutput.AsSpan(shift),
                    Reduction = aligned.Reduction,
                });
                Assert.True(Bits.Same(result, again), $"{member} at +{shift}");
                Bits.AssertSame<T>(aligned.Output, output.AsSpan(shift), $"{member} at +{shift}");
                Bits.AssertSame<int>(aligned.LabelOutput, labelOutput.AsSpan(shift), $"{member} at +{shift}");
            }
        }
    }

    private static void AssertSameRow(Member<T> member, Head<T> head, Arguments<T> whole, int classes, int row, int from, int rows)
    {
        int width = member.Shape == Shape.Matrix ? classes : 1;
        var output = new T[member.WritesLabels ? 0 : rows * width];
        var labelOutput = new int[member.WritesLabels ? rows * width : 0];
        member.Call(head, new Operands<T>
        {
            First = whole.First.AsSpan(from * classes, rows * classes),
            Second = whole.Second.Length == 0 ? default : whole.Second.AsSpan(from * classes, rows * classes),
            Labels = whole.Labels.Length == 0 ? default : whole.Labels.AsSpan(from, rows),
            Output = output,
            LabelOutput = labelOutput,
            Reduction = whole.Reduction,
        });

        string what = $"{member}, row {row} of the batch in rows {from} to {from + rows - 1}";
        int at = (row - from) * width;
        if (member.WritesLabels)
        {
            Bits.AssertSame<int>(whole.LabelOutput.AsSpan(row * width, width), labelOutput.AsSpan(at, width), what);
        }
        else
        {
            Bits.AssertSame<T>(whole.Output.AsSpan(row * width, width), output.AsSpan(at, width), what);
        }
    }

    private static T[] ReverseRows(T[] matrix, int classes) => [.. matrix.Chunk(classes).Reverse().SelectMany(row => row)];

    private static Span<TValue> Shifted<TValue>(TValue[] values, int shift)
    {
        var memory = new TValue[values.Length + shift];
        values.CopyTo(memory, shift);
        return memory.AsSpan(shift);
    }
}

public sealed class ReproducibilitySingleTests : ReproducibilityTests<float>;

public sealed class ReproducibilityDoubleTests : ReproducibilityTests<double>;

public static class ReproducibilityCases
{
    public static TheoryData<int> All => [.. ClassCounts.Tested];
}
