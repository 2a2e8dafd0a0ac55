using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>Calls a kernel for each row, which computes its logarithm itself.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TKernels">The kernels for one row.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct EachRow<T, TKernels> : IRows<T>
    where T : unmanaged
    where TKernels : struct, IRowLogKernels<T>
{
    /// <inheritdoc/>
    public static bool IsSupported
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TKernels.IsSupported;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Softmax(ref T logits, ref T probabilities, int rows) =>
        RowLoop<T, TKernels>.Softmax(ref logits, ref probabilities, rows);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LogSoftmax(ref T logits, ref T logProbabilities, int rows)
    {
        if (rows == 1)
            TKernels.LogSoftmax(ref logits, ref logProbabilities);
        else
            LogSoftmaxOfRows(ref logits, ref logProbabilities, rows);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LogSumExp(ref T logits, ref T destination, int rows)
    {
        if (rows == 1)
            TKernels.LogSumExp(ref logits, ref destination);
        else
            LogSumExpOfRows(ref logits, ref destination, rows);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ArgMax(ref T logits, ref int labels, int rows) =>
        RowLoop<T, TKernels>.ArgMax(ref logits, ref labels, rows);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CrossEntropy(ref T logits, ref int labels, ref T losses, int rows) =>
        RowLoop<T, TKernels>.CrossEntropy(ref logits, ref labels, ref losses, rows);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CrossEntropy(ref T logits, ref T targets, ref T losses, int rows)
    {
        if (rows == 1)
            TKernels.CrossEntropy(ref logits, ref targets, ref losses);
        else
            CrossEntropyOfRows(ref logits, ref targets, ref losses, rows);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CrossEntropyGradient(ref T logits, ref int labels, ref T gradient, ref T losses, double divisor, int rows) =>
        RowLoop<T, TKernels>.CrossEntropyGradient(ref logits, ref labels, ref gradient, ref losses, divisor, rows);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CrossEntropyGradient(ref T logits, ref T targets, ref T gradient, ref T losses, double divisor, int rows)
    {
        if (rows == 1)
            TKernels.CrossEntropyGradient(ref logits, ref targets, ref gradient, ref losses, divisor);
        else
            CrossEntropyGradientOfRows(ref logits, ref targets, ref gradient, ref losses, divisor, rows);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SoftmaxBackward(ref T probabilities, ref T upstream, ref T gradient, int rows) =>
        RowLoop<T, TKernels>.SoftmaxBackward(ref probabilities, ref upstream, ref gradient, rows);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LogSoftmaxBackward(ref T logProbabilities, ref T upstream, ref T gradient, int rows) =>
        RowLoop<T, TKernels>.LogSoftmaxBackward(ref logProbabilities, ref upstream, ref gradient, rows);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Jacobian(ref T probabilities, ref T jacobian) => TKernels.Jacobian(ref probabilities, ref jacobian);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Entropy(ref T logits) => TKernels.Entropy(ref logits);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Probability(ref T logits, int label) => TKernels.Probability(ref logits, label);

    [MethodImpl(KernelMethod.Options)]
    private static void LogSoftmaxOfRows(ref T logits, ref T logProbabilities, int rows)
    {
        for (; rows > 0; rows--, logits = ref Unsafe.Add(ref logits, TKernels.Classes), logProbabilities = ref Unsafe.Add(ref logProbabilities, TKernels.Classes))
            TKernels.LogSoftmax(ref logits, ref logProbabilities);
    }

    [MethodImpl(KernelMethod.Options)]
    private static void LogSumExpOfRows(ref T logits, ref T destination, int rows)
    {
        for (; rows > 0; rows--, logits = ref Unsafe.Add(ref logits, TKernels.Classes), destination = ref Unsafe.Add(ref destination, 1))
            TKernels.LogSumExp(ref logits, ref destination);
    }

    [MethodImpl(KernelMethod.Options)]
    private static void CrossEntropyOfRows(ref T logits, ref T targets, ref T losses, int rows)
    {
        for (; rows > 0; rows--, logits = ref Unsafe.Add(ref logits, TKernels.Classes), targets = ref Unsafe.Add(ref targets, TKernels.Classes), losses = ref Unsafe.Add(ref losses, 1))
            TKernels.CrossEntropy(ref logits, ref targets, ref losses);
    }

    [MethodImpl(KernelMethod.Options)]
    private static void CrossEntropyGradientOfRows(ref T logits, ref T targets, ref T gradient, ref T losses, double divisor, int rows)
    {
        for (; rows > 0; rows--, logits = ref Unsafe.Add(ref logits, TKernels.Classes), targets = ref Unsafe.Add(ref targets, TKernels.Classes), gradient = ref Unsafe.Add(ref gradient, TKernels.Classes), losses = ref Unsafe.Add(ref losses, 1))
            TKernels.CrossEntropyGradient(ref logits, ref targets, ref gradient, ref losses, divisor);
    }
}
