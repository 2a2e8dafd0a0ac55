using System.Numerics;

namespace SoftmaxGen.Generator.Planning;

/// <summary>A quotient of integers: what follows from options is computed exactly, and rounded once.</summary>
/// <param name="Numerator">The numerator.</param>
/// <param name="Denominator">The denominator, which is positive.</param>
internal readonly record struct Fraction(BigInteger Numerator, BigInteger Denominator)
{
    public Fraction Inverse => new(Denominator, Numerator);

    public static Fraction Of(BigInteger mantissa, int exponent) =>
        exponent >= 0 ? new(mantissa << exponent, BigInteger.One) : new(mantissa, BigInteger.One << -exponent);

    public static Fraction Of(double number)
    {
        (BigInteger mantissa, int exponent) = Split(number);
        return Of(mantissa, exponent);
    }

    /// <summary>The binary exponent of a normal number.</summary>
    public static int Exponent(double number) => Split(number).Exponent + 52;

    public Fraction Times(Fraction other) => new(Numerator * other.Numerator, Denominator * other.Denominator);

    public Fraction Plus(Fraction other) => new((Numerator * other.Denominator) + (other.Numerator * Denominator), Denominator * other.Denominator);

    public Fraction Minus(Fraction other) => new((Numerator * other.Denominator) - (other.Numerator * Denominator), Denominator * other.Denominator);

    /// <summary>The nearest number of so many binary digits.</summary>
    public double Round(int digits)
    {
        if (Numerator.IsZero)
            return 0;

        // So shifted, the quotient has two digits more than asked for, or three.
        int shift = digits + 2 - (BitLength(Numerator) - BitLength(Denominator));
        BigInteger dividend = BigInteger.Abs(Numerator) << Math.Max(shift, 0);
        BigInteger divisor = Denominator << Math.Max(-shift, 0);
        var quotient = BigInteger.DivRem(dividend, divisor, out BigInteger rest);
        int extra = BitLength(quotient) - digits;
        BigInteger half = BigInteger.One << (extra - 1), below = quotient & ((half << 1) - 1);
        quotient >>= extra;
        if (below > half || (below == half && (!rest.IsZero || !quotient.IsEven)))
            quotient++;
        double magnitude = Scale((double)(long)quotient, extra - shift);
        return Numerator.Sign < 0 ? -magnitude : magnitude;
    }

    private static int BitLength(BigInteger number)
    {
        byte[] bytes = BigInteger.Abs(number).ToByteArray();
        int length = 8 * (bytes.Length - 1);
        for (int top = bytes[bytes.Length - 1]; top != 0; top >>= 1)
            length++;
        return length;
    }

    // Exact: no result is below the normal numbers.
    private static double Scale(double number, int exponent)
    {
        for (; exponent > 0; exponent--)
            number *= 2;
        for (; exponent < 0; exponent++)
            number /= 2;
        return number;
    }

    // number = mantissa 2^exponent, where the mantissa of a normal number has 53 bits.
    private static (BigInteger Mantissa, int Exponent) Split(double number)
    {
        long bits = BitConverter.DoubleToInt64Bits(number);
        long field = (bits >> 52) & 0x7FF, fraction = bits & 0xFFFFFFFFFFFFF;
        BigInteger mantissa = field == 0 ? fraction : fraction | (1L << 52);
        return (number < 0 ? -mantissa : mantissa, (int)Math.Max(field, 1) - 1075);
    }
}
