using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SoftmaxGen.Runtime;

// How sixteen rows are transposed, so that each vector holds one class of them all, and back. Eight classes are transposed at a
// time, as in vectors of 256 bits; each quarter has four rows. A row may get any lane, as long as storing undoes what loading
// did. Only x86 has vectors of 512 bits, so these are its shuffles, or those of 256 bits where it has none.
public readonly partial struct Single512
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadTransposed(
        ref float rows, int stride,
        out Vector512<float> c0, out Vector512<float> c1, out Vector512<float> c2, out Vector512<float> c3,
        out Vector512<float> c4, out Vector512<float> c5, out Vector512<float> c6, out Vector512<float> c7) =>
        Transpose(
            Rows(ref rows, 0, 4, stride), Rows(ref rows, 1, 5, stride), Rows(ref rows, 2, 6, stride), Rows(ref rows, 3, 7, stride),
            Rows(ref rows, 8, 12, stride), Rows(ref rows, 9, 13, stride), Rows(ref rows, 10, 14, stride), Rows(ref rows, 11, 15, stride),
            out c0, out c1, out c2, out c3, out c4, out c5, out c6, out c7);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTransposed(
        ref float rows, int stride,
        Vector512<float> c0, Vector512<float> c1, Vector512<float> c2, Vector512<float> c3,
        Vector512<float> c4, Vector512<float> c5, Vector512<float> c6, Vector512<float> c7)
    {
        StoreAllButLast(ref rows, stride, c0, c1, c2, c3, c4, c5, c6, c7).StoreUnsafe(ref At(ref rows, 15 * stride));
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Each half of a vector runs on into the next row. The last one ends with its row instead, and its lanes are rotated
    /// into place.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadTransposedPartial(
        ref float rows, int classes,
        out Vector512<float> c0, out Vector512<float> c1, out Vector512<float> c2, out Vector512<float> c3,
        out Vector512<float> c4, out Vector512<float> c5, out Vector512<float> c6, out Vector512<float> c7) =>
        Transpose(
            Rows(ref rows, 0, 4, classes), Rows(ref rows, 1, 5, classes), Rows(ref rows, 2, 6, classes), Rows(ref rows, 3, 7, classes),
            Rows(ref rows, 8, 12, classes), Rows(ref rows, 9, 13, classes), Rows(ref rows, 10, 14, classes),
            Combine(
                Vector256.LoadUnsafe(ref At(ref rows, 11 * classes)),
                Single256.Rotate(Vector256.LoadUnsafe(ref At(ref rows, (16 * classes) - 8)), 8 - classes)),
            out c0, out c1, out c2, out c3, out c4, out c5, out c6, out c7);

    /// <inheritdoc/>
    /// <remarks>The next row overwrites what a vector writes past its row.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTransposedPartial(
        ref float rows, int classes,
        Vector512<float> c0, Vector512<float> c1, Vector512<float> c2, Vector512<float> c3,
        Vector512<float> c4, Vector512<float> c5, Vector512<float> c6)
    {
        // The last row in two halves that overlap, so that nothing past it is touched.
        Vector256<float> last = StoreAllButLast(ref rows, classes, c0, c1, c2, c3, c4, c5, c6, c6);
        last.GetLower().StoreUnsafe(ref At(ref rows, 15 * classes));
        Single256.Rotate(last, classes - 4).GetLower().StoreUnsafe(ref At(ref rows, (16 * classes) - 4));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadTransposed4(ref float rows, out Vector512<float> c0, out Vector512<float> c1, out Vector512<float> c2, out Vector512<float> c3) =>
        Transpose4x4(Load(ref rows, 0), Load(ref rows, 16), Load(ref rows, 32), Load(ref rows, 48), out c0, out c1, out c2, out c3);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTransposed4(ref float rows, Vector512<float> c0, Vector512<float> c1, Vector512<float> c2, Vector512<float> c3)
    {
        Transpose4x4(c0, c1, c2, c3, out var r0, out var r4, out var r8, out var r12);
        Store(r0, ref rows, 0);
        Store(r4, ref rows, 16);
        Store(r8, ref rows, 32);
        Store(r12, ref rows, 48);
    }

    /// <inheritdoc/>
    /// <remarks>The five shuffles of Melax, 3D Vector Normalization Using 256-Bit Intel AVX, 2011.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadTransposed3(ref float rows, out Vector512<float> c0, out Vector512<float> c1, out Vector512<float> c2)
    {
        Vector512<float> m0 = Quarters(ref rows, 12), m1 = Quarters(ref At(ref rows, 4), 12), m2 = Quarters(ref At(ref rows, 8), 12);
        Vector512<float> xy = Shuffle(m1, m2, 0b_10_01_11_10);
        Vector512<float> yz = Shuffle(m0, m1, 0b_01_00_10_01);
        c0 = Shuffle(m0, xy, 0b_10_00_11_00);
        c1 = Shuffle(yz, xy, 0b_11_01_10_00);
        c2 = Shuffle(yz, m2, 0b_11_00_11_01);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTransposed3(ref float rows, Vector512<float> c0, Vector512<float> c1, Vector512<float> c2)
    {
        Vector512<float> xy = Shuffle(c0, c1, 0b_10_00_10_00);
        Vector512<float> yz = Shuffle(c1, c2, 0b_11_01_11_01);
        Vector512<float> zx = Shuffle(c2, c0, 0b_11_01_10_00);
        StoreQuarters(Shuffle(xy, zx, 0b_10_00_10_00), ref rows, 12);
        StoreQuarters(Shuffle(yz, xy, 0b_11_01_10_00), ref At(ref rows, 4), 12);
        StoreQuarters(Shuffle(zx, yz, 0b_11_01_11_01), ref At(ref rows, 8), 12);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadTransposed2(ref float rows, out Vector512<float> c0, out Vector512<float> c1)
    {
        Vector512<float> low = Load(ref rows, 0), high = Load(ref rows, 16);
        c0 = Shuffle(low, high, 0b_10_00_10_00);
        c1 = Shuffle(low, high, 0b_11_01_11_01);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTransposed2(ref float rows, Vector512<float> c0, Vector512<float> c1)
    {
        Store(UnpackLow(c0, c1), ref rows, 0);
        Store(UnpackHigh(c0, c1), ref rows, 16);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> LoadLabels(ref int labels, int classes)
    {
        Vector512<int> inOrder = Vector512.LoadUnsafe(ref labels);
        return classes switch
        {
            2 => Vector512.Shuffle(inOrder.AsInt64(), Vector512.Create(0, 4, 1, 5, 2, 6, 3, 7)).AsInt32(),
            4 => Vector512.Shuffle(inOrder, Vector512.Create(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15)),
            _ => inOrder,
        };
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> GatherLabelTerms(ref float terms, ref int labels, Vector512<int> exponentOffset) =>
        ApplyExponentOffset(Vector512.Create(LabelTerms8(ref terms, ref labels), LabelTerms8(ref At(ref terms, 8), ref At(ref labels, 8))).AsInt32(), exponentOffset);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ScatterLabelGradient(Vector512<float> labelGradient, ref float rows, ref int labels, int classes)
    {
        Single256.ScatterLabelGradient(labelGradient.GetLower(), ref rows, ref labels, classes);
        Single256.ScatterLabelGradient(labelGradient.GetUpper(), ref At(ref rows, 8 * classes), ref At(ref labels, 8), classes);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreResults(Vector512<float> results, ref float destination, int classes) =>
        InOrder(results, classes).StoreUnsafe(ref destination);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreLabels(Vector512<int> labels, ref int destination, int classes) =>
        InOrder(labels.AsSingle(), classes).AsInt32().StoreUnsafe(ref destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> InOrder(Vector512<float> lanes, int classes) => classes switch
    {
        2 => Vector512.Shuffle(lanes.AsDouble(), Vector512.Create(0, 2, 4, 6, 1, 3, 5, 7)).AsSingle(),
        4 => Vector512.Shuffle(lanes, Vector512.Create(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15)),
        _ => lanes,
    };

    // The terms of the labels of eight rows.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> LabelTerms8(ref float terms, ref int labels) => Vector256.Create(
        At(ref terms, 16 * labels),
        At(ref terms, (16 * At(ref labels, 1)) + 1),
        At(ref terms, (16 * At(ref labels, 2)) + 2),
        At(ref terms, (16 * At(ref labels, 3)) + 3),
        At(ref terms, (16 * At(ref labels, 4)) + 4),
        At(ref terms, (16 * At(ref labels, 5)) + 5),
        At(ref terms, (16 * At(ref labels, 6)) + 6),
        At(ref terms, (16 * At(ref labels, 7)) + 7));

    // Writes 15 rows in their order, and returns the last one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> StoreAllButLast(
        ref float rows, int stride,
        Vector512<float> c0, Vector512<float> c1, Vector512<float> c2, Vector512<float> c3,
        Vector512<float> c4, Vector512<float> c5, Vector512<float> c6, Vector512<float> c7)
    {
        TransposeBack(c0, c1, c2, c3, c4, c5, c6, c7, out var r0, out var r1, out var r2, out var r3, out var r8, out var r9, out var r10, out var r11);
        r0.GetLower().StoreUnsafe(ref rows);
        r1.GetLower().StoreUnsafe(ref At(ref rows, stride));
        r2.GetLower().StoreUnsafe(ref At(ref rows, 2 * stride));
        r3.GetLower().StoreUnsafe(ref At(ref rows, 3 * stride));
        r0.GetUpper().StoreUnsafe(ref At(ref rows, 4 * stride));
        r1.GetUpper().StoreUnsafe(ref At(ref rows, 5 * stride));
        r2.GetUpper().StoreUnsafe(ref At(ref rows, 6 * stride));
        r3.GetUpper().StoreUnsafe(ref At(ref rows, 7 * stride));
        r8.GetLower().StoreUnsafe(ref At(ref rows, 8 * stride));
        r9.GetLower().StoreUnsafe(ref At(ref rows, 9 * stride));
        r10.GetLower().StoreUnsafe(ref At(ref rows, 10 * stride));
        r11.GetLower().StoreUnsafe(ref At(ref rows, 11 * stride));
        r8.GetUpper().StoreUnsafe(ref At(ref rows, 12 * stride));
        r9.GetUpper().StoreUnsafe(ref At(ref rows, 13 * stride));
        r10.GetUpper().StoreUnsafe(ref At(ref rows, 14 * stride));
        return r11.GetUpper();
    }

    // A 4 x 4 transpose in each quarter.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose4x4(
        Vector512<float> a0, Vector512<float> a1, Vector512<float> a2, Vector512<float> a3,
        out Vector512<float> b0, out Vector512<float> b1, out Vector512<float> b2, out Vector512<float> b3)
    {
        if (Avx512F.IsSupported)
        {
            Vector512<float> low01 = Avx512F.UnpackLow(a0, a1), high01 = Avx512F.UnpackHigh(a0, a1);
            Vector512<float> low23 = Avx512F.UnpackLow(a2, a3), high23 = Avx512F.UnpackHigh(a2, a3);
            b0 = Avx512F.Shuffle(low01, low23, 0b_01_00_01_00);
            b1 = Avx512F.Shuffle(low01, low23, 0b_11_10_11_10);
            b2 = Avx512F.Shuffle(high01, high23, 0b_01_00_01_00);
            b3 = Avx512F.Shuffle(high01, high23, 0b_11_10_11_10);
            return;
        }

        Single256.Transpose4x4(a0.GetLower(), a1.GetLower(), a2.GetLower(), a3.GetLower(), out var l0, out var l1, out var l2, out var l3);
        Single256.Transpose4x4(a0.GetUpper(), a1.GetUpper(), a2.GetUpper(), a3.GetUpper(), out var u0, out var u1, out var u2, out var u3);
        b0 = Vector512.Create(l0, u0);
        b1 = Vector512.Create(l1, u1);
        b2 = Vector512.Create(l2, u2);
        b3 = Vector512.Create(l3, u3);
    }

    // Two 8 x 8 transposes: a 4 x 4 transpose in each quarter, then the quarters change places.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(
        Vector512<float> a0, Vector512<float> a1, Vector512<float> a2, Vector512<float> a3,
        Vector512<float> a4, Vector512<float> a5, Vector512<float> a6, Vector512<float> a7,
        out Vector512<float> b0, out Vector512<float> b1, out Vector512<float> b2, out Vector512<float> b3,
        out Vector512<float> b4, out Vector512<float> b5, out Vector512<float> b6, out Vector512<float> b7)
    {
        if (Avx512F.IsSupported)
        {
            Transpose4x4(a0, a1, a2, a3, out var u0, out var u1, out var u2, out var u3);
            Transpose4x4(a4, a5, a6, a7, out var v0, out var v1, out var v2, out var v3);

            // The even quarters of both, then the odd ones.
            b0 = Avx512F.Shuffle4x128(u0, v0, 0b_10_00_10_00);
            b1 = Avx512F.Shuffle4x128(u1, v1, 0b_10_00_10_00);
            b2 = Avx512F.Shuffle4x128(u2, v2, 0b_10_00_10_00);
            b3 = Avx512F.Shuffle4x128(u3, v3, 0b_10_00_10_00);
            b4 = Avx512F.Shuffle4x128(u0, v0, 0b_11_01_11_01);
            b5 = Avx512F.Shuffle4x128(u1, v1, 0b_11_01_11_01);
            b6 = Avx512F.Shuffle4x128(u2, v2, 0b_11_01_11_01);
            b7 = Avx512F.Shuffle4x128(u3, v3, 0b_11_01_11_01);
            return;
        }

        Single256.Transpose(
            a0.GetLower(), a1.GetLower(), a2.GetLower(), a3.GetLower(), a0.GetUpper(), a1.GetUpper(), a2.GetUpper(), a3.GetUpper(),
            out var l0, out var l1, out var l2, out var l3, out var l4, out var l5, out var l6, out var l7);
        Single256.Transpose(
            a4.GetLower(), a5.GetLower(), a6.GetLower(), a7.GetLower(), a4.GetUpper(), a5.GetUpper(), a6.GetUpper(), a7.GetUpper(),
            out var h0, out var h1, out var h2, out var h3, out var h4, out var h5, out var h6, out var h7);
        b0 = Vector512.Create(l0, h0);
        b1 = Vector512.Create(l1, h1);
        b2 = Vector512.Create(l2, h2);
        b3 = Vector512.Create(l3, h3);
        b4 = Vector512.Create(l4, h4);
        b5 = Vector512.Create(l5, h5);
        b6 = Vector512.Create(l6, h6);
        b7 = Vector512.Create(l7, h7);
    }

    // The inverse.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransposeBack(
        Vector512<float> b0, Vector512<float> b1, Vector512<float> b2, Vector512<float> b3,
        Vector512<float> b4, Vector512<float> b5, Vector512<float> b6, Vector512<float> b7,
        out Vector512<float> a0, out Vector512<float> a1, out Vector512<float> a2, out Vector512<float> a3,
        out Vector512<float> a4, out Vector512<float> a5, out Vector512<float> a6, out Vector512<float> a7)
    {
        if (Avx512F.IsSupported)
        {
            Transpose4x4(b0, b1, b2, b3, out var u0, out var u1, out var u2, out var u3);
            Transpose4x4(b4, b5, b6, b7, out var v0, out var v1, out var v2, out var v3);

            // The lower two quarters of both, interleaved, then the upper two.
            Vector512<long> lower = Vector512.Create(0L, 1, 8, 9, 2, 3, 10, 11), upper = Vector512.Create(4L, 5, 12, 13, 6, 7, 14, 15);
            a0 = Avx512F.PermuteVar8x64x2(u0.AsDouble(), lower, v0.AsDouble()).AsSingle();
            a1 = Avx512F.PermuteVar8x64x2(u1.AsDouble(), lower, v1.AsDouble()).AsSingle();
            a2 = Avx512F.PermuteVar8x64x2(u2.AsDouble(), lower, v2.AsDouble()).AsSingle();
            a3 = Avx512F.PermuteVar8x64x2(u3.AsDouble(), lower, v3.AsDouble()).AsSingle();
            a4 = Avx512F.PermuteVar8x64x2(u0.AsDouble(), upper, v0.AsDouble()).AsSingle();
            a5 = Avx512F.PermuteVar8x64x2(u1.AsDouble(), upper, v1.AsDouble()).AsSingle();
            a6 = Avx512F.PermuteVar8x64x2(u2.AsDouble(), upper, v2.AsDouble()).AsSingle();
            a7 = Avx512F.PermuteVar8x64x2(u3.AsDouble(), upper, v3.AsDouble()).AsSingle();
            return;
        }

        Single256.Transpose(
            b0.GetLower(), b1.GetLower(), b2.GetLower(), b3.GetLower(), b4.GetLower(), b5.GetLower(), b6.GetLower(), b7.GetLower(),
            out var l0, out var l1, out var l2, out var l3, out var l4, out var l5, out var l6, out var l7);
        Single256.Transpose(
            b0.GetUpper(), b1.GetUpper(), b2.GetUpper(), b3.GetUpper(), b4.GetUpper(), b5.GetUpper(), b6.GetUpper(), b7.GetUpper(),
            out var h0, out var h1, out var h2, out var h3, out var h4, out var h5, out var h6, out var h7);
        a0 = Vector512.Create(l0, l4);
        a1 = Vector512.Create(l1, l5);
        a2 = Vector512.Create(l2, l6);
        a3 = Vector512.Create(l3, l7);
        a4 = Vector512.Create(h0, h4);
        a5 = Vector512.Create(h1, h5);
        a6 = Vector512.Create(h2, h6);
        a7 = Vector512.Create(h3, h7);
    }
}
