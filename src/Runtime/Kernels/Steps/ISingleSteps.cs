using System.ComponentModel;

namespace SoftmaxGen.Runtime;

/// <summary>The steps of float kernels with a row in each lane: sums have 16 virtual lanes, and 8 classes are transposed at a time.</summary>
/// <typeparam name="TVector">Vectors of <see cref="float"/>.</typeparam>
/// <typeparam name="TInteger">Vectors of <see cref="int"/>.</typeparam>
/// <typeparam name="TSums">Sums in double.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ISingleSteps<TVector, TInteger, TSums> : ISteps<float, TVector, TInteger, TSums>
    where TVector : struct
    where TInteger : struct
    where TSums : struct
{
    /// <summary>The sum of 8 lanes with its rounding errors: l and l + 4 first, then l and l + 2, then l and l + 1.</summary>
    static abstract DoubleWord<TVector> SumLanesCompensated(TVector lane0, TVector lane1, TVector lane2, TVector lane3, TVector lane4, TVector lane5, TVector lane6, TVector lane7);

    /// <summary>The sum of 8 lanes in double, in the same order.</summary>
    static abstract TSums SumLanes(TSums lane0, TSums lane1, TSums lane2, TSums lane3, TSums lane4, TSums lane5, TSums lane6, TSums lane7);

    /// <summary>Reads 8 classes of rows that are <paramref name="stride"/> apart, transposed.</summary>
    static abstract void LoadTransposed(
        ref float rows, int stride,
        out TVector c0, out TVector c1, out TVector c2, out TVector c3, out TVector c4, out TVector c5, out TVector c6, out TVector c7);

    /// <summary>Writes 8 classes of rows that are <paramref name="stride"/> apart.</summary>
    static abstract void StoreTransposed(
        ref float rows, int stride,
        TVector c0, TVector c1, TVector c2, TVector c3, TVector c4, TVector c5, TVector c6, TVector c7);

    /// <summary>Reads rows of 4 classes, transposed.</summary>
    static abstract void LoadTransposed4(ref float rows, out TVector c0, out TVector c1, out TVector c2, out TVector c3);

    /// <summary>Writes rows of 4 classes.</summary>
    static abstract void StoreTransposed4(ref float rows, TVector c0, TVector c1, TVector c2, TVector c3);

    /// <summary>Reads rows of 5 to 7 classes, transposed. The vectors past those hold anything.</summary>
    static abstract void LoadTransposedPartial(
        ref float rows, int classes,
        out TVector c0, out TVector c1, out TVector c2, out TVector c3, out TVector c4, out TVector c5, out TVector c6, out TVector c7);

    /// <summary>Writes rows of 5 to 7 classes. The vectors past those may hold anything.</summary>
    static abstract void StoreTransposedPartial(
        ref float rows, int classes,
        TVector c0, TVector c1, TVector c2, TVector c3, TVector c4, TVector c5, TVector c6);
}
