using System.ComponentModel;

namespace SoftmaxGen.Runtime;

/// <summary>What the members of a head need to know beside its kernels.</summary>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IHeadPlan<T>
    where T : unmanaged
{
    /// <summary>Gets the number of classes.</summary>
    static abstract int Classes { get; }

    /// <summary>Gets ln N, rounded: no entropy is more.</summary>
    static abstract T MaxEntropy { get; }
}
