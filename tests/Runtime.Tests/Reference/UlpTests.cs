namespace SoftmaxGen.Runtime.Tests.Reference;

public class UlpTests
{
    [Theory]
    [InlineData(1.5)]
    [InlineData(1.9999)]
    [InlineData(-3.5)]
    [InlineData(1e-30)]
    [InlineData(1e30)]
    public void Error_of_a_neighbour_is_1(double value)
    {
        float narrow = (float)value;
        Assert.Equal(0, Ulp.Error(narrow, BigFloat.From(narrow)));
        Assert.Equal(0, Ulp.Error(value, BigFloat.From(value)));
        Assert.Equal(1, Ulp.Error(float.BitIncrement(narrow), BigFloat.From(narrow)));
        Assert.Equal(1, Ulp.Error(double.BitIncrement(value), BigFloat.From(value)));
        Assert.Equal(3, Ulp.Error(float.BitIncrement(narrow), BigFloat.From(float.BitDecrement(float.BitDecrement(narrow)))));
    }

    [Fact]
    public void Error_is_in_ulps_of_the_exact_result()
    {
        Assert.Equal(0.5, Ulp.Error(float.BitDecrement(1f), BigFloat.One));
        Assert.Equal(1, Ulp.Error(1f, BigFloat.From(float.BitDecrement(1f))));
        Assert.Equal(0.25, Ulp.Error(float.BitDecrement(1f), BigFloat.One, 2));
    }

    [Fact]
    public void Error_of_a_fraction_is_a_fraction()
    {
        BigFloat third = BigFloat.One / 3;
        Assert.InRange(Ulp.Error(1f / 3, third), 1 / 3.0 - 1e-6, 1 / 3.0 + 1e-6);
        Assert.InRange(Ulp.Error(1.0 / 3, third), 1 / 3.0 - 1e-6, 1 / 3.0 + 1e-6);
    }

    [Fact]
    public void Error_below_the_normal_numbers_keeps_the_ulp()
    {
        Assert.Equal(1, Ulp.Error(float.Epsilon, BigFloat.Zero));
        Assert.Equal(2, Ulp.Error(0.0, BigFloat.From(2 * double.Epsilon)));
    }

    [Fact]
    public void Error_of_infinity_is_0_only_where_it_is_the_nearest()
    {
        BigFloat large = BigFloat.From(double.MaxValue);
        Assert.Equal(0, Ulp.Error(float.PositiveInfinity, large));
        Assert.Equal(double.PositiveInfinity, Ulp.Error(float.NegativeInfinity, large));
        Assert.Equal(double.PositiveInfinity, Ulp.Error(double.PositiveInfinity, large));
        Assert.Equal(double.PositiveInfinity, Ulp.Error(float.NaN, large));
        Assert.Equal(double.PositiveInfinity, Ulp.Error(double.NaN, BigFloat.One));
    }
}
