using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SoftmaxGen.Runtime;

/// <summary>Adds up the losses of a batch of double rows, piece after piece.</summary>
/// <remarks>
/// A compensated sum in four lanes, which rows take in turn in every width (Knuth's TwoSum): the error stays within an ulp of
/// the sum whatever the number of rows. An infinite loss makes the corrections NaN, so the sum itself counts then.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct DoubleLossSum : ILossSum<double>
{
    private const int Lanes = 4;

    private Vector128<double> _sum0, _sum2, _lost0, _lost2;

    /// <inheritdoc/>
    public static int Piece => 256;

    /// <inheritdoc/>
    public readonly double Value
    {
        get
        {
            Wide sum = (new Wide(_sum0.ToScalar(), _lost0.ToScalar()) + _sum2.ToScalar() + _sum0.GetElement(1)) + _sum2.GetElement(1);
            double value = sum.High + (sum.Low + (_lost2.ToScalar() + (_lost0.GetElement(1) + _lost2.GetElement(1))));
            return double.IsFinite(sum.High) ? value : sum.High;
        }
    }

    /// <inheritdoc/>
    [MethodImpl(KernelMethod.Options)]
    public void Add(ReadOnlySpan<double> losses)
    {
        ref double start = ref MemoryMarshal.GetReference(losses);
        Vector128<double> sum0 = _sum0, sum2 = _sum2, lost0 = _lost0, lost2 = _lost2;
        int row = 0;
        for (; row <= losses.Length - Lanes; row += Lanes)
        {
            Add(ref sum0, ref lost0, Vector128.LoadUnsafe(ref start, (nuint)row));
            Add(ref sum2, ref lost2, Vector128.LoadUnsafe(ref start, (nuint)row + 2));
        }

        // The lanes that no row is left for add 0.
        int rest = losses.Length - row;
        Add(ref sum0, ref lost0, Vector128.Create(rest > 0 ? losses[row] : 0, rest > 1 ? losses[row + 1] : 0));
        Add(ref sum2, ref lost2, Vector128.Create(rest > 2 ? losses[row + 2] : 0, 0));

        _sum0 = sum0;
        _sum2 = sum2;
        _lost0 = lost0;
        _lost2 = lost2;
    }

    /// <inheritdoc/>
    public void AddOdds(Span<double> odds, int rows)
    {
        // To join odds, as those of floats are, would want sums and products in two parts: each row has a logarithm of its own.
        Span<double> losses = odds[..rows];
        Odds.ToLosses(losses);
        Add(losses);
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
