using System.ComponentModel;

namespace SoftmaxGen.Runtime;

/// <summary>Steps between rows in memory and vectors with a row in each lane. Which lane a row gets is up to them, as long as storing undoes loading.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TVector">Vectors of the element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ITransposeSteps<T, TVector>
    where T : unmanaged
    where TVector : struct
{
    /// <summary>Reads rows of 2 classes, transposed.</summary>
    static abstract void LoadTransposed2(ref T rows, out TVector c0, out TVector c1);

    /// <summary>Writes rows of 2 classes.</summary>
    static abstract void StoreTransposed2(ref T rows, TVector c0, TVector c1);

    /// <summary>Reads rows of 3 classes, transposed.</summary>
    static abstract void LoadTransposed3(ref T rows, out TVector c0, out TVector c1, out TVector c2);

    /// <summary>Writes rows of 3 classes.</summary>
    static abstract void StoreTransposed3(ref T rows, TVector c0, TVector c1, TVector c2);
}
