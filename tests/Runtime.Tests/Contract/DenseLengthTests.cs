using System.Numerics;
using SoftmaxGen.Runtime.Tests.Heads;
using SoftmaxGen.Runtime.Tests.Inputs;

namespace SoftmaxGen.Runtime.Tests.Contract;

/// <summary>Lengths, labels and reductions that dense members refuse before they write anything, and longer destinations, which they do not.</summary>
public abstract class DenseLengthTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [Theory]
    [MemberData(nameof(DenseCases.Members), MemberType = typeof(DenseCases))]
    public void Features_of_broken_rows_throw(int features, int classes, string name)
    {
        DenseMember<T> member = DenseMembers<T>.Get(name);
        foreach (int change in (int[])[-1, 1, features / 2])
        {
            if (change % features != 0)
            {
                DenseArguments<T> arguments = Arguments(member, features, classes);
                arguments.Resize(Operand.Features, change);
                arguments.Throws<ArgumentException>(Head(features, classes), "features");
            }
        }
    }

    [Theory]
    [MemberData(nameof(DenseCases.Members), MemberType = typeof(DenseCases))]
    public void Single_row_of_no_or_two_rows_throws(int features, int classes, string name)
    {
        DenseMember<T> member = DenseMembers<T>.Get(name);
        foreach (int rows in member.SingleRow ? (int[])[0, 2] : [])
        {
            new DenseArguments<T>(member, features, classes, rows).Throws<ArgumentException>(Head(features, classes), "features");
        }
    }

    [Theory]
    [MemberData(nameof(DenseCases.Members), MemberType = typeof(DenseCases))]
    public void Other_input_of_another_length_throws(int features, int classes, string name)
    {
        DenseMember<T> member = DenseMembers<T>.Get(name);
        foreach (Operand input in member.Inputs.Where(input => input != Operand.Features))
        {
            int length = DenseMember<T>.LengthOf(input, features, classes, Rows(member));
            foreach (int change in (int[])[-length, -1, 1, length])
            {
                DenseArguments<T> arguments = Arguments(member, features, classes);
                arguments.Resize(input, change);
                arguments.Throws<ArgumentException>(Head(features, classes), member.ParameterOf(input));
            }
        }
    }

    [Theory]
    [MemberData(nameof(DenseCases.Members), MemberType = typeof(DenseCases))]
    public void Destination_that_is_too_short_throws(int features, int classes, string name)
    {
        DenseMember<T> member = DenseMembers<T>.Get(name);
        foreach (Operand destination in member.Destinations)
        {
            foreach (int change in (int[])[-1, -DenseMember<T>.LengthOf(destination, features, classes, Rows(member))])
            {
                DenseArguments<T> arguments = Arguments(member, features, classes);
                arguments.Resize(destination, change);
                arguments.Throws<ArgumentException>(Head(features, classes), member.ParameterOf(destination));
            }
        }
    }

    [Theory]
    [MemberData(nameof(DenseCases.Members), MemberType = typeof(DenseCases))]
    public void Destination_that_is_longer_keeps_its_rest(int features, int classes, string name)
    {
        DenseMember<T> member = DenseMembers<T>.Get(name);
        foreach (int rows in member.SingleRow ? (int[])[1] : [0, 1, 3, 9, 65])
        {
            var exact = new DenseArguments<T>(member, features, classes, rows);
            var longer = new DenseArguments<T>(member, features, classes, rows, extra: 77);
            Assert.True(Bits.Same(exact.Call(Head(features, classes)), longer.Call(Head(features, classes))));
            AssertStart<T>(exact.Output, longer.Output, Arguments<T>.Mark);
            AssertStart<int>(exact.PredictedLabels, longer.PredictedLabels, Arguments<T>.LabelMark);
            AssertStart<T>(exact.WeightGradient, longer.WeightGradient, Arguments<T>.Mark);
            AssertStart<T>(exact.BiasGradient, longer.BiasGradient, Arguments<T>.Mark);
            AssertStart<T>(exact.FeatureGradient, longer.FeatureGradient, Arguments<T>.Mark);

            void AssertStart<TItem>(TItem[] start, TItem[] whole, TItem mark)
                where TItem : unmanaged, IEquatable<TItem>
            {
                Bits.AssertSame<TItem>(start, whole.AsSpan(0, start.Length), $"{rows} rows");
                Assert.False(whole.AsSpan(start.Length).ContainsAnyExcept(mark), $"{rows} rows: written behind the end");
            }
        }
    }

    [Theory]
    [MemberData(nameof(DenseCases.WithTruth), MemberType = typeof(DenseCases))]
    public void Label_that_is_no_class_throws_and_names_row_and_value(int features, int classes, string name)
    {
        DenseMember<T> member = DenseMembers<T>.Get(name);
        foreach (int label in member.TakesLabels ? (int[])[-1, classes, int.MinValue, int.MaxValue] : [])
        {
            // The last of 70 rows: what is checked block by block would have written most of them.
            foreach ((int rows, int row) in new[] { (1, 0), (7, 2), (70, 69) })
            {
                var arguments = new DenseArguments<T>(member, features, classes, rows);
                arguments.Labels[row] = label;
                var exception = arguments.Throws<ArgumentOutOfRangeException>(Head(features, classes), "labels");
                Assert.Matches($@"(?<![\d-]){label}(?!\d)", exception.Message);
                Assert.Matches($@"\brow {row}\b", exception.Message);
            }
        }
    }

    [Theory]
    [MemberData(nameof(DenseCases.WithTruth), MemberType = typeof(DenseCases))]
    public void Reduction_outside_the_enum_throws(int features, int classes, string name)
    {
        foreach (int reduction in (int[])[-1, 2, int.MaxValue])
        {
            foreach (int rows in (int[])[0, 3])
            {
                new DenseArguments<T>(DenseMembers<T>.Get(name), features, classes, rows) { Reduction = (Reduction)reduction }
                    .Throws<ArgumentOutOfRangeException>(Head(features, classes), "reduction");
            }
        }
    }

    [Theory]
    [MemberData(nameof(DenseCases.Members), MemberType = typeof(DenseCases))]
    public void First_of_several_wrong_lengths_is_named(int features, int classes, string name)
    {
        // Each argument is longer than the one before says, and destinations are empty: in the order of the checks, not of the parameters.
        DenseMember<T> member = DenseMembers<T>.Get(name);
        Operand[] order = [Operand.Features, Operand.Weights, Operand.Bias, Operand.Labels, Operand.Targets, .. member.Destinations];
        order = [.. order.Where(operand => member.Inputs.Contains(operand) || member.Destinations.Contains(operand))];
        for (int first = features == 1 ? 1 : 0; first < order.Length; first++)
        {
            DenseArguments<T> arguments = Arguments(member, features, classes);
            arguments.Labels.AsSpan().Fill(-1);
            arguments.Reduction = (Reduction)7;
            foreach (Operand operand in order.Skip(first))
            {
                bool isInput = member.Inputs.Contains(operand);
                arguments.Resize(operand, isInput ? 1 : -DenseMember<T>.LengthOf(operand, features, classes, Rows(member)));
            }

            arguments.Throws<ArgumentException>(Head(features, classes), member.ParameterOf(order[first]));
        }
    }

    [Theory]
    [MemberData(nameof(DenseCases.Members), MemberType = typeof(DenseCases))]
    public void No_rows_lose_0_and_have_gradients_of_0(int features, int classes, string name)
    {
        DenseMember<T> member = DenseMembers<T>.Get(name);
        foreach (Reduction reduction in member.SingleRow ? [] : Enum.GetValues<Reduction>())
        {
            var arguments = new DenseArguments<T>(member, features, classes, 0, extra: 1) { Reduction = reduction };
            Assert.True(Bits.Same(T.Zero, arguments.Call(Head(features, classes))), "The loss of no rows is 0.");
            AssertZeros(arguments.WeightGradient);
            AssertZeros(arguments.BiasGradient);
            arguments.WeightGradient = arguments.BiasGradient = [];
            Assert.True(arguments.DestinationsAreUntouched);
        }

        static void AssertZeros(T[] gradient)
        {
            if (gradient.Length > 0)
            {
                Bits.AssertSame<T>([.. new T[gradient.Length - 1], Arguments<T>.Mark], gradient, "gradient of no rows");
            }
        }
    }

    [Fact]
    public void Weights_of_more_than_an_int_throw_whatever_their_length()
    {
        // 65536^2 is 0 in 32 bits: a check in int would accept none.
        var row = new T[65536];
        foreach (int length in (int[])[0, 1, 65536])
        {
            var weights = new T[length];
            ArgumentException exception = Assert.Throws<ArgumentException>(() => Head(65536, 65536).Logits(row, weights, row, new T[65536]));
            Assert.Equal("weights", exception.ParamName);
        }
    }

    private static DenseHead<T> Head(int features, int classes) => DenseHeadRegistry<T>.Get(features, classes);

    private static int Rows(DenseMember<T> member) => member.SingleRow ? 1 : 3;

    private static DenseArguments<T> Arguments(DenseMember<T> member, int features, int classes) => new(member, features, classes, Rows(member));
}

public sealed class DenseLengthSingleTests : DenseLengthTests<float>;

public sealed class DenseLengthDoubleTests : DenseLengthTests<double>;
