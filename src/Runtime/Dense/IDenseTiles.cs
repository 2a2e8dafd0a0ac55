using System.ComponentModel;

namespace SoftmaxGen.Runtime;

/// <summary>The kernels of dense layers in vectors of one width.</summary>
/// <remarks>
/// The virtual lanes of a logit's sum are the same in every width. Sums over rows or classes have one order without lanes: so
/// any width serves for any part of them.
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IDenseTiles<T>
    where T : unmanaged
{
    /// <summary>Gets whether the hardware has vectors of this width.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>Gets the number of lanes of a vector.</summary>
    static abstract int Width { get; }

    /// <summary>Gets the number of virtual lanes of a logit's sum.</summary>
    static abstract int SumLanes { get; }

    /// <summary>Computes z_i = sum_j w_ij x_j + b_i of each row; for at least <see cref="SumLanes"/> features, or fewer in vectors of 128 bits.</summary>
    static abstract void Logits<TShape>(ref T features, ref T weights, ref T bias, ref T logits, int rows)
        where TShape : struct, IDenseShape;

    /// <summary>Adds sum over rows of g_i x_j to the gradient of the weights, or writes it where it is the first; for at least <see cref="Width"/> features, or fewer in vectors of 128 bits.</summary>
    static abstract void AddWeightGradient<TShape>(ref T features, ref T gradient, ref T weightGradient, int rows, bool isFirst)
        where TShape : struct, IDenseShape;

    /// <summary>Adds sum over rows of g_i to the gradient of the bias, or writes it where it is the first; for at least <see cref="Width"/> classes, or fewer in vectors of 128 bits.</summary>
    static abstract void AddBiasGradient<TShape>(ref T gradient, ref T biasGradient, int rows, bool isFirst)
        where TShape : struct, IDenseShape;

    /// <summary>Computes sum_i g_i w_ij of each row; for at least <see cref="Width"/> features, or fewer in vectors of 128 bits.</summary>
    static abstract void FeatureGradient<TShape>(ref T gradient, ref T weights, ref T featureGradient, int rows)
        where TShape : struct, IDenseShape;
}
