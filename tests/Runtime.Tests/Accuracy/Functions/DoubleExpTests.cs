using Xunit.Abstractions;

namespace SoftmaxGen.Runtime.Tests.Accuracy.Functions;

/// <summary>The exponential of doubles, around each multiple and each half of ln 2 and in between, against 192 bits.</summary>
public class DoubleExpTests(ITestOutputHelper output)
{
    private const double Ln2 = DoubleExp.Ln2;

    // The largest maximum that is not subtracted, and the last logit whose term is a normal number under the smallest one.
    private const double LargestShifted = 2047.9999999999998;
    private const double LowestTerm = -2894.9;

    /// <summary>Gets the worst error found of all samples in ulps, as docs/numerics has it.</summary>
    private static double Bound => DoubleExp.IsFused ? 0.91 : 1.179;

    [Fact]
    public void Terms_are_as_exact_as_documented_in_every_width()
    {
        const double reach = (DoubleExp.FastRangeExponents - 1) * Ln2, largest = (DoubleExp.FastRangeMask / 2) * Ln2;
        var worst = new WorstPoints<ExpPoint<double>>();
        double max = largest;
        for (; max > -largest; max -= reach)
        {
            Add(worst, Terms(max, max - reach, max, isNarrow: true));
        }

        Add(worst, Terms(-largest, -largest - reach, max, isNarrow: true));
        Add(worst, Terms(1400, largest, 1400));
        Add(worst, Terms(LargestShifted, 1400, LargestShifted));
        Add(worst, Terms(-largest - reach, -LargestShifted, -largest - reach));
        Add(worst, Terms(-LargestShifted, LowestTerm, -LargestShifted));

        // The worst known without fused multiply-add.
        Add(worst, Points(ExpForms<double>.OfRow(ExpSteps.Double, -1000, isNarrow: true), [-1214.0417772443243], -1443 - (int)DoubleExp.UnderflowGuard, 0));
        AssertWithinBound(worst);
    }

    [Fact]
    public void Terms_less_the_maximum_are_as_exact()
    {
        var worst = new WorstPoints<ExpPoint<double>>();
        foreach (double max in new[] { 2048, 2100.3, 5000, 1e6, 123456789.125, -2048, -3000.7, -1e6 })
        {
            ExpForms<double> terms = ExpForms<double>.OfRow(ExpSteps.Double, max, isNarrow: false);
            Add(worst, Points(terms, [.. Samples(-708, 0).Select(x => max + x).Where(z => z <= max)], -(int)DoubleExp.UnderflowGuard, max));
        }

        AssertWithinBound(worst);
    }

    [Fact]
    public void Exp_is_as_exact_as_documented_in_every_width()
    {
        var worst = new WorstPoints<ExpPoint<double>>();
        Add(worst, Points(ExpForms<double>.Plain(ExpSteps.Double), Samples(-708.39, 709.4), 0, 0));
        AssertWithinBound(worst);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(12.25)]
    [InlineData(LargestShifted)]
    [InlineData(-LargestShifted)]
    [InlineData(2100)]
    [InlineData(-5000)]
    public void Terms_end_in_zero_below_the_normal_numbers(double max)
    {
        bool isSubtracted = Math.Abs(max) >= DoubleExp.SubtractFrom;
        double origin = isSubtracted ? max : 0;
        int shift = isSubtracted ? 0 : (int)Math.Round(max * DoubleExp.Log2E);
        double edge = origin + ((shift - DoubleExp.Bias - DoubleExp.UnderflowGuard) * Ln2);

        ExpForms<double> terms = ExpForms<double>.OfRow(ExpSteps.Double, max, isNarrow: false);
        AssertEdge(terms, shift - (int)DoubleExp.UnderflowGuard, origin, edge);
        Assert.Equal([0.0, 0.0, 0.0], terms.Run([double.NegativeInfinity, -1e300, edge - 1]));
        Assert.Equal(double.NaN, terms.Run([max, double.NaN])[1]);
    }

    [Fact]
    public void Exp_ends_in_zero_and_infinity()
    {
        ExpForms<double> exp = ExpForms<double>.Plain(ExpSteps.Double);
        AssertEdge(exp, 0, 0, -DoubleExp.Bias * Ln2);
        Assert.Equal([1, 1, 0, 0, 0], exp.Run([0, -0.0, -709.5, -1e300, double.NegativeInfinity]));
        Assert.Equal(
            [double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity, double.NaN],
            exp.Run([709.45, 1e300, double.PositiveInfinity, double.NaN]));
    }

    /// <summary>Numbers from <paramref name="low"/> to <paramref name="high"/>; the worst errors are where the polynomial is smallest, just above a half of ln 2.</summary>
    private static List<double> Samples(double low, double high)
    {
        var random = new Random(5);
        var samples = new List<double>();
        for (int n = (int)Math.Floor(low / Ln2) - 1; n <= high / Ln2; n++)
        {
            double middle = (n + 0.5) * Ln2;
            samples.AddRange(
            [
                n * Ln2, middle, Math.BitIncrement(middle), Math.BitDecrement(middle),
                Math.BitIncrement(Math.BitIncrement(middle)), Math.BitDecrement(Math.BitDecrement(middle)),
            ]);
            for (int i = 0; i < (SingleSweep.IsComplete ? 200 : 3); i++)
            {
                samples.Add(middle + (random.NextDouble() * 0.02));
                samples.Add(middle + (random.NextDouble() * Ln2));
            }
        }

        samples.RemoveAll(x => x < low || x > high);
        return samples;
    }

    private static IEnumerable<ExpPoint<double>> Terms(double max, double low, double high, bool isNarrow = false)
    {
        int power = (int)(Math.Round(max * DoubleExp.Log2E) - DoubleExp.UnderflowGuard);
        return Points(ExpForms<double>.OfRow(ExpSteps.Double, max, isNarrow), Samples(low, high), power, 0);
    }

    private static IEnumerable<ExpPoint<double>> Points(ExpForms<double> forms, List<double> arguments, int power, double origin) =>
        arguments.Zip(forms.Run(arguments), (argument, result) => new ExpPoint<double>(argument, result, power, origin));

    private static void Add(WorstPoints<ExpPoint<double>> worst, IEnumerable<ExpPoint<double>> points)
    {
        foreach ((ExpPoint<double> point, double error) in points.AsParallel().Select(point => (point, point.Error)))
        {
            worst.Add(point, error);
        }
    }

    // Where the exponent field comes to 0 half a power above the edge, and 1 above that, where terms may be subnormal.
    private static void AssertEdge(ExpForms<double> forms, int power, double origin, double edge)
    {
        const double half = Ln2 / 2;
        double[] arguments = [.. Enumerable.Range(-1000, 5001).Select(i => edge + (i * half / 1000))];
        double[] results = forms.Run(arguments);
        for (int i = 0; i < arguments.Length; i++)
        {
            var point = new ExpPoint<double>(arguments[i], results[i], power, origin);
            double above = arguments[i] - edge;
            if (above < half * 0.9999)
            {
                Assert.Equal(0, point.Result);
            }
            else if (above > half * 1.0001)
            {
                // A subnormal number has been rounded once more, but its ulps are as large as those of normal ones.
                double bound = above < 2 * half ? 1.2 : Bound;
                Assert.True(point.Error <= bound, $"{point}: {point.Error} ulps");
            }
        }
    }

    private void AssertWithinBound(WorstPoints<ExpPoint<double>> worst)
    {
        foreach ((ExpPoint<double> point, double error) in worst.Points)
        {
            output.WriteLine($"{error} ulps: {point}");
        }

        Assert.InRange(worst.Largest, 0, Bound);
    }
}
