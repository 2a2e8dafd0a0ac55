using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>A number in two parts in each lane, to twice the precision of the element type: the number, rounded, and its rounding error.</summary>
/// <typeparam name="TVector">The vector type.</typeparam>
/// <param name="high">The numbers, rounded.</param>
/// <param name="low">The rounding errors.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DoubleWord<TVector>(TVector high, TVector low)
    where TVector : struct
{
    /// <summary>The numbers, rounded.</summary>
    internal readonly TVector High = high;

    /// <summary>The rounding errors.</summary>
    internal readonly TVector Low = low;

    /// <summary>Numbers without a rounding error.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator DoubleWord<TVector>(TVector numbers) => new(numbers, default);
}
