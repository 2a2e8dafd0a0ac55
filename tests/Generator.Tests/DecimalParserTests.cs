using System.Globalization;
using System.Numerics;
using SoftmaxGen.Generator.Parsing;
using Xunit;

namespace SoftmaxGen.Generator.Tests;

/// <summary>Decimal numbers are rounded once and to the nearest, as the framework of the tests does it.</summary>
public class DecimalParserTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("-0")]
    [InlineData("+1")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("-.5e1")]
    [InlineData("1e-3")]
    [InlineData("1E+3")]
    [InlineData("1e0000000000000000000000000000003")]
    [InlineData("1e-99999999999999999999999")]
    [InlineData("0e99999999999999999999999")]
    [InlineData("-0.000e-400")]
    [InlineData("00012.50")]
    [InlineData("0.1")]
    [InlineData("9007199254740993")]
    [InlineData("16777217")]
    [InlineData("123456789012345678901234567890")]
    [InlineData("18446744073709551615")]
    [InlineData("9999999999999999999")]
    [InlineData("99999999999999999999e-3")]
    // The smallest numbers, and halves of them.
    [InlineData("4.9406564584124654e-324")]
    [InlineData("2.4703282292062327e-324")]
    [InlineData("2.4703282292062328e-324")]
    [InlineData("1.4012984643248170e-45")]
    [InlineData("7.0064923216240853e-46")]
    [InlineData("7.0064923216240854e-46")]
    [InlineData("1e-400")]
    // The smallest normal numbers, and the largest below them.
    [InlineData("2.2250738585072011e-308")]
    [InlineData("2.2250738585072014e-308")]
    [InlineData("2.2250738585072012e-308")]
    [InlineData("1.1754943508222875e-38")]
    [InlineData("1.17549428e-38")]
    [InlineData("1.17549431578984e-38")]
    // The largest numbers.
    [InlineData("1e308")]
    [InlineData("1.7976931348623157e308")]
    [InlineData("1.7976931348623158e308")]
    [InlineData("3.4028234663852886e38")]
    [InlineData("3.4028235677973365e38")]
    // Near to halves, after which other parsers went wrong.
    [InlineData("6929495644600919.5")]
    [InlineData("3.50000000000000000000000000000000000000001e0")]
    [InlineData("2.2250738585072011e-308000")]
    [InlineData("8.5000000596046447753906250000000000001")]
    public void Numbers_of_each_form_are_those_of_the_framework(string text) => AssertAsFramework(text);

    [Theory]
    [InlineData("1.7976931348623159e308", true)]
    [InlineData("-1e309", true)]
    [InlineData("1e99999999999999999999999", true)]
    [InlineData("3.4028235677973367e38", false)]
    [InlineData("340282356779733661637539395458142568448", false)]
    [InlineData("-1e39", false)]
    [InlineData("nan", true)]
    [InlineData("-NaN", true)]
    [InlineData("inf", true)]
    [InlineData("+Infinity", true)]
    public void Numbers_out_of_range_are_not_finite(string text, bool isDouble)
    {
        Assert.Equal(ParsedNumber.NotFinite, DecimalParser.Parse(text, BinaryFormat.Single, out ulong bits));
        Assert.Equal(0UL, bits);
        Assert.Equal(isDouble ? ParsedNumber.NotFinite : ParsedNumber.Finite, DecimalParser.Parse(text, BinaryFormat.Double, out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("-")]
    [InlineData("+-1")]
    [InlineData("--1")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("e5")]
    [InlineData("1.2.3")]
    [InlineData("1 2")]
    [InlineData("1_000")]
    [InlineData("0x10")]
    [InlineData("1f")]
    [InlineData("1e5.0")]
    [InlineData("\"1\"")]
    [InlineData("\u0661")]
    [InlineData("\u22121")]
    [InlineData("1,5")]
    [InlineData("nano")]
    [InlineData("in")]
    [InlineData("- 1")]
    [InlineData("(1)")]
    public void Other_texts_are_no_numbers(string text)
    {
        Assert.Equal(ParsedNumber.Invalid, DecimalParser.Parse(text, BinaryFormat.Single, out _));
        Assert.Equal(ParsedNumber.Invalid, DecimalParser.Parse(text, BinaryFormat.Double, out _));
    }

    [Fact]
    public void Zero_keeps_its_sign()
    {
        Assert.Equal(0x80000000, Parse("-0", BinaryFormat.Single));
        Assert.Equal(0x8000000000000000, Parse("-0.0e5", BinaryFormat.Double));
        Assert.Equal(0x80000000, Parse("-1e-60", BinaryFormat.Single));
        Assert.Equal(0UL, Parse("+0", BinaryFormat.Double));
    }

    [Fact]
    public void Random_numbers_are_those_of_the_framework()
    {
        Random random = new(1);
        for (int i = 0; i < 30_000; i++)
        {
            double number = BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
            float single = BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue));
            if (!double.IsFinite(number) || !float.IsFinite(single))
                continue;
            foreach (double value in (double[])[number, single, random.NextDouble() - 0.5, random.NextDouble() * 1000])
            {
                AssertAsFramework(value.ToString("R", CultureInfo.InvariantCulture));
                AssertAsFramework(value.ToString($"E{random.Next(30)}", CultureInfo.InvariantCulture));
            }

            AssertAsFramework(single.ToString("R", CultureInfo.InvariantCulture));
            AssertAsFramework($"{random.NextInt64()}{random.NextInt64()}e{random.Next(-360, 300)}");
        }
    }

    [Fact]
    public void Numbers_of_each_power_of_ten_are_those_of_the_framework()
    {
        Random random = new(5);
        for (int exponent = -345; exponent <= 310; exponent++)
        {
            // Of powers beside the last one that has no more than 64 bits, one in some thousand numbers shows a cut-off bit.
            int count = exponent is >= 26 and <= 29 ? 20_000 : 20;
            for (int i = 0; i < count; i++)
                AssertAsFramework($"{random.NextInt64(1L << random.Next(1, 63))}e{exponent}");
        }
    }

    [Fact]
    public void Halves_between_floats_go_to_the_even_one_and_their_neighbours_do_not()
    {
        Random random = new(2);
        foreach (int lower in (int[])[0, 1, 0x7FFFFF, 0x7FFFFE, 0x3F800000, 0x3F800001, 0x7F7FFFFE, .. Enumerable.Range(0, 2000).Select(_ => random.Next(0x7F7FFFFF))])
        {
            double half = ((double)BitConverter.Int32BitsToSingle(lower) + BitConverter.Int32BitsToSingle(lower + 1)) / 2;
            AssertHalf(Expand(BitConverter.DoubleToInt64Bits(half), halves: 0), (ulong)lower, BinaryFormat.Single);
        }
    }

    [Fact]
    public void Halves_between_doubles_go_to_the_even_one_and_their_neighbours_do_not()
    {
        Random random = new(3);
        foreach (long lower in (long[])[0, 1, 0xFFFFFFFFFFFFF, 0xFFFFFFFFFFFFE, 0x3FF0000000000000, 0x7FEFFFFFFFFFFFFE, .. Enumerable.Range(0, 500).Select(_ => random.NextInt64(0x7FEFFFFFFFFFFFFF))])
            AssertHalf(Expand(lower, halves: 1), (ulong)lower, BinaryFormat.Double);
    }

    [Fact]
    public void Numbers_of_very_many_digits_are_parsed_in_linear_time()
    {
        string half = Expand(1, halves: 1);
        string zeros = new('0', 1_000_000);

        Assert.Equal(2UL, Parse($"{half}{zeros}", BinaryFormat.Double));
        Assert.Equal(2UL, Parse($"{half}{zeros}1", BinaryFormat.Double));
        Assert.Equal(1UL, Parse(Expand(0, halves: 1) + zeros + "1", BinaryFormat.Double));
        Assert.Equal(0UL, Parse(Expand(0, halves: 1) + zeros, BinaryFormat.Double));
        Assert.Equal(0x3F800000UL, Parse($"0.{zeros}1e1000001", BinaryFormat.Single));
        Assert.Equal(0x3F800000UL, Parse($"1{zeros}e-1000000", BinaryFormat.Single));
    }

    [Fact]
    public void Order_of_bits_is_that_of_numbers()
    {
        float[] numbers = [float.MinValue, -1, -float.Epsilon, -0f, 0, float.Epsilon, 1, float.MaxValue];
        Assert.Equal(numbers.Select((_, index) => index), numbers.Select((number, index) => (Order: BinaryFormat.Single.Order(BitConverter.SingleToUInt32Bits(number)), index)).OrderBy(pair => pair.Order).Select(pair => pair.index));
        Assert.Equal(numbers.Select((_, index) => index), numbers.Select((number, index) => (Order: BinaryFormat.Double.Order(BitConverter.DoubleToUInt64Bits(number)), index)).OrderBy(pair => pair.Order).Select(pair => pair.index));
    }

    /// <summary>All digits of a positive double, or of the number half-way to the next one.</summary>
    private static string Expand(long bits, int halves)
    {
        long mantissa = bits & 0xFFFFFFFFFFFFF;
        int exponent = (int)(bits >> 52);
        if (exponent > 0)
            mantissa |= 0x10000000000000;
        BigInteger integer = (new BigInteger(mantissa) * 2) + halves;
        int power = Math.Max(exponent, 1) - 1076;

        // m 2^-k is m 5^k 10^-k.
        return power >= 0
            ? (integer << power).ToString(CultureInfo.InvariantCulture) + ".0"
            : Point((integer * BigInteger.Pow(5, -power)).ToString(CultureInfo.InvariantCulture), -power);

        static string Point(string digits, int decimals)
        {
            digits = digits.PadLeft(decimals + 1, '0');
            return $"{digits[..^decimals]}.{digits[^decimals..]}";
        }
    }

    private static void AssertHalf(string half, ulong lower, BinaryFormat format)
    {
        // One in the last place more or less, far behind all digits that the number has.
        Assert.Equal(lower + (lower & 1), Parse(half, format));
        Assert.Equal(lower + 1, Parse($"{half}000000000000000000001", format));
        string below = half.TrimEnd('0');
        below = below.EndsWith('.') ? $"{BigInteger.Parse(below[..^1], CultureInfo.InvariantCulture) - 1}.99999999999999999999" : $"{below[..^1]}{(char)(below[^1] - 1)}99999999999999999999";
        Assert.Equal(lower, Parse(below, format));
        AssertAsFramework(half);
        AssertAsFramework($"{half}1");
        AssertAsFramework(below);
    }

    private static void AssertAsFramework(string text)
    {
        float single = float.Parse(text, CultureInfo.InvariantCulture);
        Assert.Equal(float.IsFinite(single) ? ParsedNumber.Finite : ParsedNumber.NotFinite, DecimalParser.Parse(text, BinaryFormat.Single, out ulong bits));
        Assert.True(!float.IsFinite(single) || BitConverter.SingleToUInt32Bits(single) == bits, text);

        double number = double.Parse(text, CultureInfo.InvariantCulture);
        Assert.Equal(double.IsFinite(number) ? ParsedNumber.Finite : ParsedNumber.NotFinite, DecimalParser.Parse(text, BinaryFormat.Double, out bits));
        Assert.True(!double.IsFinite(number) || BitConverter.DoubleToUInt64Bits(number) == bits, text);
    }

    private static ulong Parse(string text, BinaryFormat format)
    {
        Assert.Equal(ParsedNumber.Finite, DecimalParser.Parse(text, format, out ulong bits));
        return bits;
    }
}
