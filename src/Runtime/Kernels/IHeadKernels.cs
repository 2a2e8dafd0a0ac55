using System.ComponentModel;

namespace SoftmaxGen.Runtime;

/// <summary>The kernels of a head that treat several rows, of which some wait in memory meanwhile. <see cref="Batch"/> lends it.</summary>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IHeadKernels<T>
    where T : unmanaged
{
    /// <summary>Gets the number of classes.</summary>
    static abstract int Classes { get; }

    /// <summary>Gets how many elements of memory the kernels want. What is in it before does not matter.</summary>
    static abstract int Memory { get; }

    /// <summary>Computes the probabilities.</summary>
    static abstract void Softmax(ref T logits, ref T probabilities, int rows, ref T memory);

    /// <summary>Computes their logarithms.</summary>
    static abstract void LogSoftmax(ref T logits, ref T logProbabilities, int rows, ref T memory);

    /// <summary>Computes the log-sum-exp of each row.</summary>
    static abstract void LogSumExp(ref T logits, ref T destination, int rows, ref T memory);

    /// <summary>Computes the odds against each label, which <see cref="Odds"/> makes the losses of.</summary>
    static abstract void CrossEntropy(ref T logits, ref int labels, ref T odds, int rows, ref T memory);

    /// <summary>Computes the losses of targets.</summary>
    static abstract void CrossEntropy(ref T logits, ref T targets, ref T losses, int rows, ref T memory);

    /// <summary>Computes the odds against each label, and the gradient of the losses divided by <paramref name="divisor"/>.</summary>
    static abstract void CrossEntropyGradient(ref T logits, ref int labels, ref T gradient, ref T odds, double divisor, int rows, ref T memory);

    /// <summary>Computes the losses of targets, and their gradient divided by <paramref name="divisor"/>.</summary>
    static abstract void CrossEntropyGradient(ref T logits, ref T targets, ref T gradient, ref T losses, double divisor, int rows, ref T memory);
}
