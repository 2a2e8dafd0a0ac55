using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>The public members of a head with a dense layer: they check their arguments, then call the kernels for one row or for many.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TKernels">The constants of the head, and its kernels for batches.</typeparam>
/// <typeparam name="TRows">The kernels for single rows.</typeparam>
/// <typeparam name="TLabelForm">The form of the losses of labels.</typeparam>
/// <typeparam name="TTargetForm">The form of the losses of targets.</typeparam>
/// <typeparam name="TLayer">The constants of the dense layer, and its kernels for batches.</typeparam>
/// <typeparam name="TDense">The kernels of the dense layer for single rows.</typeparam>
/// <typeparam name="TLoss">The options of the loss.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract partial class DenseHead<T, TKernels, TRows, TLabelForm, TTargetForm, TLayer, TDense, TLoss> : Head<T, TKernels, TRows, TLabelForm, TTargetForm, TLoss>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TKernels : struct, IHeadKernels<T>
    where TRows : struct, IRows<T>
    where TLabelForm : struct, ILossForm<T>
    where TTargetForm : struct, ILossForm<T>
    where TLayer : struct, IDenseLayer<T>
    where TDense : struct, IDenseRows<T>
    where TLoss : struct, ILossOptions<T>
{
    /// <inheritdoc cref="IDenseHead{T}.Logits"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Logits(ReadOnlySpan<T> features, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias, Span<T> logits)
    {
        int rows = LayerRows(features, weights, bias);
        HeadArguments.ThrowIfUnfit(logits, (long)rows * Classes, features, weights, bias, HeadParameter.Logits);
        if (rows == 1)
            TDense.Logits(ref First(features), ref First(weights), ref First(bias), ref First(logits));
        else
            TLayer.Logits(ref First(features), ref First(weights), ref First(bias), ref First(logits), rows);
    }

    /// <inheritdoc cref="IDenseHead{T}.Probabilities"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Probabilities(ReadOnlySpan<T> features, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias, Span<T> probabilities)
    {
        int rows = LayerRows(features, weights, bias);
        HeadArguments.ThrowIfUnfit(probabilities, (long)rows * Classes, features, weights, bias, HeadParameter.Probabilities);
        if (rows == 1)
            TDense.Probabilities(ref First(features), ref First(weights), ref First(bias), ref First(probabilities));
        else
            TLayer.Probabilities(ref First(features), ref First(weights), ref First(bias), ref First(probabilities), rows);
    }

    /// <inheritdoc cref="IDenseHead{T}.Predict(ReadOnlySpan{T}, ReadOnlySpan{T}, ReadOnlySpan{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Predict(ReadOnlySpan<T> features, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias)
    {
        ThrowIfNotSingleRow(features, weights, bias);
        int label = 0;
        TDense.Predict(ref First(features), ref First(weights), ref First(bias), ref label);
        return label;
    }

    /// <inheritdoc cref="IDenseHead{T}.Predict(ReadOnlySpan{T}, ReadOnlySpan{T}, ReadOnlySpan{T}, Span{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Predict(ReadOnlySpan<T> features, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias, Span<int> labels)
    {
        int rows = LayerRows(features, weights, bias);
        HeadArguments.ThrowIfUnfit(labels, rows, features, weights, bias, HeadParameter.Labels);
        if (rows == 1)
            TDense.Predict(ref First(features), ref First(weights), ref First(bias), ref First(labels));
        else
            TLayer.Predict(ref First(features), ref First(weights), ref First(bias), ref First(labels), rows);
    }

    /// <inheritdoc cref="IDenseHead{T}.TryPredict"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryPredict(ReadOnlySpan<T> features, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias, T minimumProbability, out int label)
    {
        ThrowIfNotSingleRow(features, weights, bias);
        return Predict(ref First(features), ref First(weights), ref First(bias), out label) >= minimumProbability;
    }

    // The class and its probability.
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static T Predict(ref T features, ref T weights, ref T bias, out int label)
    {
        T[]? rented = Scratch<T>.Rent(Classes);
        Span<T> logits = rented ?? stackalloc T[Scratch<T>.OnStack(Classes)];
        TDense.Logits(ref features, ref weights, ref bias, ref First(logits));
        label = 0;
        TRows.ArgMax(ref First(logits), ref label, 1);
        T probability = TRows.Probability(ref First(logits), label);
        Scratch<T>.Return(rented);
        return probability;
    }

    /// <inheritdoc cref="IDenseHead{T}.LossAndGradients(ReadOnlySpan{T}, ReadOnlySpan{int}, ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T}, Span{T}, Reduction)"/>
    public static T LossAndGradients(
        ReadOnlySpan<T> features, ReadOnlySpan<int> labels, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias,
        Span<T> weightGradient, Span<T> biasGradient, Reduction reduction)
    {
        int rows = GradientRows(features, labels, 1, HeadParameter.Labels, weights, bias, weightGradient, biasGradient);
        return LossAndGradients(features, labels, weights, bias, new Gradients<T>(weightGradient, biasGradient, []), reduction, rows);
    }

    /// <inheritdoc cref="IDenseHead{T}.LossAndGradients(ReadOnlySpan{T}, ReadOnlySpan{int}, ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T}, Span{T}, Span{T}, Reduction)"/>
    public static T LossAndGradients(
        ReadOnlySpan<T> features, ReadOnlySpan<int> labels, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias,
        Span<T> weightGradient, Span<T> biasGradient, Span<T> featureGradient, Reduction reduction)
    {
        int rows = GradientRows(features, labels, 1, HeadParameter.Labels, weights, bias, weightGradient, biasGradient);
        CheckFeatureGradient(features, labels, weights, bias, weightGradient, biasGradient, featureGradient);
        return LossAndGradients(features, labels, weights, bias, new Gradients<T>(weightGradient, biasGradient, featureGradient), reduction, rows);
    }

    /// <inheritdoc cref="IDenseHead{T}.LossAndGradients(ReadOnlySpan{T}, ReadOnlySpan{T}, ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T}, Span{T}, Reduction)"/>
    public static T LossAndGradients(
        ReadOnlySpan<T> features, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias,
        Span<T> weightGradient, Span<T> biasGradient, Reduction reduction)
    {
        int rows = GradientRows(features, targets, Classes, HeadParameter.Targets, weights, bias, weightGradient, biasGradient);
        return LossAndGradients(features, targets, weights, bias, new Gradients<T>(weightGradient, biasGradient, []), reduction, rows);
    }

    /// <inheritdoc cref="IDenseHead{T}.LossAndGradients(ReadOnlySpan{T}, ReadOnlySpan{T}, ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T}, Span{T}, Span{T}, Reduction)"/>
    public static T LossAndGradients(
        ReadOnlySpan<T> features, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias,
        Span<T> weightGradient, Span<T> biasGradient, Span<T> featureGradient, Reduction reduction)
    {
        int rows = GradientRows(features, targets, Classes, HeadParameter.Targets, weights, bias, weightGradient, biasGradient);
        CheckFeatureGradient(features, targets, weights, bias, weightGradient, biasGradient, featureGradient);
        return LossAndGradients(features, targets, weights, bias, new Gradients<T>(weightGradient, biasGradient, featureGradient), reduction, rows);
    }

    private static T LossAndGradients(
        ReadOnlySpan<T> features, ReadOnlySpan<int> labels, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias, Gradients<T> gradients, Reduction reduction, int rows)
    {
        double divisor = HeadArguments.Divisor(reduction, rows, HeadParameter.Reduction);
        HeadArguments.ThrowIfLabelOutOfRange<T, TLoss>(labels, Classes, HeadParameter.Labels);
        if (LabelWeights<T, TLoss>.Exist && reduction == Reduction.Mean && (divisor = LabelWeights<T, TLoss>.Sum(labels)) == 0)
        {
            gradients.Weights[..weights.Length].Clear();
            gradients.Bias[..Classes].Clear();
            if (!gradients.Features.IsEmpty)
                gradients.Features[..features.Length].Clear();
            return T.Zero;
        }

        return TLayer.LossAndGradients(ref First(features), ref First(labels), ref First(weights), ref First(bias), gradients, divisor, rows);
    }

    private static T LossAndGradients(
        ReadOnlySpan<T> features, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias, Gradients<T> gradients, Reduction reduction, int rows)
    {
        double divisor = HeadArguments.Divisor(reduction, rows, HeadParameter.Reduction);
        return TLayer.LossAndGradients(ref First(features), ref First(targets), ref First(weights), ref First(bias), gradients, divisor, rows);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int LayerRows(ReadOnlySpan<T> features, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias)
    {
        int rows = HeadArguments.Rows(features, TLayer.Features, HeadParameter.Features);
        ThrowIfLayerDiffers(weights, bias);
        return rows;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ThrowIfNotSingleRow(ReadOnlySpan<T> features, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias)
    {
        HeadArguments.ThrowIfNotSingleRow(features, TLayer.Features, HeadParameter.Features);
        ThrowIfLayerDiffers(weights, bias);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ThrowIfLayerDiffers(ReadOnlySpan<T> weights, ReadOnlySpan<T> bias)
    {
        HeadArguments.ThrowIfLengthDiffers(weights, (long)Classes * TLayer.Features, HeadParameter.Weights);
        HeadArguments.ThrowIfLengthDiffers(bias, Classes, HeadParameter.Bias);
    }

    // Labels or targets are the truth that a row is compared with.
    private static int GradientRows<TTruth>(
        ReadOnlySpan<T> features, ReadOnlySpan<TTruth> truth, int truthPerRow, HeadParameter truthParameter,
        ReadOnlySpan<T> weights, ReadOnlySpan<T> bias, Span<T> weightGradient, Span<T> biasGradient)
        where TTruth : unmanaged
    {
        int rows = LayerRows(features, weights, bias);
        HeadArguments.ThrowIfLengthDiffers(truth, (long)rows * truthPerRow, truthParameter);
        HeadArguments.ThrowIfUnfit(weightGradient, weights.Length, features, weights, bias, HeadParameter.WeightGradient);
        HeadArguments.ThrowIfOverlapping(truth, weightGradient, weights.Length, HeadParameter.WeightGradient);
        HeadArguments.ThrowIfUnfit(biasGradient, Classes, features, weights, bias, HeadParameter.BiasGradient);
        HeadArguments.ThrowIfOverlapping(truth, biasGradient, Classes, HeadParameter.BiasGradient);
        HeadArguments.ThrowIfOverlapping<T, T>(weightGradient[..weights.Length], biasGradient, Classes, HeadParameter.BiasGradient);
        return rows;
    }

    private static void CheckFeatureGradient<TTruth>(
        ReadOnlySpan<T> features, ReadOnlySpan<TTruth> truth, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias,
        Span<T> weightGradient, Span<T> biasGradient, Span<T> featureGradient)
        where TTruth : unmanaged
    {
        HeadArguments.ThrowIfUnfit(featureGradient, features.Length, features, weights, bias, HeadParameter.FeatureGradient);
        HeadArguments.ThrowIfOverlapping(truth, featureGradient, features.Length, HeadParameter.FeatureGradient);
        HeadArguments.ThrowIfOverlapping<T, T>(weightGradient[..weights.Length], featureGradient, features.Length, HeadParameter.FeatureGradient);
        HeadArguments.ThrowIfOverlapping<T, T>(biasGradient[..Classes], featureGradient, features.Length, HeadParameter.FeatureGradient);
    }
}

/// <summary>The members of a float head with a dense layer.</summary>
/// <typeparam name="TKernels">The constants of the head, and its kernels for batches.</typeparam>
/// <typeparam name="TRows">The kernels for single rows.</typeparam>
/// <typeparam name="TLayer">The constants of the dense layer, and its kernels for batches.</typeparam>
/// <typeparam name="TDense">The kernels of the dense layer for single rows.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class SingleDenseHead<TKernels, TRows, TLayer, TDense> : DenseHead<float, TKernels, TRows, SingleOdds, SingleLosses, TLayer, TDense, PlainLoss<float>>
    where TKernels : struct, IHeadKernels<float>
    where TRows : struct, IRows<float>
    where TLayer : struct, IDenseLayer<float>
    where TDense : struct, IDenseRows<float>;

/// <summary>The members of a double head with a dense layer.</summary>
/// <typeparam name="TKernels">The constants of the head, and its kernels for batches.</typeparam>
/// <typeparam name="TRows">The kernels for single rows.</typeparam>
/// <typeparam name="TLayer">The constants of the dense layer, and its kernels for batches.</typeparam>
/// <typeparam name="TDense">The kernels of the dense layer for single rows.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class DoubleDenseHead<TKernels, TRows, TLayer, TDense> : DenseHead<double, TKernels, TRows, DoubleOdds, DoubleLosses, TLayer, TDense, PlainLoss<double>>
    where TKernels : struct, IHeadKernels<double>
    where TRows : struct, IRows<double>
    where TLayer : struct, IDenseLayer<double>
    where TDense : struct, IDenseRows<double>;
