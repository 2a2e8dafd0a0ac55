using System.Numerics;
using SoftmaxGen.Runtime.Tests.Accuracy;
using SoftmaxGen.Runtime.Tests.Heads;
using SoftmaxGen.Runtime.Tests.Inputs;
using SoftmaxGen.Runtime.Tests.Reference;

namespace SoftmaxGen.Runtime.Tests.SpecialValues;

/// <summary>Finite logits of any size: no overflow, and tails that vanish leave an exact loss behind.</summary>
public abstract class ExtremeLogitTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly T Largest = T.BitDecrement(T.PositiveInfinity);

    private static readonly T[] Sizes =
        [T.Zero, T.Epsilon, T.CreateChecked(1e6), T.CreateChecked(1e30), Largest / T.CreateChecked(2), Largest];

    [Theory]
    [MemberData(nameof(MemberCases.Spread), MemberType = typeof(MemberCases))]
    public void Softmax_of_equal_logits_of_any_size_is_one_share_each(int classes)
    {
        foreach (T size in Sizes)
        {
            foreach (T logit in new[] { size, -size })
            {
                var row = new T[classes];
                row.AsSpan().Fill(logit);
                AssertExact(row, classes - 1, $"all {logit}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(MemberCases.Spread), MemberType = typeof(MemberCases))]
    public void Members_of_logits_of_any_size_do_not_overflow(int classes)
    {
        foreach (T size in Sizes)
        {
            foreach (int at in SpecialRows.Positions(classes))
            {
                T[] row = Rows.Logits<T>(classes, 1, at);
                row[at] = size;
                row[(at + 1) % classes] = -size;
                AssertExact(row, at, $"{size} at {at}, label there");
                AssertExact(row, (at + 1) % classes, $"{size} at {at}, label at its negative");
            }
        }
    }

    [Theory]
    [MemberData(nameof(MemberCases.Spread), MemberType = typeof(MemberCases))]
    public void Softmax_of_vanished_tails_is_0_and_their_loss_exact(int classes)
    {
        // From just below the smallest normal number on, through the subnormal ones, to where nothing is left.
        double edge = -Ulp.SmallestBinade<T>() * Math.Log(2);
        foreach (double gap in new[] { edge + 0.01, edge + 1, edge + 5, edge + 15, edge + 40, 2 * edge, 1e4, 1e9 })
        {
            foreach (int at in SpecialRows.Positions(classes))
            {
                T[] row = Rows.Logits<T>(classes, 1, at);
                row[at] = T.NegativeInfinity;
                row[at] = row.Max() - T.CreateChecked(gap);
                var probabilities = new T[classes];
                HeadRegistry<T>.Get(classes).Softmax(row, probabilities);
                Assert.True(Bits.Same(T.Zero, probabilities[at]), $"gap {gap} at {at}: {probabilities[at]}");
                AssertExact(row, at, $"gap {gap} at {at}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(MemberCases.Spread), MemberType = typeof(MemberCases))]
    public void CrossEntropy_of_target_0_at_probability_0_adds_nothing(int classes)
    {
        Head<T> head = HeadRegistry<T>.Get(classes);
        foreach (double tail in new[] { -1e5, double.NegativeInfinity })
        {
            foreach (int at in SpecialRows.Positions(classes))
            {
                T[] row = Rows.Logits<T>(classes, 1, at);
                row[at] = T.CreateChecked(tail);
                T[] targets = Rows.Probabilities<T>(classes, 1, at);
                targets[at] = T.Zero;
                var results = new RowResults<T>(head, row, [0], targets);
                BigFloat exact = SoftmaxReference.Of<T>(row).Loss([.. targets.Select(BigFloat.From)]);
                double error = Ulp.Error(results.TargetLosses[0], exact);
                Assert.True(error <= Bounds.Loss(classes), $"{tail} at {at}: {results.TargetLosses[0]}, exactly {exact}: {error} ulps");
                Assert.Equal(results.TargetLosses[0], results.SumOfTargetLosses);
                Assert.Equal(T.Zero, results.TargetGradients[at]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(MemberCases.Spread), MemberType = typeof(MemberCases))]
    public void CrossEntropy_of_targets_of_0_is_0(int classes)
    {
        Head<T> head = HeadRegistry<T>.Get(classes);
        foreach (RowKind kind in new[] { RowKind.Unit, RowKind.Sure, RowKind.Wide1000, RowKind.NegativeInfinities })
        {
            var row = new T[classes];
            Rows.Fill<T>(row, kind, 9);
            var results = new RowResults<T>(head, row, [0], new T[classes]);
            Assert.Equal(T.Zero, results.TargetLosses[0]);
            Assert.Equal(T.Zero, results.SumOfTargetLosses);
            Assert.DoesNotContain(results.TargetGradients, entry => entry != T.Zero);
        }
    }

    private static void AssertExact(T[] row, int label, string what)
    {
        int classes = row.Length;
        var judge = new Judge<T>($"{typeof(T).Name}, N = {classes}, {what}");
        var targets = new T[classes];
        targets[label] = T.One;
        var results = new RowResults<T>(HeadRegistry<T>.Get(classes), row, [label], targets);
        SoftmaxReference exact = SoftmaxReference.Of<T>(row);
        double bound = Bounds.Loss(classes);
        for (int i = 0; i < classes; i++)
        {
            BigFloat gradient = exact.LabelGradient(label, i);
            double probabilityBound = Bounds.Probability<T>(classes);
            judge.Probability("Softmax", 0, i, results.Probabilities[i], exact.Probability(i), probabilityBound);
            judge.Relative("LogSoftmax", 0, i, results.LogProbabilities[i], -exact.Loss(i), probabilityBound);
            judge.Relative("CrossEntropyGradient(label)", 0, i, results.LabelGradients[i], gradient, bound);
            BigFloat scale = BigFloat.Max(exact.Probability(i), i == label ? BigFloat.One : BigFloat.Zero);
            judge.Scaled("CrossEntropyGradient(targets)", 0, i, results.TargetGradients[i], gradient, scale, bound);
        }

        judge.Relative("CrossEntropy(label)", 0, label, results.LabelLosses[0], exact.Loss(label), bound);
        judge.Relative("CrossEntropy(targets)", 0, label, results.TargetLosses[0], exact.Loss(label), bound);
        judge.Scaled("LogSumExp", 0, -1, results.LogSumExps[0], exact.LogSumExp, exact.LogSumExpScale, bound);
        judge.Verdict();
    }
}

public sealed class ExtremeLogitSingleTests : ExtremeLogitTests<float>;

public sealed class ExtremeLogitDoubleTests : ExtremeLogitTests<double>;
