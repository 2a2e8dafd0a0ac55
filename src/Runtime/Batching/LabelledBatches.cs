using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>Batches whose labels may be ignored or weigh differently. What has no labels is passed on.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TBatches">The kernels of batches, which know neither.</typeparam>
/// <typeparam name="TKernels">The constants of the head.</typeparam>
/// <typeparam name="TForm">The form in which those give the losses of labels. Weighed losses are numbers.</typeparam>
/// <typeparam name="TLoss">The options of the loss.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct LabelledBatches<T, TBatches, TKernels, TForm, TLoss> : IBatches<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TBatches : struct, IBatches<T>
    where TKernels : struct, IHeadKernels<T>
    where TForm : struct, ILossForm<T>
    where TLoss : struct, ILossOptions<T>
{
    /// <inheritdoc/>
    public static int WorkspaceLength
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TBatches.WorkspaceLength;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Softmax(ref T logits, ref T probabilities, int rows, ref T workspace) => TBatches.Softmax(ref logits, ref probabilities, rows, ref workspace);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LogSoftmax(ref T logits, ref T logProbabilities, int rows, ref T workspace) => TBatches.LogSoftmax(ref logits, ref logProbabilities, rows, ref workspace);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LogSumExp(ref T logits, ref T destination, int rows, ref T workspace) => TBatches.LogSumExp(ref logits, ref destination, rows, ref workspace);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ArgMax(ref T logits, ref int labels, int rows) => TBatches.ArgMax(ref logits, ref labels, rows);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CrossEntropy(ref T logits, ref int labels, ref T losses, int rows, ref T workspace) =>
        LabelBlocks<T, TKernels, Losses, TForm, TLoss>.Run(ref logits, ref labels, ref losses, ref losses, 1, rows, ref workspace);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CrossEntropy(ref T logits, ref T targets, ref T losses, int rows, ref T workspace) => TBatches.CrossEntropy(ref logits, ref targets, ref losses, rows, ref workspace);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CrossEntropyGradient(ref T logits, ref int labels, ref T gradient, ref T losses, double divisor, int rows, ref T workspace) =>
        LabelBlocks<T, TKernels, Gradients, TForm, TLoss>.Run(ref logits, ref labels, ref gradient, ref losses, divisor, rows, ref workspace);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CrossEntropyGradient(ref T logits, ref T targets, ref T gradient, ref T losses, double divisor, int rows, ref T workspace) => TBatches.CrossEntropyGradient(ref logits, ref targets, ref gradient, ref losses, divisor, rows, ref workspace);

    private readonly struct Losses : ILabelKernel<T>
    {
        public static bool HasGradient => false;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Run(ref T logits, ref int labels, ref T gradient, ref T losses, double divisor, int rows, ref T workspace) =>
            TBatches.CrossEntropy(ref logits, ref labels, ref losses, rows, ref workspace);
    }

    private readonly struct Gradients : ILabelKernel<T>
    {
        public static bool HasGradient => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Run(ref T logits, ref int labels, ref T gradient, ref T losses, double divisor, int rows, ref T workspace) =>
            TBatches.CrossEntropyGradient(ref logits, ref labels, ref gradient, ref losses, divisor, rows, ref workspace);
    }
}
