using System.ComponentModel;

namespace SoftmaxGen.Runtime;

/// <summary>The constants of a head's dense layer, and its kernels of many rows, whose types are loaded with the first batch.</summary>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IDenseLayer<T> : IDenseShape
    where T : unmanaged
{
    /// <summary>Computes the logits of each row.</summary>
    static abstract void Logits(ref T features, ref T weights, ref T bias, ref T logits, int rows);

    /// <summary>Computes the probabilities of each row.</summary>
    static abstract void Probabilities(ref T features, ref T weights, ref T bias, ref T probabilities, int rows);

    /// <summary>Finds the class of each row.</summary>
    static abstract void Predict(ref T features, ref T weights, ref T bias, ref int labels, int rows);

    /// <summary>Computes the sum of the losses of labels divided by <paramref name="divisor"/>, and its gradients.</summary>
    static abstract T LossAndGradients(ref T features, ref int labels, ref T weights, ref T bias, Gradients<T> gradients, double divisor, int rows);

    /// <summary>Computes the sum of the losses of targets divided by <paramref name="divisor"/>, and its gradients.</summary>
    static abstract T LossAndGradients(ref T features, ref T targets, ref T weights, ref T bias, Gradients<T> gradients, double divisor, int rows);
}
