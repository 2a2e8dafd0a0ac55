using SoftmaxGen.Runtime.Tests.Reference;

namespace SoftmaxGen.Runtime.Tests.Accuracy.Functions;

/// <summary>Sums, products and the exponential in two doubles, relative to the exact result.</summary>
public class DoubleDoubleMathTests
{
    private const int Points = 20_000;

    [Fact]
    public void Exp_is_within_2_to_the_minus_96()
    {
        Random random = new(1);
        double worst = 0;
        for (int i = 0; i < Points; i++)
        {
            // Below -600, the second part is a subnormal number.
            DoubleDouble x = Number(random, -600 * Math.Pow(random.NextDouble(), 4));
            worst = Math.Max(worst, RelativeError(DoubleDoubleMath.Exp(x), BigFloat.Exp(Exact(x))));
        }

        Assert.True(worst <= Math.ScaleB(1, -96), $"2^{Math.Log2(worst)}");
        Assert.Equal(1, DoubleDoubleMath.Exp(default).High);
        Assert.True(DoubleDoubleMath.Exp(new DoubleDouble(DoubleDoubleMath.ExpUnderflow, 0)).High is 0 or double.Epsilon);
    }

    [Fact]
    public void Sum_Product_and_Reciprocal_of_positive_numbers_are_within_2_to_the_minus_102()
    {
        Random random = new(2);
        double worst = 0;
        for (int i = 0; i < Points; i++)
        {
            DoubleDouble x = Number(random, Math.ScaleB(1 + random.NextDouble(), random.Next(-60, 60)));
            DoubleDouble y = Number(random, Math.ScaleB(1 + random.NextDouble(), random.Next(-60, 60)));
            worst = Math.Max(worst, RelativeError(DoubleDoubleMath.Sum(x, y), Exact(x) + Exact(y)));
            worst = Math.Max(worst, RelativeError(DoubleDoubleMath.Product(x, y), Exact(x) * Exact(y)));
            worst = Math.Max(worst, RelativeError(DoubleDoubleMath.Reciprocal(x), BigFloat.One / Exact(x)));
        }

        Assert.True(worst <= Math.ScaleB(1, -102), $"2^{Math.Log2(worst)}");
    }

    [Fact]
    public void Difference_is_exact()
    {
        Random random = new(3);
        for (int i = 0; i < Points; i++)
        {
            double x = Math.ScaleB(random.NextDouble() - 0.5, random.Next(-60, 60)), y = Math.ScaleB(random.NextDouble() - 0.5, random.Next(-60, 60));
            Assert.True(Exact(DoubleDoubleMath.Difference(x, y)) == BigFloat.From(x) - BigFloat.From(y), $"{x} - {y}");
        }
    }

    // With a second part anywhere within half an ulp.
    private static DoubleDouble Number(Random random, double high) => new(high, (random.NextDouble() - 0.5) * (Math.BitIncrement(high) - high));

    private static BigFloat Exact(DoubleDouble x) => BigFloat.From(x.High) + BigFloat.From(x.Low);

    private static double RelativeError(DoubleDouble computed, BigFloat exact) => (BigFloat.Abs(Exact(computed) - exact) / exact).ToDouble();
}
