using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SoftmaxGen.Runtime;

/// <summary>Calls the kernels of a head with memory on the stack, and cuts batches whose losses are reduced into pieces.</summary>
/// <remarks>
/// Generated code would get such memory cleared, unless its project allowed unsafe code. To clear it took half of the time of 64
/// rows of two floats: 1.8 ns per row with it and 0.85 without (Emerald Rapids).
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Batch
{
    // Memory starts with a cache line: no vector crosses one there.
    private const int CacheLine = 64;

    /// <inheritdoc cref="IHeadKernels{T}.Softmax"/>
    [SkipLocalsInit]
    [MethodImpl(KernelMethod.Options)]
    public static void Softmax<T, TKernels>(ref T logits, ref T probabilities, int rows)
        where T : unmanaged
        where TKernels : struct, IHeadKernels<T>
    {
        Span<T> memory = stackalloc T[Length<T, TKernels>()];
        TKernels.Softmax(ref logits, ref probabilities, rows, ref Aligned(memory));
    }

    /// <inheritdoc cref="IHeadKernels{T}.LogSoftmax"/>
    [SkipLocalsInit]
    [MethodImpl(KernelMethod.Options)]
    public static void LogSoftmax<T, TKernels>(ref T logits, ref T logProbabilities, int rows)
        where T : unmanaged
        where TKernels : struct, IHeadKernels<T>
    {
        Span<T> memory = stackalloc T[Length<T, TKernels>()];
        TKernels.LogSoftmax(ref logits, ref logProbabilities, rows, ref Aligned(memory));
    }

    /// <inheritdoc cref="IHeadKernels{T}.LogSumExp"/>
    [SkipLocalsInit]
    [MethodImpl(KernelMethod.Options)]
    public static void LogSumExp<T, TKernels>(ref T logits, ref T destination, int rows)
        where T : unmanaged
        where TKernels : struct, IHeadKernels<T>
    {
        Span<T> memory = stackalloc T[Length<T, TKernels>()];
        TKernels.LogSumExp(ref logits, ref destination, rows, ref Aligned(memory));
    }

    /// <inheritdoc cref="IHeadKernels{T}.CrossEntropy(ref T, ref int, ref T, int, ref T)"/>
    [SkipLocalsInit]
    [MethodImpl(KernelMethod.Options)]
    public static void CrossEntropy<T, TKernels>(ref T logits, ref int labels, ref T odds, int rows)
        where T : unmanaged
        where TKernels : struct, IHeadKernels<T>
    {
        Span<T> memory = stackalloc T[Length<T, TKernels>()];
        TKernels.CrossEntropy(ref logits, ref labels, ref odds, rows, ref Aligned(memory));
    }

    /// <inheritdoc cref="IHeadKernels{T}.CrossEntropy(ref T, ref T, ref T, int, ref T)"/>
    [SkipLocalsInit]
    [MethodImpl(KernelMethod.Options)]
    public static void CrossEntropy<T, TKernels>(ref T logits, ref T targets, ref T losses, int rows)
        where T : unmanaged
        where TKernels : struct, IHeadKernels<T>
    {
        Span<T> memory = stackalloc T[Length<T, TKernels>()];
        TKernels.CrossEntropy(ref logits, ref targets, ref losses, rows, ref Aligned(memory));
    }

    /// <inheritdoc cref="IHeadKernels{T}.CrossEntropyGradient(ref T, ref int, ref T, ref T, double, int, ref T)"/>
    [SkipLocalsInit]
    [MethodImpl(KernelMethod.Options)]
    public static void CrossEntropyGradient<T, TKernels>(ref T logits, ref int labels, ref T gradient, ref T odds, double divisor, int rows)
        where T : unmanaged
        where TKernels : struct, IHeadKernels<T>
    {
        Span<T> memory = stackalloc T[Length<T, TKernels>()];
        TKernels.CrossEntropyGradient(ref logits, ref labels, ref gradient, ref odds, divisor, rows, ref Aligned(memory));
    }

    /// <inheritdoc cref="IHeadKernels{T}.CrossEntropyGradient(ref T, ref T, ref T, ref T, double, int, ref T)"/>
    [SkipLocalsInit]
    [MethodImpl(KernelMethod.Options)]
    public static void CrossEntropyGradient<T, TKernels>(ref T logits, ref T targets, ref T gradient, ref T losses, double divisor, int rows)
        where T : unmanaged
        where TKernels : struct, IHeadKernels<T>
    {
        Span<T> memory = stackalloc T[Length<T, TKernels>()];
        TKernels.CrossEntropyGradient(ref logits, ref targets, ref gradient, ref losses, divisor, rows, ref Aligned(memory));
    }

    /// <summary>The sum of the losses of labels divided by <paramref name="divisor"/>.</summary>
    [SkipLocalsInit]
    [MethodImpl(KernelMethod.Options)]
    public static double CrossEntropyTotal<T, TKernels, TSum>(ref T logits, ref int labels, double divisor, int rows)
        where T : unmanaged
        where TKernels : struct, IHeadKernels<T>
        where TSum : struct, ILossSum<T>
    {
        Span<T> memory = stackalloc T[Length<T, TKernels>()], odds = stackalloc T[TSum.Piece];
        var total = default(TSum);
        for (int start = 0; start < rows; start += TSum.Piece)
        {
            int count = Math.Min(TSum.Piece, rows - start);
            TKernels.CrossEntropy(ref Row<T, TKernels>(ref logits, start), ref Unsafe.Add(ref labels, start), ref MemoryMarshal.GetReference(odds), count, ref Aligned(memory));
            total.AddOdds(odds, count);
        }

        return total.DividedBy(divisor);
    }

    /// <summary>The sum of the losses of targets divided by <paramref name="divisor"/>.</summary>
    [SkipLocalsInit]
    [MethodImpl(KernelMethod.Options)]
    public static double CrossEntropyTotal<T, TKernels, TSum>(ref T logits, ref T targets, double divisor, int rows)
        where T : unmanaged
        where TKernels : struct, IHeadKernels<T>
        where TSum : struct, ILossSum<T>
    {
        Span<T> memory = stackalloc T[Length<T, TKernels>()], losses = stackalloc T[TSum.Piece];
        var total = default(TSum);
        for (int start = 0; start < rows; start += TSum.Piece)
        {
            int count = Math.Min(TSum.Piece, rows - start);
            TKernels.CrossEntropy(ref Row<T, TKernels>(ref logits, start), ref Row<T, TKernels>(ref targets, start), ref MemoryMarshal.GetReference(losses), count, ref Aligned(memory));
            total.Add(losses[..count]);
        }

        return total.DividedBy(divisor);
    }

    /// <summary>The sum of the losses of labels divided by <paramref name="divisor"/>, and its gradient.</summary>
    [SkipLocalsInit]
    [MethodImpl(KernelMethod.Options)]
    public static double CrossEntropyGradientTotal<T, TKernels, TSum>(ref T logits, ref int labels, ref T gradient, double divisor, int rows)
        where T : unmanaged
        where TKernels : struct, IHeadKernels<T>
        where TSum : struct, ILossSum<T>
    {
        Span<T> memory = stackalloc T[Length<T, TKernels>()], odds = stackalloc T[TSum.Piece];
        var total = default(TSum);
        for (int start = 0; start < rows; start += TSum.Piece)
        {
            int count = Math.Min(TSum.Piece, rows - start);
            TKernels.CrossEntropyGradient(
                ref Row<T, TKernels>(ref logits, start), ref Unsafe.Add(ref labels, start), ref Row<T, TKernels>(ref gradient, start), ref MemoryMarshal.GetReference(odds), divisor, count, ref Aligned(memory));
            total.AddOdds(odds, count);
        }

        return total.DividedBy(divisor);
    }

    /// <summary>The sum of the losses of targets divided by <paramref name="divisor"/>, and its gradient.</summary>
    [SkipLocalsInit]
    [MethodImpl(KernelMethod.Options)]
    public static double CrossEntropyGradientTotal<T, TKernels, TSum>(ref T logits, ref T targets, ref T gradient, double divisor, int rows)
        where T : unmanaged
        where TKernels : struct, IHeadKernels<T>
        where TSum : struct, ILossSum<T>
    {
        Span<T> memory = stackalloc T[Length<T, TKernels>()], losses = stackalloc T[TSum.Piece];
        var total = default(TSum);
        for (int start = 0; start < rows; start += TSum.Piece)
        {
            int count = Math.Min(TSum.Piece, rows - start);
            TKernels.CrossEntropyGradient(
                ref Row<T, TKernels>(ref logits, start), ref Row<T, TKernels>(ref targets, start), ref Row<T, TKernels>(ref gradient, start), ref MemoryMarshal.GetReference(losses), divisor, count, ref Aligned(memory));
            total.Add(losses[..count]);
        }

        return total.DividedBy(divisor);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe int Length<T, TKernels>()
        where T : unmanaged
        where TKernels : struct, IHeadKernels<T> => TKernels.Memory + (CacheLine / sizeof(T));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe ref T Aligned<T>(Span<T> memory)
        where T : unmanaged
    {
        ref T start = ref MemoryMarshal.GetReference(memory);
        return ref Unsafe.AddByteOffset(ref start, -(nint)Unsafe.AsPointer(ref start) & (CacheLine - 1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref T Row<T, TKernels>(ref T rows, int row)
        where T : unmanaged
        where TKernels : struct, IHeadKernels<T> => ref Unsafe.Add(ref rows, (nint)row * TKernels.Classes);
}
