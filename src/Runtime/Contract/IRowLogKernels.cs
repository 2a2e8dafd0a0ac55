using System.ComponentModel;

namespace SoftmaxGen.Runtime;

/// <summary>Kernels for one row that compute its logarithm themselves.</summary>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IRowLogKernels<T> : IRowKernels<T>
    where T : unmanaged
{
    /// <summary>Computes the log-probabilities.</summary>
    static abstract void LogSoftmax(ref T logits, ref T logProbabilities);

    /// <summary>Computes the log-sum-exp.</summary>
    static abstract void LogSumExp(ref T logits, ref T destination);

    /// <summary>Computes the loss of targets.</summary>
    static abstract void CrossEntropy(ref T logits, ref T targets, ref T loss);

    /// <summary>Computes the loss of targets, and its gradient divided by <paramref name="divisor"/>.</summary>
    static abstract void CrossEntropyGradient(ref T logits, ref T targets, ref T gradient, ref T loss, double divisor);
}
