using SoftmaxGen.Runtime.Tests.Reference;

namespace SoftmaxGen.Runtime.Tests.Accuracy;

/// <summary>The formulas of losses with options, evaluated as they stand, are out of the bounds: the bounds ask for something.</summary>
public class LossBoundsCanFailTests
{
    private static readonly float[] SureRow = [30.5f, 0.25f, -1.5f, 2.125f];
    private static readonly float[] WideRow = [80.3f, 71.7f, 38.9f, 80.1f];

    [Fact]
    public void Softmax_of_a_rounded_quotient_is_refused()
    {
        SoftmaxReference exact = SoftmaxReference.Of<float>(WideRow, BigFloat.From(0.7));
        float[] p = Textbook([.. WideRow.Select(logit => logit / 0.7f)]);
        AssertBeyond(Enumerable.Range(0, 4).Max(i => Ulp.Error(p[i], exact.Probability(i))), Bounds.Probability<float>(4));
    }

    [Fact]
    public void Focal_factor_of_1_minus_p_is_refused_where_the_model_is_sure()
    {
        ExactLoss exact = LossReference.Of<float>(SureRow, LossOptions.Plain with { FocalHalves = 4 }).OfLabel(0);
        float p = Textbook(SureRow)[0];
        AssertBeyond(Ulp.Error((1 - p) * (1 - p) * -MathF.Log(p), exact.Loss!.Value), Bounds.Loss(4));
        AssertBeyond(Ulp.Error((1 - p) * (1 - p), BigFloat.Abs(exact.Gradient[0])), Bounds.Loss(4));
    }

    [Fact]
    public void Gradient_without_the_factor_of_the_temperature_is_refused()
    {
        ExactLoss exact = LossReference.Of<float>(WideRow, LossOptions.Plain with { Temperature = 2 }).OfLabel(1);
        AssertBeyond(Ulp.Error(2 * exact.Gradient[0].ToSingle(), exact.Gradient[0], exact.GradientScale[0]), Bounds.Loss(4));
    }

    [Fact]
    public void Smoothing_over_the_other_classes_alone_is_refused()
    {
        // Each other class gets e / (N - 1), and the label nothing more.
        ExactLoss exact = LossReference.Of<float>(WideRow, LossOptions.Plain with { LabelSmoothing = BigFloat.From(0.1) }).OfLabel(1);
        SoftmaxReference softmax = SoftmaxReference.Of<float>(WideRow);
        BigFloat other = BigFloat.From(0.9) * softmax.Loss(1);
        foreach (int label in (int[])[0, 2, 3])
        {
            other += BigFloat.From(0.1 / 3) * softmax.Loss(label);
        }

        AssertBeyond(Ulp.Error(other.ToSingle(), exact.Loss!.Value), Bounds.Loss(4));
    }

    [Fact]
    public void Gradient_of_p_minus_q_is_refused_where_no_smoothing_makes_it_cancel()
    {
        ExactLoss exact = LossReference.Of<float>(SureRow, LossOptions.Plain with { ClassWeights = [2, 1, 1, 1] }).OfLabel(0);
        AssertBeyond(Ulp.Error(2 * (Textbook(SureRow)[0] - 1), exact.Gradient[0], exact.GradientScale[0]), Bounds.Loss(4));
    }

    private static float[] Textbook(float[] row)
    {
        float max = row.Max();
        float[] exps = [.. row.Select(logit => MathF.Exp(logit - max))];
        return [.. exps.Select(e => e / exps.Sum())];
    }

    private static void AssertBeyond(double error, double bound) => Assert.True(error > bound, $"{error} ulps pass a bound of {bound}.");
}
