using System.ComponentModel;

namespace SoftmaxGen.Runtime;

/// <summary>The kernels of a dense layer and what follows it, for one row.</summary>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IDenseRows<T>
    where T : unmanaged
{
    /// <summary>Gets whether the hardware has vectors of the width of these kernels.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>Computes the logits.</summary>
    static abstract void Logits(ref T features, ref T weights, ref T bias, ref T logits);

    /// <summary>Computes the probabilities.</summary>
    static abstract void Probabilities(ref T features, ref T weights, ref T bias, ref T probabilities);

    /// <summary>Finds the first of the largest logits, or the first NaN.</summary>
    static abstract void Predict(ref T features, ref T weights, ref T bias, ref int label);
}
