using System.ComponentModel;

namespace SoftmaxGen.Runtime;

/// <summary>The kernels of a head for any number of rows, one after the other.</summary>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IRows<T>
    where T : unmanaged
{
    /// <summary>Gets whether the hardware has vectors of the width of these kernels.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>Computes the probabilities of each row.</summary>
    static abstract void Softmax(ref T logits, ref T probabilities, int rows);

    /// <summary>Computes the log-probabilities of each row.</summary>
    static abstract void LogSoftmax(ref T logits, ref T logProbabilities, int rows);

    /// <summary>Computes the log-sum-exp of each row.</summary>
    static abstract void LogSumExp(ref T logits, ref T destination, int rows);

    /// <summary>Finds the first of the largest logits of each row, or the first NaN.</summary>
    static abstract void ArgMax(ref T logits, ref int labels, int rows);

    /// <summary>Computes the loss of each row's label, in the form for labels.</summary>
    static abstract void CrossEntropy(ref T logits, ref int labels, ref T losses, int rows);

    /// <summary>Computes the loss of each row's targets.</summary>
    static abstract void CrossEntropy(ref T logits, ref T targets, ref T losses, int rows);

    /// <summary>Computes the loss of each row's label, in the form for labels, and its gradient divided by <paramref name="divisor"/>.</summary>
    static abstract void CrossEntropyGradient(ref T logits, ref int labels, ref T gradient, ref T losses, double divisor, int rows);

    /// <summary>Computes the loss of each row's targets, and its gradient divided by <paramref name="divisor"/>.</summary>
    static abstract void CrossEntropyGradient(ref T logits, ref T targets, ref T gradient, ref T losses, double divisor, int rows);

    /// <summary>Computes p_i (g_i - sum_j g_j p_j) of each row.</summary>
    static abstract void SoftmaxBackward(ref T probabilities, ref T upstream, ref T gradient, int rows);

    /// <summary>Computes g_i - exp(l_i) sum_j g_j of each row.</summary>
    static abstract void LogSoftmaxBackward(ref T logProbabilities, ref T upstream, ref T gradient, int rows);

    /// <summary>Computes the Jacobian a_i ((i = j) - a_j) of one row.</summary>
    static abstract void Jacobian(ref T probabilities, ref T jacobian);

    /// <summary>Computes the entropy of one row.</summary>
    static abstract T Entropy(ref T logits);

    /// <summary>Computes one probability of one row, with the bits that the softmax gives.</summary>
    static abstract T Probability(ref T logits, int label);
}
