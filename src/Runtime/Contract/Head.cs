using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SoftmaxGen.Runtime;

/// <summary>The public members of a head: they check their arguments, then call the kernels for one row or for many.</summary>
/// <remarks>All are inlined into the head's members, with the class count as a constant.</remarks>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TKernels">The constants of the head, and its kernels for batches.</typeparam>
/// <typeparam name="TRows">The kernels for single rows.</typeparam>
/// <typeparam name="TLabelForm">The form of the losses of labels.</typeparam>
/// <typeparam name="TTargetForm">The form of the losses of targets.</typeparam>
/// <typeparam name="TLoss">The options of the loss.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract partial class Head<T, TKernels, TRows, TLabelForm, TTargetForm, TLoss>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TKernels : struct, IHeadKernels<T>
    where TRows : struct, IRows<T>
    where TLabelForm : struct, ILossForm<T>
    where TTargetForm : struct, ILossForm<T>
    where TLoss : struct, ILossOptions<T>
{
    private protected static int Classes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TKernels.Classes;
    }

    /// <inheritdoc cref="ISoftmaxHead{T}.Softmax"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Softmax(ReadOnlySpan<T> logits, Span<T> probabilities)
    {
        // Most calls are for one row, whose checks compare with constants. A row of 8 floats takes 10.4 ns this way, and 11.6 ns
        // with the checks for any number of rows (Zen 3).
        if (logits.Length == Classes)
        {
            HeadArguments.ThrowIfTooShort(probabilities, Classes, HeadParameter.Probabilities);
            HeadArguments.ThrowIfPartiallyOverlapping(logits, probabilities, Classes, HeadParameter.Probabilities);
            TRows.Softmax(ref First(logits), ref First(probabilities), 1);
            return;
        }

        int rows = HeadArguments.Rows(logits, Classes, HeadParameter.Logits);
        HeadArguments.ThrowIfTooShort(probabilities, logits.Length, HeadParameter.Probabilities);
        HeadArguments.ThrowIfPartiallyOverlapping(logits, probabilities, logits.Length, HeadParameter.Probabilities);
        TKernels.Softmax(ref First(logits), ref First(probabilities), rows);
    }

    /// <inheritdoc cref="ISoftmaxHead{T}.LogSoftmax"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LogSoftmax(ReadOnlySpan<T> logits, Span<T> logProbabilities)
    {
        if (logits.Length == Classes)
        {
            HeadArguments.ThrowIfTooShort(logProbabilities, Classes, HeadParameter.LogProbabilities);
            HeadArguments.ThrowIfPartiallyOverlapping(logits, logProbabilities, Classes, HeadParameter.LogProbabilities);
            TRows.LogSoftmax(ref First(logits), ref First(logProbabilities), 1);
            return;
        }

        int rows = HeadArguments.Rows(logits, Classes, HeadParameter.Logits);
        HeadArguments.ThrowIfTooShort(logProbabilities, logits.Length, HeadParameter.LogProbabilities);
        HeadArguments.ThrowIfPartiallyOverlapping(logits, logProbabilities, logits.Length, HeadParameter.LogProbabilities);
        TKernels.LogSoftmax(ref First(logits), ref First(logProbabilities), rows);
    }

    /// <inheritdoc cref="ISoftmaxHead{T}.LogSumExp(ReadOnlySpan{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T LogSumExp(ReadOnlySpan<T> logits)
    {
        HeadArguments.ThrowIfNotSingleRow(logits, Classes, HeadParameter.Logits);
        T result = default;
        TRows.LogSumExp(ref First(logits), ref result, 1);
        return result;
    }

    /// <inheritdoc cref="ISoftmaxHead{T}.LogSumExp(ReadOnlySpan{T}, Span{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LogSumExp(ReadOnlySpan<T> logits, Span<T> destination)
    {
        int rows = HeadArguments.Rows(logits, Classes, HeadParameter.Logits);
        HeadArguments.ThrowIfTooShort(destination, rows, HeadParameter.Destination);
        HeadArguments.ThrowIfPartiallyOverlapping(logits, destination, rows, HeadParameter.Destination);
        if (rows == 1)
            TRows.LogSumExp(ref First(logits), ref First(destination), 1);
        else
            TKernels.LogSumExp(ref First(logits), ref First(destination), rows);
    }

    /// <inheritdoc cref="ISoftmaxHead{T}.ArgMax(ReadOnlySpan{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ArgMax(ReadOnlySpan<T> logits)
    {
        HeadArguments.ThrowIfNotSingleRow(logits, Classes, HeadParameter.Logits);
        int label = 0;
        TRows.ArgMax(ref First(logits), ref label, 1);
        return label;
    }

    /// <inheritdoc cref="ISoftmaxHead{T}.ArgMax(ReadOnlySpan{T}, Span{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ArgMax(ReadOnlySpan<T> logits, Span<int> labels)
    {
        int rows = HeadArguments.Rows(logits, Classes, HeadParameter.Logits);
        HeadArguments.ThrowIfTooShort(labels, rows, HeadParameter.Labels);
        HeadArguments.ThrowIfPartiallyOverlapping(logits, labels, rows, HeadParameter.Labels);
        if (rows == 1)
            TRows.ArgMax(ref First(logits), ref First(labels), 1);
        else
            TKernels.ArgMax(ref First(logits), ref First(labels), rows);
    }

    /// <inheritdoc cref="ISoftmaxHead{T}.TopK(ReadOnlySpan{T}, Span{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void TopK(ReadOnlySpan<T> logits, Span<int> labels)
    {
        HeadArguments.ThrowIfNotSingleRow(logits, Classes, HeadParameter.Logits);
        HeadArguments.ThrowIfTooLong(labels, Classes, HeadParameter.Labels);
        HeadArguments.ThrowIfOverlapping(logits, labels, labels.Length, HeadParameter.Labels);
        TopKSelection.TopK(logits, labels);
    }

    /// <inheritdoc cref="ISoftmaxHead{T}.TopK(ReadOnlySpan{T}, Span{int}, Span{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void TopK(ReadOnlySpan<T> logits, Span<int> labels, Span<T> probabilities)
    {
        HeadArguments.ThrowIfNotSingleRow(logits, Classes, HeadParameter.Logits);
        HeadArguments.ThrowIfTooLong(labels, Classes, HeadParameter.Labels);
        HeadArguments.ThrowIfTooShort(probabilities, labels.Length, HeadParameter.Probabilities);
        HeadArguments.ThrowIfOverlapping(logits, labels, labels.Length, HeadParameter.Labels);
        HeadArguments.ThrowIfPartiallyOverlapping(logits, probabilities, labels.Length, HeadParameter.Probabilities);
        HeadArguments.ThrowIfOverlapping<int, T>(labels, probabilities, labels.Length, HeadParameter.Probabilities);
        TopKSelection.TopK(logits, labels);
        Pick(ref First(logits), labels, probabilities);
    }

    // The probabilities may be written over the logits: they are picked from scratch.
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Pick(ref T logits, ReadOnlySpan<int> labels, Span<T> probabilities)
    {
        T[]? rented = Scratch<T>.Rent(Classes);
        Span<T> all = rented ?? stackalloc T[Scratch<T>.OnStack(Classes)];
        TRows.Softmax(ref logits, ref First(all), 1);
        for (int i = 0; i < labels.Length; i++)
            probabilities[i] = all[labels[i]];
        Scratch<T>.Return(rented);
    }

    /// <inheritdoc cref="ISoftmaxHead{T}.CrossEntropy(ReadOnlySpan{T}, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T CrossEntropy(ReadOnlySpan<T> logits, int label)
    {
        HeadArguments.ThrowIfNotSingleRow(logits, Classes, HeadParameter.Logits);
        HeadArguments.ThrowIfLabelOutOfRange<T, TLoss>(label, Classes, HeadParameter.Label);
        T loss = default;
        TRows.CrossEntropy(ref First(logits), ref label, ref loss, 1);
        return TLabelForm.Decode(loss);
    }

    /// <inheritdoc cref="ISoftmaxHead{T}.CrossEntropy(ReadOnlySpan{T}, ReadOnlySpan{int}, Reduction)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T CrossEntropy(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, Reduction reduction)
    {
        int rows = HeadArguments.Rows(logits, Classes, HeadParameter.Logits);
        HeadArguments.ThrowIfLengthDiffers(labels, rows, HeadParameter.Labels);
        double divisor = HeadArguments.Divisor(reduction, rows, HeadParameter.Reduction);
        HeadArguments.ThrowIfLabelOutOfRange<T, TLoss>(labels, Classes, HeadParameter.Labels);
        if (LabelWeights<T, TLoss>.Exist && reduction == Reduction.Mean && (divisor = LabelWeights<T, TLoss>.Sum(labels)) == 0)
            return T.Zero;
        return TKernels.CrossEntropy(ref First(logits), ref First(labels), divisor, rows);
    }

    /// <inheritdoc cref="ISoftmaxHead{T}.CrossEntropy(ReadOnlySpan{T}, ReadOnlySpan{T}, Reduction)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T CrossEntropy(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, Reduction reduction)
    {
        int rows = HeadArguments.Rows(logits, Classes, HeadParameter.Logits);
        HeadArguments.ThrowIfLengthDiffers(targets, logits.Length, HeadParameter.Targets);
        double divisor = HeadArguments.Divisor(reduction, rows, HeadParameter.Reduction);
        return TKernels.CrossEntropy(ref First(logits), ref First(targets), divisor, rows);
    }

    /// <inheritdoc cref="ISoftmaxHead{T}.CrossEntropy(ReadOnlySpan{T}, ReadOnlySpan{int}, Span{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CrossEntropy(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, Span<T> losses)
    {
        int rows = HeadArguments.Rows(logits, Classes, HeadParameter.Logits);
        HeadArguments.ThrowIfLengthDiffers(labels, rows, HeadParameter.Labels);
        HeadArguments.ThrowIfTooShort(losses, rows, HeadParameter.Losses);
        HeadArguments.ThrowIfPartiallyOverlapping(logits, losses, rows, HeadParameter.Losses);
        HeadArguments.ThrowIfPartiallyOverlapping(labels, losses, rows, HeadParameter.Losses);
        HeadArguments.ThrowIfLabelOutOfRange<T, TLoss>(labels, Classes, HeadParameter.Labels);
        if (rows == 1)
            TRows.CrossEntropy(ref First(logits), ref First(labels), ref First(losses), 1);
        else
            TKernels.CrossEntropy(ref First(logits), ref First(labels), ref First(losses), rows);
        TLabelForm.Decode(losses[..rows]);
    }

    /// <inheritdoc cref="ISoftmaxHead{T}.CrossEntropy(ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CrossEntropy(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, Span<T> losses)
    {
        int rows = HeadArguments.Rows(logits, Classes, HeadParameter.Logits);
        HeadArguments.ThrowIfLengthDiffers(targets, logits.Length, HeadParameter.Targets);
        HeadArguments.ThrowIfTooShort(losses, rows, HeadParameter.Losses);
        HeadArguments.ThrowIfPartiallyOverlapping(logits, losses, rows, HeadParameter.Losses);
        HeadArguments.ThrowIfPartiallyOverlapping(targets, losses, rows, HeadParameter.Losses);
        if (rows == 1)
            TRows.CrossEntropy(ref First(logits), ref First(targets), ref First(losses), 1);
        else
            TKernels.CrossEntropy(ref First(logits), ref First(targets), ref First(losses), rows);
        TTargetForm.Decode(losses[..rows]);
    }

    /// <inheritdoc cref="ISoftmaxHead{T}.CrossEntropyGradient(ReadOnlySpan{T}, int, Span{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T CrossEntropyGradient(ReadOnlySpan<T> logits, int label, Span<T> gradient)
    {
        HeadArguments.ThrowIfNotSingleRow(logits, Classes, HeadParameter.Logits);
        HeadArguments.ThrowIfTooShort(gradient, Classes, HeadParameter.Gradient);
        HeadArguments.ThrowIfPartiallyOverlapping(logits, gradient, Classes, HeadParameter.Gradient);
        HeadArguments.ThrowIfLabelOutOfRange<T, TLoss>(label, Classes, HeadParameter.Label);
        T loss = default;
        TRows.CrossEntropyGradient(ref First(logits), ref label, ref First(gradient), ref loss, TLoss.Temperature, 1);
        return TLabelForm.Decode(loss);
    }

    /// <inheritdoc cref="ISoftmaxHead{T}.CrossEntropyGradient(ReadOnlySpan{T}, ReadOnlySpan{int}, Span{T}, Reduction)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T CrossEntropyGradient(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, Span<T> gradient, Reduction reduction)
    {
        int rows = HeadArguments.Rows(logits, Classes, HeadParameter.Logits);
        HeadArguments.ThrowIfLengthDiffers(labels, rows, HeadParameter.Labels);
        HeadArguments.ThrowIfTooShort(gradient, logits.Length, HeadParameter.Gradient);
        HeadArguments.ThrowIfPartiallyOverlapping(logits, gradient, logits.Length, HeadParameter.Gradient);
        HeadArguments.ThrowIfPartiallyOverlapping(labels, gradient, logits.Length, HeadParameter.Gradient);
        double divisor = HeadArguments.Divisor(reduction, rows, HeadParameter.Reduction);
        HeadArguments.ThrowIfLabelOutOfRange<T, TLoss>(labels, Classes, HeadParameter.Labels);
        if (LabelWeights<T, TLoss>.Exist && reduction == Reduction.Mean && (divisor = LabelWeights<T, TLoss>.Sum(labels)) == 0)
        {
            gradient[..logits.Length].Clear();
            return T.Zero;
        }

        return TKernels.CrossEntropyGradient(ref First(logits), ref First(labels), ref First(gradient), divisor, rows);
    }

    /// <inheritdoc cref="ISoftmaxHead{T}.CrossEntropyGradient(ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T}, Reduction)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T CrossEntropyGradient(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, Span<T> gradient, Reduction reduction)
    {
        int rows = HeadArguments.Rows(logits, Classes, HeadParameter.Logits);
        HeadArguments.ThrowIfLengthDiffers(targets, logits.Length, HeadParameter.Targets);
        HeadArguments.ThrowIfTooShort(gradient, logits.Length, HeadParameter.Gradient);
        HeadArguments.ThrowIfPartiallyOverlapping(logits, gradient, logits.Length, HeadParameter.Gradient);
        HeadArguments.ThrowIfPartiallyOverlapping(targets, gradient, logits.Length, HeadParameter.Gradient);
        double divisor = HeadArguments.Divisor(reduction, rows, HeadParameter.Reduction);
        return TKernels.CrossEntropyGradient(ref First(logits), ref First(targets), ref First(gradient), divisor, rows);
    }

    /// <inheritdoc cref="ISoftmaxHead{T}.SoftmaxBackward"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SoftmaxBackward(ReadOnlySpan<T> probabilities, ReadOnlySpan<T> upstream, Span<T> gradient)
    {
        int rows = BackwardRows(probabilities, HeadParameter.Probabilities, upstream, gradient);
        TRows.SoftmaxBackward(ref First(probabilities), ref First(upstream), ref First(gradient), rows);
    }

    /// <inheritdoc cref="ISoftmaxHead{T}.LogSoftmaxBackward"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LogSoftmaxBackward(ReadOnlySpan<T> logProbabilities, ReadOnlySpan<T> upstream, Span<T> gradient)
    {
        int rows = BackwardRows(logProbabilities, HeadParameter.LogProbabilities, upstream, gradient);
        TRows.LogSoftmaxBackward(ref First(logProbabilities), ref First(upstream), ref First(gradient), rows);
    }

    /// <inheritdoc cref="ISoftmaxHead{T}.Jacobian"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Jacobian(ReadOnlySpan<T> probabilities, Span<T> jacobian)
    {
        HeadArguments.ThrowIfNotSingleRow(probabilities, Classes, HeadParameter.Probabilities);
        HeadArguments.ThrowIfTooShort(jacobian, (long)Classes * Classes, HeadParameter.Jacobian);
        HeadArguments.ThrowIfPartiallyOverlapping(probabilities, jacobian, (long)Classes * Classes, HeadParameter.Jacobian);
        TRows.Jacobian(ref First(probabilities), ref First(jacobian));
    }

    /// <inheritdoc cref="ISoftmaxHead{T}.Entropy(ReadOnlySpan{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Entropy(ReadOnlySpan<T> logits)
    {
        HeadArguments.ThrowIfNotSingleRow(logits, Classes, HeadParameter.Logits);

        // For a NaN in either operand, MinNative returns the second one.
        return T.MinNative(TKernels.MaxEntropy, TRows.Entropy(ref First(logits)));
    }

    /// <inheritdoc cref="ISoftmaxHead{T}.Entropy(ReadOnlySpan{T}, Span{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Entropy(ReadOnlySpan<T> logits, Span<T> destination)
    {
        int rows = HeadArguments.Rows(logits, Classes, HeadParameter.Logits);
        HeadArguments.ThrowIfTooShort(destination, rows, HeadParameter.Destination);
        HeadArguments.ThrowIfPartiallyOverlapping(logits, destination, rows, HeadParameter.Destination);
        EntropyOfRows(logits, destination[..rows]);
    }

    [MethodImpl(KernelMethod.Options)]
    private static void EntropyOfRows(ReadOnlySpan<T> logits, Span<T> destination)
    {
        for (int row = 0; row < destination.Length; row++)
            destination[row] = Entropy(logits.Slice(row * Classes, Classes));
    }

    /// <inheritdoc cref="ISoftmaxHead{T}.TryPredict"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryPredict(ReadOnlySpan<T> logits, T minimumProbability, out int label)
    {
        HeadArguments.ThrowIfNotSingleRow(logits, Classes, HeadParameter.Logits);
        label = 0;
        TRows.ArgMax(ref First(logits), ref label, 1);
        return TRows.Probability(ref First(logits), label) >= minimumProbability;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int BackwardRows(ReadOnlySpan<T> input, HeadParameter inputParameter, ReadOnlySpan<T> upstream, Span<T> gradient)
    {
        int rows = HeadArguments.Rows(input, Classes, inputParameter);
        HeadArguments.ThrowIfLengthDiffers(upstream, input.Length, HeadParameter.Upstream);
        HeadArguments.ThrowIfTooShort(gradient, input.Length, HeadParameter.Gradient);
        HeadArguments.ThrowIfPartiallyOverlapping(input, gradient, input.Length, HeadParameter.Gradient);
        HeadArguments.ThrowIfPartiallyOverlapping(upstream, gradient, input.Length, HeadParameter.Gradient);
        return rows;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected static ref TItem First<TItem>(ReadOnlySpan<TItem> items) => ref MemoryMarshal.GetReference(items);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected static ref TItem First<TItem>(Span<TItem> items) => ref MemoryMarshal.GetReference(items);
}

/// <summary>The members of a float head.</summary>
/// <typeparam name="TKernels">The constants of the head, and its kernels for batches.</typeparam>
/// <typeparam name="TRows">The kernels for single rows.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class SingleHead<TKernels, TRows> : Head<float, TKernels, TRows, SingleOdds, SingleLosses, PlainLoss<float>>
    where TKernels : struct, IHeadKernels<float>
    where TRows : struct, IRows<float>;

/// <summary>The members of a double head.</summary>
/// <typeparam name="TKernels">The constants of the head, and its kernels for batches.</typeparam>
/// <typeparam name="TRows">The kernels for single rows.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class DoubleHead<TKernels, TRows> : Head<double, TKernels, TRows, DoubleOdds, DoubleLosses, PlainLoss<double>>
    where TKernels : struct, IHeadKernels<double>
    where TRows : struct, IRows<double>;
