using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SoftmaxGen.Runtime;

// The steps of kernels whose lanes are rows: eight narrow rows at a time, each vector holding one class of all of them. What
// they compute for each lane has the bits that the steps for single rows give.
public readonly partial struct Double512
{
    /// <summary>Computes four exponentials and leaves their bits q at <paramref name="terms"/>: the first classes, whose largest and smallest powers are known then.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void KeepFirst(
        Vector512<double> z0, Vector512<double> z1, Vector512<double> z2, Vector512<double> z3,
        out Vector512<long> top, out Vector512<long> low, ref double terms, int index)
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
    public static void KeepFirst(Vector512<double> z0, Vector512<double> z1, out Vector512<long> top, out Vector512<long> low, ref double terms, int index)
    {
        Powers(z0, z1, out var n0, out var n1, out var q0, out var q1);
        top = Larger(n0, n1);
        low = Smaller(n0, n1);
        StoreSlot(q0.AsDouble(), ref terms, index);
        StoreSlot(q1.AsDouble(), ref terms, index + 1);
    }

    /// <summary>The same for one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void KeepFirst(Vector512<double> z, out Vector512<long> top, out Vector512<long> low, ref double terms, int index)
    {
        Powers(z, out top, out var q);
        low = top;
        StoreSlot(q.AsDouble(), ref terms, index);
    }

    /// <summary>The same for four of the other classes: their powers count too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Keep(
        Vector512<double> z0, Vector512<double> z1, Vector512<double> z2, Vector512<double> z3,
        ref Vector512<long> top, ref Vector512<long> low, ref double terms, int index)
    {
        KeepFirst(z0, z1, z2, z3, out var highest, out var lowest, ref terms, index);
        top = Larger(top, highest);
        low = Smaller(low, lowest);
    }

    /// <summary>The same for two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Keep(Vector512<double> z0, Vector512<double> z1, ref Vector512<long> top, ref Vector512<long> low, ref double terms, int index)
    {
        KeepFirst(z0, z1, out var highest, out var lowest, ref terms, index);
        top = Larger(top, highest);
        low = Smaller(low, lowest);
    }

    /// <summary>The same for one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Keep(Vector512<double> z, ref Vector512<long> top, ref Vector512<long> low, ref double terms, int index)
    {
        KeepFirst(z, out var power, out _, ref terms, index);
        top = Larger(top, power);
        low = Smaller(low, power);
    }

    /// <summary>Leaves what the terms drop by at place <paramref name="index"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void KeepDrop(Vector512<long> drop, ref double terms, int index) => StoreSlot(drop.AsDouble(), ref terms, index);

    /// <summary>Leaves a factor at place <paramref name="index"/>, its parts behind one another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void KeepFactor(DoubleWord<Vector512<double>> factor, ref double terms, int index)
    {
        StoreSlot(factor.High, ref terms, index);
        StoreSlot(factor.Low, ref terms, index + 1);
    }

    /// <summary>The factor whose first part waits at place <paramref name="index"/> among the vectors in memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector512<double>> WaitingFactor(ref double terms, int index) => new(Waiting(ref terms, index), Waiting(ref terms, index + 1));

    /// <summary>Leaves a vector at place <paramref name="index"/> of those that wait in memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreSlot(Vector512<double> lanes, ref double memory, int index) => Store(lanes, ref Slot(ref memory, index), 0);

    /// <summary>Where the vector at place <paramref name="index"/> waits in memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref double Slot(ref double memory, int index) => ref At(ref memory, index * Vector512<double>.Count);

    /// <summary>The vector at place <paramref name="index"/> of those that wait in memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Waiting(ref double memory, int index) => Vector512.LoadUnsafe(ref memory, (nuint)(Vector512<double>.Count * index));

    /// <summary>What the terms drop by, where it waits among the vectors in memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> WaitingDrop(ref double memory, int index) => Waiting(ref memory, index).AsInt64();

    /// <summary>The term of class <paramref name="index"/> of those that wait in memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Kept(ref double memory, int index, Vector512<long> drop) => Lower(Waiting(ref memory, index).AsInt64(), drop);

    /// <summary>The term if it is smaller than the largest, and 0 for another largest one, which counts as a tie.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Below(Vector512<double> term, Vector512<double> largest, ref Vector512<long> ties)
    {
        Vector512<double> matches = Equal(term, largest);
        ties -= matches.AsInt64();
        return Without(term, matches);
    }

    /// <summary>Moves on to class <paramref name="label"/> where it is larger than the best so far, or the first NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Pick(Vector512<double> z, int label, ref Vector512<double> best, ref Vector512<long> labels)
    {
        Vector512<double> isBetter = Vector512.AndNot(Vector512.GreaterThan(z, best) | IsNaN(z), IsNaN(best));
        best = Choose(isBetter, z, best);
        labels = Choose(isBetter, Vector512.Create((long)label).AsDouble(), labels.AsDouble()).AsInt64();
    }

    /// <summary>The lanes of <paramref name="x"/> where <paramref name="matches"/> is set, of <paramref name="y"/> elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Choose(Vector512<double> matches, Vector512<double> x, Vector512<double> y) =>
        Vector512.ConditionalSelect(matches, x, y);

    /// <summary>The terms of a class, and 0 for rows that have it as their label: there it is their <paramref name="own"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Others(Vector512<double> terms, Vector512<long> labels, int label, ref Vector512<double> own)
    {
        own = Choose(labels, label, terms, own);
        return Choose(labels, label, Zero, terms);
    }

    /// <summary>The entries of a class, with their <paramref name="own"/> ones where rows have it as their label.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> WithOwn(Vector512<double> entries, Vector512<double> own, Vector512<long> labels, int label) => Choose(labels, label, own, entries);

    // The lanes of x where the label is this one, of y elsewhere. The comparison stands where it is used: the just-in-time compiler
    // keeps it in a mask register then, also for several uses, and turns one that a variable holds into a vector.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Choose(Vector512<long> labels, int label, Vector512<double> x, Vector512<double> y) =>
        Vector512.ConditionalSelect(Vector512.Equals(labels, Vector512.Create((long)label)).AsDouble(), x, y);

    // The same where the label is even.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> ChooseEven(Vector512<long> labels, Vector512<double> x, Vector512<double> y) =>
        Vector512.ConditionalSelect(Vector512.Equals(labels & Vector512<long>.One, Vector512<long>.Zero).AsDouble(), x, y);

    // The same where the label is above this one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> ChooseAbove(Vector512<long> labels, int label, Vector512<double> x, Vector512<double> y) =>
        Vector512.ConditionalSelect(Vector512.GreaterThan(labels, Vector512.Create((long)label)).AsDouble(), x, y);

    /// <summary>x + y of each row, neither of which is negative, with what the rounding takes away (Dekker's Fast2Sum).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector512<double>> Pair(Vector512<double> x, Vector512<double> y)
    {
        Vector512<double> sum = x + y;
        return new(sum, Smaller(x, y) - (sum - Larger(x, y)));
    }

    /// <summary>The sum of two sums of each row, rounded once at the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector512<double>> Join(DoubleWord<Vector512<double>> x, DoubleWord<Vector512<double>> y)
    {
        // Dekker's Fast2Sum: the correction is the smaller one by far.
        DoubleWord<Vector512<double>> sum = Both(x, y);
        Vector512<double> high = sum.High + sum.Low;
        return new(high, sum.Low - (high - sum.High));
    }

    /// <summary>The sum of a sum and a single term of each row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector512<double>> Join(DoubleWord<Vector512<double>> x, Vector512<double> y)
    {
        DoubleWord<Vector512<double>> sum = Pair(x.High, y);
        Vector512<double> low = sum.Low + x.Low, high = sum.High + low;
        return new(high, low - (high - sum.High));
    }

    /// <summary>The term of the class that is not each row's label, of two, and the label's <paramref name="own"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> OthersOf(Vector512<double> e0, Vector512<double> e1, Vector512<long> labels, out Vector512<double> own)
    {
        own = Choose(labels, 0, e0, e1);
        return Choose(labels, 0, e1, e0);
    }

    /// <summary>The sum of the two terms that are not each row's label's, of three, and the label's <paramref name="own"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector512<double>> OthersOf(Vector512<double> e0, Vector512<double> e1, Vector512<double> e2, Vector512<long> labels, out Vector512<double> own)
    {
        // Whichever two meet first, the third is 0 there.
        own = Choose(labels, 0, e0, Choose(labels, 2, e2, e1));
        return Pair(Choose(labels, 0, e1, e0), Choose(labels, 2, e1, e2));
    }

    /// <summary>The sum of the three terms that are not each row's label's, of four, and the label's <paramref name="own"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector512<double>> OthersOf(Vector512<double> e0, Vector512<double> e1, Vector512<double> e2, Vector512<double> e3, Vector512<long> labels, out Vector512<double> own)
    {
        // Classes two apart meet first: the label's pair, of which the other one is left, and the other pair.
        Vector512<double> lower = ChooseEven(labels, e0, e1), upper = ChooseEven(labels, e2, e3);
        own = ChooseAbove(labels, 1, upper, lower);
        return Join(Pair(ChooseEven(labels, e1, e0), ChooseEven(labels, e3, e2)), ChooseAbove(labels, 1, lower, upper));
    }

    /// <summary>1 / sum of each row, to twice the precision of double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector512<double>> Reciprocal(DoubleWord<Vector512<double>> sums)
    {
        Vector512<double> high = Vector512<double>.One / sums.High;
        Vector512<double> rest = Product.Rest(sums.High, high) - (sums.Low * high);
        return new(high, rest * high);
    }

    /// <summary>1 / ((others + own) divisor) of each row, from the sums of the labels' others and their own terms.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector512<double>> ScaleOf(DoubleWord<Vector512<double>> others, Vector512<double> own, GradientDivisor<Vector512<double>> share)
    {
        // As for the reciprocal; the quotient times the divisor is close enough to that of the sum.
        DoubleWord<Vector512<double>> sums = Pair(others.High, own);
        Vector512<double> high = share.Inverse.High / sums.High;
        Vector512<double> rest = Product.Rest(share.Inverse.High, sums.High, high) + Product.Less(share.Inverse.Low, others.Low + sums.Low, high);
        return new(high, rest * (high * share.Divisor));
    }

    /// <summary>The labels' own entries of the gradient, -(sum of the others) * scale: p - 1 without what would cancel in it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> OwnEntry(DoubleWord<Vector512<double>> others, DoubleWord<Vector512<double>> scale) =>
        Product.Negated(others.High, scale.High, Vector512.MultiplyAddEstimate(others.Low, scale.High, others.High * scale.Low));

    /// <summary>The odds against each label, (1 - p) / p, rounded once: what <see cref="DoubleOdds"/> makes the losses of.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> OddsOf(DoubleWord<Vector512<double>> others, Vector512<double> own)
    {
        Vector512<double> inverse = Vector512<double>.One / own;
        Vector512<double> quotient = others.High * inverse;
        return Vector512.MultiplyAddEstimate(Product.Rest(others.High, own, quotient) + others.Low, inverse, quotient);
    }

    /// <summary>The same of two classes, where one term is the sum of the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> OddsOf(Vector512<double> other, Vector512<double> own) => other / own;

    /// <summary>The entry of the class that is not the label, of two: its term divided by the sum of both and by the divisor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> EntryOf(Vector512<double> other, Vector512<double> own, GradientDivisor<Vector512<double>> share) =>
        other / Vector512.MultiplyAddEstimate(own, share.Divisor, other * share.Divisor);

    /// <summary>The gradient of two classes: the label's own entry is the <paramref name="other"/> one with its sign turned.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void EntriesOf(Vector512<double> other, Vector512<long> labels, out Vector512<double> r0, out Vector512<double> r1)
    {
        // The label, 0 or 1, is the sign of the second entry.
        r1 = other ^ (labels << 63).AsDouble();
        r0 = -r1;
    }

    /// <summary>No sum yet.</summary>
    public static DoubleWord<Vector512<double>> None
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => default;
    }

    /// <summary>The first of several blocks of terms.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector512<double>> FirstOf(Vector512<double> terms) => terms;

    /// <summary>The sum of 4 lanes of a sum that has a second level, with what each addition has rounded away.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector512<double>> SumOf(DoubleWord<Vector512<double>> lane0, DoubleWord<Vector512<double>> lane1, DoubleWord<Vector512<double>> lane2, DoubleWord<Vector512<double>> lane3) => Join(Both(lane0, lane2), Both(lane1, lane3));

    /// <summary>The sum of all terms but one largest, from those below it and the number of ties: what <see cref="RowSum"/> keeps of one row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector512<double>> Others(DoubleWord<Vector512<double>> below, Vector512<long> ties, Vector512<double> largest)
    {
        // The number of ties is small: put into the low bits of 2^52 it is that much more than 2^52.
        Vector512<double> again = (ties | Vector512.Create(0x4330000000000000)).AsDouble() - Vector512.Create(4503599627370497.0);
        return new(below.High + (again * largest), below.Low);
    }

    /// <summary>ln(sum_k e^(z_k)) - m = log1p(others / largest).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Logs(DoubleWord<Vector512<double>> others, Vector512<double> largest) => Log1p.OfDouble(others.High / largest);

    /// <summary>Leaves ln(sum_k e^(z_k)) - m = log1p(others / largest) at place <paramref name="index"/> of what waits in memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void KeepLogs(DoubleWord<Vector512<double>> others, Vector512<double> largest, ref double memory, int index) => StoreSlot(Logs(others, largest), ref memory, index);

    /// <summary>m + log.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> LogSumExps(ref double memory, int index, Vector512<double> max) => max + Waiting(ref memory, index);

    /// <summary>The same numbers: they are of the element type already.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> RoundedLogs(ref double memory, int index) => Waiting(ref memory, index);

    /// <summary>targets * (max - z) of each row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> CostOf(Vector512<double> targets, Vector512<double> z, Vector512<double> max) => Cost(targets, z, max);

    /// <summary>Adds a number to each row (Knuth's TwoSum).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector512<double>> Add(DoubleWord<Vector512<double>> sums, Vector512<double> terms)
    {
        Vector512<double> high = sums.High + terms;
        Vector512<double> part = high - sums.High;
        return new(high, sums.Low + ((sums.High - (high - part)) + (terms - part)));
    }

    /// <summary>Adds targets * (max - z) to each row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector512<double>> AddCost(DoubleWord<Vector512<double>> sums, Vector512<double> targets, Vector512<double> z, Vector512<double> max) => Add(sums, CostOf(targets, z, max));

    /// <summary>A lane of sum_i y_i (m - z_i), of the vectors that wait in memory: every <paramref name="lanes"/>th class from <paramref name="lane"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector512<double>> CostsOf(ref double targets, ref double logits, Vector512<double> max, int lane, int lanes, int classes)
    {
        DoubleWord<Vector512<double>> sum = None;
        for (int i = lane; i < classes; i += lanes)
            sum = Add(sum, CostOf(Waiting(ref targets, i), Waiting(ref logits, i), max));
        return sum;
    }

    /// <summary>The same of sum_i y_i.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector512<double>> SumsOf(ref double targets, int lane, int lanes, int classes)
    {
        DoubleWord<Vector512<double>> sum = None;
        for (int i = lane; i < classes; i += lanes)
            sum = Add(sum, Waiting(ref targets, i));
        return sum;
    }

    /// <summary>Leaves sums at place <paramref name="index"/>, their parts behind one another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void KeepSums(DoubleWord<Vector512<double>> sums, ref double memory, int index)
    {
        StoreSlot(sums.High, ref memory, index);
        StoreSlot(sums.Low, ref memory, index + 1);
    }

    /// <summary>The sums whose first part waits at place <paramref name="index"/> among the vectors in memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector512<double>> WaitingSums(ref double memory, int index) => new(Waiting(ref memory, index), Waiting(ref memory, index + 1));

    /// <summary>sum_i y_i (m - z_i) + log sum_i y_i.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> TargetLosses(DoubleWord<Vector512<double>> cost, ref double memory, int index, DoubleWord<Vector512<double>> targets) => cost.High + (Waiting(ref memory, index) * targets.High);

    /// <summary>Whether no loss and no gradient of targets with these sums overflows on the way, in any row: <see cref="AreModerate(Wide, double)"/> of all.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreModerate(DoubleWord<Vector512<double>> targets, DoubleWord<Vector512<double>> cost) =>
        Vector512.LessThanOrEqualAll(Vector512.Abs(targets.High), Vector512.Create(DoubleExp.MostOfTargets)) && Vector512.LessThanOrEqualAll(Vector512.Abs(cost.High), Vector512.Create(double.MaxValue));

    /// <summary>The targets' sum divided by that of all terms times <paramref name="divisor"/>, to twice the precision of double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector512<double>> TargetScale(DoubleWord<Vector512<double>> targets, DoubleWord<Vector512<double>> others, Vector512<double> largest, double divisor)
    {
        Vector512<double> times = Vector512.Create(divisor);
        DoubleWord<Vector512<double>> sum = Pair(others.High, largest);
        Vector512<double> total = sum.High * times;
        Vector512<double> lost = Product.Lost(sum.High, times, total) + ((sum.Low + others.Low) * times);

        Vector512<double> high = targets.High / total;
        Vector512<double> rest = Product.Rest(targets.High, total, high);
        return new(high, (rest + targets.Low - (high * lost)) / total);
    }

    // The sum of two sums of each row, with what has been lost of them before.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DoubleWord<Vector512<double>> Both(DoubleWord<Vector512<double>> x, DoubleWord<Vector512<double>> y)
    {
        DoubleWord<Vector512<double>> sum = Pair(x.High, y.High);
        return new(sum.High, sum.Low + (x.Low + y.Low));
    }

    /// <summary>(z - m) - log, as in <see cref="LogProbabilities(Vector512{double}, double, double)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> LogProbabilities(Vector512<double> z, Vector512<double> max, Vector512<double> log) => z - max - log;
}
