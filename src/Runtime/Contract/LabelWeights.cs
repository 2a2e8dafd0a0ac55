using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SoftmaxGen.Runtime;

/// <summary>How much the row of a label counts: the weight of its class, and nothing for a label that is ignored.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TLoss">The options of the loss.</typeparam>
internal static class LabelWeights<T, TLoss>
    where T : unmanaged, INumberBase<T>
    where TLoss : struct, ILossOptions<T>
{
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
    /// <remarks>
    /// Rows are dealt to four lanes. Weights of floats are added up in double; those of doubles are compensated sums (Knuth's
    /// TwoSum).
    /// </remarks>
    [MethodImpl(KernelMethod.Options)]
    public static double Sum(ReadOnlySpan<int> labels)
    {
        ref int start = ref MemoryMarshal.GetReference(labels);
        Vector256<double> sums = Vector256<double>.Zero, lost = Vector256<double>.Zero;
        int row = 0;
        for (; row <= labels.Length - Lanes; row += Lanes)
            Add(ref sums, ref lost, Of(Vector128.LoadUnsafe(ref start, (nuint)row)));
        if (row < labels.Length)
        {
            int rest = labels.Length - row;
            var last = Vector128.Create(
                Unsafe.Add(ref start, row), Unsafe.Add(ref start, row + (rest > 1 ? 1 : 0)), Unsafe.Add(ref start, row + (rest > 2 ? 2 : 0)), Unsafe.Add(ref start, row));
            Vector256<double> isRow = Vector256.LessThan(Vector256<long>.Indices, Vector256.Create((long)rest)).AsDouble();
            Add(ref sums, ref lost, Of(last) & isRow);
        }

        DoubleDouble sum = new DoubleDouble(sums[0], (lost[0] + lost[1]) + (lost[2] + lost[3])) + sums[1] + sums[2] + sums[3];
        return double.IsFinite(sum.High) ? sum.High + sum.Low : sum.High;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ref Vector256<double> sums, ref Vector256<double> lost, Vector256<double> weights)
    {
        Vector256<double> next = sums + weights;
        if (typeof(T) == typeof(double))
        {
            Vector256<double> part = next - sums;
            lost += (sums - (next - part)) + (weights - part);
        }

        sums = next;
    }

    // The weights of four rows. A label that is ignored is looked up as the first class.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Of(Vector128<int> labels)
    {
        Vector128<int> isIgnored = TLoss.HasIgnoreLabel ? Vector128.Equals(labels, Vector128.Create(TLoss.IgnoreLabel)) : Vector128<int>.Zero;
        Vector256<long> mask = Vector256.Create(Vector128.WidenLower(isIgnored), Vector128.WidenUpper(isIgnored));
        Vector128<int> classes = Vector128.AndNot(labels, isIgnored);
        Vector256<double> weights = Vector256<double>.One;
        if (!TLoss.ClassWeights.IsEmpty && typeof(T) == typeof(float))
        {
            Vector128<float> gathered = Single128.GatherByLabel(MemoryMarshal.Cast<T, float>(TLoss.ClassWeights), classes);
            weights = Vector256.Create(Vector128.WidenLower(gathered), Vector128.WidenUpper(gathered));
        }
        else if (!TLoss.ClassWeights.IsEmpty)
        {
            weights = Double256.GatherByLabel(MemoryMarshal.Cast<T, double>(TLoss.ClassWeights), Vector256.Create(Vector128.WidenLower(classes), Vector128.WidenUpper(classes)));
        }

        return Vector256.AndNot(weights, mask.AsDouble());
    }
}
