using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SoftmaxGen.Runtime;

// The steps of kernels whose lanes are rows: eight rows at a time, turned so that each vector holds one class of all of
// them. Which lane a row gets is up to the turning, as long as turning back undoes it. Vectors of 256 bits exist on x86
// alone, so these use its shuffles.
public abstract partial class Single256
{
    private static ReadOnlySpan<int> Rotations => [0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3, 4, 5, 6, 7];

    /// <summary>Reads 8 classes of 8 rows that are <paramref name="stride"/> apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void LoadClasses(
        ref float rows, int stride,
        out Vector256<float> c0, out Vector256<float> c1, out Vector256<float> c2, out Vector256<float> c3,
        out Vector256<float> c4, out Vector256<float> c5, out Vector256<float> c6, out Vector256<float> c7) =>
        Turn(
            Row(ref rows, 0, stride), Row(ref rows, 1, stride), Row(ref rows, 2, stride), Row(ref rows, 3, stride),
            Row(ref rows, 4, stride), Row(ref rows, 5, stride), Row(ref rows, 6, stride), Row(ref rows, 7, stride),
            out c0, out c1, out c2, out c3, out c4, out c5, out c6, out c7);

    /// <summary>Writes 8 classes of 8 rows that are <paramref name="stride"/> apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void StoreClasses(
        ref float rows, int stride,
        Vector256<float> c0, Vector256<float> c1, Vector256<float> c2, Vector256<float> c3,
        Vector256<float> c4, Vector256<float> c5, Vector256<float> c6, Vector256<float> c7)
    {
        Turn(c0, c1, c2, c3, c4, c5, c6, c7, out var r0, out var r1, out var r2, out var r3, out var r4, out var r5, out var r6, out var r7);
        r0.StoreUnsafe(ref rows);
        r1.StoreUnsafe(ref At(ref rows, stride));
        r2.StoreUnsafe(ref At(ref rows, 2 * stride));
        r3.StoreUnsafe(ref At(ref rows, 3 * stride));
        r4.StoreUnsafe(ref At(ref rows, 4 * stride));
        r5.StoreUnsafe(ref At(ref rows, 5 * stride));
        r6.StoreUnsafe(ref At(ref rows, 6 * stride));
        r7.StoreUnsafe(ref At(ref rows, 7 * stride));
    }

    /// <summary>
    /// Reads 8 rows of 5 to 7 classes. Each vector runs on into the next row; the last one ends with its row instead, and
    /// its lanes are rotated into place.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void LoadFewClasses(
        ref float rows, int classes,
        out Vector256<float> c0, out Vector256<float> c1, out Vector256<float> c2, out Vector256<float> c3,
        out Vector256<float> c4, out Vector256<float> c5, out Vector256<float> c6, out Vector256<float> c7) =>
        Turn(
            Row(ref rows, 0, classes), Row(ref rows, 1, classes), Row(ref rows, 2, classes), Row(ref rows, 3, classes),
            Row(ref rows, 4, classes), Row(ref rows, 5, classes), Row(ref rows, 6, classes),
            Rotate(Vector256.LoadUnsafe(ref At(ref rows, (8 * classes) - 8)), 8 - classes),
            out c0, out c1, out c2, out c3, out c4, out c5, out c6, out c7);

    /// <summary>Writes 8 rows of 5 to 7 classes; what a vector writes past its row, the next row overwrites.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void StoreFewClasses(
        ref float rows, int classes,
        Vector256<float> c0, Vector256<float> c1, Vector256<float> c2, Vector256<float> c3,
        Vector256<float> c4, Vector256<float> c5, Vector256<float> c6)
    {
        Turn(c0, c1, c2, c3, c4, c5, c6, c6, out var r0, out var r1, out var r2, out var r3, out var r4, out var r5, out var r6, out var r7);
        r0.StoreUnsafe(ref rows);
        r1.StoreUnsafe(ref At(ref rows, classes));
        r2.StoreUnsafe(ref At(ref rows, 2 * classes));
        r3.StoreUnsafe(ref At(ref rows, 3 * classes));
        r4.StoreUnsafe(ref At(ref rows, 4 * classes));
        r5.StoreUnsafe(ref At(ref rows, 5 * classes));
        r6.StoreUnsafe(ref At(ref rows, 6 * classes));

        // The last row in two halves that overlap, so that nothing past it is touched.
        r7.GetLower().StoreUnsafe(ref At(ref rows, 7 * classes));
        Rotate(r7, classes - 4).GetLower().StoreUnsafe(ref At(ref rows, (8 * classes) - 4));
    }

    /// <summary>Reads 8 rows of 4 classes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void LoadClasses4(ref float rows, out Vector256<float> c0, out Vector256<float> c1, out Vector256<float> c2, out Vector256<float> c3) =>
        Turn4(Row(ref rows, 0, 8), Row(ref rows, 1, 8), Row(ref rows, 2, 8), Row(ref rows, 3, 8), out c0, out c1, out c2, out c3);

    /// <summary>Writes 8 rows of 4 classes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void StoreClasses4(ref float rows, Vector256<float> c0, Vector256<float> c1, Vector256<float> c2, Vector256<float> c3)
    {
        Turn4(c0, c1, c2, c3, out var r0, out var r1, out var r2, out var r3);
        r0.StoreUnsafe(ref rows);
        r1.StoreUnsafe(ref At(ref rows, 8));
        r2.StoreUnsafe(ref At(ref rows, 16));
        r3.StoreUnsafe(ref At(ref rows, 24));
    }

    /// <summary>Reads 8 rows of 3 classes.</summary>
    /// <remarks>The five shuffles of Melax, 3D Vector Normalization Using 256-Bit Intel AVX, 2011.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void LoadClasses3(ref float rows, out Vector256<float> c0, out Vector256<float> c1, out Vector256<float> c2)
    {
        Vector256<float> m03 = Halves(ref rows, 0, 12), m14 = Halves(ref rows, 4, 16), m25 = Halves(ref rows, 8, 20);
        Vector256<float> xy = Avx.Shuffle(m14, m25, 0b_10_01_11_10);
        Vector256<float> yz = Avx.Shuffle(m03, m14, 0b_01_00_10_01);
        c0 = Avx.Shuffle(m03, xy, 0b_10_00_11_00);
        c1 = Avx.Shuffle(yz, xy, 0b_11_01_10_00);
        c2 = Avx.Shuffle(yz, m25, 0b_11_00_11_01);
    }

    /// <summary>Writes 8 rows of 3 classes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void StoreClasses3(ref float rows, Vector256<float> c0, Vector256<float> c1, Vector256<float> c2)
    {
        Vector256<float> xy = Avx.Shuffle(c0, c1, 0b_10_00_10_00);
        Vector256<float> yz = Avx.Shuffle(c1, c2, 0b_11_01_11_01);
        Vector256<float> zx = Avx.Shuffle(c2, c0, 0b_11_01_10_00);
        Vector256<float> r03 = Avx.Shuffle(xy, zx, 0b_10_00_10_00);
        Vector256<float> r14 = Avx.Shuffle(yz, xy, 0b_11_01_10_00);
        Vector256<float> r25 = Avx.Shuffle(zx, yz, 0b_11_01_11_01);
        r03.GetLower().StoreUnsafe(ref rows);
        r14.GetLower().StoreUnsafe(ref At(ref rows, 4));
        r25.GetLower().StoreUnsafe(ref At(ref rows, 8));
        r03.GetUpper().StoreUnsafe(ref At(ref rows, 12));
        r14.GetUpper().StoreUnsafe(ref At(ref rows, 16));
        r25.GetUpper().StoreUnsafe(ref At(ref rows, 20));
    }

    /// <summary>Reads 8 rows of 2 classes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void LoadClasses2(ref float rows, out Vector256<float> c0, out Vector256<float> c1)
    {
        Vector256<float> low = Row(ref rows, 0, 8), high = Row(ref rows, 1, 8);
        c0 = Avx.Shuffle(low, high, 0b_10_00_10_00);
        c1 = Avx.Shuffle(low, high, 0b_11_01_11_01);
    }

    /// <summary>Writes 8 rows of 2 classes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void StoreClasses2(ref float rows, Vector256<float> c0, Vector256<float> c1)
    {
        Avx.UnpackLow(c0, c1).StoreUnsafe(ref rows);
        Avx.UnpackHigh(c0, c1).StoreUnsafe(ref At(ref rows, 8));
    }

    /// <summary>Below every power.</summary>
    protected static Vector256<int> LowestPower
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256.Create(int.MinValue);
    }

    /// <summary>Above every power.</summary>
    protected static Vector256<int> HighestPower
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256.Create(int.MaxValue);
    }

    /// <summary>The first element of <paramref name="memory"/> that lies at a multiple of 64 bytes: no vector crosses a cache line there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static unsafe ref float Aligned(Span<float> memory)
    {
        ref float start = ref MemoryMarshal.GetReference(memory);
        return ref Unsafe.AddByteOffset(ref start, -(nint)Unsafe.AsPointer(ref start) & 63);
    }

    /// <summary>Computes four exponentials and leaves their bits q at <paramref name="terms"/>; the powers count for the largest and the smallest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void Keep(
        Vector256<float> z0, Vector256<float> z1, Vector256<float> z2, Vector256<float> z3,
        ref Vector256<int> top, ref Vector256<int> low, ref float terms)
    {
        Powers(z0, z1, z2, z3, out var n0, out var n1, out var n2, out var n3, out var q0, out var q1, out var q2, out var q3);
        top = Larger(Larger(Larger(Larger(top, n0), n1), n2), n3);
        low = Smaller(Smaller(Smaller(Smaller(low, n0), n1), n2), n3);
        q0.AsSingle().StoreUnsafe(ref terms);
        q1.AsSingle().StoreUnsafe(ref At(ref terms, 8));
        q2.AsSingle().StoreUnsafe(ref At(ref terms, 16));
        q3.AsSingle().StoreUnsafe(ref At(ref terms, 24));
    }

    /// <summary>The same for two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void Keep(Vector256<float> z0, Vector256<float> z1, ref Vector256<int> top, ref Vector256<int> low, ref float terms)
    {
        Powers(z0, z1, out var n0, out var n1, out var q0, out var q1);
        top = Larger(Larger(top, n0), n1);
        low = Smaller(Smaller(low, n0), n1);
        q0.AsSingle().StoreUnsafe(ref terms);
        q1.AsSingle().StoreUnsafe(ref At(ref terms, 8));
    }

    /// <summary>The same for one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void Keep(Vector256<float> z, ref Vector256<int> top, ref Vector256<int> low, ref float terms)
    {
        Powers(z, out var n, out var q);
        top = Larger(top, n);
        low = Smaller(low, n);
        q.AsSingle().StoreUnsafe(ref terms);
    }

    /// <summary>The term of class <paramref name="index"/> of those at <paramref name="terms"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static Vector256<float> Kept(ref float terms, int index, Vector256<int> top) =>
        Lower(Waiting(ref terms, index).AsInt32(), top);

    /// <summary>What waits at <paramref name="memory"/> for class <paramref name="index"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static Vector256<float> Waiting(ref float memory, int index) => Vector256.LoadUnsafe(ref At(ref memory, 8 * index));

    /// <summary>The term if it is smaller than the largest, and 0 for another largest one, which counts as a tie.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static Vector256<float> Below(Vector256<float> term, Vector256<float> largest, ref Vector256<int> ties)
    {
        Vector256<float> matches = Equal(term, largest);
        ties -= matches.AsInt32();
        return Without(term, matches);
    }

    /// <summary>Moves on to class <paramref name="label"/> where it is larger than the best so far, or the first NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void Pick(Vector256<float> z, int label, ref Vector256<float> best, ref Vector256<int> labels)
    {
        Vector256<float> isBetter = Vector256.AndNot(Vector256.GreaterThan(z, best) | IsNaN(z), IsNaN(best));
        best = Choose(isBetter, z, best);
        labels = Vector256.ConditionalSelect(isBetter.AsInt32(), Vector256.Create(label), labels);
    }

    /// <summary>The sums of eight rows, with what their rounding takes away.</summary>
    protected readonly struct WideRows(Vector256<float> high, Vector256<float> low)
    {
        internal readonly Vector256<float> High = high, Low = low;

        /// <summary>A single term of each row.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static implicit operator WideRows(Vector256<float> terms) => new(terms, Vector256<float>.Zero);

        /// <summary>The same numbers in double.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static implicit operator RowSums(WideRows sums)
        {
            RowSums high = sums.High, low = sums.Low;
            return new(high.Lower + low.Lower, high.Upper + low.Upper);
        }
    }

    /// <summary>x + y of each row, neither of which is negative, with what the rounding takes away (Dekker's Fast2Sum).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static WideRows Pair(Vector256<float> x, Vector256<float> y)
    {
        Vector256<float> sum = x + y;
        return new(sum, Smaller(x, y) - (sum - Larger(x, y)));
    }

    /// <summary>The sum of two sums of each row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static WideRows Join(WideRows x, WideRows y)
    {
        WideRows sum = Pair(x.High, y.High);
        return new(sum.High, sum.Low + (x.Low + y.Low));
    }

    /// <summary>1 / sum of each row, to twice the precision of float where multiply-add is fused.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static Factor Reciprocal(WideRows sums)
    {
        if (!DoubleExp.IsFused)
            return Reciprocal((RowSums)sums);

        Vector256<float> high = Vector256<float>.One / sums.High;
        Vector256<float> rest = Vector256.MultiplyAddEstimate(-sums.High, high, Vector256<float>.One) - (sums.Low * high);
        return new(high, rest * high);
    }

    /// <summary>The sums of eight rows in double, four in each half.</summary>
    protected readonly struct RowSums(Vector256<double> lower, Vector256<double> upper)
    {
        internal readonly Vector256<double> Lower = lower, Upper = upper;

        /// <summary>Widens the terms of eight rows.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static implicit operator RowSums(Vector256<float> terms) => new(Vector256.WidenLower(terms), Vector256.WidenUpper(terms));

        /// <summary>Adds row by row.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static RowSums operator +(RowSums left, RowSums right) => new(left.Lower + right.Lower, left.Upper + right.Upper);
    }

    /// <summary>The sum of all terms but one largest, from those below it and the number of ties: what <see cref="RowSum"/> keeps of one row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static RowSums Others(RowSums below, Vector256<int> ties, Vector256<float> largest)
    {
        Vector256<int> again = ties - Vector256<int>.One;
        RowSums term = largest;
        return new(
            below.Lower + (Avx.ConvertToVector256Double(again.GetLower()) * term.Lower),
            below.Upper + (Avx.ConvertToVector256Double(again.GetUpper()) * term.Upper));
    }

    /// <summary>ln(sum_k e^(z_k)) - m = log1p(others / largest). NaN where m is infinite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static RowSums Logs(RowSums others, Vector256<float> largest, Vector256<float> max)
    {
        RowSums term = largest, m = max;
        return new(
            Log1p.OfSingle(others.Lower / term.Lower) + (m.Lower - m.Lower),
            Log1p.OfSingle(others.Upper / term.Upper) + (m.Upper - m.Upper));
    }

    /// <summary>(m - z) + log, rounded once: the losses of classes with the logits <paramref name="z"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static Vector256<float> Losses(RowSums logs, Vector256<float> max, Vector256<float> z)
    {
        RowSums m = max, logit = z;
        return Vector256.Narrow((m.Lower - logit.Lower) + logs.Lower, (m.Upper - logit.Upper) + logs.Upper);
    }

    /// <summary>m + log, rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static Vector256<float> LogSumExps(RowSums logs, Vector256<float> max)
    {
        RowSums m = max;
        return Vector256.Narrow(m.Lower + logs.Lower, m.Upper + logs.Upper);
    }

    /// <summary>(z - m) - log, as in <see cref="LogProbabilities(Vector256{float}, double, double)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static Vector256<float> LogProbabilities(Vector256<float> z, Vector256<float> max, Vector256<float> log) => z - max - log;

    /// <summary>The same numbers, rounded to float.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static Vector256<float> Rounded(RowSums values) => Vector256.Narrow(values.Lower, values.Upper);

    /// <summary>The sum of all terms times <paramref name="factor"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static RowSums SumTimes(RowSums others, Vector256<float> largest, double factor)
    {
        RowSums sums = others + largest;
        return new(sums.Lower * Vector256.Create(factor), sums.Upper * Vector256.Create(factor));
    }

    /// <summary>The label's own entry of the gradient, as <see cref="RowSum.Own"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static Vector256<float> Own(RowSums others, Vector256<float> largest, Vector256<float> term, RowSums total)
    {
        RowSums top = largest, own = term;
        return Vector256.Narrow(
            -(others.Lower + (top.Lower - own.Lower)) / total.Lower,
            -(others.Upper + (top.Upper - own.Upper)) / total.Upper);
    }

    /// <summary>Which rows have the label <paramref name="label"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static Vector256<float> Are(Vector256<int> labels, int label) => Vector256.Equals(labels, Vector256.Create(label)).AsSingle();

    /// <summary>The lanes of <paramref name="x"/> where <paramref name="matches"/> is set, of <paramref name="y"/> elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static Vector256<float> Choose(Vector256<float> matches, Vector256<float> x, Vector256<float> y) => Vector256.ConditionalSelect(matches, x, y);

    /// <summary>Reads one label for each row, in the order that turning rows of <paramref name="classes"/> classes gives them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static Vector256<int> LoadLabels(ref int labels, int classes)
    {
        Vector256<int> inOrder = Vector256.LoadUnsafe(ref labels);
        return classes switch
        {
            2 => Avx2.PermuteVar8x32(inOrder, Vector256.Create(0, 1, 4, 5, 2, 3, 6, 7)),
            4 => Avx2.PermuteVar8x32(inOrder, Vector256.Create(0, 2, 4, 6, 1, 3, 5, 7)),
            _ => inOrder,
        };
    }

    /// <summary>Reads the element of each row's label.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static Vector256<float> LoadOwn(ref float rows, ref int labels, int classes) => Vector256.Create(
        At(ref rows, labels),
        At(ref rows, classes + At(ref labels, 1)),
        At(ref rows, (2 * classes) + At(ref labels, 2)),
        At(ref rows, (3 * classes) + At(ref labels, 3)),
        At(ref rows, (4 * classes) + At(ref labels, 4)),
        At(ref rows, (5 * classes) + At(ref labels, 5)),
        At(ref rows, (6 * classes) + At(ref labels, 6)),
        At(ref rows, (7 * classes) + At(ref labels, 7)));

    /// <summary>Writes the element of each row's label.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void StoreOwn(Vector256<float> own, ref float rows, ref int labels, int classes)
    {
        At(ref rows, labels) = own.GetElement(0);
        At(ref rows, classes + At(ref labels, 1)) = own.GetElement(1);
        At(ref rows, (2 * classes) + At(ref labels, 2)) = own.GetElement(2);
        At(ref rows, (3 * classes) + At(ref labels, 3)) = own.GetElement(3);
        At(ref rows, (4 * classes) + At(ref labels, 4)) = own.GetElement(4);
        At(ref rows, (5 * classes) + At(ref labels, 5)) = own.GetElement(5);
        At(ref rows, (6 * classes) + At(ref labels, 6)) = own.GetElement(6);
        At(ref rows, (7 * classes) + At(ref labels, 7)) = own.GetElement(7);
    }

    /// <summary>Writes one number for each row, from the order that turning rows of <paramref name="classes"/> classes gives them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void StoreResults(Vector256<float> results, ref float destination, int classes) =>
        InOrder(results, classes).StoreUnsafe(ref destination);

    /// <summary>Writes one label for each row, from the order that turning rows of <paramref name="classes"/> classes gives them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void StoreLabels(Vector256<int> labels, ref int destination, int classes) =>
        InOrder(labels.AsSingle(), classes).AsInt32().StoreUnsafe(ref destination);

    /// <summary>1 / sum of each row, to twice the precision of float.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static Factor Reciprocal(RowSums sums)
    {
        Vector256<double> lower = Vector256<double>.One / sums.Lower, upper = Vector256<double>.One / sums.Upper;
        Vector256<float> high = Vector256.Narrow(lower, upper);
        return new(high, Vector256.Narrow(lower - Vector256.WidenLower(high), upper - Vector256.WidenUpper(high)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> InOrder(Vector256<float> lanes, int classes) => classes switch
    {
        2 => Avx2.PermuteVar8x32(lanes, Vector256.Create(0, 1, 4, 5, 2, 3, 6, 7)),
        4 => Avx2.PermuteVar8x32(lanes, Vector256.Create(0, 4, 1, 5, 2, 6, 3, 7)),
        _ => lanes,
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Row(ref float rows, int row, int stride) => Vector256.LoadUnsafe(ref At(ref rows, row * stride));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Halves(ref float rows, int lower, int upper) =>
        Vector256.Create(Vector128.LoadUnsafe(ref At(ref rows, lower)), Vector128.LoadUnsafe(ref At(ref rows, upper)));

    // Lane i of the result is lane i + count, around the end.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Rotate(Vector256<float> lanes, int count) =>
        Avx2.PermuteVar8x32(lanes, Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(Rotations), (nuint)count));

    // A 4 x 4 transpose in each half.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Turn4(
        Vector256<float> a0, Vector256<float> a1, Vector256<float> a2, Vector256<float> a3,
        out Vector256<float> b0, out Vector256<float> b1, out Vector256<float> b2, out Vector256<float> b3)
    {
        Vector256<float> low01 = Avx.UnpackLow(a0, a1), high01 = Avx.UnpackHigh(a0, a1);
        Vector256<float> low23 = Avx.UnpackLow(a2, a3), high23 = Avx.UnpackHigh(a2, a3);
        b0 = Avx.Shuffle(low01, low23, 0b_01_00_01_00);
        b1 = Avx.Shuffle(low01, low23, 0b_11_10_11_10);
        b2 = Avx.Shuffle(high01, high23, 0b_01_00_01_00);
        b3 = Avx.Shuffle(high01, high23, 0b_11_10_11_10);
    }

    // An 8 x 8 transpose: one 4 x 4 transpose for each half, then the halves change places.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Turn(
        Vector256<float> a0, Vector256<float> a1, Vector256<float> a2, Vector256<float> a3,
        Vector256<float> a4, Vector256<float> a5, Vector256<float> a6, Vector256<float> a7,
        out Vector256<float> b0, out Vector256<float> b1, out Vector256<float> b2, out Vector256<float> b3,
        out Vector256<float> b4, out Vector256<float> b5, out Vector256<float> b6, out Vector256<float> b7)
    {
        Turn4(a0, a1, a2, a3, out var u0, out var u1, out var u2, out var u3);
        Turn4(a4, a5, a6, a7, out var v0, out var v1, out var v2, out var v3);
        b0 = Avx.Permute2x128(u0, v0, 0x20);
        b1 = Avx.Permute2x128(u1, v1, 0x20);
        b2 = Avx.Permute2x128(u2, v2, 0x20);
        b3 = Avx.Permute2x128(u3, v3, 0x20);
        b4 = Avx.Permute2x128(u0, v0, 0x31);
        b5 = Avx.Permute2x128(u1, v1, 0x31);
        b6 = Avx.Permute2x128(u2, v2, 0x31);
        b7 = Avx.Permute2x128(u3, v3, 0x31);
    }
}
