using Xunit.Abstractions;

namespace SoftmaxGen.Runtime.Tests.Accuracy.Functions;

/// <summary>
/// The exponential of floats: of every one with the environment variable <c>SOFTMAXGEN_SWEEP=1</c>, which takes half a
/// minute or more; else of one in 61 and all those around the worst.
/// </summary>
public class SingleExpTests(ITestOutputHelper output)
{
    // The largest maximum that is not subtracted, and the last logit whose term is a normal number under the smallest one.
    private const float LargestShifted = 255.99998f;
    private const float LowestTerm = -385.38f;

    /// <summary>Gets the worst error of all floats in ulps, as docs/numerics has it.</summary>
    private static double Bound => DoubleExp.IsFused ? 0.909 : 1.21;

    [Fact]
    public void Terms_are_as_exact_as_documented_in_every_width()
    {
        // Together every float that a head can tell from one far below, for maxima that are not subtracted.
        const float reach = (SingleExp.FastRangeExponents - 1) * SingleExp.Ln2, largest = (SingleExp.FastRangeMask / 2) * SingleExp.Ln2;
        var worst = new WorstPoints<ExpPoint<float>>();
        float max = largest;
        for (; max > -largest; max -= reach)
        {
            worst.Add(Terms(max, float.BitIncrement(max - reach), max, SingleSweep.Stride, isNarrow: true));
        }

        worst.Add(Terms(-largest, -largest - reach, max, SingleSweep.Stride, isNarrow: true));
        worst.Add(Terms(LargestShifted, largest, LargestShifted, SingleSweep.Stride));
        worst.Add(Terms(-largest - reach, -LargestShifted, -largest - reach, SingleSweep.Stride));
        worst.Add(Terms(-LargestShifted, LowestTerm, -LargestShifted, SingleSweep.Stride));

        // Around the worst of all, without fused multiply-add and with it.
        worst.Add(Terms(LargestShifted, 209.5f, 209.8f, 1));
        worst.Add(Terms(10, 5.1f, 5.3f, 1, isNarrow: true));

        AssertWithinBound(worst, Bound);
        Assert.Equal(Bound, Math.Round(worst.Largest, 3));
    }

    [Fact]
    public void Terms_less_the_maximum_are_as_exact()
    {
        var worst = new WorstPoints<ExpPoint<float>>();
        foreach (float max in new[] { 256, 263.7f, 300, 511.9f, 1000, 12345.678f, 1e6f, -256, -300.1f, -1000, -54321, -1e6f })
        {
            // Lower ones are far below the smallest normal probability.
            float low = max - 88;
            ExpForms<float> terms = ExpForms<float>.OfRow(ExpSteps.Single, max, isNarrow: false);
            worst.Add(new SingleSweep(terms, -(int)SingleExp.UnderflowGuard, max).Run(low, max, SingleSweep.Stride));
        }

        AssertWithinBound(worst, Bound);
    }

    [Fact]
    public void Exp_is_as_exact_as_documented_in_every_width()
    {
        var sweep = new SingleSweep(ExpForms<float>.Plain(ExpSteps.Single), 0, 0);
        WorstPoints<ExpPoint<float>> worst = sweep.Run(-87.336f, 88.37f, SingleSweep.Stride);
        worst.Add(sweep.Run(26.7f, 26.8f, 1));
        worst.Add(sweep.Run(5.1f, 5.3f, 1));

        // Without fused multiply-add the worst is out of this reach.
        double bound = DoubleExp.IsFused ? Bound : 1.183;
        AssertWithinBound(worst, bound);
        Assert.Equal(bound, Math.Round(worst.Largest, 3));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(12.25f)]
    [InlineData(LargestShifted)]
    [InlineData(-LargestShifted)]
    [InlineData(300)]
    [InlineData(-1000)]
    public void Terms_end_in_zero_below_the_normal_numbers(float max)
    {
        bool isSubtracted = MathF.Abs(max) >= SingleExp.SubtractFrom;
        float origin = isSubtracted ? max : 0;
        int shift = isSubtracted ? 0 : (int)MathF.Round(max * SingleExp.Log2E);
        double edge = origin + ((shift - SingleExp.Bias - SingleExp.UnderflowGuard) * Math.Log(2));

        ExpForms<float> terms = ExpForms<float>.OfRow(ExpSteps.Single, max, isNarrow: false);
        AssertEdge(terms, shift - (int)SingleExp.UnderflowGuard, origin, edge);
        Assert.Equal([0f, 0f, 0f], terms.Run([float.NegativeInfinity, -1e30f, (float)edge - 1]));
        Assert.Equal(float.NaN, terms.Run([max, float.NaN])[1]);
    }

    [Fact]
    public void Exp_ends_in_zero_and_infinity()
    {
        ExpForms<float> exp = ExpForms<float>.Plain(ExpSteps.Single);
        AssertEdge(exp, 0, 0, -SingleExp.Bias * Math.Log(2));
        Assert.Equal([1, 1, 0, 0, 0], exp.Run([0, -0f, -88.1f, -1e30f, float.NegativeInfinity]));
        Assert.Equal(
            [float.PositiveInfinity, float.PositiveInfinity, float.PositiveInfinity, float.NaN],
            exp.Run([88.38f, 1e30f, float.PositiveInfinity, float.NaN]));
    }

    private static WorstPoints<ExpPoint<float>> Terms(float max, float low, float high, int stride, bool isNarrow = false)
    {
        int power = (int)(MathF.Round(max * SingleExp.Log2E) - SingleExp.UnderflowGuard);
        return new SingleSweep(ExpForms<float>.OfRow(ExpSteps.Single, max, isNarrow), power, 0).Run(low, high, stride);
    }

    // Where the exponent field comes to 0 half a power above the edge, and 1 above that, where terms may be subnormal.
    private static void AssertEdge(ExpForms<float> forms, int power, float origin, double edge)
    {
        double half = Math.Log(2) / 2;
        float[] arguments = [.. Enumerable.Range(-1000, 5001).Select(i => (float)(edge + (i * half / 1000)))];
        float[] results = forms.Run(arguments);
        for (int i = 0; i < arguments.Length; i++)
        {
            var point = new ExpPoint<float>(arguments[i], results[i], power, origin);
            double above = arguments[i] - edge;
            if (above < half * 0.999)
            {
                Assert.Equal(0, point.Result);
            }
            else if (above > half * 1.001)
            {
                // A subnormal number has been rounded once more, but its ulps are as large as those of normal ones.
                double bound = above < 2 * half ? 1.2 : Bound + 0.0005;
                Assert.True(point.Error <= bound, $"{point}: {point.Error} ulps");
            }
        }
    }

    private void AssertWithinBound(WorstPoints<ExpPoint<float>> worst, double bound)
    {
        foreach ((ExpPoint<float> point, double error) in worst.Points)
        {
            output.WriteLine($"{point.Error} ulps: {point}");
            Assert.Equal(point.Error, error, 1e-6);
        }

        Assert.InRange(Math.Round(worst.Largest, 3), 0, bound);
    }
}
