using System.Numerics;
using SoftmaxGen.Runtime.Tests.Heads;
using SoftmaxGen.Runtime.Tests.Inputs;

namespace SoftmaxGen.Runtime.Tests.SpecialValues;

/// <summary>The log-sum-exp of rows without probabilities: a NaN wins, then +infinity, and of nothing but -infinity it is that.</summary>
public abstract class LogSumExpTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [Theory]
    [MemberData(nameof(MemberCases.SpreadAndLargest), MemberType = typeof(MemberCases))]
    public void LogSumExp_of_negative_infinities_is_negative_infinity(int classes)
    {
        var row = new T[classes];
        row.AsSpan().Fill(T.NegativeInfinity);
        AssertLogSumExp(row, T.NegativeInfinity);
    }

    [Theory]
    [MemberData(nameof(MemberCases.SpreadAndLargest), MemberType = typeof(MemberCases))]
    public void LogSumExp_of_infinity_anywhere_is_infinity(int classes)
    {
        foreach (int at in SpecialRows.Positions(classes))
        {
            T[] row = Rows.Logits<T>(classes, 1, at);
            row[at] = T.PositiveInfinity;
            AssertLogSumExp(row, T.PositiveInfinity);
            row[(at + 1) % classes] = T.NegativeInfinity;
            AssertLogSumExp(row, T.PositiveInfinity);
            row.AsSpan().Fill(T.PositiveInfinity);
            AssertLogSumExp(row, T.PositiveInfinity);
        }
    }

    [Theory]
    [MemberData(nameof(MemberCases.SpreadAndLargest), MemberType = typeof(MemberCases))]
    public void LogSumExp_of_nan_anywhere_is_nan(int classes)
    {
        foreach (int at in SpecialRows.Positions(classes))
        {
            foreach (T nan in new[] { T.NaN, -T.NaN })
            {
                foreach (T others in new[] { T.Zero, T.PositiveInfinity, T.NegativeInfinity })
                {
                    var row = new T[classes];
                    row.AsSpan().Fill(others);
                    row[at] = nan;
                    AssertLogSumExp(row, T.NaN);
                }
            }
        }
    }

    // Alone, and in every place of some groups of rows.
    private static void AssertLogSumExp(T[] row, T expected)
    {
        int classes = row.Length;
        Head<T> head = HeadRegistry<T>.Get(classes);
        Assert.Equal(expected, head.LogSumExp(row));

        int rows = classes > 1023 ? 2 : 17;
        T[] batch = [.. Enumerable.Repeat(row, rows).SelectMany(logits => logits)];
        var sums = new T[rows];
        head.LogSumExp(batch, sums);
        Assert.All(sums, sum => Assert.Equal(expected, sum));
    }
}

public sealed class LogSumExpSingleTests : LogSumExpTests<float>;

public sealed class LogSumExpDoubleTests : LogSumExpTests<double>;
