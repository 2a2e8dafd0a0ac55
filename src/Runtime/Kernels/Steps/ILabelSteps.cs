using System.ComponentModel;

namespace SoftmaxGen.Runtime;

/// <summary>Steps that tell the label of each row from the other classes.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TVector">Vectors of the element type.</typeparam>
/// <typeparam name="TInteger">Vectors of integers as wide as the element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ILabelSteps<T, TVector, TInteger>
    where T : unmanaged
    where TVector : struct
    where TInteger : struct
{
    /// <summary>Reads the label of each row.</summary>
    static abstract TInteger LoadLabels(ref int labels, int classes);

    /// <summary>Writes a label for each row.</summary>
    static abstract void StoreLabels(TInteger labels, ref int destination, int classes);

    /// <summary>Writes a number for each row.</summary>
    static abstract void StoreResults(TVector results, ref T destination, int classes);

    /// <summary>The term of each row's label, from the bits in the workspace, for rows in their order.</summary>
    static abstract TVector GatherLabelTerms(ref T terms, ref int labels, TInteger exponentOffset);

    /// <summary>The terms of a class, but 0 for rows with this label, whose terms go to <paramref name="labelTerm"/>.</summary>
    static abstract TVector SplitLabelTerm(TVector terms, TInteger labels, int label, ref TVector labelTerm);

    /// <summary>The terms of a class, but 0 for rows with this label.</summary>
    static abstract TVector ZeroLabel(TVector terms, TInteger labels, int label);

    /// <summary>Of two classes the term that is not the label's.</summary>
    static abstract TVector NonLabelSum(TVector e0, TVector e1, TInteger labels, out TVector labelTerm);

    /// <summary>Of three classes the sum of the terms that are not the label's.</summary>
    static abstract DoubleWord<TVector> NonLabelSum(TVector e0, TVector e1, TVector e2, TInteger labels, out TVector labelTerm);

    /// <summary>Of four classes the sum of the terms that are not the label's.</summary>
    static abstract DoubleWord<TVector> NonLabelSum(TVector e0, TVector e1, TVector e2, TVector e3, TInteger labels, out TVector labelTerm);

    /// <summary>The odds against each label, (1 - p) / p, rounded once.</summary>
    static abstract TVector Odds(DoubleWord<TVector> others, TVector labelTerm);

    /// <summary>The same for two classes: a quotient of two terms.</summary>
    static abstract TVector Odds(TVector other, TVector labelTerm);

    /// <summary>Replaces the best class so far by <paramref name="label"/> where its logit is larger, or the first NaN.</summary>
    static abstract void UpdateArgMax(TVector z, int label, ref TVector best, ref TInteger labels);

    /// <summary>The number of each row's label among those of all classes, which are data of the assembly.</summary>
    static abstract TVector GatherByLabel(ReadOnlySpan<T> numbers, TInteger labels);

    /// <summary>The focal loss of each row's label, and the factor of its gradient beside the plain one.</summary>
    /// <param name="others">The sum of the other classes' terms.</param>
    /// <param name="lostOthers">The sum of what they lack.</param>
    /// <param name="labelTerm">The label's term.</param>
    /// <param name="lostLabel">What it lacks.</param>
    /// <param name="halves">Twice the focal exponent.</param>
    /// <param name="factors">The factors.</param>
    static abstract TVector FocalLoss(DoubleWord<TVector> others, DoubleWord<TVector> lostOthers, TVector labelTerm, TVector lostLabel, int halves, out DoubleWord<TVector> factors);
}
