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
    public void Reduced_loss_of_many_rows_is_within_an_ulp_of_their_losses_sum(int classes)
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
    public void Reduced_loss_of_unlikely_labels_is_within_an_ulp_of_their_losses_sum(int classes)
    {
        // Odds as large as those of narrow float rows can be: the product of a few rows' would overflow.
        T[] logits = [.. Enumerable.Repeat(T.CreateChecked(26), Batch * classes)];
        int[] labels = Rows.Labels(classes, Batch, 16);
        for (int row = 0; row < Batch; row++)
            logits[(row * classes) + labels[row]] = T.CreateChecked(-26);
        AssertReduced(HeadRegistry<T>.Get(classes), logits, labels, Rows.Probabilities<T>(classes, Batch, 17));
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
