using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>Calls a kernel for each row, and computes the logarithms of several rows at once.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TKernels">The kernels for one row.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DeferredRows<T, TKernels> : IRows<T>
    where T : unmanaged
    where TKernels : struct, IDeferredLogKernels<T>
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
    [MethodImpl(KernelMethod.Options)]
    public static void LogSoftmax(ref T logits, ref T logProbabilities, int rows)
    {
        var logs = default(DeferredLogs);
        int count;
        for (; rows > 0; rows -= count)
        {
            count = Math.Min(rows, TKernels.DeferredRows);
            for (int place = 0; place < count; place++)
                TKernels.LogSumExp(ref Unsafe.Add(ref logits, place * TKernels.Classes), ref logs, place);
            logs.Take<T>();
            for (int place = 0; place < count; place++, logits = ref Unsafe.Add(ref logits, TKernels.Classes), logProbabilities = ref Unsafe.Add(ref logProbabilities, TKernels.Classes))
                TKernels.LogSoftmax(ref logits, ref logProbabilities, ref logs, place);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(KernelMethod.Options)]
    public static void LogSumExp(ref T logits, ref T destination, int rows)
    {
        var logs = default(DeferredLogs);
        int count;
        for (; rows > 0; rows -= count)
        {
            count = Math.Min(rows, TKernels.DeferredRows);
            for (int place = 0; place < count; place++, logits = ref Unsafe.Add(ref logits, TKernels.Classes))
                TKernels.LogSumExp(ref logits, ref logs, place);
            logs.WriteTo(ref destination, count);
            destination = ref Unsafe.Add(ref destination, count);
        }
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
    [MethodImpl(KernelMethod.Options)]
    public static void CrossEntropy(ref T logits, ref T targets, ref T losses, int rows)
    {
        var logs = default(DeferredLogs);
        int count;
        for (; rows > 0; rows -= count)
        {
            count = Math.Min(rows, TKernels.DeferredRows);
            for (int place = 0; place < count; place++, logits = ref Unsafe.Add(ref logits, TKernels.Classes), targets = ref Unsafe.Add(ref targets, TKernels.Classes))
                TKernels.CrossEntropy(ref logits, ref targets, ref logs, place);
            logs.WriteTo(ref losses, count);
            losses = ref Unsafe.Add(ref losses, count);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CrossEntropyGradient(ref T logits, ref int labels, ref T gradient, ref T losses, double divisor, int rows) =>
        RowLoop<T, TKernels>.CrossEntropyGradient(ref logits, ref labels, ref gradient, ref losses, divisor, rows);

    /// <inheritdoc/>
    [MethodImpl(KernelMethod.Options)]
    public static void CrossEntropyGradient(ref T logits, ref T targets, ref T gradient, ref T losses, double divisor, int rows)
    {
        var logs = default(DeferredLogs);
        int count;
        for (; rows > 0; rows -= count)
        {
            count = Math.Min(rows, TKernels.DeferredRows);
            for (int place = 0; place < count; place++, logits = ref Unsafe.Add(ref logits, TKernels.Classes), targets = ref Unsafe.Add(ref targets, TKernels.Classes), gradient = ref Unsafe.Add(ref gradient, TKernels.Classes))
                TKernels.CrossEntropyGradient(ref logits, ref targets, ref gradient, divisor, ref logs, place);
            logs.WriteTo(ref losses, count);
            losses = ref Unsafe.Add(ref losses, count);
        }
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
}
