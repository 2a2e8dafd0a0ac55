using System.Numerics;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>The sums over rows and over classes of layers so small that no vector fits: in the same order.</summary>
internal static class DenseScalars
{
    /// <inheritdoc cref="IDenseTiles{T}.AddWeightGradient{TShape}(ref T, ref T, ref T, int, bool)"/>
    [MethodImpl(KernelMethod.Options)]
    public static void AddWeightGradient<T, TShape>(ref T features, ref T gradient, ref T weightGradient, int rows, bool isFirst)
        where T : unmanaged, INumberBase<T>
        where TShape : struct, IDenseShape
    {
        for (int label = 0; label < TShape.Classes; label++)
        {
            for (int feature = 0; feature < TShape.Features; feature++)
            {
                T sum = T.Zero;
                for (int row = 0; row < rows; row++)
                    sum = T.MultiplyAddEstimate(Unsafe.Add(ref gradient, (row * TShape.Classes) + label), Unsafe.Add(ref features, (row * TShape.Features) + feature), sum);
                ref T entry = ref Unsafe.Add(ref weightGradient, (label * TShape.Features) + feature);
                entry = isFirst ? sum : entry + sum;
            }
        }
    }

    /// <inheritdoc cref="IDenseTiles{T}.AddBiasGradient{TShape}(ref T, ref T, int, bool)"/>
    [MethodImpl(KernelMethod.Options)]
    public static void AddBiasGradient<T, TShape>(ref T gradient, ref T biasGradient, int rows, bool isFirst)
        where T : unmanaged, INumberBase<T>
        where TShape : struct, IDenseShape
    {
        for (int label = 0; label < TShape.Classes; label++)
        {
            T sum = T.Zero;
            for (int row = 0; row < rows; row++)
                sum += Unsafe.Add(ref gradient, (row * TShape.Classes) + label);
            ref T entry = ref Unsafe.Add(ref biasGradient, label);
            entry = isFirst ? sum : entry + sum;
        }
    }

    /// <inheritdoc cref="IDenseTiles{T}.FeatureGradient{TShape}(ref T, ref T, ref T, int)"/>
    [MethodImpl(KernelMethod.Options)]
    public static void FeatureGradient<T, TShape>(ref T gradient, ref T weights, ref T featureGradient, int rows)
        where T : unmanaged, INumberBase<T>
        where TShape : struct, IDenseShape
    {
        for (int row = 0; row < rows; row++)
        {
            for (int feature = 0; feature < TShape.Features; feature++)
            {
                T sum = T.Zero;
                for (int label = 0; label < TShape.Classes; label++)
                    sum = T.MultiplyAddEstimate(Unsafe.Add(ref gradient, (row * TShape.Classes) + label), Unsafe.Add(ref weights, (label * TShape.Features) + feature), sum);
                Unsafe.Add(ref featureGradient, (row * TShape.Features) + feature) = sum;
            }
        }
    }
}
