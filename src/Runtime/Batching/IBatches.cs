using System.ComponentModel;

namespace SoftmaxGen.Runtime;

/// <summary>The kernels of a head for any number of rows, with a workspace for intermediate results.</summary>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IBatches<T>
    where T : unmanaged
{
    /// <summary>Gets the length of the workspace. Its contents before the call do not matter.</summary>
    static abstract int WorkspaceLength { get; }

    /// <inheritdoc cref="IRows{T}.Softmax(ref T, ref T, int)"/>
    static abstract void Softmax(ref T logits, ref T probabilities, int rows, ref T workspace);

    /// <inheritdoc cref="IRows{T}.LogSoftmax(ref T, ref T, int)"/>
    static abstract void LogSoftmax(ref T logits, ref T logProbabilities, int rows, ref T workspace);

    /// <inheritdoc cref="IRows{T}.LogSumExp(ref T, ref T, int)"/>
    static abstract void LogSumExp(ref T logits, ref T destination, int rows, ref T workspace);

    /// <inheritdoc cref="IRows{T}.ArgMax(ref T, ref int, int)"/>
    static abstract void ArgMax(ref T logits, ref int labels, int rows);

    /// <inheritdoc cref="IRows{T}.CrossEntropy(ref T, ref int, ref T, int)"/>
    static abstract void CrossEntropy(ref T logits, ref int labels, ref T losses, int rows, ref T workspace);

    /// <inheritdoc cref="IRows{T}.CrossEntropy(ref T, ref T, ref T, int)"/>
    static abstract void CrossEntropy(ref T logits, ref T targets, ref T losses, int rows, ref T workspace);

    /// <inheritdoc cref="IRows{T}.CrossEntropyGradient(ref T, ref int, ref T, ref T, double, int)"/>
    static abstract void CrossEntropyGradient(ref T logits, ref int labels, ref T gradient, ref T losses, double divisor, int rows, ref T workspace);

    /// <inheritdoc cref="IRows{T}.CrossEntropyGradient(ref T, ref T, ref T, ref T, double, int)"/>
    static abstract void CrossEntropyGradient(ref T logits, ref T targets, ref T gradient, ref T losses, double divisor, int rows, ref T workspace);
}
