using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SoftmaxGen.Runtime;

/// <content>The members that take and give labels as values of an enumeration. They call those with numbers.</content>
public abstract partial class DenseHead<T, TKernels, TRows, TLabelForm, TTargetForm, TLayer, TDense, TLoss>
{
    /// <inheritdoc cref="IDenseHead{T}.Predict(ReadOnlySpan{T}, ReadOnlySpan{T}, ReadOnlySpan{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLabel PredictLabel<TLabel, TInteger>(ReadOnlySpan<T> features, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias)
        where TLabel : unmanaged, Enum
        where TInteger : unmanaged, IBinaryInteger<TInteger> =>
        EnumLabels.Label<TLabel, TInteger>(Predict(features, weights, bias));

    /// <inheritdoc cref="IDenseHead{T}.TryPredict"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryPredict<TLabel, TInteger>(ReadOnlySpan<T> features, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias, T minimumProbability, out TLabel label)
        where TLabel : unmanaged, Enum
        where TInteger : unmanaged, IBinaryInteger<TInteger>
    {
        bool isSure = TryPredict(features, weights, bias, minimumProbability, out int number);
        label = EnumLabels.Label<TLabel, TInteger>(number);
        return isSure;
    }

    /// <inheritdoc cref="IDenseHead{T}.LossAndGradients(ReadOnlySpan{T}, ReadOnlySpan{int}, ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T}, Span{T}, Reduction)"/>
    [SkipLocalsInit]
    public static T LossAndGradients<TLabel, TInteger>(
        ReadOnlySpan<T> features, ReadOnlySpan<TLabel> labels, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias,
        Span<T> weightGradient, Span<T> biasGradient, Reduction reduction)
        where TLabel : unmanaged, Enum
        where TInteger : unmanaged, IBinaryInteger<TInteger>
    {
        if (EnumLabels.AreNumbers<TInteger>())
            return LossAndGradients(features, MemoryMarshal.Cast<TLabel, int>(labels), weights, bias, weightGradient, biasGradient, reduction);

        ThrowIfOverlapping(labels, weightGradient, weights.Length, HeadParameter.WeightGradient);
        ThrowIfOverlapping(labels, biasGradient, Classes, HeadParameter.BiasGradient);
        int[]? rented = Scratch<int>.Rent(labels.Length);
        Span<int> numbers = rented ?? stackalloc int[Scratch<int>.OnStack(labels.Length)];
        T loss = LossAndGradients(features, EnumLabels.Numbers<TLabel, TInteger>(labels, numbers, Classes), weights, bias, weightGradient, biasGradient, reduction);
        Scratch<int>.Return(rented);
        return loss;
    }

    /// <inheritdoc cref="IDenseHead{T}.LossAndGradients(ReadOnlySpan{T}, ReadOnlySpan{int}, ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T}, Span{T}, Span{T}, Reduction)"/>
    [SkipLocalsInit]
    public static T LossAndGradients<TLabel, TInteger>(
        ReadOnlySpan<T> features, ReadOnlySpan<TLabel> labels, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias,
        Span<T> weightGradient, Span<T> biasGradient, Span<T> featureGradient, Reduction reduction)
        where TLabel : unmanaged, Enum
        where TInteger : unmanaged, IBinaryInteger<TInteger>
    {
        if (EnumLabels.AreNumbers<TInteger>())
            return LossAndGradients(features, MemoryMarshal.Cast<TLabel, int>(labels), weights, bias, weightGradient, biasGradient, featureGradient, reduction);

        ThrowIfOverlapping(labels, weightGradient, weights.Length, HeadParameter.WeightGradient);
        ThrowIfOverlapping(labels, biasGradient, Classes, HeadParameter.BiasGradient);
        ThrowIfOverlapping(labels, featureGradient, features.Length, HeadParameter.FeatureGradient);
        int[]? rented = Scratch<int>.Rent(labels.Length);
        Span<int> numbers = rented ?? stackalloc int[Scratch<int>.OnStack(labels.Length)];
        T loss = LossAndGradients(features, EnumLabels.Numbers<TLabel, TInteger>(labels, numbers, Classes), weights, bias, weightGradient, biasGradient, featureGradient, reduction);
        Scratch<int>.Return(rented);
        return loss;
    }
}
