using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SoftmaxGen.Runtime;

/// <summary>Losses of labels as odds against the label: <see cref="SingleOdds"/> for double.</summary>
/// <remarks>
/// Each row has a logarithm of its own. To combine odds before the logarithm, as for floats, would take sums and products in
/// two parts.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct DoubleOdds : ILossForm<double>
{
    private DoubleLosses _losses;

    /// <inheritdoc/>
    public static int BlockRows => DoubleLosses.BlockRows;

    /// <inheritdoc/>
    /// <remarks>A NaN keeps its sign.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Encode(double loss) => 0 - loss;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Decode(double value) => value <= 0 ? 0 - value : Log1p.OfDouble(value);

    /// <inheritdoc/>
    [MethodImpl(KernelMethod.Options)]
    public static void Decode(Span<double> values)
    {
        ref double start = ref MemoryMarshal.GetReference(values);
        int row = 0;
        for (; row <= values.Length - Vector256<double>.Count; row += Vector256<double>.Count)
        {
            Vector256<double> x = Vector256.LoadUnsafe(ref start, (nuint)row);
            Vector256.ConditionalSelect(Vector256.LessThanOrEqual(x, Vector256<double>.Zero), Vector256<double>.Zero - x, Log1p.OfDouble(x)).StoreUnsafe(ref start, (nuint)row);
        }

        for (; row < values.Length; row++)
            values[row] = Decode(values[row]);
    }

    /// <inheritdoc/>
    public void Add(Span<double> values, int rows)
    {
        Decode(values[..rows]);
        _losses.Add(values, rows);
    }

    /// <inheritdoc/>
    public readonly double DividedBy(double divisor) => _losses.DividedBy(divisor);
}
