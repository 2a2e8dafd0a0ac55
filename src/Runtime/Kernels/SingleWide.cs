using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>A sum of floats with what its rounding takes away: <see cref="Wide"/> at half the size.</summary>
/// <param name="high">The sum, rounded.</param>
/// <param name="low">What the rounding took away.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SingleWide(float high, float low)
{
    /// <summary>The sum, rounded.</summary>
    public float High { get; } = high;

    /// <summary>What the rounding took away.</summary>
    public float Low { get; } = low;

    /// <summary>The same number in one double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Wide(SingleWide sum) => new((double)sum.High + sum.Low, 0);
}
