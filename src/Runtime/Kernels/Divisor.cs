using System.ComponentModel;

namespace SoftmaxGen.Runtime;

/// <summary>A number to divide by, in two parts, the second far below the first.</summary>
/// <param name="high">The number, rounded.</param>
/// <param name="low">What the rounding took away.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Divisor(double high, double low)
{
    /// <summary>The number, rounded.</summary>
    public double High { get; } = high;

    /// <summary>What the rounding took away.</summary>
    public double Low { get; } = low;
}
