using System.Numerics;
using System.Runtime.InteropServices;
using SoftmaxGen.Runtime.Tests.Heads;
using SoftmaxGen.Runtime.Tests.Inputs;

namespace SoftmaxGen.Runtime.Tests.Contract;

/// <summary>Outputs that share memory with inputs: in place works with the same bits, anything else is refused.</summary>
public abstract class OverlapTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly int ElementBytes = T.One is float ? 4 : 8;

    [Theory]
    [MemberData(nameof(MemberCases.WithMatrixOutput), MemberType = typeof(MemberCases))]
    public void Output_in_place_has_the_bits_of_out_of_place(int classes, string name)
    {
        Member<T> member = Members<T>.Get(name);
        Head<T> head = HeadRegistry<T>.Get(classes);
        foreach (int rows in member.SingleRow ? new[] { 1 } : [1, 2, 7, 8, 9, 17, 33])
        {
            // A row that is not narrow must be known to be so before anything is written over it.
            var apart = new Arguments<T>(member, classes, rows);
            int wide = (classes + rows) % 3;
            if (member.Content == Content.Logits && wide < rows)
            {
                Rows.Fill(apart.First.AsSpan(wide * classes, classes), RowKind.Huge, rows);
            }

            T[] first = [.. apart.First];
            T result = apart.Call(head);

            var inPlace = new Arguments<T>(member, classes, rows) { First = first };
            inPlace.Output = inPlace.First;
            Assert.True(Bits.Same(result, inPlace.Call(head)), $"{name}, {rows} rows");
            Bits.AssertSame<T>(apart.Output, inPlace.Output, $"{name} over {member.First}, {rows} rows");

            if (member.Second.Length > 0)
            {
                inPlace = new Arguments<T>(member, classes, rows) { First = apart.First };
                inPlace.Output = inPlace.Second;
                Assert.True(Bits.Same(result, inPlace.Call(head)), $"{name}, {rows} rows");
                Bits.AssertSame<T>(apart.Output, inPlace.Output, $"{name} over {member.Second}, {rows} rows");
            }
        }
    }

    [Theory]
    [MemberData(nameof(MemberCases.WithOutput), MemberType = typeof(MemberCases))]
    public void Output_that_overlaps_the_first_argument_throws(int classes, string name)
    {
        Member<T> member = Members<T>.Get(name);
        foreach (int rows in member.SingleRow ? new[] { 1 } : [1, 3, 9])
        {
            var arguments = new Arguments<T>(member, classes, rows);
            RefuseEveryOverlap(member, classes, arguments, MemoryMarshal.AsBytes<T>(arguments.First).Length, Overlapped.First);
        }
    }

    [Theory]
    [MemberData(nameof(MemberCases.WithOutput), MemberType = typeof(MemberCases))]
    public void Output_that_overlaps_the_second_argument_throws(int classes, string name)
    {
        Member<T> member = Members<T>.Get(name);
        foreach (int rows in member.Second.Length == 0 ? Array.Empty<int>() : [1, 3, 9])
        {
            var arguments = new Arguments<T>(member, classes, rows);
            RefuseEveryOverlap(member, classes, arguments, MemoryMarshal.AsBytes<T>(arguments.Second).Length, Overlapped.Second);
        }
    }

    [Theory]
    [MemberData(nameof(MemberCases.WithOutput), MemberType = typeof(MemberCases))]
    public void Output_that_overlaps_the_labels_throws(int classes, string name)
    {
        Member<T> member = Members<T>.Get(name);
        foreach (int rows in !member.TakesLabels || member.SingleRow ? Array.Empty<int>() : [2, 3, 9])
        {
            var arguments = new Arguments<T>(member, classes, rows);
            RefuseEveryOverlap(member, classes, arguments, rows * sizeof(int), Overlapped.Labels);
        }
    }

    [Theory]
    [MemberData(nameof(MemberCases.Spread), MemberType = typeof(MemberCases))]
    public void TopK_in_place_has_the_bits_of_out_of_place(int classes)
    {
        Head<T> head = HeadRegistry<T>.Get(classes);
        T[] logits = Rows.Logits<T>(classes, 1, 12);
        int[] labels = new int[classes], inPlaceLabels = new int[classes];
        var probabilities = new T[classes];
        head.TopK(logits, labels, probabilities);
        head.TopK(logits, inPlaceLabels, logits);
        Assert.Equal(labels, inPlaceLabels);
        Bits.AssertSame<T>(probabilities, logits, "probabilities over the logits");
    }

    [Theory]
    [MemberData(nameof(MemberCases.Spread), MemberType = typeof(MemberCases))]
    public void TopK_in_place_of_fewer_than_N_throws(int classes)
    {
        T[] logits = Rows.Logits<T>(classes, 1, 12), before = [.. logits];
        var labels = new int[classes - 1];
        ArgumentException exception = Assert.Throws<ArgumentException>(() => HeadRegistry<T>.Get(classes).TopK(logits, labels, logits));
        Assert.Equal("probabilities", exception.ParamName);
        Bits.AssertSame<T>(before, logits, "logits");
        Assert.All(labels, label => Assert.Equal(0, label));
    }

    [Theory]
    [MemberData(nameof(MemberCases.Spread), MemberType = typeof(MemberCases))]
    public void TopK_of_labels_that_overlap_throws(int classes)
    {
        Head<T> head = HeadRegistry<T>.Get(classes);
        T[] row = Rows.Logits<T>(classes, 1, 13);
        int k = Math.Min(classes, 5);
        foreach ((string other, string parameter) in new[] { ("logits", "labels"), ("probabilities", "probabilities") })
        {
            // The labels before the other span, at its start and behind it, with bytes in common.
            int length = (other == "logits" ? classes : k) * ElementBytes;
            foreach (int offset in new[] { 1 - (k * sizeof(int)), 0, sizeof(int), length - 1 })
            {
                Span<byte> memory = MemoryMarshal.AsBytes(new double[(length / 8) + k + 2].AsSpan());
                Span<T> shared = MemoryMarshal.Cast<byte, T>(memory.Slice(k * sizeof(int), length));
                Span<int> labels = MemoryMarshal.Cast<byte, int>(memory.Slice((k * sizeof(int)) + offset, k * sizeof(int)));
                byte[] before = memory.ToArray();
                try
                {
                    if (other == "logits")
                        head.TopK(shared, labels, new T[k]);
                    else
                        head.TopK(row, labels, shared);
                    Assert.Fail($"labels {offset} bytes from the start of {other}: accepted");
                }
                catch (ArgumentException exception)
                {
                    Assert.Equal(parameter, exception.ParamName);
                }

                Bits.AssertSame<byte>(before, memory, $"labels {offset} bytes from the start of {other}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(MemberCases.WithOutput), MemberType = typeof(MemberCases))]
    public void Output_next_to_the_input_is_accepted(int classes, string name)
    {
        Member<T> member = Members<T>.Get(name);
        int rows = member.SingleRow ? 1 : 3;
        Head<T> head = HeadRegistry<T>.Get(classes);
        var apart = new Arguments<T>(member, classes, rows);
        T result = apart.Call(head);

        int input = MemoryMarshal.AsBytes<T>(apart.First).Length;
        int output = Output(member, apart).Length;
        foreach (bool before in new[] { true, false })
        {
            Span<byte> memory = MemoryMarshal.AsBytes(new double[(input + output + 8) / 8].AsSpan());
            int start = before ? 0 : input;
            Span<T> first = MemoryMarshal.Cast<byte, T>(memory.Slice(before ? output : 0, input));
            apart.First.CopyTo(first);
            T again = Call(member, head, apart, first, apart.Second, apart.Labels, memory.Slice(start, output));
            Assert.True(Bits.Same(result, again), name);
            Bits.AssertSame<byte>(Output(member, apart), memory.Slice(start, output), name);
        }
    }

    private static ReadOnlySpan<byte> Output(Member<T> member, Arguments<T> arguments) =>
        member.WritesLabels ? MemoryMarshal.AsBytes<int>(arguments.LabelOutput) : MemoryMarshal.AsBytes<T>(arguments.Output);

    /// <summary>Lays input and output into one block of bytes at every offset of interest; each call must throw and change nothing.</summary>
    private static void RefuseEveryOverlap(Member<T> member, int classes, Arguments<T> arguments, int inputBytes, Overlapped which)
    {
        Head<T> head = HeadRegistry<T>.Get(classes);
        int outputBytes = Output(member, arguments).Length;
        int inputUnit = which == Overlapped.Labels ? sizeof(int) : ElementBytes;
        int outputUnit = member.WritesLabels ? sizeof(int) : ElementBytes;
        int unit = Math.Min(inputUnit, outputUnit);

        // A single byte in common is an overlap too: spans made from bytes may start anywhere.
        foreach (int offset in new[] { 1 - outputBytes, -outputBytes + unit, -classes * unit, -unit, 0, unit, classes * unit, inputBytes - unit, inputBytes - 1 })
        {
            bool overlaps = offset > -outputBytes && offset < inputBytes;
            if (!overlaps || IsInPlace(member, offset, which))
            {
                continue;
            }

            Span<byte> memory = MemoryMarshal.AsBytes(new double[((inputBytes + (2 * outputBytes)) / 8) + 2].AsSpan());
            int inputAt = outputBytes;
            Span<byte> input = memory.Slice(inputAt, inputBytes);
            Source(arguments, which).CopyTo(input);
            byte[] before = memory.ToArray();

            ReadOnlySpan<T> first = which == Overlapped.First ? MemoryMarshal.Cast<byte, T>(input) : arguments.First;
            ReadOnlySpan<T> second = which == Overlapped.Second ? MemoryMarshal.Cast<byte, T>(input) : arguments.Second;
            ReadOnlySpan<int> labels = which == Overlapped.Labels ? MemoryMarshal.Cast<byte, int>(input) : arguments.Labels;
            string what = $"{member.Name}, output {offset} bytes from the start of {which}";
            try
            {
                Call(member, head, arguments, first, second, labels, memory.Slice(inputAt + offset, outputBytes));
                Assert.Fail($"{what}: accepted");
            }
            catch (ArgumentException exception)
            {
                Assert.True(member.Output == exception.ParamName, $"{what}: names {exception.ParamName}");
            }

            Bits.AssertSame<byte>(before, memory, what);
        }
    }

    // Losses over labels of the same size start at the same place, yet are of another type: the contract leaves those open. The
    // class counts of these tests are such that all classes are chosen.
    private static bool IsInPlace(Member<T> member, int offset, Overlapped which) =>
        offset == 0 && (which == Overlapped.Labels ? member.Shape == Shape.Rows : member.Shape == Shape.Matrix || member.AddsLabels);

    private static ReadOnlySpan<byte> Source(Arguments<T> arguments, Overlapped which) => which switch
    {
        Overlapped.First => MemoryMarshal.AsBytes<T>(arguments.First),
        Overlapped.Second => MemoryMarshal.AsBytes<T>(arguments.Second),
        _ => MemoryMarshal.AsBytes<int>(arguments.Labels),
    };

    private static T Call(
        Member<T> member,
        Head<T> head,
        Arguments<T> arguments,
        ReadOnlySpan<T> first,
        ReadOnlySpan<T> second,
        ReadOnlySpan<int> labels,
        Span<byte> output) => member.Call(head, new Operands<T>
        {
            First = first,
            Second = second,
            Labels = labels,
            Output = member.WritesLabels ? default : MemoryMarshal.Cast<byte, T>(output),
            LabelOutput = member.WritesLabels ? MemoryMarshal.Cast<byte, int>(output) : arguments.LabelOutput,
            Reduction = arguments.Reduction,
        });

    private enum Overlapped
    {
        First,
        Second,
        Labels,
    }
}

public sealed class OverlapSingleTests : OverlapTests<float>;

public sealed class OverlapDoubleTests : OverlapTests<double>;
