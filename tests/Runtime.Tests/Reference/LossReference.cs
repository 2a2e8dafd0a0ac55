using System.Numerics;

namespace SoftmaxGen.Runtime.Tests.Reference;

/// <summary>What the loss of a row is, exactly, and its gradient.</summary>
/// <param name="Loss">The loss; <see langword="null"/> for infinity.</param>
/// <param name="LossScale">The largest of the terms that the loss is the sum of.</param>
/// <param name="Gradient">The derivative by each logit.</param>
/// <param name="GradientScale">The larger of the two terms of each; the entry itself where they do not cancel.</param>
internal sealed record ExactLoss(BigFloat? Loss, BigFloat LossScale, BigFloat[] Gradient, BigFloat[] GradientScale)
{
    /// <summary>The loss of a row that counts for nothing.</summary>
    public static ExactLoss Nothing(int classes) => new(BigFloat.Zero, BigFloat.Zero, new BigFloat[classes], new BigFloat[classes]);
}

/// <summary>The loss of one row with any options, exact for all that a float or double can show.</summary>
/// <remarks>
/// With u = z / T, p the probabilities of u and v_c = q_c w_c, the loss is sum_c v_c (1 - p_c)^g (-ln p_c). A class with v_c = 0
/// has no part in it. With r_c = v_c (1 - p_c)^(g - 1) ((1 - p_c) - g p_c ln p_c), the gradient is (p_i sum_c r_c - r_i) / T.
/// </remarks>
internal sealed class LossReference
{
    private readonly LossOptions _options;
    private readonly int _classes;

    private LossReference(SoftmaxReference softmax, LossOptions options, int classes)
    {
        Softmax = softmax;
        _options = options;
        _classes = classes;
    }

    /// <summary>Gets everything else of the row: that of its logits divided by the temperature.</summary>
    public SoftmaxReference Softmax { get; }

    public static LossReference Of<T>(ReadOnlySpan<T> row, LossOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(SoftmaxReference.Of(row, options.Temperature), options, row.Length);

    public ExactLoss OfLabel(int label)
    {
        if (_options.CountsNothing(label))
        {
            return ExactLoss.Nothing(_classes);
        }

        var targets = new BigFloat[_classes];
        targets[label] = BigFloat.One;
        return Of(targets, isOfOneClass: _options.LabelSmoothing.IsZero);
    }

    public ExactLoss OfTargets(ReadOnlySpan<BigFloat> targets) => Of(targets, isOfOneClass: false);

    private ExactLoss Of(ReadOnlySpan<BigFloat> targets, bool isOfOneClass)
    {
        BigFloat spread = _options.LabelSmoothing / _classes;
        BigFloat kept = BigFloat.One - _options.LabelSmoothing;
        var shares = new BigFloat[_classes];
        (BigFloat loss, BigFloat lossScale, BigFloat sum, bool isInfinite) = (BigFloat.Zero, BigFloat.Zero, BigFloat.Zero, false);
        for (int i = 0; i < _classes; i++)
        {
            BigFloat weight = ((kept * targets[i]) + spread) * _options.WeightOf(i);
            if (weight.IsZero)
            {
                continue;
            }

            if (Softmax.IsImpossible(i))
            {
                isInfinite = true;
                shares[i] = weight;
            }
            else
            {
                (BigFloat focal, BigFloat share) = Focal(i);
                BigFloat term = weight * focal;
                loss += term;
                lossScale = BigFloat.Max(lossScale, BigFloat.Abs(term));
                shares[i] = weight * share;
            }

            sum += shares[i];
        }

        var gradient = new BigFloat[_classes];
        var scale = new BigFloat[_classes];
        for (int i = 0; i < _classes; i++)
        {
            // Of one class alone, the sum of the others is 0 exactly, and the label's own entry does not cancel.
            BigFloat p = Softmax.Probability(i);
            gradient[i] = ((p * (sum - shares[i])) - (shares[i] * Softmax.ProbabilityOfOthers(i))) / _options.Temperature;
            scale[i] = isOfOneClass ? BigFloat.Abs(gradient[i]) : BigFloat.Max(BigFloat.Abs(p * sum), BigFloat.Abs(shares[i])) / _options.Temperature;
        }

        return new ExactLoss(isInfinite ? null : loss, lossScale, gradient, scale);
    }

    // (1 - p)^g (-ln p), and (1 - p)^(g - 1) ((1 - p) - g p ln p).
    private (BigFloat Loss, BigFloat Share) Focal(int i)
    {
        BigFloat loss = Softmax.Loss(i);
        if (_options.FocalHalves == 0)
        {
            return (loss, BigFloat.One);
        }

        BigFloat others = Softmax.ProbabilityOfOthers(i);
        if (others.IsZero)
        {
            return (BigFloat.Zero, BigFloat.Zero);
        }

        BigFloat power = Power(others, _options.FocalHalves);
        BigFloat gamma = BigFloat.Scale(_options.FocalHalves, -1);
        return (power * loss, power * (BigFloat.One + (gamma * Softmax.Probability(i) * loss / others)));
    }

    // x^(halves / 2).
    private static BigFloat Power(BigFloat x, int halves)
    {
        BigFloat power = halves % 2 == 0 ? BigFloat.One : BigFloat.Sqrt(x);
        for (int i = 0; i < halves / 2; i++)
        {
            power *= x;
        }

        return power;
    }
}
