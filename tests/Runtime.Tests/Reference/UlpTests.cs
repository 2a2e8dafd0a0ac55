namespace SoftmaxGen.Runtime.Tests.Reference;

public class UlpTests
{
    [Theory]
    [InlineData(1.5)]
    [InlineData(1.9999)]
    [InlineData(-3.5)]
    [InlineData(1e-30)]
    [InlineData(1e30)]
    public void A_neighbour_is_one_ulp_away(double value)
    {
        float narrow = (float)value;
        Assert.Equal(0, Ulp.Error(narrow, BigFloat.From(narrow)));
        Assert.Equal(0, Ulp.Error(value, BigFloat.From(value)));
        Assert.Equal(1, Ulp.Error(float.BitIncrement(narrow), BigFloat.From(narrow)));
        Assert.Equal(1, Ulp.Error(double.BitIncrement(value), BigFloat.From(value)));
        Assert.Equal(3, Ulp.Error(float.BitIncrement(narrow), BigFloat.From(float.BitDecrement(float.BitDecrement(narrow)))));
    }

    [Fact]
    public void The_ulp_is_that_of_the_exact_results_binade()
    {
        Assert.Equal(0.5, Ulp.Error(float.BitDecrement(1f), BigFloat.One));
        Assert.Equal(1, Ulp.Error(1f, BigFloat.From(float.BitDecrement(1f))));
        Assert.Equal(0.25, Ulp.Error(float.BitDecrement(1f), BigFloat.One, 2));
    }

    [Fact]
    public void Fractions_of_an_ulp_are_seen()
    {
        BigFloat third = BigFloat.One / 3;
        Assert.InRange(Ulp.Error(1f / 3, third), 1 / 3.0 - 1e-6, 1 / 3.0 + 1e-6);
        Assert.InRange(Ulp.Error(1.0 / 3, third), 1 / 3.0 - 1e-6, 1 / 3.0 + 1e-6);
    }

    [Fact]
    public void Below_the_smallest_normal_number_the_ulp_stays()
    {
        Assert.Equal(1, Ulp.Error(float.Epsilon, BigFloat.Zero));
        Assert.Equal(2, Ulp.Error(0.0, BigFloat.From(2 * double.Epsilon)));
    }

    [Fact]
    public void Infinity_and_NaN_are_right_only_where_the_exact_result_is_too_large()
    {
        BigFloat large = BigFloat.From(double.MaxValue);
        Assert.Equal(0, Ulp.Error(float.PositiveInfinity, large));
        Assert.Equal(double.PositiveInfinity, Ulp.Error(float.NegativeInfinity, large));
        Assert.Equal(double.PositiveInfinity, Ulp.Error(double.PositiveInfinity, large));
        Assert.Equal(double.PositiveInfinity, Ulp.Error(float.NaN, large));
        Assert.Equal(double.PositiveInfinity, Ulp.Error(double.NaN, BigFloat.One));
    }
}
