using SoftmaxGen.Runtime.Tests.Reference;

namespace SoftmaxGen.Runtime.Tests.Accuracy;

/// <summary>The textbook's formulas, evaluated as they stand, are out of the bounds: the bounds ask for something.</summary>
public class BoundsCanFailTests
{
    private static readonly float[] SureRow = [30.5f, 0.25f, -1.5f, 2.125f];
    private static readonly float[] WideRow = [3.3f, -71.7f, -38.9f, -80.1f];

    [Fact]
    public void Gradient_of_p_minus_1_is_refused_where_the_model_is_sure()
    {
        SoftmaxReference exact = SoftmaxReference.Of<float>(SureRow);
        AssertBeyond(Ulp.Error(Textbook(SureRow)[0] - 1, exact.LabelGradient(0, 0)), Bounds.Loss(4));
    }

    [Fact]
    public void Loss_of_minus_log_p_is_refused_where_the_model_is_sure()
    {
        SoftmaxReference exact = SoftmaxReference.Of<float>(SureRow);
        AssertBeyond(Ulp.Error(-MathF.Log(Textbook(SureRow)[0]), exact.Loss(0)), Bounds.Loss(4));
    }

    [Fact]
    public void Softmax_less_a_rounded_maximum_is_refused()
    {
        SoftmaxReference exact = SoftmaxReference.Of<float>(WideRow);
        double worst = Enumerable.Range(0, 4).Max(i => Ulp.Error(Textbook(WideRow)[i], exact.Probability(i)));
        AssertBeyond(worst, Bounds.Probability<float>(4));
    }

    [Fact]
    public void Probability_that_is_subnormal_is_refused()
    {
        var judge = new Judge<float>("subnormal");
        judge.Probability("Softmax", 0, 0, 1e-40f, BigFloat.From(1e-40), 4);
        Assert.ThrowsAny<Exception>(judge.Verdict);
    }

    [Fact]
    public void Probability_of_0_for_a_normal_one_is_refused()
    {
        var judge = new Judge<float>("flushed");
        judge.Probability("Softmax", 0, 0, 0f, BigFloat.From(1.3e-38), 4);
        Assert.ThrowsAny<Exception>(judge.Verdict);
    }

    [Fact]
    public void Probability_on_either_side_of_the_normal_is_accepted()
    {
        BigFloat smallest = Ulp.SmallestNormal<float>();
        BigFloat ulp = Ulp.Of<float>(smallest);
        var judge = new Judge<float>("edge");
        judge.Probability("Softmax", 0, 0, 0f, smallest + (2 * ulp), 4);
        judge.Probability("Softmax", 0, 1, smallest.ToSingle(), smallest - (2 * ulp), 4);
        judge.Probability("Softmax", 0, 2, 0f, smallest - (2 * ulp), 4);
        judge.Verdict();
    }

    private static float[] Textbook(float[] row)
    {
        float max = row.Max();
        float[] exps = [.. row.Select(logit => MathF.Exp(logit - max))];
        return [.. exps.Select(e => e / exps.Sum())];
    }

    private static void AssertBeyond(double error, double bound) => Assert.True(error > bound, $"{error} ulps pass a bound of {bound}.");
}
