using System.Numerics;
using SoftmaxGen.Runtime.Tests.Heads;
using SoftmaxGen.Runtime.Tests.Inputs;

namespace SoftmaxGen.Runtime.Tests.Contract;

/// <summary>Lengths, labels and reductions that the contract refuses, and longer destinations, which it does not.</summary>
public abstract class LengthTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [Theory]
    [MemberData(nameof(MemberCases.All), MemberType = typeof(MemberCases))]
    public void First_argument_of_broken_rows_throws(int classes, string name)
    {
        Member<T> member = Members<T>.Get(name);
        int rows = member.SingleRow ? 1 : 3;
        foreach (int length in new[] { 1, classes - 1, classes + 1, (2 * classes) - 1 })
        {
            if (length % classes != 0)
            {
                var arguments = new Arguments<T>(member, classes, rows, extraOutput: 3 * classes);
                arguments.First = arguments.First.Concat(arguments.First).Take(length).ToArray();
                arguments.Throws<ArgumentException>(HeadRegistry<T>.Get(classes), member.First);
            }
        }
    }

    [Theory]
    [MemberData(nameof(MemberCases.All), MemberType = typeof(MemberCases))]
    public void Single_row_of_no_or_two_rows_throws(int classes, string name)
    {
        Member<T> member = Members<T>.Get(name);
        if (!member.SingleRow)
        {
            return;
        }

        foreach (int rows in new[] { 0, 2 })
        {
            // The label's span only carries the number: it has one whatever the rows.
            var arguments = new Arguments<T>(member, classes, rows, extraOutput: classes) { Labels = [0] };
            arguments.Throws<ArgumentException>(HeadRegistry<T>.Get(classes), member.First);
        }
    }

    [Theory]
    [MemberData(nameof(MemberCases.Batched), MemberType = typeof(MemberCases))]
    public void Second_argument_of_another_length_throws(int classes, string name)
    {
        Member<T> member = Members<T>.Get(name);
        foreach (int change in new[] { -classes, -1, 1, classes })
        {
            if (member.Second.Length > 0)
            {
                var arguments = new Arguments<T>(member, classes, 3);
                arguments.Second = arguments.Second.Concat(arguments.Second).Take((3 * classes) + change).ToArray();
                arguments.Throws<ArgumentException>(HeadRegistry<T>.Get(classes), member.Second);
            }
        }

        foreach (int rows in new[] { 0, 2, 4 })
        {
            if (member.TakesLabels)
            {
                var arguments = new Arguments<T>(member, classes, 3) { Labels = new int[rows] };
                arguments.Throws<ArgumentException>(HeadRegistry<T>.Get(classes), "labels");
            }
        }
    }

    [Theory]
    [MemberData(nameof(MemberCases.WithOutput), MemberType = typeof(MemberCases))]
    public void Destination_that_is_too_short_throws(int classes, string name)
    {
        Member<T> member = Members<T>.Get(name);
        if (member.Shape == Shape.Choice)
        {
            return;
        }

        foreach (int rows in member.SingleRow ? new[] { 1 } : [1, 3, 9])
        {
            var arguments = new Arguments<T>(member, classes, rows, extraOutput: -1);
            arguments.Throws<ArgumentException>(HeadRegistry<T>.Get(classes), member.Output);
            arguments.Output = [];
            arguments.LabelOutput = [];
            arguments.Throws<ArgumentException>(HeadRegistry<T>.Get(classes), member.Output);
        }
    }

    [Theory]
    [MemberData(nameof(MemberCases.WithOutput), MemberType = typeof(MemberCases))]
    public void Destination_that_is_longer_keeps_its_rest(int classes, string name)
    {
        Member<T> member = Members<T>.Get(name);
        if (member.Shape == Shape.Choice)
        {
            return;
        }

        foreach (int rows in member.SingleRow ? new[] { 1 } : [0, 1, 3, 8, 9])
        {
            var exact = new Arguments<T>(member, classes, rows);
            var longer = new Arguments<T>(member, classes, rows, extraOutput: classes + 40);
            exact.Call(HeadRegistry<T>.Get(classes));
            longer.Call(HeadRegistry<T>.Get(classes));
            Bits.AssertSame<T>(exact.Output, longer.Output.AsSpan(0, exact.Output.Length), $"{name}, {rows} rows");
            Bits.AssertSame<int>(exact.LabelOutput, longer.LabelOutput.AsSpan(0, exact.LabelOutput.Length), $"{name}, {rows} rows");
            Assert.False(longer.Output.AsSpan(exact.Output.Length).ContainsAnyExcept(Arguments<T>.Mark), $"{name}, {rows} rows");
            Assert.False(
                longer.LabelOutput.AsSpan(exact.LabelOutput.Length).ContainsAnyExcept(Arguments<T>.LabelMark),
                $"{name}, {rows} rows");
        }
    }

    [Theory]
    [MemberData(nameof(MemberCases.WithLabels), MemberType = typeof(MemberCases))]
    public void Label_that_is_no_class_throws_and_names_row_and_value(int classes, string name)
    {
        Member<T> member = Members<T>.Get(name);
        foreach (int label in new[] { -1, -76543, classes, classes + 76543, int.MinValue, int.MaxValue })
        {
            // The last of eleven rows: what is checked row by row would have written ten of them.
            var arguments = new Arguments<T>(member, classes, member.SingleRow ? 1 : 11);
            arguments.Labels[^1] = label;
            string parameter = member.SingleRow ? "label" : "labels";
            var exception = arguments.Throws<ArgumentOutOfRangeException>(HeadRegistry<T>.Get(classes), parameter);
            Assert.Matches($@"(?<![\d-]){label}(?!\d)", exception.Message);
            if (!member.SingleRow)
            {
                Assert.Matches(@"\brow 10\b", exception.Message);
            }
        }
    }

    [Theory]
    [MemberData(nameof(MemberCases.WithLabelSpan), MemberType = typeof(MemberCases))]
    public void Labels_of_several_bad_ones_throws_and_names_the_first(int classes, string name)
    {
        var arguments = new Arguments<T>(Members<T>.Get(name), classes, 40);
        arguments.Labels[17] = -76543;
        arguments.Labels[23] = -76544;
        var exception = arguments.Throws<ArgumentOutOfRangeException>(HeadRegistry<T>.Get(classes), "labels");
        Assert.Matches(@"\brow 17\b", exception.Message);
        Assert.Contains("-76543", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(MemberCases.WithLabelSpan), MemberType = typeof(MemberCases))]
    public void Label_one_past_the_last_throws_in_any_row(int classes, string name)
    {
        // Many labels are checked a vector at a time: its first lane, one within, its last, and a row after all vectors.
        foreach (int row in new[] { 0, 3, 7, 42 })
        {
            var arguments = new Arguments<T>(Members<T>.Get(name), classes, 43);
            arguments.Labels[row] = classes;
            var exception = arguments.Throws<ArgumentOutOfRangeException>(HeadRegistry<T>.Get(classes), "labels");
            Assert.Matches($@"\brow {row}\b", exception.Message);
        }
    }

    [Theory]
    [MemberData(nameof(MemberCases.WithReduction), MemberType = typeof(MemberCases))]
    public void Reduction_outside_the_enum_throws(int classes, string name)
    {
        foreach (int reduction in new[] { -1, 2, int.MaxValue })
        {
            var arguments = new Arguments<T>(Members<T>.Get(name), classes, 3) { Reduction = (Reduction)reduction };
            arguments.Throws<ArgumentOutOfRangeException>(HeadRegistry<T>.Get(classes), "reduction");
        }
    }

    [Theory]
    [MemberData(nameof(MemberCases.Spread), MemberType = typeof(MemberCases))]
    public void TopK_of_more_than_N_throws(int classes)
    {
        foreach (string name in new[] { "TopK", "TopK(probabilities)" })
        {
            var arguments = new Arguments<T>(Members<T>.Get(name), classes, 1, extraOutput: classes + 1) { LabelOutput = new int[classes + 1] };
            arguments.Reset();
            arguments.Throws<ArgumentException>(HeadRegistry<T>.Get(classes), "labels");
        }
    }

    [Theory]
    [MemberData(nameof(MemberCases.Spread), MemberType = typeof(MemberCases))]
    public void TopK_of_fewer_probabilities_than_labels_throws(int classes)
    {
        Member<T> member = Members<T>.Get("TopK(probabilities)");
        var arguments = new Arguments<T>(member, classes, 1);
        foreach (int length in new[] { 0, arguments.Output.Length - 1 })
        {
            arguments.Output = new T[length];
            arguments.Reset();
            arguments.Throws<ArgumentException>(HeadRegistry<T>.Get(classes), "probabilities");
        }
    }

    [Fact]
    public void Jacobian_of_more_than_an_int_of_entries_throws()
    {
        // 65536^2 is 0 in 32 bits: a check in int would accept every length.
        var row = new T[65536];
        foreach (int length in new[] { 0, 1, 65536 })
        {
            var jacobian = new T[length];
            ArgumentException exception = Assert.Throws<ArgumentException>(() => HeadRegistry<T>.Get(65536).Jacobian(row, jacobian));
            Assert.Equal("jacobian", exception.ParamName);
        }
    }

    [Theory]
    [MemberData(nameof(MemberCases.Batched), MemberType = typeof(MemberCases))]
    public void Members_of_no_rows_write_nothing_and_lose_0(int classes, string name)
    {
        Member<T> member = Members<T>.Get(name);
        foreach (Reduction reduction in Enum.GetValues<Reduction>())
        {
            var arguments = new Arguments<T>(member, classes, 0, extraOutput: classes) { Reduction = reduction };
            Assert.True(Bits.Same(T.Zero, arguments.Call(HeadRegistry<T>.Get(classes))), "The loss of no rows is 0.");
            Assert.True(arguments.OutputIsUntouched);
        }
    }
}

public sealed class LengthSingleTests : LengthTests<float>;

public sealed class LengthDoubleTests : LengthTests<double>;
