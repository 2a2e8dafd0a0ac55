using System.Globalization;
using System.Numerics;

namespace SoftmaxGen.Runtime.Tests.Reference;

/// <summary>
/// A binary floating-point number m * 2^e with up to 192 bits in m and no limit on e that matters here: enough to judge
/// a double to far below a thousandth of its last place.
/// </summary>
/// <remarks>
/// Results are cut off, not rounded, to <see cref="Precision"/> bits: an error below 2^-191 of the value. There is no
/// NaN and no infinity; those are the business of the tests of special values.
/// </remarks>
internal readonly partial struct BigFloat : IEquatable<BigFloat>, IComparable<BigFloat>
{
    public const int Precision = 192;

    private readonly BigInteger _mantissa;
    private readonly long _exponent;

    private BigFloat(BigInteger mantissa, long exponent)
    {
        long excess = mantissa.GetBitLength() - Precision;
        if (excess > 0)
        {
            mantissa >>= (int)excess;
            exponent += excess;
        }

        _mantissa = mantissa;
        _exponent = mantissa.IsZero ? 0 : exponent;
    }

    public static BigFloat Zero => default;

    public static BigFloat One { get; } = new(BigInteger.One, 0);

    public int Sign => _mantissa.Sign;

    public bool IsZero => _mantissa.IsZero;

    /// <summary>Gets b with 2^b &lt;= |x| &lt; 2^(b + 1); 0 has none.</summary>
    public long Binade => _mantissa.IsZero
        ? throw new InvalidOperationException("0 lies in no binade.")
        : BigInteger.Abs(_mantissa).GetBitLength() - 1 + _exponent;

    public static BigFloat operator -(BigFloat x) => new(-x._mantissa, x._exponent);

    public static BigFloat operator +(BigFloat left, BigFloat right)
    {
        if (left.IsZero)
        {
            return right;
        }

        if (right.IsZero)
        {
            return left;
        }

        (BigFloat high, BigFloat low) = left._exponent >= right._exponent ? (left, right) : (right, left);

        // Terms too far apart to meet in 192 bits: the shift below would only build a number to cut off again.
        long apart = left.Binade - right.Binade;
        if (Math.Abs(apart) > 2 * Precision)
        {
            return apart > 0 ? left : right;
        }

        return new BigFloat((high._mantissa << (int)(high._exponent - low._exponent)) + low._mantissa, low._exponent);
    }

    public static BigFloat operator -(BigFloat left, BigFloat right) => left + -right;

    public static BigFloat operator *(BigFloat left, BigFloat right) =>
        new(left._mantissa * right._mantissa, left._exponent + right._exponent);

    public static BigFloat operator /(BigFloat left, BigFloat right)
    {
        long shift = Math.Max(0, Precision + 2 + right._mantissa.GetBitLength() - left._mantissa.GetBitLength());
        return new BigFloat((left._mantissa << (int)shift) / right._mantissa, left._exponent - right._exponent - shift);
    }

    public static bool operator <(BigFloat left, BigFloat right) => left.CompareTo(right) < 0;

    public static bool operator >(BigFloat left, BigFloat right) => left.CompareTo(right) > 0;

    public static bool operator <=(BigFloat left, BigFloat right) => left.CompareTo(right) <= 0;

    public static bool operator >=(BigFloat left, BigFloat right) => left.CompareTo(right) >= 0;

    public static bool operator ==(BigFloat left, BigFloat right) => left.Equals(right);

    public static bool operator !=(BigFloat left, BigFloat right) => !left.Equals(right);

    public static implicit operator BigFloat(int value) => new(value, 0);

    public static BigFloat Abs(BigFloat x) => x.Sign < 0 ? -x : x;

    public static BigFloat Max(BigFloat x, BigFloat y) => x >= y ? x : y;

    /// <summary>x * 2^power, exactly.</summary>
    public static BigFloat Scale(BigFloat x, long power) => new(x._mantissa, x._exponent + power);

    /// <summary>The value of a finite float or double, exactly.</summary>
    public static BigFloat From<T>(T value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double wide = double.CreateChecked(value);
        if (!double.IsFinite(wide))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "Only finite numbers have an exact value.");
        }

        long bits = BitConverter.DoubleToInt64Bits(wide);
        int biased = (int)(bits >> 52) & 0x7FF;
        long fraction = bits & ((1L << 52) - 1);
        long mantissa = biased == 0 ? fraction : fraction | (1L << 52);
        return new BigFloat(bits < 0 ? -mantissa : mantissa, Math.Max(biased, 1) - 1075);
    }

    /// <summary>A decimal such as "-0.125", cut off after 192 bits.</summary>
    public static BigFloat Parse(string digits)
    {
        int point = digits.IndexOf('.', StringComparison.Ordinal);
        int decimals = point < 0 ? 0 : digits.Length - 1 - point;
        BigInteger all = BigInteger.Parse(digits.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);

        // Divided before anything is cut off, so that only the quotient is rounded.
        BigInteger scaled = (all << (2 * Precision)) / BigInteger.Pow(10, decimals);
        return new BigFloat(scaled, -2 * Precision);
    }

    /// <summary>The nearest double, ties to even; beyond the largest, infinity.</summary>
    public double ToDouble() => Round(53, -1022);

    /// <summary>The nearest float, ties to even; beyond the largest, infinity.</summary>
    public float ToSingle() => (float)Round(24, -126);

    public int CompareTo(BigFloat other) =>
        Sign != other.Sign ? Sign.CompareTo(other.Sign) : (this - other).Sign;

    public bool Equals(BigFloat other) => CompareTo(other) == 0;

    public override bool Equals(object? obj) => obj is BigFloat other && Equals(other);

    public override int GetHashCode() => ToDouble().GetHashCode();

    public override string ToString() => ToDouble().ToString("R", CultureInfo.InvariantCulture);

    private double Round(int precision, int smallestBinade)
    {
        if (IsZero || Binade < smallestBinade - precision - 1)
        {
            return 0;
        }

        if (Binade > 1100)
        {
            return Sign * double.PositiveInfinity;
        }

        BigInteger magnitude = BigInteger.Abs(_mantissa);
        long unit = Math.Max(Binade, smallestBinade) - (precision - 1);
        int drop = (int)(unit - _exponent);
        if (drop > 0)
        {
            BigInteger kept = magnitude >> drop;
            int againstHalf = (magnitude - (kept << drop)).CompareTo(BigInteger.One << (drop - 1));
            magnitude = againstHalf > 0 || (againstHalf == 0 && !kept.IsEven) ? kept + 1 : kept;
        }
        else
        {
            magnitude <<= -drop;
        }

        return Sign * Math.ScaleB((double)magnitude, (int)unit);
    }
}
