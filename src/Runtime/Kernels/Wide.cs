using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>A sum or a product with what its rounding takes away: a number in two parts, the second far below the first.</summary>
/// <param name="high">The number, rounded.</param>
/// <param name="low">What the rounding took away; 0 where double is more than precise enough.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Wide(double high, double low)
{
    /// <summary>The number, rounded.</summary>
    public double High { get; } = high;

    /// <summary>What the rounding took away.</summary>
    public double Low { get; } = low;

    /// <summary>sum + correction, the correction being the smaller one by far. Where the sum is infinite there is nothing to correct, and the correction is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Wide Of(double sum, double correction)
    {
        // Dekker's Fast2Sum.
        double high = sum + correction;
        return double.IsNaN(high) ? new Wide(sum, 0) : new Wide(high, correction - (high - sum));
    }
}
