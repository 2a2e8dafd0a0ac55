using SoftmaxGen.Generator.Model;

namespace SoftmaxGen.Generator.Parsing;

/// <summary>How a floating-point type stores a number.</summary>
internal sealed class BinaryFormat
{
    private readonly int _precision;
    private readonly int _minimumExponent;

    /// <param name="bits">The bits of a number.</param>
    /// <param name="precision">The bits of a normal number's mantissa, the hidden one included.</param>
    /// <param name="minimumExponent">The smallest positive number is 2 to this power.</param>
    private BinaryFormat(int bits, int precision, int minimumExponent)
    {
        _precision = precision;
        _minimumExponent = minimumExponent;
        Sign = 1UL << (bits - 1);
        Infinity = Sign - (1UL << (precision - 1));
    }

    public static BinaryFormat Single { get; } = new(32, 24, -149);

    public static BinaryFormat Double { get; } = new(64, 53, -1074);

    /// <summary>The bit of the sign.</summary>
    public ulong Sign { get; }

    /// <summary>The bits of infinity, which are those of the largest finite number and 1 more.</summary>
    public ulong Infinity { get; }

    public static BinaryFormat Of(ElementInfo element) => element == ElementInfo.Double ? Double : Single;

    public static int LeadingZeros(ulong value)
    {
        int zeros = value == 0 ? 64 : 0;
        for (int step = 32; zeros < 64 && step > 0; step /= 2)
        {
            if (value >> (64 - step) == 0)
            {
                value <<= step;
                zeros += step;
            }
        }

        return zeros;
    }

    /// <summary>A key in the order of the numbers, from their bits.</summary>
    public long Order(ulong bits) => (bits & Sign) == 0 ? (long)bits : -1 - (long)(bits & ~Sign);

    /// <summary>The bits of (high x 2^64 + low) x 2^exponent, rounded to the nearest, of two to the even one; high is not 0.</summary>
    public ulong Round(ulong high, ulong low, int exponent)
    {
        for (; high >> 63 == 0; exponent--)
        {
            high = (high << 1) | (low >> 63);
            low <<= 1;
        }

        // The last bit that is kept has the value 2^last; it is higher in numbers below the normal ones.
        int last = Math.Max(exponent + 128 - _precision, _minimumExponent);
        int dropped = last - (exponent + 64);
        if (dropped > 64)
            return 0;

        ulong kept = dropped == 64 ? 0 : high >> dropped;
        ulong rest = dropped == 64 ? high : high & ((1UL << dropped) - 1);
        ulong half = 1UL << (dropped - 1);
        if (rest > half || (rest == half && (low != 0 || (kept & 1) == 1)))
            kept++;

        // The hidden bit of a normal number adds 1 to the exponent's field, a carry out of the mantissa another one.
        ulong bits = ((ulong)(last - _minimumExponent) << (_precision - 1)) + kept;
        return Math.Min(bits, Infinity);
    }
}
