using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>Single rows, one after the other, as a batch that needs no workspace.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TRows">The kernels of single rows.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SingleRows<T, TRows> : IBatches<T>
    where T : unmanaged
    where TRows : struct, IRows<T>
{
    /// <inheritdoc/>
    public static int WorkspaceLength => 0;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Softmax(ref T logits, ref T probabilities, int rows, ref T workspace) => TRows.Softmax(ref logits, ref probabilities, rows);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LogSoftmax(ref T logits, ref T logProbabilities, int rows, ref T workspace) => TRows.LogSoftmax(ref logits, ref logProbabilities, rows);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LogSumExp(ref T logits, ref T destination, int rows, ref T workspace) => TRows.LogSumExp(ref logits, ref destination, rows);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ArgMax(ref T logits, ref int labels, int rows) => TRows.ArgMax(ref logits, ref labels, rows);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CrossEntropy(ref T logits, ref int labels, ref T losses, int rows, ref T workspace) => TRows.CrossEntropy(ref logits, ref labels, ref losses, rows);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CrossEntropy(ref T logits, ref T targets, ref T losses, int rows, ref T workspace) => TRows.CrossEntropy(ref logits, ref targets, ref losses, rows);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CrossEntropyGradient(ref T logits, ref int labels, ref T gradient, ref T losses, double divisor, int rows, ref T workspace) => TRows.CrossEntropyGradient(ref logits, ref labels, ref gradient, ref losses, divisor, rows);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CrossEntropyGradient(ref T logits, ref T targets, ref T gradient, ref T losses, double divisor, int rows, ref T workspace) => TRows.CrossEntropyGradient(ref logits, ref targets, ref gradient, ref losses, divisor, rows);
}
