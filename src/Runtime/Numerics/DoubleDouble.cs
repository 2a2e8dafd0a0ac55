using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SoftmaxGen.Runtime;

/// <summary>A number in two doubles: the number, rounded, and its rounding error.</summary>
/// <remarks>Double-word arithmetic as in Joldes, Muller and Popescu, ACM Transactions on Mathematical Software 44, 2017.</remarks>
/// <param name="high">The number, rounded.</param>
/// <param name="low">The rounding error; 0 where double is more than precise enough.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DoubleDouble(double high, double low)
{
    /// <summary>The number, rounded.</summary>
    public double High { get; } = high;

    /// <summary>The rounding error.</summary>
    public double Low { get; } = low;

    /// <summary>The number in the first lane, in one double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator DoubleDouble(DoubleWord<Vector128<float>> numbers) => (FloatFloat)numbers;

    /// <summary>The number in the first lane, in one double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator DoubleDouble(DoubleWord<Vector256<float>> numbers) => (FloatFloat)numbers;

    /// <summary>Adds a term (Knuth's TwoSum).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble operator +(DoubleDouble sum, double term)
    {
        double high = sum.High + term;
        double part = high - sum.High;
        return new(high, sum.Low + ((sum.High - (high - part)) + (term - part)));
    }

    /// <summary>This divided by <paramref name="divisor"/>, rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double DividedBy(double divisor)
    {
        double inverse = 1 / divisor;
        double quotient = High * inverse;
        return double.MultiplyAddEstimate(Product.Rest(High, divisor, quotient) + Low, inverse, quotient);
    }

    /// <summary>This divided by <paramref name="sum"/>, where this is 1 / <paramref name="divisor"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DoubleDouble DividedBy(DoubleDouble sum, double divisor)
    {
        // As for the reciprocal. The quotient times the divisor is close enough to the reciprocal of the sum.
        double high = High / sum.High;
        double rest = Product.Rest(High, sum.High, high) + Product.Less(Low, sum.Low, high);
        return new(high, rest * (high * divisor));
    }

    /// <summary>One divided by this.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DoubleDouble Reciprocal()
    {
        // A Newton step from the rounded reciprocal gives the second part.
        double high = 1 / High;
        double rest = Product.Rest(High, high) - (Low * high);
        return new(high, rest * high);
    }

    /// <summary>sum + correction, where the correction is far smaller than the sum (Dekker's Fast2Sum).</summary>
    /// <remarks>An infinite sum has a correction of NaN, which does not count.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static DoubleDouble Of(double sum, double correction)
    {
        double high = sum + correction;
        return double.IsNaN(high) ? new DoubleDouble(sum, 0) : new DoubleDouble(high, correction - (high - sum));
    }
}
