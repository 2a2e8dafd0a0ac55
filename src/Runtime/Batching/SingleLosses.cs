using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SoftmaxGen.Runtime;

/// <summary>Losses as numbers, for targets. They are added up in double.</summary>
/// <remarks>Rows are dealt to eight lanes, in every width: one sum would wait for each addition.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct SingleLosses : ILossForm<float>
{
    private Vector256<double> _sum0, _sum4;

    /// <inheritdoc/>
    public static int BlockRows => 1024;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Encode(float loss) => loss;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Decode(float value) => value;

    /// <inheritdoc/>
    public static void Decode(Span<float> values)
    {
    }

    /// <inheritdoc/>
    [MethodImpl(KernelMethod.Options)]
    public void Add(Span<float> values, int rows)
    {
        Vector256<double> sum0 = _sum0, sum4 = _sum4;
        ref float start = ref MemoryMarshal.GetReference(values);
        int row = 0;
        for (; row <= rows - Vector256<float>.Count; row += Vector256<float>.Count)
        {
            Vector256<float> losses = Vector256.LoadUnsafe(ref start, (nuint)row);
            sum0 += Vector256.WidenLower(losses);
            sum4 += Vector256.WidenUpper(losses);
        }

        // Only the last block has such a rest.
        for (; row < rows; row++)
            sum0 += Vector256.CreateScalar((double)Unsafe.Add(ref start, row));

        _sum0 = sum0;
        _sum4 = sum4;
    }

    /// <inheritdoc/>
    public readonly float DividedBy(double divisor) => (float)(Double256.PlainSum(_sum0 + _sum4).High / divisor);
}
