using System.ComponentModel;

namespace SoftmaxGen.Runtime;

/// <summary>The options of a head's loss, as constants.</summary>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ILossOptions<T>
    where T : unmanaged
{
    /// <summary>Gets the temperature that logits are divided by.</summary>
    static abstract double Temperature { get; }

    /// <summary>Gets how much of a label's 1 is spread evenly over all classes.</summary>
    static abstract double LabelSmoothing { get; }

    /// <summary>Gets the weight of each class, and zeros behind up to a whole vector of 512 bits; nothing where all are 1.</summary>
    static abstract ReadOnlySpan<T> ClassWeights { get; }

    /// <summary>Gets whether a class weighs nothing.</summary>
    static abstract bool HasZeroWeights { get; }

    /// <summary>Gets whether kernels leave it to others to weigh the losses of labels.</summary>
    static abstract bool LeavesLossesUnweighed { get; }

    /// <summary>Gets whether the rows of one label count for nothing.</summary>
    static abstract bool HasIgnoreLabel { get; }

    /// <summary>Gets that label.</summary>
    static abstract int IgnoreLabel { get; }

    /// <summary>Gets twice the focal exponent.</summary>
    static abstract int FocalHalves { get; }
}
