using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SoftmaxGen.Runtime;

// The steps of kernels whose lanes are rows: four narrow rows at a time, each vector holding one class of all of them. What
// they compute for each lane has the bits that the steps for single rows give.
public readonly partial struct Single128
{
    /// <summary>Computes four exponentials and leaves their bits q at <paramref name="terms"/>: the first classes, whose largest and smallest powers are known then.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void KeepFirst(
        Vector128<float> z0, Vector128<float> z1, Vector128<float> z2, Vector128<float> z3,
        out Vector128<int> top, out Vector128<int> low, ref float terms, int index)
    {
        Powers(z0, z1, z2, z3, out var n0, out var n1, out var n2, out var n3, out var q0, out var q1, out var q2, out var q3);
        top = Larger(Larger(n0, n1), Larger(n2, n3));
        low = Smaller(Smaller(n0, n1), Smaller(n2, n3));
        StoreSlot(q0.AsSingle(), ref terms, index);
        StoreSlot(q1.AsSingle(), ref terms, index + 1);
        StoreSlot(q2.AsSingle(), ref terms, index + 2);
        StoreSlot(q3.AsSingle(), ref terms, index + 3);
    }

    /// <summary>The same for two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void KeepFirst(Vector128<float> z0, Vector128<float> z1, out Vector128<int> top, out Vector128<int> low, ref float terms, int index)
    {
        Powers(z0, z1, out var n0, out var n1, out var q0, out var q1);
        top = Larger(n0, n1);
        low = Smaller(n0, n1);
        StoreSlot(q0.AsSingle(), ref terms, index);
        StoreSlot(q1.AsSingle(), ref terms, index + 1);
    }

    /// <summary>The same for one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void KeepFirst(Vector128<float> z, out Vector128<int> top, out Vector128<int> low, ref float terms, int index)
    {
        Powers(z, out top, out var q);
        low = top;
        StoreSlot(q.AsSingle(), ref terms, index);
    }

    /// <summary>The same for four of the other classes: their powers count too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Keep(
        Vector128<float> z0, Vector128<float> z1, Vector128<float> z2, Vector128<float> z3,
        ref Vector128<int> top, ref Vector128<int> low, ref float terms, int index)
    {
        KeepFirst(z0, z1, z2, z3, out var highest, out var lowest, ref terms, index);
        top = Larger(top, highest);
        low = Smaller(low, lowest);
    }

    /// <summary>The same for two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Keep(Vector128<float> z0, Vector128<float> z1, ref Vector128<int> top, ref Vector128<int> low, ref float terms, int index)
    {
        KeepFirst(z0, z1, out var highest, out var lowest, ref terms, index);
        top = Larger(top, highest);
        low = Smaller(low, lowest);
    }

    /// <summary>The same for one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Keep(Vector128<float> z, ref Vector128<int> top, ref Vector128<int> low, ref float terms, int index)
    {
        KeepFirst(z, out var power, out _, ref terms, index);
        top = Larger(top, power);
        low = Smaller(low, power);
    }

    /// <summary>Leaves what the terms drop by at place <paramref name="index"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void KeepDrop(Vector128<int> drop, ref float terms, int index) => StoreSlot(drop.AsSingle(), ref terms, index);

    /// <summary>Leaves a factor at place <paramref name="index"/>, its parts behind one another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void KeepFactor(DoubleWord<Vector128<float>> factor, ref float terms, int index)
    {
        StoreSlot(factor.High, ref terms, index);
        StoreSlot(factor.Low, ref terms, index + 1);
    }

    /// <summary>The factor whose first part waits at place <paramref name="index"/> among the vectors in memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector128<float>> WaitingFactor(ref float terms, int index) => new(Waiting(ref terms, index), Waiting(ref terms, index + 1));

    /// <summary>Leaves a vector at place <paramref name="index"/> of those that wait in memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreSlot(Vector128<float> lanes, ref float memory, int index) => Store(lanes, ref Slot(ref memory, index), 0);

    /// <summary>Where the vector at place <paramref name="index"/> waits in memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref float Slot(ref float memory, int index) => ref At(ref memory, index * Vector128<float>.Count);

    /// <summary>The vector at place <paramref name="index"/> of those that wait in memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Waiting(ref float memory, int index) => Vector128.LoadUnsafe(ref memory, (nuint)(Vector128<float>.Count * index));

    /// <summary>What the terms drop by, where it waits among the vectors in memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> WaitingDrop(ref float memory, int index) => Waiting(ref memory, index).AsInt32();

    /// <summary>The term of class <paramref name="index"/> of those that wait in memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Kept(ref float memory, int index, Vector128<int> drop) => Lower(Waiting(ref memory, index).AsInt32(), drop);

    /// <summary>The term if it is smaller than the largest, and 0 for another largest one, which counts as a tie.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Below(Vector128<float> term, Vector128<float> largest, ref Vector128<int> ties)
    {
        Vector128<float> matches = Equal(term, largest);
        ties -= matches.AsInt32();
        return Without(term, matches);
    }

    /// <summary>Moves on to class <paramref name="label"/> where it is larger than the best so far, or the first NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Pick(Vector128<float> z, int label, ref Vector128<float> best, ref Vector128<int> labels)
    {
        Vector128<float> isBetter = Vector128.AndNot(Vector128.GreaterThan(z, best) | IsNaN(z), IsNaN(best));
        best = Choose(isBetter, z, best);
        labels = Choose(isBetter, Vector128.Create(label).AsSingle(), labels.AsSingle()).AsInt32();
    }

    /// <summary>Which rows have the label <paramref name="label"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Are(Vector128<int> labels, int label) => Vector128.Equals(labels, Vector128.Create(label)).AsSingle();

    /// <summary>Which rows have a label above <paramref name="label"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> AreAbove(Vector128<int> labels, int label) => Vector128.GreaterThan(labels, Vector128.Create(label)).AsSingle();

    /// <summary>Which rows have an odd label.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> AreOdd(Vector128<int> labels) => Vector128.Equals(labels & Vector128<int>.One, Vector128<int>.One).AsSingle();

    /// <summary>The lanes of <paramref name="x"/> where <paramref name="matches"/> is set, of <paramref name="y"/> elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Choose(Vector128<float> matches, Vector128<float> x, Vector128<float> y)
    {
        // One instruction; without ternary logic the just-in-time compiler makes three of the general form.
        if (Sse41.IsSupported && !Avx512F.VL.IsSupported)
            return Sse41.BlendVariable(y, x, matches);
        return Vector128.ConditionalSelect(matches, x, y);
    }

    /// <summary>The terms of a class, and 0 for rows that have it as their label: there it is their <paramref name="own"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Others(Vector128<float> terms, Vector128<int> labels, int label, ref Vector128<float> own)
    {
        Vector128<float> matches = Are(labels, label);
        own = Choose(matches, terms, own);
        return Without(terms, matches);
    }

    /// <summary>The entries of a class, with their <paramref name="own"/> ones where rows have it as their label.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> WithOwn(Vector128<float> entries, Vector128<float> own, Vector128<int> labels, int label) => Choose(Are(labels, label), own, entries);

    /// <summary>x + y of each row, neither of which is negative, with what the rounding takes away (Dekker's Fast2Sum).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector128<float>> Pair(Vector128<float> x, Vector128<float> y)
    {
        Vector128<float> sum = x + y;
        return new(sum, Smaller(x, y) - (sum - Larger(x, y)));
    }

    /// <summary>The sum of two sums of each row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector128<float>> Join(DoubleWord<Vector128<float>> x, DoubleWord<Vector128<float>> y)
    {
        DoubleWord<Vector128<float>> sum = Pair(x.High, y.High);
        return new(sum.High, sum.Low + (x.Low + y.Low));
    }

    /// <summary>The sum of 8 lanes of long rows, with all that is lost.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector128<float>> LongSum(Vector128<float> lane0, Vector128<float> lane1, Vector128<float> lane2, Vector128<float> lane3, Vector128<float> lane4, Vector128<float> lane5, Vector128<float> lane6, Vector128<float> lane7) =>
        Join(Join(Pair(lane0, lane4), Pair(lane2, lane6)), Join(Pair(lane1, lane5), Pair(lane3, lane7)));

    /// <summary>The sum of a sum and a single term of each row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector128<float>> Join(DoubleWord<Vector128<float>> x, Vector128<float> y)
    {
        DoubleWord<Vector128<float>> sum = Pair(x.High, y);
        return new(sum.High, sum.Low + x.Low);
    }

    /// <summary>The term of the class that is not each row's label, of two, and the label's <paramref name="own"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> OthersOf(Vector128<float> e0, Vector128<float> e1, Vector128<int> labels, out Vector128<float> own)
    {
        Vector128<float> isFirst = Are(labels, 0);
        own = Choose(isFirst, e0, e1);
        return Choose(isFirst, e1, e0);
    }

    /// <summary>The sum of the two terms that are not each row's label's, of three, and the label's <paramref name="own"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector128<float>> OthersOf(Vector128<float> e0, Vector128<float> e1, Vector128<float> e2, Vector128<int> labels, out Vector128<float> own)
    {
        // Whichever two meet first, the third is 0 there.
        Vector128<float> isFirst = Are(labels, 0), isLast = Are(labels, 2);
        own = Choose(isFirst, e0, Choose(isLast, e2, e1));
        return Pair(Choose(isFirst, e1, e0), Choose(isLast, e1, e2));
    }

    /// <summary>The sum of the three terms that are not each row's label's, of four, and the label's <paramref name="own"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector128<float>> OthersOf(Vector128<float> e0, Vector128<float> e1, Vector128<float> e2, Vector128<float> e3, Vector128<int> labels, out Vector128<float> own)
    {
        // Classes two apart meet first: the label's pair, of which the other one is left, and the other pair.
        Vector128<float> isOdd = AreOdd(labels), isUpper = AreAbove(labels, 1);
        Vector128<float> lower = Choose(isOdd, e1, e0), upper = Choose(isOdd, e3, e2);
        own = Choose(isUpper, upper, lower);
        return Join(Pair(Choose(isOdd, e0, e1), Choose(isOdd, e2, e3)), Choose(isUpper, lower, upper));
    }

    /// <summary>1 / sum of each row, to twice the precision of float.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector128<float>> Reciprocal(DoubleWord<Vector128<float>> sums)
    {
        Vector128<float> high = Vector128<float>.One / sums.High;
        Vector128<float> rest = Product.Rest(sums.High, high) - (sums.Low * high);
        return new(high, rest * high);
    }

    /// <summary>1 / ((others + own) divisor) of each row, from the sums of the labels' others and their own terms.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector128<float>> ScaleOf(DoubleWord<Vector128<float>> others, Vector128<float> own, GradientDivisor<Vector128<float>> share)
    {
        // As for the reciprocal; the quotient times the divisor is close enough to that of the sum.
        DoubleWord<Vector128<float>> sums = Pair(others.High, own);
        Vector128<float> high = share.Inverse.High / sums.High;
        Vector128<float> rest = Product.Rest(share.Inverse.High, sums.High, high) + Product.Less(share.Inverse.Low, others.Low + sums.Low, high);
        return new(high, rest * (high * share.Divisor));
    }

    /// <summary>The labels' own entries of the gradient, -(sum of the others) * scale: p - 1 without what would cancel in it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> OwnEntry(DoubleWord<Vector128<float>> others, DoubleWord<Vector128<float>> scale) =>
        Product.Negated(others.High, scale.High, Vector128.MultiplyAddEstimate(others.Low, scale.High, others.High * scale.Low));

    /// <summary>The odds against each label, (1 - p) / p, rounded once: what <see cref="SingleOdds"/> makes the losses of.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> OddsOf(DoubleWord<Vector128<float>> others, Vector128<float> own)
    {
        Vector128<float> inverse = Vector128<float>.One / own;
        Vector128<float> quotient = others.High * inverse;
        return Vector128.MultiplyAddEstimate(Product.Rest(others.High, own, quotient) + others.Low, inverse, quotient);
    }

    /// <summary>The same of two classes, where one term is the sum of the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> OddsOf(Vector128<float> other, Vector128<float> own) => other / own;

    /// <summary>The entry of the class that is not the label, of two: its term divided by the sum of both and by the divisor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> EntryOf(Vector128<float> other, Vector128<float> own, GradientDivisor<Vector128<float>> share) =>
        other / Vector128.MultiplyAddEstimate(own, share.Divisor, other * share.Divisor);

    /// <summary>The gradient of two classes: the label's own entry is the <paramref name="other"/> one with its sign turned.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void EntriesOf(Vector128<float> other, Vector128<int> labels, out Vector128<float> r0, out Vector128<float> r1)
    {
        // The label, 0 or 1, is the sign of the second entry.
        r1 = other ^ (labels << 31).AsSingle();
        r0 = -r1;
    }

    /// <summary>The sums of four rows in double, two in each half.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public readonly struct RowSums(Vector128<double> lower, Vector128<double> upper)
    {
        internal readonly Vector128<double> Lower = lower, Upper = upper;

        /// <summary>The same numbers in double.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static implicit operator RowSums(DoubleWord<Vector128<float>> sums)
        {
            RowSums high = sums.High, low = sums.Low;
            return new(high.Lower + low.Lower, high.Upper + low.Upper);
        }

        /// <summary>The same numbers in two floats.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static implicit operator DoubleWord<Vector128<float>>(RowSums sums)
        {
            Vector128<float> high = Vector128.Narrow(sums.Lower, sums.Upper);
            return new(high, Vector128.Narrow(sums.Lower - Vector128.WidenLower(high), sums.Upper - Vector128.WidenUpper(high)));
        }

        /// <summary>Widens the terms of four rows.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static implicit operator RowSums(Vector128<float> terms) => new(Vector128.WidenLower(terms), Vector128.WidenUpper(terms));

        /// <summary>Adds row by row.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static RowSums operator +(RowSums left, RowSums right) => new(left.Lower + right.Lower, left.Upper + right.Upper);
    }

    /// <summary>No sum yet.</summary>
    public static RowSums None
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => default;
    }

    /// <summary>The sum of 8 lanes of a sum that has a second level, in double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RowSums SumOf(RowSums lane0, RowSums lane1, RowSums lane2, RowSums lane3, RowSums lane4, RowSums lane5, RowSums lane6, RowSums lane7) =>
        ((lane0 + lane4) + (lane2 + lane6)) + ((lane1 + lane5) + (lane3 + lane7));

    /// <summary>The sum of all terms but one largest, from those below it and the number of ties: what <see cref="RowSum"/> keeps of one row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RowSums Others(DoubleWord<Vector128<float>> below, Vector128<int> ties, Vector128<float> largest)
    {
        RowSums sum = below, again = Vector128.ConvertToSingle(ties - Vector128<int>.One), term = largest;
        return new(sum.Lower + (again.Lower * term.Lower), sum.Upper + (again.Upper * term.Upper));
    }

    /// <summary>ln(sum_k e^(z_k)) - m = log1p(others / largest).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static RowSums Logs(RowSums others, Vector128<float> largest)
    {
        RowSums term = largest;
        return new(Log1p.OfSingle(others.Lower / term.Lower), Log1p.OfSingle(others.Upper / term.Upper));
    }

    /// <summary>Leaves ln(sum_k e^(z_k)) - m = log1p(others / largest) at place <paramref name="index"/> of what waits in memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void KeepLogs(RowSums others, Vector128<float> largest, ref float memory, int index) => KeepSums(Logs(others, largest), ref memory, index);

    /// <summary>m + log, rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> LogSumExps(ref float memory, int index, Vector128<float> max)
    {
        RowSums logs = WaitingSums(ref memory, index), m = max;
        return Vector128.Narrow(m.Lower + logs.Lower, m.Upper + logs.Upper);
    }

    /// <summary>The logarithms as what <see cref="LogProbabilities(Vector128{float}, Vector128{float}, Vector128{float})"/> subtracts, rounded to float.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> RoundedLogs(ref float memory, int index)
    {
        RowSums logs = WaitingSums(ref memory, index);
        return Vector128.Narrow(logs.Lower, logs.Upper);
    }

    /// <summary>targets * (max - z) of each row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static RowSums CostOf(Vector128<float> targets, Vector128<float> z, Vector128<float> max)
    {
        RowSums y = targets, logit = z, m = max;
        return new(Double128.Cost(y.Lower, logit.Lower, m.Lower), Double128.Cost(y.Upper, logit.Upper, m.Upper));
    }

    /// <summary>Adds a number to each row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RowSums Add(RowSums sums, Vector128<float> terms) => sums + terms;

    /// <summary>Adds targets * (max - z) to each row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RowSums AddCost(RowSums sums, Vector128<float> targets, Vector128<float> z, Vector128<float> max) => sums + CostOf(targets, z, max);

    /// <summary>A lane of sum_i y_i (m - z_i), of the vectors that wait in memory: every <paramref name="lanes"/>th class from <paramref name="lane"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RowSums CostsOf(ref float targets, ref float logits, Vector128<float> max, int lane, int lanes, int classes)
    {
        RowSums sum = None;
        for (int i = lane; i < classes; i += lanes)
            sum += CostOf(Waiting(ref targets, i), Waiting(ref logits, i), max);
        return sum;
    }

    /// <summary>The same of sum_i y_i.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RowSums SumsOf(ref float targets, int lane, int lanes, int classes)
    {
        RowSums sum = None;
        for (int i = lane; i < classes; i += lanes)
            sum += Waiting(ref targets, i);
        return sum;
    }

    /// <summary>Leaves sums at place <paramref name="index"/>, their parts behind one another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void KeepSums(RowSums sums, ref float memory, int index)
    {
        StoreSlot(sums.Lower.AsSingle(), ref memory, index);
        StoreSlot(sums.Upper.AsSingle(), ref memory, index + 1);
    }

    /// <summary>The sums whose first part waits at place <paramref name="index"/> among the vectors in memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RowSums WaitingSums(ref float memory, int index) => new(Waiting(ref memory, index).AsDouble(), Waiting(ref memory, index + 1).AsDouble());

    /// <summary>sum_i y_i (m - z_i) + log sum_i y_i, rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> TargetLosses(RowSums cost, ref float memory, int index, RowSums targets)
    {
        RowSums logs = WaitingSums(ref memory, index);
        return Vector128.Narrow(cost.Lower + (logs.Lower * targets.Lower), cost.Upper + (logs.Upper * targets.Upper));
    }

    /// <summary>Whether no gradient of targets with these sums overflows on the way, in any row: <see cref="AreModerate(Wide, double)"/> of all.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreModerate(RowSums targets, RowSums cost) =>
        Vector128.LessThanOrEqualAll(Vector128.Abs(targets.Lower), Vector128.Create(SingleExp.MostOfTargets)) && Vector128.LessThanOrEqualAll(Vector128.Abs(targets.Upper), Vector128.Create(SingleExp.MostOfTargets));

    /// <summary>The targets' sum divided by that of all terms times <paramref name="divisor"/>, to twice the precision of float.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector128<float>> TargetScale(RowSums targets, RowSums others, Vector128<float> largest, double divisor)
    {
        RowSums sums = others + largest;
        DoubleWord<Vector128<float>> quotient = new RowSums(targets.Lower / (sums.Lower * Vector128.Create(divisor)), targets.Upper / (sums.Upper * Vector128.Create(divisor)));
        return new(quotient.High, quotient.Low);
    }

    /// <summary>(z - m) - log, as in <see cref="LogProbabilities(Vector128{float}, double, double)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> LogProbabilities(Vector128<float> z, Vector128<float> max, Vector128<float> log) => z - max - log;
}
