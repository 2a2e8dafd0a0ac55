using System.ComponentModel;

namespace SoftmaxGen.Runtime;

/// <summary>What the members of a head need to know beside its kernels of single rows.</summary>
/// <remarks>
/// Kernels of many rows are behind methods, not type arguments: the runtime loads the types behind them when the first batch
/// comes, and a program that predicts row by row never does.
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IHeadKernels<T>
    where T : unmanaged
{
    /// <summary>Gets the number of classes.</summary>
    static abstract int Classes { get; }

    /// <summary>Gets ln N, rounded: no entropy is more.</summary>
    static abstract T MaxEntropy { get; }

    /// <summary>Computes the probabilities of each row.</summary>
    static abstract void Softmax(ref T logits, ref T probabilities, int rows);

    /// <summary>Computes the log-probabilities of each row.</summary>
    static abstract void LogSoftmax(ref T logits, ref T logProbabilities, int rows);

    /// <summary>Computes the log-sum-exp of each row.</summary>
    static abstract void LogSumExp(ref T logits, ref T destination, int rows);

    /// <summary>Finds the first of the largest logits of each row, or the first NaN.</summary>
    static abstract void ArgMax(ref T logits, ref int labels, int rows);

    /// <summary>Computes the loss of each row's label, in the form that labels have.</summary>
    static abstract void CrossEntropy(ref T logits, ref int labels, ref T losses, int rows);

    /// <summary>Computes the loss of each row's targets.</summary>
    static abstract void CrossEntropy(ref T logits, ref T targets, ref T losses, int rows);

    /// <summary>Computes the sum of the losses of labels divided by <paramref name="divisor"/>.</summary>
    static abstract T CrossEntropy(ref T logits, ref int labels, double divisor, int rows);

    /// <summary>Computes the sum of the losses of targets divided by <paramref name="divisor"/>.</summary>
    static abstract T CrossEntropy(ref T logits, ref T targets, double divisor, int rows);

    /// <summary>Computes the sum of the losses of labels divided by <paramref name="divisor"/>, and its gradient.</summary>
    static abstract T CrossEntropyGradient(ref T logits, ref int labels, ref T gradient, double divisor, int rows);

    /// <summary>Computes the sum of the losses of targets divided by <paramref name="divisor"/>, and its gradient.</summary>
    static abstract T CrossEntropyGradient(ref T logits, ref T targets, ref T gradient, double divisor, int rows);
}
