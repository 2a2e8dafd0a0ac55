using System.Numerics;
using System.Runtime.InteropServices;
using SoftmaxGen.Runtime.Tests.Heads;
using SoftmaxGen.Runtime.Tests.Inputs;

namespace SoftmaxGen.Runtime.Tests.Contract;

/// <summary>What holds of the members of every head holds of those whose loss has options, with labels that are ignored among the others.</summary>
public abstract class OptionContractTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // More rows than are treated together in any width, and one block of labels with a row more.
    private static readonly int[] RowCounts = [0, 1, 2, 3, 7, 8, 9, 16, 17, 33, 129, 257];

    public static TheoryData<string> Heads => OptionHeads<T>.Names;

    [Theory]
    [MemberData(nameof(Heads))]
    public void Row_has_the_same_bits_in_every_batch_and_alone(string name)
    {
        OptionHead<T> head = OptionHeads<T>.Get(name);
        foreach (Member<T> member in Members<T>.All.Where(member => !member.SingleRow && member.Shape != Shape.None))
        {
            Arguments<T> whole = Arguments(head, member, RowCounts[^1]);
            whole.Call(head.Head);
            int width = member.Shape == Shape.Matrix ? head.Classes : 1;
            foreach (int rows in RowCounts)
            {
                // From the first row on, and up to the last.
                foreach (int from in new[] { 0, RowCounts[^1] - rows })
                {
                    Arguments<T> part = Part(whole, member, head.Classes, from, rows);
                    part.Call(head.Head);
                    Same(whole.Output.AsSpan(part.Output.Length == 0 ? 0 : from * width, part.Output.Length), part.Output);
                    Same(whole.LabelOutput.AsSpan(part.LabelOutput.Length == 0 ? 0 : from * width, part.LabelOutput.Length), part.LabelOutput);
                    void Same<TItem>(ReadOnlySpan<TItem> expected, ReadOnlySpan<TItem> actual)
                        where TItem : unmanaged => Bits.AssertSame(expected, actual, $"{member}, {rows} rows from {from}");
                }
            }

            for (int row = 0; row < 40; row++)
            {
                Arguments<T> alone = Part(whole, member, head.Classes, row, 1);
                alone.Call(head.Head);
                Bits.AssertSame<T>(whole.Output.AsSpan(alone.Output.Length == 0 ? 0 : row * width, alone.Output.Length), alone.Output, $"{member}, row {row}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Heads))]
    public void Members_of_one_label_have_the_bits_of_the_batch(string name)
    {
        OptionHead<T> head = OptionHeads<T>.Get(name);
        const int Rows = 33;
        Arguments<T> batch = Arguments(head, Members<T>.Get("CrossEntropyGradient(labels)"), Rows);
        batch.Call(head.Head);
        var losses = new T[Rows];
        head.Head.CrossEntropy(batch.First, batch.Labels, losses);
        var gradient = new T[head.Classes];
        for (int row = 0; row < Rows; row++)
        {
            ReadOnlySpan<T> logits = batch.First.AsSpan(row * head.Classes, head.Classes);
            int label = batch.Labels[row];
            Assert.True(Bits.Same(losses[row], head.Head.CrossEntropy(logits, label)), $"CrossEntropy, row {row}, label {label}");
            Assert.True(Bits.Same(losses[row], head.Head.CrossEntropyGradient(logits, label, gradient)), $"loss of CrossEntropyGradient, row {row}, label {label}");
            Bits.AssertSame<T>(batch.Output.AsSpan(row * head.Classes, head.Classes), gradient, $"CrossEntropyGradient, row {row}, label {label}");
        }
    }

    [Theory]
    [MemberData(nameof(Heads))]
    public void Output_in_place_has_the_bits_of_out_of_place(string name)
    {
        OptionHead<T> head = OptionHeads<T>.Get(name);
        foreach (Member<T> member in Members<T>.All.Where(member => member.Shape == Shape.Matrix))
        {
            foreach (int rows in RowCounts.Where(member.Takes))
            {
                Arguments<T> apart = Arguments(head, member, rows), inPlace = Arguments(head, member, rows);
                T result = apart.Call(head.Head);
                inPlace.Output = inPlace.First;
                Assert.True(Bits.Same(result, inPlace.Call(head.Head)), $"{member}, {rows} rows");
                Bits.AssertSame<T>(apart.Output, inPlace.Output, $"{member} over {member.First}, {rows} rows");
                if (member.Second.Length > 0)
                {
                    inPlace = Arguments(head, member, rows);
                    inPlace.Output = inPlace.Second;
                    Assert.True(Bits.Same(result, inPlace.Call(head.Head)), $"{member}, {rows} rows");
                    Bits.AssertSame<T>(apart.Output, inPlace.Output, $"{member} over {member.Second}, {rows} rows");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Heads))]
    public void Losses_in_place_of_labels_have_the_bits_of_out_of_place(string name)
    {
        // A float takes the place of an int.
        OptionHead<T> head = OptionHeads<T>.Get(name);
        foreach (int rows in T.One is float ? RowCounts : [])
        {
            Arguments<T> apart = Arguments(head, Members<T>.Get("CrossEntropy(labels, losses)"), rows);
            apart.Call(head.Head);
            Span<T> losses = MemoryMarshal.Cast<int, T>(apart.Labels.AsSpan());
            head.Head.CrossEntropy(apart.First, apart.Labels, losses);
            Bits.AssertSame<T>(apart.Output, losses, $"{rows} rows");
        }
    }

    [Theory]
    [MemberData(nameof(Heads))]
    public void Output_that_overlaps_an_input_throws_before_any_write(string name)
    {
        OptionHead<T> head = OptionHeads<T>.Get(name);
        const int Rows = 3;
        foreach (Member<T> member in Members<T>.All.Where(member => member.Shape == Shape.Matrix && !member.SingleRow))
        {
            Arguments<T> arguments = Arguments(head, member, Rows);
            int length = Rows * head.Classes;
            foreach (int shift in new[] { 1, head.Classes, length - 1 })
            {
                T[] memory = [.. arguments.First, .. arguments.First], before = [.. memory];
                ArgumentException exception = Assert.Throws<ArgumentException>(() => member.Call(head.Head, arguments.Operands with { First = memory.AsSpan(0, length), Output = memory.AsSpan(shift, length) }));
                Assert.Equal(member.Output, exception.ParamName);
                Bits.AssertSame<T>(before, memory, $"{member}, {shift} elements from the start");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Heads))]
    public void Members_allocate_nothing(string name)
    {
        OptionHead<T> head = OptionHeads<T>.Get(name);
        foreach (Member<T> member in Members<T>.All)
        {
            foreach (int rows in RowCounts.Where(member.Takes))
            {
                Arguments<T> arguments = Arguments(head, member, rows);

                Allocation.AssertNone(() => arguments.Call(head.Head), $"{member}, {rows} rows");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Heads))]
    public void Label_that_is_neither_class_nor_ignored_throws_and_names_row_and_value(string name)
    {
        OptionHead<T> head = OptionHeads<T>.Get(name);
        int ignored = head.Options.IgnoreLabel ?? -1;
        int[] labels = [-1, -2, head.Classes, head.Classes + 1, int.MinValue, int.MaxValue, unchecked(ignored + 1), unchecked(ignored - 1)];
        foreach (Member<T> member in Members<T>.All.Where(member => member.TakesLabels))
        {
            foreach (int label in labels.Where(label => label != head.Options.IgnoreLabel && (uint)label >= (uint)head.Classes))
            {
                // In the lanes of a vector, and behind the last whole one.
                foreach (int row in member.SingleRow ? new[] { 0 } : [0, 7, 18])
                {
                    Arguments<T> arguments = Arguments(head, member, member.SingleRow ? 1 : 19);
                    arguments.Labels[row] = label;
                    var exception = arguments.Throws<ArgumentOutOfRangeException>(head.Head, member.SingleRow ? "label" : "labels");
                    Assert.Matches($@"(?<![\d-]){label}(?!\d)", exception.Message);
                    Assert.True(member.SingleRow || exception.Message.Contains($"row {row} ", StringComparison.Ordinal), exception.Message);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Heads))]
    public void Arguments_that_do_not_fit_throw_before_any_write(string name)
    {
        OptionHead<T> head = OptionHeads<T>.Get(name);
        foreach (Member<T> member in Members<T>.All.Where(member => member.Reduces))
        {
            Arguments(head, member, 3, reduction: (Reduction)2).Throws<ArgumentOutOfRangeException>(head.Head, "reduction");
            Arguments<T> arguments = Arguments(head, member, 3);
            arguments.First = arguments.First[..^1];
            arguments.Throws<ArgumentException>(head.Head, "logits");
            arguments = Arguments(head, member, 3);
            if (member.TakesLabels)
                arguments.Labels = arguments.Labels[..^1];
            else
                arguments.Second = arguments.Second[..^1];
            arguments.Throws<ArgumentException>(head.Head, member.TakesLabels ? "labels" : "targets");
        }

        foreach (Member<T> member in Members<T>.All.Where(member => member.Shape is Shape.Matrix or Shape.Rows))
        {
            Arguments<T> arguments = Arguments(head, member, member.SingleRow ? 1 : 3);
            arguments.Output = member.WritesLabels ? [] : arguments.Output[..^1];
            arguments.LabelOutput = member.WritesLabels ? arguments.LabelOutput[..^1] : [];
            arguments.Throws<ArgumentException>(head.Head, member.Output);
        }
    }

    private static Arguments<T> Arguments(OptionHead<T> head, Member<T> member, int rows, Reduction reduction = Reduction.Sum)
    {
        var arguments = new Arguments<T>(member, head.Classes, rows) { Reduction = reduction };
        if (member.TakesLabels)
            arguments.Labels = head.Labels(rows, 1);

        // Logits of the size that the temperature asks for, and one row in nine outside the fast range.
        T temperature = Reference.Ulp.Nearest<T>(head.Options.Temperature);
        for (int row = 0; row < rows && member.Content == Content.Logits; row++)
        {
            Span<T> logits = arguments.First.AsSpan(row * head.Classes, head.Classes);
            if (row % 9 == 4)
            {
                Rows.Fill(logits, RowKind.Huge, row);
            }

            foreach (ref T logit in row % 9 == 4 ? default : logits)
            {
                logit *= temperature;
            }
        }

        return arguments;
    }

    private static Arguments<T> Part(Arguments<T> whole, Member<T> member, int classes, int from, int rows)
    {
        var part = new Arguments<T>(member, classes, rows)
        {
            First = whole.First.AsSpan(from * classes, rows * classes).ToArray(),
            Reduction = whole.Reduction,
        };
        if (member.Second.Length > 0)
            part.Second = whole.Second.AsSpan(from * classes, rows * classes).ToArray();
        if (member.TakesLabels)
            part.Labels = whole.Labels.AsSpan(from, rows).ToArray();
        return part;
    }
}

public sealed class OptionContractSingleTests : OptionContractTests<float>;

public sealed class OptionContractDoubleTests : OptionContractTests<double>;
