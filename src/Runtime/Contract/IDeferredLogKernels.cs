using System.ComponentModel;

namespace SoftmaxGen.Runtime;

/// <summary>Kernels of one row that leave the row's logarithm to be taken with those of other rows.</summary>
/// <remarks>Each puts what its result is made of at its row's <c>place</c> among the logarithms.</remarks>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IDeferredLogKernels<T> : IRowKernels<T>
    where T : unmanaged
{
    /// <summary>Gets how many rows' logarithms are taken at once, at most 8.</summary>
    static abstract int DeferredRows { get; }

    /// <summary>Sums the terms of a row for its log-sum-exp.</summary>
    static abstract void LogSumExp(ref T logits, ref DeferredLogs logs, int place);

    /// <summary>Writes the log-probabilities of a row whose logarithm has been taken.</summary>
    static abstract void LogSoftmax(ref T logits, ref T logProbabilities, ref DeferredLogs logs, int place);

    /// <summary>Sums what the loss of targets is made of.</summary>
    static abstract void CrossEntropy(ref T logits, ref T targets, ref DeferredLogs logs, int place);

    /// <summary>Sums what the loss of targets is made of, and writes its gradient divided by <paramref name="divisor"/>.</summary>
    static abstract void CrossEntropyGradient(ref T logits, ref T targets, ref T gradient, double divisor, ref DeferredLogs logs, int place);
}
