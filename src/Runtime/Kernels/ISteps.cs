using System.ComponentModel;

namespace SoftmaxGen.Runtime;

/// <summary>The steps of kernels with a row in each lane: a vector holds one class of as many rows as it has lanes.</summary>
/// <remarks>
/// <para>Each width and element type has a struct with these steps, and a kernel is written once for all of them. Every step
/// is inlined into its place of use. What it computes in a lane has the bits that a kernel for a single row gives.</para>
/// <para>The terms of a row are e^(z_i - m) up to a power of two that the row shares, where m is its largest logit. Until m is
/// known, e^z_i is kept as bits q whose exponent wraps around; an exponent offset, taken from the row's largest exponent, makes
/// the term of it. Rows in the fast range have finite logits so close together that no term leaves the normal numbers; no other
/// rows come here.</para>
/// <para>Vectors wait for later steps in a workspace. An index there counts vectors.</para>
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TVector">Vectors of the element type: numbers, or masks with all bits of a lane set or none.</typeparam>
/// <typeparam name="TInteger">Vectors of integers as wide as the element type: exponents, bits of numbers, labels, counts.</typeparam>
/// <typeparam name="TSums">Sums in twice the precision of the element type: in double for float, of two parts for double.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ISteps<T, TVector, TInteger, TSums>
    where T : unmanaged
    where TVector : struct
    where TInteger : struct
    where TSums : struct
{
    /// <summary>Gets whether the hardware has vectors of this width.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>Gets the number of lanes: so many rows are treated at a time.</summary>
    static abstract int Width { get; }

    /// <summary>Gets 0 in every lane.</summary>
    static abstract TVector Zero { get; }

    /// <summary>Gets -infinity in every lane.</summary>
    static abstract TVector NegativeInfinity { get; }

    /// <summary>Gets an integer below every exponent.</summary>
    static abstract TInteger MinExponent { get; }

    /// <summary>Gets an integer above every exponent.</summary>
    static abstract TInteger MaxExponent { get; }

    /// <summary>Gets sums that nothing has been added to.</summary>
    static abstract TSums ZeroSums { get; }

    // The workspace.

    /// <summary>The vector at <paramref name="index"/> of the workspace.</summary>
    static abstract ref T Slot(ref T memory, int index);

    /// <summary>Reads the vector at <paramref name="index"/> of the workspace.</summary>
    static abstract TVector LoadSlot(ref T memory, int index);

    /// <summary>Writes a vector to <paramref name="index"/> of the workspace.</summary>
    static abstract void StoreSlot(TVector lanes, ref T memory, int index);

    // Exponentials.

    /// <summary>Writes the bits of e^z of four classes to <paramref name="index"/> and the slots behind it; their exponents are the first that count.</summary>
    /// <remarks>
    /// e^z = 2^n e^r with n = round(z / ln 2) and r = z - n ln 2 in two parts: a relative error of at most 0.51 ulp before the
    /// polynomial's. Four at a time, step by step, since each step waits for its own before.
    /// </remarks>
    static abstract void StoreFirstTerms(TVector z0, TVector z1, TVector z2, TVector z3, out TInteger top, out TInteger low, ref T terms, int index);

    /// <summary>The same for two classes.</summary>
    static abstract void StoreFirstTerms(TVector z0, TVector z1, out TInteger top, out TInteger low, ref T terms, int index);

    /// <summary>The same for one class.</summary>
    static abstract void StoreFirstTerms(TVector z, out TInteger top, out TInteger low, ref T terms, int index);

    /// <summary>Writes the bits of e^z of four more classes, and lets their exponents count in the largest and the smallest ones so far.</summary>
    static abstract void StoreTerms(TVector z0, TVector z1, TVector z2, TVector z3, ref TInteger top, ref TInteger low, ref T terms, int index);

    /// <summary>The same for two classes.</summary>
    static abstract void StoreTerms(TVector z0, TVector z1, ref TInteger top, ref TInteger low, ref T terms, int index);

    /// <summary>The same for one class.</summary>
    static abstract void StoreTerms(TVector z, ref TInteger top, ref TInteger low, ref T terms, int index);

    /// <summary>Whether every row is in the fast range, from its largest and smallest exponents: no more than 2^7 (double: 2^10) apart, none of them of a NaN or an infinity.</summary>
    static abstract bool IsInFastRange(TInteger top, TInteger low);

    /// <summary>The exponent offset of rows whose largest exponents are these.</summary>
    static abstract TInteger ExponentOffset(TInteger top);

    /// <summary>Writes exponent offsets to the workspace.</summary>
    static abstract void StoreExponentOffset(TInteger drop, ref T memory, int index);

    /// <summary>Reads exponent offsets from the workspace.</summary>
    static abstract TInteger LoadExponentOffset(ref T memory, int index);

    /// <summary>The terms of the class whose bits wait at <paramref name="index"/>: normal numbers.</summary>
    static abstract TVector LoadTerm(ref T memory, int index, TInteger drop);

    /// <summary>The terms of one logit of each row, within its fast range.</summary>
    static abstract TVector Term(TVector z, TInteger drop);

    /// <summary>terms * scale, rounded once.</summary>
    static abstract TVector Scale(TVector terms, DoubleWord<TVector> scale);

    /// <summary>Writes a factor to <paramref name="index"/> and the slot behind it.</summary>
    static abstract void StoreFactor(DoubleWord<TVector> factor, ref T memory, int index);

    /// <summary>Reads a factor from <paramref name="index"/> and the slot behind it.</summary>
    static abstract DoubleWord<TVector> LoadFactor(ref T memory, int index);

    // Sums over the classes of each row.

    /// <summary>x + y, rounded.</summary>
    static abstract TVector Add(TVector x, TVector y);

    /// <summary>The larger of each pair; a NaN may be lost.</summary>
    static abstract TVector Max(TVector x, TVector y);

    /// <summary>x + y, neither of which is negative, with what the rounding takes away (Dekker's Fast2Sum): exact.</summary>
    static abstract DoubleWord<TVector> FastTwoSum(TVector x, TVector y);

    /// <summary>The sum of two sums, with what has been rounded away so far: to twice the precision.</summary>
    static abstract DoubleWord<TVector> AddDoubleWord(DoubleWord<TVector> x, DoubleWord<TVector> y);

    /// <summary>The same where nothing has been rounded away from the second one.</summary>
    static abstract DoubleWord<TVector> AddDoubleWord(DoubleWord<TVector> x, TVector y);

    /// <summary>Adds a number to the sum of each row, in twice the precision.</summary>
    static abstract TSums Add(TSums sums, TVector terms);

    /// <summary>Writes sums to <paramref name="index"/> and the slot behind it.</summary>
    static abstract void StoreSums(TSums sums, ref T memory, int index);

    /// <summary>Reads sums from <paramref name="index"/> and the slot behind it.</summary>
    static abstract TSums LoadSums(ref T memory, int index);

    /// <summary>1 / sums, to twice the precision.</summary>
    static abstract DoubleWord<TVector> Reciprocal(DoubleWord<TVector> sums);

    // Labels.

    /// <summary>Reads the labels of as many rows as there are lanes, in the order that a transpose of rows of so many classes gives them.</summary>
    static abstract TInteger LoadLabels(ref int labels, int classes);

    /// <summary>Writes one label for each row, from that order.</summary>
    static abstract void StoreLabels(TInteger labels, ref int destination, int classes);

    /// <summary>Writes one number for each row, from that order.</summary>
    static abstract void StoreResults(TVector results, ref T destination, int classes);

    /// <summary>The term of each row's label, among the terms whose bits wait in the workspace.</summary>
    static abstract TVector GatherLabelTerms(ref T terms, ref int labels, TInteger drop);

    /// <summary>The terms of a class, with 0 for rows that have it as their label: there the term is <paramref name="own"/> from now on.</summary>
    static abstract TVector SplitLabelTerm(TVector terms, TInteger labels, int label, ref TVector own);

    /// <summary>The terms of a class, with 0 for rows that have it as their label.</summary>
    static abstract TVector ZeroLabel(TVector terms, TInteger labels, int label);

    /// <summary>Of two classes the term that is not the label's.</summary>
    static abstract TVector NonLabelSum(TVector e0, TVector e1, TInteger labels, out TVector own);

    /// <summary>Of three classes the sum of the terms that are not the label's.</summary>
    static abstract DoubleWord<TVector> NonLabelSum(TVector e0, TVector e1, TVector e2, TInteger labels, out TVector own);

    /// <summary>Of four classes the sum of the terms that are not the label's.</summary>
    static abstract DoubleWord<TVector> NonLabelSum(TVector e0, TVector e1, TVector e2, TVector e3, TInteger labels, out TVector own);

    /// <summary>The odds against each label, (1 - p) / p, rounded once.</summary>
    static abstract TVector Odds(DoubleWord<TVector> others, TVector own);

    /// <summary>The same of two classes: a quotient of two terms.</summary>
    static abstract TVector Odds(TVector other, TVector own);

    /// <summary>What a gradient is divided by.</summary>
    static abstract GradientDivisor<TVector> BroadcastDivisor(double divisor);

    /// <summary>1 / ((others + own) divisor), to twice the precision: what terms are multiplied by for a gradient.</summary>
    static abstract DoubleWord<TVector> GradientScale(DoubleWord<TVector> others, TVector own, GradientDivisor<TVector> share);

    /// <summary>The label's entry of the gradient, -(sum of the others) * scale: p - 1 without what would cancel in it.</summary>
    static abstract TVector LabelGradient(DoubleWord<TVector> others, DoubleWord<TVector> scale);

    /// <summary>The entries of a class, with <paramref name="own"/> where rows have it as their label.</summary>
    static abstract TVector InsertLabelGradient(TVector entries, TVector own, TInteger labels, int label);

    /// <summary>Writes the entry of each row's label over what its row has there.</summary>
    static abstract void ScatterLabelGradient(TVector own, ref T rows, ref int labels, int classes);

    /// <summary>Of two classes the gradient's entry of the one that is not the label: other / ((other + own) divisor).</summary>
    static abstract TVector BinaryGradient(TVector other, TVector own, GradientDivisor<TVector> share);

    /// <summary>Of two classes both entries: the label's is the other one with its sign turned.</summary>
    static abstract void SplitBinaryGradient(TVector other, TInteger labels, out TVector r0, out TVector r1);

    /// <summary>Moves on to the class <paramref name="label"/> where its logit is above the best so far, or the first NaN.</summary>
    static abstract void UpdateArgMax(TVector z, int label, ref TVector best, ref TInteger labels);

    // Logarithms.

    /// <summary>The term if it is below the largest one, and 0 for one that equals it: that counts as a tie.</summary>
    static abstract TVector ExcludeMaxTerms(TVector term, TVector largest, ref TInteger ties);

    /// <summary>The sum of all terms but one of the largest, from those below it and the number of ties.</summary>
    static abstract TSums NonMaxSum(DoubleWord<TVector> below, TInteger ties, TVector largest);

    /// <summary>Writes log1p(others / largest), which is ln(sum_k e^(z_k)) - m, to <paramref name="index"/> and the slot behind it.</summary>
    static abstract void StoreLogs(TSums others, TVector largest, ref T memory, int index);

    /// <summary>Reads those logarithms, rounded to the element type.</summary>
    static abstract TVector LoadLogs(ref T memory, int index);

    /// <summary>m + logarithm, rounded once.</summary>
    static abstract TVector LogSumExp(ref T memory, int index, TVector max);

    /// <summary>(z - m) - logarithm: both parts are at most 0, so that nothing cancels.</summary>
    static abstract TVector LogProbabilities(TVector z, TVector max, TVector log);

    // Targets.

    /// <summary>Adds y (m - z) to the sum of each row.</summary>
    static abstract TSums AddWeightedGap(TSums sums, TVector targets, TVector z, TVector max);

    /// <summary>A lane of sum_i y_i (m - z_i): every <paramref name="lanes"/>th class from <paramref name="lane"/> on.</summary>
    static abstract TSums SumWeightedGaps(ref T targets, ref T logits, TVector max, int lane, int lanes, int classes);

    /// <summary>A lane of sum_i y_i.</summary>
    static abstract TSums SumTargets(ref T targets, int lane, int lanes, int classes);

    /// <summary>Whether no loss and no gradient of targets with these sums, of y_i and of y_i (m - z_i), overflows on its way to a result that does not.</summary>
    static abstract bool AreInRange(TSums targets, TSums cost);

    /// <summary>sum_i y_i (m - z_i) + logarithm * sum_i y_i, rounded once.</summary>
    static abstract TVector TargetLoss(TSums cost, ref T memory, int index, TSums targets);

    /// <summary>sum_i y_i / ((others + largest) divisor), to twice the precision.</summary>
    static abstract DoubleWord<TVector> TargetScale(TSums targets, TSums others, TVector largest, double divisor);

    /// <summary>terms * scale, rounded, - targets * weight.</summary>
    static abstract TVector TargetGradient(TVector terms, DoubleWord<TVector> scale, TVector targets, double weight);

    // Transposes. Which lane a row gets is up to them, as long as storing undoes what loading did.

    /// <summary>Reads rows of 2 classes, transposed.</summary>
    static abstract void LoadTransposed2(ref T rows, out TVector c0, out TVector c1);

    /// <summary>Writes rows of 2 classes.</summary>
    static abstract void StoreTransposed2(ref T rows, TVector c0, TVector c1);

    /// <summary>Reads rows of 3 classes, transposed.</summary>
    static abstract void LoadTransposed3(ref T rows, out TVector c0, out TVector c1, out TVector c2);

    /// <summary>Writes rows of 3 classes.</summary>
    static abstract void StoreTransposed3(ref T rows, TVector c0, TVector c1, TVector c2);
}
