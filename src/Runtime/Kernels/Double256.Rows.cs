using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SoftmaxGen.Runtime;

// The steps of kernels whose lanes are rows: four rows at a time, turned so that each vector holds one class of all of
// them. Which lane a row gets is up to the turning, as long as turning back undoes it. Vectors of 256 bits exist on x86
// alone, so these use its shuffles.
public abstract partial class Double256
{
    /// <summary>Reads 4 classes of 4 rows that are <paramref name="stride"/> apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void LoadClasses(
        ref double rows, int stride,
        out Vector256<double> c0, out Vector256<double> c1, out Vector256<double> c2, out Vector256<double> c3) =>
        Turn(Row(ref rows, 0, stride), Row(ref rows, 1, stride), Row(ref rows, 2, stride), Row(ref rows, 3, stride), out c0, out c1, out c2, out c3);

    /// <summary>Writes 4 classes of 4 rows that are <paramref name="stride"/> apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void StoreClasses(
        ref double rows, int stride,
        Vector256<double> c0, Vector256<double> c1, Vector256<double> c2, Vector256<double> c3)
    {
        Turn(c0, c1, c2, c3, out var r0, out var r1, out var r2, out var r3);
        r0.StoreUnsafe(ref rows);
        r1.StoreUnsafe(ref At(ref rows, stride));
        r2.StoreUnsafe(ref At(ref rows, 2 * stride));
        r3.StoreUnsafe(ref At(ref rows, 3 * stride));
    }

    /// <summary>
    /// Reads 4 rows of 3 classes. Each vector runs on into the next row; the last one ends with its row instead, and its
    /// lanes are rotated into place.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void LoadClasses3(ref double rows, out Vector256<double> c0, out Vector256<double> c1, out Vector256<double> c2) =>
        Turn(
            Row(ref rows, 0, 3), Row(ref rows, 1, 3), Row(ref rows, 2, 3),
            Avx2.Permute4x64(Vector256.LoadUnsafe(ref At(ref rows, 8)), 0b_00_11_10_01),
            out c0, out c1, out c2, out _);

    /// <summary>Writes 4 rows of 3 classes; what a vector writes past its row, the next row overwrites.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void StoreClasses3(ref double rows, Vector256<double> c0, Vector256<double> c1, Vector256<double> c2)
    {
        Turn(c0, c1, c2, c2, out var r0, out var r1, out var r2, out var r3);
        r0.StoreUnsafe(ref rows);
        r1.StoreUnsafe(ref At(ref rows, 3));
        r2.StoreUnsafe(ref At(ref rows, 6));
        r3.GetLower().StoreUnsafe(ref At(ref rows, 9));
        At(ref rows, 11) = r3.GetUpper().ToScalar();
    }

    /// <summary>Reads 4 rows of 2 classes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void LoadClasses2(ref double rows, out Vector256<double> c0, out Vector256<double> c1)
    {
        Vector256<double> low = Row(ref rows, 0, 4), high = Row(ref rows, 1, 4);
        c0 = Avx.UnpackLow(low, high);
        c1 = Avx.UnpackHigh(low, high);
    }

    /// <summary>Writes 4 rows of 2 classes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void StoreClasses2(ref double rows, Vector256<double> c0, Vector256<double> c1)
    {
        Avx.UnpackLow(c0, c1).StoreUnsafe(ref rows);
        Avx.UnpackHigh(c0, c1).StoreUnsafe(ref At(ref rows, 4));
    }

    /// <summary>Below every power.</summary>
    protected static Vector256<long> LowestPower
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256.Create(int.MinValue).AsInt64();
    }

    /// <summary>Above every power.</summary>
    protected static Vector256<long> HighestPower
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256.Create(int.MaxValue).AsInt64();
    }

    /// <summary>The first element of <paramref name="memory"/> that lies at a multiple of 64 bytes: no vector crosses a cache line there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static unsafe ref double Aligned(Span<double> memory)
    {
        ref double start = ref MemoryMarshal.GetReference(memory);
        return ref Unsafe.AddByteOffset(ref start, -(nint)Unsafe.AsPointer(ref start) & 63);
    }

    /// <summary>Computes four exponentials and leaves their bits q at <paramref name="terms"/>; the powers count for the largest and the smallest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void Keep(
        Vector256<double> z0, Vector256<double> z1, Vector256<double> z2, Vector256<double> z3,
        ref Vector256<long> top, ref Vector256<long> low, ref double terms)
    {
        Powers(z0, z1, z2, z3, out var n0, out var n1, out var n2, out var n3, out var q0, out var q1, out var q2, out var q3);
        top = Larger(Larger(Larger(Larger(top, n0), n1), n2), n3);
        low = Smaller(Smaller(Smaller(Smaller(low, n0), n1), n2), n3);
        q0.AsDouble().StoreUnsafe(ref terms);
        q1.AsDouble().StoreUnsafe(ref At(ref terms, 4));
        q2.AsDouble().StoreUnsafe(ref At(ref terms, 8));
        q3.AsDouble().StoreUnsafe(ref At(ref terms, 12));
    }

    /// <summary>The same for two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void Keep(Vector256<double> z0, Vector256<double> z1, ref Vector256<long> top, ref Vector256<long> low, ref double terms)
    {
        Powers(z0, z1, out var n0, out var n1, out var q0, out var q1);
        top = Larger(Larger(top, n0), n1);
        low = Smaller(Smaller(low, n0), n1);
        q0.AsDouble().StoreUnsafe(ref terms);
        q1.AsDouble().StoreUnsafe(ref At(ref terms, 4));
    }

    /// <summary>The same for one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void Keep(Vector256<double> z, ref Vector256<long> top, ref Vector256<long> low, ref double terms)
    {
        Powers(z, out var n, out var q);
        top = Larger(top, n);
        low = Smaller(low, n);
        q.AsDouble().StoreUnsafe(ref terms);
    }

    /// <summary>The term of class <paramref name="index"/> of those at <paramref name="terms"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static Vector256<double> Kept(ref double terms, int index, Vector256<long> top) =>
        Lower(Waiting(ref terms, index).AsInt64(), top);

    /// <summary>What waits at <paramref name="memory"/> for class <paramref name="index"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static Vector256<double> Waiting(ref double memory, int index) => Vector256.LoadUnsafe(ref At(ref memory, 4 * index));

    /// <summary>The term if it is smaller than the largest, and 0 for another largest one, which counts as a tie.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static Vector256<double> Below(Vector256<double> term, Vector256<double> largest, ref Vector256<long> ties)
    {
        Vector256<double> matches = Equal(term, largest);
        ties -= matches.AsInt64();
        return Without(term, matches);
    }

    /// <summary>Moves on to class <paramref name="label"/> where it is larger than the best so far, or the first NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void Pick(Vector256<double> z, int label, ref Vector256<double> best, ref Vector256<long> labels)
    {
        Vector256<double> isBetter = Vector256.AndNot(Vector256.GreaterThan(z, best) | IsNaN(z), IsNaN(best));
        best = Choose(isBetter, z, best);
        labels = Vector256.ConditionalSelect(isBetter.AsInt64(), Vector256.Create((long)label), labels);
    }

    /// <summary>The sums of four rows, with what their rounding takes away.</summary>
    protected readonly struct WideRows(Vector256<double> high, Vector256<double> low)
    {
        internal readonly Vector256<double> High = high, Low = low;

        /// <summary>A single term of each row.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static implicit operator WideRows(Vector256<double> terms) => new(terms, Vector256<double>.Zero);
    }

    /// <summary>x + y of each row, neither of which is negative, with what the rounding takes away (Dekker's Fast2Sum).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static WideRows Pair(Vector256<double> x, Vector256<double> y)
    {
        Vector256<double> sum = x + y;
        return new(sum, Smaller(x, y) - (sum - Larger(x, y)));
    }

    /// <summary>The sum of two sums of each row, rounded once at the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static WideRows Join(WideRows x, WideRows y)
    {
        WideRows sum = Pair(x.High, y.High);
        Vector256<double> correction = sum.Low + (x.Low + y.Low);
        Vector256<double> high = sum.High + correction;
        return new(high, correction - (high - sum.High));
    }

    /// <summary>1 / sum of each row, to twice the precision of double where multiply-add is fused.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static Factor Reciprocal(WideRows sums)
    {
        Vector256<double> high = Vector256<double>.One / sums.High;
        Vector256<double> rest = DoubleExp.IsFused ? Vector256.MultiplyAddEstimate(-sums.High, high, Vector256<double>.One) : Vector256<double>.Zero;
        return new(high, (rest - (high * sums.Low)) * high);
    }

    /// <summary>The sum of all terms but one largest, from those below it and the number of ties: what <see cref="RowSum"/> keeps of one row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static WideRows Others(WideRows below, Vector256<long> ties, Vector256<double> largest)
    {
        // The number of ties is small: put into the low bits of 2^52 it is that much more than 2^52.
        Vector256<double> again = (ties | Vector256.Create(0x4330000000000000)).AsDouble() - Vector256.Create(4503599627370497.0);
        return new(below.High + (again * largest), below.Low);
    }

    /// <summary>ln(sum_k e^(z_k)) - m = log1p(others / largest).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static Vector256<double> Logs(WideRows others, Vector256<double> largest, Vector256<double> max) =>
        Log1p.OfDouble(others.High / largest) + (max - max);

    /// <summary>(m - z) + log: the losses of classes with the logits <paramref name="z"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static Vector256<double> Losses(Vector256<double> logs, Vector256<double> max, Vector256<double> z) => (max - z) + logs;

    /// <summary>m + log.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static Vector256<double> LogSumExps(Vector256<double> logs, Vector256<double> max) => max + logs;

    /// <summary>(z - m) - log, as in <see cref="LogProbabilities(Vector256{double}, double, double)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static Vector256<double> LogProbabilities(Vector256<double> z, Vector256<double> max, Vector256<double> log) => z - max - log;

    /// <summary>The same numbers: they are of the element type already.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static Vector256<double> Rounded(Vector256<double> values) => values;

    /// <summary>The sum of all terms times <paramref name="factor"/>, with what the rounding takes away.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static WideRows SumTimes(WideRows others, Vector256<double> largest, double factor)
    {
        Vector256<double> times = Vector256.Create(factor);
        WideRows sum = Pair(others.High, largest);
        Vector256<double> lost = sum.Low + others.Low;
        Vector256<double> product = sum.High * times;
        Vector256<double> rest = DoubleExp.IsFused ? Vector256.MultiplyAddEstimate(sum.High, times, -product) : Vector256<double>.Zero;
        return new(product, rest + (lost * times));
    }

    /// <summary>The label's own entry of the gradient, as <see cref="RowSum.Own"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static Vector256<double> Own(WideRows others, Vector256<double> largest, Vector256<double> term, WideRows total) =>
        -(others.High + (largest - term)) / total.High;

    /// <summary>Which rows have the label <paramref name="label"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static Vector256<double> Are(Vector256<long> labels, int label) => Vector256.Equals(labels, Vector256.Create((long)label)).AsDouble();

    /// <summary>The lanes of <paramref name="x"/> where <paramref name="matches"/> is set, of <paramref name="y"/> elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static Vector256<double> Choose(Vector256<double> matches, Vector256<double> x, Vector256<double> y) => Vector256.ConditionalSelect(matches, x, y);

    /// <summary>Reads one label for each row, in the order that turning rows of <paramref name="classes"/> classes gives them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static Vector256<long> LoadLabels(ref int labels, int classes)
    {
        Vector256<long> inOrder = Avx2.ConvertToVector256Int64(Vector128.LoadUnsafe(ref labels));
        return classes == 2 ? Avx2.Permute4x64(inOrder, 0b_11_01_10_00) : inOrder;
    }

    /// <summary>Reads the element of each row's label.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static Vector256<double> LoadOwn(ref double rows, ref int labels, int classes) => Vector256.Create(
        At(ref rows, labels),
        At(ref rows, classes + At(ref labels, 1)),
        At(ref rows, (2 * classes) + At(ref labels, 2)),
        At(ref rows, (3 * classes) + At(ref labels, 3)));

    /// <summary>Writes the element of each row's label.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void StoreOwn(Vector256<double> own, ref double rows, ref int labels, int classes)
    {
        At(ref rows, labels) = own.GetElement(0);
        At(ref rows, classes + At(ref labels, 1)) = own.GetElement(1);
        At(ref rows, (2 * classes) + At(ref labels, 2)) = own.GetElement(2);
        At(ref rows, (3 * classes) + At(ref labels, 3)) = own.GetElement(3);
    }

    /// <summary>Writes one number for each row, from the order that turning rows of <paramref name="classes"/> classes gives them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void StoreResults(Vector256<double> results, ref double destination, int classes) =>
        InOrder(results, classes).StoreUnsafe(ref destination);

    /// <summary>Writes one label for each row, from the order that turning rows of <paramref name="classes"/> classes gives them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void StoreLabels(Vector256<long> labels, ref int destination, int classes)
    {
        // The lower half of each number.
        Vector256<int> halves = InOrder(labels.AsDouble(), classes).AsInt32();
        Avx2.PermuteVar8x32(halves, Vector256.Create(0, 2, 4, 6, 0, 2, 4, 6)).GetLower().StoreUnsafe(ref destination);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> InOrder(Vector256<double> lanes, int classes) =>
        classes == 2 ? Avx2.Permute4x64(lanes, 0b_11_01_10_00) : lanes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Row(ref double rows, int row, int stride) => Vector256.LoadUnsafe(ref At(ref rows, row * stride));

    // A 4 x 4 transpose: pairs within each half, then the halves change places.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Turn(
        Vector256<double> a0, Vector256<double> a1, Vector256<double> a2, Vector256<double> a3,
        out Vector256<double> b0, out Vector256<double> b1, out Vector256<double> b2, out Vector256<double> b3)
    {
        Vector256<double> low01 = Avx.UnpackLow(a0, a1), high01 = Avx.UnpackHigh(a0, a1);
        Vector256<double> low23 = Avx.UnpackLow(a2, a3), high23 = Avx.UnpackHigh(a2, a3);
        b0 = Avx.Permute2x128(low01, low23, 0x20);
        b1 = Avx.Permute2x128(high01, high23, 0x20);
        b2 = Avx.Permute2x128(low01, low23, 0x31);
        b3 = Avx.Permute2x128(high01, high23, 0x31);
    }
}
