using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SoftmaxGen.Runtime;

/// <summary>A double with what its rounding takes away: a number in two parts, the second far below the first.</summary>
/// <remarks>Double-word arithmetic as in Joldes, Muller and Popescu, ACM Transactions on Mathematical Software 44, 2017.</remarks>
/// <param name="high">The number, rounded.</param>
/// <param name="low">What the rounding took away; 0 where double is more than precise enough.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DoubleDouble(double high, double low)
{
    /// <summary>The number, rounded.</summary>
    public double High { get; } = high;

    /// <summary>What the rounding took away.</summary>
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
        // As for the reciprocal; the quotient times the divisor is close enough to that of the sum.
        double high = High / sum.High;
        double rest = Product.Rest(High, sum.High, high) + Product.Less(Low, sum.Low, high);
        return new(high, rest * (high * divisor));
    }

    /// <summary>One divided by this.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DoubleDouble Reciprocal()
    {
        // One step of Newton's from the rounded reciprocal, for its second part alone.
        double high = 1 / High;
        double rest = Product.Rest(High, high) - (Low * high);
        return new(high, rest * high);
    }

    /// <summary>sum + correction, the correction being the smaller one by far. Where the sum is infinite there is nothing to correct, and the correction is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static DoubleDouble Of(double sum, double correction)
    {
        // Dekker's Fast2Sum.
        double high = sum + correction;
        return double.IsNaN(high) ? new DoubleDouble(sum, 0) : new DoubleDouble(high, correction - (high - sum));
    }
}
