using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SoftmaxGen.Runtime;

/// <summary>How much the row of a label counts: the weight of its class, and nothing for a label that is ignored.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TLoss">The options of the loss.</typeparam>
internal static class LabelWeights<T, TLoss>
    where T : unmanaged, INumberBase<T>
    where TLoss : struct, ILossOptions<T>
{
    // Independent sums hide the latency of additions.
    private const int Lanes = 4;

    /// <summary>Gets whether some row may count otherwise than as 1.</summary>
    public static bool Exist
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TLoss.HasIgnoreLabel || !TLoss.ClassWeights.IsEmpty;
    }

    /// <summary>Whether a row with this label counts for nothing: it is ignored, or its class weighs nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsIgnored(int label) =>
        Exist && ((TLoss.HasIgnoreLabel && label == TLoss.IgnoreLabel)
            || (TLoss.LabelSmoothing == 0 && !TLoss.ClassWeights.IsEmpty && TLoss.ClassWeights[label] == T.Zero));

    /// <summary>The sum of the weights of all rows: what the sum of their losses is divided by for a mean.</summary>
    /// <remarks>Rows are dealt to four sums, each compensated (Knuth's TwoSum).</remarks>
    [MethodImpl(KernelMethod.Options)]
    public static double Sum(ReadOnlySpan<int> labels)
    {
        ref int start = ref MemoryMarshal.GetReference(labels);
        DoubleDouble sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        int row = 0;
        for (; row <= labels.Length - Lanes; row += Lanes)
        {
            sum0 += Of(Unsafe.Add(ref start, row));
            sum1 += Of(Unsafe.Add(ref start, row + 1));
            sum2 += Of(Unsafe.Add(ref start, row + 2));
            sum3 += Of(Unsafe.Add(ref start, row + 3));
        }

        for (; row < labels.Length; row++)
            sum0 += Of(Unsafe.Add(ref start, row));

        DoubleDouble sum = new DoubleDouble(sum0.High, sum0.Low + sum1.Low + sum2.Low + sum3.Low) + sum1.High + sum2.High + sum3.High;
        return double.IsFinite(sum.High) ? sum.High + sum.Low : sum.High;
    }

    // The label is a class, or the one that is ignored.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Of(int label) =>
        TLoss.HasIgnoreLabel && label == TLoss.IgnoreLabel ? 0
        : TLoss.ClassWeights.IsEmpty ? 1
        : double.CreateTruncating(Unsafe.Add(ref MemoryMarshal.GetReference(TLoss.ClassWeights), label));
}
