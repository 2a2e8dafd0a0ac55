using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SoftmaxGen.Runtime;

/// <summary>Calls the kernels of batches with a workspace on the stack, and cuts batches whose losses are reduced into blocks.</summary>
/// <remarks>
/// Generated code would get such a workspace cleared, unless its project allowed unsafe code. To clear it took half of the time
/// of 64 rows of two floats: 1.8 ns per row with it and 0.85 without (Emerald Rapids).
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TPlan">What is known of the head.</typeparam>
/// <typeparam name="TBatches">The kernels.</typeparam>
internal static class BatchDriver<T, TPlan, TBatches>
    where T : unmanaged
    where TPlan : struct, IHeadPlan<T>
    where TBatches : struct, IBatches<T>
{
    // The workspace starts with a cache line: no vector crosses one there.
    private const int CacheLine = 64;

    /// <inheritdoc cref="IRows{T}.Softmax(ref T, ref T, int)"/>
    [SkipLocalsInit]
    [MethodImpl(KernelMethod.Options)]
    public static void Softmax(ref T logits, ref T probabilities, int rows)
    {
        Span<T> workspace = stackalloc T[Length];
        TBatches.Softmax(ref logits, ref probabilities, rows, ref Aligned(workspace));
    }

    /// <inheritdoc cref="IRows{T}.LogSoftmax(ref T, ref T, int)"/>
    [SkipLocalsInit]
    [MethodImpl(KernelMethod.Options)]
    public static void LogSoftmax(ref T logits, ref T logProbabilities, int rows)
    {
        Span<T> workspace = stackalloc T[Length];
        TBatches.LogSoftmax(ref logits, ref logProbabilities, rows, ref Aligned(workspace));
    }

    /// <inheritdoc cref="IRows{T}.LogSumExp(ref T, ref T, int)"/>
    [SkipLocalsInit]
    [MethodImpl(KernelMethod.Options)]
    public static void LogSumExp(ref T logits, ref T destination, int rows)
    {
        Span<T> workspace = stackalloc T[Length];
        TBatches.LogSumExp(ref logits, ref destination, rows, ref Aligned(workspace));
    }

    /// <inheritdoc cref="IRows{T}.CrossEntropy(ref T, ref int, ref T, int)"/>
    [SkipLocalsInit]
    [MethodImpl(KernelMethod.Options)]
    public static void CrossEntropy(ref T logits, ref int labels, ref T losses, int rows)
    {
        Span<T> workspace = stackalloc T[Length];
        TBatches.CrossEntropy(ref logits, ref labels, ref losses, rows, ref Aligned(workspace));
    }

    /// <inheritdoc cref="IRows{T}.CrossEntropy(ref T, ref T, ref T, int)"/>
    [SkipLocalsInit]
    [MethodImpl(KernelMethod.Options)]
    public static void CrossEntropy(ref T logits, ref T targets, ref T losses, int rows)
    {
        Span<T> workspace = stackalloc T[Length];
        TBatches.CrossEntropy(ref logits, ref targets, ref losses, rows, ref Aligned(workspace));
    }

    /// <summary>The sum of the losses of labels divided by <paramref name="divisor"/>.</summary>
    [SkipLocalsInit]
    [MethodImpl(KernelMethod.Options)]
    public static T CrossEntropy<TForm>(ref T logits, ref int labels, double divisor, int rows)
        where TForm : struct, ILossForm<T>
    {
        Span<T> workspace = stackalloc T[Length], losses = stackalloc T[TForm.BlockRows];
        var total = default(TForm);
        for (int start = 0; start < rows; start += TForm.BlockRows)
        {
            int count = Math.Min(TForm.BlockRows, rows - start);
            TBatches.CrossEntropy(
                ref Row(ref logits, start),
                ref Unsafe.Add(ref labels, start),
                ref MemoryMarshal.GetReference(losses),
                count,
                ref Aligned(workspace));
            total.Add(losses, count);
        }

        return total.DividedBy(divisor);
    }

    /// <summary>The sum of the losses of labels divided by <paramref name="divisor"/>, and its gradient.</summary>
    [SkipLocalsInit]
    [MethodImpl(KernelMethod.Options)]
    public static T CrossEntropyGradient<TForm>(ref T logits, ref int labels, ref T gradient, double divisor, int rows)
        where TForm : struct, ILossForm<T>
    {
        Span<T> workspace = stackalloc T[Length], losses = stackalloc T[TForm.BlockRows];
        var total = default(TForm);
        for (int start = 0; start < rows; start += TForm.BlockRows)
        {
            int count = Math.Min(TForm.BlockRows, rows - start);
            TBatches.CrossEntropyGradient(
                ref Row(ref logits, start),
                ref Unsafe.Add(ref labels, start),
                ref Row(ref gradient, start),
                ref MemoryMarshal.GetReference(losses),
                divisor,
                count,
                ref Aligned(workspace));
            total.Add(losses, count);
        }

        return total.DividedBy(divisor);
    }

    /// <summary>The sum of the losses of targets divided by <paramref name="divisor"/>.</summary>
    [SkipLocalsInit]
    [MethodImpl(KernelMethod.Options)]
    public static T CrossEntropy<TForm>(ref T logits, ref T targets, double divisor, int rows)
        where TForm : struct, ILossForm<T>
    {
        Span<T> workspace = stackalloc T[Length], losses = stackalloc T[TForm.BlockRows];
        var total = default(TForm);
        for (int start = 0; start < rows; start += TForm.BlockRows)
        {
            int count = Math.Min(TForm.BlockRows, rows - start);
            TBatches.CrossEntropy(
                ref Row(ref logits, start),
                ref Row(ref targets, start),
                ref MemoryMarshal.GetReference(losses),
                count,
                ref Aligned(workspace));
            total.Add(losses, count);
        }

        return total.DividedBy(divisor);
    }

    /// <summary>The sum of the losses of targets divided by <paramref name="divisor"/>, and its gradient.</summary>
    [SkipLocalsInit]
    [MethodImpl(KernelMethod.Options)]
    public static T CrossEntropyGradient<TForm>(ref T logits, ref T targets, ref T gradient, double divisor, int rows)
        where TForm : struct, ILossForm<T>
    {
        Span<T> workspace = stackalloc T[Length], losses = stackalloc T[TForm.BlockRows];
        var total = default(TForm);
        for (int start = 0; start < rows; start += TForm.BlockRows)
        {
            int count = Math.Min(TForm.BlockRows, rows - start);
            TBatches.CrossEntropyGradient(
                ref Row(ref logits, start),
                ref Row(ref targets, start),
                ref Row(ref gradient, start),
                ref MemoryMarshal.GetReference(losses),
                divisor,
                count,
                ref Aligned(workspace));
            total.Add(losses, count);
        }

        return total.DividedBy(divisor);
    }

    private static unsafe int Length
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TBatches.WorkspaceLength + (CacheLine / sizeof(T));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe ref T Aligned(Span<T> workspace)
    {
        ref T start = ref MemoryMarshal.GetReference(workspace);
        return ref Unsafe.AddByteOffset(ref start, -(nint)Unsafe.AsPointer(ref start) & (CacheLine - 1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref T Row(ref T rows, int row) => ref Unsafe.Add(ref rows, (nint)row * TPlan.Classes);
}
