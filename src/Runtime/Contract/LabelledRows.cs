using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>Rows whose labels may be ignored or weigh differently. What has no labels is passed on.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TRows">The kernels of rows, which know neither.</typeparam>
/// <typeparam name="TKernels">The constants of the head.</typeparam>
/// <typeparam name="TForm">The form in which those give the losses of labels. Weighed losses are numbers.</typeparam>
/// <typeparam name="TLoss">The options of the loss.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct LabelledRows<T, TRows, TKernels, TForm, TLoss> : IRows<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TRows : struct, IRows<T>
    where TKernels : struct, IHeadKernels<T>
    where TForm : struct, ILossForm<T>
    where TLoss : struct, ILossOptions<T>
{
    /// <inheritdoc/>
    public static bool IsSupported
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TRows.IsSupported;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Softmax(ref T logits, ref T probabilities, int rows) => TRows.Softmax(ref logits, ref probabilities, rows);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LogSoftmax(ref T logits, ref T logProbabilities, int rows) => TRows.LogSoftmax(ref logits, ref logProbabilities, rows);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LogSumExp(ref T logits, ref T destination, int rows) => TRows.LogSumExp(ref logits, ref destination, rows);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ArgMax(ref T logits, ref int labels, int rows) => TRows.ArgMax(ref logits, ref labels, rows);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CrossEntropy(ref T logits, ref int labels, ref T losses, int rows)
    {
        T none = default;
        LabelBlocks<T, TKernels, Losses, TForm, TLoss>.Run(ref logits, ref labels, ref none, ref losses, 1, rows, ref none);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CrossEntropy(ref T logits, ref T targets, ref T losses, int rows) => TRows.CrossEntropy(ref logits, ref targets, ref losses, rows);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CrossEntropyGradient(ref T logits, ref int labels, ref T gradient, ref T losses, double divisor, int rows)
    {
        T none = default;
        LabelBlocks<T, TKernels, Gradients, TForm, TLoss>.Run(ref logits, ref labels, ref gradient, ref losses, divisor, rows, ref none);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CrossEntropyGradient(ref T logits, ref T targets, ref T gradient, ref T losses, double divisor, int rows) => TRows.CrossEntropyGradient(ref logits, ref targets, ref gradient, ref losses, divisor, rows);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SoftmaxBackward(ref T probabilities, ref T upstream, ref T gradient, int rows) => TRows.SoftmaxBackward(ref probabilities, ref upstream, ref gradient, rows);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LogSoftmaxBackward(ref T logProbabilities, ref T upstream, ref T gradient, int rows) => TRows.LogSoftmaxBackward(ref logProbabilities, ref upstream, ref gradient, rows);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Jacobian(ref T probabilities, ref T jacobian) => TRows.Jacobian(ref probabilities, ref jacobian);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Entropy(ref T logits) => TRows.Entropy(ref logits);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Probability(ref T logits, int label) => TRows.Probability(ref logits, label);

    private readonly struct Losses : ILabelKernel<T>
    {
        public static bool HasGradient => false;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Run(ref T logits, ref int labels, ref T gradient, ref T losses, double divisor, int rows, ref T workspace) =>
            TRows.CrossEntropy(ref logits, ref labels, ref losses, rows);
    }

    private readonly struct Gradients : ILabelKernel<T>
    {
        public static bool HasGradient => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Run(ref T logits, ref int labels, ref T gradient, ref T losses, double divisor, int rows, ref T workspace) =>
            TRows.CrossEntropyGradient(ref logits, ref labels, ref gradient, ref losses, divisor, rows);
    }
}
