using System.Numerics;
using SoftmaxGen.Runtime.Tests.Heads;
using SoftmaxGen.Runtime.Tests.Inputs;
using SoftmaxGen.Runtime.Tests.Reference;

namespace SoftmaxGen.Runtime.Tests.Accuracy;

/// <summary>The reduced losses of batches that are added up in several pieces.</summary>
public abstract class ReductionTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Some whole pieces and a part of one.
    private const int Batch = 2999;

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(33)]
    [InlineData(100)]
    public void Reduction_of_many_rows_is_within_an_ulp_of_their_sum(int classes)
    {
        Head<T> head = HeadRegistry<T>.Get(classes);
        T[] logits = Rows.Logits<T>(classes, Batch, 13);
        T[] targets = Rows.Probabilities<T>(classes, Batch, 14);
        int[] labels = Rows.Labels(classes, Batch, 15);
        AssertReduced(head, logits, labels, targets);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(10)]
    public void Reduction_of_unlikely_labels_is_within_an_ulp_of_their_sum(int classes)
    {
        // Odds as large as those of narrow float rows can be: the product of a few rows' would overflow.
        T[] logits = [.. Enumerable.Repeat(T.CreateChecked(26), Batch * classes)];
        int[] labels = Rows.Labels(classes, Batch, 16);
        for (int row = 0; row < Batch; row++)
            logits[(row * classes) + labels[row]] = T.CreateChecked(-26);
        AssertReduced(HeadRegistry<T>.Get(classes), logits, labels, Rows.Probabilities<T>(classes, Batch, 17));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(100)]
    [InlineData(129)]
    public void Mean_of_losses_whose_sum_overflows_is_finite(int classes)
    {
        // Rows of large losses at the start, behind some pieces of others, and at the end; or all, or all of them somewhat smaller.
        T largest = T.BitDecrement(T.PositiveInfinity);
        foreach (int rows in new[] { 2, 3, 255, 256, 257, 1500 })
        {
            for (int pattern = 0; pattern < 5; pattern++)
            {
                T[] logits = Rows.Logits<T>(classes, rows, 18);
                T[] targets = Rows.Probabilities<T>(classes, rows, 19);
                int[] labels = Rows.Labels(classes, rows, 20);
                for (int row = 0; row < rows; row++)
                {
                    if (pattern is 0 or 4 || (pattern == 1 && row < 2) || (pattern == 2 && row >= rows - 2) || (pattern == 3 && row % 300 < 2))
                    {
                        logits[(row * classes) + labels[row]] = -largest / T.CreateChecked(pattern == 4 ? 2000 : 1.1 + (row % 7));
                        targets[(row * classes) + labels[row]] = T.One;
                    }
                }

                AssertMean(HeadRegistry<T>.Get(classes), logits, labels, targets, rows, $"{rows} rows, pattern {pattern}");
            }
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(129)]
    public void Reduction_of_infinite_or_nan_losses_is_what_they_are(int classes)
    {
        Head<T> head = HeadRegistry<T>.Get(classes);
        T largest = T.BitDecrement(T.PositiveInfinity);
        foreach (T special in new[] { T.NegativeInfinity, T.NaN })
        {
            foreach (int at in new[] { 0, 1, 299, 599 })
            {
                T[] logits = Rows.Logits<T>(classes, 600, 18);
                var labels = new int[600];
                for (int row = 0; row < 600; row++)
                {
                    logits[row * classes] = -largest / T.CreateChecked(1.1);
                }

                logits[at * classes] = special;
                T expected = T.IsNaN(special) ? T.NaN : T.PositiveInfinity;
                Assert.Equal(expected, head.CrossEntropy(logits, labels, Reduction.Mean));
                Assert.Equal(expected, head.CrossEntropy(logits, labels, Reduction.Sum));
            }
        }
    }

    private static void AssertMean(Head<T> head, T[] logits, int[] labels, T[] targets, int rows, string what)
    {
        var losses = new T[rows];
        var gradient = new T[logits.Length];
        var judge = new Judge<T>($"{typeof(T).Name}, N = {head.Classes}, {what}");
        head.CrossEntropy(logits, labels, losses);
        JudgeMean("labels", head.CrossEntropy(logits, labels, Reduction.Mean), head.CrossEntropy(logits, labels, Reduction.Sum));
        JudgeMean("labels, gradient", head.CrossEntropyGradient(logits, labels, gradient, Reduction.Mean), head.CrossEntropyGradient(logits, labels, gradient, Reduction.Sum));
        head.CrossEntropy(logits, targets, losses);
        JudgeMean("targets", head.CrossEntropy(logits, targets, Reduction.Mean), head.CrossEntropy(logits, targets, Reduction.Sum));
        JudgeMean("targets, gradient", head.CrossEntropyGradient(logits, targets, gradient, Reduction.Mean), head.CrossEntropyGradient(logits, targets, gradient, Reduction.Sum));
        judge.Verdict();

        void JudgeMean(string member, T mean, T total)
        {
            BigFloat sum = BigFloat.Zero;
            foreach (T loss in losses)
            {
                sum += BigFloat.From(loss);
            }

            judge.Relative($"mean, {member}", -1, -1, mean, sum / rows, 1.5);
            judge.Relative($"sum, {member}", -1, -1, total, sum, 1);
        }
    }

    private static void AssertReduced(Head<T> head, T[] logits, int[] labels, T[] targets)
    {
        var losses = new T[Batch];
        var gradient = new T[logits.Length];
        var judge = new Judge<T>($"{typeof(T).Name}, N = {head.Classes}");

        head.CrossEntropy(logits, labels, losses);
        AssertReduced("labels", reduction => head.CrossEntropy(logits, labels, reduction));
        AssertReduced("labels, gradient", reduction => head.CrossEntropyGradient(logits, labels, gradient, reduction));
        head.CrossEntropy(logits, targets, losses);
        AssertReduced("targets", reduction => head.CrossEntropy(logits, targets, reduction));
        AssertReduced("targets, gradient", reduction => head.CrossEntropyGradient(logits, targets, gradient, reduction));
        judge.Verdict();

        void AssertReduced(string what, Func<Reduction, T> reduce)
        {
            BigFloat sum = BigFloat.Zero;
            foreach (T loss in losses)
            {
                sum += BigFloat.From(loss);
            }

            // The mean is rounded once more.
            judge.Relative($"sum, {what}", -1, -1, reduce(Reduction.Sum), sum, 1);
            judge.Relative($"mean, {what}", -1, -1, reduce(Reduction.Mean), sum / Batch, 1.5);
        }
    }
}

public sealed class ReductionSingleTests : ReductionTests<float>;

public sealed class ReductionDoubleTests : ReductionTests<double>;
