using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SoftmaxGen.Runtime;

/// <summary>Losses as numbers, for targets.</summary>
/// <remarks>
/// <para>Rows are dealt to four lanes, in every width, and each lane is a compensated sum (Knuth's TwoSum). The error stays within
/// an ulp of the sum, whatever the number of rows. An infinite loss makes the corrections NaN, which do not count then.</para>
/// <para>The sum may overflow where the mean does not. Once a lane comes near the end of the range, the sum and all further
/// losses are scaled by 2^-64. The quotient is scaled back.</para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct DoubleLosses : ILossForm<double>
{
    private const int Lanes = 4;

    // 2^1020: the sum of four lanes of this and a block of such losses does not overflow.
    private const double Large = 1.1235582092889474e307;
    private const double Down = 5.421010862427522e-20;
    private const double Up = 18446744073709551616.0;

    private Vector128<double> _sum0, _sum2, _lost0, _lost2;
    private bool _isScaled;

    /// <inheritdoc/>
    public static int BlockRows => 256;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Encode(double loss) => loss;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Decode(double value) => value;

    /// <inheritdoc/>
    public static void Decode(Span<double> values)
    {
    }

    /// <inheritdoc/>
    public readonly double DividedBy(double divisor)
    {
        DoubleDouble sum = (new DoubleDouble(_sum0.ToScalar(), _lost0.ToScalar()) + _sum2.ToScalar() + _sum0.GetElement(1)) + _sum2.GetElement(1);
        double value = sum.High + (sum.Low + (_lost2.ToScalar() + (_lost0.GetElement(1) + _lost2.GetElement(1))));
        double quotient = (double.IsFinite(sum.High) ? value : sum.High) / divisor;
        return _isScaled ? quotient * Up : quotient;
    }

    /// <inheritdoc/>
    public void Add(Span<double> values, int rows)
    {
        ReadOnlySpan<double> losses = values[..rows];
        DoubleLosses added = this;
        added.AddAll(losses, _isScaled ? Down : 1);
        if (!_isScaled && added.IsLarge)
        {
            added = new()
            {
                _sum0 = _sum0 * Down,
                _sum2 = _sum2 * Down,
                _lost0 = _lost0 * Down,
                _lost2 = _lost2 * Down,
                _isScaled = true,
            };
            added.AddAll(losses, Down);
        }

        this = added;
    }

    // Whether a lane is near the end of the range, or past it.
    private readonly bool IsLarge => !Vector128.LessThanOrEqualAll(Vector128.Abs(_sum0), Vector128.Create(Large))
        || !Vector128.LessThanOrEqualAll(Vector128.Abs(_sum2), Vector128.Create(Large));

    [MethodImpl(KernelMethod.Options)]
    private void AddAll(ReadOnlySpan<double> losses, double scale)
    {
        ref double start = ref MemoryMarshal.GetReference(losses);
        Vector128<double> sum0 = _sum0, sum2 = _sum2, lost0 = _lost0, lost2 = _lost2;
        int row = 0;
        for (; row <= losses.Length - Lanes; row += Lanes)
        {
            Add(ref sum0, ref lost0, Vector128.LoadUnsafe(ref start, (nuint)row) * scale);
            Add(ref sum2, ref lost2, Vector128.LoadUnsafe(ref start, (nuint)row + 2) * scale);
        }

        // Lanes without a row add 0.
        int rest = losses.Length - row;
        Add(ref sum0, ref lost0, Vector128.Create(rest > 0 ? losses[row] : 0, rest > 1 ? losses[row + 1] : 0) * scale);
        Add(ref sum2, ref lost2, Vector128.Create(rest > 2 ? losses[row + 2] : 0, 0) * scale);

        _sum0 = sum0;
        _sum2 = sum2;
        _lost0 = lost0;
        _lost2 = lost2;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ref Vector128<double> sum, ref Vector128<double> lost, Vector128<double> losses)
    {
        Vector128<double> next = sum + losses;
        Vector128<double> part = next - sum;
        lost += (sum - (next - part)) + (losses - part);
        sum = next;
    }
}
