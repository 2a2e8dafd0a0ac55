using SoftmaxGen.Generator.Model;
using SoftmaxGen.Generator.Planning;
using SoftmaxGen.Runtime.Tests.Reference;
using Xunit;

namespace SoftmaxGen.Generator.Tests;

/// <summary>The constants of a temperature are the nearest numbers of the element type to what they stand for.</summary>
public class TemperaturePlannerTests
{
    private static readonly double[] Ordinary = [0.5, 0.7, 1 / 3.0, 0.999999, 1.000001, 1.75, 2, Math.E, 10, 20, 300, 1e-5, 0.0703125, 12345.678];

    public static TheoryData<string, double> Temperatures
    {
        get
        {
            var cases = new TheoryData<string, double>();
            foreach (ElementInfo element in ElementInfo.All)
            {
                foreach (double temperature in (double[])[.. Ordinary, 1e30, 1e-30, element.SmallestNormal, element.LargestFinite, .. element == ElementInfo.Double ? (double[])[1e300, 1e-300] : []])
                    cases.Add(element.Keyword, temperature);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Temperatures))]
    public void Constants_are_rounded_once(string keyword, double temperature)
    {
        ElementInfo element = Element(keyword);
        TemperaturePlan plan = TemperaturePlanner.Plan(temperature, element);
        BigFloat scaled = BigFloat.From(temperature) * BigFloat.From(plan.Prescale);
        BigFloat product = scaled * BigFloat.Ln2;

        Assert.Equal(temperature, plan.Value);
        Assert.Equal(Round(BigFloat.One / product, element), plan.Log2E);
        Assert.Equal(Round(BigFloat.One / scaled, element), plan.Inverse);
        Assert.Equal(Round(product - BigFloat.From(plan.Ln2High), element), plan.Ln2Low);
    }

    [Theory]
    [MemberData(nameof(Temperatures))]
    public void Product_of_the_high_part_with_any_exponent_is_exact(string keyword, double temperature)
    {
        ElementInfo element = Element(keyword);
        TemperaturePlan plan = TemperaturePlanner.Plan(temperature, element);
        (int largest, double apart) = element == ElementInfo.Single ? (1023, Math.ScaleB(1, -14)) : (8191, Math.ScaleB(1, -40));
        foreach (int exponent in (int[])[1, 3, 101, largest])
        {
            BigFloat exact = exponent * BigFloat.From(plan.Ln2High);
            Assert.Equal(exact, BigFloat.From(Round(exact, element)));
        }

        // And what is left of it is small.
        Assert.InRange(Math.Abs(plan.Ln2Low / plan.Ln2High), 0, apart);
    }

    [Theory]
    [MemberData(nameof(Temperatures))]
    public void Constants_are_normal_numbers(string keyword, double temperature)
    {
        ElementInfo element = Element(keyword);
        TemperaturePlan plan = TemperaturePlanner.Plan(temperature, element);
        Assert.All(
            (double[])[plan.Log2E, plan.Ln2High, Math.Abs(plan.Ln2Low), plan.Inverse],
            constant => Assert.InRange(constant, element.SmallestNormal, element.LargestFinite));
        Assert.Equal(0, Math.Log2(plan.Prescale) % 1);
        Assert.All(Ordinary, one => Assert.Equal(1, TemperaturePlanner.Plan(one, ElementInfo.Double).Prescale));
    }

    // ln 2 is OEIS A002162, and 1 / ln 2 A007525.
    [Fact]
    public void Constants_of_2_have_the_published_digits()
    {
        TemperaturePlan plan = TemperaturePlanner.Plan(2, ElementInfo.Double);
        Assert.Equal(0.72134752044448170367996234050094687, plan.Log2E);
        Assert.Equal(1.38629436111989061883446424291635313, plan.Ln2High + plan.Ln2Low);
        Assert.Equal(0.5, plan.Inverse);
    }

    private static ElementInfo Element(string keyword) => ElementInfo.All.Single(element => element.Keyword == keyword);

    private static double Round(BigFloat exact, ElementInfo element) => element == ElementInfo.Single ? exact.ToSingle() : exact.ToDouble();
}
