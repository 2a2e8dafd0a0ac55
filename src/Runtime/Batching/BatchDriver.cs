using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SoftmaxGen.Runtime;

/// <summary>Calls the kernels of batches with a workspace on the stack, and cuts batches whose losses are reduced into blocks.</summary>
/// <remarks>
/// In generated code the workspace would be cleared first, unless the project allowed unsafe code. Clearing it took half of the
/// time of 64 rows of two floats: 1.8 ns per row instead of 0.85 (Emerald Rapids).
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TKernels">The constants of the head.</typeparam>
/// <typeparam name="TBatches">The kernels.</typeparam>
/// <typeparam name="TLabelForm">The form of the losses of labels.</typeparam>
/// <typeparam name="TTargetForm">The form of the losses of targets.</typeparam>
/// <typeparam name="TLoss">The options of the loss.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class BatchDriver<T, TKernels, TBatches, TLabelForm, TTargetForm, TLoss>
    where T : unmanaged
    where TKernels : struct, IHeadKernels<T>
    where TBatches : struct, IBatches<T>
    where TLabelForm : struct, ILossForm<T>
    where TTargetForm : struct, ILossForm<T>
    where TLoss : struct, ILossOptions<T>
{
    // The workspace is aligned to cache lines, so no vector crosses one.
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

    /// <inheritdoc cref="IRows{T}.ArgMax(ref T, ref int, int)"/>
    [MethodImpl(KernelMethod.Options)]
    public static void ArgMax(ref T logits, ref int labels, int rows) => TBatches.ArgMax(ref logits, ref labels, rows);

    /// <summary>The sum of the losses of labels divided by <paramref name="divisor"/>.</summary>
    [SkipLocalsInit]
    [MethodImpl(KernelMethod.Options)]
    public static T CrossEntropy(ref T logits, ref int labels, double divisor, int rows)
    {
        Span<T> workspace = stackalloc T[Length], losses = stackalloc T[TLabelForm.BlockRows];
        var total = default(TLabelForm);
        for (int start = 0; start < rows; start += TLabelForm.BlockRows)
        {
            int count = Math.Min(TLabelForm.BlockRows, rows - start);
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
    public static T CrossEntropyGradient(ref T logits, ref int labels, ref T gradient, double divisor, int rows)
    {
        Span<T> workspace = stackalloc T[Length], losses = stackalloc T[TLabelForm.BlockRows];
        var total = default(TLabelForm);
        for (int start = 0; start < rows; start += TLabelForm.BlockRows)
        {
            int count = Math.Min(TLabelForm.BlockRows, rows - start);
            TBatches.CrossEntropyGradient(
                ref Row(ref logits, start),
                ref Unsafe.Add(ref labels, start),
                ref Row(ref gradient, start),
                ref MemoryMarshal.GetReference(losses),
                divisor * TLoss.Temperature,
                count,
                ref Aligned(workspace));
            total.Add(losses, count);
        }

        return total.DividedBy(divisor);
    }

    /// <summary>The sum of the losses of targets divided by <paramref name="divisor"/>.</summary>
    [SkipLocalsInit]
    [MethodImpl(KernelMethod.Options)]
    public static T CrossEntropy(ref T logits, ref T targets, double divisor, int rows)
    {
        Span<T> workspace = stackalloc T[Length], losses = stackalloc T[TTargetForm.BlockRows];
        var total = default(TTargetForm);
        for (int start = 0; start < rows; start += TTargetForm.BlockRows)
        {
            int count = Math.Min(TTargetForm.BlockRows, rows - start);
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
    public static T CrossEntropyGradient(ref T logits, ref T targets, ref T gradient, double divisor, int rows)
    {
        Span<T> workspace = stackalloc T[Length], losses = stackalloc T[TTargetForm.BlockRows];
        var total = default(TTargetForm);
        for (int start = 0; start < rows; start += TTargetForm.BlockRows)
        {
            int count = Math.Min(TTargetForm.BlockRows, rows - start);
            TBatches.CrossEntropyGradient(
                ref Row(ref logits, start),
                ref Row(ref targets, start),
                ref Row(ref gradient, start),
                ref MemoryMarshal.GetReference(losses),
                divisor * TLoss.Temperature,
                count,
                ref Aligned(workspace));
            total.Add(losses, count);
        }

        return total.DividedBy(divisor);
    }

    private protected static unsafe int Length
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TBatches.WorkspaceLength + (CacheLine / sizeof(T));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected static unsafe ref T Aligned(Span<T> workspace)
    {
        ref T start = ref MemoryMarshal.GetReference(workspace);
        return ref Unsafe.AddByteOffset(ref start, -(nint)Unsafe.AsPointer(ref start) & (CacheLine - 1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected static ref T Row(ref T rows, int row) => ref Unsafe.Add(ref rows, (nint)row * TKernels.Classes);
}

/// <summary>The batches of a float head.</summary>
/// <typeparam name="TKernels">The constants of the head.</typeparam>
/// <typeparam name="TBatches">The kernels.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class SingleBatches<TKernels, TBatches> : BatchDriver<float, TKernels, TBatches, SingleOdds, SingleLosses, PlainLoss<float>>
    where TKernels : struct, IHeadKernels<float>
    where TBatches : struct, IBatches<float>;

/// <summary>The batches of a double head.</summary>
/// <typeparam name="TKernels">The constants of the head.</typeparam>
/// <typeparam name="TBatches">The kernels.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class DoubleBatches<TKernels, TBatches> : BatchDriver<double, TKernels, TBatches, DoubleOdds, DoubleLosses, PlainLoss<double>>
    where TKernels : struct, IHeadKernels<double>
    where TBatches : struct, IBatches<double>;
