//HintName: SoftmaxGen.Runtime.cs
// What generated code binds to, and no user calls. Code that was generated before a change of this file is still
// there, compiled or checked in: docs/compatibility.md says with which versions of the runtime it must work. Within
// these a member may be added, but no abstract one to an interface, and none may be removed or changed.

public abstract class BatchDriver<T, TKernels, TBatches, TLabelForm, TTargetForm, TLoss> where T : unmanaged where TKernels : struct, IHeadKernels<T> where TBatches : struct, IBatches<T> where TLabelForm : struct, ILossForm<T> where TTargetForm : struct, ILossForm<T> where TLoss : struct, ILossOptions<T>
{
    protected BatchDriver();
    public static void ArgMax(ref T logits, ref int labels, int rows);
    public static T CrossEntropy(ref T logits, ref T targets, double divisor, int rows);
    public static T CrossEntropy(ref T logits, ref int labels, double divisor, int rows);
    public static void CrossEntropy(ref T logits, ref T targets, ref T losses, int rows);
    public static void CrossEntropy(ref T logits, ref int labels, ref T losses, int rows);
    public static T CrossEntropyGradient(ref T logits, ref T targets, ref T gradient, double divisor, int rows);
    public static T CrossEntropyGradient(ref T logits, ref int labels, ref T gradient, double divisor, int rows);
    public static void LogSoftmax(ref T logits, ref T logProbabilities, int rows);
    public static void LogSumExp(ref T logits, ref T destination, int rows);
    public static void Softmax(ref T logits, ref T probabilities, int rows);
}

public struct DeferredLogs
{
    public bool IsKnown(int place);
    public double Known(int place);
    public double Log(int place);
    public void Put(int place, double known, double weight, double odds);
    public void PutKnown(int place, double number);
}

public readonly struct DeferredRows<T, TKernels> : IRows<T> where T : unmanaged where TKernels : struct, IDeferredLogKernels<T>
{
    public static void ArgMax(ref T logits, ref int labels, int rows);
    public static void CrossEntropy(ref T logits, ref T targets, ref T losses, int rows);
    public static void CrossEntropy(ref T logits, ref int labels, ref T losses, int rows);
    public static void CrossEntropyGradient(ref T logits, ref T targets, ref T gradient, ref T losses, double divisor, int rows);
    public static void CrossEntropyGradient(ref T logits, ref int labels, ref T gradient, ref T losses, double divisor, int rows);
    public static T Entropy(ref T logits);
    public static void Jacobian(ref T probabilities, ref T jacobian);
    public static void LogSoftmax(ref T logits, ref T logProbabilities, int rows);
    public static void LogSoftmaxBackward(ref T logProbabilities, ref T upstream, ref T gradient, int rows);
    public static void LogSumExp(ref T logits, ref T destination, int rows);
    public static T Probability(ref T logits, int label);
    public static void Softmax(ref T logits, ref T probabilities, int rows);
    public static void SoftmaxBackward(ref T probabilities, ref T upstream, ref T gradient, int rows);
    public static bool IsSupported { get; }
}

public abstract class DenseDriver<T, TKernels, TBatches, TLabelForm, TTargetForm, TShape, TTiles, TLoss> : BatchDriver<T, TKernels, TBatches, TLabelForm, TTargetForm, TLoss> where T : unmanaged, IBinaryFloatingPointIeee754<T> where TKernels : struct, IHeadKernels<T> where TBatches : struct, IBatches<T> where TLabelForm : struct, ILossForm<T> where TTargetForm : struct, ILossForm<T> where TShape : struct, IDenseShape where TTiles : struct, IDenseTiles<T> where TLoss : struct, ILossOptions<T>
{
    protected DenseDriver();
    public static void Logits(ref T features, ref T weights, ref T bias, ref T logits, int rows);
    public static T LossAndGradients(ref T features, ref T targets, ref T weights, ref T bias, Gradients<T> gradients, double divisor, int rows);
    public static T LossAndGradients(ref T features, ref int labels, ref T weights, ref T bias, Gradients<T> gradients, double divisor, int rows);
    public static void Predict(ref T features, ref T weights, ref T bias, ref int labels, int rows);
    public static void Probabilities(ref T features, ref T weights, ref T bias, ref T probabilities, int rows);
}

public abstract class DenseHead<T, TKernels, TRows, TLabelForm, TTargetForm, TLayer, TDense, TLoss> : Head<T, TKernels, TRows, TLabelForm, TTargetForm, TLoss> where T : unmanaged, IBinaryFloatingPointIeee754<T> where TKernels : struct, IHeadKernels<T> where TRows : struct, IRows<T> where TLabelForm : struct, ILossForm<T> where TTargetForm : struct, ILossForm<T> where TLayer : struct, IDenseLayer<T> where TDense : struct, IDenseRows<T> where TLoss : struct, ILossOptions<T>
{
    protected DenseHead();
    public static void Logits(ReadOnlySpan<T> features, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias, Span<T> logits);
    public static T LossAndGradients(ReadOnlySpan<T> features, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias, Span<T> weightGradient, Span<T> biasGradient, Reduction reduction);
    public static T LossAndGradients(ReadOnlySpan<T> features, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias, Span<T> weightGradient, Span<T> biasGradient, Span<T> featureGradient, Reduction reduction);
    public static T LossAndGradients(ReadOnlySpan<T> features, ReadOnlySpan<int> labels, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias, Span<T> weightGradient, Span<T> biasGradient, Reduction reduction);
    public static T LossAndGradients(ReadOnlySpan<T> features, ReadOnlySpan<int> labels, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias, Span<T> weightGradient, Span<T> biasGradient, Span<T> featureGradient, Reduction reduction);
    public static T LossAndGradients<TLabel, TInteger>(ReadOnlySpan<T> features, ReadOnlySpan<TLabel> labels, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias, Span<T> weightGradient, Span<T> biasGradient, Reduction reduction) where TLabel : unmanaged, Enum where TInteger : unmanaged, IBinaryInteger<TInteger>;
    public static T LossAndGradients<TLabel, TInteger>(ReadOnlySpan<T> features, ReadOnlySpan<TLabel> labels, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias, Span<T> weightGradient, Span<T> biasGradient, Span<T> featureGradient, Reduction reduction) where TLabel : unmanaged, Enum where TInteger : unmanaged, IBinaryInteger<TInteger>;
    public static int Predict(ReadOnlySpan<T> features, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias);
    public static void Predict(ReadOnlySpan<T> features, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias, Span<int> labels);
    public static TLabel PredictLabel<TLabel, TInteger>(ReadOnlySpan<T> features, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias) where TLabel : unmanaged, Enum where TInteger : unmanaged, IBinaryInteger<TInteger>;
    public static void Probabilities(ReadOnlySpan<T> features, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias, Span<T> probabilities);
    public static bool TryPredict(ReadOnlySpan<T> features, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias, T minimumProbability, out int label);
    public static bool TryPredict<TLabel, TInteger>(ReadOnlySpan<T> features, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias, T minimumProbability, out TLabel label) where TLabel : unmanaged, Enum where TInteger : unmanaged, IBinaryInteger<TInteger>;
}

public readonly struct DenseThenRows<T, TRows, TShape, TTiles> : IDenseRows<T> where T : unmanaged where TRows : struct, IRows<T> where TShape : struct, IDenseShape where TTiles : struct, IDenseTiles<T>
{
    public static void Logits(ref T features, ref T weights, ref T bias, ref T logits);
    public static void Predict(ref T features, ref T weights, ref T bias, ref int label);
    public static void Probabilities(ref T features, ref T weights, ref T bias, ref T probabilities);
    public static bool IsSupported { get; }
}

public readonly struct Double128 : IDoubleSteps<Vector128<double>, Vector128<long>>, IExponentialSteps<double, Vector128<double>, Vector128<long>>, IGradientSteps<double, Vector128<double>, Vector128<long>>, ILabelSteps<double, Vector128<double>, Vector128<long>>, ILogSteps<double, Vector128<double>, DoubleWord<Vector128<double>>>, ISteps<double, Vector128<double>, Vector128<long>, DoubleWord<Vector128<double>>>, ISumSteps<Vector128<double>, Vector128<long>, DoubleWord<Vector128<double>>>, ITargetSteps<double, Vector128<double>, Vector128<long>, DoubleWord<Vector128<double>>>, ITransposeSteps<double, Vector128<double>>, IWorkspaceSteps<double, Vector128<double>, Vector128<long>, DoubleWord<Vector128<double>>>
{
    public static DoubleWord<Vector128<double>> Add(DoubleWord<Vector128<double>> sums, Vector128<double> terms);
    public static Vector128<double> Add(Vector128<double> x, Vector128<double> y);
    public static DoubleWord<Vector128<double>> AddDoubleWord(DoubleWord<Vector128<double>> x, DoubleWord<Vector128<double>> y);
    public static DoubleWord<Vector128<double>> AddDoubleWord(DoubleWord<Vector128<double>> x, Vector128<double> y);
    public static DoubleWord<Vector128<double>> AddWeightedGap(DoubleWord<Vector128<double>> sums, Vector128<double> targets, Vector128<double> z, Vector128<double> max);
    public static Vector128<double> AdjustTarget(Vector128<double> targets, Vector128<double> scales, Vector128<double> offsets);
    public static Vector128<double> AdjustTarget(Vector128<double> targets, double scale, double offset);
    public static Vector128<long> AdvanceLabelDistance(Vector128<long> labelDistance, int classes);
    public static Vector128<double> ApplyExponentOffset(Vector128<long> q, Vector128<long> exponentOffset);
    public static bool AreInRange(DoubleDouble targetSum, double gapSum);
    public static bool AreInRange(DoubleWord<Vector128<double>> targets, DoubleWord<Vector128<double>> gaps);
    public static bool AreInRange<TTemperature>(DoubleDouble targetSum, double gapSum) where TTemperature : struct, ITemperature<double>;
    public static bool AreInRange<TTemperature>(DoubleWord<Vector128<double>> targets, DoubleWord<Vector128<double>> gaps) where TTemperature : struct, ITemperature<double>;
    public static bool AreSame(ref double left, ref double right);
    public static ref double At(ref double row, int index);
    public static ref int At(ref int labels, int index);
    public static Vector128<double> BinaryGradient(Vector128<double> other, Vector128<double> labelTerm, GradientDivisor<Vector128<double>> divisor);
    public static double BinaryGradient(DoubleDouble other, double labelTerm, double divisor);
    public static double BinaryOdds(DoubleDouble other, double labelTerm);
    public static ulong Bits(Vector128<double> matches);
    public static Vector128<double> Broadcast(double number);
    public static GradientDivisor<Vector128<double>> BroadcastDivisor(double divisor);
    public static Vector128<double> BroadcastMax(Vector128<double> lanes);
    public static Vector128<long> BroadcastMax(Vector128<long> lanes);
    public static int Count(Vector128<double> matches);
    public static Vector128<double> Equal(Vector128<double> x, Vector128<double> y);
    public static Vector128<double> ExcludeMaxTerms(Vector128<double> term, Vector128<double> maxTerm, ref Vector128<long> ties);
    public static Vector128<double> Exp(Vector128<double> x, int k);
    public static void ExpUnscaled(Vector128<double> z, out Vector128<long> n, out Vector128<long> q);
    public static void ExpUnscaled(Vector128<double> z0, Vector128<double> z1, Vector128<double> z2, Vector128<double> z3, out Vector128<long> n0, out Vector128<long> n1, out Vector128<long> n2, out Vector128<long> n3, out Vector128<long> q0, out Vector128<long> q1, out Vector128<long> q2, out Vector128<long> q3);
    public static void ExpUnscaled(Vector128<double> z0, Vector128<double> z1, out Vector128<long> n0, out Vector128<long> n1, out Vector128<long> q0, out Vector128<long> q1);
    public static void ExpUnscaled<TTemperature>(Vector128<double> z, out Vector128<long> n, out Vector128<long> q) where TTemperature : struct, ITemperature<double>;
    public static void ExpUnscaled<TTemperature>(Vector128<double> z0, Vector128<double> z1, Vector128<double> z2, Vector128<double> z3, out Vector128<long> n0, out Vector128<long> n1, out Vector128<long> n2, out Vector128<long> n3, out Vector128<long> q0, out Vector128<long> q1, out Vector128<long> q2, out Vector128<long> q3) where TTemperature : struct, ITemperature<double>;
    public static void ExpUnscaled<TTemperature>(Vector128<double> z0, Vector128<double> z1, out Vector128<long> n0, out Vector128<long> n1, out Vector128<long> q0, out Vector128<long> q1) where TTemperature : struct, ITemperature<double>;
    public static Vector128<long> ExponentOffset(Vector128<long> maxExponent);
    public static DoubleWord<Vector128<double>> FastTwoSum(Vector128<double> x, Vector128<double> y);
    public static DoubleWord<Vector128<double>> FirstTerm(Vector128<double> terms);
    public static Vector128<double> FocalLoss(DoubleWord<Vector128<double>> others, DoubleWord<Vector128<double>> lostOthers, Vector128<double> labelTerm, Vector128<double> lostLabel, int halves, out DoubleWord<Vector128<double>> factors);
    public static double FocalLoss(DoubleDouble others, DoubleDouble lostOthers, double labelTerm, double lostLabel, int halves, out DoubleDouble factor);
    public static Vector128<double> Gap(Vector128<double> max, Vector128<double> z);
    public static Vector128<double> Gap(Vector128<double> max, Vector128<double> z, Vector128<double> weights);
    public static Vector128<double> Gap(Vector128<double> max, Vector128<double> z, double weight);
    public static Vector128<double> GapOfLabel(Vector128<double> max, Vector128<double> z, Vector128<long> labels, int label, Vector128<double> found);
    public static Vector128<double> GatherByLabel(ReadOnlySpan<double> numbers, Vector128<long> labels);
    public static Vector128<double> GatherLabelTerms(ref double terms, ref int labels, Vector128<long> exponentOffset);
    public static DoubleWord<Vector128<double>> GradientScale(DoubleDouble others, double labelTerm, GradientDivisor<Vector128<double>> divisor);
    public static DoubleWord<Vector128<double>> GradientScale(DoubleWord<Vector128<double>> others, Vector128<double> labelTerm, GradientDivisor<Vector128<double>> divisor);
    public static int IndexOf(ref double row, int count, Vector128<double> value);
    public static int IndexOfNaN(ref double row, int count);
    public static Vector128<double> InsertLabelGradient(Vector128<double> entries, Vector128<double> labelGradient, Vector128<long> labels, int label);
    public static bool IsDotInRange(DoubleDouble dot);
    public static bool IsInFastRange(Vector128<long> maxExponent, Vector128<long> minExponent);
    public static bool IsInFastRange(ref double logits, int classes);
    public static bool IsInFastRange<TTemperature>(ref double logits, int classes) where TTemperature : struct, ITemperature<double>;
    public static Vector128<double> IsNaN(Vector128<double> x);
    public static bool IsSumInRange(double sum);
    public static Vector128<double> JacobianRow(double probability, Vector128<double> probabilities);
    public static Vector128<long> LabelDistance(int label);
    public static Vector128<double> LabelEquals(Vector128<long> labels, int label);
    public static Vector128<double> LabelGradient(DoubleWord<Vector128<double>> others, DoubleWord<Vector128<double>> scale);
    public static double LabelGradientScalar(DoubleDouble others, DoubleWord<Vector128<double>> scale);
    public static Vector128<double> LabelGreaterThan(Vector128<long> labels, int label);
    public static Vector128<double> LabelIsOdd(Vector128<long> labels);
    public static Vector128<double> LabelTarget(Vector128<long> labels, int label, double labelTarget, double offset);
    public static Vector128<double> LabelTarget(int label, double labelTarget, Vector128<double> offsets, ulong firstClass);
    public static Vector128<double> LabelTarget(int label, double labelTarget, double offset, ulong firstClass);
    public static double LabelTerm(double logit, Vector128<long> maxExponent);
    public static double LabelTerm<TTemperature>(double logit, Vector128<long> maxExponent) where TTemperature : struct, ITemperature<double>;
    public static Vector128<double> LastLanesMask(int count);
    public static Vector128<double> Load(ref double row, ulong offset);
    public static Vector128<long> LoadExponentOffset(ref double workspace, int index);
    public static DoubleWord<Vector128<double>> LoadFactor(ref double workspace, int index);
    public static Vector128<long> LoadLabels(ref int labels, int classes);
    public static Vector128<double> LoadLogs(ref double workspace, int index);
    public static Vector128<double> LoadSlot(ref double workspace, int index);
    public static DoubleWord<Vector128<double>> LoadSums(ref double workspace, int index);
    public static Vector128<double> LoadTerm(ref double workspace, int index, Vector128<long> exponentOffset);
    public static void LoadTransposed(ref double rows, int stride, out Vector128<double> c0, out Vector128<double> c1, out Vector128<double> c2, out Vector128<double> c3);
    public static void LoadTransposed2(ref double rows, out Vector128<double> c0, out Vector128<double> c1);
    public static void LoadTransposed3(ref double rows, out Vector128<double> c0, out Vector128<double> c1, out Vector128<double> c2);
    public static Vector128<double> LogProbabilities(Vector128<double> z, Vector128<double> max, Vector128<double> log);
    public static Vector128<double> LogProbabilities(Vector128<double> z, double max, double log);
    public static Vector128<double> LogProbabilities<TTemperature>(Vector128<double> z, Vector128<double> max, Vector128<double> log) where TTemperature : struct, ITemperature<double>;
    public static Vector128<double> LogProbabilities<TTemperature>(Vector128<double> z, double max, double log) where TTemperature : struct, ITemperature<double>;
    public static Vector128<double> LogSoftmaxGradient(Vector128<double> logProbabilities, Vector128<double> upstream, double sum);
    public static Vector128<double> LogSumExp(ref double workspace, int index, Vector128<double> max);
    public static Vector128<double> LogSumExp<TTemperature>(ref double workspace, int index, Vector128<double> max) where TTemperature : struct, ITemperature<double>;
    public static Vector128<double> Max(Vector128<double> x, Vector128<double> y);
    public static Vector128<long> Max(Vector128<long> x, Vector128<long> y);
    public static Vector128<double> Min(Vector128<double> x, Vector128<double> y);
    public static Vector128<long> Min(Vector128<long> x, Vector128<long> y);
    public static Vector128<double> MultiplyAddLast(Vector128<double> x, Vector128<double> y, Vector128<double> sum, int count);
    public static DoubleWord<Vector128<double>> NonLabelSum(Vector128<double> e0, Vector128<double> e1, Vector128<double> e2, Vector128<double> e3, Vector128<long> labels, out Vector128<double> labelTerm);
    public static DoubleWord<Vector128<double>> NonLabelSum(Vector128<double> e0, Vector128<double> e1, Vector128<double> e2, Vector128<long> labels, out Vector128<double> labelTerm);
    public static Vector128<double> NonLabelSum(Vector128<double> e0, Vector128<double> e1, Vector128<long> labels, out Vector128<double> labelTerm);
    public static DoubleWord<Vector128<double>> NonMaxSum(DoubleWord<Vector128<double>> below, Vector128<long> ties, Vector128<double> maxTerm);
    public static Vector128<double> Odds(DoubleWord<Vector128<double>> others, Vector128<double> labelTerm);
    public static Vector128<double> Odds(Vector128<double> other, Vector128<double> labelTerm);
    public static double Odds(DoubleDouble others, double labelTerm);
    public static DoubleWord<Vector128<double>> Quotient(DoubleDouble numerator, DoubleDouble denominator);
    public static DoubleWord<Vector128<double>> Reciprocal(DoubleDouble sum);
    public static DoubleWord<Vector128<double>> Reciprocal(DoubleWord<Vector128<double>> sums);
    public static Vector128<long> RoundedExponent(Vector128<double> z);
    public static Vector128<long> RoundedExponent<TTemperature>(Vector128<double> z) where TTemperature : struct, ITemperature<double>;
    public static RowSum Row(Vector128<double> max, Vector128<double> maxTerm, DoubleDouble below, int ties);
    public static Vector128<double> Scale(Vector128<double> terms, DoubleWord<Vector128<double>> scale);
    public static double Scale(double term, DoubleWord<Vector128<double>> scale);
    public static Vector128<double> ScaleAndFlush(Vector128<double> terms, DoubleWord<Vector128<double>> scale);
    public static Vector128<double> ScaleDown(Vector128<double> entries);
    public static double ScaleDown(double entry);
    public static void ScatterLabelGradient(Vector128<double> labelGradient, ref double rows, ref int labels, int classes);
    public static Vector128<double> Select(Vector128<double> matches, Vector128<double> x, Vector128<double> y);
    public static ref double Slot(ref double workspace, int index);
    public static Vector128<double> SmoothGap(DoubleWord<Vector128<double>> gaps, double offset, Vector128<double> labelGaps, Vector128<double> labelTargets);
    public static double SmoothGap(DoubleDouble gaps, double offset, double labelGap, double labelTarget);
    public static double SmoothLog(double odds);
    public static Vector128<double> SmoothLoss(Vector128<double> gaps, Vector128<double> logs, Vector128<double> targetSums);
    public static Vector128<double> SmoothLoss<TTemperature>(Vector128<double> gaps, Vector128<double> logs, Vector128<double> targetSums) where TTemperature : struct, ITemperature<double>;
    public static Vector128<double> SoftmaxGradient(Vector128<double> probabilities, Vector128<double> upstream, DoubleWord<Vector128<double>> dot);
    public static void SplitBinaryGradient(Vector128<double> other, Vector128<long> labels, out Vector128<double> r0, out Vector128<double> r1);
    public static Vector128<double> SplitLabelTerm(Vector128<double> terms, Vector128<long> labels, int label, ref Vector128<double> labelTerm);
    public static Vector128<long> StartingExponent(double first);
    public static Vector128<long> StartingExponent<TTemperature>(double first) where TTemperature : struct, ITemperature<double>;
    public static void Store(Vector128<double> lanes, ref double row, ulong offset);
    public static void StoreExponentOffset(Vector128<long> exponentOffset, ref double workspace, int index);
    public static void StoreFactor(DoubleWord<Vector128<double>> factor, ref double workspace, int index);
    public static void StoreFirstTerms(Vector128<double> z, out Vector128<long> maxExponent, out Vector128<long> minExponent, ref double workspace, int index);
    public static void StoreFirstTerms(Vector128<double> z0, Vector128<double> z1, Vector128<double> z2, Vector128<double> z3, out Vector128<long> maxExponent, out Vector128<long> minExponent, ref double workspace, int index);
    public static void StoreFirstTerms(Vector128<double> z0, Vector128<double> z1, out Vector128<long> maxExponent, out Vector128<long> minExponent, ref double workspace, int index);
    public static void StoreFirstTerms<TTemperature>(Vector128<double> z, out Vector128<long> maxExponent, out Vector128<long> minExponent, ref double workspace, int index) where TTemperature : struct, ITemperature<double>;
    public static void StoreFirstTerms<TTemperature>(Vector128<double> z0, Vector128<double> z1, Vector128<double> z2, Vector128<double> z3, out Vector128<long> maxExponent, out Vector128<long> minExponent, ref double workspace, int index) where TTemperature : struct, ITemperature<double>;
    public static void StoreFirstTerms<TTemperature>(Vector128<double> z0, Vector128<double> z1, out Vector128<long> maxExponent, out Vector128<long> minExponent, ref double workspace, int index) where TTemperature : struct, ITemperature<double>;
    public static void StoreLabels(Vector128<long> labels, ref int destination, int classes);
    public static void StoreLogs(DoubleWord<Vector128<double>> others, Vector128<double> maxTerm, ref double workspace, int index);
    public static void StoreResults(Vector128<double> results, ref double destination, int classes);
    public static void StoreSlot(Vector128<double> lanes, ref double workspace, int index);
    public static void StoreSmoothLogs(DoubleWord<Vector128<double>> others, Vector128<double> maxTerm, ref double workspace, int index);
    public static void StoreSums(DoubleWord<Vector128<double>> sums, ref double workspace, int index);
    public static void StoreTerms(Vector128<double> z, ref Vector128<long> runningMax, ref Vector128<long> runningMin, ref double workspace, int index);
    public static void StoreTerms(Vector128<double> z0, Vector128<double> z1, Vector128<double> z2, Vector128<double> z3, ref Vector128<long> runningMax, ref Vector128<long> runningMin, ref double workspace, int index);
    public static void StoreTerms(Vector128<double> z0, Vector128<double> z1, ref Vector128<long> runningMax, ref Vector128<long> runningMin, ref double workspace, int index);
    public static void StoreTerms<TTemperature>(Vector128<double> z, ref Vector128<long> runningMax, ref Vector128<long> runningMin, ref double workspace, int index) where TTemperature : struct, ITemperature<double>;
    public static void StoreTerms<TTemperature>(Vector128<double> z0, Vector128<double> z1, Vector128<double> z2, Vector128<double> z3, ref Vector128<long> runningMax, ref Vector128<long> runningMin, ref double workspace, int index) where TTemperature : struct, ITemperature<double>;
    public static void StoreTerms<TTemperature>(Vector128<double> z0, Vector128<double> z1, ref Vector128<long> runningMax, ref Vector128<long> runningMin, ref double workspace, int index) where TTemperature : struct, ITemperature<double>;
    public static void StoreTransposed(ref double rows, int stride, Vector128<double> c0, Vector128<double> c1, Vector128<double> c2, Vector128<double> c3);
    public static void StoreTransposed2(ref double rows, Vector128<double> c0, Vector128<double> c1);
    public static void StoreTransposed3(ref double rows, Vector128<double> c0, Vector128<double> c1, Vector128<double> c2);
    public static DoubleDouble SumLanes(Vector128<double> lanes);
    public static DoubleDouble SumLanes(Vector128<double> lanes0, Vector128<double> lanes2);
    public static DoubleDouble SumLanes(Vector128<double> lanes0, Vector128<double> lanes2, Vector128<double> lanes4, Vector128<double> lanes6);
    public static DoubleWord<Vector128<double>> SumLanes(DoubleWord<Vector128<double>> lane0, DoubleWord<Vector128<double>> lane1, DoubleWord<Vector128<double>> lane2, DoubleWord<Vector128<double>> lane3);
    public static DoubleDouble SumLanesCompensated(Vector128<double> lanes0, Vector128<double> lanes2, Vector128<double> lanes4, Vector128<double> lanes6);
    public static DoubleWord<Vector128<double>> SumTargets(ref double targets, int lane, int lanes, int classes);
    public static DoubleWord<Vector128<double>> SumWeightedGaps(ref double targets, ref double logits, Vector128<double> max, int lane, int lanes, int classes);
    public static Vector128<double> TargetGradient(Vector128<double> terms, DoubleWord<Vector128<double>> scale, Vector128<double> targets, double weight);
    public static Vector128<double> TargetLoss(DoubleWord<Vector128<double>> gaps, ref double workspace, int index, DoubleWord<Vector128<double>> targets);
    public static Vector128<double> TargetLoss<TTemperature>(DoubleWord<Vector128<double>> gaps, ref double workspace, int index, DoubleWord<Vector128<double>> targets) where TTemperature : struct, ITemperature<double>;
    public static DoubleWord<Vector128<double>> TargetScale(DoubleWord<Vector128<double>> targets, DoubleWord<Vector128<double>> others, Vector128<double> maxTerm, double divisor);
    public static Vector128<double> Term(Vector128<double> z, Vector128<long> exponentOffset);
    public static Vector128<double> Term<TTemperature>(Vector128<double> z, Vector128<long> exponentOffset) where TTemperature : struct, ITemperature<double>;
    public static Vector128<double> TermError(Vector128<double> z, Vector128<long> exponentOffset);
    public static Vector128<double> TermError<TTemperature>(Vector128<double> z, Vector128<long> exponentOffset) where TTemperature : struct, ITemperature<double>;
    public static double TermError(double z, Vector128<long> exponentOffset);
    public static double TermError<TTemperature>(double z, Vector128<long> exponentOffset) where TTemperature : struct, ITemperature<double>;
    public static void Terms(Vector128<double> z, Vector128<long> maxExponent, out Vector128<double> e);
    public static void Terms(Vector128<double> z0, Vector128<double> z1, Vector128<double> z2, Vector128<double> z3, Vector128<long> maxExponent, out Vector128<double> e0, out Vector128<double> e1, out Vector128<double> e2, out Vector128<double> e3);
    public static void Terms(Vector128<double> z0, Vector128<double> z1, Vector128<long> maxExponent, out Vector128<double> e0, out Vector128<double> e1);
    public static void Terms<TTemperature>(Vector128<double> z, Vector128<long> maxExponent, out Vector128<double> e) where TTemperature : struct, ITemperature<double>;
    public static void Terms<TTemperature>(Vector128<double> z0, Vector128<double> z1, Vector128<double> z2, Vector128<double> z3, Vector128<long> maxExponent, out Vector128<double> e0, out Vector128<double> e1, out Vector128<double> e2, out Vector128<double> e3) where TTemperature : struct, ITemperature<double>;
    public static void Terms<TTemperature>(Vector128<double> z0, Vector128<double> z1, Vector128<long> maxExponent, out Vector128<double> e0, out Vector128<double> e1) where TTemperature : struct, ITemperature<double>;
    public static DoubleWord<Vector128<double>> ToDoubleWord(DoubleDouble sum);
    public static void UpdateArgMax(Vector128<double> z, int label, ref Vector128<double> best, ref Vector128<long> labels);
    public static DoubleDouble Weigh(DoubleDouble weight, double classWeight);
    public static DoubleWord<Vector128<double>> Weigh(DoubleWord<Vector128<double>> scale, Vector128<double> weights);
    public static DoubleWord<Vector128<double>> Weigh(DoubleWord<Vector128<double>> scale, double weight);
    public static Vector128<double> Weigh(Vector128<double> entries, DoubleWord<Vector128<double>> weights);
    public static Vector128<double> Weigh(Vector128<double> entries, Vector128<double> weights);
    public static double Weigh(double entry, DoubleDouble weight);
    public static double Weigh(double entry, double weight);
    public static DoubleWord<Vector128<double>> WeighUp(DoubleWord<Vector128<double>> scale, DoubleDouble weight);
    public static DoubleWord<Vector128<double>> WeighUp(DoubleWord<Vector128<double>> scale, DoubleWord<Vector128<double>> weights);
    public static DoubleWord<Vector128<double>> WeighUp(DoubleWord<Vector128<double>> scale, double weight);
    public static Vector128<double> ZeroLabel(Vector128<double> terms, Vector128<long> labels, int label);
    public static Vector128<double> ZeroWhere(Vector128<double> x, Vector128<double> matches);
    public readonly struct Double128.Accumulator
    {
        public Accumulator(Vector128<double> lanes0, Vector128<double> lanes2, Vector128<double> lost0, Vector128<double> lost2);
        public Double128.Accumulator AddBlock(Vector128<double> lanes0, Vector128<double> lanes2, Vector128<double> lanes4, Vector128<double> lanes6);
        public Double128.Accumulator AddHigh(Vector128<double> terms);
        public Double128.Accumulator AddLow(Vector128<double> terms);
        public Double128.Accumulator AddProductHigh(Vector128<double> x, Vector128<double> y);
        public Double128.Accumulator AddProductLow(Vector128<double> x, Vector128<double> y);
        public Double128.Accumulator AddWeightedGapHigh(Vector128<double> targets, Vector128<double> z, double max);
        public Double128.Accumulator AddWeightedGapLow(Vector128<double> targets, Vector128<double> z, double max);
        public static Double128.Accumulator OfBlock(Vector128<double> lanes0, Vector128<double> lanes2, Vector128<double> lanes4, Vector128<double> lanes6);
        public DoubleDouble Sum();
    }
    public readonly struct Double128.TargetSums
    {
        public TargetSums(Double128.Accumulator gaps, Double128.Accumulator targets);
        public Double128.TargetSums AddHigh(Vector128<double> targets, Vector128<double> z, double max);
        public Double128.TargetSums AddLow(Vector128<double> targets, Vector128<double> z, double max);
        public DoubleDouble Targets { get; }
        public double WeightedGap { get; }
    }
    public static bool IsSupported { get; }
    public static Vector128<long> MaxExponent { get; }
    public static Vector128<long> MinExponent { get; }
    public static Vector128<double> NegativeInfinity { get; }
    public static Vector128<double> PositiveInfinity { get; }
    public static int Width { get; }
    public static Vector128<double> Zero { get; }
    public static DoubleWord<Vector128<double>> ZeroSums { get; }
}

public static class Double128Fallback
{
    public static double CrossEntropy(ref double logits, int label, int classes);
    public static double CrossEntropy(ref double logits, ref double targets, int classes);
    public static double CrossEntropyGradient(ref double logits, int label, ref double gradient, double divisor, int classes);
    public static double CrossEntropyGradient(ref double logits, ref double targets, ref double gradient, double divisor, int classes);
    public static double Entropy(ref double logits, int classes);
    public static void LogSoftmax(ref double logits, ref double logProbabilities, int classes);
    public static double LogSumExp(ref double logits, int classes);
    public static double Probability(ref double logits, int label, int classes);
    public static void Softmax(ref double logits, ref double probabilities, int classes);
}

public static class Double128Fallback<TTemperature> where TTemperature : struct, ITemperature<double>
{
    public static double CrossEntropy(ref double logits, int label, int classes);
    public static double CrossEntropyGradient(ref double logits, int label, ref double gradient, double divisor, int classes);
    public static double Entropy(ref double logits, int classes);
    public static void LogSoftmax(ref double logits, ref double logProbabilities, int classes);
    public static double LogSumExp(ref double logits, int classes);
    public static double Probability(ref double logits, int label, int classes);
    public static void Softmax(ref double logits, ref double probabilities, int classes);
}

public readonly struct Double256 : IDoubleSteps<Vector256<double>, Vector256<long>>, IExponentialSteps<double, Vector256<double>, Vector256<long>>, IGradientSteps<double, Vector256<double>, Vector256<long>>, ILabelSteps<double, Vector256<double>, Vector256<long>>, ILogSteps<double, Vector256<double>, DoubleWord<Vector256<double>>>, ISteps<double, Vector256<double>, Vector256<long>, DoubleWord<Vector256<double>>>, ISumSteps<Vector256<double>, Vector256<long>, DoubleWord<Vector256<double>>>, ITargetSteps<double, Vector256<double>, Vector256<long>, DoubleWord<Vector256<double>>>, ITransposeSteps<double, Vector256<double>>, IWorkspaceSteps<double, Vector256<double>, Vector256<long>, DoubleWord<Vector256<double>>>
{
    public static DoubleWord<Vector256<double>> Add(DoubleWord<Vector256<double>> sums, Vector256<double> terms);
    public static Vector256<double> Add(Vector256<double> x, Vector256<double> y);
    public static DoubleWord<Vector256<double>> AddDoubleWord(DoubleWord<Vector256<double>> x, DoubleWord<Vector256<double>> y);
    public static DoubleWord<Vector256<double>> AddDoubleWord(DoubleWord<Vector256<double>> x, Vector256<double> y);
    public static DoubleWord<Vector256<double>> AddWeightedGap(DoubleWord<Vector256<double>> sums, Vector256<double> targets, Vector256<double> z, Vector256<double> max);
    public static Vector256<double> AdjustTarget(Vector256<double> targets, Vector256<double> scales, Vector256<double> offsets);
    public static Vector256<double> AdjustTarget(Vector256<double> targets, double scale, double offset);
    public static Vector256<long> AdvanceLabelDistance(Vector256<long> labelDistance, int classes);
    public static Vector256<double> ApplyExponentOffset(Vector256<long> q, Vector256<long> exponentOffset);
    public static bool AreInRange(DoubleDouble targetSum, double gapSum);
    public static bool AreInRange(DoubleWord<Vector256<double>> targets, DoubleWord<Vector256<double>> gaps);
    public static bool AreInRange<TTemperature>(DoubleDouble targetSum, double gapSum) where TTemperature : struct, ITemperature<double>;
    public static bool AreInRange<TTemperature>(DoubleWord<Vector256<double>> targets, DoubleWord<Vector256<double>> gaps) where TTemperature : struct, ITemperature<double>;
    public static bool AreSame(ref double left, ref double right);
    public static ref double At(ref double row, int index);
    public static ref int At(ref int labels, int index);
    public static Vector256<double> BinaryGradient(Vector256<double> other, Vector256<double> labelTerm, GradientDivisor<Vector256<double>> divisor);
    public static ulong Bits(Vector256<double> matches);
    public static ulong Bits(Vector256<double> matches, int upper);
    public static Vector256<double> Broadcast(double number);
    public static GradientDivisor<Vector256<double>> BroadcastDivisor(double divisor);
    public static Vector256<double> BroadcastMax(Vector256<double> lanes);
    public static Vector256<long> BroadcastMax(Vector256<long> lanes);
    public static int Count(Vector256<double> matches);
    public static Vector256<double> Equal(Vector256<double> x, Vector256<double> y);
    public static Vector256<double> ExcludeMaxTerms(Vector256<double> term, Vector256<double> maxTerm, ref Vector256<long> ties);
    public static Vector256<double> Exp(Vector256<double> x, int k);
    public static void ExpUnscaled(Vector256<double> z, out Vector256<long> n, out Vector256<long> q);
    public static void ExpUnscaled(Vector256<double> z0, Vector256<double> z1, Vector256<double> z2, Vector256<double> z3, out Vector256<long> n0, out Vector256<long> n1, out Vector256<long> n2, out Vector256<long> n3, out Vector256<long> q0, out Vector256<long> q1, out Vector256<long> q2, out Vector256<long> q3);
    public static void ExpUnscaled(Vector256<double> z0, Vector256<double> z1, out Vector256<long> n0, out Vector256<long> n1, out Vector256<long> q0, out Vector256<long> q1);
    public static void ExpUnscaled<TTemperature>(Vector256<double> z, out Vector256<long> n, out Vector256<long> q) where TTemperature : struct, ITemperature<double>;
    public static void ExpUnscaled<TTemperature>(Vector256<double> z0, Vector256<double> z1, Vector256<double> z2, Vector256<double> z3, out Vector256<long> n0, out Vector256<long> n1, out Vector256<long> n2, out Vector256<long> n3, out Vector256<long> q0, out Vector256<long> q1, out Vector256<long> q2, out Vector256<long> q3) where TTemperature : struct, ITemperature<double>;
    public static void ExpUnscaled<TTemperature>(Vector256<double> z0, Vector256<double> z1, out Vector256<long> n0, out Vector256<long> n1, out Vector256<long> q0, out Vector256<long> q1) where TTemperature : struct, ITemperature<double>;
    public static Vector256<long> ExponentOffset(Vector256<long> maxExponent);
    public static DoubleWord<Vector256<double>> FastTwoSum(Vector256<double> x, Vector256<double> y);
    public static DoubleWord<Vector256<double>> FirstTerm(Vector256<double> terms);
    public static Vector256<double> FocalLoss(DoubleWord<Vector256<double>> others, DoubleWord<Vector256<double>> lostOthers, Vector256<double> labelTerm, Vector256<double> lostLabel, int halves, out DoubleWord<Vector256<double>> factors);
    public static double FocalLoss(DoubleDouble others, DoubleDouble lostOthers, double labelTerm, double lostLabel, int halves, out DoubleDouble factor);
    public static Vector256<double> Gap(Vector256<double> max, Vector256<double> z);
    public static Vector256<double> Gap(Vector256<double> max, Vector256<double> z, Vector256<double> weights);
    public static Vector256<double> Gap(Vector256<double> max, Vector256<double> z, double weight);
    public static Vector256<double> GapOfLabel(Vector256<double> max, Vector256<double> z, Vector256<long> labels, int label, Vector256<double> found);
    public static Vector256<double> GatherByLabel(ReadOnlySpan<double> numbers, Vector256<long> labels);
    public static Vector256<double> GatherLabelTerms(ref double terms, ref int labels, Vector256<long> exponentOffset);
    public static DoubleWord<Vector256<double>> GradientScale(DoubleDouble others, double labelTerm, GradientDivisor<Vector256<double>> divisor);
    public static DoubleWord<Vector256<double>> GradientScale(DoubleWord<Vector256<double>> others, Vector256<double> labelTerm, GradientDivisor<Vector256<double>> divisor);
    public static int IndexOf(ref double row, int count, Vector256<double> value);
    public static int IndexOfNaN(ref double row, int count);
    public static Vector256<double> InsertLabelGradient(Vector256<double> entries, Vector256<double> labelGradient, Vector256<long> labels, int label);
    public static bool IsDotInRange(DoubleDouble dot);
    public static bool IsInFastRange(Vector256<long> maxExponent, Vector256<long> minExponent);
    public static bool IsInFastRange(ref double logits, int classes);
    public static bool IsInFastRange<TTemperature>(ref double logits, int classes) where TTemperature : struct, ITemperature<double>;
    public static Vector256<double> IsNaN(Vector256<double> x);
    public static bool IsSumInRange(double sum);
    public static Vector256<double> JacobianRow(double probability, Vector256<double> probabilities);
    public static Vector256<long> LabelDistance(int label);
    public static Vector256<double> LabelEquals(Vector256<long> labels, int label);
    public static Vector256<double> LabelGradient(DoubleWord<Vector256<double>> others, DoubleWord<Vector256<double>> scale);
    public static double LabelGradientScalar(DoubleDouble others, DoubleWord<Vector256<double>> scale);
    public static Vector256<double> LabelGreaterThan(Vector256<long> labels, int label);
    public static Vector256<double> LabelIsOdd(Vector256<long> labels);
    public static Vector256<double> LabelTarget(Vector256<long> labels, int label, double labelTarget, double offset);
    public static Vector256<double> LabelTarget(int label, double labelTarget, Vector256<double> offsets, ulong firstClass);
    public static Vector256<double> LabelTarget(int label, double labelTarget, Vector256<double> offsets, ulong lower, ulong upper);
    public static Vector256<double> LabelTarget(int label, double labelTarget, double offset, ulong firstClass);
    public static Vector256<double> LabelTarget(int label, double labelTarget, double offset, ulong lower, ulong upper);
    public static double LabelTerm(double logit, Vector256<long> maxExponent);
    public static double LabelTerm<TTemperature>(double logit, Vector256<long> maxExponent) where TTemperature : struct, ITemperature<double>;
    public static Vector256<double> LastLanesMask(int count);
    public static Vector256<double> LastLanesMask(int lower, int upper);
    public static Vector256<double> Load(ref double row, ulong lower, ulong upper);
    public static Vector256<double> Load(ref double row, ulong offset);
    public static Vector256<long> LoadExponentOffset(ref double workspace, int index);
    public static DoubleWord<Vector256<double>> LoadFactor(ref double workspace, int index);
    public static Vector256<long> LoadLabels(ref int labels, int classes);
    public static Vector256<double> LoadLogs(ref double workspace, int index);
    public static Vector256<double> LoadSlot(ref double workspace, int index);
    public static DoubleWord<Vector256<double>> LoadSums(ref double workspace, int index);
    public static Vector256<double> LoadTerm(ref double workspace, int index, Vector256<long> exponentOffset);
    public static void LoadTransposed(ref double rows, int stride, out Vector256<double> c0, out Vector256<double> c1, out Vector256<double> c2, out Vector256<double> c3);
    public static void LoadTransposed2(ref double rows, out Vector256<double> c0, out Vector256<double> c1);
    public static void LoadTransposed3(ref double rows, out Vector256<double> c0, out Vector256<double> c1, out Vector256<double> c2);
    public static Vector256<double> LogProbabilities(Vector256<double> z, Vector256<double> max, Vector256<double> log);
    public static Vector256<double> LogProbabilities(Vector256<double> z, double max, double log);
    public static Vector256<double> LogProbabilities<TTemperature>(Vector256<double> z, Vector256<double> max, Vector256<double> log) where TTemperature : struct, ITemperature<double>;
    public static Vector256<double> LogProbabilities<TTemperature>(Vector256<double> z, double max, double log) where TTemperature : struct, ITemperature<double>;
    public static Vector256<double> LogSoftmaxGradient(Vector256<double> logProbabilities, Vector256<double> upstream, double sum);
    public static Vector256<double> LogSumExp(ref double workspace, int index, Vector256<double> max);
    public static Vector256<double> LogSumExp<TTemperature>(ref double workspace, int index, Vector256<double> max) where TTemperature : struct, ITemperature<double>;
    public static Vector256<double> Max(Vector256<double> x, Vector256<double> y);
    public static Vector256<long> Max(Vector256<long> x, Vector256<long> y);
    public static Vector256<double> Min(Vector256<double> x, Vector256<double> y);
    public static Vector256<long> Min(Vector256<long> x, Vector256<long> y);
    public static Vector256<double> MultiplyAddLast(Vector256<double> x, Vector256<double> y, Vector256<double> sum, int count);
    public static DoubleWord<Vector256<double>> NonLabelSum(Vector256<double> e0, Vector256<double> e1, Vector256<double> e2, Vector256<double> e3, Vector256<long> labels, out Vector256<double> labelTerm);
    public static DoubleWord<Vector256<double>> NonLabelSum(Vector256<double> e0, Vector256<double> e1, Vector256<double> e2, Vector256<long> labels, out Vector256<double> labelTerm);
    public static Vector256<double> NonLabelSum(Vector256<double> e0, Vector256<double> e1, Vector256<long> labels, out Vector256<double> labelTerm);
    public static DoubleWord<Vector256<double>> NonMaxSum(DoubleWord<Vector256<double>> below, Vector256<long> ties, Vector256<double> maxTerm);
    public static Vector256<double> Odds(DoubleWord<Vector256<double>> others, Vector256<double> labelTerm);
    public static Vector256<double> Odds(Vector256<double> other, Vector256<double> labelTerm);
    public static double Odds(DoubleDouble others, double labelTerm);
    public static DoubleWord<Vector256<double>> Quotient(DoubleDouble numerator, DoubleDouble denominator);
    public static DoubleWord<Vector256<double>> Reciprocal(DoubleDouble sum);
    public static DoubleWord<Vector256<double>> Reciprocal(DoubleWord<Vector256<double>> sums);
    public static Vector256<long> RoundedExponent(Vector256<double> z);
    public static Vector256<long> RoundedExponent<TTemperature>(Vector256<double> z) where TTemperature : struct, ITemperature<double>;
    public static RowSum Row(Vector256<double> max, Vector256<double> maxTerm, DoubleDouble below, int ties);
    public static Vector256<double> Scale(Vector256<double> terms, DoubleWord<Vector256<double>> scale);
    public static double Scale(double term, DoubleWord<Vector256<double>> scale);
    public static Vector256<double> ScaleAndFlush(Vector256<double> terms, DoubleWord<Vector256<double>> scale);
    public static Vector256<double> ScaleDown(Vector256<double> entries);
    public static double ScaleDown(double entry);
    public static void ScatterLabelGradient(Vector256<double> labelGradient, ref double rows, ref int labels, int classes);
    public static Vector256<double> Select(Vector256<double> matches, Vector256<double> x, Vector256<double> y);
    public static ref double Slot(ref double workspace, int index);
    public static Vector256<double> SmoothGap(DoubleWord<Vector256<double>> gaps, double offset, Vector256<double> labelGaps, Vector256<double> labelTargets);
    public static double SmoothGap(DoubleDouble gaps, double offset, double labelGap, double labelTarget);
    public static double SmoothLog(double odds);
    public static Vector256<double> SmoothLoss(Vector256<double> gaps, Vector256<double> logs, Vector256<double> targetSums);
    public static Vector256<double> SmoothLoss<TTemperature>(Vector256<double> gaps, Vector256<double> logs, Vector256<double> targetSums) where TTemperature : struct, ITemperature<double>;
    public static Vector256<double> SoftmaxGradient(Vector256<double> probabilities, Vector256<double> upstream, DoubleWord<Vector256<double>> dot);
    public static void SplitBinaryGradient(Vector256<double> other, Vector256<long> labels, out Vector256<double> r0, out Vector256<double> r1);
    public static Vector256<double> SplitLabelTerm(Vector256<double> terms, Vector256<long> labels, int label, ref Vector256<double> labelTerm);
    public static Vector256<long> StartingExponent(double first);
    public static Vector256<long> StartingExponent<TTemperature>(double first) where TTemperature : struct, ITemperature<double>;
    public static void Store(Vector256<double> lanes, ref double row, ulong lower, ulong upper);
    public static void Store(Vector256<double> lanes, ref double row, ulong offset);
    public static void StoreExponentOffset(Vector256<long> exponentOffset, ref double workspace, int index);
    public static void StoreFactor(DoubleWord<Vector256<double>> factor, ref double workspace, int index);
    public static void StoreFirstTerms(Vector256<double> z, out Vector256<long> maxExponent, out Vector256<long> minExponent, ref double workspace, int index);
    public static void StoreFirstTerms(Vector256<double> z0, Vector256<double> z1, Vector256<double> z2, Vector256<double> z3, out Vector256<long> maxExponent, out Vector256<long> minExponent, ref double workspace, int index);
    public static void StoreFirstTerms(Vector256<double> z0, Vector256<double> z1, out Vector256<long> maxExponent, out Vector256<long> minExponent, ref double workspace, int index);
    public static void StoreFirstTerms<TTemperature>(Vector256<double> z, out Vector256<long> maxExponent, out Vector256<long> minExponent, ref double workspace, int index) where TTemperature : struct, ITemperature<double>;
    public static void StoreFirstTerms<TTemperature>(Vector256<double> z0, Vector256<double> z1, Vector256<double> z2, Vector256<double> z3, out Vector256<long> maxExponent, out Vector256<long> minExponent, ref double workspace, int index) where TTemperature : struct, ITemperature<double>;
    public static void StoreFirstTerms<TTemperature>(Vector256<double> z0, Vector256<double> z1, out Vector256<long> maxExponent, out Vector256<long> minExponent, ref double workspace, int index) where TTemperature : struct, ITemperature<double>;
    public static void StoreLabels(Vector256<long> labels, ref int destination, int classes);
    public static void StoreLogs(DoubleWord<Vector256<double>> others, Vector256<double> maxTerm, ref double workspace, int index);
    public static void StoreResults(Vector256<double> results, ref double destination, int classes);
    public static void StoreSlot(Vector256<double> lanes, ref double workspace, int index);
    public static void StoreSmoothLogs(DoubleWord<Vector256<double>> others, Vector256<double> maxTerm, ref double workspace, int index);
    public static void StoreSums(DoubleWord<Vector256<double>> sums, ref double workspace, int index);
    public static void StoreTerms(Vector256<double> z, ref Vector256<long> runningMax, ref Vector256<long> runningMin, ref double workspace, int index);
    public static void StoreTerms(Vector256<double> z0, Vector256<double> z1, Vector256<double> z2, Vector256<double> z3, ref Vector256<long> runningMax, ref Vector256<long> runningMin, ref double workspace, int index);
    public static void StoreTerms(Vector256<double> z0, Vector256<double> z1, ref Vector256<long> runningMax, ref Vector256<long> runningMin, ref double workspace, int index);
    public static void StoreTerms<TTemperature>(Vector256<double> z, ref Vector256<long> runningMax, ref Vector256<long> runningMin, ref double workspace, int index) where TTemperature : struct, ITemperature<double>;
    public static void StoreTerms<TTemperature>(Vector256<double> z0, Vector256<double> z1, Vector256<double> z2, Vector256<double> z3, ref Vector256<long> runningMax, ref Vector256<long> runningMin, ref double workspace, int index) where TTemperature : struct, ITemperature<double>;
    public static void StoreTerms<TTemperature>(Vector256<double> z0, Vector256<double> z1, ref Vector256<long> runningMax, ref Vector256<long> runningMin, ref double workspace, int index) where TTemperature : struct, ITemperature<double>;
    public static void StoreTransposed(ref double rows, int stride, Vector256<double> c0, Vector256<double> c1, Vector256<double> c2, Vector256<double> c3);
    public static void StoreTransposed2(ref double rows, Vector256<double> c0, Vector256<double> c1);
    public static void StoreTransposed3(ref double rows, Vector256<double> c0, Vector256<double> c1, Vector256<double> c2);
    public static DoubleDouble SumLanes(Vector256<double> lanes);
    public static DoubleDouble SumLanes(Vector256<double> lanes0, Vector256<double> lanes4);
    public static DoubleWord<Vector256<double>> SumLanes(DoubleWord<Vector256<double>> lane0, DoubleWord<Vector256<double>> lane1, DoubleWord<Vector256<double>> lane2, DoubleWord<Vector256<double>> lane3);
    public static DoubleDouble SumLanesCompensated(Vector256<double> lanes0, Vector256<double> lanes4);
    public static DoubleWord<Vector256<double>> SumTargets(ref double targets, int lane, int lanes, int classes);
    public static DoubleWord<Vector256<double>> SumWeightedGaps(ref double targets, ref double logits, Vector256<double> max, int lane, int lanes, int classes);
    public static Vector256<double> TargetGradient(Vector256<double> terms, DoubleWord<Vector256<double>> scale, Vector256<double> targets, double weight);
    public static Vector256<double> TargetLoss(DoubleWord<Vector256<double>> gaps, ref double workspace, int index, DoubleWord<Vector256<double>> targets);
    public static Vector256<double> TargetLoss<TTemperature>(DoubleWord<Vector256<double>> gaps, ref double workspace, int index, DoubleWord<Vector256<double>> targets) where TTemperature : struct, ITemperature<double>;
    public static DoubleWord<Vector256<double>> TargetScale(DoubleWord<Vector256<double>> targets, DoubleWord<Vector256<double>> others, Vector256<double> maxTerm, double divisor);
    public static Vector256<double> Term(Vector256<double> z, Vector256<long> exponentOffset);
    public static Vector256<double> Term<TTemperature>(Vector256<double> z, Vector256<long> exponentOffset) where TTemperature : struct, ITemperature<double>;
    public static Vector256<double> TermError(Vector256<double> z, Vector256<long> exponentOffset);
    public static Vector256<double> TermError<TTemperature>(Vector256<double> z, Vector256<long> exponentOffset) where TTemperature : struct, ITemperature<double>;
    public static double TermError(double z, Vector256<long> exponentOffset);
    public static double TermError<TTemperature>(double z, Vector256<long> exponentOffset) where TTemperature : struct, ITemperature<double>;
    public static void Terms(Vector256<double> z, Vector256<long> maxExponent, out Vector256<double> e);
    public static void Terms(Vector256<double> z0, Vector256<double> z1, Vector256<double> z2, Vector256<double> z3, Vector256<long> maxExponent, out Vector256<double> e0, out Vector256<double> e1, out Vector256<double> e2, out Vector256<double> e3);
    public static void Terms(Vector256<double> z0, Vector256<double> z1, Vector256<long> maxExponent, out Vector256<double> e0, out Vector256<double> e1);
    public static void Terms<TTemperature>(Vector256<double> z, Vector256<long> maxExponent, out Vector256<double> e) where TTemperature : struct, ITemperature<double>;
    public static void Terms<TTemperature>(Vector256<double> z0, Vector256<double> z1, Vector256<double> z2, Vector256<double> z3, Vector256<long> maxExponent, out Vector256<double> e0, out Vector256<double> e1, out Vector256<double> e2, out Vector256<double> e3) where TTemperature : struct, ITemperature<double>;
    public static void Terms<TTemperature>(Vector256<double> z0, Vector256<double> z1, Vector256<long> maxExponent, out Vector256<double> e0, out Vector256<double> e1) where TTemperature : struct, ITemperature<double>;
    public static DoubleWord<Vector256<double>> ToDoubleWord(DoubleDouble sum);
    public static void UpdateArgMax(Vector256<double> z, int label, ref Vector256<double> best, ref Vector256<long> labels);
    public static DoubleDouble Weigh(DoubleDouble weight, double classWeight);
    public static DoubleWord<Vector256<double>> Weigh(DoubleWord<Vector256<double>> scale, Vector256<double> weights);
    public static DoubleWord<Vector256<double>> Weigh(DoubleWord<Vector256<double>> scale, double weight);
    public static Vector256<double> Weigh(Vector256<double> entries, DoubleWord<Vector256<double>> weights);
    public static Vector256<double> Weigh(Vector256<double> entries, Vector256<double> weights);
    public static double Weigh(double entry, DoubleDouble weight);
    public static double Weigh(double entry, double weight);
    public static DoubleWord<Vector256<double>> WeighUp(DoubleWord<Vector256<double>> scale, DoubleDouble weight);
    public static DoubleWord<Vector256<double>> WeighUp(DoubleWord<Vector256<double>> scale, DoubleWord<Vector256<double>> weights);
    public static DoubleWord<Vector256<double>> WeighUp(DoubleWord<Vector256<double>> scale, double weight);
    public static Vector256<double> ZeroLabel(Vector256<double> terms, Vector256<long> labelDistance, int lower, int upper);
    public static Vector256<double> ZeroLabel(Vector256<double> terms, Vector256<long> labels, int label);
    public static Vector256<double> ZeroWhere(Vector256<double> x, Vector256<double> matches);
    public readonly struct Double256.Accumulator
    {
        public Accumulator(Vector256<double> lanes, Vector256<double> lost);
        public Double256.Accumulator Add(Vector256<double> terms);
        public Double256.Accumulator AddBlock(Vector256<double> lanes0, Vector256<double> lanes4);
        public Double256.Accumulator AddProduct(Vector256<double> x, Vector256<double> y);
        public Double256.Accumulator AddWeightedGap(Vector256<double> targets, Vector256<double> z, double max);
        public static Double256.Accumulator OfBlock(Vector256<double> lanes0, Vector256<double> lanes4);
        public DoubleDouble Sum();
    }
    public readonly struct Double256.TargetSums
    {
        public TargetSums(Double256.Accumulator gaps, Double256.Accumulator targets);
        public Double256.TargetSums Add(Vector256<double> targets, Vector256<double> z, double max);
        public DoubleDouble Targets { get; }
        public double WeightedGap { get; }
    }
    public static bool IsSupported { get; }
    public static Vector256<long> MaxExponent { get; }
    public static Vector256<long> MinExponent { get; }
    public static Vector256<double> NegativeInfinity { get; }
    public static Vector256<double> PositiveInfinity { get; }
    public static int Width { get; }
    public static Vector256<double> Zero { get; }
    public static DoubleWord<Vector256<double>> ZeroSums { get; }
}

public static class Double256Fallback
{
    public static double CrossEntropy(ref double logits, int label, int classes);
    public static double CrossEntropy(ref double logits, ref double targets, int classes);
    public static double CrossEntropyGradient(ref double logits, int label, ref double gradient, double divisor, int classes);
    public static double CrossEntropyGradient(ref double logits, ref double targets, ref double gradient, double divisor, int classes);
    public static double Entropy(ref double logits, int classes);
    public static void LogSoftmax(ref double logits, ref double logProbabilities, int classes);
    public static double LogSumExp(ref double logits, int classes);
    public static double Probability(ref double logits, int label, int classes);
    public static void Softmax(ref double logits, ref double probabilities, int classes);
}

public static class Double256Fallback<TTemperature> where TTemperature : struct, ITemperature<double>
{
    public static double CrossEntropy(ref double logits, int label, int classes);
    public static double CrossEntropyGradient(ref double logits, int label, ref double gradient, double divisor, int classes);
    public static double Entropy(ref double logits, int classes);
    public static void LogSoftmax(ref double logits, ref double logProbabilities, int classes);
    public static double LogSumExp(ref double logits, int classes);
    public static double Probability(ref double logits, int label, int classes);
    public static void Softmax(ref double logits, ref double probabilities, int classes);
}

public readonly struct Double512 : IDoubleSteps<Vector512<double>, Vector512<long>>, IExponentialSteps<double, Vector512<double>, Vector512<long>>, IGradientSteps<double, Vector512<double>, Vector512<long>>, ILabelSteps<double, Vector512<double>, Vector512<long>>, ILogSteps<double, Vector512<double>, DoubleWord<Vector512<double>>>, ISteps<double, Vector512<double>, Vector512<long>, DoubleWord<Vector512<double>>>, ISumSteps<Vector512<double>, Vector512<long>, DoubleWord<Vector512<double>>>, ITargetSteps<double, Vector512<double>, Vector512<long>, DoubleWord<Vector512<double>>>, ITransposeSteps<double, Vector512<double>>, IWorkspaceSteps<double, Vector512<double>, Vector512<long>, DoubleWord<Vector512<double>>>
{
    public static DoubleWord<Vector512<double>> Add(DoubleWord<Vector512<double>> sums, Vector512<double> terms);
    public static Vector512<double> Add(Vector512<double> x, Vector512<double> y);
    public static DoubleWord<Vector512<double>> AddDoubleWord(DoubleWord<Vector512<double>> x, DoubleWord<Vector512<double>> y);
    public static DoubleWord<Vector512<double>> AddDoubleWord(DoubleWord<Vector512<double>> x, Vector512<double> y);
    public static DoubleWord<Vector512<double>> AddWeightedGap(DoubleWord<Vector512<double>> sums, Vector512<double> targets, Vector512<double> z, Vector512<double> max);
    public static Vector512<double> AdjustTarget(Vector512<double> targets, Vector512<double> scales, Vector512<double> offsets);
    public static Vector512<double> AdjustTarget(Vector512<double> targets, double scale, double offset);
    public static Vector512<long> AdvanceLabelDistance(Vector512<long> labelDistance, int classes);
    public static Vector512<double> ApplyExponentOffset(Vector512<long> q, Vector512<long> exponentOffset);
    public static bool AreInRange(DoubleDouble targetSum, double gapSum);
    public static bool AreInRange(DoubleWord<Vector512<double>> targets, DoubleWord<Vector512<double>> gaps);
    public static bool AreInRange<TTemperature>(DoubleDouble targetSum, double gapSum) where TTemperature : struct, ITemperature<double>;
    public static bool AreInRange<TTemperature>(DoubleWord<Vector512<double>> targets, DoubleWord<Vector512<double>> gaps) where TTemperature : struct, ITemperature<double>;
    public static bool AreSame(ref double left, ref double right);
    public static ref double At(ref double row, int index);
    public static ref int At(ref int labels, int index);
    public static Vector512<double> BinaryGradient(Vector512<double> other, Vector512<double> labelTerm, GradientDivisor<Vector512<double>> divisor);
    public static ulong Bits(Vector512<double> matches);
    public static ulong Bits(Vector512<double> matches, int upper);
    public static Vector512<double> Broadcast(double number);
    public static GradientDivisor<Vector512<double>> BroadcastDivisor(double divisor);
    public static Vector512<double> BroadcastMax(Vector512<double> lanes);
    public static Vector512<long> BroadcastMax(Vector512<long> lanes);
    public static int Count(Vector512<double> matches);
    public static Vector512<double> Equal(Vector512<double> x, Vector512<double> y);
    public static Vector512<double> ExcludeMaxTerms(Vector512<double> term, Vector512<double> maxTerm, ref Vector512<long> ties);
    public static Vector512<double> Exp(Vector512<double> x, int k);
    public static void ExpUnscaled(Vector512<double> z, out Vector512<long> n, out Vector512<long> q);
    public static void ExpUnscaled(Vector512<double> z0, Vector512<double> z1, Vector512<double> z2, Vector512<double> z3, out Vector512<long> n0, out Vector512<long> n1, out Vector512<long> n2, out Vector512<long> n3, out Vector512<long> q0, out Vector512<long> q1, out Vector512<long> q2, out Vector512<long> q3);
    public static void ExpUnscaled(Vector512<double> z0, Vector512<double> z1, out Vector512<long> n0, out Vector512<long> n1, out Vector512<long> q0, out Vector512<long> q1);
    public static void ExpUnscaled<TTemperature>(Vector512<double> z, out Vector512<long> n, out Vector512<long> q) where TTemperature : struct, ITemperature<double>;
    public static void ExpUnscaled<TTemperature>(Vector512<double> z0, Vector512<double> z1, Vector512<double> z2, Vector512<double> z3, out Vector512<long> n0, out Vector512<long> n1, out Vector512<long> n2, out Vector512<long> n3, out Vector512<long> q0, out Vector512<long> q1, out Vector512<long> q2, out Vector512<long> q3) where TTemperature : struct, ITemperature<double>;
    public static void ExpUnscaled<TTemperature>(Vector512<double> z0, Vector512<double> z1, out Vector512<long> n0, out Vector512<long> n1, out Vector512<long> q0, out Vector512<long> q1) where TTemperature : struct, ITemperature<double>;
    public static Vector512<long> ExponentOffset(Vector512<long> maxExponent);
    public static DoubleWord<Vector512<double>> FastTwoSum(Vector512<double> x, Vector512<double> y);
    public static DoubleWord<Vector512<double>> FirstTerm(Vector512<double> terms);
    public static Vector512<double> FocalLoss(DoubleWord<Vector512<double>> others, DoubleWord<Vector512<double>> lostOthers, Vector512<double> labelTerm, Vector512<double> lostLabel, int halves, out DoubleWord<Vector512<double>> factors);
    public static double FocalLoss(DoubleDouble others, DoubleDouble lostOthers, double labelTerm, double lostLabel, int halves, out DoubleDouble factor);
    public static Vector512<double> Gap(Vector512<double> max, Vector512<double> z);
    public static Vector512<double> Gap(Vector512<double> max, Vector512<double> z, Vector512<double> weights);
    public static Vector512<double> Gap(Vector512<double> max, Vector512<double> z, double weight);
    public static Vector512<double> GapOfLabel(Vector512<double> max, Vector512<double> z, Vector512<long> labels, int label, Vector512<double> found);
    public static Vector512<double> GatherByLabel(ReadOnlySpan<double> numbers, Vector512<long> labels);
    public static Vector512<double> GatherLabelTerms(ref double terms, ref int labels, Vector512<long> exponentOffset);
    public static DoubleWord<Vector512<double>> GradientScale(DoubleDouble others, double labelTerm, GradientDivisor<Vector512<double>> divisor);
    public static DoubleWord<Vector512<double>> GradientScale(DoubleWord<Vector512<double>> others, Vector512<double> labelTerm, GradientDivisor<Vector512<double>> divisor);
    public static int IndexOf(ref double row, int count, Vector512<double> value);
    public static int IndexOfNaN(ref double row, int count);
    public static Vector512<double> InsertLabelGradient(Vector512<double> entries, Vector512<double> labelGradient, Vector512<long> labels, int label);
    public static bool IsDotInRange(DoubleDouble dot);
    public static bool IsInFastRange(Vector512<long> maxExponent, Vector512<long> minExponent);
    public static bool IsInFastRange(ref double logits, int classes);
    public static bool IsInFastRange<TTemperature>(ref double logits, int classes) where TTemperature : struct, ITemperature<double>;
    public static Vector512<double> IsNaN(Vector512<double> x);
    public static bool IsSumInRange(double sum);
    public static Vector512<double> JacobianRow(double probability, Vector512<double> probabilities);
    public static Vector512<long> LabelDistance(int label);
    public static Vector512<double> LabelGradient(DoubleWord<Vector512<double>> others, DoubleWord<Vector512<double>> scale);
    public static double LabelGradientScalar(DoubleDouble others, DoubleWord<Vector512<double>> scale);
    public static Vector512<double> LabelTarget(Vector512<long> labels, int label, double labelTarget, double offset);
    public static Vector512<double> LabelTarget(int label, double labelTarget, Vector512<double> offsets, ulong firstClass);
    public static Vector512<double> LabelTarget(int label, double labelTarget, Vector512<double> offsets, ulong lower, ulong upper);
    public static Vector512<double> LabelTarget(int label, double labelTarget, double offset, ulong firstClass);
    public static Vector512<double> LabelTarget(int label, double labelTarget, double offset, ulong lower, ulong upper);
    public static double LabelTerm(double logit, Vector512<long> maxExponent);
    public static double LabelTerm<TTemperature>(double logit, Vector512<long> maxExponent) where TTemperature : struct, ITemperature<double>;
    public static Vector512<double> LastLanesMask(int lower, int upper);
    public static Vector512<double> Load(ref double row, ulong lower, ulong upper);
    public static Vector512<double> Load(ref double row, ulong offset);
    public static Vector512<long> LoadExponentOffset(ref double workspace, int index);
    public static DoubleWord<Vector512<double>> LoadFactor(ref double workspace, int index);
    public static Vector512<long> LoadLabels(ref int labels, int classes);
    public static Vector512<double> LoadLogs(ref double workspace, int index);
    public static Vector512<double> LoadSlot(ref double workspace, int index);
    public static DoubleWord<Vector512<double>> LoadSums(ref double workspace, int index);
    public static Vector512<double> LoadTerm(ref double workspace, int index, Vector512<long> exponentOffset);
    public static void LoadTransposed(ref double rows, int stride, out Vector512<double> c0, out Vector512<double> c1, out Vector512<double> c2, out Vector512<double> c3);
    public static void LoadTransposed2(ref double rows, out Vector512<double> c0, out Vector512<double> c1);
    public static void LoadTransposed3(ref double rows, out Vector512<double> c0, out Vector512<double> c1, out Vector512<double> c2);
    public static Vector512<double> LogProbabilities(Vector512<double> z, Vector512<double> max, Vector512<double> log);
    public static Vector512<double> LogProbabilities(Vector512<double> z, double max, double log);
    public static Vector512<double> LogProbabilities<TTemperature>(Vector512<double> z, Vector512<double> max, Vector512<double> log) where TTemperature : struct, ITemperature<double>;
    public static Vector512<double> LogProbabilities<TTemperature>(Vector512<double> z, double max, double log) where TTemperature : struct, ITemperature<double>;
    public static Vector512<double> LogSoftmaxGradient(Vector512<double> logProbabilities, Vector512<double> upstream, double sum);
    public static Vector512<double> LogSumExp(ref double workspace, int index, Vector512<double> max);
    public static Vector512<double> LogSumExp<TTemperature>(ref double workspace, int index, Vector512<double> max) where TTemperature : struct, ITemperature<double>;
    public static Vector512<double> Max(Vector512<double> x, Vector512<double> y);
    public static Vector512<long> Max(Vector512<long> x, Vector512<long> y);
    public static Vector512<double> Min(Vector512<double> x, Vector512<double> y);
    public static Vector512<long> Min(Vector512<long> x, Vector512<long> y);
    public static Vector512<double> MultiplyAddLast(Vector512<double> x, Vector512<double> y, Vector512<double> sum, int count);
    public static DoubleWord<Vector512<double>> NonLabelSum(Vector512<double> e0, Vector512<double> e1, Vector512<double> e2, Vector512<double> e3, Vector512<long> labels, out Vector512<double> labelTerm);
    public static DoubleWord<Vector512<double>> NonLabelSum(Vector512<double> e0, Vector512<double> e1, Vector512<double> e2, Vector512<long> labels, out Vector512<double> labelTerm);
    public static Vector512<double> NonLabelSum(Vector512<double> e0, Vector512<double> e1, Vector512<long> labels, out Vector512<double> labelTerm);
    public static DoubleWord<Vector512<double>> NonMaxSum(DoubleWord<Vector512<double>> below, Vector512<long> ties, Vector512<double> maxTerm);
    public static Vector512<double> Odds(DoubleWord<Vector512<double>> others, Vector512<double> labelTerm);
    public static Vector512<double> Odds(Vector512<double> other, Vector512<double> labelTerm);
    public static double Odds(DoubleDouble others, double labelTerm);
    public static DoubleWord<Vector512<double>> Quotient(DoubleDouble numerator, DoubleDouble denominator);
    public static DoubleWord<Vector512<double>> Reciprocal(DoubleDouble sum);
    public static DoubleWord<Vector512<double>> Reciprocal(DoubleWord<Vector512<double>> sums);
    public static Vector512<long> RoundedExponent(Vector512<double> z);
    public static Vector512<long> RoundedExponent<TTemperature>(Vector512<double> z) where TTemperature : struct, ITemperature<double>;
    public static RowSum Row(Vector512<double> max, Vector512<double> maxTerm, DoubleDouble below, int ties);
    public static Vector512<double> Scale(Vector512<double> terms, DoubleWord<Vector512<double>> scale);
    public static double Scale(double term, DoubleWord<Vector512<double>> scale);
    public static Vector512<double> ScaleAndFlush(Vector512<double> terms, DoubleWord<Vector512<double>> scale);
    public static Vector512<double> ScaleDown(Vector512<double> entries);
    public static double ScaleDown(double entry);
    public static void ScatterLabelGradient(Vector512<double> labelGradient, ref double rows, ref int labels, int classes);
    public static Vector512<double> Select(Vector512<double> matches, Vector512<double> x, Vector512<double> y);
    public static ref double Slot(ref double workspace, int index);
    public static Vector512<double> SmoothGap(DoubleWord<Vector512<double>> gaps, double offset, Vector512<double> labelGaps, Vector512<double> labelTargets);
    public static double SmoothGap(DoubleDouble gaps, double offset, double labelGap, double labelTarget);
    public static double SmoothLog(double odds);
    public static Vector512<double> SmoothLoss(Vector512<double> gaps, Vector512<double> logs, Vector512<double> targetSums);
    public static Vector512<double> SmoothLoss<TTemperature>(Vector512<double> gaps, Vector512<double> logs, Vector512<double> targetSums) where TTemperature : struct, ITemperature<double>;
    public static Vector512<double> SoftmaxGradient(Vector512<double> probabilities, Vector512<double> upstream, DoubleWord<Vector512<double>> dot);
    public static void SplitBinaryGradient(Vector512<double> other, Vector512<long> labels, out Vector512<double> r0, out Vector512<double> r1);
    public static Vector512<double> SplitLabelTerm(Vector512<double> terms, Vector512<long> labels, int label, ref Vector512<double> labelTerm);
    public static Vector512<long> StartingExponent(double first);
    public static Vector512<long> StartingExponent<TTemperature>(double first) where TTemperature : struct, ITemperature<double>;
    public static void Store(Vector512<double> lanes, ref double row, ulong lower, ulong upper);
    public static void Store(Vector512<double> lanes, ref double row, ulong offset);
    public static void StoreExponentOffset(Vector512<long> exponentOffset, ref double workspace, int index);
    public static void StoreFactor(DoubleWord<Vector512<double>> factor, ref double workspace, int index);
    public static void StoreFirstTerms(Vector512<double> z, out Vector512<long> maxExponent, out Vector512<long> minExponent, ref double workspace, int index);
    public static void StoreFirstTerms(Vector512<double> z0, Vector512<double> z1, Vector512<double> z2, Vector512<double> z3, out Vector512<long> maxExponent, out Vector512<long> minExponent, ref double workspace, int index);
    public static void StoreFirstTerms(Vector512<double> z0, Vector512<double> z1, out Vector512<long> maxExponent, out Vector512<long> minExponent, ref double workspace, int index);
    public static void StoreFirstTerms<TTemperature>(Vector512<double> z, out Vector512<long> maxExponent, out Vector512<long> minExponent, ref double workspace, int index) where TTemperature : struct, ITemperature<double>;
    public static void StoreFirstTerms<TTemperature>(Vector512<double> z0, Vector512<double> z1, Vector512<double> z2, Vector512<double> z3, out Vector512<long> maxExponent, out Vector512<long> minExponent, ref double workspace, int index) where TTemperature : struct, ITemperature<double>;
    public static void StoreFirstTerms<TTemperature>(Vector512<double> z0, Vector512<double> z1, out Vector512<long> maxExponent, out Vector512<long> minExponent, ref double workspace, int index) where TTemperature : struct, ITemperature<double>;
    public static void StoreLabels(Vector512<long> labels, ref int destination, int classes);
    public static void StoreLogs(DoubleWord<Vector512<double>> others, Vector512<double> maxTerm, ref double workspace, int index);
    public static void StoreResults(Vector512<double> results, ref double destination, int classes);
    public static void StoreSlot(Vector512<double> lanes, ref double workspace, int index);
    public static void StoreSmoothLogs(DoubleWord<Vector512<double>> others, Vector512<double> maxTerm, ref double workspace, int index);
    public static void StoreSums(DoubleWord<Vector512<double>> sums, ref double workspace, int index);
    public static void StoreTerms(Vector512<double> z, ref Vector512<long> runningMax, ref Vector512<long> runningMin, ref double workspace, int index);
    public static void StoreTerms(Vector512<double> z0, Vector512<double> z1, Vector512<double> z2, Vector512<double> z3, ref Vector512<long> runningMax, ref Vector512<long> runningMin, ref double workspace, int index);
    public static void StoreTerms(Vector512<double> z0, Vector512<double> z1, ref Vector512<long> runningMax, ref Vector512<long> runningMin, ref double workspace, int index);
    public static void StoreTerms<TTemperature>(Vector512<double> z, ref Vector512<long> runningMax, ref Vector512<long> runningMin, ref double workspace, int index) where TTemperature : struct, ITemperature<double>;
    public static void StoreTerms<TTemperature>(Vector512<double> z0, Vector512<double> z1, Vector512<double> z2, Vector512<double> z3, ref Vector512<long> runningMax, ref Vector512<long> runningMin, ref double workspace, int index) where TTemperature : struct, ITemperature<double>;
    public static void StoreTerms<TTemperature>(Vector512<double> z0, Vector512<double> z1, ref Vector512<long> runningMax, ref Vector512<long> runningMin, ref double workspace, int index) where TTemperature : struct, ITemperature<double>;
    public static void StoreTransposed(ref double rows, int stride, Vector512<double> c0, Vector512<double> c1, Vector512<double> c2, Vector512<double> c3);
    public static void StoreTransposed2(ref double rows, Vector512<double> c0, Vector512<double> c1);
    public static void StoreTransposed3(ref double rows, Vector512<double> c0, Vector512<double> c1, Vector512<double> c2);
    public static DoubleDouble SumLanes(Vector512<double> lanes);
    public static DoubleWord<Vector512<double>> SumLanes(DoubleWord<Vector512<double>> lane0, DoubleWord<Vector512<double>> lane1, DoubleWord<Vector512<double>> lane2, DoubleWord<Vector512<double>> lane3);
    public static DoubleDouble SumLanesCompensated(Vector512<double> lanes);
    public static DoubleWord<Vector512<double>> SumTargets(ref double targets, int lane, int lanes, int classes);
    public static DoubleWord<Vector512<double>> SumWeightedGaps(ref double targets, ref double logits, Vector512<double> max, int lane, int lanes, int classes);
    public static Vector512<double> TargetGradient(Vector512<double> terms, DoubleWord<Vector512<double>> scale, Vector512<double> targets, double weight);
    public static Vector512<double> TargetLoss(DoubleWord<Vector512<double>> gaps, ref double workspace, int index, DoubleWord<Vector512<double>> targets);
    public static Vector512<double> TargetLoss<TTemperature>(DoubleWord<Vector512<double>> gaps, ref double workspace, int index, DoubleWord<Vector512<double>> targets) where TTemperature : struct, ITemperature<double>;
    public static DoubleWord<Vector512<double>> TargetScale(DoubleWord<Vector512<double>> targets, DoubleWord<Vector512<double>> others, Vector512<double> maxTerm, double divisor);
    public static Vector512<double> Term(Vector512<double> z, Vector512<long> exponentOffset);
    public static Vector512<double> Term<TTemperature>(Vector512<double> z, Vector512<long> exponentOffset) where TTemperature : struct, ITemperature<double>;
    public static Vector512<double> TermError(Vector512<double> z, Vector512<long> exponentOffset);
    public static Vector512<double> TermError<TTemperature>(Vector512<double> z, Vector512<long> exponentOffset) where TTemperature : struct, ITemperature<double>;
    public static double TermError(double z, Vector512<long> exponentOffset);
    public static double TermError<TTemperature>(double z, Vector512<long> exponentOffset) where TTemperature : struct, ITemperature<double>;
    public static void Terms(Vector512<double> z, Vector512<long> maxExponent, out Vector512<double> e);
    public static void Terms(Vector512<double> z0, Vector512<double> z1, Vector512<double> z2, Vector512<double> z3, Vector512<long> maxExponent, out Vector512<double> e0, out Vector512<double> e1, out Vector512<double> e2, out Vector512<double> e3);
    public static void Terms(Vector512<double> z0, Vector512<double> z1, Vector512<long> maxExponent, out Vector512<double> e0, out Vector512<double> e1);
    public static void Terms<TTemperature>(Vector512<double> z, Vector512<long> maxExponent, out Vector512<double> e) where TTemperature : struct, ITemperature<double>;
    public static void Terms<TTemperature>(Vector512<double> z0, Vector512<double> z1, Vector512<double> z2, Vector512<double> z3, Vector512<long> maxExponent, out Vector512<double> e0, out Vector512<double> e1, out Vector512<double> e2, out Vector512<double> e3) where TTemperature : struct, ITemperature<double>;
    public static void Terms<TTemperature>(Vector512<double> z0, Vector512<double> z1, Vector512<long> maxExponent, out Vector512<double> e0, out Vector512<double> e1) where TTemperature : struct, ITemperature<double>;
    public static DoubleWord<Vector512<double>> ToDoubleWord(DoubleDouble sum);
    public static void UpdateArgMax(Vector512<double> z, int label, ref Vector512<double> best, ref Vector512<long> labels);
    public static DoubleDouble Weigh(DoubleDouble weight, double classWeight);
    public static DoubleWord<Vector512<double>> Weigh(DoubleWord<Vector512<double>> scale, Vector512<double> weights);
    public static DoubleWord<Vector512<double>> Weigh(DoubleWord<Vector512<double>> scale, double weight);
    public static Vector512<double> Weigh(Vector512<double> entries, DoubleWord<Vector512<double>> weights);
    public static Vector512<double> Weigh(Vector512<double> entries, Vector512<double> weights);
    public static double Weigh(double entry, DoubleDouble weight);
    public static double Weigh(double entry, double weight);
    public static DoubleWord<Vector512<double>> WeighUp(DoubleWord<Vector512<double>> scale, DoubleDouble weight);
    public static DoubleWord<Vector512<double>> WeighUp(DoubleWord<Vector512<double>> scale, DoubleWord<Vector512<double>> weights);
    public static DoubleWord<Vector512<double>> WeighUp(DoubleWord<Vector512<double>> scale, double weight);
    public static Vector512<double> ZeroLabel(Vector512<double> terms, Vector512<long> labelDistance, int lower, int upper);
    public static Vector512<double> ZeroLabel(Vector512<double> terms, Vector512<long> labels, int label);
    public static Vector512<double> ZeroWhere(Vector512<double> x, Vector512<double> matches);
    public readonly struct Double512.Accumulator
    {
        public Accumulator(Double256.Accumulator total);
        public Double512.Accumulator Add(Vector512<double> terms);
        public Double512.Accumulator AddBlock(Vector512<double> lanes);
        public Double512.Accumulator AddProduct(Vector512<double> x, Vector512<double> y);
        public Double512.Accumulator AddWeightedGap(Vector512<double> targets, Vector512<double> z, double max);
        public static Double512.Accumulator OfBlock(Vector512<double> lanes);
        public DoubleDouble Sum();
    }
    public readonly struct Double512.TargetSums
    {
        public TargetSums(Vector512<double> lanes, Vector512<double> lost);
        public Double512.TargetSums Add(Vector512<double> targets, Vector512<double> z, double max);
        public DoubleDouble Targets { get; }
        public double WeightedGap { get; }
    }
    public static bool IsSupported { get; }
    public static Vector512<long> MaxExponent { get; }
    public static Vector512<long> MinExponent { get; }
    public static Vector512<double> NegativeInfinity { get; }
    public static Vector512<double> PositiveInfinity { get; }
    public static int Width { get; }
    public static Vector512<double> Zero { get; }
    public static DoubleWord<Vector512<double>> ZeroSums { get; }
}

public abstract class DoubleBatches<TKernels, TBatches> : BatchDriver<double, TKernels, TBatches, DoubleOdds, DoubleLosses, PlainLoss<double>> where TKernels : struct, IHeadKernels<double> where TBatches : struct, IBatches<double>
{
    protected DoubleBatches();
}

public readonly struct DoubleDense128 : IDenseTiles<double>
{
    public static void AddBiasGradient<TShape>(ref double gradient, ref double biasGradient, int rows, bool isFirst) where TShape : struct, IDenseShape;
    public static void AddWeightGradient<TShape>(ref double features, ref double gradient, ref double weightGradient, int rows, bool isFirst) where TShape : struct, IDenseShape;
    public static void FeatureGradient<TShape>(ref double gradient, ref double weights, ref double featureGradient, int rows) where TShape : struct, IDenseShape;
    public static void Logits<TShape>(ref double features, ref double weights, ref double bias, ref double logits, int rows) where TShape : struct, IDenseShape;
    public static bool IsSupported { get; }
    public static int SumLanes { get; }
    public static int Width { get; }
}

public readonly struct DoubleDense256 : IDenseTiles<double>
{
    public static void AddBiasGradient<TShape>(ref double gradient, ref double biasGradient, int rows, bool isFirst) where TShape : struct, IDenseShape;
    public static void AddWeightGradient<TShape>(ref double features, ref double gradient, ref double weightGradient, int rows, bool isFirst) where TShape : struct, IDenseShape;
    public static void FeatureGradient<TShape>(ref double gradient, ref double weights, ref double featureGradient, int rows) where TShape : struct, IDenseShape;
    public static void Logits<TShape>(ref double features, ref double weights, ref double bias, ref double logits, int rows) where TShape : struct, IDenseShape;
    public static bool IsSupported { get; }
    public static int SumLanes { get; }
    public static int Width { get; }
}

public readonly struct DoubleDense512 : IDenseTiles<double>
{
    public static void AddBiasGradient<TShape>(ref double gradient, ref double biasGradient, int rows, bool isFirst) where TShape : struct, IDenseShape;
    public static void AddWeightGradient<TShape>(ref double features, ref double gradient, ref double weightGradient, int rows, bool isFirst) where TShape : struct, IDenseShape;
    public static void FeatureGradient<TShape>(ref double gradient, ref double weights, ref double featureGradient, int rows) where TShape : struct, IDenseShape;
    public static void Logits<TShape>(ref double features, ref double weights, ref double bias, ref double logits, int rows) where TShape : struct, IDenseShape;
    public static bool IsSupported { get; }
    public static int SumLanes { get; }
    public static int Width { get; }
}

public abstract class DoubleDenseBatches<TKernels, TBatches, TShape, TTiles> : DenseDriver<double, TKernels, TBatches, DoubleOdds, DoubleLosses, TShape, TTiles, PlainLoss<double>> where TKernels : struct, IHeadKernels<double> where TBatches : struct, IBatches<double> where TShape : struct, IDenseShape where TTiles : struct, IDenseTiles<double>
{
    protected DoubleDenseBatches();
}

public abstract class DoubleDenseHead<TKernels, TRows, TLayer, TDense> : DenseHead<double, TKernels, TRows, DoubleOdds, DoubleLosses, TLayer, TDense, PlainLoss<double>> where TKernels : struct, IHeadKernels<double> where TRows : struct, IRows<double> where TLayer : struct, IDenseLayer<double> where TDense : struct, IDenseRows<double>
{
    protected DoubleDenseHead();
}

public readonly struct DoubleDouble
{
    public DoubleDouble(double high, double low);
    public DoubleDouble DividedBy(DoubleDouble sum, double divisor);
    public double DividedBy(double divisor);
    public DoubleDouble Reciprocal();
    public static DoubleDouble operator +(DoubleDouble sum, double term);
    public static implicit operator DoubleDouble(DoubleWord<Vector128<float>> numbers);
    public static implicit operator DoubleDouble(DoubleWord<Vector256<float>> numbers);
    public double High { get; }
    public double Low { get; }
}

public abstract class DoubleHead<TKernels, TRows> : Head<double, TKernels, TRows, DoubleOdds, DoubleLosses, PlainLoss<double>> where TKernels : struct, IHeadKernels<double> where TRows : struct, IRows<double>
{
    protected DoubleHead();
}

public struct DoubleLosses : ILossForm<double>
{
    public void Add(Span<double> values, int rows);
    public static double Decode(double value);
    public static void Decode(Span<double> values);
    public readonly double DividedBy(double divisor);
    public static double Encode(double loss);
    public static int BlockRows { get; }
}

public struct DoubleOdds : ILossForm<double>
{
    public void Add(Span<double> values, int rows);
    public static double Decode(double value);
    public static void Decode(Span<double> values);
    public readonly double DividedBy(double divisor);
    public static double Encode(double loss);
    public static int BlockRows { get; }
}

public readonly struct DoubleUnitTemperature : ITemperature<double>
{
    public static double Inverse { get; }
    public static double InverseLow { get; }
    public static double Ln2High { get; }
    public static double Ln2Low { get; }
    public static double Log2E { get; }
    public static double Prescale { get; }
    public static double Value { get; }
}

public readonly struct DoubleWord<TVector> where TVector : struct
{
    public DoubleWord(TVector high, TVector low);
    public static implicit operator DoubleWord<TVector>(TVector numbers);
}

public readonly struct EachRow<T, TKernels> : IRows<T> where T : unmanaged where TKernels : struct, IRowLogKernels<T>
{
    public static void ArgMax(ref T logits, ref int labels, int rows);
    public static void CrossEntropy(ref T logits, ref T targets, ref T losses, int rows);
    public static void CrossEntropy(ref T logits, ref int labels, ref T losses, int rows);
    public static void CrossEntropyGradient(ref T logits, ref T targets, ref T gradient, ref T losses, double divisor, int rows);
    public static void CrossEntropyGradient(ref T logits, ref int labels, ref T gradient, ref T losses, double divisor, int rows);
    public static T Entropy(ref T logits);
    public static void Jacobian(ref T probabilities, ref T jacobian);
    public static void LogSoftmax(ref T logits, ref T logProbabilities, int rows);
    public static void LogSoftmaxBackward(ref T logProbabilities, ref T upstream, ref T gradient, int rows);
    public static void LogSumExp(ref T logits, ref T destination, int rows);
    public static T Probability(ref T logits, int label);
    public static void Softmax(ref T logits, ref T probabilities, int rows);
    public static void SoftmaxBackward(ref T probabilities, ref T upstream, ref T gradient, int rows);
    public static bool IsSupported { get; }
}

public static class EnumLabels
{
    public static ArgumentOutOfRangeException OutOfRange<TInteger>(TInteger label, int classes) where TInteger : unmanaged, IBinaryInteger<TInteger>;
    public static int ToInt32<TLabel, TInteger>(TLabel label, int classes) where TLabel : unmanaged, Enum where TInteger : unmanaged, IBinaryInteger<TInteger>;
}

public readonly struct FloatFloat
{
    public FloatFloat(float high, float low);
    public FloatFloat DividedBy(FloatFloat sum, float divisor);
    public float DividedBy(float divisor);
    public FloatFloat Reciprocal();
    public static FloatFloat operator +(FloatFloat sum, float term);
    public static implicit operator DoubleDouble(FloatFloat number);
    public static implicit operator FloatFloat(DoubleDouble number);
    public static implicit operator FloatFloat(DoubleWord<Vector128<float>> numbers);
    public static implicit operator FloatFloat(DoubleWord<Vector256<float>> numbers);
    public float High { get; }
    public float Low { get; }
}

public readonly struct GradientDivisor<TVector> where TVector : struct
{
    public GradientDivisor(DoubleWord<TVector> inverse, TVector rounded);
}

public readonly ref struct Gradients<T>
{
    public Gradients(Span<T> weights, Span<T> bias, Span<T> features);
    public Span<T> Bias { get; }
    public Span<T> Features { get; }
    public Span<T> Weights { get; }
}

public readonly struct Groups<T, TKernels, TNext> : IBatches<T> where T : unmanaged where TKernels : struct, IBatchKernels<T> where TNext : struct, IBatches<T>
{
    public static void ArgMax(ref T logits, ref int labels, int rows);
    public static void CrossEntropy(ref T logits, ref T targets, ref T losses, int rows, ref T workspace);
    public static void CrossEntropy(ref T logits, ref int labels, ref T losses, int rows, ref T workspace);
    public static void CrossEntropyGradient(ref T logits, ref T targets, ref T gradient, ref T losses, double divisor, int rows, ref T workspace);
    public static void CrossEntropyGradient(ref T logits, ref int labels, ref T gradient, ref T losses, double divisor, int rows, ref T workspace);
    public static void LogSoftmax(ref T logits, ref T logProbabilities, int rows, ref T workspace);
    public static void LogSumExp(ref T logits, ref T destination, int rows, ref T workspace);
    public static void Softmax(ref T logits, ref T probabilities, int rows, ref T workspace);
    public static int WorkspaceLength { get; }
}

public abstract class Head<T, TKernels, TRows, TLabelForm, TTargetForm, TLoss> where T : unmanaged, IBinaryFloatingPointIeee754<T> where TKernels : struct, IHeadKernels<T> where TRows : struct, IRows<T> where TLabelForm : struct, ILossForm<T> where TTargetForm : struct, ILossForm<T> where TLoss : struct, ILossOptions<T>
{
    protected Head();
    public static int ArgMax(ReadOnlySpan<T> logits);
    public static void ArgMax(ReadOnlySpan<T> logits, Span<int> labels);
    public static TLabel ArgMaxLabel<TLabel, TInteger>(ReadOnlySpan<T> logits) where TLabel : unmanaged, Enum where TInteger : unmanaged, IBinaryInteger<TInteger>;
    public static T CrossEntropy(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, Reduction reduction);
    public static T CrossEntropy(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, Reduction reduction);
    public static T CrossEntropy(ReadOnlySpan<T> logits, int label);
    public static T CrossEntropy<TLabel, TInteger>(ReadOnlySpan<T> logits, ReadOnlySpan<TLabel> labels, Reduction reduction) where TLabel : unmanaged, Enum where TInteger : unmanaged, IBinaryInteger<TInteger>;
    public static T CrossEntropy<TLabel, TInteger>(ReadOnlySpan<T> logits, TLabel label) where TLabel : unmanaged, Enum where TInteger : unmanaged, IBinaryInteger<TInteger>;
    public static void CrossEntropy(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, Span<T> losses);
    public static void CrossEntropy(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, Span<T> losses);
    public static void CrossEntropy<TLabel, TInteger>(ReadOnlySpan<T> logits, ReadOnlySpan<TLabel> labels, Span<T> losses) where TLabel : unmanaged, Enum where TInteger : unmanaged, IBinaryInteger<TInteger>;
    public static T CrossEntropyGradient(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, Span<T> gradient, Reduction reduction);
    public static T CrossEntropyGradient(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, Span<T> gradient, Reduction reduction);
    public static T CrossEntropyGradient(ReadOnlySpan<T> logits, int label, Span<T> gradient);
    public static T CrossEntropyGradient<TLabel, TInteger>(ReadOnlySpan<T> logits, ReadOnlySpan<TLabel> labels, Span<T> gradient, Reduction reduction) where TLabel : unmanaged, Enum where TInteger : unmanaged, IBinaryInteger<TInteger>;
    public static T CrossEntropyGradient<TLabel, TInteger>(ReadOnlySpan<T> logits, TLabel label, Span<T> gradient) where TLabel : unmanaged, Enum where TInteger : unmanaged, IBinaryInteger<TInteger>;
    public static T Entropy(ReadOnlySpan<T> logits);
    public static void Entropy(ReadOnlySpan<T> logits, Span<T> destination);
    public static void Jacobian(ReadOnlySpan<T> probabilities, Span<T> jacobian);
    public static void LogSoftmax(ReadOnlySpan<T> logits, Span<T> logProbabilities);
    public static void LogSoftmaxBackward(ReadOnlySpan<T> logProbabilities, ReadOnlySpan<T> upstream, Span<T> gradient);
    public static T LogSumExp(ReadOnlySpan<T> logits);
    public static void LogSumExp(ReadOnlySpan<T> logits, Span<T> destination);
    public static void Softmax(ReadOnlySpan<T> logits, Span<T> probabilities);
    public static void SoftmaxBackward(ReadOnlySpan<T> probabilities, ReadOnlySpan<T> upstream, Span<T> gradient);
    public static void TopK(ReadOnlySpan<T> logits, Span<int> labels);
    public static void TopK(ReadOnlySpan<T> logits, Span<int> labels, Span<T> probabilities);
    public static bool TryPredict(ReadOnlySpan<T> logits, T minimumProbability, out int label);
    public static bool TryPredict<TLabel, TInteger>(ReadOnlySpan<T> logits, T minimumProbability, out TLabel label) where TLabel : unmanaged, Enum where TInteger : unmanaged, IBinaryInteger<TInteger>;
}

public interface IBatchKernels<T> : IBatches<T> where T : unmanaged
{
    static abstract int Classes { get; }
    static abstract int GroupRows { get; }
    static abstract bool IsSupported { get; }
    static abstract int MinimumRows { get; }
}

public interface IBatches<T> where T : unmanaged
{
    static abstract void ArgMax(ref T logits, ref int labels, int rows);
    static abstract void CrossEntropy(ref T logits, ref T targets, ref T losses, int rows, ref T workspace);
    static abstract void CrossEntropy(ref T logits, ref int labels, ref T losses, int rows, ref T workspace);
    static abstract void CrossEntropyGradient(ref T logits, ref T targets, ref T gradient, ref T losses, double divisor, int rows, ref T workspace);
    static abstract void CrossEntropyGradient(ref T logits, ref int labels, ref T gradient, ref T losses, double divisor, int rows, ref T workspace);
    static abstract void LogSoftmax(ref T logits, ref T logProbabilities, int rows, ref T workspace);
    static abstract void LogSumExp(ref T logits, ref T destination, int rows, ref T workspace);
    static abstract void Softmax(ref T logits, ref T probabilities, int rows, ref T workspace);
    static abstract int WorkspaceLength { get; }
}

public interface IDeferredLogKernels<T> : IRowKernels<T> where T : unmanaged
{
    static abstract void CrossEntropy(ref T logits, ref T targets, ref DeferredLogs logs, int place);
    static abstract void CrossEntropyGradient(ref T logits, ref T targets, ref T gradient, double divisor, ref DeferredLogs logs, int place);
    static abstract void LogSoftmax(ref T logits, ref T logProbabilities, ref DeferredLogs logs, int place);
    static abstract void LogSumExp(ref T logits, ref DeferredLogs logs, int place);
    static abstract int DeferredRows { get; }
}

public interface IDenseLayer<T> : IDenseShape where T : unmanaged
{
    static abstract void Logits(ref T features, ref T weights, ref T bias, ref T logits, int rows);
    static abstract T LossAndGradients(ref T features, ref T targets, ref T weights, ref T bias, Gradients<T> gradients, double divisor, int rows);
    static abstract T LossAndGradients(ref T features, ref int labels, ref T weights, ref T bias, Gradients<T> gradients, double divisor, int rows);
    static abstract void Predict(ref T features, ref T weights, ref T bias, ref int labels, int rows);
    static abstract void Probabilities(ref T features, ref T weights, ref T bias, ref T probabilities, int rows);
}

public interface IDenseRows<T> where T : unmanaged
{
    static abstract void Logits(ref T features, ref T weights, ref T bias, ref T logits);
    static abstract void Predict(ref T features, ref T weights, ref T bias, ref int label);
    static abstract void Probabilities(ref T features, ref T weights, ref T bias, ref T probabilities);
    static abstract bool IsSupported { get; }
}

public interface IDenseShape
{
    static abstract int Classes { get; }
    static abstract int ClassesPerNarrowTile { get; }
    static abstract int ClassesPerTile { get; }
    static abstract int Features { get; }
    static abstract int RowsPerBlock { get; }
}

public interface IDenseTiles<T> where T : unmanaged
{
    static abstract void AddBiasGradient<TShape>(ref T gradient, ref T biasGradient, int rows, bool isFirst) where TShape : struct, IDenseShape;
    static abstract void AddWeightGradient<TShape>(ref T features, ref T gradient, ref T weightGradient, int rows, bool isFirst) where TShape : struct, IDenseShape;
    static abstract void FeatureGradient<TShape>(ref T gradient, ref T weights, ref T featureGradient, int rows) where TShape : struct, IDenseShape;
    static abstract void Logits<TShape>(ref T features, ref T weights, ref T bias, ref T logits, int rows) where TShape : struct, IDenseShape;
    static abstract bool IsSupported { get; }
    static abstract int SumLanes { get; }
    static abstract int Width { get; }
}

public interface IDoubleSteps<TVector, TInteger> : IExponentialSteps<double, TVector, TInteger>, IGradientSteps<double, TVector, TInteger>, ILabelSteps<double, TVector, TInteger>, ILogSteps<double, TVector, DoubleWord<TVector>>, ISteps<double, TVector, TInteger, DoubleWord<TVector>>, ISumSteps<TVector, TInteger, DoubleWord<TVector>>, ITargetSteps<double, TVector, TInteger, DoubleWord<TVector>>, ITransposeSteps<double, TVector>, IWorkspaceSteps<double, TVector, TInteger, DoubleWord<TVector>> where TVector : struct where TInteger : struct
{
    static abstract DoubleWord<TVector> FirstTerm(TVector terms);
    static abstract void LoadTransposed(ref double rows, int stride, out TVector c0, out TVector c1, out TVector c2, out TVector c3);
    static abstract void StoreTransposed(ref double rows, int stride, TVector c0, TVector c1, TVector c2, TVector c3);
    static abstract DoubleWord<TVector> SumLanes(DoubleWord<TVector> lane0, DoubleWord<TVector> lane1, DoubleWord<TVector> lane2, DoubleWord<TVector> lane3);
}

public interface IExponentialSteps<T, TVector, TInteger> where T : unmanaged where TVector : struct where TInteger : struct
{
    static abstract TInteger ExponentOffset(TInteger maxExponent);
    static abstract bool IsInFastRange(TInteger maxExponent, TInteger minExponent);
    static abstract TVector Scale(TVector terms, DoubleWord<TVector> scale);
    static abstract void StoreFirstTerms(TVector z, out TInteger maxExponent, out TInteger minExponent, ref T workspace, int index);
    static abstract void StoreFirstTerms(TVector z0, TVector z1, TVector z2, TVector z3, out TInteger maxExponent, out TInteger minExponent, ref T workspace, int index);
    static abstract void StoreFirstTerms(TVector z0, TVector z1, out TInteger maxExponent, out TInteger minExponent, ref T workspace, int index);
    static abstract void StoreFirstTerms<TTemperature>(TVector z, out TInteger maxExponent, out TInteger minExponent, ref T workspace, int index) where TTemperature : struct, ITemperature<T>;
    static abstract void StoreFirstTerms<TTemperature>(TVector z0, TVector z1, TVector z2, TVector z3, out TInteger maxExponent, out TInteger minExponent, ref T workspace, int index) where TTemperature : struct, ITemperature<T>;
    static abstract void StoreFirstTerms<TTemperature>(TVector z0, TVector z1, out TInteger maxExponent, out TInteger minExponent, ref T workspace, int index) where TTemperature : struct, ITemperature<T>;
    static abstract void StoreTerms(TVector z, ref TInteger runningMax, ref TInteger runningMin, ref T workspace, int index);
    static abstract void StoreTerms(TVector z0, TVector z1, TVector z2, TVector z3, ref TInteger runningMax, ref TInteger runningMin, ref T workspace, int index);
    static abstract void StoreTerms(TVector z0, TVector z1, ref TInteger runningMax, ref TInteger runningMin, ref T workspace, int index);
    static abstract void StoreTerms<TTemperature>(TVector z, ref TInteger runningMax, ref TInteger runningMin, ref T workspace, int index) where TTemperature : struct, ITemperature<T>;
    static abstract void StoreTerms<TTemperature>(TVector z0, TVector z1, TVector z2, TVector z3, ref TInteger runningMax, ref TInteger runningMin, ref T workspace, int index) where TTemperature : struct, ITemperature<T>;
    static abstract void StoreTerms<TTemperature>(TVector z0, TVector z1, ref TInteger runningMax, ref TInteger runningMin, ref T workspace, int index) where TTemperature : struct, ITemperature<T>;
    static abstract TVector Term(TVector z, TInteger exponentOffset);
    static abstract TVector Term<TTemperature>(TVector z, TInteger exponentOffset) where TTemperature : struct, ITemperature<T>;
    static abstract TVector TermError(TVector z, TInteger exponentOffset);
    static abstract TVector TermError<TTemperature>(TVector z, TInteger exponentOffset) where TTemperature : struct, ITemperature<T>;
    static abstract TInteger MaxExponent { get; }
    static abstract TInteger MinExponent { get; }
}

public interface IGradientSteps<T, TVector, TInteger> where T : unmanaged where TVector : struct where TInteger : struct
{
    static abstract TVector BinaryGradient(TVector other, TVector labelTerm, GradientDivisor<TVector> divisor);
    static abstract GradientDivisor<TVector> BroadcastDivisor(double divisor);
    static abstract DoubleWord<TVector> GradientScale(DoubleWord<TVector> others, TVector labelTerm, GradientDivisor<TVector> divisor);
    static abstract TVector InsertLabelGradient(TVector entries, TVector labelGradient, TInteger labels, int label);
    static abstract TVector LabelGradient(DoubleWord<TVector> others, DoubleWord<TVector> scale);
    static abstract TVector ScaleDown(TVector entries);
    static abstract void ScatterLabelGradient(TVector labelGradient, ref T rows, ref int labels, int classes);
    static abstract void SplitBinaryGradient(TVector other, TInteger labels, out TVector r0, out TVector r1);
    static abstract DoubleWord<TVector> Weigh(DoubleWord<TVector> scale, TVector weights);
    static abstract TVector Weigh(TVector entries, DoubleWord<TVector> weights);
    static abstract TVector Weigh(TVector entries, TVector weights);
    static abstract DoubleWord<TVector> WeighUp(DoubleWord<TVector> scale, DoubleWord<TVector> weights);
}

public interface IHeadKernels<T> where T : unmanaged
{
    static abstract void ArgMax(ref T logits, ref int labels, int rows);
    static abstract T CrossEntropy(ref T logits, ref T targets, double divisor, int rows);
    static abstract T CrossEntropy(ref T logits, ref int labels, double divisor, int rows);
    static abstract void CrossEntropy(ref T logits, ref T targets, ref T losses, int rows);
    static abstract void CrossEntropy(ref T logits, ref int labels, ref T losses, int rows);
    static abstract T CrossEntropyGradient(ref T logits, ref T targets, ref T gradient, double divisor, int rows);
    static abstract T CrossEntropyGradient(ref T logits, ref int labels, ref T gradient, double divisor, int rows);
    static abstract void LogSoftmax(ref T logits, ref T logProbabilities, int rows);
    static abstract void LogSumExp(ref T logits, ref T destination, int rows);
    static abstract void Softmax(ref T logits, ref T probabilities, int rows);
    static abstract int Classes { get; }
    static abstract T MaxEntropy { get; }
}

public interface ILabelSteps<T, TVector, TInteger> where T : unmanaged where TVector : struct where TInteger : struct
{
    static abstract TVector FocalLoss(DoubleWord<TVector> others, DoubleWord<TVector> lostOthers, TVector labelTerm, TVector lostLabel, int halves, out DoubleWord<TVector> factors);
    static abstract TVector GatherByLabel(ReadOnlySpan<T> numbers, TInteger labels);
    static abstract TVector GatherLabelTerms(ref T terms, ref int labels, TInteger exponentOffset);
    static abstract TInteger LoadLabels(ref int labels, int classes);
    static abstract DoubleWord<TVector> NonLabelSum(TVector e0, TVector e1, TVector e2, TInteger labels, out TVector labelTerm);
    static abstract DoubleWord<TVector> NonLabelSum(TVector e0, TVector e1, TVector e2, TVector e3, TInteger labels, out TVector labelTerm);
    static abstract TVector NonLabelSum(TVector e0, TVector e1, TInteger labels, out TVector labelTerm);
    static abstract TVector Odds(DoubleWord<TVector> others, TVector labelTerm);
    static abstract TVector Odds(TVector other, TVector labelTerm);
    static abstract TVector SplitLabelTerm(TVector terms, TInteger labels, int label, ref TVector labelTerm);
    static abstract void StoreLabels(TInteger labels, ref int destination, int classes);
    static abstract void StoreResults(TVector results, ref T destination, int classes);
    static abstract void UpdateArgMax(TVector z, int label, ref TVector best, ref TInteger labels);
    static abstract TVector ZeroLabel(TVector terms, TInteger labels, int label);
}

public interface ILogSteps<T, TVector, TSums> where T : unmanaged where TVector : struct where TSums : struct
{
    static abstract TVector LoadLogs(ref T workspace, int index);
    static abstract TVector LogProbabilities(TVector z, TVector max, TVector log);
    static abstract TVector LogProbabilities<TTemperature>(TVector z, TVector max, TVector log) where TTemperature : struct, ITemperature<T>;
    static abstract TVector LogSumExp(ref T workspace, int index, TVector max);
    static abstract TVector LogSumExp<TTemperature>(ref T workspace, int index, TVector max) where TTemperature : struct, ITemperature<T>;
    static abstract void StoreLogs(TSums others, TVector maxTerm, ref T workspace, int index);
}

public interface ILossForm<T> where T : unmanaged
{
    abstract void Add(Span<T> values, int rows);
    static abstract T Decode(T value);
    static abstract void Decode(Span<T> values);
    abstract T DividedBy(double divisor);
    static abstract T Encode(T loss);
    static abstract int BlockRows { get; }
}

public interface ILossOptions<T> where T : unmanaged
{
    static abstract ReadOnlySpan<T> ClassWeights { get; }
    static abstract int FocalHalves { get; }
    static abstract bool HasIgnoreLabel { get; }
    static abstract bool HasZeroWeights { get; }
    static abstract int IgnoreLabel { get; }
    static abstract double LabelSmoothing { get; }
    static abstract bool LeavesLossesUnweighed { get; }
    static abstract double Temperature { get; }
}

public interface IRowKernels<T> where T : unmanaged
{
    static abstract void ArgMax(ref T logits, ref int label);
    static abstract void CrossEntropy(ref T logits, ref int label, ref T loss);
    static abstract void CrossEntropyGradient(ref T logits, ref int label, ref T gradient, ref T loss, double divisor);
    static abstract T Entropy(ref T logits);
    static abstract void Jacobian(ref T probabilities, ref T jacobian);
    static abstract void LogSoftmaxBackward(ref T logProbabilities, ref T upstream, ref T gradient);
    static abstract T Probability(ref T logits, int label);
    static abstract void Softmax(ref T logits, ref T probabilities);
    static abstract void SoftmaxBackward(ref T probabilities, ref T upstream, ref T gradient);
    static abstract int Classes { get; }
    static abstract bool IsSupported { get; }
}

public interface IRowLogKernels<T> : IRowKernels<T> where T : unmanaged
{
    static abstract void CrossEntropy(ref T logits, ref T targets, ref T loss);
    static abstract void CrossEntropyGradient(ref T logits, ref T targets, ref T gradient, ref T loss, double divisor);
    static abstract void LogSoftmax(ref T logits, ref T logProbabilities);
    static abstract void LogSumExp(ref T logits, ref T destination);
}

public interface IRows<T> where T : unmanaged
{
    static abstract void ArgMax(ref T logits, ref int labels, int rows);
    static abstract void CrossEntropy(ref T logits, ref T targets, ref T losses, int rows);
    static abstract void CrossEntropy(ref T logits, ref int labels, ref T losses, int rows);
    static abstract void CrossEntropyGradient(ref T logits, ref T targets, ref T gradient, ref T losses, double divisor, int rows);
    static abstract void CrossEntropyGradient(ref T logits, ref int labels, ref T gradient, ref T losses, double divisor, int rows);
    static abstract T Entropy(ref T logits);
    static abstract void Jacobian(ref T probabilities, ref T jacobian);
    static abstract void LogSoftmax(ref T logits, ref T logProbabilities, int rows);
    static abstract void LogSoftmaxBackward(ref T logProbabilities, ref T upstream, ref T gradient, int rows);
    static abstract void LogSumExp(ref T logits, ref T destination, int rows);
    static abstract T Probability(ref T logits, int label);
    static abstract void Softmax(ref T logits, ref T probabilities, int rows);
    static abstract void SoftmaxBackward(ref T probabilities, ref T upstream, ref T gradient, int rows);
    static abstract bool IsSupported { get; }
}

public interface ISingleSteps<TVector, TInteger, TSums> : IExponentialSteps<float, TVector, TInteger>, IGradientSteps<float, TVector, TInteger>, ILabelSteps<float, TVector, TInteger>, ILogSteps<float, TVector, TSums>, ISteps<float, TVector, TInteger, TSums>, ISumSteps<TVector, TInteger, TSums>, ITargetSteps<float, TVector, TInteger, TSums>, ITransposeSteps<float, TVector>, IWorkspaceSteps<float, TVector, TInteger, TSums> where TVector : struct where TInteger : struct where TSums : struct
{
    static abstract void LoadTransposed(ref float rows, int stride, out TVector c0, out TVector c1, out TVector c2, out TVector c3, out TVector c4, out TVector c5, out TVector c6, out TVector c7);
    static abstract void LoadTransposed4(ref float rows, out TVector c0, out TVector c1, out TVector c2, out TVector c3);
    static abstract void LoadTransposedPartial(ref float rows, int classes, out TVector c0, out TVector c1, out TVector c2, out TVector c3, out TVector c4, out TVector c5, out TVector c6, out TVector c7);
    static abstract void StoreTransposed(ref float rows, int stride, TVector c0, TVector c1, TVector c2, TVector c3, TVector c4, TVector c5, TVector c6, TVector c7);
    static abstract void StoreTransposed4(ref float rows, TVector c0, TVector c1, TVector c2, TVector c3);
    static abstract void StoreTransposedPartial(ref float rows, int classes, TVector c0, TVector c1, TVector c2, TVector c3, TVector c4, TVector c5, TVector c6);
    static abstract TSums SumLanes(TSums lane0, TSums lane1, TSums lane2, TSums lane3, TSums lane4, TSums lane5, TSums lane6, TSums lane7);
    static abstract DoubleWord<TVector> SumLanesCompensated(TVector lane0, TVector lane1, TVector lane2, TVector lane3, TVector lane4, TVector lane5, TVector lane6, TVector lane7);
}

public interface ISteps<T, TVector, TInteger, TSums> : IExponentialSteps<T, TVector, TInteger>, IGradientSteps<T, TVector, TInteger>, ILabelSteps<T, TVector, TInteger>, ILogSteps<T, TVector, TSums>, ISumSteps<TVector, TInteger, TSums>, ITargetSteps<T, TVector, TInteger, TSums>, ITransposeSteps<T, TVector>, IWorkspaceSteps<T, TVector, TInteger, TSums> where T : unmanaged where TVector : struct where TInteger : struct where TSums : struct
{
    static abstract bool IsSupported { get; }
    static abstract int Width { get; }
}

public interface ISumSteps<TVector, TInteger, TSums> where TVector : struct where TInteger : struct where TSums : struct
{
    static abstract TSums Add(TSums sums, TVector terms);
    static abstract TVector Add(TVector x, TVector y);
    static abstract DoubleWord<TVector> AddDoubleWord(DoubleWord<TVector> x, DoubleWord<TVector> y);
    static abstract DoubleWord<TVector> AddDoubleWord(DoubleWord<TVector> x, TVector y);
    static abstract TVector ExcludeMaxTerms(TVector term, TVector maxTerm, ref TInteger ties);
    static abstract DoubleWord<TVector> FastTwoSum(TVector x, TVector y);
    static abstract TVector Max(TVector x, TVector y);
    static abstract TSums NonMaxSum(DoubleWord<TVector> below, TInteger ties, TVector maxTerm);
    static abstract DoubleWord<TVector> Reciprocal(DoubleWord<TVector> sums);
    static abstract TVector NegativeInfinity { get; }
    static abstract TVector Zero { get; }
    static abstract TSums ZeroSums { get; }
}

public interface ITargetSteps<T, TVector, TInteger, TSums> where T : unmanaged where TVector : struct where TInteger : struct where TSums : struct
{
    static abstract TSums AddWeightedGap(TSums sums, TVector targets, TVector z, TVector max);
    static abstract TVector AdjustTarget(TVector targets, T scale, T offset);
    static abstract bool AreInRange(TSums targets, TSums gaps);
    static abstract bool AreInRange<TTemperature>(TSums targets, TSums gaps) where TTemperature : struct, ITemperature<T>;
    static abstract TVector Broadcast(T number);
    static abstract TVector Gap(TVector max, TVector z);
    static abstract TVector Gap(TVector max, TVector z, T weight);
    static abstract TVector GapOfLabel(TVector max, TVector z, TInteger labels, int label, TVector found);
    static abstract TVector LabelTarget(TInteger labels, int label, T labelTarget, T offset);
    static abstract TVector SmoothGap(DoubleWord<TVector> gaps, T offset, TVector labelGaps, TVector labelTargets);
    static abstract TVector SmoothLoss(TVector gaps, TVector logs, TVector targetSums);
    static abstract TVector SmoothLoss<TTemperature>(TVector gaps, TVector logs, TVector targetSums) where TTemperature : struct, ITemperature<T>;
    static abstract void StoreSmoothLogs(TSums others, TVector maxTerm, ref T workspace, int index);
    static abstract TSums SumTargets(ref T targets, int lane, int lanes, int classes);
    static abstract TSums SumWeightedGaps(ref T targets, ref T logits, TVector max, int lane, int lanes, int classes);
    static abstract TVector TargetGradient(TVector terms, DoubleWord<TVector> scale, TVector targets, double weight);
    static abstract TVector TargetLoss(TSums gaps, ref T workspace, int index, TSums targets);
    static abstract TVector TargetLoss<TTemperature>(TSums gaps, ref T workspace, int index, TSums targets) where TTemperature : struct, ITemperature<T>;
    static abstract DoubleWord<TVector> TargetScale(TSums targets, TSums others, TVector maxTerm, double divisor);
}

public interface ITemperature<T> where T : unmanaged
{
    static abstract T Inverse { get; }
    static abstract T InverseLow { get; }
    static abstract T Ln2High { get; }
    static abstract T Ln2Low { get; }
    static abstract T Log2E { get; }
    static abstract T Prescale { get; }
    static abstract double Value { get; }
}

public interface ITransposeSteps<T, TVector> where T : unmanaged where TVector : struct
{
    static abstract void LoadTransposed2(ref T rows, out TVector c0, out TVector c1);
    static abstract void LoadTransposed3(ref T rows, out TVector c0, out TVector c1, out TVector c2);
    static abstract void StoreTransposed2(ref T rows, TVector c0, TVector c1);
    static abstract void StoreTransposed3(ref T rows, TVector c0, TVector c1, TVector c2);
}

public interface IWorkspaceSteps<T, TVector, TInteger, TSums> where T : unmanaged where TVector : struct where TInteger : struct where TSums : struct
{
    static abstract TInteger LoadExponentOffset(ref T workspace, int index);
    static abstract DoubleWord<TVector> LoadFactor(ref T workspace, int index);
    static abstract TVector LoadSlot(ref T workspace, int index);
    static abstract TSums LoadSums(ref T workspace, int index);
    static abstract TVector LoadTerm(ref T workspace, int index, TInteger exponentOffset);
    static abstract ref T Slot(ref T workspace, int index);
    static abstract void StoreExponentOffset(TInteger exponentOffset, ref T workspace, int index);
    static abstract void StoreFactor(DoubleWord<TVector> factor, ref T workspace, int index);
    static abstract void StoreSlot(TVector lanes, ref T workspace, int index);
    static abstract void StoreSums(TSums sums, ref T workspace, int index);
}

public static class KernelMethod
{
    public const MethodImplOptions Options = NoInlining | AggressiveOptimization;
}

public readonly struct LabelledBatches<T, TBatches, TKernels, TForm, TLoss> : IBatches<T> where T : unmanaged, IBinaryFloatingPointIeee754<T> where TBatches : struct, IBatches<T> where TKernels : struct, IHeadKernels<T> where TForm : struct, ILossForm<T> where TLoss : struct, ILossOptions<T>
{
    public static void ArgMax(ref T logits, ref int labels, int rows);
    public static void CrossEntropy(ref T logits, ref T targets, ref T losses, int rows, ref T workspace);
    public static void CrossEntropy(ref T logits, ref int labels, ref T losses, int rows, ref T workspace);
    public static void CrossEntropyGradient(ref T logits, ref T targets, ref T gradient, ref T losses, double divisor, int rows, ref T workspace);
    public static void CrossEntropyGradient(ref T logits, ref int labels, ref T gradient, ref T losses, double divisor, int rows, ref T workspace);
    public static void LogSoftmax(ref T logits, ref T logProbabilities, int rows, ref T workspace);
    public static void LogSumExp(ref T logits, ref T destination, int rows, ref T workspace);
    public static void Softmax(ref T logits, ref T probabilities, int rows, ref T workspace);
    public static int WorkspaceLength { get; }
}

public readonly struct LabelledRows<T, TRows, TKernels, TForm, TLoss> : IRows<T> where T : unmanaged, IBinaryFloatingPointIeee754<T> where TRows : struct, IRows<T> where TKernels : struct, IHeadKernels<T> where TForm : struct, ILossForm<T> where TLoss : struct, ILossOptions<T>
{
    public static void ArgMax(ref T logits, ref int labels, int rows);
    public static void CrossEntropy(ref T logits, ref T targets, ref T losses, int rows);
    public static void CrossEntropy(ref T logits, ref int labels, ref T losses, int rows);
    public static void CrossEntropyGradient(ref T logits, ref T targets, ref T gradient, ref T losses, double divisor, int rows);
    public static void CrossEntropyGradient(ref T logits, ref int labels, ref T gradient, ref T losses, double divisor, int rows);
    public static T Entropy(ref T logits);
    public static void Jacobian(ref T probabilities, ref T jacobian);
    public static void LogSoftmax(ref T logits, ref T logProbabilities, int rows);
    public static void LogSoftmaxBackward(ref T logProbabilities, ref T upstream, ref T gradient, int rows);
    public static void LogSumExp(ref T logits, ref T destination, int rows);
    public static T Probability(ref T logits, int label);
    public static void Softmax(ref T logits, ref T probabilities, int rows);
    public static void SoftmaxBackward(ref T probabilities, ref T upstream, ref T gradient, int rows);
    public static bool IsSupported { get; }
}

public static class LaneSums
{
    public static Vector128<double> Fold(Vector128<double> lanes);
    public static Vector128<double> Fold(Vector128<double> lanes0, Vector128<double> lanes2, Vector128<double> lanes4, Vector128<double> lanes6);
    public static Vector128<double> Fold(Vector256<double> lanes0, Vector256<double> lanes4);
    public static Vector128<double> Fold(Vector512<double> lanes);
    public static Vector128<float> Fold(Vector128<float> lanes);
    public static Vector128<float> Fold(Vector128<float> lanes0, Vector128<float> lanes4, Vector128<float> lanes8, Vector128<float> lanes12);
    public static Vector128<float> Fold(Vector256<float> lanes0, Vector256<float> lanes8);
    public static Vector128<float> Fold(Vector512<float> lanes);
    public static Vector256<double> FoldTo256(Vector256<double> lanes0, Vector256<double> lanes4);
    public static Vector256<double> FoldTo256(Vector512<double> lanes);
    public static Vector256<float> FoldTo256(Vector256<float> lanes0, Vector256<float> lanes8);
    public static Vector256<float> FoldTo256(Vector512<float> lanes);
    public static double Sum(Vector128<double> lanes);
    public static float Sum(Vector128<float> lanes);
    public static Vector128<double> SumEach(Vector128<double> v0, Vector128<double> v1);
    public static Vector128<float> SumEach(Vector128<float> v0, Vector128<float> v1, Vector128<float> v2, Vector128<float> v3);
    public static Vector256<double> SumEach(Vector128<double> v0, Vector128<double> v1, Vector128<double> v2, Vector128<double> v3);
    public static Vector256<double> SumEach(Vector256<double> v0, Vector256<double> v1, Vector256<double> v2, Vector256<double> v3);
    public static Vector256<float> SumEach(Vector128<float> v0, Vector128<float> v1, Vector128<float> v2, Vector128<float> v3, Vector128<float> v4, Vector128<float> v5, Vector128<float> v6, Vector128<float> v7);
    public static Vector256<float> SumEach(Vector256<float> v0, Vector256<float> v1, Vector256<float> v2, Vector256<float> v3, Vector256<float> v4, Vector256<float> v5, Vector256<float> v6, Vector256<float> v7);
    public static Vector512<float> SumEach(Vector512<float> v0, Vector512<float> v1, Vector512<float> v2, Vector512<float> v3, Vector512<float> v4, Vector512<float> v5, Vector512<float> v6, Vector512<float> v7, Vector512<float> v8, Vector512<float> v9, Vector512<float> v10, Vector512<float> v11, Vector512<float> v12, Vector512<float> v13, Vector512<float> v14, Vector512<float> v15);
}

public static class LossRows<T, TLoss, TTemperature> where T : unmanaged, IBinaryFloatingPointIeee754<T> where TLoss : struct, ILossOptions<T> where TTemperature : struct, ITemperature<double>
{
    public static T CrossEntropy(ref T logits, int label, int classes);
    public static T CrossEntropy(ref T logits, ref T targets, int classes);
    public static T CrossEntropyGradient(ref T logits, int label, ref T gradient, double divisor, int classes);
    public static T CrossEntropyGradient(ref T logits, ref T targets, ref T gradient, double divisor, int classes);
}

public static class OversizedRows
{
    public static void LogSoftmaxBackward(ref double logProbabilities, ref double upstream, ref double gradient, int classes);
    public static void LogSoftmaxBackward(ref float logProbabilities, ref float upstream, ref float gradient, int classes);
    public static void LogSoftmaxBackward<TTemperature>(ref double logProbabilities, ref double upstream, ref double gradient, int classes) where TTemperature : struct, ITemperature<double>;
    public static void LogSoftmaxBackward<TTemperature>(ref float logProbabilities, ref float upstream, ref float gradient, int classes) where TTemperature : struct, ITemperature<float>;
    public static void SoftmaxBackward(ref double probabilities, ref double upstream, ref double gradient, int classes);
    public static void SoftmaxBackward(ref float probabilities, ref float upstream, ref float gradient, int classes);
    public static void SoftmaxBackward<TTemperature>(ref double probabilities, ref double upstream, ref double gradient, int classes) where TTemperature : struct, ITemperature<double>;
    public static void SoftmaxBackward<TTemperature>(ref float probabilities, ref float upstream, ref float gradient, int classes) where TTemperature : struct, ITemperature<float>;
    public static void TargetGradient(ref float logits, ref float targets, ref float gradient, double divisor, int classes);
}

public readonly struct PlainLoss<T> : ILossOptions<T> where T : unmanaged
{
    public static ReadOnlySpan<T> ClassWeights { get; }
    public static int FocalHalves { get; }
    public static bool HasIgnoreLabel { get; }
    public static bool HasZeroWeights { get; }
    public static int IgnoreLabel { get; }
    public static double LabelSmoothing { get; }
    public static bool LeavesLossesUnweighed { get; }
    public static double Temperature { get; }
}

public readonly struct RowSum
{
    public double LabelGradient(double term, DoubleDouble total);
    public DoubleDouble SumTimes(double factor);
    public double Log { get; }
    public double LogSumExp { get; }
    public double Max { get; }
    public double Odds { get; }
    public double Sum { get; }
}

public readonly struct Single128 : IExponentialSteps<float, Vector128<float>, Vector128<int>>, IGradientSteps<float, Vector128<float>, Vector128<int>>, ILabelSteps<float, Vector128<float>, Vector128<int>>, ILogSteps<float, Vector128<float>, Single128.RowSums>, ISingleSteps<Vector128<float>, Vector128<int>, Single128.RowSums>, ISteps<float, Vector128<float>, Vector128<int>, Single128.RowSums>, ISumSteps<Vector128<float>, Vector128<int>, Single128.RowSums>, ITargetSteps<float, Vector128<float>, Vector128<int>, Single128.RowSums>, ITransposeSteps<float, Vector128<float>>, IWorkspaceSteps<float, Vector128<float>, Vector128<int>, Single128.RowSums>
{
    public static Single128.RowSums Add(Single128.RowSums sums, Vector128<float> terms);
    public static Vector128<float> Add(Vector128<float> x, Vector128<float> y);
    public static DoubleWord<Vector128<float>> AddDoubleWord(DoubleWord<Vector128<float>> x, DoubleWord<Vector128<float>> y);
    public static DoubleWord<Vector128<float>> AddDoubleWord(DoubleWord<Vector128<float>> x, Vector128<float> y);
    public static Single128.RowSums AddWeightedGap(Single128.RowSums sums, Vector128<float> targets, Vector128<float> z, Vector128<float> max);
    public static Vector128<float> AdjustTarget(Vector128<float> targets, Vector128<float> scales, Vector128<float> offsets);
    public static Vector128<float> AdjustTarget(Vector128<float> targets, float scale, float offset);
    public static Vector128<int> AdvanceLabelDistance(Vector128<int> labelDistance, int classes);
    public static Vector128<float> ApplyExponentOffset(Vector128<int> q, Vector128<int> exponentOffset);
    public static bool AreInRange(DoubleDouble targetSum, double gapSum);
    public static bool AreInRange(Single128.RowSums targets, Single128.RowSums gaps);
    public static bool AreInRange<TTemperature>(DoubleDouble targetSum, double gapSum) where TTemperature : struct, ITemperature<float>;
    public static bool AreInRange<TTemperature>(Single128.RowSums targets, Single128.RowSums gaps) where TTemperature : struct, ITemperature<float>;
    public static bool AreSame(ref float left, ref float right);
    public static ref float At(ref float row, int index);
    public static ref int At(ref int labels, int index);
    public static Vector128<float> BinaryGradient(Vector128<float> other, Vector128<float> labelTerm, GradientDivisor<Vector128<float>> divisor);
    public static float BinaryGradient(FloatFloat other, float labelTerm, double divisor);
    public static float BinaryOdds(FloatFloat other, float labelTerm);
    public static ulong Bits(Vector128<float> matches);
    public static Vector128<float> Broadcast(float number);
    public static GradientDivisor<Vector128<float>> BroadcastDivisor(double divisor);
    public static Vector128<float> BroadcastMax(Vector128<float> lanes);
    public static Vector128<int> BroadcastMax(Vector128<int> lanes);
    public static int Count(Vector128<float> matches);
    public static Vector128<float> Equal(Vector128<float> x, Vector128<float> y);
    public static Vector128<float> ExcludeMaxTerms(Vector128<float> term, Vector128<float> maxTerm, ref Vector128<int> ties);
    public static Vector128<float> Exp(Vector128<float> x, int k);
    public static void ExpUnscaled(Vector128<float> z, out Vector128<int> n, out Vector128<int> q);
    public static void ExpUnscaled(Vector128<float> z0, Vector128<float> z1, Vector128<float> z2, Vector128<float> z3, out Vector128<int> n0, out Vector128<int> n1, out Vector128<int> n2, out Vector128<int> n3, out Vector128<int> q0, out Vector128<int> q1, out Vector128<int> q2, out Vector128<int> q3);
    public static void ExpUnscaled(Vector128<float> z0, Vector128<float> z1, out Vector128<int> n0, out Vector128<int> n1, out Vector128<int> q0, out Vector128<int> q1);
    public static void ExpUnscaled<TTemperature>(Vector128<float> z, out Vector128<int> n, out Vector128<int> q) where TTemperature : struct, ITemperature<float>;
    public static void ExpUnscaled<TTemperature>(Vector128<float> z0, Vector128<float> z1, Vector128<float> z2, Vector128<float> z3, out Vector128<int> n0, out Vector128<int> n1, out Vector128<int> n2, out Vector128<int> n3, out Vector128<int> q0, out Vector128<int> q1, out Vector128<int> q2, out Vector128<int> q3) where TTemperature : struct, ITemperature<float>;
    public static void ExpUnscaled<TTemperature>(Vector128<float> z0, Vector128<float> z1, out Vector128<int> n0, out Vector128<int> n1, out Vector128<int> q0, out Vector128<int> q1) where TTemperature : struct, ITemperature<float>;
    public static Vector128<int> ExponentOffset(Vector128<int> maxExponent);
    public static DoubleWord<Vector128<float>> FastTwoSum(Vector128<float> x, Vector128<float> y);
    public static Vector128<float> FirstLanesMask(int count);
    public static Vector128<float> FocalLoss(DoubleWord<Vector128<float>> others, DoubleWord<Vector128<float>> lostOthers, Vector128<float> labelTerm, Vector128<float> lostLabel, int halves, out DoubleWord<Vector128<float>> factors);
    public static float FocalLoss(FloatFloat others, FloatFloat lostOthers, float labelTerm, float lostLabel, int halves, out FloatFloat factor);
    public static Vector128<float> Gap(Vector128<float> max, Vector128<float> z);
    public static Vector128<float> Gap(Vector128<float> max, Vector128<float> z, Vector128<float> weights);
    public static Vector128<float> Gap(Vector128<float> max, Vector128<float> z, float weight);
    public static Vector128<float> GapOfLabel(Vector128<float> max, Vector128<float> z, Vector128<int> labels, int label, Vector128<float> found);
    public static Vector128<float> GatherByLabel(ReadOnlySpan<float> numbers, Vector128<int> labels);
    public static Vector128<float> GatherLabelTerms(ref float terms, ref int labels, Vector128<int> exponentOffset);
    public static DoubleWord<Vector128<float>> GradientScale(DoubleWord<Vector128<float>> others, Vector128<float> labelTerm, GradientDivisor<Vector128<float>> divisor);
    public static DoubleWord<Vector128<float>> GradientScale(FloatFloat others, float labelTerm, GradientDivisor<Vector128<float>> divisor);
    public static int IndexOf(ref float row, int count, Vector128<float> value);
    public static int IndexOfNaN(ref float row, int count);
    public static Vector128<float> InsertLabelGradient(Vector128<float> entries, Vector128<float> labelGradient, Vector128<int> labels, int label);
    public static bool IsDotInRange(DoubleDouble dot);
    public static bool IsInFastRange(Vector128<int> maxExponent, Vector128<int> minExponent);
    public static bool IsInFastRange(ref float logits, int classes);
    public static bool IsInFastRange<TTemperature>(ref float logits, int classes) where TTemperature : struct, ITemperature<float>;
    public static Vector128<float> IsNaN(Vector128<float> x);
    public static bool IsSumInRange(double sum);
    public static Vector128<float> JacobianRow(float probability, Vector128<float> probabilities);
    public static Vector128<int> LabelDistance(int label);
    public static Vector128<float> LabelEquals(Vector128<int> labels, int label);
    public static Vector128<float> LabelGradient(DoubleWord<Vector128<float>> others, DoubleWord<Vector128<float>> scale);
    public static float LabelGradientScalar(FloatFloat others, DoubleWord<Vector128<float>> scale);
    public static Vector128<float> LabelGreaterThan(Vector128<int> labels, int label);
    public static Vector128<float> LabelIsOdd(Vector128<int> labels);
    public static Vector128<float> LabelTarget(Vector128<int> labels, int label, float labelTarget, float offset);
    public static Vector128<float> LabelTarget(int label, float labelTarget, Vector128<float> offsets, ulong firstClass);
    public static Vector128<float> LabelTarget(int label, float labelTarget, float offset, ulong firstClass);
    public static float LabelTerm(float logit, Vector128<int> maxExponent);
    public static float LabelTerm<TTemperature>(float logit, Vector128<int> maxExponent) where TTemperature : struct, ITemperature<float>;
    public static Vector128<float> LastLanesMask(int count);
    public static Vector128<float> Load(ref float row, ulong offset);
    public static Vector128<float> Load2(ref readonly float source, float rest);
    public static Vector128<float> Load3(ref readonly float source, float rest);
    public static Vector128<int> LoadExponentOffset(ref float workspace, int index);
    public static DoubleWord<Vector128<float>> LoadFactor(ref float workspace, int index);
    public static Vector128<int> LoadLabels(ref int labels, int classes);
    public static Vector128<float> LoadLogs(ref float workspace, int index);
    public static Vector128<float> LoadSlot(ref float workspace, int index);
    public static Single128.RowSums LoadSums(ref float workspace, int index);
    public static Vector128<float> LoadTerm(ref float workspace, int index, Vector128<int> exponentOffset);
    public static void LoadTransposed(ref float rows, int stride, out Vector128<float> c0, out Vector128<float> c1, out Vector128<float> c2, out Vector128<float> c3, out Vector128<float> c4, out Vector128<float> c5, out Vector128<float> c6, out Vector128<float> c7);
    public static void LoadTransposed2(ref float rows, out Vector128<float> c0, out Vector128<float> c1);
    public static void LoadTransposed3(ref float rows, out Vector128<float> c0, out Vector128<float> c1, out Vector128<float> c2);
    public static void LoadTransposed4(ref float rows, out Vector128<float> c0, out Vector128<float> c1, out Vector128<float> c2, out Vector128<float> c3);
    public static void LoadTransposedPartial(ref float rows, int classes, out Vector128<float> c0, out Vector128<float> c1, out Vector128<float> c2, out Vector128<float> c3, out Vector128<float> c4, out Vector128<float> c5, out Vector128<float> c6, out Vector128<float> c7);
    public static Vector128<float> LogProbabilities(Vector128<float> z, Vector128<float> max, Vector128<float> log);
    public static Vector128<float> LogProbabilities(Vector128<float> z, double max, double log);
    public static Vector128<float> LogProbabilities<TTemperature>(Vector128<float> z, Vector128<float> max, Vector128<float> log) where TTemperature : struct, ITemperature<float>;
    public static Vector128<float> LogProbabilities<TTemperature>(Vector128<float> z, double max, double log) where TTemperature : struct, ITemperature<float>;
    public static Vector128<float> LogSoftmaxGradient(Vector128<float> logProbabilities, Vector128<float> upstream, double sum);
    public static Vector128<float> LogSumExp(ref float workspace, int index, Vector128<float> max);
    public static Vector128<float> LogSumExp<TTemperature>(ref float workspace, int index, Vector128<float> max) where TTemperature : struct, ITemperature<float>;
    public static Vector128<float> Max(Vector128<float> x, Vector128<float> y);
    public static Vector128<int> Max(Vector128<int> x, Vector128<int> y);
    public static Vector128<float> Min(Vector128<float> x, Vector128<float> y);
    public static Vector128<int> Min(Vector128<int> x, Vector128<int> y);
    public static Vector128<float> MultiplyAddLast(Vector128<float> x, Vector128<float> y, Vector128<float> sum, int count);
    public static DoubleWord<Vector128<float>> NonLabelSum(Vector128<float> e0, Vector128<float> e1, Vector128<float> e2, Vector128<float> e3, Vector128<int> labels, out Vector128<float> labelTerm);
    public static DoubleWord<Vector128<float>> NonLabelSum(Vector128<float> e0, Vector128<float> e1, Vector128<float> e2, Vector128<int> labels, out Vector128<float> labelTerm);
    public static Vector128<float> NonLabelSum(Vector128<float> e0, Vector128<float> e1, Vector128<int> labels, out Vector128<float> labelTerm);
    public static Single128.RowSums NonMaxSum(DoubleWord<Vector128<float>> below, Vector128<int> ties, Vector128<float> maxTerm);
    public static Vector128<float> Odds(DoubleWord<Vector128<float>> others, Vector128<float> labelTerm);
    public static Vector128<float> Odds(Vector128<float> other, Vector128<float> labelTerm);
    public static float Odds(FloatFloat others, float labelTerm);
    public static DoubleWord<Vector128<float>> Quotient(DoubleDouble numerator, DoubleDouble denominator);
    public static DoubleWord<Vector128<float>> Reciprocal(DoubleWord<Vector128<float>> sums);
    public static DoubleWord<Vector128<float>> Reciprocal(FloatFloat sum);
    public static Vector128<int> RoundedExponent(Vector128<float> z);
    public static Vector128<int> RoundedExponent<TTemperature>(Vector128<float> z) where TTemperature : struct, ITemperature<float>;
    public static RowSum Row(Vector128<float> max, Vector128<float> maxTerm, DoubleDouble below, int ties);
    public static Vector128<float> Scale(Vector128<float> terms, DoubleWord<Vector128<float>> scale);
    public static float Scale(float term, DoubleWord<Vector128<float>> scale);
    public static Vector128<float> ScaleAndFlush(Vector128<float> terms, DoubleWord<Vector128<float>> scale);
    public static Vector128<float> ScaleDown(Vector128<float> entries);
    public static float ScaleDown(float entry);
    public static void ScatterLabelGradient(Vector128<float> labelGradient, ref float rows, ref int labels, int classes);
    public static Vector128<float> Select(Vector128<float> matches, Vector128<float> x, Vector128<float> y);
    public static ref float Slot(ref float workspace, int index);
    public static Vector128<float> SmoothGap(DoubleWord<Vector128<float>> gaps, float offset, Vector128<float> labelGaps, Vector128<float> labelTargets);
    public static float SmoothGap(FloatFloat gaps, float offset, float labelGap, float labelTarget);
    public static float SmoothLog(double odds);
    public static Vector128<float> SmoothLoss(Vector128<float> gaps, Vector128<float> logs, Vector128<float> targetSums);
    public static Vector128<float> SmoothLoss<TTemperature>(Vector128<float> gaps, Vector128<float> logs, Vector128<float> targetSums) where TTemperature : struct, ITemperature<float>;
    public static Vector128<float> SoftmaxGradient(Vector128<float> probabilities, Vector128<float> upstream, DoubleWord<Vector128<float>> dot);
    public static void SplitBinaryGradient(Vector128<float> other, Vector128<int> labels, out Vector128<float> r0, out Vector128<float> r1);
    public static Vector128<float> SplitLabelTerm(Vector128<float> terms, Vector128<int> labels, int label, ref Vector128<float> labelTerm);
    public static Vector128<int> StartingExponent(float first);
    public static Vector128<int> StartingExponent<TTemperature>(float first) where TTemperature : struct, ITemperature<float>;
    public static void Store(Vector128<float> lanes, ref float row, ulong offset);
    public static void Store2(Vector128<float> lanes, ref float destination);
    public static void Store3(Vector128<float> lanes, ref float destination);
    public static void StoreExponentOffset(Vector128<int> exponentOffset, ref float workspace, int index);
    public static void StoreFactor(DoubleWord<Vector128<float>> factor, ref float workspace, int index);
    public static void StoreFirstTerms(Vector128<float> z, out Vector128<int> maxExponent, out Vector128<int> minExponent, ref float workspace, int index);
    public static void StoreFirstTerms(Vector128<float> z0, Vector128<float> z1, Vector128<float> z2, Vector128<float> z3, out Vector128<int> maxExponent, out Vector128<int> minExponent, ref float workspace, int index);
    public static void StoreFirstTerms(Vector128<float> z0, Vector128<float> z1, out Vector128<int> maxExponent, out Vector128<int> minExponent, ref float workspace, int index);
    public static void StoreFirstTerms<TTemperature>(Vector128<float> z, out Vector128<int> maxExponent, out Vector128<int> minExponent, ref float workspace, int index) where TTemperature : struct, ITemperature<float>;
    public static void StoreFirstTerms<TTemperature>(Vector128<float> z0, Vector128<float> z1, Vector128<float> z2, Vector128<float> z3, out Vector128<int> maxExponent, out Vector128<int> minExponent, ref float workspace, int index) where TTemperature : struct, ITemperature<float>;
    public static void StoreFirstTerms<TTemperature>(Vector128<float> z0, Vector128<float> z1, out Vector128<int> maxExponent, out Vector128<int> minExponent, ref float workspace, int index) where TTemperature : struct, ITemperature<float>;
    public static void StoreLabels(Vector128<int> labels, ref int destination, int classes);
    public static void StoreLogs(Single128.RowSums others, Vector128<float> maxTerm, ref float workspace, int index);
    public static void StoreResults(Vector128<float> results, ref float destination, int classes);
    public static void StoreSlot(Vector128<float> lanes, ref float workspace, int index);
    public static void StoreSmoothLogs(Single128.RowSums others, Vector128<float> maxTerm, ref float workspace, int index);
    public static void StoreSums(Single128.RowSums sums, ref float workspace, int index);
    public static void StoreTerms(Vector128<float> z, ref Vector128<int> runningMax, ref Vector128<int> runningMin, ref float workspace, int index);
    public static void StoreTerms(Vector128<float> z0, Vector128<float> z1, Vector128<float> z2, Vector128<float> z3, ref Vector128<int> runningMax, ref Vector128<int> runningMin, ref float workspace, int index);
    public static void StoreTerms(Vector128<float> z0, Vector128<float> z1, ref Vector128<int> runningMax, ref Vector128<int> runningMin, ref float workspace, int index);
    public static void StoreTerms<TTemperature>(Vector128<float> z, ref Vector128<int> runningMax, ref Vector128<int> runningMin, ref float workspace, int index) where TTemperature : struct, ITemperature<float>;
    public static void StoreTerms<TTemperature>(Vector128<float> z0, Vector128<float> z1, Vector128<float> z2, Vector128<float> z3, ref Vector128<int> runningMax, ref Vector128<int> runningMin, ref float workspace, int index) where TTemperature : struct, ITemperature<float>;
    public static void StoreTerms<TTemperature>(Vector128<float> z0, Vector128<float> z1, ref Vector128<int> runningMax, ref Vector128<int> runningMin, ref float workspace, int index) where TTemperature : struct, ITemperature<float>;
    public static void StoreTransposed(ref float rows, int stride, Vector128<float> c0, Vector128<float> c1, Vector128<float> c2, Vector128<float> c3, Vector128<float> c4, Vector128<float> c5, Vector128<float> c6, Vector128<float> c7);
    public static void StoreTransposed2(ref float rows, Vector128<float> c0, Vector128<float> c1);
    public static void StoreTransposed3(ref float rows, Vector128<float> c0, Vector128<float> c1, Vector128<float> c2);
    public static void StoreTransposed4(ref float rows, Vector128<float> c0, Vector128<float> c1, Vector128<float> c2, Vector128<float> c3);
    public static void StoreTransposedPartial(ref float rows, int classes, Vector128<float> c0, Vector128<float> c1, Vector128<float> c2, Vector128<float> c3, Vector128<float> c4, Vector128<float> c5, Vector128<float> c6);
    public static DoubleWord<Vector128<float>> SumLanes(Vector128<float> lanes);
    public static DoubleWord<Vector128<float>> SumLanes(Vector128<float> lanes0, Vector128<float> lanes4);
    public static DoubleWord<Vector128<float>> SumLanes(Vector128<float> lanes0, Vector128<float> lanes4, Vector128<float> lanes8, Vector128<float> lanes12);
    public static Single128.RowSums SumLanes(Single128.RowSums lane0, Single128.RowSums lane1, Single128.RowSums lane2, Single128.RowSums lane3, Single128.RowSums lane4, Single128.RowSums lane5, Single128.RowSums lane6, Single128.RowSums lane7);
    public static DoubleWord<Vector128<float>> SumLanesCompensated(Vector128<float> lane0, Vector128<float> lane1, Vector128<float> lane2, Vector128<float> lane3, Vector128<float> lane4, Vector128<float> lane5, Vector128<float> lane6, Vector128<float> lane7);
    public static DoubleWord<Vector128<float>> SumLanesCompensated(Vector128<float> lanes0, Vector128<float> lanes4);
    public static DoubleWord<Vector128<float>> SumLanesCompensated(Vector128<float> lanes0, Vector128<float> lanes4, Vector128<float> lanes8, Vector128<float> lanes12);
    public static Single128.RowSums SumTargets(ref float targets, int lane, int lanes, int classes);
    public static Single128.RowSums SumWeightedGaps(ref float targets, ref float logits, Vector128<float> max, int lane, int lanes, int classes);
    public static Vector128<float> TargetGradient(Vector128<float> terms, DoubleWord<Vector128<float>> scale, Vector128<float> targets, double weight);
    public static Vector128<float> TargetLoss(Single128.RowSums gaps, ref float workspace, int index, Single128.RowSums targets);
    public static Vector128<float> TargetLoss<TTemperature>(Single128.RowSums gaps, ref float workspace, int index, Single128.RowSums targets) where TTemperature : struct, ITemperature<float>;
    public static DoubleWord<Vector128<float>> TargetScale(Single128.RowSums targets, Single128.RowSums others, Vector128<float> maxTerm, double divisor);
    public static Vector128<float> Term(Vector128<float> z, Vector128<int> exponentOffset);
    public static Vector128<float> Term<TTemperature>(Vector128<float> z, Vector128<int> exponentOffset) where TTemperature : struct, ITemperature<float>;
    public static Vector128<float> TermError(Vector128<float> z, Vector128<int> exponentOffset);
    public static Vector128<float> TermError<TTemperature>(Vector128<float> z, Vector128<int> exponentOffset) where TTemperature : struct, ITemperature<float>;
    public static float TermError(float z, Vector128<int> exponentOffset);
    public static float TermError<TTemperature>(float z, Vector128<int> exponentOffset) where TTemperature : struct, ITemperature<float>;
    public static void Terms(Vector128<float> z, Vector128<int> maxExponent, out Vector128<float> e);
    public static void Terms(Vector128<float> z0, Vector128<float> z1, Vector128<float> z2, Vector128<float> z3, Vector128<int> maxExponent, out Vector128<float> e0, out Vector128<float> e1, out Vector128<float> e2, out Vector128<float> e3);
    public static void Terms(Vector128<float> z0, Vector128<float> z1, Vector128<int> maxExponent, out Vector128<float> e0, out Vector128<float> e1);
    public static void Terms<TTemperature>(Vector128<float> z, Vector128<int> maxExponent, out Vector128<float> e) where TTemperature : struct, ITemperature<float>;
    public static void Terms<TTemperature>(Vector128<float> z0, Vector128<float> z1, Vector128<float> z2, Vector128<float> z3, Vector128<int> maxExponent, out Vector128<float> e0, out Vector128<float> e1, out Vector128<float> e2, out Vector128<float> e3) where TTemperature : struct, ITemperature<float>;
    public static void Terms<TTemperature>(Vector128<float> z0, Vector128<float> z1, Vector128<int> maxExponent, out Vector128<float> e0, out Vector128<float> e1) where TTemperature : struct, ITemperature<float>;
    public static DoubleWord<Vector128<float>> ToDoubleWord(DoubleDouble sum);
    public static void UpdateArgMax(Vector128<float> z, int label, ref Vector128<float> best, ref Vector128<int> labels);
    public static DoubleWord<Vector128<float>> Weigh(DoubleWord<Vector128<float>> scale, Vector128<float> weights);
    public static DoubleWord<Vector128<float>> Weigh(DoubleWord<Vector128<float>> scale, float weight);
    public static FloatFloat Weigh(FloatFloat weight, float classWeight);
    public static Vector128<float> Weigh(Vector128<float> entries, DoubleWord<Vector128<float>> weights);
    public static Vector128<float> Weigh(Vector128<float> entries, Vector128<float> weights);
    public static float Weigh(float entry, FloatFloat weight);
    public static float Weigh(float entry, float weight);
    public static DoubleWord<Vector128<float>> WeighUp(DoubleWord<Vector128<float>> scale, DoubleWord<Vector128<float>> weights);
    public static DoubleWord<Vector128<float>> WeighUp(DoubleWord<Vector128<float>> scale, FloatFloat weight);
    public static DoubleWord<Vector128<float>> WeighUp(DoubleWord<Vector128<float>> scale, float weight);
    public static Vector128<float> ZeroLabel(Vector128<float> terms, Vector128<int> labels, int label);
    public static Vector128<float> ZeroWhere(Vector128<float> x, Vector128<float> matches);
    public readonly struct Single128.Accumulator
    {
        public Accumulator(Vector128<double> lanes0, Vector128<double> lanes2, Vector128<double> lanes4, Vector128<double> lanes6);
        public Single128.Accumulator AddBlock(Vector128<float> lanes0, Vector128<float> lanes4, Vector128<float> lanes8, Vector128<float> lanes12);
        public Single128.Accumulator AddHigh(Vector128<float> terms);
        public Single128.Accumulator AddLow(Vector128<float> terms);
        public Single128.Accumulator AddProductHigh(Vector128<float> x, Vector128<float> y);
        public Single128.Accumulator AddProductLow(Vector128<float> x, Vector128<float> y);
        public Single128.Accumulator AddWeightedGapHigh(Vector128<float> targets, Vector128<float> z, double max);
        public Single128.Accumulator AddWeightedGapLow(Vector128<float> targets, Vector128<float> z, double max);
        public static Single128.Accumulator OfBlock(Vector128<float> lanes0, Vector128<float> lanes4, Vector128<float> lanes8, Vector128<float> lanes12);
        public DoubleDouble Sum();
    }
    public readonly struct Single128.RowSums
    {
        public RowSums(Vector128<double> lower, Vector128<double> upper);
        public static Single128.RowSums operator +(Single128.RowSums left, Single128.RowSums right);
        public static implicit operator DoubleWord<Vector128<float>>(Single128.RowSums sums);
        public static implicit operator Single128.RowSums(DoubleWord<Vector128<float>> sums);
        public static implicit operator Single128.RowSums(Vector128<float> terms);
    }
    public readonly struct Single128.TargetSums
    {
        public TargetSums(Single128.Accumulator gaps, Single128.Accumulator targets);
        public Single128.TargetSums AddHigh(Vector128<float> targets, Vector128<float> z, double max);
        public Single128.TargetSums AddLow(Vector128<float> targets, Vector128<float> z, double max);
        public DoubleDouble Targets { get; }
        public double WeightedGap { get; }
    }
    public static bool IsSupported { get; }
    public static Vector128<int> MaxExponent { get; }
    public static Vector128<int> MinExponent { get; }
    public static Vector128<float> NegativeInfinity { get; }
    public static Vector128<float> PositiveInfinity { get; }
    public static int Width { get; }
    public static Vector128<float> Zero { get; }
    public static Single128.RowSums ZeroSums { get; }
}

public static class Single128Fallback
{
    public static float CrossEntropy(ref float logits, int label, int classes);
    public static float CrossEntropy(ref float logits, ref float targets, int classes);
    public static float CrossEntropyGradient(ref float logits, int label, ref float gradient, double divisor, int classes);
    public static float CrossEntropyGradient(ref float logits, ref float targets, ref float gradient, double divisor, int classes);
    public static double Entropy(ref float logits, int classes);
    public static void LogSoftmax(ref float logits, ref float logProbabilities, int classes);
    public static float LogSumExp(ref float logits, int classes);
    public static float Probability(ref float logits, int label, int classes);
    public static void Softmax(ref float logits, ref float probabilities, int classes);
}

public static class Single128Fallback<TTemperature> where TTemperature : struct, ITemperature<float>
{
    public static float CrossEntropy(ref float logits, int label, int classes);
    public static float CrossEntropyGradient(ref float logits, int label, ref float gradient, double divisor, int classes);
    public static double Entropy(ref float logits, int classes);
    public static void LogSoftmax(ref float logits, ref float logProbabilities, int classes);
    public static float LogSumExp(ref float logits, int classes);
    public static float Probability(ref float logits, int label, int classes);
    public static void Softmax(ref float logits, ref float probabilities, int classes);
}

public readonly struct Single256 : IExponentialSteps<float, Vector256<float>, Vector256<int>>, IGradientSteps<float, Vector256<float>, Vector256<int>>, ILabelSteps<float, Vector256<float>, Vector256<int>>, ILogSteps<float, Vector256<float>, Single256.RowSums>, ISingleSteps<Vector256<float>, Vector256<int>, Single256.RowSums>, ISteps<float, Vector256<float>, Vector256<int>, Single256.RowSums>, ISumSteps<Vector256<float>, Vector256<int>, Single256.RowSums>, ITargetSteps<float, Vector256<float>, Vector256<int>, Single256.RowSums>, ITransposeSteps<float, Vector256<float>>, IWorkspaceSteps<float, Vector256<float>, Vector256<int>, Single256.RowSums>
{
    public static Single256.RowSums Add(Single256.RowSums sums, Vector256<float> terms);
    public static Vector256<float> Add(Vector256<float> x, Vector256<float> y);
    public static DoubleWord<Vector256<float>> AddDoubleWord(DoubleWord<Vector256<float>> x, DoubleWord<Vector256<float>> y);
    public static DoubleWord<Vector256<float>> AddDoubleWord(DoubleWord<Vector256<float>> x, Vector256<float> y);
    public static Single256.RowSums AddWeightedGap(Single256.RowSums sums, Vector256<float> targets, Vector256<float> z, Vector256<float> max);
    public static Vector256<float> AdjustTarget(Vector256<float> targets, Vector256<float> scales, Vector256<float> offsets);
    public static Vector256<float> AdjustTarget(Vector256<float> targets, float scale, float offset);
    public static Vector256<int> AdvanceLabelDistance(Vector256<int> labelDistance, int classes);
    public static Vector256<float> ApplyExponentOffset(Vector256<int> q, Vector256<int> exponentOffset);
    public static bool AreInRange(DoubleDouble targetSum, double gapSum);
    public static bool AreInRange(Single256.RowSums targets, Single256.RowSums gaps);
    public static bool AreInRange<TTemperature>(DoubleDouble targetSum, double gapSum) where TTemperature : struct, ITemperature<float>;
    public static bool AreInRange<TTemperature>(Single256.RowSums targets, Single256.RowSums gaps) where TTemperature : struct, ITemperature<float>;
    public static bool AreSame(ref float left, ref float right);
    public static ref float At(ref float row, int index);
    public static ref int At(ref int labels, int index);
    public static Vector256<float> BinaryGradient(Vector256<float> other, Vector256<float> labelTerm, GradientDivisor<Vector256<float>> divisor);
    public static ulong Bits(Vector256<float> matches);
    public static ulong Bits(Vector256<float> matches, int upper);
    public static Vector256<float> Broadcast(float number);
    public static GradientDivisor<Vector256<float>> BroadcastDivisor(double divisor);
    public static Vector256<float> BroadcastMax(Vector256<float> lanes);
    public static Vector256<int> BroadcastMax(Vector256<int> lanes);
    public static int Count(Vector256<float> matches);
    public static Vector256<float> Equal(Vector256<float> x, Vector256<float> y);
    public static Vector256<float> ExcludeMaxTerms(Vector256<float> term, Vector256<float> maxTerm, ref Vector256<int> ties);
    public static Vector256<float> Exp(Vector256<float> x, int k);
    public static void ExpUnscaled(Vector256<float> z, out Vector256<int> n, out Vector256<int> q);
    public static void ExpUnscaled(Vector256<float> z0, Vector256<float> z1, Vector256<float> z2, Vector256<float> z3, out Vector256<int> n0, out Vector256<int> n1, out Vector256<int> n2, out Vector256<int> n3, out Vector256<int> q0, out Vector256<int> q1, out Vector256<int> q2, out Vector256<int> q3);
    public static void ExpUnscaled(Vector256<float> z0, Vector256<float> z1, out Vector256<int> n0, out Vector256<int> n1, out Vector256<int> q0, out Vector256<int> q1);
    public static void ExpUnscaled<TTemperature>(Vector256<float> z, out Vector256<int> n, out Vector256<int> q) where TTemperature : struct, ITemperature<float>;
    public static void ExpUnscaled<TTemperature>(Vector256<float> z0, Vector256<float> z1, Vector256<float> z2, Vector256<float> z3, out Vector256<int> n0, out Vector256<int> n1, out Vector256<int> n2, out Vector256<int> n3, out Vector256<int> q0, out Vector256<int> q1, out Vector256<int> q2, out Vector256<int> q3) where TTemperature : struct, ITemperature<float>;
    public static void ExpUnscaled<TTemperature>(Vector256<float> z0, Vector256<float> z1, out Vector256<int> n0, out Vector256<int> n1, out Vector256<int> q0, out Vector256<int> q1) where TTemperature : struct, ITemperature<float>;
    public static Vector256<int> ExponentOffset(Vector256<int> maxExponent);
    public static DoubleWord<Vector256<float>> FastTwoSum(Vector256<float> x, Vector256<float> y);
    public static Vector256<float> FocalLoss(DoubleWord<Vector256<float>> others, DoubleWord<Vector256<float>> lostOthers, Vector256<float> labelTerm, Vector256<float> lostLabel, int halves, out DoubleWord<Vector256<float>> factors);
    public static float FocalLoss(FloatFloat others, FloatFloat lostOthers, float labelTerm, float lostLabel, int halves, out FloatFloat factor);
    public static Vector256<float> Gap(Vector256<float> max, Vector256<float> z);
    public static Vector256<float> Gap(Vector256<float> max, Vector256<float> z, Vector256<float> weights);
    public static Vector256<float> Gap(Vector256<float> max, Vector256<float> z, float weight);
    public static Vector256<float> GapOfLabel(Vector256<float> max, Vector256<float> z, Vector256<int> labels, int label, Vector256<float> found);
    public static Vector256<float> GatherByLabel(ReadOnlySpan<float> numbers, Vector256<int> labels);
    public static Vector256<float> GatherLabelTerms(ref float terms, ref int labels, Vector256<int> exponentOffset);
    public static DoubleWord<Vector256<float>> GradientScale(DoubleWord<Vector256<float>> others, Vector256<float> labelTerm, GradientDivisor<Vector256<float>> divisor);
    public static DoubleWord<Vector256<float>> GradientScale(FloatFloat others, float labelTerm, GradientDivisor<Vector256<float>> divisor);
    public static int IndexOf(ref float row, int count, Vector256<float> value);
    public static int IndexOfNaN(ref float row, int count);
    public static Vector256<float> InsertLabelGradient(Vector256<float> entries, Vector256<float> labelGradient, Vector256<int> labels, int label);
    public static bool IsDotInRange(DoubleDouble dot);
    public static bool IsInFastRange(Vector256<int> maxExponent, Vector256<int> minExponent);
    public static bool IsInFastRange(ref float logits, int classes);
    public static bool IsInFastRange<TTemperature>(ref float logits, int classes) where TTemperature : struct, ITemperature<float>;
    public static Vector256<float> IsNaN(Vector256<float> x);
    public static bool IsSumInRange(double sum);
    public static Vector256<float> JacobianRow(float probability, Vector256<float> probabilities);
    public static Vector256<int> LabelDistance(int label);
    public static Vector256<float> LabelEquals(Vector256<int> labels, int label);
    public static Vector256<float> LabelGradient(DoubleWord<Vector256<float>> others, DoubleWord<Vector256<float>> scale);
    public static float LabelGradientScalar(FloatFloat others, DoubleWord<Vector256<float>> scale);
    public static Vector256<float> LabelGreaterThan(Vector256<int> labels, int label);
    public static Vector256<float> LabelIsOdd(Vector256<int> labels);
    public static Vector256<float> LabelTarget(Vector256<int> labels, int label, float labelTarget, float offset);
    public static Vector256<float> LabelTarget(int label, float labelTarget, Vector256<float> offsets, ulong firstClass);
    public static Vector256<float> LabelTarget(int label, float labelTarget, Vector256<float> offsets, ulong lower, ulong upper);
    public static Vector256<float> LabelTarget(int label, float labelTarget, float offset, ulong firstClass);
    public static Vector256<float> LabelTarget(int label, float labelTarget, float offset, ulong lower, ulong upper);
    public static float LabelTerm(float logit, Vector256<int> maxExponent);
    public static float LabelTerm<TTemperature>(float logit, Vector256<int> maxExponent) where TTemperature : struct, ITemperature<float>;
    public static Vector256<float> LastLanesMask(int count);
    public static Vector256<float> LastLanesMask(int lower, int upper);
    public static Vector256<float> Load(ref float row, ulong lower, ulong upper);
    public static Vector256<float> Load(ref float row, ulong offset);
    public static Vector256<int> LoadExponentOffset(ref float workspace, int index);
    public static DoubleWord<Vector256<float>> LoadFactor(ref float workspace, int index);
    public static Vector256<int> LoadLabels(ref int labels, int classes);
    public static Vector256<float> LoadLogs(ref float workspace, int index);
    public static Vector256<float> LoadSlot(ref float workspace, int index);
    public static Single256.RowSums LoadSums(ref float workspace, int index);
    public static Vector256<float> LoadTerm(ref float workspace, int index, Vector256<int> exponentOffset);
    public static void LoadTransposed(ref float rows, int stride, out Vector256<float> c0, out Vector256<float> c1, out Vector256<float> c2, out Vector256<float> c3, out Vector256<float> c4, out Vector256<float> c5, out Vector256<float> c6, out Vector256<float> c7);
    public static void LoadTransposed2(ref float rows, out Vector256<float> c0, out Vector256<float> c1);
    public static void LoadTransposed3(ref float rows, out Vector256<float> c0, out Vector256<float> c1, out Vector256<float> c2);
    public static void LoadTransposed4(ref float rows, out Vector256<float> c0, out Vector256<float> c1, out Vector256<float> c2, out Vector256<float> c3);
    public static void LoadTransposedPartial(ref float rows, int classes, out Vector256<float> c0, out Vector256<float> c1, out Vector256<float> c2, out Vector256<float> c3, out Vector256<float> c4, out Vector256<float> c5, out Vector256<float> c6, out Vector256<float> c7);
    public static Vector256<float> LogProbabilities(Vector256<float> z, Vector256<float> max, Vector256<float> log);
    public static Vector256<float> LogProbabilities(Vector256<float> z, double max, double log);
    public static Vector256<float> LogProbabilities<TTemperature>(Vector256<float> z, Vector256<float> max, Vector256<float> log) where TTemperature : struct, ITemperature<float>;
    public static Vector256<float> LogProbabilities<TTemperature>(Vector256<float> z, double max, double log) where TTemperature : struct, ITemperature<float>;
    public static Vector256<float> LogSoftmaxGradient(Vector256<float> logProbabilities, Vector256<float> upstream, double sum);
    public static Vector256<float> LogSumExp(ref float workspace, int index, Vector256<float> max);
    public static Vector256<float> LogSumExp<TTemperature>(ref float workspace, int index, Vector256<float> max) where TTemperature : struct, ITemperature<float>;
    public static Vector256<float> Max(Vector256<float> x, Vector256<float> y);
    public static Vector256<int> Max(Vector256<int> x, Vector256<int> y);
    public static Vector256<float> Min(Vector256<float> x, Vector256<float> y);
    public static Vector256<int> Min(Vector256<int> x, Vector256<int> y);
    public static Vector256<float> MultiplyAddLast(Vector256<float> x, Vector256<float> y, Vector256<float> sum, int count);
    public static DoubleWord<Vector256<float>> NonLabelSum(Vector256<float> e0, Vector256<float> e1, Vector256<float> e2, Vector256<float> e3, Vector256<int> labels, out Vector256<float> labelTerm);
    public static DoubleWord<Vector256<float>> NonLabelSum(Vector256<float> e0, Vector256<float> e1, Vector256<float> e2, Vector256<int> labels, out Vector256<float> labelTerm);
    public static Vector256<float> NonLabelSum(Vector256<float> e0, Vector256<float> e1, Vector256<int> labels, out Vector256<float> labelTerm);
    public static Single256.RowSums NonMaxSum(DoubleWord<Vector256<float>> below, Vector256<int> ties, Vector256<float> maxTerm);
    public static Vector256<float> Odds(DoubleWord<Vector256<float>> others, Vector256<float> labelTerm);
    public static Vector256<float> Odds(Vector256<float> other, Vector256<float> labelTerm);
    public static float Odds(FloatFloat others, float labelTerm);
    public static DoubleWord<Vector256<float>> Quotient(DoubleDouble numerator, DoubleDouble denominator);
    public static DoubleWord<Vector256<float>> Reciprocal(DoubleWord<Vector256<float>> sums);
    public static DoubleWord<Vector256<float>> Reciprocal(FloatFloat sum);
    public static Vector256<int> RoundedExponent(Vector256<float> z);
    public static Vector256<int> RoundedExponent<TTemperature>(Vector256<float> z) where TTemperature : struct, ITemperature<float>;
    public static RowSum Row(Vector256<float> max, Vector256<float> maxTerm, DoubleDouble below, int ties);
    public static Vector256<float> Scale(Vector256<float> terms, DoubleWord<Vector256<float>> scale);
    public static float Scale(float term, DoubleWord<Vector256<float>> scale);
    public static Vector256<float> ScaleAndFlush(Vector256<float> terms, DoubleWord<Vector256<float>> scale);
    public static Vector256<float> ScaleDown(Vector256<float> entries);
    public static float ScaleDown(float entry);
    public static void ScatterLabelGradient(Vector256<float> labelGradient, ref float rows, ref int labels, int classes);
    public static Vector256<float> Select(Vector256<float> matches, Vector256<float> x, Vector256<float> y);
    public static ref float Slot(ref float workspace, int index);
    public static Vector256<float> SmoothGap(DoubleWord<Vector256<float>> gaps, float offset, Vector256<float> labelGaps, Vector256<float> labelTargets);
    public static float SmoothGap(FloatFloat gaps, float offset, float labelGap, float labelTarget);
    public static float SmoothLog(double odds);
    public static Vector256<float> SmoothLoss(Vector256<float> gaps, Vector256<float> logs, Vector256<float> targetSums);
    public static Vector256<float> SmoothLoss<TTemperature>(Vector256<float> gaps, Vector256<float> logs, Vector256<float> targetSums) where TTemperature : struct, ITemperature<float>;
    public static Vector256<float> SoftmaxGradient(Vector256<float> probabilities, Vector256<float> upstream, DoubleWord<Vector256<float>> dot);
    public static void SplitBinaryGradient(Vector256<float> other, Vector256<int> labels, out Vector256<float> r0, out Vector256<float> r1);
    public static Vector256<float> SplitLabelTerm(Vector256<float> terms, Vector256<int> labels, int label, ref Vector256<float> labelTerm);
    public static Vector256<int> StartingExponent(float first);
    public static Vector256<int> StartingExponent<TTemperature>(float first) where TTemperature : struct, ITemperature<float>;
    public static void Store(Vector256<float> lanes, ref float row, ulong lower, ulong upper);
    public static void Store(Vector256<float> lanes, ref float row, ulong offset);
    public static void StoreExponentOffset(Vector256<int> exponentOffset, ref float workspace, int index);
    public static void StoreFactor(DoubleWord<Vector256<float>> factor, ref float workspace, int index);
    public static void StoreFirstTerms(Vector256<float> z, out Vector256<int> maxExponent, out Vector256<int> minExponent, ref float workspace, int index);
    public static void StoreFirstTerms(Vector256<float> z0, Vector256<float> z1, Vector256<float> z2, Vector256<float> z3, out Vector256<int> maxExponent, out Vector256<int> minExponent, ref float workspace, int index);
    public static void StoreFirstTerms(Vector256<float> z0, Vector256<float> z1, out Vector256<int> maxExponent, out Vector256<int> minExponent, ref float workspace, int index);
    public static void StoreFirstTerms<TTemperature>(Vector256<float> z, out Vector256<int> maxExponent, out Vector256<int> minExponent, ref float workspace, int index) where TTemperature : struct, ITemperature<float>;
    public static void StoreFirstTerms<TTemperature>(Vector256<float> z0, Vector256<float> z1, Vector256<float> z2, Vector256<float> z3, out Vector256<int> maxExponent, out Vector256<int> minExponent, ref float workspace, int index) where TTemperature : struct, ITemperature<float>;
    public static void StoreFirstTerms<TTemperature>(Vector256<float> z0, Vector256<float> z1, out Vector256<int> maxExponent, out Vector256<int> minExponent, ref float workspace, int index) where TTemperature : struct, ITemperature<float>;
    public static void StoreLabels(Vector256<int> labels, ref int destination, int classes);
    public static void StoreLogs(Single256.RowSums others, Vector256<float> maxTerm, ref float workspace, int index);
    public static void StoreResults(Vector256<float> results, ref float destination, int classes);
    public static void StoreSlot(Vector256<float> lanes, ref float workspace, int index);
    public static void StoreSmoothLogs(Single256.RowSums others, Vector256<float> maxTerm, ref float workspace, int index);
    public static void StoreSums(Single256.RowSums sums, ref float workspace, int index);
    public static void StoreTerms(Vector256<float> z, ref Vector256<int> runningMax, ref Vector256<int> runningMin, ref float workspace, int index);
    public static void StoreTerms(Vector256<float> z0, Vector256<float> z1, Vector256<float> z2, Vector256<float> z3, ref Vector256<int> runningMax, ref Vector256<int> runningMin, ref float workspace, int index);
    public static void StoreTerms(Vector256<float> z0, Vector256<float> z1, ref Vector256<int> runningMax, ref Vector256<int> runningMin, ref float workspace, int index);
    public static void StoreTerms<TTemperature>(Vector256<float> z, ref Vector256<int> runningMax, ref Vector256<int> runningMin, ref float workspace, int index) where TTemperature : struct, ITemperature<float>;
    public static void StoreTerms<TTemperature>(Vector256<float> z0, Vector256<float> z1, Vector256<float> z2, Vector256<float> z3, ref Vector256<int> runningMax, ref Vector256<int> runningMin, ref float workspace, int index) where TTemperature : struct, ITemperature<float>;
    public static void StoreTerms<TTemperature>(Vector256<float> z0, Vector256<float> z1, ref Vector256<int> runningMax, ref Vector256<int> runningMin, ref float workspace, int index) where TTemperature : struct, ITemperature<float>;
    public static void StoreTransposed(ref float rows, int stride, Vector256<float> c0, Vector256<float> c1, Vector256<float> c2, Vector256<float> c3, Vector256<float> c4, Vector256<float> c5, Vector256<float> c6, Vector256<float> c7);
    public static void StoreTransposed2(ref float rows, Vector256<float> c0, Vector256<float> c1);
    public static void StoreTransposed3(ref float rows, Vector256<float> c0, Vector256<float> c1, Vector256<float> c2);
    public static void StoreTransposed4(ref float rows, Vector256<float> c0, Vector256<float> c1, Vector256<float> c2, Vector256<float> c3);
    public static void StoreTransposedPartial(ref float rows, int classes, Vector256<float> c0, Vector256<float> c1, Vector256<float> c2, Vector256<float> c3, Vector256<float> c4, Vector256<float> c5, Vector256<float> c6);
    public static DoubleWord<Vector256<float>> SumLanes(Vector256<float> lanes);
    public static DoubleWord<Vector256<float>> SumLanes(Vector256<float> lanes0, Vector256<float> lanes8);
    public static Single256.RowSums SumLanes(Single256.RowSums lane0, Single256.RowSums lane1, Single256.RowSums lane2, Single256.RowSums lane3, Single256.RowSums lane4, Single256.RowSums lane5, Single256.RowSums lane6, Single256.RowSums lane7);
    public static DoubleWord<Vector256<float>> SumLanesCompensated(Vector256<float> lane0, Vector256<float> lane1, Vector256<float> lane2, Vector256<float> lane3, Vector256<float> lane4, Vector256<float> lane5, Vector256<float> lane6, Vector256<float> lane7);
    public static DoubleWord<Vector256<float>> SumLanesCompensated(Vector256<float> lanes0, Vector256<float> lanes8);
    public static Single256.RowSums SumTargets(ref float targets, int lane, int lanes, int classes);
    public static Single256.RowSums SumWeightedGaps(ref float targets, ref float logits, Vector256<float> max, int lane, int lanes, int classes);
    public static Vector256<float> TargetGradient(Vector256<float> terms, DoubleWord<Vector256<float>> scale, Vector256<float> targets, double weight);
    public static Vector256<float> TargetLoss(Single256.RowSums gaps, ref float workspace, int index, Single256.RowSums targets);
    public static Vector256<float> TargetLoss<TTemperature>(Single256.RowSums gaps, ref float workspace, int index, Single256.RowSums targets) where TTemperature : struct, ITemperature<float>;
    public static DoubleWord<Vector256<float>> TargetScale(Single256.RowSums targets, Single256.RowSums others, Vector256<float> maxTerm, double divisor);
    public static Vector256<float> Term(Vector256<float> z, Vector256<int> exponentOffset);
    public static Vector256<float> Term<TTemperature>(Vector256<float> z, Vector256<int> exponentOffset) where TTemperature : struct, ITemperature<float>;
    public static Vector256<float> TermError(Vector256<float> z, Vector256<int> exponentOffset);
    public static Vector256<float> TermError<TTemperature>(Vector256<float> z, Vector256<int> exponentOffset) where TTemperature : struct, ITemperature<float>;
    public static float TermError(float z, Vector256<int> exponentOffset);
    public static float TermError<TTemperature>(float z, Vector256<int> exponentOffset) where TTemperature : struct, ITemperature<float>;
    public static void Terms(Vector256<float> z, Vector256<int> maxExponent, out Vector256<float> e);
    public static void Terms(Vector256<float> z0, Vector256<float> z1, Vector256<float> z2, Vector256<float> z3, Vector256<int> maxExponent, out Vector256<float> e0, out Vector256<float> e1, out Vector256<float> e2, out Vector256<float> e3);
    public static void Terms(Vector256<float> z0, Vector256<float> z1, Vector256<int> maxExponent, out Vector256<float> e0, out Vector256<float> e1);
    public static void Terms<TTemperature>(Vector256<float> z, Vector256<int> maxExponent, out Vector256<float> e) where TTemperature : struct, ITemperature<float>;
    public static void Terms<TTemperature>(Vector256<float> z0, Vector256<float> z1, Vector256<float> z2, Vector256<float> z3, Vector256<int> maxExponent, out Vector256<float> e0, out Vector256<float> e1, out Vector256<float> e2, out Vector256<float> e3) where TTemperature : struct, ITemperature<float>;
    public static void Terms<TTemperature>(Vector256<float> z0, Vector256<float> z1, Vector256<int> maxExponent, out Vector256<float> e0, out Vector256<float> e1) where TTemperature : struct, ITemperature<float>;
    public static DoubleWord<Vector256<float>> ToDoubleWord(DoubleDouble sum);
    public static void UpdateArgMax(Vector256<float> z, int label, ref Vector256<float> best, ref Vector256<int> labels);
    public static DoubleWord<Vector256<float>> Weigh(DoubleWord<Vector256<float>> scale, Vector256<float> weights);
    public static DoubleWord<Vector256<float>> Weigh(DoubleWord<Vector256<float>> scale, float weight);
    public static FloatFloat Weigh(FloatFloat weight, float classWeight);
    public static Vector256<float> Weigh(Vector256<float> entries, DoubleWord<Vector256<float>> weights);
    public static Vector256<float> Weigh(Vector256<float> entries, Vector256<float> weights);
    public static float Weigh(float entry, FloatFloat weight);
    public static float Weigh(float entry, float weight);
    public static DoubleWord<Vector256<float>> WeighUp(DoubleWord<Vector256<float>> scale, DoubleWord<Vector256<float>> weights);
    public static DoubleWord<Vector256<float>> WeighUp(DoubleWord<Vector256<float>> scale, FloatFloat weight);
    public static DoubleWord<Vector256<float>> WeighUp(DoubleWord<Vector256<float>> scale, float weight);
    public static Vector256<float> ZeroLabel(Vector256<float> terms, Vector256<int> labelDistance, int lower, int upper);
    public static Vector256<float> ZeroLabel(Vector256<float> terms, Vector256<int> labels, int label);
    public static Vector256<float> ZeroWhere(Vector256<float> x, Vector256<float> matches);
    public readonly struct Single256.Accumulator
    {
        public Accumulator(Vector256<double> lanes0, Vector256<double> lanes4);
        public Single256.Accumulator Add(Vector256<float> terms);
        public Single256.Accumulator AddBlock(Vector256<float> lanes0, Vector256<float> lanes8);
        public Single256.Accumulator AddProduct(Vector256<float> x, Vector256<float> y);
        public Single256.Accumulator AddWeightedGap(Vector256<float> targets, Vector256<float> z, double max);
        public static Single256.Accumulator OfBlock(Vector256<float> lanes0, Vector256<float> lanes8);
        public DoubleDouble Sum();
    }
    public readonly struct Single256.RowSums
    {
        public RowSums(Vector256<double> lower, Vector256<double> upper);
        public static Single256.RowSums operator +(Single256.RowSums left, Single256.RowSums right);
        public static implicit operator DoubleWord<Vector256<float>>(Single256.RowSums sums);
        public static implicit operator Single256.RowSums(DoubleWord<Vector256<float>> sums);
        public static implicit operator Single256.RowSums(Vector256<float> terms);
    }
    public readonly struct Single256.TargetSums
    {
        public TargetSums(Single256.Accumulator gaps, Single256.Accumulator targets);
        public Single256.TargetSums Add(Vector256<float> targets, Vector256<float> z, double max);
        public DoubleDouble Targets { get; }
        public double WeightedGap { get; }
    }
    public static bool IsSupported { get; }
    public static Vector256<int> MaxExponent { get; }
    public static Vector256<int> MinExponent { get; }
    public static Vector256<float> NegativeInfinity { get; }
    public static Vector256<float> PositiveInfinity { get; }
    public static int Width { get; }
    public static Vector256<float> Zero { get; }
    public static Single256.RowSums ZeroSums { get; }
}

public static class Single256Fallback
{
    public static float CrossEntropy(ref float logits, int label, int classes);
    public static float CrossEntropy(ref float logits, ref float targets, int classes);
    public static float CrossEntropyGradient(ref float logits, int label, ref float gradient, double divisor, int classes);
    public static float CrossEntropyGradient(ref float logits, ref float targets, ref float gradient, double divisor, int classes);
    public static double Entropy(ref float logits, int classes);
    public static void LogSoftmax(ref float logits, ref float logProbabilities, int classes);
    public static float LogSumExp(ref float logits, int classes);
    public static float Probability(ref float logits, int label, int classes);
    public static void Softmax(ref float logits, ref float probabilities, int classes);
}

public static class Single256Fallback<TTemperature> where TTemperature : struct, ITemperature<float>
{
    public static float CrossEntropy(ref float logits, int label, int classes);
    public static float CrossEntropyGradient(ref float logits, int label, ref float gradient, double divisor, int classes);
    public static double Entropy(ref float logits, int classes);
    public static void LogSoftmax(ref float logits, ref float logProbabilities, int classes);
    public static float LogSumExp(ref float logits, int classes);
    public static float Probability(ref float logits, int label, int classes);
    public static void Softmax(ref float logits, ref float probabilities, int classes);
}

public readonly struct Single512 : IExponentialSteps<float, Vector512<float>, Vector512<int>>, IGradientSteps<float, Vector512<float>, Vector512<int>>, ILabelSteps<float, Vector512<float>, Vector512<int>>, ILogSteps<float, Vector512<float>, Single512.RowSums>, ISingleSteps<Vector512<float>, Vector512<int>, Single512.RowSums>, ISteps<float, Vector512<float>, Vector512<int>, Single512.RowSums>, ISumSteps<Vector512<float>, Vector512<int>, Single512.RowSums>, ITargetSteps<float, Vector512<float>, Vector512<int>, Single512.RowSums>, ITransposeSteps<float, Vector512<float>>, IWorkspaceSteps<float, Vector512<float>, Vector512<int>, Single512.RowSums>
{
    public static Single512.RowSums Add(Single512.RowSums sums, Vector512<float> terms);
    public static Vector512<float> Add(Vector512<float> x, Vector512<float> y);
    public static DoubleWord<Vector512<float>> AddDoubleWord(DoubleWord<Vector512<float>> x, DoubleWord<Vector512<float>> y);
    public static DoubleWord<Vector512<float>> AddDoubleWord(DoubleWord<Vector512<float>> x, Vector512<float> y);
    public static Single512.RowSums AddWeightedGap(Single512.RowSums sums, Vector512<float> targets, Vector512<float> z, Vector512<float> max);
    public static Vector512<float> AdjustTarget(Vector512<float> targets, Vector512<float> scales, Vector512<float> offsets);
    public static Vector512<float> AdjustTarget(Vector512<float> targets, float scale, float offset);
    public static Vector512<int> AdvanceLabelDistance(Vector512<int> labelDistance, int classes);
    public static Vector512<float> ApplyExponentOffset(Vector512<int> q, Vector512<int> exponentOffset);
    public static bool AreInRange(DoubleDouble targetSum, double gapSum);
    public static bool AreInRange(Single512.RowSums targets, Single512.RowSums gaps);
    public static bool AreInRange<TTemperature>(DoubleDouble targetSum, double gapSum) where TTemperature : struct, ITemperature<float>;
    public static bool AreInRange<TTemperature>(Single512.RowSums targets, Single512.RowSums gaps) where TTemperature : struct, ITemperature<float>;
    public static bool AreSame(ref float left, ref float right);
    public static ref float At(ref float row, int index);
    public static ref int At(ref int labels, int index);
    public static Vector512<float> BinaryGradient(Vector512<float> other, Vector512<float> labelTerm, GradientDivisor<Vector512<float>> divisor);
    public static ulong Bits(Vector512<float> matches);
    public static ulong Bits(Vector512<float> matches, int upper);
    public static Vector512<float> Broadcast(float number);
    public static GradientDivisor<Vector512<float>> BroadcastDivisor(double divisor);
    public static Vector512<float> BroadcastMax(Vector512<float> lanes);
    public static Vector512<int> BroadcastMax(Vector512<int> lanes);
    public static int Count(Vector512<float> matches);
    public static Vector512<float> Equal(Vector512<float> x, Vector512<float> y);
    public static Vector512<float> ExcludeMaxTerms(Vector512<float> term, Vector512<float> maxTerm, ref Vector512<int> ties);
    public static Vector512<float> Exp(Vector512<float> x, int k);
    public static void ExpUnscaled(Vector512<float> z, out Vector512<int> n, out Vector512<int> q);
    public static void ExpUnscaled(Vector512<float> z0, Vector512<float> z1, Vector512<float> z2, Vector512<float> z3, out Vector512<int> n0, out Vector512<int> n1, out Vector512<int> n2, out Vector512<int> n3, out Vector512<int> q0, out Vector512<int> q1, out Vector512<int> q2, out Vector512<int> q3);
    public static void ExpUnscaled(Vector512<float> z0, Vector512<float> z1, out Vector512<int> n0, out Vector512<int> n1, out Vector512<int> q0, out Vector512<int> q1);
    public static void ExpUnscaled<TTemperature>(Vector512<float> z, out Vector512<int> n, out Vector512<int> q) where TTemperature : struct, ITemperature<float>;
    public static void ExpUnscaled<TTemperature>(Vector512<float> z0, Vector512<float> z1, Vector512<float> z2, Vector512<float> z3, out Vector512<int> n0, out Vector512<int> n1, out Vector512<int> n2, out Vector512<int> n3, out Vector512<int> q0, out Vector512<int> q1, out Vector512<int> q2, out Vector512<int> q3) where TTemperature : struct, ITemperature<float>;
    public static void ExpUnscaled<TTemperature>(Vector512<float> z0, Vector512<float> z1, out Vector512<int> n0, out Vector512<int> n1, out Vector512<int> q0, out Vector512<int> q1) where TTemperature : struct, ITemperature<float>;
    public static Vector512<int> ExponentOffset(Vector512<int> maxExponent);
    public static DoubleWord<Vector512<float>> FastTwoSum(Vector512<float> x, Vector512<float> y);
    public static Vector512<float> FocalLoss(DoubleWord<Vector512<float>> others, DoubleWord<Vector512<float>> lostOthers, Vector512<float> labelTerm, Vector512<float> lostLabel, int halves, out DoubleWord<Vector512<float>> factors);
    public static float FocalLoss(FloatFloat others, FloatFloat lostOthers, float labelTerm, float lostLabel, int halves, out FloatFloat factor);
    public static Vector512<float> Gap(Vector512<float> max, Vector512<float> z);
    public static Vector512<float> Gap(Vector512<float> max, Vector512<float> z, Vector512<float> weights);
    public static Vector512<float> Gap(Vector512<float> max, Vector512<float> z, float weight);
    public static Vector512<float> GapOfLabel(Vector512<float> max, Vector512<float> z, Vector512<int> labels, int label, Vector512<float> found);
    public static Vector512<float> GatherByLabel(ReadOnlySpan<float> numbers, Vector512<int> labels);
    public static Vector512<float> GatherLabelTerms(ref float terms, ref int labels, Vector512<int> exponentOffset);
    public static DoubleWord<Vector512<float>> GradientScale(DoubleWord<Vector512<float>> others, Vector512<float> labelTerm, GradientDivisor<Vector512<float>> divisor);
    public static DoubleWord<Vector512<float>> GradientScale(FloatFloat others, float labelTerm, GradientDivisor<Vector512<float>> divisor);
    public static int IndexOf(ref float row, int count, Vector512<float> value);
    public static int IndexOfNaN(ref float row, int count);
    public static Vector512<float> InsertLabelGradient(Vector512<float> entries, Vector512<float> labelGradient, Vector512<int> labels, int label);
    public static bool IsDotInRange(DoubleDouble dot);
    public static bool IsInFastRange(Vector512<int> maxExponent, Vector512<int> minExponent);
    public static bool IsInFastRange(ref float logits, int classes);
    public static bool IsInFastRange<TTemperature>(ref float logits, int classes) where TTemperature : struct, ITemperature<float>;
    public static Vector512<float> IsNaN(Vector512<float> x);
    public static bool IsSumInRange(double sum);
    public static Vector512<float> JacobianRow(float probability, Vector512<float> probabilities);
    public static Vector512<int> LabelDistance(int label);
    public static Vector512<float> LabelGradient(DoubleWord<Vector512<float>> others, DoubleWord<Vector512<float>> scale);
    public static float LabelGradientScalar(FloatFloat others, DoubleWord<Vector512<float>> scale);
    public static Vector512<float> LabelTarget(Vector512<int> labels, int label, float labelTarget, float offset);
    public static Vector512<float> LabelTarget(int label, float labelTarget, Vector512<float> offsets, ulong firstClass);
    public static Vector512<float> LabelTarget(int label, float labelTarget, Vector512<float> offsets, ulong lower, ulong upper);
    public static Vector512<float> LabelTarget(int label, float labelTarget, float offset, ulong firstClass);
    public static Vector512<float> LabelTarget(int label, float labelTarget, float offset, ulong lower, ulong upper);
    public static float LabelTerm(float logit, Vector512<int> maxExponent);
    public static float LabelTerm<TTemperature>(float logit, Vector512<int> maxExponent) where TTemperature : struct, ITemperature<float>;
    public static Vector512<float> LastLanesMask(int lower, int upper);
    public static Vector512<float> Load(ref float row, ulong lower, ulong upper);
    public static Vector512<float> Load(ref float row, ulong offset);
    public static Vector512<int> LoadExponentOffset(ref float workspace, int index);
    public static DoubleWord<Vector512<float>> LoadFactor(ref float workspace, int index);
    public static Vector512<int> LoadLabels(ref int labels, int classes);
    public static Vector512<float> LoadLogs(ref float workspace, int index);
    public static Vector512<float> LoadSlot(ref float workspace, int index);
    public static Single512.RowSums LoadSums(ref float workspace, int index);
    public static Vector512<float> LoadTerm(ref float workspace, int index, Vector512<int> exponentOffset);
    public static void LoadTransposed(ref float rows, int stride, out Vector512<float> c0, out Vector512<float> c1, out Vector512<float> c2, out Vector512<float> c3, out Vector512<float> c4, out Vector512<float> c5, out Vector512<float> c6, out Vector512<float> c7);
    public static void LoadTransposed2(ref float rows, out Vector512<float> c0, out Vector512<float> c1);
    public static void LoadTransposed3(ref float rows, out Vector512<float> c0, out Vector512<float> c1, out Vector512<float> c2);
    public static void LoadTransposed4(ref float rows, out Vector512<float> c0, out Vector512<float> c1, out Vector512<float> c2, out Vector512<float> c3);
    public static void LoadTransposedPartial(ref float rows, int classes, out Vector512<float> c0, out Vector512<float> c1, out Vector512<float> c2, out Vector512<float> c3, out Vector512<float> c4, out Vector512<float> c5, out Vector512<float> c6, out Vector512<float> c7);
    public static Vector512<float> LogProbabilities(Vector512<float> z, Vector512<float> max, Vector512<float> log);
    public static Vector512<float> LogProbabilities(Vector512<float> z, double max, double log);
    public static Vector512<float> LogProbabilities<TTemperature>(Vector512<float> z, Vector512<float> max, Vector512<float> log) where TTemperature : struct, ITemperature<float>;
    public static Vector512<float> LogProbabilities<TTemperature>(Vector512<float> z, double max, double log) where TTemperature : struct, ITemperature<float>;
    public static Vector512<float> LogSoftmaxGradient(Vector512<float> logProbabilities, Vector512<float> upstream, double sum);
    public static Vector512<float> LogSumExp(ref float workspace, int index, Vector512<float> max);
    public static Vector512<float> LogSumExp<TTemperature>(ref float workspace, int index, Vector512<float> max) where TTemperature : struct, ITemperature<float>;
    public static Vector512<float> Max(Vector512<float> x, Vector512<float> y);
    public static Vector512<int> Max(Vector512<int> x, Vector512<int> y);
    public static Vector512<float> Min(Vector512<float> x, Vector512<float> y);
    public static Vector512<int> Min(Vector512<int> x, Vector512<int> y);
    public static Vector512<float> MultiplyAddLast(Vector512<float> x, Vector512<float> y, Vector512<float> sum, int count);
    public static DoubleWord<Vector512<float>> NonLabelSum(Vector512<float> e0, Vector512<float> e1, Vector512<float> e2, Vector512<float> e3, Vector512<int> labels, out Vector512<float> labelTerm);
    public static DoubleWord<Vector512<float>> NonLabelSum(Vector512<float> e0, Vector512<float> e1, Vector512<float> e2, Vector512<int> labels, out Vector512<float> labelTerm);
    public static Vector512<float> NonLabelSum(Vector512<float> e0, Vector512<float> e1, Vector512<int> labels, out Vector512<float> labelTerm);
    public static Single512.RowSums NonMaxSum(DoubleWord<Vector512<float>> below, Vector512<int> ties, Vector512<float> maxTerm);
    public static Vector512<float> Odds(DoubleWord<Vector512<float>> others, Vector512<float> labelTerm);
    public static Vector512<float> Odds(Vector512<float> other, Vector512<float> labelTerm);
    public static float Odds(FloatFloat others, float labelTerm);
    public static DoubleWord<Vector512<float>> Quotient(DoubleDouble numerator, DoubleDouble denominator);
    public static DoubleWord<Vector512<float>> Reciprocal(DoubleWord<Vector512<float>> sums);
    public static DoubleWord<Vector512<float>> Reciprocal(FloatFloat sum);
    public static Vector512<int> RoundedExponent(Vector512<float> z);
    public static Vector512<int> RoundedExponent<TTemperature>(Vector512<float> z) where TTemperature : struct, ITemperature<float>;
    public static RowSum Row(Vector512<float> max, Vector512<float> maxTerm, DoubleDouble below, int ties);
    public static Vector512<float> Scale(Vector512<float> terms, DoubleWord<Vector512<float>> scale);
    public static float Scale(float term, DoubleWord<Vector512<float>> scale);
    public static Vector512<float> ScaleAndFlush(Vector512<float> terms, DoubleWord<Vector512<float>> scale);
    public static Vector512<float> ScaleDown(Vector512<float> entries);
    public static float ScaleDown(float entry);
    public static void ScatterLabelGradient(Vector512<float> labelGradient, ref float rows, ref int labels, int classes);
    public static Vector512<float> Select(Vector512<float> matches, Vector512<float> x, Vector512<float> y);
    public static ref float Slot(ref float workspace, int index);
    public static Vector512<float> SmoothGap(DoubleWord<Vector512<float>> gaps, float offset, Vector512<float> labelGaps, Vector512<float> labelTargets);
    public static float SmoothGap(FloatFloat gaps, float offset, float labelGap, float labelTarget);
    public static float SmoothLog(double odds);
    public static Vector512<float> SmoothLoss(Vector512<float> gaps, Vector512<float> logs, Vector512<float> targetSums);
    public static Vector512<float> SmoothLoss<TTemperature>(Vector512<float> gaps, Vector512<float> logs, Vector512<float> targetSums) where TTemperature : struct, ITemperature<float>;
    public static Vector512<float> SoftmaxGradient(Vector512<float> probabilities, Vector512<float> upstream, DoubleWord<Vector512<float>> dot);
    public static void SplitBinaryGradient(Vector512<float> other, Vector512<int> labels, out Vector512<float> r0, out Vector512<float> r1);
    public static Vector512<float> SplitLabelTerm(Vector512<float> terms, Vector512<int> labels, int label, ref Vector512<float> labelTerm);
    public static Vector512<int> StartingExponent(float first);
    public static Vector512<int> StartingExponent<TTemperature>(float first) where TTemperature : struct, ITemperature<float>;
    public static void Store(Vector512<float> lanes, ref float row, ulong lower, ulong upper);
    public static void Store(Vector512<float> lanes, ref float row, ulong offset);
    public static void StoreExponentOffset(Vector512<int> exponentOffset, ref float workspace, int index);
    public static void StoreFactor(DoubleWord<Vector512<float>> factor, ref float workspace, int index);
    public static void StoreFirstTerms(Vector512<float> z, out Vector512<int> maxExponent, out Vector512<int> minExponent, ref float workspace, int index);
    public static void StoreFirstTerms(Vector512<float> z0, Vector512<float> z1, Vector512<float> z2, Vector512<float> z3, out Vector512<int> maxExponent, out Vector512<int> minExponent, ref float workspace, int index);
    public static void StoreFirstTerms(Vector512<float> z0, Vector512<float> z1, out Vector512<int> maxExponent, out Vector512<int> minExponent, ref float workspace, int index);
    public static void StoreFirstTerms<TTemperature>(Vector512<float> z, out Vector512<int> maxExponent, out Vector512<int> minExponent, ref float workspace, int index) where TTemperature : struct, ITemperature<float>;
    public static void StoreFirstTerms<TTemperature>(Vector512<float> z0, Vector512<float> z1, Vector512<float> z2, Vector512<float> z3, out Vector512<int> maxExponent, out Vector512<int> minExponent, ref float workspace, int index) where TTemperature : struct, ITemperature<float>;
    public static void StoreFirstTerms<TTemperature>(Vector512<float> z0, Vector512<float> z1, out Vector512<int> maxExponent, out Vector512<int> minExponent, ref float workspace, int index) where TTemperature : struct, ITemperature<float>;
    public static void StoreLabels(Vector512<int> labels, ref int destination, int classes);
    public static void StoreLogs(Single512.RowSums others, Vector512<float> maxTerm, ref float workspace, int index);
    public static void StoreResults(Vector512<float> results, ref float destination, int classes);
    public static void StoreSlot(Vector512<float> lanes, ref float workspace, int index);
    public static void StoreSmoothLogs(Single512.RowSums others, Vector512<float> maxTerm, ref float workspace, int index);
    public static void StoreSums(Single512.RowSums sums, ref float workspace, int index);
    public static void StoreTerms(Vector512<float> z, ref Vector512<int> runningMax, ref Vector512<int> runningMin, ref float workspace, int index);
    public static void StoreTerms(Vector512<float> z0, Vector512<float> z1, Vector512<float> z2, Vector512<float> z3, ref Vector512<int> runningMax, ref Vector512<int> runningMin, ref float workspace, int index);
    public static void StoreTerms(Vector512<float> z0, Vector512<float> z1, ref Vector512<int> runningMax, ref Vector512<int> runningMin, ref float workspace, int index);
    public static void StoreTerms<TTemperature>(Vector512<float> z, ref Vector512<int> runningMax, ref Vector512<int> runningMin, ref float workspace, int index) where TTemperature : struct, ITemperature<float>;
    public static void StoreTerms<TTemperature>(Vector512<float> z0, Vector512<float> z1, Vector512<float> z2, Vector512<float> z3, ref Vector512<int> runningMax, ref Vector512<int> runningMin, ref float workspace, int index) where TTemperature : struct, ITemperature<float>;
    public static void StoreTerms<TTemperature>(Vector512<float> z0, Vector512<float> z1, ref Vector512<int> runningMax, ref Vector512<int> runningMin, ref float workspace, int index) where TTemperature : struct, ITemperature<float>;
    public static void StoreTransposed(ref float rows, int stride, Vector512<float> c0, Vector512<float> c1, Vector512<float> c2, Vector512<float> c3, Vector512<float> c4, Vector512<float> c5, Vector512<float> c6, Vector512<float> c7);
    public static void StoreTransposed2(ref float rows, Vector512<float> c0, Vector512<float> c1);
    public static void StoreTransposed3(ref float rows, Vector512<float> c0, Vector512<float> c1, Vector512<float> c2);
    public static void StoreTransposed4(ref float rows, Vector512<float> c0, Vector512<float> c1, Vector512<float> c2, Vector512<float> c3);
    public static void StoreTransposedPartial(ref float rows, int classes, Vector512<float> c0, Vector512<float> c1, Vector512<float> c2, Vector512<float> c3, Vector512<float> c4, Vector512<float> c5, Vector512<float> c6);
    public static FloatFloat SumLanes(Vector512<float> lanes);
    public static Single512.RowSums SumLanes(Single512.RowSums lane0, Single512.RowSums lane1, Single512.RowSums lane2, Single512.RowSums lane3, Single512.RowSums lane4, Single512.RowSums lane5, Single512.RowSums lane6, Single512.RowSums lane7);
    public static DoubleWord<Vector512<float>> SumLanesCompensated(Vector512<float> lane0, Vector512<float> lane1, Vector512<float> lane2, Vector512<float> lane3, Vector512<float> lane4, Vector512<float> lane5, Vector512<float> lane6, Vector512<float> lane7);
    public static FloatFloat SumLanesCompensated(Vector512<float> lanes);
    public static Single512.RowSums SumTargets(ref float targets, int lane, int lanes, int classes);
    public static Single512.RowSums SumWeightedGaps(ref float targets, ref float logits, Vector512<float> max, int lane, int lanes, int classes);
    public static Vector512<float> TargetGradient(Vector512<float> terms, DoubleWord<Vector512<float>> scale, Vector512<float> targets, double weight);
    public static Vector512<float> TargetLoss(Single512.RowSums gaps, ref float workspace, int index, Single512.RowSums targets);
    public static Vector512<float> TargetLoss<TTemperature>(Single512.RowSums gaps, ref float workspace, int index, Single512.RowSums targets) where TTemperature : struct, ITemperature<float>;
    public static DoubleWord<Vector512<float>> TargetScale(Single512.RowSums targets, Single512.RowSums others, Vector512<float> maxTerm, double divisor);
    public static Vector512<float> Term(Vector512<float> z, Vector512<int> exponentOffset);
    public static Vector512<float> Term<TTemperature>(Vector512<float> z, Vector512<int> exponentOffset) where TTemperature : struct, ITemperature<float>;
    public static Vector512<float> TermError(Vector512<float> z, Vector512<int> exponentOffset);
    public static Vector512<float> TermError<TTemperature>(Vector512<float> z, Vector512<int> exponentOffset) where TTemperature : struct, ITemperature<float>;
    public static float TermError(float z, Vector512<int> exponentOffset);
    public static float TermError<TTemperature>(float z, Vector512<int> exponentOffset) where TTemperature : struct, ITemperature<float>;
    public static void Terms(Vector512<float> z, Vector512<int> maxExponent, out Vector512<float> e);
    public static void Terms(Vector512<float> z0, Vector512<float> z1, Vector512<float> z2, Vector512<float> z3, Vector512<int> maxExponent, out Vector512<float> e0, out Vector512<float> e1, out Vector512<float> e2, out Vector512<float> e3);
    public static void Terms(Vector512<float> z0, Vector512<float> z1, Vector512<int> maxExponent, out Vector512<float> e0, out Vector512<float> e1);
    public static void Terms<TTemperature>(Vector512<float> z, Vector512<int> maxExponent, out Vector512<float> e) where TTemperature : struct, ITemperature<float>;
    public static void Terms<TTemperature>(Vector512<float> z0, Vector512<float> z1, Vector512<float> z2, Vector512<float> z3, Vector512<int> maxExponent, out Vector512<float> e0, out Vector512<float> e1, out Vector512<float> e2, out Vector512<float> e3) where TTemperature : struct, ITemperature<float>;
    public static void Terms<TTemperature>(Vector512<float> z0, Vector512<float> z1, Vector512<int> maxExponent, out Vector512<float> e0, out Vector512<float> e1) where TTemperature : struct, ITemperature<float>;
    public static DoubleWord<Vector512<float>> ToDoubleWord(DoubleDouble sum);
    public static void UpdateArgMax(Vector512<float> z, int label, ref Vector512<float> best, ref Vector512<int> labels);
    public static DoubleWord<Vector512<float>> Weigh(DoubleWord<Vector512<float>> scale, Vector512<float> weights);
    public static DoubleWord<Vector512<float>> Weigh(DoubleWord<Vector512<float>> scale, float weight);
    public static FloatFloat Weigh(FloatFloat weight, float classWeight);
    public static Vector512<float> Weigh(Vector512<float> entries, DoubleWord<Vector512<float>> weights);
    public static Vector512<float> Weigh(Vector512<float> entries, Vector512<float> weights);
    public static float Weigh(float entry, FloatFloat weight);
    public static float Weigh(float entry, float weight);
    public static DoubleWord<Vector512<float>> WeighUp(DoubleWord<Vector512<float>> scale, DoubleWord<Vector512<float>> weights);
    public static DoubleWord<Vector512<float>> WeighUp(DoubleWord<Vector512<float>> scale, FloatFloat weight);
    public static DoubleWord<Vector512<float>> WeighUp(DoubleWord<Vector512<float>> scale, float weight);
    public static Vector512<float> ZeroLabel(Vector512<float> terms, Vector512<int> labelDistance, int lower, int upper);
    public static Vector512<float> ZeroLabel(Vector512<float> terms, Vector512<int> labels, int label);
    public static Vector512<float> ZeroWhere(Vector512<float> x, Vector512<float> matches);
    public readonly struct Single512.Accumulator
    {
        public Accumulator(Vector512<double> lanes);
        public Single512.Accumulator Add(Vector512<float> terms);
        public Single512.Accumulator AddBlock(Vector512<float> lanes);
        public Single512.Accumulator AddProduct(Vector512<float> x, Vector512<float> y);
        public Single512.Accumulator AddWeightedGap(Vector512<float> targets, Vector512<float> z, double max);
        public static Single512.Accumulator OfBlock(Vector512<float> lanes);
        public DoubleDouble Sum();
    }
    public readonly struct Single512.RowSums
    {
        public RowSums(Vector512<double> lower, Vector512<double> upper);
        public static Single512.RowSums operator +(Single512.RowSums left, Single512.RowSums right);
        public static implicit operator DoubleWord<Vector512<float>>(Single512.RowSums sums);
        public static implicit operator Single512.RowSums(DoubleWord<Vector512<float>> sums);
        public static implicit operator Single512.RowSums(Vector512<float> terms);
    }
    public readonly struct Single512.TargetSums
    {
        public TargetSums(Single512.Accumulator gaps, Single512.Accumulator targets);
        public Single512.TargetSums Add(Vector512<float> targets, Vector512<float> z, double max);
        public DoubleDouble Targets { get; }
        public double WeightedGap { get; }
    }
    public static bool IsSupported { get; }
    public static Vector512<int> MaxExponent { get; }
    public static Vector512<int> MinExponent { get; }
    public static Vector512<float> NegativeInfinity { get; }
    public static Vector512<float> PositiveInfinity { get; }
    public static int Width { get; }
    public static Vector512<float> Zero { get; }
    public static Single512.RowSums ZeroSums { get; }
}

public abstract class SingleBatches<TKernels, TBatches> : BatchDriver<float, TKernels, TBatches, SingleOdds, SingleLosses, PlainLoss<float>> where TKernels : struct, IHeadKernels<float> where TBatches : struct, IBatches<float>
{
    protected SingleBatches();
}

public readonly struct SingleDense128 : IDenseTiles<float>
{
    public static void AddBiasGradient<TShape>(ref float gradient, ref float biasGradient, int rows, bool isFirst) where TShape : struct, IDenseShape;
    public static void AddWeightGradient<TShape>(ref float features, ref float gradient, ref float weightGradient, int rows, bool isFirst) where TShape : struct, IDenseShape;
    public static void FeatureGradient<TShape>(ref float gradient, ref float weights, ref float featureGradient, int rows) where TShape : struct, IDenseShape;
    public static void Logits<TShape>(ref float features, ref float weights, ref float bias, ref float logits, int rows) where TShape : struct, IDenseShape;
    public static bool IsSupported { get; }
    public static int SumLanes { get; }
    public static int Width { get; }
}

public readonly struct SingleDense256 : IDenseTiles<float>
{
    public static void AddBiasGradient<TShape>(ref float gradient, ref float biasGradient, int rows, bool isFirst) where TShape : struct, IDenseShape;
    public static void AddWeightGradient<TShape>(ref float features, ref float gradient, ref float weightGradient, int rows, bool isFirst) where TShape : struct, IDenseShape;
    public static void FeatureGradient<TShape>(ref float gradient, ref float weights, ref float featureGradient, int rows) where TShape : struct, IDenseShape;
    public static void Logits<TShape>(ref float features, ref float weights, ref float bias, ref float logits, int rows) where TShape : struct, IDenseShape;
    public static bool IsSupported { get; }
    public static int SumLanes { get; }
    public static int Width { get; }
}

public readonly struct SingleDense512 : IDenseTiles<float>
{
    public static void AddBiasGradient<TShape>(ref float gradient, ref float biasGradient, int rows, bool isFirst) where TShape : struct, IDenseShape;
    public static void AddWeightGradient<TShape>(ref float features, ref float gradient, ref float weightGradient, int rows, bool isFirst) where TShape : struct, IDenseShape;
    public static void FeatureGradient<TShape>(ref float gradient, ref float weights, ref float featureGradient, int rows) where TShape : struct, IDenseShape;
    public static void Logits<TShape>(ref float features, ref float weights, ref float bias, ref float logits, int rows) where TShape : struct, IDenseShape;
    public static bool IsSupported { get; }
    public static int SumLanes { get; }
    public static int Width { get; }
}

public abstract class SingleDenseBatches<TKernels, TBatches, TShape, TTiles> : DenseDriver<float, TKernels, TBatches, SingleOdds, SingleLosses, TShape, TTiles, PlainLoss<float>> where TKernels : struct, IHeadKernels<float> where TBatches : struct, IBatches<float> where TShape : struct, IDenseShape where TTiles : struct, IDenseTiles<float>
{
    protected SingleDenseBatches();
}

public abstract class SingleDenseHead<TKernels, TRows, TLayer, TDense> : DenseHead<float, TKernels, TRows, SingleOdds, SingleLosses, TLayer, TDense, PlainLoss<float>> where TKernels : struct, IHeadKernels<float> where TRows : struct, IRows<float> where TLayer : struct, IDenseLayer<float> where TDense : struct, IDenseRows<float>
{
    protected SingleDenseHead();
}

public abstract class SingleHead<TKernels, TRows> : Head<float, TKernels, TRows, SingleOdds, SingleLosses, PlainLoss<float>> where TKernels : struct, IHeadKernels<float> where TRows : struct, IRows<float>
{
    protected SingleHead();
}

public struct SingleLosses : ILossForm<float>
{
    public void Add(Span<float> values, int rows);
    public static float Decode(float value);
    public static void Decode(Span<float> values);
    public readonly float DividedBy(double divisor);
    public static float Encode(float loss);
    public static int BlockRows { get; }
}

public struct SingleOdds : ILossForm<float>
{
    public void Add(Span<float> values, int rows);
    public static float Decode(float value);
    public static void Decode(Span<float> values);
    public readonly float DividedBy(double divisor);
    public static float Encode(float loss);
    public static int BlockRows { get; }
}

public readonly struct SingleRows<T, TRows> : IBatches<T> where T : unmanaged where TRows : struct, IRows<T>
{
    public static void ArgMax(ref T logits, ref int labels, int rows);
    public static void CrossEntropy(ref T logits, ref T targets, ref T losses, int rows, ref T workspace);
    public static void CrossEntropy(ref T logits, ref int labels, ref T losses, int rows, ref T workspace);
    public static void CrossEntropyGradient(ref T logits, ref T targets, ref T gradient, ref T losses, double divisor, int rows, ref T workspace);
    public static void CrossEntropyGradient(ref T logits, ref int labels, ref T gradient, ref T losses, double divisor, int rows, ref T workspace);
    public static void LogSoftmax(ref T logits, ref T logProbabilities, int rows, ref T workspace);
    public static void LogSumExp(ref T logits, ref T destination, int rows, ref T workspace);
    public static void Softmax(ref T logits, ref T probabilities, int rows, ref T workspace);
    public static int WorkspaceLength { get; }
}

public readonly struct WidestDenseRows<T, TWide, TNarrow> : IDenseRows<T> where T : unmanaged where TWide : struct, IDenseRows<T> where TNarrow : struct, IDenseRows<T>
{
    public static void Logits(ref T features, ref T weights, ref T bias, ref T logits);
    public static void Predict(ref T features, ref T weights, ref T bias, ref int label);
    public static void Probabilities(ref T features, ref T weights, ref T bias, ref T probabilities);
    public static bool IsSupported { get; }
}

public readonly struct WidestRows<T, TWide, TNarrow> : IRows<T> where T : unmanaged where TWide : struct, IRows<T> where TNarrow : struct, IRows<T>
{
    public static void ArgMax(ref T logits, ref int labels, int rows);
    public static void CrossEntropy(ref T logits, ref T targets, ref T losses, int rows);
    public static void CrossEntropy(ref T logits, ref int labels, ref T losses, int rows);
    public static void CrossEntropyGradient(ref T logits, ref T targets, ref T gradient, ref T losses, double divisor, int rows);
    public static void CrossEntropyGradient(ref T logits, ref int labels, ref T gradient, ref T losses, double divisor, int rows);
    public static T Entropy(ref T logits);
    public static void Jacobian(ref T probabilities, ref T jacobian);
    public static void LogSoftmax(ref T logits, ref T logProbabilities, int rows);
    public static void LogSoftmaxBackward(ref T logProbabilities, ref T upstream, ref T gradient, int rows);
    public static void LogSumExp(ref T logits, ref T destination, int rows);
    public static T Probability(ref T logits, int label);
    public static void Softmax(ref T logits, ref T probabilities, int rows);
    public static void SoftmaxBackward(ref T probabilities, ref T upstream, ref T gradient, int rows);
    public static bool IsSupported { get; }
}

public readonly struct WidestTiles<T, TWide, TNarrow> : IDenseTiles<T> where T : unmanaged where TWide : struct, IDenseTiles<T> where TNarrow : struct, IDenseTiles<T>
{
    public static void AddBiasGradient<TShape>(ref T gradient, ref T biasGradient, int rows, bool isFirst) where TShape : struct, IDenseShape;
    public static void AddWeightGradient<TShape>(ref T features, ref T gradient, ref T weightGradient, int rows, bool isFirst) where TShape : struct, IDenseShape;
    public static void FeatureGradient<TShape>(ref T gradient, ref T weights, ref T featureGradient, int rows) where TShape : struct, IDenseShape;
    public static void Logits<TShape>(ref T features, ref T weights, ref T bias, ref T logits, int rows) where TShape : struct, IDenseShape;
    public static bool IsSupported { get; }
    public static int SumLanes { get; }
    public static int Width { get; }
}
