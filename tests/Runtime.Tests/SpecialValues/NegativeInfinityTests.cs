using System.Numerics;
using SoftmaxGen.Runtime.Tests.Heads;
using SoftmaxGen.Runtime.Tests.Inputs;
using SoftmaxGen.Runtime.Tests.Reference;

namespace SoftmaxGen.Runtime.Tests.SpecialValues;

/// <summary>Classes that cannot be: their logits are negative infinity.</summary>
public abstract class NegativeInfinityTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [Theory]
    [MemberData(nameof(MemberCases.Spread), MemberType = typeof(MemberCases))]
    public void Softmax_of_impossible_class_and_its_gradient_are_0(int classes)
    {
        Head<T> head = HeadRegistry<T>.Get(classes);
        foreach (int at in SpecialRows.Positions(classes))
        {
            T[] row = Rows.Logits<T>(classes, 1, at);
            row[at] = T.NegativeInfinity;
            int label = (at + 1) % classes;
            T[] targets = Rows.Probabilities<T>(classes, 1, at);
            targets[at] = T.Zero;
            var results = new RowResults<T>(head, row, [label], targets);

            Assert.True(Bits.Same(T.Zero, results.Probabilities[at]), $"probability at {at}");
            Assert.Equal(T.NegativeInfinity, results.LogProbabilities[at]);
            Assert.Equal(T.Zero, results.LabelGradients[at]);
            Assert.Equal(T.Zero, results.TargetGradients[at]);

            // What remains is the row without that class.
            SoftmaxReference exact = SoftmaxReference.Of<T>(row);
            BigFloat[] exactTargets = [.. targets.Select(BigFloat.From)];
            AssertUlps(results.LabelLosses[0], exact.Loss(label), Bounds.Loss(classes), $"loss, impossible {at}");
            AssertUlps(results.TargetLosses[0], exact.Loss(exactTargets), Bounds.Loss(classes), $"target loss, impossible {at}");
            AssertUlps(results.Entropies[0], exact.Entropy(), Bounds.Entropy(classes), $"entropy, impossible {at}");
        }
    }

    [Theory]
    [MemberData(nameof(MemberCases.Spread), MemberType = typeof(MemberCases))]
    public void Loss_of_impossible_label_is_infinite_with_gradient_minus_1(int classes)
    {
        Head<T> head = HeadRegistry<T>.Get(classes);
        foreach (int at in SpecialRows.Positions(classes))
        {
            T[] row = Rows.Logits<T>(classes, 1, at + 50);
            row[at] = T.NegativeInfinity;
            var oneHot = new T[classes];
            oneHot[at] = T.One;
            var results = new RowResults<T>(head, row, [at], oneHot);

            Assert.Equal(T.PositiveInfinity, results.LabelLosses[0]);
            Assert.Equal(T.PositiveInfinity, results.TargetLosses[0]);
            Assert.Equal(T.PositiveInfinity, results.SumOfLabelLosses);
            Assert.Equal(T.PositiveInfinity, head.CrossEntropy(row, at));
            Assert.Equal(T.NegativeOne, results.LabelGradients[at]);
            Assert.Equal(T.NegativeOne, results.TargetGradients[at]);

            SoftmaxReference exact = SoftmaxReference.Of<T>(row);
            for (int i = 0; i < classes; i++)
            {
                if (i != at)
                {
                    AssertUlps(results.LabelGradients[i], exact.Probability(i), Bounds.Loss(classes), $"gradient at {i}, label {at}");
                    AssertUlps(results.TargetGradients[i], exact.Probability(i), Bounds.Loss(classes), $"target gradient at {i}, label {at}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(MemberCases.Spread), MemberType = typeof(MemberCases))]
    public void Softmax_of_the_only_possible_class_is_1(int classes)
    {
        Head<T> head = HeadRegistry<T>.Get(classes);
        foreach (int at in SpecialRows.Positions(classes))
        {
            foreach (double logit in new[] { 0, 7.25, -300, 1e30 })
            {
                var row = new T[classes];
                row.AsSpan().Fill(T.NegativeInfinity);
                row[at] = T.CreateChecked(logit);
                var oneHot = new T[classes];
                oneHot[at] = T.One;
                var results = new RowResults<T>(head, row, [at], oneHot);

                Assert.Equal(oneHot, results.Probabilities);
                Assert.Equal(T.Zero, results.LogProbabilities[at]);
                Assert.Equal(T.Zero, results.LabelLosses[0]);
                Assert.Equal(T.Zero, results.TargetLosses[0]);
                Assert.Equal(T.Zero, results.Entropies[0]);
                Assert.Equal(row[at], results.LogSumExps[0]);
                Assert.DoesNotContain(results.LabelGradients, entry => entry != T.Zero);
                Assert.DoesNotContain(results.TargetGradients, entry => entry != T.Zero);
            }
        }
    }

    [Theory]
    [MemberData(nameof(MemberCases.Spread), MemberType = typeof(MemberCases))]
    public void Backward_of_impossible_class_is_finite(int classes)
    {
        Head<T> head = HeadRegistry<T>.Get(classes);
        T[] upstream = Rows.Upstream<T>(classes, 3);
        foreach (int at in SpecialRows.Positions(classes))
        {
            T[] row = Rows.Logits<T>(classes, 1, at);
            row[at] = T.NegativeInfinity;
            var results = new RowResults<T>(head, row, [0], new T[classes]);
            var gradient = new T[classes];
            head.SoftmaxBackward(results.Probabilities, upstream, gradient);
            Assert.Equal(T.Zero, gradient[at]);
            Assert.DoesNotContain(gradient, entry => !T.IsFinite(entry));
            head.LogSoftmaxBackward(results.LogProbabilities, upstream, gradient);
            Assert.Equal(upstream[at], gradient[at]);
            Assert.DoesNotContain(gradient, entry => !T.IsFinite(entry));
        }
    }

    private static void AssertUlps(T computed, BigFloat exact, double bound, string what)
    {
        double error = Ulp.Error(computed, exact);
        Assert.True(error <= bound, $"{what}: {computed}, exactly {exact}: {error} ulps");
    }
}

public sealed class NegativeInfinitySingleTests : NegativeInfinityTests<float>;

public sealed class NegativeInfinityDoubleTests : NegativeInfinityTests<double>;
