using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SoftmaxGen.Runtime;

// How eight rows are transposed, so that each vector holds one class of them all, and back. Four classes are transposed at a
// time, as in vectors of 256 bits; each quarter has two rows. A row may get any lane, as long as storing undoes what loading
// did. Only x86 has vectors of 512 bits, so these are its shuffles, or those of 256 bits where it has none.
public readonly partial struct Double512
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadTransposed(
        ref double rows, int stride,
        out Vector512<double> c0, out Vector512<double> c1, out Vector512<double> c2, out Vector512<double> c3) =>
        Transpose(Rows(ref rows, 0, 2, stride), Rows(ref rows, 1, 3, stride), Rows(ref rows, 4, 6, stride), Rows(ref rows, 5, 7, stride), out c0, out c1, out c2, out c3);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTransposed(
        ref double rows, int stride,
        Vector512<double> c0, Vector512<double> c1, Vector512<double> c2, Vector512<double> c3)
    {
        TransposeBack(c0, c1, c2, c3, out var r0, out var r1, out var r4, out var r5);
        r0.GetLower().StoreUnsafe(ref rows);
        r1.GetLower().StoreUnsafe(ref At(ref rows, stride));
        r0.GetUpper().StoreUnsafe(ref At(ref rows, 2 * stride));
        r1.GetUpper().StoreUnsafe(ref At(ref rows, 3 * stride));
        r4.GetLower().StoreUnsafe(ref At(ref rows, 4 * stride));
        r5.GetLower().StoreUnsafe(ref At(ref rows, 5 * stride));
        r4.GetUpper().StoreUnsafe(ref At(ref rows, 6 * stride));
        r5.GetUpper().StoreUnsafe(ref At(ref rows, 7 * stride));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadTransposed3(ref double rows, out Vector512<double> c0, out Vector512<double> c1, out Vector512<double> c2)
    {
        // Two rows in each quarter: x y, z x, y z.
        Vector512<double> xy = Quarters(ref rows, 6), zx = Quarters(ref At(ref rows, 2), 6), yz = Quarters(ref At(ref rows, 4), 6);
        c0 = Shuffle(xy, zx, 0b_10_10_10_10);
        c1 = Shuffle(xy, yz, 0b_01_01_01_01);
        c2 = Shuffle(zx, yz, 0b_10_10_10_10);
    }

    /// <inheritdoc/>
    /// <remarks>The steps of the load, backwards.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTransposed3(ref double rows, Vector512<double> c0, Vector512<double> c1, Vector512<double> c2)
    {
        StoreQuarters(UnpackLow(c0, c1), ref rows, 6);
        StoreQuarters(Shuffle(c2, c0, 0b_10_10_10_10), ref At(ref rows, 2), 6);
        StoreQuarters(UnpackHigh(c1, c2), ref At(ref rows, 4), 6);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadTransposed2(ref double rows, out Vector512<double> c0, out Vector512<double> c1)
    {
        Vector512<double> low = Load(ref rows, 0), high = Load(ref rows, 8);
        c0 = UnpackLow(low, high);
        c1 = UnpackHigh(low, high);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTransposed2(ref double rows, Vector512<double> c0, Vector512<double> c1)
    {
        Store(UnpackLow(c0, c1), ref rows, 0);
        Store(UnpackHigh(c0, c1), ref rows, 8);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> LoadLabels(ref int labels, int classes)
    {
        Vector256<int> halves = Vector256.LoadUnsafe(ref labels);
        Vector512<long> inOrder = Vector512.Create(Vector256.WidenLower(halves), Vector256.WidenUpper(halves));
        return classes == 2 ? Vector512.Shuffle(inOrder, Vector512.Create(0, 4, 1, 5, 2, 6, 3, 7)) : inOrder;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> GatherLabelTerms(ref double terms, ref int labels, Vector512<long> exponentOffset) => ApplyExponentOffset(
        Vector512.Create(
            At(ref terms, 8 * labels),
            At(ref terms, (8 * At(ref labels, 1)) + 1),
            At(ref terms, (8 * At(ref labels, 2)) + 2),
            At(ref terms, (8 * At(ref labels, 3)) + 3),
            At(ref terms, (8 * At(ref labels, 4)) + 4),
            At(ref terms, (8 * At(ref labels, 5)) + 5),
            At(ref terms, (8 * At(ref labels, 6)) + 6),
            At(ref terms, (8 * At(ref labels, 7)) + 7)).AsInt64(),
        exponentOffset);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ScatterLabelGradient(Vector512<double> labelGradient, ref double rows, ref int labels, int classes)
    {
        Double256.ScatterLabelGradient(labelGradient.GetLower(), ref rows, ref labels, classes);
        Double256.ScatterLabelGradient(labelGradient.GetUpper(), ref At(ref rows, 4 * classes), ref At(ref labels, 4), classes);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreResults(Vector512<double> results, ref double destination, int classes) =>
        InOrder(results, classes).StoreUnsafe(ref destination);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreLabels(Vector512<long> labels, ref int destination, int classes)
    {
        Vector512<long> inOrder = InOrder(labels.AsDouble(), classes).AsInt64();
        Vector256.Narrow(inOrder.GetLower(), inOrder.GetUpper()).StoreUnsafe(ref destination);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> InOrder(Vector512<double> lanes, int classes) =>
        classes == 2 ? Vector512.Shuffle(lanes, Vector512.Create(0, 2, 4, 6, 1, 3, 5, 7)) : lanes;

    // Two 4 x 4 transposes: pairs within each quarter, then the quarters change places.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(
        Vector512<double> a0, Vector512<double> a1, Vector512<double> a2, Vector512<double> a3,
        out Vector512<double> b0, out Vector512<double> b1, out Vector512<double> b2, out Vector512<double> b3)
    {
        if (Avx512F.IsSupported)
        {
            Vector512<double> low01 = Avx512F.UnpackLow(a0, a1), high01 = Avx512F.UnpackHigh(a0, a1);
            Vector512<double> low23 = Avx512F.UnpackLow(a2, a3), high23 = Avx512F.UnpackHigh(a2, a3);

            // The even quarters of both, then the odd ones.
            b0 = Avx512F.Shuffle4x128(low01, low23, 0b_10_00_10_00);
            b1 = Avx512F.Shuffle4x128(high01, high23, 0b_10_00_10_00);
            b2 = Avx512F.Shuffle4x128(low01, low23, 0b_11_01_11_01);
            b3 = Avx512F.Shuffle4x128(high01, high23, 0b_11_01_11_01);
            return;
        }

        Double256.Transpose(a0.GetLower(), a1.GetLower(), a0.GetUpper(), a1.GetUpper(), out var l0, out var l1, out var l2, out var l3);
        Double256.Transpose(a2.GetLower(), a3.GetLower(), a2.GetUpper(), a3.GetUpper(), out var h0, out var h1, out var h2, out var h3);
        b0 = Vector512.Create(l0, h0);
        b1 = Vector512.Create(l1, h1);
        b2 = Vector512.Create(l2, h2);
        b3 = Vector512.Create(l3, h3);
    }

    // The inverse.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransposeBack(
        Vector512<double> b0, Vector512<double> b1, Vector512<double> b2, Vector512<double> b3,
        out Vector512<double> a0, out Vector512<double> a1, out Vector512<double> a2, out Vector512<double> a3)
    {
        if (Avx512F.IsSupported)
        {
            Vector512<double> low01 = Avx512F.UnpackLow(b0, b1), high01 = Avx512F.UnpackHigh(b0, b1);
            Vector512<double> low23 = Avx512F.UnpackLow(b2, b3), high23 = Avx512F.UnpackHigh(b2, b3);

            // The lower two quarters of both, interleaved, then the upper two.
            Vector512<long> lower = Vector512.Create(0L, 1, 8, 9, 2, 3, 10, 11), upper = Vector512.Create(4L, 5, 12, 13, 6, 7, 14, 15);
            a0 = Avx512F.PermuteVar8x64x2(low01, lower, low23);
            a1 = Avx512F.PermuteVar8x64x2(high01, lower, high23);
            a2 = Avx512F.PermuteVar8x64x2(low01, upper, low23);
            a3 = Avx512F.PermuteVar8x64x2(high01, upper, high23);
            return;
        }

        Double256.Transpose(b0.GetLower(), b1.GetLower(), b2.GetLower(), b3.GetLower(), out var l0, out var l1, out var l2, out var l3);
        Double256.Transpose(b0.GetUpper(), b1.GetUpper(), b2.GetUpper(), b3.GetUpper(), out var h0, out var h1, out var h2, out var h3);
        a0 = Vector512.Create(l0, l2);
        a1 = Vector512.Create(l1, l3);
        a2 = Vector512.Create(h0, h2);
        a3 = Vector512.Create(h1, h3);
    }
}
