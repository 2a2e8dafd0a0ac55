using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>Calls a kernel for each row of a batch: the kernels that compute no logarithm.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TKernels">The kernels.</typeparam>
internal static class RowLoop<T, TKernels>
    where T : unmanaged
    where TKernels : struct, IRowKernels<T>
{
    /// <inheritdoc cref="IRows{T}.Softmax(ref T, ref T, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Softmax(ref T logits, ref T probabilities, int rows)
    {
        if (rows == 1)
            TKernels.Softmax(ref logits, ref probabilities);
        else
            SoftmaxOfRows(ref logits, ref probabilities, rows);
    }

    /// <inheritdoc cref="IRows{T}.ArgMax(ref T, ref int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ArgMax(ref T logits, ref int labels, int rows)
    {
        if (rows == 1)
            TKernels.ArgMax(ref logits, ref labels);
        else
            ArgMaxOfRows(ref logits, ref labels, rows);
    }

    /// <inheritdoc cref="IRows{T}.CrossEntropy(ref T, ref int, ref T, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CrossEntropy(ref T logits, ref int labels, ref T losses, int rows)
    {
        if (rows == 1)
            TKernels.CrossEntropy(ref logits, ref labels, ref losses);
        else
            CrossEntropyOfRows(ref logits, ref labels, ref losses, rows);
    }

    /// <inheritdoc cref="IRows{T}.CrossEntropyGradient(ref T, ref int, ref T, ref T, double, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CrossEntropyGradient(ref T logits, ref int labels, ref T gradient, ref T losses, double divisor, int rows)
    {
        if (rows == 1)
            TKernels.CrossEntropyGradient(ref logits, ref labels, ref gradient, ref losses, divisor);
        else
            CrossEntropyGradientOfRows(ref logits, ref labels, ref gradient, ref losses, divisor, rows);
    }

    /// <inheritdoc cref="IRows{T}.SoftmaxBackward(ref T, ref T, ref T, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SoftmaxBackward(ref T probabilities, ref T upstream, ref T gradient, int rows)
    {
        if (rows == 1)
            TKernels.SoftmaxBackward(ref probabilities, ref upstream, ref gradient);
        else
            SoftmaxBackwardOfRows(ref probabilities, ref upstream, ref gradient, rows);
    }

    /// <inheritdoc cref="IRows{T}.LogSoftmaxBackward(ref T, ref T, ref T, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LogSoftmaxBackward(ref T logProbabilities, ref T upstream, ref T gradient, int rows)
    {
        if (rows == 1)
            TKernels.LogSoftmaxBackward(ref logProbabilities, ref upstream, ref gradient);
        else
            LogSoftmaxBackwardOfRows(ref logProbabilities, ref upstream, ref gradient, rows);
    }

    [MethodImpl(KernelMethod.Options)]
    private static void SoftmaxOfRows(ref T logits, ref T probabilities, int rows)
    {
        for (; rows > 0; rows--, logits = ref Unsafe.Add(ref logits, TKernels.Classes), probabilities = ref Unsafe.Add(ref probabilities, TKernels.Classes))
            TKernels.Softmax(ref logits, ref probabilities);
    }

    [MethodImpl(KernelMethod.Options)]
    private static void ArgMaxOfRows(ref T logits, ref int labels, int rows)
    {
        for (; rows > 0; rows--, logits = ref Unsafe.Add(ref logits, TKernels.Classes), labels = ref Unsafe.Add(ref labels, 1))
            TKernels.ArgMax(ref logits, ref labels);
    }

    [MethodImpl(KernelMethod.Options)]
    private static void CrossEntropyOfRows(ref T logits, ref int labels, ref T losses, int rows)
    {
        for (; rows > 0; rows--, logits = ref Unsafe.Add(ref logits, TKernels.Classes), labels = ref Unsafe.Add(ref labels, 1), losses = ref Unsafe.Add(ref losses, 1))
            TKernels.CrossEntropy(ref logits, ref labels, ref losses);
    }

    [MethodImpl(KernelMethod.Options)]
    private static void CrossEntropyGradientOfRows(ref T logits, ref int labels, ref T gradient, ref T losses, double divisor, int rows)
    {
        for (; rows > 0; rows--, logits = ref Unsafe.Add(ref logits, TKernels.Classes), labels = ref Unsafe.Add(ref labels, 1), gradient = ref Unsafe.Add(ref gradient, TKernels.Classes), losses = ref Unsafe.Add(ref losses, 1))
            TKernels.CrossEntropyGradient(ref logits, ref labels, ref gradient, ref losses, divisor);
    }

    [MethodImpl(KernelMethod.Options)]
    private static void SoftmaxBackwardOfRows(ref T probabilities, ref T upstream, ref T gradient, int rows)
    {
        for (; rows > 0; rows--, probabilities = ref Unsafe.Add(ref probabilities, TKernels.Classes), upstream = ref Unsafe.Add(ref upstream, TKernels.Classes), gradient = ref Unsafe.Add(ref gradient, TKernels.Classes))
            TKernels.SoftmaxBackward(ref probabilities, ref upstream, ref gradient);
    }

    [MethodImpl(KernelMethod.Options)]
    private static void LogSoftmaxBackwardOfRows(ref T logProbabilities, ref T upstream, ref T gradient, int rows)
    {
        for (; rows > 0; rows--, logProbabilities = ref Unsafe.Add(ref logProbabilities, TKernels.Classes), upstream = ref Unsafe.Add(ref upstream, TKernels.Classes), gradient = ref Unsafe.Add(ref gradient, TKernels.Classes))
            TKernels.LogSoftmaxBackward(ref logProbabilities, ref upstream, ref gradient);
    }
}
