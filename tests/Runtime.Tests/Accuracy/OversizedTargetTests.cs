using System.Numerics;
using SoftmaxGen.Runtime.Tests.Heads;
using SoftmaxGen.Runtime.Tests.Inputs;
using SoftmaxGen.Runtime.Tests.Reference;

namespace SoftmaxGen.Runtime.Tests.Accuracy;

/// <summary>Targets, and differences of logits, so large that sums and products of them are no numbers of the element type.</summary>
public abstract class OversizedTargetTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int BatchSize = 19;

    private static readonly T Largest = T.BitDecrement(T.PositiveInfinity);

    [Theory]
    [MemberData(nameof(MemberCases.Spread), MemberType = typeof(MemberCases))]
    public void CrossEntropy_of_any_targets_gives_what_is_representable(int classes)
    {
        foreach (RowKind kind in new[] { RowKind.Unit, RowKind.Sure, RowKind.Wide20, RowKind.Wide1000, RowKind.NegativeInfinities, RowKind.NarrowReach })
        {
            var logits = new T[classes];
            Rows.Fill<T>(logits, kind, 4);
            for (int pattern = 0; pattern < 9; pattern++)
            {
                T[] targets = Targets(logits, pattern, new Random((classes * 10) + pattern));
                AssertRow(logits, targets, $"{kind}, pattern {pattern}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(MemberCases.Spread), MemberType = typeof(MemberCases))]
    public void Gradient_of_small_targets_beside_large_keeps_digits(int classes)
    {
        // The class at the end is impossible: its entry is its target with the sign turned, whatever the sum is.
        T[] logits = Rows.Logits<T>(classes, 1, 6);
        logits[^1] = T.NegativeInfinity;
        var targets = new T[classes];
        targets.AsSpan(0, classes - 1).Fill(Largest);
        targets[^1] = T.CreateChecked(0.1);
        var gradient = new T[classes];
        HeadRegistry<T>.Get(classes).CrossEntropyGradient(logits, targets, gradient, Reduction.Sum);
        Assert.Equal(-targets[^1], gradient[^1]);
        Assert.DoesNotContain(gradient.AsSpan(..^1).ToArray(), entry => T.IsNaN(entry));
    }

    [Theory]
    [MemberData(nameof(MemberCases.Spread), MemberType = typeof(MemberCases))]
    public void CrossEntropy_of_far_logits_is_finite_where_it_fits(int classes)
    {
        // Class 0 is as far below class 1 as can be: its loss is twice the largest number, times a target that is small.
        T[] logits = Rows.Logits<T>(classes, 1, 7);
        logits[0] = -Largest;
        logits[1] = Largest;
        foreach (double target in new[] { 0.4, 0.1, 1e-30, 1e-300 })
        {
            var targets = new T[classes];
            targets[0] = T.CreateChecked(target);
            targets[1] = T.One;
            AssertRow(logits, targets, $"target {target}");
        }
    }

    [Fact]
    public void CrossEntropy_whose_parts_overflow_is_their_sum()
    {
        T third = Largest / T.CreateChecked(1.5);
        AssertRow([T.Zero, T.One, T.CreateChecked(0.5)], [third, third, -third], "the third part takes the second away");
    }

    [Fact]
    public void CrossEntropy_of_infinite_targets_is_not_finite()
    {
        foreach (int classes in new[] { 2, 10, 100, 129 })
        {
            Head<T> head = HeadRegistry<T>.Get(classes);
            T[] logits = Rows.Logits<T>(classes, BatchSize, 8);
            T[] targets = Rows.Probabilities<T>(classes, BatchSize, 8);
            targets[classes] = T.PositiveInfinity;
            targets[2 * classes] = T.NaN;
            var losses = new T[BatchSize];
            var gradient = new T[logits.Length];
            head.CrossEntropy(logits, targets, losses);
            head.CrossEntropyGradient(logits, targets, gradient, Reduction.Sum);
            Assert.False(T.IsFinite(losses[1]));
            Assert.True(T.IsNaN(losses[2]));
            Assert.All(gradient.AsSpan(classes, 2 * classes).ToArray(), entry => Assert.False(T.IsFinite(entry)));
            Assert.All(gradient.AsSpan(3 * classes).ToArray(), entry => Assert.True(T.IsFinite(entry)));
        }
    }

    // Alone, and among other rows in every place of a group; the loss, and the gradient of the sum and of the mean.
    private static void AssertRow(T[] logits, T[] targets, string what)
    {
        int classes = logits.Length;
        Head<T> head = HeadRegistry<T>.Get(classes);
        SoftmaxReference reference = SoftmaxReference.Of<T>(logits);
        BigFloat[] y = [.. targets.Select(BigFloat.From)];
        BigFloat sum = BigFloat.Zero;
        foreach (BigFloat target in y)
        {
            sum += target;
        }

        var judge = new Judge<T>($"{typeof(T).Name}, N = {classes}, {what}");
        var gradient = new T[classes];
        T loss = head.CrossEntropyGradient(logits, targets, gradient, Reduction.Sum);
        JudgeLoss("CrossEntropyGradient(targets) loss", loss);
        JudgeLoss("CrossEntropy(targets)", head.CrossEntropy(logits, targets, Reduction.Sum));
        JudgeGradient("CrossEntropyGradient(targets)", gradient, 1);

        // Every other row is one of this kind, so that groups have both.
        T[] batch = Rows.Logits<T>(classes, BatchSize, 5), batchTargets = Rows.Probabilities<T>(classes, BatchSize, 5);
        for (int row = 0; row < BatchSize; row += classes % 3 + 2)
        {
            logits.CopyTo(batch, row * classes);
            targets.CopyTo(batchTargets, row * classes);
        }

        var losses = new T[BatchSize];
        var gradients = new T[batch.Length];
        head.CrossEntropy(batch, batchTargets, losses);
        head.CrossEntropyGradient(batch, batchTargets, gradients, Reduction.Sum);
        Bits.AssertSame<T>([loss], losses.AsSpan(0, 1), $"{what}: the loss in a batch");
        Bits.AssertSame<T>(gradient, gradients.AsSpan(0, classes), $"{what}: the gradient in a batch");
        head.CrossEntropyGradient(batch, batchTargets, gradients, Reduction.Mean);
        JudgeGradient("CrossEntropyGradient(targets, Mean)", gradients[..classes], BatchSize);

        // In place of the targets.
        head.CrossEntropyGradient(batch, batchTargets, batchTargets, Reduction.Mean);
        Bits.AssertSame<T>(gradients, batchTargets, $"{what}: in place");
        judge.Verdict();

        void JudgeLoss(string member, T computed)
        {
            // Targets below 0 have terms that cancel: the error is one of their sizes then.
            (BigFloat exact, BigFloat sizes) = (BigFloat.Zero, BigFloat.Zero);
            for (int i = 0; i < classes; i++)
            {
                if (y[i].IsZero)
                    continue;
                if (reference.IsImpossible(i))
                {
                    Assert.False(T.IsFinite(computed));
                    return;
                }

                exact += y[i] * reference.Loss(i);
                sizes += BigFloat.Abs(y[i]) * reference.Loss(i);
            }

            if (BigFloat.Abs(exact) <= BigFloat.From(Largest))
                judge.Scaled(member, 0, -1, computed, exact, sizes, Bounds.Loss(classes));
            else
                judge.Equal(member, 0, true, T.IsInfinity(computed) && T.Sign(computed) == exact.Sign);
        }

        void JudgeGradient(string member, T[] computed, int divisor)
        {
            for (int i = 0; i < classes; i++)
            {
                BigFloat share = reference.Probability(i) * sum;
                BigFloat exact = (share - y[i]) / divisor;
                BigFloat scale = BigFloat.Max(BigFloat.Abs(share), BigFloat.Abs(y[i])) / divisor;
                if (BigFloat.Abs(exact) <= BigFloat.From(Largest))
                    judge.Scaled(member, 0, i, computed[i], exact, scale, Bounds.Loss(classes));
                else
                    judge.Equal(member, i, true, T.IsInfinity(computed[i]) && T.Sign(computed[i]) == exact.Sign);
            }
        }
    }

    private static T[] Targets(T[] logits, int pattern, Random random)
    {
        // Impossible classes have the target 0: the loss would be infinite otherwise.
        var targets = new T[logits.Length];
        for (int i = 0; i < targets.Length; i++)
        {
            targets[i] = T.IsNegativeInfinity(logits[i]) ? T.Zero : pattern switch
            {
                0 => Largest / T.CreateChecked(1.7),
                1 => Largest,
                2 => random.Next(3) == 0 ? Largest / T.CreateChecked(3) : T.CreateChecked(random.NextDouble()),
                3 => T.CreateChecked(random.NextDouble()) * (Largest / T.CreateChecked(targets.Length)),
                4 => (random.Next(2) == 0 ? T.One : T.NegativeOne) * (Largest / T.CreateChecked(1.3)),
                5 => i == 0 ? Largest : T.Zero,
                8 => i == 0 ? T.ScaleB(T.One, T.One is float ? 100 : 1000) : T.Zero,
                6 => T.ScaleB(T.CreateChecked(random.NextDouble()), T.One is float ? 100 : 1000),
                _ => -Largest / T.CreateChecked(1.7),
            };
        }

        return targets;
    }
}

public sealed class OversizedTargetSingleTests : OversizedTargetTests<float>;

public sealed class OversizedTargetDoubleTests : OversizedTargetTests<double>;
