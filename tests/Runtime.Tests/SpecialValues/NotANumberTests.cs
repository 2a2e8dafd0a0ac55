using System.Numerics;
using SoftmaxGen.Runtime.Tests.Heads;
using SoftmaxGen.Runtime.Tests.Inputs;

namespace SoftmaxGen.Runtime.Tests.SpecialValues;

/// <summary>Rows that have no distribution: a NaN, a positive infinity, or nothing but negative infinities.</summary>
public abstract class NotANumberTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly (string Name, T Value)[] Poisons =
        [("NaN", T.NaN), ("-NaN", -T.NaN), ("+infinity", T.PositiveInfinity)];

    [Theory]
    [MemberData(nameof(MemberCases.Spread), MemberType = typeof(MemberCases))]
    public void Members_of_row_with_nan_or_infinity_are_nan(int classes)
    {
        Head<T> head = HeadRegistry<T>.Get(classes);
        T[] targets = Rows.Probabilities<T>(classes, 1, 1);
        foreach ((string name, T poison) in Poisons)
        {
            for (int at = 0; at < classes; at++)
            {
                T[] row = Rows.Logits<T>(classes, 1, at);
                row[at] = poison;
                int label = (at * 7) % classes;
                AssertAllNaN(new RowResults<T>(head, row, [label], targets), 0, $"{name} at {at}, label {label}", poison);
                Assert.True(T.IsNaN(head.CrossEntropy(row, label)), $"CrossEntropy, {name} at {at}");
                Assert.True(T.IsNaN(head.CrossEntropy(row, [label], Reduction.Mean)), $"CrossEntropy mean, {name} at {at}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(MemberCases.Spread), MemberType = typeof(MemberCases))]
    public void Other_rows_beside_nan_keep_their_bits(int classes)
    {
        // Two of the largest groups that rows are treated in, and one row more.
        const int Rows = 33;
        Head<T> head = HeadRegistry<T>.Get(classes);
        T[] clean = Inputs.Rows.Logits<T>(classes, Rows, 2);
        int[] labels = Inputs.Rows.Labels(classes, Rows, 2);
        T[] targets = Inputs.Rows.Probabilities<T>(classes, Rows, 2);
        var expected = new RowResults<T>(head, clean, labels, targets);
        foreach ((string name, T poison) in Poisons.Append(("-infinity", T.NegativeInfinity)))
        {
            foreach (int bad in new[] { 0, 1, 2, 3, 6, 7, 8, 14, 15, 16, 17, 30, 31, 32 })
            {
                // One entry of the row, its first and last, and all of it, by turns.
                T[] logits = [.. clean];
                Span<T> row = logits.AsSpan(bad * classes, classes);
                bool whole = bad % 3 == 0 || T.IsNegativeInfinity(poison);
                row[bad % classes] = row[0] = row[^1] = poison;
                if (whole)
                {
                    row.Fill(poison);
                }

                var actual = new RowResults<T>(head, logits, labels, targets);
                AssertAllNaN(actual, bad, $"{name} in row {bad}", poison);
                Assert.True(T.IsNaN(actual.SumOfLabelLosses) && T.IsNaN(actual.SumOfTargetLosses), $"sums, {name} in row {bad}");
                for (int r = 0; r < Rows; r++)
                {
                    if (r != bad)
                    {
                        AssertSame(expected.Of(r), actual.Of(r), $"{name} in row {bad}");
                    }
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(MemberCases.Spread), MemberType = typeof(MemberCases))]
    public void Members_of_negative_infinities_are_nan(int classes)
    {
        Head<T> head = HeadRegistry<T>.Get(classes);
        var row = new T[classes];
        row.AsSpan().Fill(T.NegativeInfinity);
        T[] targets = Rows.Probabilities<T>(classes, 1, 1);
        for (int label = 0; label < Math.Min(classes, 40); label++)
        {
            AssertAllNaN(new RowResults<T>(head, row, [label], targets), 0, $"label {label}", T.NegativeInfinity);
        }
    }

    [Theory]
    [MemberData(nameof(MemberCases.Spread), MemberType = typeof(MemberCases))]
    public void Members_of_nan_beside_infinities_are_nan(int classes)
    {
        Head<T> head = HeadRegistry<T>.Get(classes);
        T[] targets = Rows.Probabilities<T>(classes, 1, 1);
        foreach (int at in SpecialRows.Positions(classes))
        {
            T[] row = Rows.Logits<T>(classes, 1, at);
            row[^1] = T.NegativeInfinity;
            row[0] = T.PositiveInfinity;
            row[at] = T.NaN;
            AssertAllNaN(new RowResults<T>(head, row, [classes - 1], targets), 0, $"NaN at {at}", T.NaN);

            row.AsSpan().Fill(T.NegativeInfinity);
            row[at] = T.PositiveInfinity;
            AssertAllNaN(new RowResults<T>(head, row, [at], targets), 0, $"infinity at {at} among negative ones", T.PositiveInfinity);
        }
    }

    private static void AssertAllNaN(RowResults<T> results, int row, string what, T poison)
    {
        foreach ((string member, T[] values) in results.Of(row))
        {
            for (int i = 0; i < values.Length; i++)
            {
                // The log-sum-exp of an infinity is the infinity itself.
                bool good = member == "LogSumExp" ? values[i].Equals(poison) : T.IsNaN(values[i]);
                Assert.True(good, $"{member}, {what}: {values[i]} at {i}");
            }
        }
    }

    private static void AssertSame(IEnumerable<(string Member, T[] Values)> expected, IEnumerable<(string Member, T[] Values)> actual, string what)
    {
        foreach (((string member, T[] left), (string _, T[] right)) in expected.Zip(actual))
        {
            Bits.AssertSame<T>(left, right, $"{member}, {what}");
        }
    }
}

public sealed class NotANumberSingleTests : NotANumberTests<float>;

public sealed class NotANumberDoubleTests : NotANumberTests<double>;
