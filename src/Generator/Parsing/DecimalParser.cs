using System.Numerics;

namespace SoftmaxGen.Generator.Parsing;

/// <summary>What a text is, as a number of an element type.</summary>
internal enum ParsedNumber
{
    /// <summary>A number.</summary>
    Finite,

    /// <summary>A number too large for the type, an infinity or a NaN.</summary>
    NotFinite,

    /// <summary>No number.</summary>
    Invalid,
}

/// <summary>Rounds decimal numbers to float or double: to the nearest, of two to the even one, with integers only.</summary>
/// <remarks>
/// <para>The parsers of the frameworks that compilers run on do not all round correctly, and a float that is rounded to
/// double first is rounded twice.</para>
/// <para>Almost every number is decided by a product of 128 bits. The power of ten in it is cut off to 64 bits, hence the
/// exact value lies between two products. Rounding never reverses an order: where both products round to the same bits, so does
/// what lies between them. Where they do not, integers of any size decide.</para>
/// </remarks>
internal static class DecimalParser
{
    // More digits than any number has that is half-way between two doubles (767): the rest only says on which side.
    private const int SignificantDigits = 800;

    // As many fit in 64 bits.
    private const int MantissaDigits = 19;

    private const long ExponentLimit = 1_000_000_000_000;

    /// <summary>Parses a text without spaces around it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="format">The type to round to.</param>
    /// <param name="bits">The bits of the number; 0 where it is not finite.</param>
    public static ParsedNumber Parse(ReadOnlySpan<char> text, BinaryFormat format, out ulong bits)
    {
        bits = 0;
        bool isNegative = text.Length > 0 && text[0] == '-';
        ReadOnlySpan<char> number = isNegative || (text.Length > 0 && text[0] == '+') ? text.Slice(1) : text;
        ulong mantissa = 0;
        int digits = 0, mantissaDigits = 0, i = 0;
        long exponent = 0;
        bool hasPoint = false, isCut = false;
        for (; i < number.Length; i++)
        {
            if (number[i] == '.' && !hasPoint)
            {
                hasPoint = true;
                continue;
            }

            uint digit = (uint)(number[i] - '0');
            if (digit > 9)
                break;
            digits++;
            if (mantissaDigits < MantissaDigits)
            {
                mantissa = (mantissa * 10) + digit;
                mantissaDigits += mantissa == 0 ? 0 : 1;
                exponent -= hasPoint ? 1 : 0;
            }
            else
            {
                isCut |= digit != 0;
                exponent += hasPoint ? 0 : 1;
            }
        }

        if (digits == 0)
            return IsWord(number, "nan") || IsWord(number, "inf") || IsWord(number, "infinity") ? ParsedNumber.NotFinite : ParsedNumber.Invalid;
        if (!AddExponent(number.Slice(i), ref exponent))
            return ParsedNumber.Invalid;

        ulong magnitude = RoundCut(number.Slice(0, i), mantissa, isCut, exponent, format);
        if (magnitude == format.Infinity)
            return ParsedNumber.NotFinite;
        bits = isNegative ? magnitude | format.Sign : magnitude;
        return ParsedNumber.Finite;
    }

    private static bool IsWord(ReadOnlySpan<char> text, string word) => text.Equals(word.AsSpan(), StringComparison.OrdinalIgnoreCase);

    /// <summary>Adds what stands behind the digits, <c>e-3</c> or nothing, to the exponent.</summary>
    private static bool AddExponent(ReadOnlySpan<char> text, ref long exponent)
    {
        if (text.Length == 0)
            return true;
        if (text[0] is not ('e' or 'E'))
            return false;
        text = text.Slice(1);
        bool isNegative = text.Length > 0 && text[0] == '-';
        if (isNegative || (text.Length > 0 && text[0] == '+'))
            text = text.Slice(1);

        long value = 0;
        foreach (char character in text)
        {
            uint digit = (uint)(character - '0');
            if (digit > 9)
                return false;

            // No text is long enough to make up for such an exponent.
            value = Math.Min((value * 10) + digit, ExponentLimit);
        }

        exponent += isNegative ? -value : value;
        return text.Length > 0;
    }

    /// <summary>Rounds mantissa x 10^exponent; where digits were cut off, a little more than that.</summary>
    private static ulong RoundCut(ReadOnlySpan<char> digits, ulong mantissa, bool isCut, long exponent, BinaryFormat format)
    {
        // Less than 10^19 x 10^-343, which is less than half of the smallest double.
        if (mantissa == 0 || exponent < PowersOfTen.Minimum)
            return 0;
        if (exponent > PowersOfTen.Maximum)
            return format.Infinity;

        if (TryRound(mantissa, (int)exponent, format, out ulong bits)
            && (!isCut || (TryRound(mantissa + 1, (int)exponent, format, out ulong upper) && bits == upper)))
        {
            return bits;
        }

        if (!isCut)
            return RoundExactly(mantissa, (int)exponent, format);
        BigInteger integer = ReadDigits(digits, out int count);
        return RoundExactly(integer, (int)exponent - (count - MantissaDigits), format);
    }

    /// <summary>Rounds by products of 128 bits, unless they leave it open.</summary>
    private static bool TryRound(ulong mantissa, int exponent, BinaryFormat format, out ulong bits)
    {
        int shift = BinaryFormat.LeadingZeros(mantissa);
        mantissa <<= shift;
        (ulong power, int binaryExponent, bool isExact) = PowersOfTen.Get(exponent);
        binaryExponent -= shift;

        // mantissa x power <= exact value <= mantissa x (power + 1)
        ulong high = Multiply(mantissa, power, out ulong low);
        bits = format.Round(high, low, binaryExponent);
        if (isExact)
            return true;
        ulong upperLow = unchecked(low + mantissa);
        ulong upperHigh = upperLow < low ? high + 1 : high;
        return bits == format.Round(upperHigh, upperLow, binaryExponent);
    }

    private static ulong Multiply(ulong a, ulong b, out ulong low)
    {
        ulong aLow = (uint)a, aHigh = a >> 32, bLow = (uint)b, bHigh = b >> 32;
        ulong lowest = aLow * bLow;
        ulong middle = (aHigh * bLow) + (lowest >> 32);
        ulong other = (aLow * bHigh) + (uint)middle;
        low = (other << 32) | (uint)lowest;
        return (aHigh * bHigh) + (middle >> 32) + (other >> 32);
    }

    /// <summary>The significant digits as one integer. Those beyond the limit become a last digit 1, unless all are zeros.</summary>
    private static BigInteger ReadDigits(ReadOnlySpan<char> text, out int count)
    {
        BigInteger value = BigInteger.Zero;
        count = 0;
        foreach (char character in text)
        {
            if (character == '.' || (character == '0' && (count is 0 or SignificantDigits)))
                continue;
            value = (value * 10) + (count < SignificantDigits ? character - '0' : 1);
            if (++count > SignificantDigits)
                break;
        }

        return value;
    }

    /// <summary>Rounds mantissa x 10^exponent by a division of integers.</summary>
    private static ulong RoundExactly(BigInteger mantissa, int exponent, BinaryFormat format)
    {
        BigInteger power = BigInteger.Pow(10, Math.Abs(exponent));
        BigInteger numerator = exponent < 0 ? mantissa : mantissa * power;
        BigInteger denominator = exponent < 0 ? power : BigInteger.One;

        // A quotient of 126 or 127 bits.
        int shift = 126 - (PowersOfTen.BitLength(numerator) - PowersOfTen.BitLength(denominator));
        BigInteger quotient = shift >= 0
            ? BigInteger.DivRem(numerator << shift, denominator, out BigInteger remainder)
            : BigInteger.DivRem(numerator, denominator << -shift, out remainder);
        ulong high = (ulong)(quotient >> 64);
        ulong low = (ulong)(quotient & ulong.MaxValue);

        // The last bit stands for all that follow: rounding asks only whether they are zeros.
        return format.Round(high, remainder.IsZero ? low : low | 1, -shift);
    }
}
