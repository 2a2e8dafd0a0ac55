using System.ComponentModel;

namespace SoftmaxGen.Runtime;

/// <summary>Steps that store what a later stage needs in the workspace, and load it there.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TVector">Vectors of the element type.</typeparam>
/// <typeparam name="TInteger">Vectors of integers as wide as the element type.</typeparam>
/// <typeparam name="TSums">Sums in twice the precision of the element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IWorkspaceSteps<T, TVector, TInteger, TSums>
    where T : unmanaged
    where TVector : struct
    where TInteger : struct
    where TSums : struct
{
    /// <summary>The vector at <paramref name="index"/> of the workspace.</summary>
    static abstract ref T Slot(ref T workspace, int index);

    /// <summary>Reads the vector at <paramref name="index"/> of the workspace.</summary>
    static abstract TVector LoadSlot(ref T workspace, int index);

    /// <summary>Writes a vector to <paramref name="index"/> of the workspace.</summary>
    static abstract void StoreSlot(TVector lanes, ref T workspace, int index);

    /// <summary>Writes exponent offsets to the workspace.</summary>
    static abstract void StoreExponentOffset(TInteger exponentOffset, ref T workspace, int index);

    /// <summary>Reads exponent offsets from the workspace.</summary>
    static abstract TInteger LoadExponentOffset(ref T workspace, int index);

    /// <summary>The terms of the class whose bits are at <paramref name="index"/> of the workspace: normal numbers.</summary>
    static abstract TVector LoadTerm(ref T workspace, int index, TInteger exponentOffset);

    /// <summary>Writes a factor to <paramref name="index"/> and the slot behind it.</summary>
    static abstract void StoreFactor(DoubleWord<TVector> factor, ref T workspace, int index);

    /// <summary>Reads a factor from <paramref name="index"/> and the slot behind it.</summary>
    static abstract DoubleWord<TVector> LoadFactor(ref T workspace, int index);

    /// <summary>Writes sums to <paramref name="index"/> and the slot behind it.</summary>
    static abstract void StoreSums(TSums sums, ref T workspace, int index);

    /// <summary>Reads sums from <paramref name="index"/> and the slot behind it.</summary>
    static abstract TSums LoadSums(ref T workspace, int index);
}
