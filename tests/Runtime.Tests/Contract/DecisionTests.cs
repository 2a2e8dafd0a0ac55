using System.Numerics;
using SoftmaxGen.Runtime.Tests.Heads;
using SoftmaxGen.Runtime.Tests.Inputs;

namespace SoftmaxGen.Runtime.Tests.Contract;

/// <summary>ArgMax, TopK and TryPredict: ties, NaN and every k.</summary>
public abstract class DecisionTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [Theory]
    [MemberData(nameof(MemberCases.SpreadAndLargest), MemberType = typeof(MemberCases))]
    public void ArgMax_of_equals_is_the_first(int classes)
    {
        Head<T> head = HeadRegistry<T>.Get(classes);
        foreach (int first in SpecialRows.Positions(classes))
        {
            foreach (int second in SpecialRows.Positions(classes).Where(second => second > first))
            {
                T[] row = Rows.Logits<T>(classes, 1, 3);
                row[first] = row[second] = T.CreateChecked(9);
                AssertArgMax(head, row, first);
            }
        }
    }

    [Theory]
    [MemberData(nameof(MemberCases.SpreadAndLargest), MemberType = typeof(MemberCases))]
    public void ArgMax_of_nan_is_the_first_of_them(int classes)
    {
        Head<T> head = HeadRegistry<T>.Get(classes);
        foreach (int first in SpecialRows.Positions(classes))
        {
            T[] row = Rows.Logits<T>(classes, 1, 4);
            row[^1] = T.NaN;
            row[0] = T.PositiveInfinity;
            row[first] = T.NaN;
            AssertArgMax(head, row, first);
            row[first] = -T.NaN;
            AssertArgMax(head, row, first);
        }
    }

    [Theory]
    [MemberData(nameof(MemberCases.Spread), MemberType = typeof(MemberCases))]
    public void ArgMax_of_infinities_and_signed_zeros_compares_values(int classes)
    {
        Head<T> head = HeadRegistry<T>.Get(classes);
        var row = new T[classes];
        row.AsSpan().Fill(T.NegativeInfinity);
        AssertArgMax(head, row, 0);
        row[^1] = T.BitIncrement(T.NegativeInfinity);
        AssertArgMax(head, row, classes - 1);
        row.AsSpan().Fill(T.NegativeZero);
        row[^1] = T.Zero;
        AssertArgMax(head, row, 0);
        row[classes / 2] = T.PositiveInfinity;
        AssertArgMax(head, row, classes / 2);
    }

    [Theory]
    [MemberData(nameof(MemberCases.Spread), MemberType = typeof(MemberCases))]
    public void TopK_of_any_k_orders_by_logit_then_class(int classes)
    {
        Head<T> head = HeadRegistry<T>.Get(classes);
        for (int seed = 0; seed < 4; seed++)
        {
            var row = new T[classes];
            Rows.Fill<T>(row, seed switch { 0 => RowKind.Ties, 1 => RowKind.Wide20, 2 => RowKind.NegativeInfinities, _ => RowKind.AllEqual }, seed);
            if (seed == 0)
            {
                row[classes / 2] = T.NaN;
                row[0] = T.PositiveInfinity;
                row[^1] = T.NaN;
            }

            // OrderBy is stable: equals stay in the order of their classes.
            int[] expected = [.. Enumerable.Range(0, classes).OrderByDescending(i => T.IsNaN(row[i])).ThenByDescending(i => row[i])];
            foreach (int k in classes <= 33 ? Enumerable.Range(0, classes + 1) : [0, 1, 2, 5, 16, classes - 1, classes])
            {
                var labels = new int[k];
                head.TopK(row, labels);
                Assert.Equal(expected.Take(k), labels);
            }
        }
    }

    [Theory]
    [MemberData(nameof(MemberCases.SpreadAndLargest), MemberType = typeof(MemberCases))]
    public void TopK_of_any_k_gives_the_probabilities_of_Softmax(int classes)
    {
        Head<T> head = HeadRegistry<T>.Get(classes);
        foreach (RowKind kind in Enum.GetValues<RowKind>())
        {
            var row = new T[classes];
            var all = new T[classes];
            Rows.Fill<T>(row, kind, 9);
            head.Softmax(row, all);
            foreach (int k in new[] { 0, 1, 2, Math.Min(classes, 16), classes - 1, classes })
            {
                int[] expected = new int[k], labels = new int[k];
                var probabilities = new T[k + 2];
                probabilities.AsSpan().Fill(Arguments<T>.Mark);
                head.TopK(row, expected);
                head.TopK(row, labels, probabilities);
                Assert.Equal(expected, labels);
                Bits.AssertSame<T>([.. labels.Select(label => all[label]), Arguments<T>.Mark, Arguments<T>.Mark], probabilities, $"{kind}, the best {k}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(MemberCases.Spread), MemberType = typeof(MemberCases))]
    public void TopK_without_probabilities_is_nan_and_orders_by_logit(int classes)
    {
        Head<T> head = HeadRegistry<T>.Get(classes);
        foreach (T special in new[] { T.NaN, T.PositiveInfinity, T.NegativeInfinity })
        {
            T[] row = Rows.Logits<T>(classes, 1, 10);
            row[classes / 2] = special;
            if (T.IsNegativeInfinity(special))
                row.AsSpan().Fill(special);
            int[] expected = new int[classes], labels = new int[classes];
            var probabilities = new T[classes];
            head.TopK(row, expected);
            head.TopK(row, labels, probabilities);
            Assert.Equal(expected, labels);
            Assert.All(probabilities, probability => Assert.True(T.IsNaN(probability)));
        }
    }

    [Theory]
    [MemberData(nameof(MemberCases.SpreadAndLargest), MemberType = typeof(MemberCases))]
    public void TryPredict_decides_as_the_probability_of_Softmax(int classes)
    {
        Head<T> head = HeadRegistry<T>.Get(classes);
        foreach (RowKind kind in Enum.GetValues<RowKind>())
        {
            for (int seed = 0; seed < (classes > 1023 ? 3 : 12); seed++)
            {
                var row = new T[classes];
                var probabilities = new T[classes];
                Rows.Fill<T>(row, kind, seed);
                head.Softmax(row, probabilities);
                int best = head.ArgMax(row);
                AssertPrediction(head, row, T.Zero, true, best);
                AssertPrediction(head, row, T.NegativeOne, true, best);
                AssertPrediction(head, row, T.CreateChecked(1.5), false, best);
                AssertPrediction(head, row, T.NaN, false, best);

                // To the bit: its neighbours on either side decide.
                AssertPrediction(head, row, T.BitDecrement(probabilities[best]), true, best);
                AssertPrediction(head, row, probabilities[best], true, best);
                AssertPrediction(head, row, T.BitIncrement(probabilities[best]), false, best);
            }
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(64)]
    public void TryPredict_of_exactly_the_minimum_is_true(int classes)
    {
        // Equal logits share it exactly where their number is a power of two.
        T share = T.One / T.CreateChecked(classes);
        AssertPrediction(HeadRegistry<T>.Get(classes), new T[classes], share, true, 0);
        AssertPrediction(HeadRegistry<T>.Get(classes), new T[classes], T.BitIncrement(share), false, 0);
    }

    [Theory]
    [MemberData(nameof(MemberCases.Spread), MemberType = typeof(MemberCases))]
    public void TryPredict_without_probabilities_is_false_and_gives_ArgMax(int classes)
    {
        Head<T> head = HeadRegistry<T>.Get(classes);
        foreach (int at in SpecialRows.Positions(classes))
        {
            T[] row = Rows.Logits<T>(classes, 1, 8);
            row[at] = T.NaN;
            AssertPrediction(head, row, T.Zero, false, at);
            row[at] = T.PositiveInfinity;
            AssertPrediction(head, row, T.Zero, false, at);
        }

        var nothing = new T[classes];
        nothing.AsSpan().Fill(T.NegativeInfinity);
        AssertPrediction(head, nothing, T.Zero, false, 0);
    }

    private static void AssertArgMax(Head<T> head, T[] row, int expected)
    {
        Assert.Equal(expected, head.ArgMax(row));

        // More rows than a vector has lanes, where short rows are treated together; longer ones never are.
        int rows = row.Length > 1023 ? 2 : 9;
        T[] batch = [.. Enumerable.Repeat(row, rows).SelectMany(logits => logits)];
        var labels = new int[rows];
        head.ArgMax(batch, labels);
        Assert.Equal(Enumerable.Repeat(expected, rows), labels);
    }

    private static void AssertPrediction(Head<T> head, T[] row, T minimum, bool expected, int expectedLabel)
    {
        Assert.Equal(expected, head.TryPredict(row, minimum, out int label));
        Assert.Equal(expectedLabel, label);
    }
}

public sealed class DecisionSingleTests : DecisionTests<float>;

public sealed class DecisionDoubleTests : DecisionTests<double>;
