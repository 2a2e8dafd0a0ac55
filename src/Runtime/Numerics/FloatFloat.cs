using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SoftmaxGen.Runtime;

/// <summary>A number in two floats: <see cref="DoubleDouble"/> at half the size.</summary>
/// <remarks>The second part is not carried over into the first.</remarks>
/// <param name="high">The number, rounded.</param>
/// <param name="low">The rounding error.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct FloatFloat(float high, float low)
{
    /// <summary>The number, rounded.</summary>
    public float High { get; } = high;

    /// <summary>The rounding error.</summary>
    public float Low { get; } = low;

    /// <summary>The same number in one double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator DoubleDouble(FloatFloat number) => new((double)number.High + number.Low, 0);

    /// <summary>The same number in two floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator FloatFloat(DoubleDouble number)
    {
        float high = (float)number.High;
        return new(high, (float)(number.High - high));
    }

    /// <summary>The number in the first lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator FloatFloat(DoubleWord<Vector128<float>> numbers) => new(numbers.High.ToScalar(), numbers.Low.ToScalar());

    /// <summary>The number in the first lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator FloatFloat(DoubleWord<Vector256<float>> numbers) => new(numbers.High.ToScalar(), numbers.Low.ToScalar());

    /// <summary>Adds a term (Knuth's TwoSum).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatFloat operator +(FloatFloat sum, float term)
    {
        float high = sum.High + term;
        float part = high - sum.High;
        return new(high, sum.Low + ((sum.High - (high - part)) + (term - part)));
    }

    /// <summary>This divided by <paramref name="divisor"/>, rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float DividedBy(float divisor)
    {
        float inverse = 1 / divisor;
        float quotient = High * inverse;
        return float.MultiplyAddEstimate(Product.Rest(High, divisor, quotient) + Low, inverse, quotient);
    }

    /// <summary>This divided by <paramref name="sum"/>, where this is 1 / <paramref name="divisor"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public FloatFloat DividedBy(FloatFloat sum, float divisor)
    {
        // As for the reciprocal. The quotient times the divisor is close enough to the reciprocal of the sum.
        float high = High / sum.High;
        float rest = Product.Rest(High, sum.High, high) + Product.Less(Low, sum.Low, high);
        return new(high, rest * (high * divisor));
    }

    /// <summary>One divided by this.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public FloatFloat Reciprocal()
    {
        // A Newton step from the rounded reciprocal gives the second part.
        float high = 1 / High;
        float rest = Product.Rest(High, high) - (Low * high);
        return new(high, rest * high);
    }
}
