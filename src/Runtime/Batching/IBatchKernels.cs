using System.ComponentModel;

namespace SoftmaxGen.Runtime;

/// <summary>The kernels of a head that treat a group of rows at a time in vectors of one width, a row in each lane.</summary>
/// <remarks>The number of rows that a kernel is given is a multiple of <see cref="GroupRows"/>.</remarks>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IBatchKernels<T> : IBatches<T>
    where T : unmanaged
{
    /// <summary>Gets whether the hardware has vectors of this width, and whether the head uses them on it.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>Gets the number of classes.</summary>
    static abstract int Classes { get; }

    /// <summary>Gets the number of rows of a group: that of the lanes.</summary>
    static abstract int GroupRows { get; }

    /// <summary>Gets the fewest rows for which a group is faster than one row after the other.</summary>
    static abstract int MinimumRows { get; }
}
