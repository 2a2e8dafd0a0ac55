using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SoftmaxGen.Runtime;

// The steps of kernels whose lanes are rows: four narrow rows at a time, each vector holding one class of all of them. What
// they compute for each lane has the bits that the steps for single rows give.
public readonly partial struct Double256
{
    /// <summary>Computes four exponentials and leaves their bits q at <paramref name="terms"/>: the first classes, whose largest and smallest powers are known then.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void KeepFirst(
        Vector256<double> z0, Vector256<double> z1, Vector256<double> z2, Vector256<double> z3,
        out Vector256<long> top, out Vector256<long> low, ref double terms, int index)
    {
        Powers(z0, z1, z2, z3, out var n0, out var n1, out var n2, out var n3, out var q0, out var q1, out var q2, out var q3);
        top = Larger(Larger(n0, n1), Larger(n2, n3));
        low = Smaller(Smaller(n0, n1), Smaller(n2, n3));
        StoreSlot(q0.AsDouble(), ref terms, index);
        StoreSlot(q1.AsDouble(), ref terms, index + 1);
        StoreSlot(q2.AsDouble(), ref terms, index + 2);
        StoreSlot(q3.AsDouble(), ref terms, index + 3);
    }

    /// <summary>The same for two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void KeepFirst(Vector256<double> z0, Vector256<double> z1, out Vector256<long> top, out Vector256<long> low, ref double terms, int index)
    {
        Powers(z0, z1, out var n0, out var n1, out var q0, out var q1);
        top = Larger(n0, n1);
        low = Smaller(n0, n1);
        StoreSlot(q0.AsDouble(), ref terms, index);
        StoreSlot(q1.AsDouble(), ref terms, index + 1);
    }

    /// <summary>The same for one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void KeepFirst(Vector256<double> z, out Vector256<long> top, out Vector256<long> low, ref double terms, int index)
    {
        Powers(z, out top, out var q);
        low = top;
        StoreSlot(q.AsDouble(), ref terms, index);
    }

    /// <summary>The same for four of the other classes: their powers count too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Keep(
        Vector256<double> z0, Vector256<double> z1, Vector256<double> z2, Vector256<double> z3,
        ref Vector256<long> top, ref Vector256<long> low, ref double terms, int index)
    {
        KeepFirst(z0, z1, z2, z3, out var highest, out var lowest, ref terms, index);
        top = Larger(top, highest);
        low = Smaller(low, lowest);
    }

    /// <summary>The same for two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Keep(Vector256<double> z0, Vector256<double> z1, ref Vector256<long> top, ref Vector256<long> low, ref double terms, int index)
    {
        KeepFirst(z0, z1, out var highest, out var lowest, ref terms, index);
        top = Larger(top, highest);
        low = Smaller(low, lowest);
    }

    /// <summary>The same for one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Keep(Vector256<double> z, ref Vector256<long> top, ref Vector256<long> low, ref double terms, int index)
    {
        KeepFirst(z, out var power, out _, ref terms, index);
        top = Larger(top, power);
        low = Smaller(low, power);
    }

    /// <summary>Leaves what the terms drop by at place <paramref name="index"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void KeepDrop(Vector256<long> drop, ref double terms, int index) => StoreSlot(drop.AsDouble(), ref terms, index);

    /// <summary>Leaves a factor at place <paramref name="index"/>, its parts behind one another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void KeepFactor(DoubleWord<Vector256<double>> factor, ref double terms, int index)
    {
        StoreSlot(factor.High, ref terms, index);
        StoreSlot(factor.Low, ref terms, index + 1);
    }

    /// <summary>The factor whose first part waits at place <paramref name="index"/> among the vectors in memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector256<double>> WaitingFactor(ref double terms, int index) => new(Waiting(ref terms, index), Waiting(ref terms, index + 1));

    /// <summary>Leaves a vector at place <paramref name="index"/> of those that wait in memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreSlot(Vector256<double> lanes, ref double memory, int index) => Store(lanes, ref Slot(ref memory, index), 0);

    /// <summary>Where the vector at place <paramref name="index"/> waits in memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref double Slot(ref double memory, int index) => ref At(ref memory, index * Vector256<double>.Count);

    /// <summary>The vector at place <paramref name="index"/> of those that wait in memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Waiting(ref double memory, int index) => Vector256.LoadUnsafe(ref memory, (nuint)(Vector256<double>.Count * index));

    /// <summary>What the terms drop by, where it waits among the vectors in memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> WaitingDrop(ref double memory, int index) => Waiting(ref memory, index).AsInt64();

    /// <summary>The term of class <paramref name="index"/> of those that wait in memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Kept(ref double memory, int index, Vector256<long> drop) => Lower(Waiting(ref memory, index).AsInt64(), drop);

    /// <summary>The term if it is smaller than the largest, and 0 for another largest one, which counts as a tie.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Below(Vector256<double> term, Vector256<double> largest, ref Vector256<long> ties)
    {
        Vector256<double> matches = Equal(term, largest);
        ties -= matches.AsInt64();
        return Without(term, matches);
    }

    /// <summary>Moves on to class <paramref name="label"/> where it is larger than the best so far, or the first NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Pick(Vector256<double> z, int label, ref Vector256<double> best, ref Vector256<long> labels)
    {
        Vector256<double> isBetter = Vector256.AndNot(Vector256.GreaterThan(z, best) | IsNaN(z), IsNaN(best));
        best = Choose(isBetter, z, best);
        labels = Choose(isBetter, Vector256.Create((long)label).AsDouble(), labels.AsDouble()).AsInt64();
    }

    /// <summary>Which rows have the label <paramref name="label"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Are(Vector256<long> labels, int label) => Vector256.Equals(labels, Vector256.Create((long)label)).AsDouble();

    /// <summary>Which rows have a label above <paramref name="label"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> AreAbove(Vector256<long> labels, int label) => Vector256.GreaterThan(labels, Vector256.Create((long)label)).AsDouble();

    /// <summary>Which rows have an odd label.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> AreOdd(Vector256<long> labels) => Vector256.Equals(labels & Vector256<long>.One, Vector256<long>.One).AsDouble();

    /// <summary>The lanes of <paramref name="x"/> where <paramref name="matches"/> is set, of <paramref name="y"/> elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Choose(Vector256<double> matches, Vector256<double> x, Vector256<double> y)
    {
        // One instruction; without ternary logic the just-in-time compiler makes three of the general form.
        if (Avx.IsSupported && !Avx512F.VL.IsSupported)
            return Avx.BlendVariable(y, x, matches);
        return Vector256.ConditionalSelect(matches, x, y);
    }

    /// <summary>The terms of a class, and 0 for rows that have it as their label: there it is their <paramref name="own"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Others(Vector256<double> terms, Vector256<long> labels, int label, ref Vector256<double> own)
    {
        Vector256<double> matches = Are(labels, label);
        own = Choose(matches, terms, own);
        return Without(terms, matches);
    }

    /// <summary>The entries of a class, with their <paramref name="own"/> ones where rows have it as their label.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> WithOwn(Vector256<double> entries, Vector256<double> own, Vector256<long> labels, int label) => Choose(Are(labels, label), own, entries);

    /// <summary>x + y of each row, neither of which is negative, with what the rounding takes away (Dekker's Fast2Sum).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector256<double>> Pair(Vector256<double> x, Vector256<double> y)
    {
        Vector256<double> sum = x + y;
        return new(sum, Smaller(x, y) - (sum - Larger(x, y)));
    }

    /// <summary>The sum of two sums of each row, rounded once at the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector256<double>> Join(DoubleWord<Vector256<double>> x, DoubleWord<Vector256<double>> y)
    {
        // Dekker's Fast2Sum: the correction is the smaller one by far.
        DoubleWord<Vector256<double>> sum = Both(x, y);
        Vector256<double> high = sum.High + sum.Low;
        return new(high, sum.Low - (high - sum.High));
    }

    /// <summary>The sum of a sum and a single term of each row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector256<double>> Join(DoubleWord<Vector256<double>> x, Vector256<double> y)
    {
        DoubleWord<Vector256<double>> sum = Pair(x.High, y);
        Vector256<double> low = sum.Low + x.Low, high = sum.High + low;
        return new(high, low - (high - sum.High));
    }

    /// <summary>The term of the class that is not each row's label, of two, and the label's <paramref name="own"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> OthersOf(Vector256<double> e0, Vector256<double> e1, Vector256<long> labels, out Vector256<double> own)
    {
        Vector256<double> isFirst = Are(labels, 0);
        own = Choose(isFirst, e0, e1);
        return Choose(isFirst, e1, e0);
    }

    /// <summary>The sum of the two terms that are not each row's label's, of three, and the label's <paramref name="own"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector256<double>> OthersOf(Vector256<double> e0, Vector256<double> e1, Vector256<double> e2, Vector256<long> labels, out Vector256<double> own)
    {
        // Whichever two meet first, the third is 0 there.
        Vector256<double> isFirst = Are(labels, 0), isLast = Are(labels, 2);
        own = Choose(isFirst, e0, Choose(isLast, e2, e1));
        return Pair(Choose(isFirst, e1, e0), Choose(isLast, e1, e2));
    }

    /// <summary>The sum of the three terms that are not each row's label's, of four, and the label's <paramref name="own"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector256<double>> OthersOf(Vector256<double> e0, Vector256<double> e1, Vector256<double> e2, Vector256<double> e3, Vector256<long> labels, out Vector256<double> own)
    {
        // Classes two apart meet first: the label's pair, of which the other one is left, and the other pair.
        Vector256<double> isOdd = AreOdd(labels), isUpper = AreAbove(labels, 1);
        Vector256<double> lower = Choose(isOdd, e1, e0), upper = Choose(isOdd, e3, e2);
        own = Choose(isUpper, upper, lower);
        return Join(Pair(Choose(isOdd, e0, e1), Choose(isOdd, e2, e3)), Choose(isUpper, lower, upper));
    }

    /// <summary>1 / sum of each row, to twice the precision of double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector256<double>> Reciprocal(DoubleWord<Vector256<double>> sums)
    {
        Vector256<double> high = Vector256<double>.One / sums.High;
        Vector256<double> rest = Product.Rest(sums.High, high) - (sums.Low * high);
        return new(high, rest * high);
    }

    /// <summary>1 / ((others + own) divisor) of each row, from the sums of the labels' others and their own terms.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector256<double>> ScaleOf(DoubleWord<Vector256<double>> others, Vector256<double> own, GradientDivisor<Vector256<double>> share)
    {
        // As for the reciprocal; the quotient times the divisor is close enough to that of the sum.
        DoubleWord<Vector256<double>> sums = Pair(others.High, own);
        Vector256<double> high = share.Inverse.High / sums.High;
        Vector256<double> rest = Product.Rest(share.Inverse.High, sums.High, high) + Product.Less(share.Inverse.Low, others.Low + sums.Low, high);
        return new(high, rest * (high * share.Divisor));
    }

    /// <summary>The labels' own entries of the gradient, -(sum of the others) * scale: p - 1 without what would cancel in it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> OwnEntry(DoubleWord<Vector256<double>> others, DoubleWord<Vector256<double>> scale) =>
        Product.Negated(others.High, scale.High, Vector256.MultiplyAddEstimate(others.Low, scale.High, others.High * scale.Low));

    /// <summary>The odds against each label, (1 - p) / p, rounded once: what <see cref="DoubleOdds"/> makes the losses of.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> OddsOf(DoubleWord<Vector256<double>> others, Vector256<double> own)
    {
        Vector256<double> inverse = Vector256<double>.One / own;
        Vector256<double> quotient = others.High * inverse;
        return Vector256.MultiplyAddEstimate(Product.Rest(others.High, own, quotient) + others.Low, inverse, quotient);
    }

    /// <summary>The same of two classes, where one term is the sum of the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> OddsOf(Vector256<double> other, Vector256<double> own) => other / own;

    /// <summary>The entry of the class that is not the label, of two: its term divided by the sum of both and by the divisor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> EntryOf(Vector256<double> other, Vector256<double> own, GradientDivisor<Vector256<double>> share) =>
        other / Vector256.MultiplyAddEstimate(own, share.Divisor, other * share.Divisor);

    /// <summary>The gradient of two classes: the label's own entry is the <paramref name="other"/> one with its sign turned.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void EntriesOf(Vector256<double> other, Vector256<long> labels, out Vector256<double> r0, out Vector256<double> r1)
    {
        // The label, 0 or 1, is the sign of the second entry.
        r1 = other ^ (labels << 63).AsDouble();
        r0 = -r1;
    }

    /// <summary>No sum yet.</summary>
    public static DoubleWord<Vector256<double>> None
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => default;
    }

    /// <summary>The first of several blocks of terms.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector256<double>> FirstOf(Vector256<double> terms) => terms;

    /// <summary>The sum of 4 lanes of a sum that has a second level, with what each addition has rounded away.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector256<double>> SumOf(DoubleWord<Vector256<double>> lane0, DoubleWord<Vector256<double>> lane1, DoubleWord<Vector256<double>> lane2, DoubleWord<Vector256<double>> lane3) => Join(Both(lane0, lane2), Both(lane1, lane3));

    /// <summary>The sum of all terms but one largest, from those below it and the number of ties: what <see cref="RowSum"/> keeps of one row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector256<double>> Others(DoubleWord<Vector256<double>> below, Vector256<long> ties, Vector256<double> largest)
    {
        // The number of ties is small: put into the low bits of 2^52 it is that much more than 2^52.
        Vector256<double> again = (ties | Vector256.Create(0x4330000000000000)).AsDouble() - Vector256.Create(4503599627370497.0);
        return new(below.High + (again * largest), below.Low);
    }

    /// <summary>ln(sum_k e^(z_k)) - m = log1p(others / largest).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Logs(DoubleWord<Vector256<double>> others, Vector256<double> largest) => Log1p.OfDouble(others.High / largest);

    /// <summary>Leaves ln(sum_k e^(z_k)) - m = log1p(others / largest) at place <paramref name="index"/> of what waits in memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void KeepLogs(DoubleWord<Vector256<double>> others, Vector256<double> largest, ref double memory, int index) => StoreSlot(Logs(others, largest), ref memory, index);

    /// <summary>m + log.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> LogSumExps(ref double memory, int index, Vector256<double> max) => max + Waiting(ref memory, index);

    /// <summary>The same numbers: they are of the element type already.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> RoundedLogs(ref double memory, int index) => Waiting(ref memory, index);

    /// <summary>targets * (max - z) of each row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> CostOf(Vector256<double> targets, Vector256<double> z, Vector256<double> max) => Cost(targets, z, max);

    /// <summary>Adds a number to each row (Knuth's TwoSum).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector256<double>> Add(DoubleWord<Vector256<double>> sums, Vector256<double> terms)
    {
        Vector256<double> high = sums.High + terms;
        Vector256<double> part = high - sums.High;
        return new(high, sums.Low + ((sums.High - (high - part)) + (terms - part)));
    }

    /// <summary>Adds targets * (max - z) to each row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector256<double>> AddCost(DoubleWord<Vector256<double>> sums, Vector256<double> targets, Vector256<double> z, Vector256<double> max) => Add(sums, CostOf(targets, z, max));

    /// <summary>A lane of sum_i y_i (m - z_i), of the vectors that wait in memory: every <paramref name="lanes"/>th class from <paramref name="lane"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector256<double>> CostsOf(ref double targets, ref double logits, Vector256<double> max, int lane, int lanes, int classes)
    {
        DoubleWord<Vector256<double>> sum = None;
        for (int i = lane; i < classes; i += lanes)
            sum = Add(sum, CostOf(Waiting(ref targets, i), Waiting(ref logits, i), max));
        return sum;
    }

    /// <summary>The same of sum_i y_i.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector256<double>> SumsOf(ref double targets, int lane, int lanes, int classes)
    {
        DoubleWord<Vector256<double>> sum = None;
        for (int i = lane; i < classes; i += lanes)
            sum = Add(sum, Waiting(ref targets, i));
        return sum;
    }

    /// <summary>Leaves sums at place <paramref name="index"/>, their parts behind one another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void KeepSums(DoubleWord<Vector256<double>> sums, ref double memory, int index)
    {
        StoreSlot(sums.High, ref memory, index);
        StoreSlot(sums.Low, ref memory, index + 1);
    }

    /// <summary>The sums whose first part waits at place <paramref name="index"/> among the vectors in memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector256<double>> WaitingSums(ref double memory, int index) => new(Waiting(ref memory, index), Waiting(ref memory, index + 1));

    /// <summary>sum_i y_i (m - z_i) + log sum_i y_i.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> TargetLosses(DoubleWord<Vector256<double>> cost, ref double memory, int index, DoubleWord<Vector256<double>> targets) => cost.High + (Waiting(ref memory, index) * targets.High);

    /// <summary>Whether no loss and no gradient of targets with these sums overflows on the way, in any row: <see cref="AreModerate(Wide, double)"/> of all.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreModerate(DoubleWord<Vector256<double>> targets, DoubleWord<Vector256<double>> cost) =>
        Vector256.LessThanOrEqualAll(Vector256.Abs(targets.High), Vector256.Create(DoubleExp.MostOfTargets)) && Vector256.LessThanOrEqualAll(Vector256.Abs(cost.High), Vector256.Create(double.MaxValue));

    /// <summary>The targets' sum divided by that of all terms times <paramref name="divisor"/>, to twice the precision of double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector256<double>> TargetScale(DoubleWord<Vector256<double>> targets, DoubleWord<Vector256<double>> others, Vector256<double> largest, double divisor)
    {
        Vector256<double> times = Vector256.Create(divisor);
        DoubleWord<Vector256<double>> sum = Pair(others.High, largest);
        Vector256<double> total = sum.High * times;
        Vector256<double> lost = Product.Lost(sum.High, times, total) + ((sum.Low + others.Low) * times);

        Vector256<double> high = targets.High / total;
        Vector256<double> rest = Product.Rest(targets.High, total, high);
        return new(high, (rest + targets.Low - (high * lost)) / total);
    }

    // The sum of two sums of each row, with what has been lost of them before.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DoubleWord<Vector256<double>> Both(DoubleWord<Vector256<double>> x, DoubleWord<Vector256<double>> y)
    {
        DoubleWord<Vector256<double>> sum = Pair(x.High, y.High);
        return new(sum.High, sum.Low + (x.Low + y.Low));
    }

    /// <summary>(z - m) - log, as in <see cref="LogProbabilities(Vector256{double}, double, double)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> LogProbabilities(Vector256<double> z, Vector256<double> max, Vector256<double> log) => z - max - log;
}
