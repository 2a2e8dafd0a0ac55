using System.Numerics;
using SoftmaxGen.Runtime.Tests.Heads;
using SoftmaxGen.Runtime.Tests.Inputs;

namespace SoftmaxGen.Runtime.Tests.SpecialValues;

/// <summary>A result of zero is +0: no member makes a negative zero of numbers among which there is none.</summary>
/// <remarks>A result below 0 that is too small for the element type keeps its sign; there is none among these.</remarks>
public abstract class SignedZeroTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [Theory]
    [MemberData(nameof(MemberCases.All), MemberType = typeof(MemberCases))]
    public void Members_give_no_negative_zero(int classes, string name)
    {
        Head<T> head = HeadRegistry<T>.Get(classes);
        Member<T> member = Members<T>.Get(name);
        int zeros = 0;
        foreach (int rows in member.SingleRow ? [1] : (int[])[1, 19])
        {
            for (int kind = 0; kind < 8; kind++)
            {
                for (int second = 0; second < 6; second++)
                {
                    T[] logits = [.. Enumerable.Range(0, rows).SelectMany(row => Row(classes, kind, row))];
                    var arguments = new Arguments<T>(member, classes, rows)
                    {
                        First = Content(head, member.Content, logits),
                        Labels = member.TakesLabels ? [.. Enumerable.Range(0, rows).Select(row => (row + second) % classes)] : [],
                        Reduction = kind % 2 == 0 ? Reduction.Mean : Reduction.Sum,
                    };
                    if (member.Second.Length > 0)
                        arguments.Second = [.. Enumerable.Range(0, classes * rows).Select(i => Second(member.Second, second, i, classes))];
                    Assert.DoesNotContain(arguments.First.Concat(arguments.Second), IsNegativeZero);

                    T result = arguments.Call(head);
                    T[] results = [result, .. arguments.Output];
                    int at = Array.FindIndex(results, IsNegativeZero);
                    Assert.True(at < 0, $"{name}, {rows} rows, kind {kind}, {second}: -0 at {at - 1}");
                    zeros += results.Count(T.IsZero);
                }
            }
        }

        // The rows are such that zeros come out wherever they can.
        Assert.True(zeros > 0 || name is "LogSumExp" or "TryPredict", $"{name} gave no zero.");
    }

    private static bool IsNegativeZero(T value) => T.IsZero(value) && T.IsNegative(value);

    private static IEnumerable<T> Row(int classes, int kind, int row)
    {
        int at = row % classes;
        return Enumerable.Range(0, classes).Select(i => T.CreateChecked(kind switch
        {
            0 => i == at ? 1000 : 0,
            1 => i == at ? 0 : double.NegativeInfinity,
            2 => i == at ? 0 : -1e9,
            3 => i % 2 == at % 2 ? 1e5 : -1e5,
            4 => i == at ? 0 : -50,
            5 => 0,
            6 => i == at ? 1 : i == 0 ? double.NegativeInfinity : -2,
            _ => -i * 1e4,
        }));
    }

    private static T[] Content(Head<T> head, Content content, T[] logits)
    {
        var results = new T[logits.Length];
        switch (content)
        {
            case Heads.Content.Probabilities:
                head.Softmax(logits, results);
                return results;
            case Heads.Content.LogProbabilities:
                head.LogSoftmax(logits, results);
                return results;
            default:
                return logits;
        }
    }

    private static T Second(string name, int kind, int i, int classes) => T.CreateChecked((name, kind) switch
    {
        (_, 0) => 0,
        (_, 1) => i % classes == 0 ? 1 : 0,
        (_, 2) => i % classes == classes - 1 ? 1 : 0,
        ("upstream", 3) => i % 2 == 0 ? -1 : 0,
        ("upstream", 4) => -1e-30,
        ("upstream", _) => i % 2 == 0 ? -3 : 3,
        (_, 3) => i % 3 == 0 ? -1 : 0,
        (_, 4) => 1,
        _ => i % 2 == 0 ? 1 : 0,
    });
}

public sealed class SignedZeroSingleTests : SignedZeroTests<float>;

public sealed class SignedZeroDoubleTests : SignedZeroTests<double>;
