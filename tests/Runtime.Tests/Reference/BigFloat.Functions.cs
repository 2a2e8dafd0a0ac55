using System.Numerics;

namespace SoftmaxGen.Runtime.Tests.Reference;

/// <content>exp, log, log(1 + x) and the square root, each correct to about 185 bits.</content>
internal readonly partial struct BigFloat
{
    /// <summary>The fraction bits of the fixed-point numbers within <see cref="Exp"/>: 32 more than a result keeps.</summary>
    private const int Fraction = Precision + 32;

    /// <summary>The fraction bits in which a multiple of ln 2 is taken off: n has up to 21 bits.</summary>
    private const int WideFraction = Fraction + 32;

    /// <summary>exp(j / 2^8) and exp(k / 2^17) come from tables, so that the series starts below 2^-18.</summary>
    private const int CoarseBits = 8;
    private const int FineBits = 17;
    private const int CoarseReach = 90;
    private const int FineReach = 1 << (FineBits - CoarseBits - 1);

    /// <summary>r^12 / 12! is below 2^-244 for |r| &lt;= 2^-18.</summary>
    private const int SeriesTerms = 11;

    private static readonly BigInteger FixedOne = BigInteger.One << Fraction;
    private static readonly BigInteger WideLn2 = ComputeLn2(WideFraction);
    private static readonly BigInteger[] InverseFactorials = ComputeInverseFactorials(60);
    private static readonly BigInteger[] CoarseExps = ComputeExps(CoarseBits, CoarseReach);
    private static readonly BigInteger[] FineExps = ComputeExps(FineBits, FineReach);

    public static BigFloat Ln2 { get; } = new(WideLn2, -WideFraction);

    /// <summary>e^x; 0 for x below -2^20, where no double can tell the difference.</summary>
    public static BigFloat Exp(BigFloat x)
    {
        if (x.IsZero)
        {
            return One;
        }

        if (x.Binade >= 20)
        {
            return x.Sign < 0 ? Zero : throw new OverflowException("e^x for x above 2^20.");
        }

        long n = (long)Math.Round(x.ToDouble() * 1.4426950408889634);
        BigInteger r = (x.ToFixed(WideFraction) - (n * WideLn2)) >> (WideFraction - Fraction);
        BigInteger coarse = TakeMultiple(ref r, CoarseBits, CoarseExps);
        BigInteger fine = TakeMultiple(ref r, FineBits, FineExps);

        BigInteger series = InverseFactorials[SeriesTerms];
        for (int k = SeriesTerms - 1; k >= 0; k--)
        {
            series = InverseFactorials[k] + ((r * series) >> Fraction);
        }

        return new BigFloat(((coarse * fine) >> Fraction) * series, n - (2 * Fraction));
    }

    public static BigFloat Log(BigFloat x)
    {
        if (x.Sign <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(x), x, "log of a number that is not positive.");
        }

        // Near 1 the result is small: only log(1 + x) keeps its leading digits.
        BigFloat fromOne = x - One;
        if (fromOne.IsZero || fromOne.Binade < -16)
        {
            return Log1p(fromOne);
        }

        // Halley's iteration on exp triples the correct bits: 50, 150, 450.
        long power = x.Binade;
        BigFloat scaled = Scale(x, -power);
        BigFloat y = From(Math.Log(scaled.ToDouble())) + ((BigFloat)(int)power * Ln2);
        for (int i = 0; i < 2; i++)
        {
            BigFloat e = Exp(y);
            y += 2 * (x - e) / (x + e);
        }

        return y;
    }

    /// <summary>log(1 + x), as exact for tiny x as for large.</summary>
    public static BigFloat Log1p(BigFloat x)
    {
        if (x.IsZero)
        {
            return Zero;
        }

        if (x.Binade >= -16)
        {
            return Log(One + x);
        }

        // 2 artanh(s): each term gains more than 32 bits.
        BigFloat s = x / (2 + x);
        BigFloat square = s * s;
        BigFloat power = s;
        BigFloat sum = s;
        for (int k = 3; k <= 15; k += 2)
        {
            power *= square;
            sum += power / k;
        }

        return 2 * sum;
    }

    /// <summary>The square root of a number that is not negative.</summary>
    public static BigFloat Sqrt(BigFloat x)
    {
        if (x.Sign <= 0)
        {
            return x.IsZero ? Zero : throw new ArgumentOutOfRangeException(nameof(x), x, "Square root of a negative number.");
        }

        // Newton's iteration doubles the correct bits: 50, 100, 200.
        long half = x.Binade >> 1;
        BigFloat scaled = Scale(x, -2 * half);
        BigFloat y = From(Math.Sqrt(scaled.ToDouble()));
        for (int i = 0; i < 2; i++)
        {
            y = Scale(y + (scaled / y), -1);
        }

        return Scale(y, half);
    }

    private static BigInteger TakeMultiple(ref BigInteger r, int bits, BigInteger[] exps)
    {
        int shift = Fraction - bits;
        int multiple = (int)((r + (BigInteger.One << (shift - 1))) >> shift);
        r -= (BigInteger)multiple << shift;
        return exps[multiple + (exps.Length / 2)];
    }

    /// <summary>18 artanh(1/26) - 2 artanh(1/4801) + 8 artanh(1/8749).</summary>
    private static BigInteger ComputeLn2(int fraction)
    {
        int guarded = fraction + 16;
        BigInteger sum = (18 * InverseArtanh(26, guarded)) - (2 * InverseArtanh(4801, guarded)) + (8 * InverseArtanh(8749, guarded));
        return sum >> 16;
    }

    private static BigInteger InverseArtanh(int x, int fraction)
    {
        BigInteger power = (BigInteger.One << fraction) / x;
        BigInteger sum = BigInteger.Zero;
        for (int k = 1; !power.IsZero; k += 2)
        {
            sum += power / k;
            power /= x * x;
        }

        return sum;
    }

    private static BigInteger[] ComputeInverseFactorials(int count)
    {
        var inverses = new BigInteger[count];
        inverses[0] = FixedOne;
        BigInteger factorial = BigInteger.One;
        for (int k = 1; k < count; k++)
        {
            factorial *= k;
            inverses[k] = FixedOne / factorial;
        }

        return inverses;
    }

    private static BigInteger[] ComputeExps(int bits, int reach)
    {
        var exps = new BigInteger[(2 * reach) + 1];
        for (int j = -reach; j <= reach; j++)
        {
            BigInteger r = (BigInteger)j << (Fraction - bits);
            BigInteger sum = BigInteger.Zero;
            for (int k = InverseFactorials.Length - 1; k >= 0; k--)
            {
                sum = InverseFactorials[k] + ((r * sum) >> Fraction);
            }

            exps[j + reach] = sum;
        }

        return exps;
    }

    private BigInteger ToFixed(int fraction)
    {
        long shift = _exponent + fraction;
        return shift >= 0 ? _mantissa << (int)shift : _mantissa >> (int)Math.Min(-shift, int.MaxValue);
    }
}
