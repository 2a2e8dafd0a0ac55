namespace SoftmaxGen.Runtime.Tests.Reference;

public class BigFloatTests
{
    // 50 digits and more. e, ln 2 and ln 10 are OEIS A001113, A002162 and A002392.
    [Theory]
    [InlineData("1", "2.71828182845904523536028747135266249775724709369995")]
    [InlineData("-30", "0.0000000000000935762296884017460491583222337870674495832268893588")]
    [InlineData("0.1", "1.105170918075647624811707826490246668224547194737518718")]
    public void Exp_has_the_published_digits(string x, string digits) => AssertDigits(digits, BigFloat.Exp(BigFloat.Parse(x)));

    [Theory]
    [InlineData("2", "0.693147180559945309417232121458176568075500134360255254")]
    [InlineData("10", "2.302585092994045684017991454684364207601101488628772976")]
    [InlineData("3", "1.098612288668109691395245236922525704647490557822749451")]
    [InlineData("0.5", "-0.693147180559945309417232121458176568075500134360255254")]
    public void Log_has_the_published_digits(string x, string digits) => AssertDigits(digits, BigFloat.Log(BigFloat.Parse(x)));

    [Fact]
    public void Log1p_of_a_tiny_number_has_the_digits_of_its_series()
    {
        // x - x^2 / 2 + x^3 / 3 - ... for x = 10^-20.
        AssertDigits(
            "0.00000000000000000000999999999999999999995000000000000000000033333333333333333333083333333333333333",
            BigFloat.Log1p(BigFloat.Parse("0.00000000000000000001")));
    }

    // OEIS A002193 and A010503.
    [Theory]
    [InlineData("2", "1.41421356237309504880168872420969807856967187537694807317667973799")]
    [InlineData("0.5", "0.70710678118654752440084436210484903928483593768847403658833986899")]
    public void Sqrt_has_the_published_digits(string x, string digits) => AssertDigits(digits, BigFloat.Sqrt(BigFloat.Parse(x)));

    [Fact]
    public void Sqrt_undoes_squares_of_any_size()
    {
        Assert.Equal(BigFloat.Zero, BigFloat.Sqrt(BigFloat.Zero));
        for (int power = -5001; power < 5000; power += 997)
        {
            BigFloat x = BigFloat.Scale(3, power);
            AssertClose(x, BigFloat.Sqrt(x * x), 186);
        }
    }

    [Fact]
    public void Ln2_agrees_with_exp()
    {
        AssertClose(2, BigFloat.Exp(BigFloat.Ln2), 186);
        AssertClose(BigFloat.Ln2, BigFloat.Log(2), 186);
    }

    [Fact]
    public void Log_undoes_exp_and_log1p_follows()
    {
        var random = new Random(1);
        for (int i = 0; i < 400; i++)
        {
            BigFloat x = BigFloat.From((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-9, 4)));
            BigFloat e = BigFloat.Exp(x);

            // What exp and 1 + e cut off, an absolute 2^-190, log cannot bring back.
            BigFloat apart = BigFloat.Abs(BigFloat.Log(e) - x);
            Assert.True(apart < BigFloat.Scale(BigFloat.One, -180), $"log(exp({x})) is off by {apart}");
            apart = BigFloat.Abs(BigFloat.Log(BigFloat.One + e) - BigFloat.Log1p(e));
            Assert.True(apart < BigFloat.Scale(BigFloat.One, -180), $"log1p({e}) is off by {apart}");
        }
    }

    [Fact]
    public void Exp_turns_sums_into_products()
    {
        var random = new Random(2);
        for (int i = 0; i < 400; i++)
        {
            double scale = Math.Pow(10, random.Next(-6, 4));
            BigFloat x = BigFloat.From((random.NextDouble() - 0.5) * scale);
            BigFloat y = BigFloat.From((random.NextDouble() - 0.5) * scale);
            AssertClose(BigFloat.Exp(x) * BigFloat.Exp(y), BigFloat.Exp(x + y), 180);
            AssertClose(BigFloat.One / BigFloat.Exp(x), BigFloat.Exp(-x), 180);
        }
    }

    [Fact]
    public void Log_turns_products_into_sums_around_its_switch()
    {
        for (int power = -40; power <= -8; power++)
        {
            BigFloat x = BigFloat.One + BigFloat.Scale(3, power);
            AssertClose(2 * BigFloat.Log(x), BigFloat.Log(x * x), 140);
            AssertClose(BigFloat.Exp(BigFloat.Log1p(BigFloat.Scale(3, power))), x, 180);
        }
    }

    [Fact]
    public void Exp_far_below_every_double_is_zero()
    {
        Assert.True(BigFloat.Exp(BigFloat.From(-1e30)).IsZero);
        Assert.Equal(1, BigFloat.Exp(-1_000_000).Sign);
        Assert.Equal(BigFloat.One, BigFloat.Exp(BigFloat.Zero));
        Assert.Throws<OverflowException>(() => BigFloat.Exp(BigFloat.From(1e30)));
    }

    [Fact]
    public void Conversions_keep_every_double_and_float()
    {
        var random = new Random(3);
        for (int i = 0; i < 20000; i++)
        {
            double wide = BitConverter.Int64BitsToDouble(random.NextInt64());
            float narrow = BitConverter.Int32BitsToSingle(random.Next());
            if (double.IsFinite(wide) && float.IsFinite(narrow))
            {
                Assert.Equal(wide, BigFloat.From(wide).ToDouble());
                Assert.Equal(-wide, BigFloat.From(-wide).ToDouble());
                Assert.Equal(narrow, BigFloat.From(narrow).ToSingle());
                Assert.Equal((float)wide, BigFloat.From(wide).ToSingle());
            }
        }

        Assert.Equal(double.Epsilon, BigFloat.From(double.Epsilon).ToDouble());
        Assert.Equal(float.Epsilon, BigFloat.From(float.Epsilon).ToSingle());
        Assert.Equal(double.MaxValue, BigFloat.From(double.MaxValue).ToDouble());
        Assert.Equal(float.PositiveInfinity, BigFloat.From(double.MaxValue).ToSingle());
        Assert.Equal(double.NegativeInfinity, (BigFloat.From(double.MinValue) * 2).ToDouble());
        Assert.Throws<ArgumentOutOfRangeException>(() => BigFloat.From(double.NaN));
    }

    [Fact]
    public void Arithmetic_rounds_as_double_arithmetic_does()
    {
        var random = new Random(4);
        for (int i = 0; i < 20000; i++)
        {
            double x = (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-20, 20));
            double y = (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-20, 20));
            BigFloat a = BigFloat.From(x);
            BigFloat b = BigFloat.From(y);
            Assert.Equal(x + y, (a + b).ToDouble());
            Assert.Equal(x - y, (a - b).ToDouble());
            Assert.Equal(x * y, (a * b).ToDouble());
            Assert.Equal(x / y, (a / b).ToDouble());
            Assert.Equal(x.CompareTo(y), a.CompareTo(b));
        }
    }

    [Fact]
    public void Addition_of_numbers_far_apart_keeps_the_larger()
    {
        BigFloat tiny = BigFloat.Scale(BigFloat.One, -100_000);
        Assert.Equal(BigFloat.One, BigFloat.One + tiny);
        Assert.Equal(-BigFloat.One, tiny - BigFloat.One);
        Assert.Equal(tiny, tiny + BigFloat.Zero);
        Assert.True(tiny < BigFloat.One && -BigFloat.One < tiny && tiny > BigFloat.Zero);
    }

    private static void AssertDigits(string digits, BigFloat actual)
    {
        // Half a unit of the last digit given, twice over.
        int decimals = digits.Length - 1 - digits.IndexOf('.', StringComparison.Ordinal);
        BigFloat unit = BigFloat.Parse("0." + new string('0', decimals - 1) + "1");
        Assert.True(BigFloat.Abs(actual - BigFloat.Parse(digits)) <= unit, $"{actual} is not {digits}");
    }

    private static void AssertClose(BigFloat expected, BigFloat actual, int bits) => Assert.True(
        BigFloat.Abs(actual - expected) <= BigFloat.Scale(BigFloat.Abs(expected), -bits),
        $"{actual} differs from {expected} within {bits} bits");
}
