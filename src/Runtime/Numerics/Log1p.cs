using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>ln(1 + x) for x of at least 0, without branches.</summary>
/// <remarks>
/// <para>1 + x = 2^k (1 + f), and ln(1 + f) = 2 artanh(t) with t = f / (2 + f), as in fdlibm's s_log1p.c. Only k comes from the
/// rounded 1 + x. f = x 2^-k + (2^-k - 1) comes from x itself and needs no correction: by Sterbenz the addition is exact. For a
/// small x, k is 0 and f is x, so that every digit of a tiny x stays.</para>
/// <para>docs/numerics derives the polynomials and has the worst errors measured: 0.82 ulp for <see cref="OfDouble(double)"/>
/// (0.91 without fused multiply-add), a relative 2^-37.6 for <see cref="OfSingle(double)"/>. Vectors give the same bits.</para>
/// </remarks>
internal static partial class Log1p
{
    // The polynomial of OfDouble, and the bits of 1 less those of 0.75.
    private const double
        D0 = 0.666666666666666,
        D1 = 0.4000000000005666,
        D2 = 0.28571428555832035,
        D3 = 0.22222224296101942,
        D4 = 0.1818166589236611,
        D5 = 0.15391111630120027,
        D6 = 0.1317360007095019,
        D7 = 0.1384306881779394;
    private const long OneLessThreeQuarters = 0x0008000000000000;

    // The polynomial of OfSingle, and the bits of 1 less those of sqrt(1/2).
    private const double P0 = 0.6666666564864675, P1 = 0.4000033453430059, P2 = 0.2853734698327784, P3 = 0.2358147188828137;
    private const long OneLessRootHalf = 0x00095F619980C433;

    // As for doubles, in floats.
    private const int OneLessThreeQuartersOfSingle = 0x00400000;

    // 2^52 + 1023: a biased k in the low bits of 2^52 makes the number k + this.
    private const double BiasedExponent = 4503599627371519.0;
    private const long BitsOfTwoTo52 = 0x4330000000000000;
    private const long ExponentField = 0x7FF0000000000000;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Split(double x, long offset, out double k, out double f)
    {
        long bits = BitConverter.DoubleToInt64Bits(1 + x) + offset;
        double scale = BitConverter.Int64BitsToDouble(0x7FE0000000000000 - (bits & ExponentField));
        k = BitConverter.Int64BitsToDouble((bits >>> 52) | BitsOfTwoTo52) - BiasedExponent;
        f = (x * scale) + (scale - 1);
    }

    // NaN and infinity pass through.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Finite(double x, double result) => x < double.PositiveInfinity ? result : x;
}
