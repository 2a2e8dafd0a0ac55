using System.ComponentModel;

namespace SoftmaxGen.Runtime;

/// <summary>The kernels of a head for one row, in vectors of one width, with a class in each lane.</summary>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IRowKernels<T>
    where T : unmanaged
{
    /// <summary>Gets whether the hardware has vectors of this width.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>Gets the number of classes.</summary>
    static abstract int Classes { get; }

    /// <summary>Computes the probabilities.</summary>
    static abstract void Softmax(ref T logits, ref T probabilities);

    /// <summary>Finds the first of the largest logits, or the first NaN.</summary>
    static abstract void ArgMax(ref T logits, ref int label);

    /// <summary>Computes the loss of a label, in the form for labels.</summary>
    static abstract void CrossEntropy(ref T logits, ref int label, ref T loss);

    /// <summary>Computes the loss of a label, in the form for labels, and its gradient divided by <paramref name="divisor"/>.</summary>
    static abstract void CrossEntropyGradient(ref T logits, ref int label, ref T gradient, ref T loss, double divisor);

    /// <summary>Computes p_i (g_i - sum_j g_j p_j).</summary>
    static abstract void SoftmaxBackward(ref T probabilities, ref T upstream, ref T gradient);

    /// <summary>Computes g_i - exp(l_i) sum_j g_j.</summary>
    static abstract void LogSoftmaxBackward(ref T logProbabilities, ref T upstream, ref T gradient);

    /// <summary>Computes a_i ((i = j) - a_j).</summary>
    static abstract void Jacobian(ref T probabilities, ref T jacobian);

    /// <summary>Computes the entropy of the probabilities.</summary>
    static abstract T Entropy(ref T logits);

    /// <summary>Computes one probability, with the bits that the softmax gives.</summary>
    static abstract T Probability(ref T logits, int label);
}
