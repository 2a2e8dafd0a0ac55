using System.ComponentModel;

namespace SoftmaxGen.Runtime;

/// <summary>The steps of double kernels with a row in each lane: sums have 8 virtual lanes, and 4 classes are transposed at a time.</summary>
/// <typeparam name="TVector">Vectors of <see cref="double"/>.</typeparam>
/// <typeparam name="TInteger">Vectors of <see cref="long"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IDoubleSteps<TVector, TInteger> : ISteps<double, TVector, TInteger, DoubleWord<TVector>>
    where TVector : struct
    where TInteger : struct
{
    /// <summary>The sums of one term each.</summary>
    static abstract DoubleWord<TVector> FirstTerm(TVector terms);

    /// <summary>The sum of 4 lanes with their rounding errors: l and l + 2 first, then l and l + 1.</summary>
    static abstract DoubleWord<TVector> SumLanes(DoubleWord<TVector> lane0, DoubleWord<TVector> lane1, DoubleWord<TVector> lane2, DoubleWord<TVector> lane3);

    /// <summary>Reads 4 classes of rows that are <paramref name="stride"/> apart, transposed.</summary>
    static abstract void LoadTransposed(ref double rows, int stride, out TVector c0, out TVector c1, out TVector c2, out TVector c3);

    /// <summary>Writes 4 classes of rows that are <paramref name="stride"/> apart.</summary>
    static abstract void StoreTransposed(ref double rows, int stride, TVector c0, TVector c1, TVector c2, TVector c3);
}
