using System.ComponentModel;

namespace SoftmaxGen.Runtime;

/// <summary>The kernels of a head for groups of rows, in vectors of one width, with a row in each lane.</summary>
/// <remarks>The number of rows that a kernel is given is a multiple of <see cref="GroupRows"/>.</remarks>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IBatchKernels<T> : IBatches<T>
    where T : unmanaged
{
    /// <summary>Gets whether the hardware has vectors of this width and the head uses them there.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>Gets the number of classes.</summary>
    static abstract int Classes { get; }

    /// <summary>Gets the number of rows in a group, which is the number of lanes.</summary>
    static abstract int GroupRows { get; }

    /// <summary>Gets the number of rows from which on groups are faster than single rows.</summary>
    static abstract int MinimumRows { get; }
}
