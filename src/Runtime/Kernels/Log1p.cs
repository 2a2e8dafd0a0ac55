using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SoftmaxGen.Runtime;

/// <summary>ln(1 + x) for x of at least 0, without branches.</summary>
/// <remarks>
/// <para>1 + x = 2^k (1 + f), and ln(1 + f) = 2 artanh(t) with t = f / (2 + f), as in fdlibm's s_log1p.c. Only k is taken
/// from the rounded 1 + x; f = x 2^-k + (2^-k - 1) comes from x itself and needs no correction: by Sterbenz the addition
/// is exact. For a small x, k is 0 and f is x, so that every digit of a tiny x stays.</para>
/// <para>docs/numerics derives the polynomials and has the worst errors measured: 0.82 ulp for <see cref="OfDouble(double)"/>
/// (0.91 without fused multiply-add), a relative 2^-37.6 for <see cref="OfSingle(double)"/>.</para>
/// </remarks>
internal static class Log1p
{
    private const double Ln2 = 0.6931471805599453;

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

    // 2^52 + 1023: a k with its bias, put into the low bits of 2^52, is k + this.
    private const double BiasedExponent = 4503599627371519.0;
    private const long BitsOfTwoTo52 = 0x4330000000000000;
    private const long ExponentField = 0x7FF0000000000000;

    /// <summary>Within 1 ulp of double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double OfDouble(double x)
    {
        // k changes at 3/2 2^j, where f stays exact.
        (double k, double f) = Split(x, OneLessThreeQuarters);

        double t = f / (2 + f);
        double w = t * t;
        double g = 0.5 * f;
        double square = g * f;

        double p = D7;
        p = double.MultiplyAddEstimate(p, w, D6);
        p = double.MultiplyAddEstimate(p, w, D5);
        p = double.MultiplyAddEstimate(p, w, D4);
        p = double.MultiplyAddEstimate(p, w, D3);
        p = double.MultiplyAddEstimate(p, w, D2);
        p = double.MultiplyAddEstimate(p, w, D1);
        p = double.MultiplyAddEstimate(p, w, D0);

        // f - (f^2/2 - (t (f^2/2 + w p) + k low)), the high part of k ln 2 last.
        double tail = double.MultiplyAddEstimate(t, square + (w * p), k * DoubleExp.Ln2Low);
        double rest = f - double.MultiplyAddEstimate(g, f, -tail);
        return Finite(x, double.MultiplyAddEstimate(k, DoubleExp.Ln2High, rest));
    }

    /// <summary><see cref="OfDouble(double)"/> of eight numbers, with the same bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> OfDouble(Vector512<double> x)
    {
        Split(x, OneLessThreeQuarters, out Vector512<double> k, out Vector512<double> f);

        Vector512<double> t = f / (Vector512.Create(2.0) + f);
        Vector512<double> w = t * t;
        Vector512<double> g = Vector512.Create(0.5) * f;
        Vector512<double> square = g * f;

        Vector512<double> p = Vector512.Create(D7);
        p = Vector512.MultiplyAddEstimate(p, w, Vector512.Create(D6));
        p = Vector512.MultiplyAddEstimate(p, w, Vector512.Create(D5));
        p = Vector512.MultiplyAddEstimate(p, w, Vector512.Create(D4));
        p = Vector512.MultiplyAddEstimate(p, w, Vector512.Create(D3));
        p = Vector512.MultiplyAddEstimate(p, w, Vector512.Create(D2));
        p = Vector512.MultiplyAddEstimate(p, w, Vector512.Create(D1));
        p = Vector512.MultiplyAddEstimate(p, w, Vector512.Create(D0));

        Vector512<double> tail = Vector512.MultiplyAddEstimate(t, square + (w * p), k * Vector512.Create(DoubleExp.Ln2Low));
        Vector512<double> rest = f - Vector512.MultiplyAddEstimate(g, f, -tail);
        return Finite(x, Vector512.MultiplyAddEstimate(k, Vector512.Create(DoubleExp.Ln2High), rest));
    }

    /// <summary><see cref="OfDouble(double)"/> of four numbers, with the same bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> OfDouble(Vector256<double> x)
    {
        Split(x, OneLessThreeQuarters, out Vector256<double> k, out Vector256<double> f);

        Vector256<double> t = f / (Vector256.Create(2.0) + f);
        Vector256<double> w = t * t;
        Vector256<double> g = Vector256.Create(0.5) * f;
        Vector256<double> square = g * f;

        Vector256<double> p = Vector256.Create(D7);
        p = Vector256.MultiplyAddEstimate(p, w, Vector256.Create(D6));
        p = Vector256.MultiplyAddEstimate(p, w, Vector256.Create(D5));
        p = Vector256.MultiplyAddEstimate(p, w, Vector256.Create(D4));
        p = Vector256.MultiplyAddEstimate(p, w, Vector256.Create(D3));
        p = Vector256.MultiplyAddEstimate(p, w, Vector256.Create(D2));
        p = Vector256.MultiplyAddEstimate(p, w, Vector256.Create(D1));
        p = Vector256.MultiplyAddEstimate(p, w, Vector256.Create(D0));

        Vector256<double> tail = Vector256.MultiplyAddEstimate(t, square + (w * p), k * Vector256.Create(DoubleExp.Ln2Low));
        Vector256<double> rest = f - Vector256.MultiplyAddEstimate(g, f, -tail);
        return Finite(x, Vector256.MultiplyAddEstimate(k, Vector256.Create(DoubleExp.Ln2High), rest));
    }

    /// <summary><see cref="OfDouble(double)"/> of two numbers, with the same bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> OfDouble(Vector128<double> x)
    {
        Split(x, OneLessThreeQuarters, out Vector128<double> k, out Vector128<double> f);

        Vector128<double> t = f / (Vector128.Create(2.0) + f);
        Vector128<double> w = t * t;
        Vector128<double> g = Vector128.Create(0.5) * f;
        Vector128<double> square = g * f;

        Vector128<double> p = Vector128.Create(D7);
        p = Vector128.MultiplyAddEstimate(p, w, Vector128.Create(D6));
        p = Vector128.MultiplyAddEstimate(p, w, Vector128.Create(D5));
        p = Vector128.MultiplyAddEstimate(p, w, Vector128.Create(D4));
        p = Vector128.MultiplyAddEstimate(p, w, Vector128.Create(D3));
        p = Vector128.MultiplyAddEstimate(p, w, Vector128.Create(D2));
        p = Vector128.MultiplyAddEstimate(p, w, Vector128.Create(D1));
        p = Vector128.MultiplyAddEstimate(p, w, Vector128.Create(D0));

        Vector128<double> tail = Vector128.MultiplyAddEstimate(t, square + (w * p), k * Vector128.Create(DoubleExp.Ln2Low));
        Vector128<double> rest = f - Vector128.MultiplyAddEstimate(g, f, -tail);
        return Finite(x, Vector128.MultiplyAddEstimate(k, Vector128.Create(DoubleExp.Ln2High), rest));
    }

    /// <summary>Within a relative 2^-37: what is left of it after rounding to float is 0.5 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double OfSingle(double x)
    {
        // k changes at sqrt(2) 2^j: f is as small as can be.
        (double k, double f) = Split(x, OneLessRootHalf);

        double t = f / (2 + f);
        double w = t * t;

        double p = P3;
        p = double.MultiplyAddEstimate(p, w, P2);
        p = double.MultiplyAddEstimate(p, w, P1);
        p = double.MultiplyAddEstimate(p, w, P0);

        return Finite(x, double.MultiplyAddEstimate(k, Ln2, t * double.MultiplyAddEstimate(w, p, 2)));
    }

    /// <summary><see cref="OfSingle(double)"/> of eight numbers, with the same bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> OfSingle(Vector512<double> x)
    {
        Split(x, OneLessRootHalf, out Vector512<double> k, out Vector512<double> f);

        Vector512<double> t = f / (Vector512.Create(2.0) + f);
        Vector512<double> w = t * t;

        Vector512<double> p = Vector512.Create(P3);
        p = Vector512.MultiplyAddEstimate(p, w, Vector512.Create(P2));
        p = Vector512.MultiplyAddEstimate(p, w, Vector512.Create(P1));
        p = Vector512.MultiplyAddEstimate(p, w, Vector512.Create(P0));

        return Finite(x, Vector512.MultiplyAddEstimate(k, Vector512.Create(Ln2), t * Vector512.MultiplyAddEstimate(w, p, Vector512.Create(2.0))));
    }

    /// <summary><see cref="OfSingle(double)"/> of four numbers, with the same bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> OfSingle(Vector256<double> x)
    {
        Split(x, OneLessRootHalf, out Vector256<double> k, out Vector256<double> f);

        Vector256<double> t = f / (Vector256.Create(2.0) + f);
        Vector256<double> w = t * t;

        Vector256<double> p = Vector256.Create(P3);
        p = Vector256.MultiplyAddEstimate(p, w, Vector256.Create(P2));
        p = Vector256.MultiplyAddEstimate(p, w, Vector256.Create(P1));
        p = Vector256.MultiplyAddEstimate(p, w, Vector256.Create(P0));

        return Finite(x, Vector256.MultiplyAddEstimate(k, Vector256.Create(Ln2), t * Vector256.MultiplyAddEstimate(w, p, Vector256.Create(2.0))));
    }

    /// <summary><see cref="OfSingle(double)"/> of two numbers, with the same bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> OfSingle(Vector128<double> x)
    {
        Split(x, OneLessRootHalf, out Vector128<double> k, out Vector128<double> f);

        Vector128<double> t = f / (Vector128.Create(2.0) + f);
        Vector128<double> w = t * t;

        Vector128<double> p = Vector128.Create(P3);
        p = Vector128.MultiplyAddEstimate(p, w, Vector128.Create(P2));
        p = Vector128.MultiplyAddEstimate(p, w, Vector128.Create(P1));
        p = Vector128.MultiplyAddEstimate(p, w, Vector128.Create(P0));

        return Finite(x, Vector128.MultiplyAddEstimate(k, Vector128.Create(Ln2), t * Vector128.MultiplyAddEstimate(w, p, Vector128.Create(2.0))));
    }

    /// <summary>Leaves f of 1 + x = 2^k (1 + f) in place of x, and gives k. NaN stays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> TakePowers(ref Vector512<double> x)
    {
        Split(x, OneLessRootHalf, out Vector512<double> k, out x);
        return k;
    }

    /// <summary>The same.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> TakePowers(ref Vector256<double> x)
    {
        Split(x, OneLessRootHalf, out Vector256<double> k, out x);
        return k;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (double K, double F) Split(double x, long offset)
    {
        long bits = BitConverter.DoubleToInt64Bits(1 + x) + offset;
        double scale = BitConverter.Int64BitsToDouble(0x7FE0000000000000 - (bits & ExponentField));
        double k = BitConverter.Int64BitsToDouble((bits >>> 52) | BitsOfTwoTo52) - BiasedExponent;
        return (k, (x * scale) + (scale - 1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Split(Vector512<double> x, long offset, out Vector512<double> k, out Vector512<double> f)
    {
        Vector512<long> bits = (Vector512<double>.One + x).AsInt64() + Vector512.Create(offset);
        Vector512<double> scale = (Vector512.Create(0x7FE0000000000000) - (bits & Vector512.Create(ExponentField))).AsDouble();
        k = (Vector512.ShiftRightLogical(bits, 52) | Vector512.Create(BitsOfTwoTo52)).AsDouble() - Vector512.Create(BiasedExponent);
        f = (x * scale) + (scale - Vector512<double>.One);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Split(Vector256<double> x, long offset, out Vector256<double> k, out Vector256<double> f)
    {
        Vector256<long> bits = (Vector256<double>.One + x).AsInt64() + Vector256.Create(offset);
        Vector256<double> scale = (Vector256.Create(0x7FE0000000000000) - (bits & Vector256.Create(ExponentField))).AsDouble();
        k = (Vector256.ShiftRightLogical(bits, 52) | Vector256.Create(BitsOfTwoTo52)).AsDouble() - Vector256.Create(BiasedExponent);
        f = (x * scale) + (scale - Vector256<double>.One);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Split(Vector128<double> x, long offset, out Vector128<double> k, out Vector128<double> f)
    {
        Vector128<long> bits = (Vector128<double>.One + x).AsInt64() + Vector128.Create(offset);
        Vector128<double> scale = (Vector128.Create(0x7FE0000000000000) - (bits & Vector128.Create(ExponentField))).AsDouble();
        k = (Vector128.ShiftRightLogical(bits, 52) | Vector128.Create(BitsOfTwoTo52)).AsDouble() - Vector128.Create(BiasedExponent);
        f = (x * scale) + (scale - Vector128<double>.One);
    }

    // NaN and infinity pass through.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Finite(double x, double result) => x < double.PositiveInfinity ? result : x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Finite(Vector512<double> x, Vector512<double> result) =>
        Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512.Create(double.PositiveInfinity)), result, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Finite(Vector256<double> x, Vector256<double> result) =>
        Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256.Create(double.PositiveInfinity)), result, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> Finite(Vector128<double> x, Vector128<double> result) =>
        Vector128.ConditionalSelect(Vector128.LessThan(x, Vector128.Create(double.PositiveInfinity)), result, x);
}
