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
/// <para>Vectors that a later step needs are in the workspace. An index there counts vectors.</para>
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

    /// <summary>Gets the number of lanes, which is the number of rows in a group.</summary>
    static abstract int Width { get; }

    /// <summary>Gets 0 in every lane.</summary>
    static abstract TVector Zero { get; }

    /// <summary>Gets -infinity in every lane.</summary>
    static abstract TVector NegativeInfinity { get; }

    /// <summary>Gets an integer below every exponent.</summary>
    static abstract TInteger MinExponent { get; }

    /// <summary>Gets an integer above every exponent.</summary>
    static abstract TInteger MaxExponent { get; }

    /// <summary>Gets sums of 0.</summary>
    static abstract TSums ZeroSums { get; }

    // The workspace.

    /// <summary>The vector at <paramref name="index"/> of the workspace.</summary>
    static abstract ref T Slot(ref T workspace, int index);

    /// <summary>Reads the vector at <paramref name="index"/> of the workspace.</summary>
    static abstract TVector LoadSlot(ref T workspace, int index);

    /// <summary>Writes a vector to <paramref name="index"/> of the workspace.</summary>
    static abstract void StoreSlot(TVector lanes, ref T workspace, int index);

    // Exponentials.

    /// <summary>Writes the bits of e^z of four classes to <paramref name="index"/> and the slots behind it.</summary>
    /// <remarks>
    /// <para>The classes are the first ones of a row: the largest and the smallest exponent are theirs.</para>
    /// <para>e^z = 2^n e^r with n = round(z / ln 2) and r = z - n ln 2 in two parts: a relative error of at most 0.51 ulp before
    /// the polynomial's. The instructions of one class depend on each other, so those of four are interleaved.</para>
    /// </remarks>
    static abstract void StoreFirstTerms(TVector z0, TVector z1, TVector z2, TVector z3, out TInteger maxExponent, out TInteger minExponent, ref T workspace, int index);

    /// <summary>The same for two classes.</summary>
    static abstract void StoreFirstTerms(TVector z0, TVector z1, out TInteger maxExponent, out TInteger minExponent, ref T workspace, int index);

    /// <summary>The same for one class.</summary>
    static abstract void StoreFirstTerms(TVector z, out TInteger maxExponent, out TInteger minExponent, ref T workspace, int index);

    /// <summary>Writes the bits of e^z of four more classes, and updates the largest and the smallest exponent so far.</summary>
    static abstract void StoreTerms(TVector z0, TVector z1, TVector z2, TVector z3, ref TInteger runningMax, ref TInteger runningMin, ref T workspace, int index);

    /// <summary>The same for two classes.</summary>
    static abstract void StoreTerms(TVector z0, TVector z1, ref TInteger runningMax, ref TInteger runningMin, ref T workspace, int index);

    /// <summary>The same for one class.</summary>
    static abstract void StoreTerms(TVector z, ref TInteger runningMax, ref TInteger runningMin, ref T workspace, int index);

    /// <summary>Whether every row is in the fast range, from its largest and its smallest exponent.</summary>
    /// <remarks>A row with a NaN or an infinity is not.</remarks>
    static abstract bool IsInFastRange(TInteger maxExponent, TInteger minExponent);

    /// <summary>The exponent offset of rows with these largest exponents.</summary>
    static abstract TInteger ExponentOffset(TInteger maxExponent);

    /// <summary>Writes exponent offsets to the workspace.</summary>
    static abstract void StoreExponentOffset(TInteger exponentOffset, ref T workspace, int index);

    /// <summary>Reads exponent offsets from the workspace.</summary>
    static abstract TInteger LoadExponentOffset(ref T workspace, int index);

    /// <summary>The terms of the class whose bits are at <paramref name="index"/> of the workspace: normal numbers.</summary>
    static abstract TVector LoadTerm(ref T workspace, int index, TInteger exponentOffset);

    /// <summary>The terms of one logit of each row.</summary>
    static abstract TVector Term(TVector z, TInteger exponentOffset);

    /// <summary>terms * scale, rounded once.</summary>
    static abstract TVector Scale(TVector terms, DoubleWord<TVector> scale);

    /// <summary>Writes a factor to <paramref name="index"/> and the slot behind it.</summary>
    static abstract void StoreFactor(DoubleWord<TVector> factor, ref T workspace, int index);

    /// <summary>Reads a factor from <paramref name="index"/> and the slot behind it.</summary>
    static abstract DoubleWord<TVector> LoadFactor(ref T workspace, int index);

    // Sums over the classes of each row.

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

    /// <summary>Writes sums to <paramref name="index"/> and the slot behind it.</summary>
    static abstract void StoreSums(TSums sums, ref T workspace, int index);

    /// <summary>Reads sums from <paramref name="index"/> and the slot behind it.</summary>
    static abstract TSums LoadSums(ref T workspace, int index);

    /// <summary>1 / sums, to twice the precision.</summary>
    static abstract DoubleWord<TVector> Reciprocal(DoubleWord<TVector> sums);

    // Labels. Lanes of labels are in the order in which a transpose leaves the rows, which depends on the class count.

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

    /// <summary>The divisor of a gradient, in every lane.</summary>
    static abstract GradientDivisor<TVector> BroadcastDivisor(double divisor);

    /// <summary>1 / ((others + labelTerm) divisor), to twice the precision: the scale from terms to a gradient.</summary>
    static abstract DoubleWord<TVector> GradientScale(DoubleWord<TVector> others, TVector labelTerm, GradientDivisor<TVector> divisor);

    /// <summary>The label's entry of the gradient, -others * scale. It is p - 1, without the cancellation.</summary>
    static abstract TVector LabelGradient(DoubleWord<TVector> others, DoubleWord<TVector> scale);

    /// <summary>The entries of a class, but <paramref name="labelGradient"/> for rows with this label.</summary>
    static abstract TVector InsertLabelGradient(TVector entries, TVector labelGradient, TInteger labels, int label);

    /// <summary>Overwrites the entry of each row's label.</summary>
    static abstract void ScatterLabelGradient(TVector labelGradient, ref T rows, ref int labels, int classes);

    /// <summary>Of two classes the gradient's entry that is not the label's: other / ((other + labelTerm) divisor).</summary>
    static abstract TVector BinaryGradient(TVector other, TVector labelTerm, GradientDivisor<TVector> divisor);

    /// <summary>Both entries of two classes: the label's is the negative of the other one.</summary>
    static abstract void SplitBinaryGradient(TVector other, TInteger labels, out TVector r0, out TVector r1);

    /// <summary>Replaces the best class so far by <paramref name="label"/> where its logit is larger, or the first NaN.</summary>
    static abstract void UpdateArgMax(TVector z, int label, ref TVector best, ref TInteger labels);

    // Logarithms.

    /// <summary>The terms below the largest. One that equals it becomes 0, and counts as a tie.</summary>
    static abstract TVector ExcludeMaxTerms(TVector term, TVector maxTerm, ref TInteger ties);

    /// <summary>The sum of all terms but one of the largest, from those below it and the number of ties.</summary>
    static abstract TSums NonMaxSum(DoubleWord<TVector> below, TInteger ties, TVector maxTerm);

    /// <summary>Writes log1p(others / maxTerm), which is ln(sum_k e^(z_k)) - m, to <paramref name="index"/> and the slot behind it.</summary>
    static abstract void StoreLogs(TSums others, TVector maxTerm, ref T workspace, int index);

    /// <summary>Reads those logarithms, rounded to the element type.</summary>
    static abstract TVector LoadLogs(ref T workspace, int index);

    /// <summary>m + logarithm, rounded once.</summary>
    static abstract TVector LogSumExp(ref T workspace, int index, TVector max);

    /// <summary>(z - m) - logarithm. The first part is at most 0 and the second at least 0, so nothing cancels.</summary>
    static abstract TVector LogProbabilities(TVector z, TVector max, TVector log);

    // Targets.

    /// <summary>Adds y (m - z) to the sum of each row.</summary>
    static abstract TSums AddWeightedGap(TSums sums, TVector targets, TVector z, TVector max);

    /// <summary>A lane of sum_i y_i (m - z_i): every <paramref name="lanes"/>th class from <paramref name="lane"/> on.</summary>
    static abstract TSums SumWeightedGaps(ref T targets, ref T logits, TVector max, int lane, int lanes, int classes);

    /// <summary>A lane of sum_i y_i.</summary>
    static abstract TSums SumTargets(ref T targets, int lane, int lanes, int classes);

    /// <summary>Whether losses and gradients can be computed from sum_i y_i and sum_i y_i (m - z_i) without overflow on the way.</summary>
    static abstract bool AreInRange(TSums targets, TSums gaps);

    /// <summary>sum_i y_i (m - z_i) + logarithm * sum_i y_i, rounded once.</summary>
    static abstract TVector TargetLoss(TSums gaps, ref T workspace, int index, TSums targets);

    /// <summary>sum_i y_i / ((others + maxTerm) divisor), to twice the precision.</summary>
    static abstract DoubleWord<TVector> TargetScale(TSums targets, TSums others, TVector maxTerm, double divisor);

    /// <summary>terms * scale, rounded, - targets * weight.</summary>
    static abstract TVector TargetGradient(TVector terms, DoubleWord<TVector> scale, TVector targets, double weight);

    // Transposes. The rows may get any lanes, as long as storing undoes what loading did.

    /// <summary>Reads rows of 2 classes, transposed.</summary>
    static abstract void LoadTransposed2(ref T rows, out TVector c0, out TVector c1);

    /// <summary>Writes rows of 2 classes.</summary>
    static abstract void StoreTransposed2(ref T rows, TVector c0, TVector c1);

    /// <summary>Reads rows of 3 classes, transposed.</summary>
    static abstract void LoadTransposed3(ref T rows, out TVector c0, out TVector c1, out TVector c2);

    /// <summary>Writes rows of 3 classes.</summary>
    static abstract void StoreTransposed3(ref T rows, TVector c0, TVector c1, TVector c2);
}
