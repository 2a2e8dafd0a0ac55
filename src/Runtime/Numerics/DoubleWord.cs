using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>A number in two parts in each lane, the second far below the first: to twice the precision of the element type.</summary>
/// <typeparam name="TVector">The vector type.</typeparam>
/// <param name="high">The numbers, rounded.</param>
/// <param name="low">What the rounding took away.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DoubleWord<TVector>(TVector high, TVector low)
    where TVector : struct
{
    /// <summary>The numbers, rounded.</summary>
    internal readonly TVector High = high;

    /// <summary>What the rounding took away.</summary>
    internal readonly TVector Low = low;

    /// <summary>Numbers that nothing has been rounded away from.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator DoubleWord<TVector>(TVector numbers) => new(numbers, default);
}
