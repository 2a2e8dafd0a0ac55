using System.ComponentModel;

namespace SoftmaxGen.Runtime;

/// <summary>The divisor of a gradient, and its inverse to twice the precision of the element type, in every lane.</summary>
/// <typeparam name="TVector">The vector type.</typeparam>
/// <param name="inverse">1 / divisor.</param>
/// <param name="rounded">The divisor, rounded.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct GradientDivisor<TVector>(DoubleWord<TVector> inverse, TVector rounded)
    where TVector : struct
{
    /// <summary>1 / divisor.</summary>
    internal readonly DoubleWord<TVector> Inverse = inverse;

    /// <summary>The divisor, rounded.</summary>
    internal readonly TVector Rounded = rounded;
}
