using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SoftmaxGen.Runtime;

/// <summary>What the rounding of a product takes away, exactly: with one fused multiply-add, or without it by Dekker's product (Numerische Mathematik 18, 1971).</summary>
/// <remarks>Numbers in use are far from overflow, and so are the parts that Dekker's product splits them into, unless something else is said.</remarks>
internal static class Product
{
    // 2^12 + 1 and 2^27 + 1: half of the digits of a number, and a digit that the sign carries.
    private const float SingleSplitter = 4097;
    private const double DoubleSplitter = 134217729;

    // 2^60 and 2^-60.
    private const double ScaledUp = 1152921504606846976, ScaledDown = 8.673617379884035e-19;

    /// <summary>x y - product, where <paramref name="product"/> is x y rounded.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Lost(float x, float y, float product)
    {
        if (DoubleExp.IsFused)
            return MathF.FusedMultiplyAdd(x, y, -product);

        float x1 = SingleSplitter * x, y1 = SingleSplitter * y;
        x1 -= x1 - x;
        y1 -= y1 - y;
        float x2 = x - x1, y2 = y - y1;
        return (x2 * y2) - (((product - (x1 * y1)) - (x2 * y1)) - (x1 * y2));
    }

    /// <summary>number - x y: rounded once, or without fused multiply-add twice.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Less(float number, float x, float y) => DoubleExp.IsFused ? MathF.FusedMultiplyAdd(-x, y, number) : number - (x * y);

    /// <summary>1 - x y, where y is 1 / x to within its last place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Rest(float x, float y) => Rest(1, x, y);

    /// <summary>numerator - x y, where y is numerator / x to within its last place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Rest(float numerator, float x, float y)
    {
        if (DoubleExp.IsFused)
            return Less(numerator, x, y);

        float product = x * y;
        return (numerator - product) - Lost(x, y, product);
    }

    /// <summary>x y - product, where <paramref name="product"/> is x y rounded.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Lost(Vector128<float> x, Vector128<float> y, Vector128<float> product)
    {
        if (DoubleExp.IsFused)
            return Vector128.FusedMultiplyAdd(x, y, -product);

        Vector128<float> x1 = Vector128.Create(SingleSplitter) * x, y1 = Vector128.Create(SingleSplitter) * y;
        x1 -= x1 - x;
        y1 -= y1 - y;
        Vector128<float> x2 = x - x1, y2 = y - y1;
        return (x2 * y2) - (((product - (x1 * y1)) - (x2 * y1)) - (x1 * y2));
    }

    /// <summary>number - x y: rounded once, or without fused multiply-add twice.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Less(Vector128<float> number, Vector128<float> x, Vector128<float> y)
    {
        // One instruction; the just-in-time compiler makes two of the general form.
        if (Fma.IsSupported)
            return Fma.MultiplyAddNegated(x, y, number);
        return DoubleExp.IsFused ? Vector128.FusedMultiplyAdd(-x, y, number) : number - (x * y);
    }

    /// <summary>-(x y + number), rounded once, or without fused multiply-add twice.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Negated(Vector128<float> x, Vector128<float> y, Vector128<float> number) =>
        Fma.IsSupported ? Fma.MultiplySubtractNegated(x, y, number) : -Vector128.MultiplyAddEstimate(x, y, number);

    /// <summary>1 - x y, where y is 1 / x to within its last place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Rest(Vector128<float> x, Vector128<float> y) => Rest(Vector128<float>.One, x, y);

    /// <summary>numerator - x y, where y is numerator / x to within its last place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Rest(Vector128<float> numerator, Vector128<float> x, Vector128<float> y)
    {
        if (DoubleExp.IsFused)
            return Less(numerator, x, y);

        Vector128<float> product = x * y;
        return (numerator - product) - Lost(x, y, product);
    }

    /// <summary>x y - product, where <paramref name="product"/> is x y rounded.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Lost(Vector256<float> x, Vector256<float> y, Vector256<float> product)
    {
        if (DoubleExp.IsFused)
            return Vector256.FusedMultiplyAdd(x, y, -product);

        Vector256<float> x1 = Vector256.Create(SingleSplitter) * x, y1 = Vector256.Create(SingleSplitter) * y;
        x1 -= x1 - x;
        y1 -= y1 - y;
        Vector256<float> x2 = x - x1, y2 = y - y1;
        return (x2 * y2) - (((product - (x1 * y1)) - (x2 * y1)) - (x1 * y2));
    }

    /// <summary>number - x y: rounded once, or without fused multiply-add twice.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Less(Vector256<float> number, Vector256<float> x, Vector256<float> y)
    {
        // One instruction; the just-in-time compiler makes two of the general form.
        if (Fma.IsSupported)
            return Fma.MultiplyAddNegated(x, y, number);
        return DoubleExp.IsFused ? Vector256.FusedMultiplyAdd(-x, y, number) : number - (x * y);
    }

    /// <summary>-(x y + number), rounded once, or without fused multiply-add twice.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Negated(Vector256<float> x, Vector256<float> y, Vector256<float> number) =>
        Fma.IsSupported ? Fma.MultiplySubtractNegated(x, y, number) : -Vector256.MultiplyAddEstimate(x, y, number);

    /// <summary>1 - x y, where y is 1 / x to within its last place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Rest(Vector256<float> x, Vector256<float> y) => Rest(Vector256<float>.One, x, y);

    /// <summary>numerator - x y, where y is numerator / x to within its last place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Rest(Vector256<float> numerator, Vector256<float> x, Vector256<float> y)
    {
        if (DoubleExp.IsFused)
            return Less(numerator, x, y);

        Vector256<float> product = x * y;
        return (numerator - product) - Lost(x, y, product);
    }

    /// <summary>x y - product, where <paramref name="product"/> is x y rounded.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Lost(Vector512<float> x, Vector512<float> y, Vector512<float> product)
    {
        if (DoubleExp.IsFused)
            return Vector512.FusedMultiplyAdd(x, y, -product);

        Vector512<float> x1 = Vector512.Create(SingleSplitter) * x, y1 = Vector512.Create(SingleSplitter) * y;
        x1 -= x1 - x;
        y1 -= y1 - y;
        Vector512<float> x2 = x - x1, y2 = y - y1;
        return (x2 * y2) - (((product - (x1 * y1)) - (x2 * y1)) - (x1 * y2));
    }

    /// <summary>number - x y: rounded once, or without fused multiply-add twice.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Less(Vector512<float> number, Vector512<float> x, Vector512<float> y)
    {
        // One instruction; the just-in-time compiler makes two of the general form.
        if (Avx512F.IsSupported)
            return Avx512F.FusedMultiplyAddNegated(x, y, number);
        return DoubleExp.IsFused ? Vector512.FusedMultiplyAdd(-x, y, number) : number - (x * y);
    }

    /// <summary>-(x y + number), rounded once, or without fused multiply-add twice.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Negated(Vector512<float> x, Vector512<float> y, Vector512<float> number) =>
        Avx512F.IsSupported ? Avx512F.FusedMultiplySubtractNegated(x, y, number) : -Vector512.MultiplyAddEstimate(x, y, number);

    /// <summary>1 - x y, where y is 1 / x to within its last place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Rest(Vector512<float> x, Vector512<float> y) => Rest(Vector512<float>.One, x, y);

    /// <summary>numerator - x y, where y is numerator / x to within its last place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Rest(Vector512<float> numerator, Vector512<float> x, Vector512<float> y)
    {
        if (DoubleExp.IsFused)
            return Less(numerator, x, y);

        Vector512<float> product = x * y;
        return (numerator - product) - Lost(x, y, product);
    }

    /// <summary>x y - product, where <paramref name="product"/> is x y rounded.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Lost(double x, double y, double product)
    {
        if (DoubleExp.IsFused)
            return Math.FusedMultiplyAdd(x, y, -product);

        double x1 = DoubleSplitter * x, y1 = DoubleSplitter * y;
        x1 -= x1 - x;
        y1 -= y1 - y;
        double x2 = x - x1, y2 = y - y1;
        return (x2 * y2) - (((product - (x1 * y1)) - (x2 * y1)) - (x1 * y2));
    }

    /// <summary>number - x y: rounded once, or without fused multiply-add twice.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Less(double number, double x, double y) => DoubleExp.IsFused ? Math.FusedMultiplyAdd(-x, y, number) : number - (x * y);

    /// <summary>1 - x y, where y is 1 / x to within its last place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Rest(double x, double y) => Rest(1, x, y);

    /// <summary>numerator - x y, where y is numerator / x to within its last place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Rest(double numerator, double x, double y)
    {
        if (DoubleExp.IsFused)
            return Less(numerator, x, y);

        double product = x * y;
        return (numerator - product) - Lost(x, y, product);
    }

    /// <summary>x y - product, where <paramref name="product"/> is x y rounded.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Lost(Vector128<double> x, Vector128<double> y, Vector128<double> product)
    {
        if (DoubleExp.IsFused)
            return Vector128.FusedMultiplyAdd(x, y, -product);

        Vector128<double> x1 = Vector128.Create(DoubleSplitter) * x, y1 = Vector128.Create(DoubleSplitter) * y;
        x1 -= x1 - x;
        y1 -= y1 - y;
        Vector128<double> x2 = x - x1, y2 = y - y1;
        return (x2 * y2) - (((product - (x1 * y1)) - (x2 * y1)) - (x1 * y2));
    }

    /// <summary>The same for x that is far from overflow and y of any size: Dekker's product has it scaled down, and x up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> LostOfAny(Vector128<double> x, Vector128<double> y, Vector128<double> product) =>
        DoubleExp.IsFused ? Lost(x, y, product) : Lost(x * ScaledUp, y * ScaledDown, product);

    /// <summary>number - x y: rounded once, or without fused multiply-add twice.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Less(Vector128<double> number, Vector128<double> x, Vector128<double> y)
    {
        // One instruction; the just-in-time compiler makes two of the general form.
        if (Fma.IsSupported)
            return Fma.MultiplyAddNegated(x, y, number);
        return DoubleExp.IsFused ? Vector128.FusedMultiplyAdd(-x, y, number) : number - (x * y);
    }

    /// <summary>-(x y + number), rounded once, or without fused multiply-add twice.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Negated(Vector128<double> x, Vector128<double> y, Vector128<double> number) =>
        Fma.IsSupported ? Fma.MultiplySubtractNegated(x, y, number) : -Vector128.MultiplyAddEstimate(x, y, number);

    /// <summary>1 - x y, where y is 1 / x to within its last place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Rest(Vector128<double> x, Vector128<double> y) => Rest(Vector128<double>.One, x, y);

    /// <summary>numerator - x y, where y is numerator / x to within its last place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Rest(Vector128<double> numerator, Vector128<double> x, Vector128<double> y)
    {
        if (DoubleExp.IsFused)
            return Less(numerator, x, y);

        Vector128<double> product = x * y;
        return (numerator - product) - Lost(x, y, product);
    }

    /// <summary>x y - product, where <paramref name="product"/> is x y rounded.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Lost(Vector256<double> x, Vector256<double> y, Vector256<double> product)
    {
        if (DoubleExp.IsFused)
            return Vector256.FusedMultiplyAdd(x, y, -product);

        Vector256<double> x1 = Vector256.Create(DoubleSplitter) * x, y1 = Vector256.Create(DoubleSplitter) * y;
        x1 -= x1 - x;
        y1 -= y1 - y;
        Vector256<double> x2 = x - x1, y2 = y - y1;
        return (x2 * y2) - (((product - (x1 * y1)) - (x2 * y1)) - (x1 * y2));
    }

    /// <summary>The same for x that is far from overflow and y of any size: Dekker's product has it scaled down, and x up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> LostOfAny(Vector256<double> x, Vector256<double> y, Vector256<double> product) =>
        DoubleExp.IsFused ? Lost(x, y, product) : Lost(x * ScaledUp, y * ScaledDown, product);

    /// <summary>number - x y: rounded once, or without fused multiply-add twice.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Less(Vector256<double> number, Vector256<double> x, Vector256<double> y)
    {
        // One instruction; the just-in-time compiler makes two of the general form.
        if (Fma.IsSupported)
            return Fma.MultiplyAddNegated(x, y, number);
        return DoubleExp.IsFused ? Vector256.FusedMultiplyAdd(-x, y, number) : number - (x * y);
    }

    /// <summary>-(x y + number), rounded once, or without fused multiply-add twice.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Negated(Vector256<double> x, Vector256<double> y, Vector256<double> number) =>
        Fma.IsSupported ? Fma.MultiplySubtractNegated(x, y, number) : -Vector256.MultiplyAddEstimate(x, y, number);

    /// <summary>1 - x y, where y is 1 / x to within its last place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Rest(Vector256<double> x, Vector256<double> y) => Rest(Vector256<double>.One, x, y);

    /// <summary>numerator - x y, where y is numerator / x to within its last place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Rest(Vector256<double> numerator, Vector256<double> x, Vector256<double> y)
    {
        if (DoubleExp.IsFused)
            return Less(numerator, x, y);

        Vector256<double> product = x * y;
        return (numerator - product) - Lost(x, y, product);
    }

    /// <summary>x y - product, where <paramref name="product"/> is x y rounded.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Lost(Vector512<double> x, Vector512<double> y, Vector512<double> product)
    {
        if (DoubleExp.IsFused)
            return Vector512.FusedMultiplyAdd(x, y, -product);

        Vector512<double> x1 = Vector512.Create(DoubleSplitter) * x, y1 = Vector512.Create(DoubleSplitter) * y;
        x1 -= x1 - x;
        y1 -= y1 - y;
        Vector512<double> x2 = x - x1, y2 = y - y1;
        return (x2 * y2) - (((product - (x1 * y1)) - (x2 * y1)) - (x1 * y2));
    }

    /// <summary>number - x y: rounded once, or without fused multiply-add twice.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Less(Vector512<double> number, Vector512<double> x, Vector512<double> y)
    {
        // One instruction; the just-in-time compiler makes two of the general form.
        if (Avx512F.IsSupported)
            return Avx512F.FusedMultiplyAddNegated(x, y, number);
        return DoubleExp.IsFused ? Vector512.FusedMultiplyAdd(-x, y, number) : number - (x * y);
    }

    /// <summary>-(x y + number), rounded once, or without fused multiply-add twice.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Negated(Vector512<double> x, Vector512<double> y, Vector512<double> number) =>
        Avx512F.IsSupported ? Avx512F.FusedMultiplySubtractNegated(x, y, number) : -Vector512.MultiplyAddEstimate(x, y, number);

    /// <summary>1 - x y, where y is 1 / x to within its last place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Rest(Vector512<double> x, Vector512<double> y) => Rest(Vector512<double>.One, x, y);

    /// <summary>numerator - x y, where y is numerator / x to within its last place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Rest(Vector512<double> numerator, Vector512<double> x, Vector512<double> y)
    {
        if (DoubleExp.IsFused)
            return Less(numerator, x, y);

        Vector512<double> product = x * y;
        return (numerator - product) - Lost(x, y, product);
    }
}
