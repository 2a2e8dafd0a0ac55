using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SoftmaxGen.Runtime;

/// <summary>The losses of labels times the weights of their classes, from the numbers that kernels give.</summary>
/// <remarks>
/// Odds of rows with different weights cannot be combined, and each row takes a logarithm. That of floats is in floats, 16 rows in
/// the time of four in double.
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TForm">The form of the numbers: odds.</typeparam>
internal static class WeighedLosses<T, TForm>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TForm : struct, ILossForm<T>
{
    /// <summary>One loss.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Weigh(T value, T weight)
    {
        if (typeof(T) != typeof(float))
            return TForm.Decode(value) * weight;

        // Numbers of at most 0 are known losses, negated.
        float odds = Unsafe.BitCast<T, float>(value);
        return Unsafe.BitCast<float, T>(odds <= 0 ? 0 - odds : Log1p.InSingle(odds)) * weight;
    }

    /// <summary>The losses of many rows, in place.</summary>
    [MethodImpl(KernelMethod.Options)]
    public static void Weigh(ref T values, ref int labels, ReadOnlySpan<T> weights, int rows)
    {
        int row = 0;
        if (typeof(T) == typeof(float))
        {
            ref float losses = ref Unsafe.As<T, float>(ref values);
            ReadOnlySpan<float> classWeights = MemoryMarshal.Cast<T, float>(weights);
            for (; row <= rows - Vector256<float>.Count; row += Vector256<float>.Count)
            {
                Vector256<float> odds = Vector256.LoadUnsafe(ref losses, (nuint)row);
                Vector256<float> loss = Vector256.ConditionalSelect(Vector256.LessThanOrEqual(odds, Vector256<float>.Zero), Vector256<float>.Zero - odds, Log1p.InSingle(odds));
                (loss * Single256.GatherByLabel(classWeights, Vector256.LoadUnsafe(ref labels, (nuint)row))).StoreUnsafe(ref losses, (nuint)row);
            }
        }
        else
        {
            TForm.Decode(MemoryMarshal.CreateSpan(ref values, rows));
            for (; row < rows; row++)
                Unsafe.Add(ref values, row) *= Unsafe.Add(ref MemoryMarshal.GetReference(weights), Unsafe.Add(ref labels, row));
        }

        for (; row < rows; row++)
            Unsafe.Add(ref values, row) = Weigh(Unsafe.Add(ref values, row), Unsafe.Add(ref MemoryMarshal.GetReference(weights), Unsafe.Add(ref labels, row)));
    }
}
