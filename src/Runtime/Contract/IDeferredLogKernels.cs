using System.ComponentModel;

namespace SoftmaxGen.Runtime;

/// <summary>Kernels for one row that defer its logarithm, which is computed with those of other rows.</summary>
/// <remarks>Each writes the parts of its result to the <c>place</c> of its row among the logarithms.</remarks>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IDeferredLogKernels<T> : IRowKernels<T>
    where T : unmanaged
{
    /// <summary>Gets the number of logarithms that are computed at once, at most 8.</summary>
    static abstract int DeferredRows { get; }

    /// <summary>Sums the terms of a row for its log-sum-exp.</summary>
    static abstract void LogSumExp(ref T logits, ref DeferredLogs logs, int place);

    /// <summary>Writes the log-probabilities of a row whose logarithm has been computed.</summary>
    static abstract void LogSoftmax(ref T logits, ref T logProbabilities, ref DeferredLogs logs, int place);

    /// <summary>Sums the parts of the loss of targets.</summary>
    static abstract void CrossEntropy(ref T logits, ref T targets, ref DeferredLogs logs, int place);

    /// <summary>Sums the parts of the loss of targets, and writes its gradient divided by <paramref name="divisor"/>.</summary>
    static abstract void CrossEntropyGradient(ref T logits, ref T targets, ref T gradient, double divisor, ref DeferredLogs logs, int place);
}
