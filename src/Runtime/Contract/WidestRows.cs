using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>Chooses the kernels with the widest vectors that the hardware has. The just-in-time compiler decides that once.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TWide">The kernels with wide vectors.</typeparam>
/// <typeparam name="TNarrow">The kernels for hardware without them.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct WidestRows<T, TWide, TNarrow> : IRows<T>
    where T : unmanaged
    where TWide : struct, IRows<T>
    where TNarrow : struct, IRows<T>
{
    /// <inheritdoc/>
    public static bool IsSupported
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => true;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Softmax(ref T logits, ref T probabilities, int rows)
    {
        if (TWide.IsSupported)
            TWide.Softmax(ref logits, ref probabilities, rows);
        else
            TNarrow.Softmax(ref logits, ref probabilities, rows);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LogSoftmax(ref T logits, ref T logProbabilities, int rows)
    {
        if (TWide.IsSupported)
            TWide.LogSoftmax(ref logits, ref logProbabilities, rows);
        else
            TNarrow.LogSoftmax(ref logits, ref logProbabilities, rows);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LogSumExp(ref T logits, ref T destination, int rows)
    {
        if (TWide.IsSupported)
            TWide.LogSumExp(ref logits, ref destination, rows);
        else
            TNarrow.LogSumExp(ref logits, ref destination, rows);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ArgMax(ref T logits, ref int labels, int rows)
    {
        if (TWide.IsSupported)
            TWide.ArgMax(ref logits, ref labels, rows);
        else
            TNarrow.ArgMax(ref logits, ref labels, rows);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CrossEntropy(ref T logits, ref int labels, ref T losses, int rows)
    {
        if (TWide.IsSupported)
            TWide.CrossEntropy(ref logits, ref labels, ref losses, rows);
        else
            TNarrow.CrossEntropy(ref logits, ref labels, ref losses, rows);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CrossEntropy(ref T logits, ref T targets, ref T losses, int rows)
    {
        if (TWide.IsSupported)
            TWide.CrossEntropy(ref logits, ref targets, ref losses, rows);
        else
            TNarrow.CrossEntropy(ref logits, ref targets, ref losses, rows);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CrossEntropyGradient(ref T logits, ref int labels, ref T gradient, ref T losses, double divisor, int rows)
    {
        if (TWide.IsSupported)
            TWide.CrossEntropyGradient(ref logits, ref labels, ref gradient, ref losses, divisor, rows);
        else
            TNarrow.CrossEntropyGradient(ref logits, ref labels, ref gradient, ref losses, divisor, rows);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CrossEntropyGradient(ref T logits, ref T targets, ref T gradient, ref T losses, double divisor, int rows)
    {
        if (TWide.IsSupported)
            TWide.CrossEntropyGradient(ref logits, ref targets, ref gradient, ref losses, divisor, rows);
        else
            TNarrow.CrossEntropyGradient(ref logits, ref targets, ref gradient, ref losses, divisor, rows);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SoftmaxBackward(ref T probabilities, ref T upstream, ref T gradient, int rows)
    {
        if (TWide.IsSupported)
            TWide.SoftmaxBackward(ref probabilities, ref upstream, ref gradient, rows);
        else
            TNarrow.SoftmaxBackward(ref probabilities, ref upstream, ref gradient, rows);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LogSoftmaxBackward(ref T logProbabilities, ref T upstream, ref T gradient, int rows)
    {
        if (TWide.IsSupported)
            TWide.LogSoftmaxBackward(ref logProbabilities, ref upstream, ref gradient, rows);
        else
            TNarrow.LogSoftmaxBackward(ref logProbabilities, ref upstream, ref gradient, rows);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Jacobian(ref T probabilities, ref T jacobian)
    {
        if (TWide.IsSupported)
            TWide.Jacobian(ref probabilities, ref jacobian);
        else
            TNarrow.Jacobian(ref probabilities, ref jacobian);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Entropy(ref T logits) => TWide.IsSupported ? TWide.Entropy(ref logits) : TNarrow.Entropy(ref logits);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Probability(ref T logits, int label) =>
        TWide.IsSupported ? TWide.Probability(ref logits, label) : TNarrow.Probability(ref logits, label);
}
