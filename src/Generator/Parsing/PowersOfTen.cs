using System.Numerics;

namespace SoftmaxGen.Generator.Parsing;

/// <summary>Powers of ten as 64 bits and a power of two, cut off and not rounded.</summary>
internal static class PowersOfTen
{
    /// <summary>The least exponent: 10^19 times the power below it is less than half of the smallest double.</summary>
    public const int Minimum = -342;

    /// <summary>The greatest exponent: the power above it is larger than any double.</summary>
    public const int Maximum = 308;

    // 5^27 is the last that fits.
    private const int MaximumExact = 27;

    private static readonly ulong[] Mantissas = new ulong[Maximum - Minimum + 1];
    private static readonly int[] BinaryExponents = new int[Maximum - Minimum + 1];

    static PowersOfTen()
    {
        for (int exponent = Minimum; exponent <= Maximum; exponent++)
        {
            BigInteger power = BigInteger.Pow(10, Math.Abs(exponent));
            int length = BitLength(power);

            // The reciprocal of a power of ten, which is no power of two, has 64 bits before the point with this shift.
            int shift = exponent < 0 ? 63 + length : 64 - length;
            Mantissas[exponent - Minimum] = (ulong)(exponent < 0 ? (BigInteger.One << shift) / power : shift < 0 ? power >> -shift : power << shift);
            BinaryExponents[exponent - Minimum] = -shift;
        }
    }

    /// <summary>10^exponent is at least Mantissa x 2^BinaryExponent, equal to it if exact, and less than (Mantissa + 1) x 2^BinaryExponent.</summary>
    public static (ulong Mantissa, int BinaryExponent, bool IsExact) Get(int exponent) =>
        (Mantissas[exponent - Minimum], BinaryExponents[exponent - Minimum], exponent is >= 0 and <= MaximumExact);

    /// <summary>The number of bits of a positive integer.</summary>
    public static int BitLength(BigInteger value)
    {
        // Little-endian, with a byte 0 at the end where the sign would take the highest bit.
        byte[] bytes = value.ToByteArray();
        int last = bytes.Length - 1;
        if (bytes[last] == 0)
            last--;
        return (8 * last) + 64 - BinaryFormat.LeadingZeros(bytes[last]);
    }
}
