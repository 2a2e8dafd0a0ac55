using System.ComponentModel;

namespace SoftmaxGen.Runtime;

/// <summary>Steps that add up the terms of each row.</summary>
/// <typeparam name="TVector">Vectors of the element type.</typeparam>
/// <typeparam name="TInteger">Vectors of integers as wide as the element type.</typeparam>
/// <typeparam name="TSums">Sums in twice the precision of the element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ISumSteps<TVector, TInteger, TSums>
    where TVector : struct
    where TInteger : struct
    where TSums : struct
{
    /// <summary>Gets 0 in every lane.</summary>
    static abstract TVector Zero { get; }

    /// <summary>Gets -infinity in every lane.</summary>
    static abstract TVector NegativeInfinity { get; }

    /// <summary>Gets sums of 0.</summary>
    static abstract TSums ZeroSums { get; }

    /// <summary>x + y, rounded.</summary>
    static abstract TVector Add(TVector x, TVector y);

    /// <summary>The larger of each pair of lanes. A NaN may get lost.</summary>
    static abstract TVector Max(TVector x, TVector y);

    /// <summary>x + y and its rounding error, for x and y of at least 0 (Dekker's Fast2Sum).</summary>
    static abstract DoubleWord<TVector> FastTwoSum(TVector x, TVector y);

    /// <summary>x + y with all rounding errors so far: to twice the precision.</summary>
    static abstract DoubleWord<TVector> AddDoubleWord(DoubleWord<TVector> x, DoubleWord<TVector> y);

    /// <summary>The same where y has no rounding error.</summary>
    static abstract DoubleWord<TVector> AddDoubleWord(DoubleWord<TVector> x, TVector y);

    /// <summary>Adds a number to the sum of each row, in twice the precision.</summary>
    static abstract TSums Add(TSums sums, TVector terms);

    /// <summary>1 / sums, to twice the precision.</summary>
    static abstract DoubleWord<TVector> Reciprocal(DoubleWord<TVector> sums);

    /// <summary>The terms below the largest. One that equals it becomes 0, and counts as a tie.</summary>
    static abstract TVector ExcludeMaxTerms(TVector term, TVector maxTerm, ref TInteger ties);

    /// <summary>The sum of all terms but one of the largest, from those below it and the number of ties.</summary>
    static abstract TSums NonMaxSum(DoubleWord<TVector> below, TInteger ties, TVector maxTerm);
}
