using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>Computes whole groups of rows, and passes the rest on: to narrower vectors, then to single rows.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TKernels">The kernels of groups.</typeparam>
/// <typeparam name="TNext">The kernels for the rest.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Groups<T, TKernels, TNext> : IBatches<T>
    where T : unmanaged
    where TKernels : struct, IBatchKernels<T>
    where TNext : struct, IBatches<T>
{
    /// <inheritdoc/>
    public static int WorkspaceLength
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Math.Max(TKernels.IsSupported ? TKernels.WorkspaceLength : 0, TNext.WorkspaceLength);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Softmax(ref T logits, ref T probabilities, int rows, ref T workspace)
    {
        if (TKernels.IsSupported && rows >= TKernels.MinimumRows)
        {
            int grouped = Grouped(rows);
            TKernels.Softmax(ref logits, ref probabilities, grouped, ref workspace);
            if ((rows -= grouped) == 0)
                return;
            logits = ref Unsafe.Add(ref logits, (nint)grouped * TKernels.Classes);
            probabilities = ref Unsafe.Add(ref probabilities, (nint)grouped * TKernels.Classes);
        }

        TNext.Softmax(ref logits, ref probabilities, rows, ref workspace);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LogSoftmax(ref T logits, ref T logProbabilities, int rows, ref T workspace)
    {
        if (TKernels.IsSupported && rows >= TKernels.MinimumRows)
        {
            int grouped = Grouped(rows);
            TKernels.LogSoftmax(ref logits, ref logProbabilities, grouped, ref workspace);
            if ((rows -= grouped) == 0)
                return;
            logits = ref Unsafe.Add(ref logits, (nint)grouped * TKernels.Classes);
            logProbabilities = ref Unsafe.Add(ref logProbabilities, (nint)grouped * TKernels.Classes);
        }

        TNext.LogSoftmax(ref logits, ref logProbabilities, rows, ref workspace);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LogSumExp(ref T logits, ref T destination, int rows, ref T workspace)
    {
        if (TKernels.IsSupported && rows >= TKernels.MinimumRows)
        {
            int grouped = Grouped(rows);
            TKernels.LogSumExp(ref logits, ref destination, grouped, ref workspace);
            if ((rows -= grouped) == 0)
                return;
            logits = ref Unsafe.Add(ref logits, (nint)grouped * TKernels.Classes);
            destination = ref Unsafe.Add(ref destination, grouped);
        }

        TNext.LogSumExp(ref logits, ref destination, rows, ref workspace);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ArgMax(ref T logits, ref int labels, int rows)
    {
        if (TKernels.IsSupported && rows >= TKernels.MinimumRows)
        {
            int grouped = Grouped(rows);
            TKernels.ArgMax(ref logits, ref labels, grouped);
            if ((rows -= grouped) == 0)
                return;
            logits = ref Unsafe.Add(ref logits, (nint)grouped * TKernels.Classes);
            labels = ref Unsafe.Add(ref labels, grouped);
        }

        TNext.ArgMax(ref logits, ref labels, rows);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CrossEntropy(ref T logits, ref int labels, ref T losses, int rows, ref T workspace)
    {
        if (TKernels.IsSupported && rows >= TKernels.MinimumRows)
        {
            int grouped = Grouped(rows);
            TKernels.CrossEntropy(ref logits, ref labels, ref losses, grouped, ref workspace);
            if ((rows -= grouped) == 0)
                return;
            logits = ref Unsafe.Add(ref logits, (nint)grouped * TKernels.Classes);
            labels = ref Unsafe.Add(ref labels, grouped);
            losses = ref Unsafe.Add(ref losses, grouped);
        }

        TNext.CrossEntropy(ref logits, ref labels, ref losses, rows, ref workspace);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CrossEntropy(ref T logits, ref T targets, ref T losses, int rows, ref T workspace)
    {
        if (TKernels.IsSupported && rows >= TKernels.MinimumRows)
        {
            int grouped = Grouped(rows);
            TKernels.CrossEntropy(ref logits, ref targets, ref losses, grouped, ref workspace);
            if ((rows -= grouped) == 0)
                return;
            logits = ref Unsafe.Add(ref logits, (nint)grouped * TKernels.Classes);
            targets = ref Unsafe.Add(ref targets, (nint)grouped * TKernels.Classes);
            losses = ref Unsafe.Add(ref losses, grouped);
        }

        TNext.CrossEntropy(ref logits, ref targets, ref losses, rows, ref workspace);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CrossEntropyGradient(ref T logits, ref int labels, ref T gradient, ref T losses, double divisor, int rows, ref T workspace)
    {
        if (TKernels.IsSupported && rows >= TKernels.MinimumRows)
        {
            int grouped = Grouped(rows);
            TKernels.CrossEntropyGradient(ref logits, ref labels, ref gradient, ref losses, divisor, grouped, ref workspace);
            if ((rows -= grouped) == 0)
                return;
            logits = ref Unsafe.Add(ref logits, (nint)grouped * TKernels.Classes);
            labels = ref Unsafe.Add(ref labels, grouped);
            gradient = ref Unsafe.Add(ref gradient, (nint)grouped * TKernels.Classes);
            losses = ref Unsafe.Add(ref losses, grouped);
        }

        TNext.CrossEntropyGradient(ref logits, ref labels, ref gradient, ref losses, divisor, rows, ref workspace);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CrossEntropyGradient(ref T logits, ref T targets, ref T gradient, ref T losses, double divisor, int rows, ref T workspace)
    {
        if (TKernels.IsSupported && rows >= TKernels.MinimumRows)
        {
            int grouped = Grouped(rows);
            TKernels.CrossEntropyGradient(ref logits, ref targets, ref gradient, ref losses, divisor, grouped, ref workspace);
            if ((rows -= grouped) == 0)
                return;
            logits = ref Unsafe.Add(ref logits, (nint)grouped * TKernels.Classes);
            targets = ref Unsafe.Add(ref targets, (nint)grouped * TKernels.Classes);
            gradient = ref Unsafe.Add(ref gradient, (nint)grouped * TKernels.Classes);
            losses = ref Unsafe.Add(ref losses, grouped);
        }

        TNext.CrossEntropyGradient(ref logits, ref targets, ref gradient, ref losses, divisor, rows, ref workspace);
    }

    // The number of rows in whole groups.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Grouped(int rows) => rows & -TKernels.GroupRows;
}
