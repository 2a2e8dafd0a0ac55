using System.Buffers;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SoftmaxGen.Runtime;

/// <summary>Takes batches through a dense layer block by block, so that a block's logits are still in the cache when they are used.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TKernels">The constants of the head.</typeparam>
/// <typeparam name="TBatches">The kernels of batches of logits.</typeparam>
/// <typeparam name="TLabelForm">The form of the losses of labels.</typeparam>
/// <typeparam name="TTargetForm">The form of the losses of targets.</typeparam>
/// <typeparam name="TShape">The constants of the layer.</typeparam>
/// <typeparam name="TTiles">The kernels of the layer.</typeparam>
/// <typeparam name="TLoss">The options of the loss.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class DenseDriver<T, TKernels, TBatches, TLabelForm, TTargetForm, TShape, TTiles, TLoss>
    : BatchDriver<T, TKernels, TBatches, TLabelForm, TTargetForm, TLoss>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TKernels : struct, IHeadKernels<T>
    where TBatches : struct, IBatches<T>
    where TLabelForm : struct, ILossForm<T>
    where TTargetForm : struct, ILossForm<T>
    where TShape : struct, IDenseShape
    where TTiles : struct, IDenseTiles<T>
    where TLoss : struct, ILossOptions<T>
{
    private static int BlockLength
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TShape.RowsPerBlock * TShape.Classes;
    }

    /// <inheritdoc cref="IDenseLayer{T}.Logits(ref T, ref T, ref T, ref T, int)"/>
    [MethodImpl(KernelMethod.Options)]
    public static void Logits(ref T features, ref T weights, ref T bias, ref T logits, int rows)
    {
        for (int start = 0; start < rows; start += TShape.RowsPerBlock)
            TTiles.Logits<TShape>(ref FeaturesOf(ref features, start), ref weights, ref bias, ref Row(ref logits, start), BlockRows(rows, start));
    }

    /// <inheritdoc cref="IDenseLayer{T}.Probabilities(ref T, ref T, ref T, ref T, int)"/>
    [MethodImpl(KernelMethod.Options)]
    public static void Probabilities(ref T features, ref T weights, ref T bias, ref T probabilities, int rows)
    {
        for (int start = 0; start < rows; start += TShape.RowsPerBlock)
        {
            ref T block = ref Row(ref probabilities, start);
            int count = BlockRows(rows, start);
            TTiles.Logits<TShape>(ref FeaturesOf(ref features, start), ref weights, ref bias, ref block, count);
            Softmax(ref block, ref block, count);
        }
    }

    /// <inheritdoc cref="IDenseLayer{T}.Predict(ref T, ref T, ref T, ref int, int)"/>
    [SkipLocalsInit]
    [MethodImpl(KernelMethod.Options)]
    public static void Predict(ref T features, ref T weights, ref T bias, ref int labels, int rows)
    {
        T[]? rented = Scratch<T>.Rent(BlockLength);
        Span<T> scratch = rented ?? stackalloc T[Scratch<T>.OnStack(BlockLength)];
        ref T logits = ref MemoryMarshal.GetReference(scratch);
        for (int start = 0; start < rows; start += TShape.RowsPerBlock)
        {
            int count = BlockRows(rows, start);
            TTiles.Logits<TShape>(ref FeaturesOf(ref features, start), ref weights, ref bias, ref logits, count);
            ArgMax(ref logits, ref Unsafe.Add(ref labels, start), count);
        }

        Scratch<T>.Return(rented);
    }

    /// <inheritdoc cref="IDenseLayer{T}.LossAndGradients(ref T, ref int, ref T, ref T, Gradients{T}, double, int)"/>
    public static T LossAndGradients(ref T features, ref int labels, ref T weights, ref T bias, Gradients<T> gradients, double divisor, int rows) =>
        LossAndGradients<LabelTruth<T, TBatches, TLoss>, int, TLabelForm>(ref features, ref labels, ref weights, ref bias, gradients, divisor, rows);

    /// <inheritdoc cref="IDenseLayer{T}.LossAndGradients(ref T, ref T, ref T, ref T, Gradients{T}, double, int)"/>
    public static T LossAndGradients(ref T features, ref T targets, ref T weights, ref T bias, Gradients<T> gradients, double divisor, int rows) =>
        LossAndGradients<TargetTruth<T, TKernels, TBatches>, T, TTargetForm>(ref features, ref targets, ref weights, ref bias, gradients, divisor, rows);

    [SkipLocalsInit]
    [MethodImpl(KernelMethod.Options)]
    private static T LossAndGradients<TTruth, TItem, TForm>(ref T features, ref TItem truth, ref T weights, ref T bias, Gradients<T> gradients, double divisor, int rows)
        where TTruth : struct, IGroundTruth<T, TItem>
        where TItem : unmanaged
        where TForm : struct, ILossForm<T>
    {
        ref T weightGradient = ref MemoryMarshal.GetReference(gradients.Weights), biasGradient = ref MemoryMarshal.GetReference(gradients.Bias);
        if (rows == 0)
        {
            // A sum of nothing.
            gradients.Weights[..(TShape.Classes * TShape.Features)].Clear();
            gradients.Bias[..TShape.Classes].Clear();
        }

        T[]? rented = Scratch<T>.Rent(BlockLength);
        Span<T> scratch = rented ?? stackalloc T[Scratch<T>.OnStack(BlockLength)];
        Span<T> workspace = stackalloc T[Length], losses = stackalloc T[TShape.RowsPerBlock];
        ref T gradient = ref MemoryMarshal.GetReference(scratch);
        T[]? copy = null;
        var total = default(TForm);
        for (int start = 0; start < rows; start += TShape.RowsPerBlock)
        {
            int count = BlockRows(rows, start);
            ref T x = ref FeaturesOf(ref features, start);
            TTiles.Logits<TShape>(ref x, ref weights, ref bias, ref gradient, count);
            TTruth.CrossEntropyGradient(
                ref gradient,
                ref Unsafe.Add(ref truth, (nint)start * TTruth.ItemsPerRow),
                ref gradient,
                ref MemoryMarshal.GetReference(losses),
                divisor * TLoss.Temperature,
                count,
                ref Aligned(workspace));
            total.Add(losses, count);
            if (LabelWeights<T, TLoss>.Exist && CopyWithoutIgnored<TTruth, TItem>(ref x, ref Unsafe.Add(ref truth, (nint)start * TTruth.ItemsPerRow), count, ref copy))
                x = ref MemoryMarshal.GetArrayDataReference(copy!);
            TTiles.AddWeightGradient<TShape>(ref x, ref gradient, ref weightGradient, count, isFirst: start == 0);
            TTiles.AddBiasGradient<TShape>(ref gradient, ref biasGradient, count, isFirst: start == 0);
            if (!gradients.Features.IsEmpty)
                TTiles.FeatureGradient<TShape>(ref gradient, ref weights, ref FeaturesOf(ref MemoryMarshal.GetReference(gradients.Features), start), count);
        }

        Scratch<T>.Return(rented);
        if (copy is not null)
            ArrayPool<T>.Shared.Return(copy);
        return total.DividedBy(divisor);
    }

    // The gradient of a row that is ignored is 0, and 0 times a feature that is not finite is not: such a block is copied without
    // those rows.
    private static bool CopyWithoutIgnored<TTruth, TItem>(ref T features, ref TItem truth, int rows, ref T[]? copy)
        where TTruth : struct, IGroundTruth<T, TItem>
        where TItem : unmanaged
    {
        bool isCopied = false;
        for (int row = 0; row < rows; row++)
        {
            if (!TTruth.IsIgnored(ref Unsafe.Add(ref truth, (nint)row * TTruth.ItemsPerRow)))
                continue;
            var ignored = MemoryMarshal.CreateReadOnlySpan(ref FeaturesOf(ref features, row), TShape.Features);
            if (!isCopied && AreFinite(ignored))
                continue;

            if (!isCopied)
            {
                isCopied = true;
                copy ??= ArrayPool<T>.Shared.Rent(TShape.RowsPerBlock * TShape.Features);
                MemoryMarshal.CreateReadOnlySpan(ref features, rows * TShape.Features).CopyTo(copy);
            }

            copy.AsSpan(row * TShape.Features, TShape.Features).Clear();
        }

        return isCopied;
    }

    private static bool AreFinite(ReadOnlySpan<T> numbers)
    {
        foreach (T number in numbers)
        {
            if (!T.IsFinite(number))
                return false;
        }

        return true;
    }

    private static int BlockRows(int rows, int start) => Math.Min(TShape.RowsPerBlock, rows - start);

    private static ref T FeaturesOf(ref T features, int row) => ref Unsafe.Add(ref features, (nint)row * TShape.Features);
}

/// <summary>The batches of a float head with a dense layer.</summary>
/// <typeparam name="TKernels">The constants of the head.</typeparam>
/// <typeparam name="TBatches">The kernels of batches of logits.</typeparam>
/// <typeparam name="TShape">The constants of the layer.</typeparam>
/// <typeparam name="TTiles">The kernels of the layer.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class SingleDenseBatches<TKernels, TBatches, TShape, TTiles>
    : DenseDriver<float, TKernels, TBatches, SingleOdds, SingleLosses, TShape, TTiles, PlainLoss<float>>
    where TKernels : struct, IHeadKernels<float>
    where TBatches : struct, IBatches<float>
    where TShape : struct, IDenseShape
    where TTiles : struct, IDenseTiles<float>;

/// <summary>The batches of a double head with a dense layer.</summary>
/// <typeparam name="TKernels">The constants of the head.</typeparam>
/// <typeparam name="TBatches">The kernels of batches of logits.</typeparam>
/// <typeparam name="TShape">The constants of the layer.</typeparam>
/// <typeparam name="TTiles">The kernels of the layer.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class DoubleDenseBatches<TKernels, TBatches, TShape, TTiles>
    : DenseDriver<double, TKernels, TBatches, DoubleOdds, DoubleLosses, TShape, TTiles, PlainLoss<double>>
    where TKernels : struct, IHeadKernels<double>
    where TBatches : struct, IBatches<double>
    where TShape : struct, IDenseShape
    where TTiles : struct, IDenseTiles<double>;
