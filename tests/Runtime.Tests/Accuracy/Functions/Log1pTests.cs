using System.Runtime.Intrinsics;
using SoftmaxGen.Runtime.Tests.Inputs;
using SoftmaxGen.Runtime.Tests.Reference;
using Xunit.Abstractions;

namespace SoftmaxGen.Runtime.Tests.Accuracy.Functions;

/// <summary>ln(1 + x) for double rows and for float rows, against 192 bits.</summary>
public class Log1pTests(ITestOutputHelper output)
{
    private const double SmallestNormal = DoubleExp.MinNormal;

    [Fact]
    public void Log1p_of_double_rows_is_as_exact_as_documented() => AssertWorst(
        Samples(),
        x => Ulp.Error(Log1p.OfDouble(x), BigFloat.Log1p(BigFloat.From(x))),
        DoubleExp.IsFused ? 0.821 : 0.91);

    [Fact]
    public void Log1p_of_float_rows_is_as_exact_as_documented() => AssertWorst(
        Samples().Where(x => x >= 2 * SmallestNormal),
        x => Relative(Log1p.OfSingle(x), BigFloat.Log1p(BigFloat.From(x))),
        Math.Pow(2, -37.61));

    [Fact]
    public void Log1p_in_floats_is_as_exact_as_documented() => AssertWorst(
        SingleSamples(),
        x => Ulp.Error(Log1p.InSingle((float)x), BigFloat.Log1p(BigFloat.From(x))),
        DoubleExp.IsFused ? 0.8 : 0.9);

    [Fact]
    public void Log1p_in_floats_has_the_same_bits_in_vectors()
    {
        float[] samples = [.. SingleSamples().Select(x => (float)x), 0, float.NaN, 1];
        for (int i = 0; i + 8 <= samples.Length; i += 8)
        {
            Vector256<float> x = Vector256.Create(samples, i);
            for (int lane = 0; lane < 8; lane++)
            {
                Assert.True(Bits.Same(Log1p.InSingle(x[lane]), Log1p.InSingle(x)[lane]), $"{x[lane]:R}");
            }
        }
    }

    [Fact]
    public void Log1p_of_tiny_numbers_is_the_number()
    {
        double[] tiny = [0, double.Epsilon, 3 * double.Epsilon, 1e-310, Math.BitDecrement(SmallestNormal), SmallestNormal, 1e-300, 1e-20];
        Assert.All(tiny, x => Assert.Equal(x, Log1p.OfDouble(x)));

        // The other one halves x on the way: below 2^-1021, far below every float, a last bit may be lost.
        Assert.All(tiny, x => Assert.InRange(Log1p.OfSingle(x), x - (x < 2 * SmallestNormal ? double.Epsilon : 0), x + (x < 2 * SmallestNormal ? double.Epsilon : x * 1e-11)));
    }

    [Fact]
    public void Log1p_of_nan_and_infinity_is_the_same()
    {
        foreach (double x in new[] { double.NaN, double.PositiveInfinity })
        {
            Assert.Equal(x, Log1p.OfDouble(x));
            Assert.Equal(x, Log1p.OfSingle(x));
        }
    }

    [Fact]
    public void Log1p_of_vectors_has_the_bits_of_single_numbers()
    {
        double[] samples = [.. Samples(), 0, double.NaN, double.PositiveInfinity, 1];
        for (int i = 0; i + 4 <= samples.Length; i += 4)
        {
            Vector256<double> x = Vector256.Create(samples, i);
            for (int lane = 0; lane < 4; lane++)
            {
                Assert.True(Bits.Same(Log1p.OfDouble(x[lane]), Log1p.OfDouble(x)[lane]), $"{x[lane]:R}");
                Assert.True(Bits.Same(Log1p.OfSingle(x[lane]), Log1p.OfSingle(x)[lane]), $"{x[lane]:R}");
            }
        }
    }

    // Odds of the fast range, and what is below.
    private static IEnumerable<double> SingleSamples() =>
        Samples().Where(x => x is > 1e-37 and < 1e28).Select(x => (double)(float)x);

    /// <summary>Numbers from the smallest to the largest: around every place where the reduction changes, and in between.</summary>
    private static List<double> Samples()
    {
        var random = new Random(6);
        var samples = new List<double>();
        int density = SingleSweep.IsComplete ? 50 : 1;

        // What rows have: T / e_m is below 65536, and below the smallest normal number where the model is sure.
        for (int k = 0; k <= 20; k++)
        {
            foreach (double factor in new[] { 1, 1.5, Math.Sqrt(2) })
            {
                double edge = (factor * Math.ScaleB(1, k)) - 1;
                if (edge > 0)
                {
                    Around(edge);
                }

                Around(edge + 1);
            }
        }

        for (int power = -1074; power < 1022; power++)
        {
            samples.Add(Math.ScaleB(1, power));
            samples.Add(Math.ScaleB(1 + random.NextDouble(), power));
        }

        for (int i = 0; i < 5000 * density; i++)
        {
            samples.Add(Math.Pow(10, (random.NextDouble() * 16) - 10));
            samples.Add(random.NextDouble() * 3);
        }

        return samples;

        void Around(double edge)
        {
            double above = edge, below = edge;
            samples.Add(edge);
            for (int i = 0; i < 10; i++)
            {
                above = Math.BitIncrement(above);
                below = Math.BitDecrement(below);
                samples.AddRange([above, below]);
            }

            for (int i = 0; i < 30 * density; i++)
            {
                double distance = edge * Math.Pow(10, -1 - (random.NextDouble() * 13));
                samples.AddRange([edge + distance, edge - distance]);
            }
        }
    }

    private static double Relative(double computed, BigFloat exact) =>
        (BigFloat.Abs(BigFloat.From(computed) - exact) / exact).ToDouble();

    private void AssertWorst(IEnumerable<double> samples, Func<double, double> errorOf, double bound)
    {
        var worst = new WorstPoints<double>();
        foreach ((double x, double error) in samples.AsParallel().Select(x => (x, errorOf(x))))
        {
            worst.Add(x, error);
        }

        foreach ((double x, double error) in worst.Points)
        {
            output.WriteLine($"{error:R} at {x:R}");
        }

        Assert.InRange(worst.Largest, 0, bound);
    }
}
