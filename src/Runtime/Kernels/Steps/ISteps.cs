using System.ComponentModel;

namespace SoftmaxGen.Runtime;

/// <summary>The steps of kernels with a row in each lane: a vector holds one class of as many rows as it has lanes.</summary>
/// <remarks>
/// <para>Each width and element type has a struct with these steps. A kernel is written once for all of them. Every step is
/// inlined where it is used. Each lane gets the bits that a kernel for a single row gives.</para>
/// <para>The terms of a row are e^(z_i - m), up to a power of two that the row shares; m is its largest logit. Before m is known,
/// e^z_i is stored as bits q whose exponent may wrap around. An exponent offset, which comes from the row's largest exponent,
/// turns q into the term. All rows here are in the fast range: their logits are finite, and so close together that every term
/// is a normal number.</para>
/// <para>There is an interface for each topic. To check that a type implements an interface takes the runtime a time that grows
/// faster than the number of members: a single interface of them all took 1 ms per width and element type at a head's first call,
/// these take half of that.</para>
/// <para>Vectors that a later step needs are in the workspace. An index there counts vectors.</para>
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TVector">Vectors of the element type: numbers, or masks with all bits of a lane set or none.</typeparam>
/// <typeparam name="TInteger">Vectors of integers as wide as the element type: exponents, bits of numbers, labels, counts.</typeparam>
/// <typeparam name="TSums">Sums in twice the precision of the element type: in double for float, of two parts for double.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ISteps<T, TVector, TInteger, TSums> :
    IWorkspaceSteps<T, TVector, TInteger, TSums>,
    IExponentialSteps<T, TVector, TInteger>,
    ISumSteps<TVector, TInteger, TSums>,
    ILabelSteps<T, TVector, TInteger>,
    IGradientSteps<T, TVector, TInteger>,
    ILogSteps<T, TVector, TSums>,
    ITargetSteps<T, TVector, TInteger, TSums>,
    ITransposeSteps<T, TVector>
    where T : unmanaged
    where TVector : struct
    where TInteger : struct
    where TSums : struct
{
    /// <summary>Gets whether the hardware has vectors of this width.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>Gets the number of lanes, which is the number of rows in a group.</summary>
    static abstract int Width { get; }
}
