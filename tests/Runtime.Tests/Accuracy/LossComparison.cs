using System.Numerics;
using SoftmaxGen.Runtime.Tests.Heads;
using SoftmaxGen.Runtime.Tests.Reference;

namespace SoftmaxGen.Runtime.Tests.Accuracy;

/// <summary>Compares every loss and gradient of a batch, from labels or from targets, with the exact ones.</summary>
/// <param name="head">The head.</param>
/// <param name="options">The options of its loss.</param>
/// <param name="judge">Judges the results.</param>
internal sealed class LossComparison<T>(Head<T> head, LossOptions options, Judge<T> judge)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The exact loss of a row from its label. A row that counts for nothing may hold anything.</summary>
    public ExactLoss OfLabel(ReadOnlySpan<T> row, int label) =>
        options.CountsNothing(label) ? ExactLoss.Nothing(head.Classes) : LossReference.Of(row, options).OfLabel(label);

    /// <summary>The exact loss of a row from its targets.</summary>
    public ExactLoss OfTargets(ReadOnlySpan<T> row, ReadOnlySpan<T> targets) =>
        LossReference.Of(row, options).OfTargets([.. targets.ToArray().Select(BigFloat.From)]);

    /// <summary>Members that take one label.</summary>
    public void Row(ReadOnlySpan<T> logits, int label, ExactLoss exact, int row)
    {
        var gradient = new T[head.Classes];
        JudgeLoss("CrossEntropy(label)", row, label, head.CrossEntropy(logits, label), exact);
        JudgeLoss("CrossEntropyGradient(label) loss", row, label, head.CrossEntropyGradient(logits, label, gradient), exact);
        JudgeGradient($"CrossEntropyGradient(label {label})", row, gradient, exact, BigFloat.One);
    }

    /// <summary>Members that take labels.</summary>
    public void Labels(T[] logits, int[] labels, ExactLoss[] exact)
    {
        var losses = new T[labels.Length];
        head.CrossEntropy(logits, labels, losses);
        Batch("labels", losses, exact, options.Divisor(labels), reduction => head.CrossEntropy(logits, labels, reduction), (gradient, reduction) => head.CrossEntropyGradient(logits, labels, gradient, reduction));
    }

    /// <summary>Members that take targets.</summary>
    public void Targets(T[] logits, T[] targets, ExactLoss[] exact)
    {
        var losses = new T[exact.Length];
        head.CrossEntropy(logits, targets, losses);
        Batch("targets", losses, exact, exact.Length, reduction => head.CrossEntropy(logits, targets, reduction), (gradient, reduction) => head.CrossEntropyGradient(logits, targets, gradient, reduction));
    }

    private void Batch(string truth, T[] losses, ExactLoss[] exact, BigFloat divisor, Func<Reduction, T> lossOf, Func<T[], Reduction, T> gradientOf)
    {
        BigFloat? sum = BigFloat.Zero;
        for (int r = 0; r < exact.Length; r++)
        {
            JudgeLoss($"CrossEntropy({truth}, losses)", r, -1, losses[r], exact[r]);
            sum += Representable(exact[r].Loss);
        }

        foreach (Reduction reduction in Enum.GetValues<Reduction>())
        {
            // Where nothing is counted, the mean is 0, and nothing is divided.
            bool isNothing = reduction == Reduction.Mean && divisor.IsZero;
            BigFloat by = reduction == Reduction.Mean && !isNothing ? divisor : BigFloat.One;
            BigFloat? reduced = isNothing ? BigFloat.Zero : sum / by;
            ExactLoss total = new(reduced, reduced ?? BigFloat.Zero, [], []);
            var gradient = new T[exact.Length * head.Classes];
            JudgeLoss($"CrossEntropy({truth}, {reduction})", -1, -1, lossOf(reduction), total);
            JudgeLoss($"CrossEntropyGradient({truth}, {reduction}) loss", -1, -1, gradientOf(gradient, reduction), total);
            for (int r = 0; r < exact.Length; r++)
            {
                JudgeGradient($"CrossEntropyGradient({truth}, {reduction})", r, gradient.AsSpan(r * head.Classes, head.Classes), isNothing ? ExactLoss.Nothing(head.Classes) : exact[r], by);
            }
        }
    }

    // A row whose loss is beyond the largest number makes every sum infinite.
    private static BigFloat? Representable(BigFloat? loss) => loss is { } finite && T.IsFinite(Ulp.Nearest<T>(finite)) ? loss : null;

    private void JudgeLoss(string member, int row, int label, T loss, ExactLoss exact)
    {
        if (exact.Loss is { } finite)
        {
            // No term of a loss is negative: the sum is as good a scale as the largest of them.
            judge.Relative(member, row, label, loss, finite, Bounds.Loss(head.Classes));
        }
        else
        {
            judge.Equal(member, row, T.PositiveInfinity, loss);
        }
    }

    private void JudgeGradient(string member, int row, ReadOnlySpan<T> gradient, ExactLoss exact, BigFloat divisor)
    {
        for (int i = 0; i < gradient.Length; i++)
        {
            judge.Scaled(member, row, i, gradient[i], exact.Gradient[i] / divisor, exact.GradientScale[i] / divisor, Bounds.Loss(head.Classes));
        }
    }
}
