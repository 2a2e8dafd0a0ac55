using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SoftmaxGen.Runtime;

// How sixteen rows are turned, so that each vector holds one class of all of them, and turned back: eight classes at a time, as in
// vectors of 256 bits, of which each quarter has four rows. Which lane a row gets is up to the turning, as long as turning back
// undoes it. Vectors of 512 bits exist on x86 alone, so this uses its shuffles, where there are none those of 256 bits.
public abstract partial class Single512
{
    /// <summary>Reads 8 classes of 16 rows that are <paramref name="stride"/> apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void LoadClasses(
        ref float rows, int stride,
        out Vector512<float> c0, out Vector512<float> c1, out Vector512<float> c2, out Vector512<float> c3,
        out Vector512<float> c4, out Vector512<float> c5, out Vector512<float> c6, out Vector512<float> c7) =>
        Turn(
            Rows(ref rows, 0, 4, stride), Rows(ref rows, 1, 5, stride), Rows(ref rows, 2, 6, stride), Rows(ref rows, 3, 7, stride),
            Rows(ref rows, 8, 12, stride), Rows(ref rows, 9, 13, stride), Rows(ref rows, 10, 14, stride), Rows(ref rows, 11, 15, stride),
            out c0, out c1, out c2, out c3, out c4, out c5, out c6, out c7);

    /// <summary>Writes 8 classes of 16 rows that are <paramref name="stride"/> apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void StoreClasses(
        ref float rows, int stride,
        Vector512<float> c0, Vector512<float> c1, Vector512<float> c2, Vector512<float> c3,
        Vector512<float> c4, Vector512<float> c5, Vector512<float> c6, Vector512<float> c7)
    {
        TurnBack(c0, c1, c2, c3, c4, c5, c6, c7, out var r0, out var r1, out var r2, out var r3, out var r8, out var r9, out var r10, out var r11);
        r0.GetLower().StoreUnsafe(ref rows);
        r1.GetLower().StoreUnsafe(ref At(ref rows, stride));
        r2.GetLower().StoreUnsafe(ref At(ref rows, 2 * stride));
        r3.GetLower().StoreUnsafe(ref At(ref rows, 3 * stride));
        Upper(r0).StoreUnsafe(ref At(ref rows, 4 * stride));
        Upper(r1).StoreUnsafe(ref At(ref rows, 5 * stride));
        Upper(r2).StoreUnsafe(ref At(ref rows, 6 * stride));
        Upper(r3).StoreUnsafe(ref At(ref rows, 7 * stride));
        r8.GetLower().StoreUnsafe(ref At(ref rows, 8 * stride));
        r9.GetLower().StoreUnsafe(ref At(ref rows, 9 * stride));
        r10.GetLower().StoreUnsafe(ref At(ref rows, 10 * stride));
        r11.GetLower().StoreUnsafe(ref At(ref rows, 11 * stride));
        Upper(r8).StoreUnsafe(ref At(ref rows, 12 * stride));
        Upper(r9).StoreUnsafe(ref At(ref rows, 13 * stride));
        Upper(r10).StoreUnsafe(ref At(ref rows, 14 * stride));
        Upper(r11).StoreUnsafe(ref At(ref rows, 15 * stride));
    }

    /// <summary>
    /// Reads 16 rows of 5 to 7 classes. Each half of a vector runs on into the next row; the last one ends with its row instead,
    /// and its lanes are rotated into place.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void LoadFewClasses(
        ref float rows, int classes,
        out Vector512<float> c0, out Vector512<float> c1, out Vector512<float> c2, out Vector512<float> c3,
        out Vector512<float> c4, out Vector512<float> c5, out Vector512<float> c6, out Vector512<float> c7) =>
        Turn(
            Rows(ref rows, 0, 4, classes), Rows(ref rows, 1, 5, classes), Rows(ref rows, 2, 6, classes), Rows(ref rows, 3, 7, classes),
            Rows(ref rows, 8, 12, classes), Rows(ref rows, 9, 13, classes), Rows(ref rows, 10, 14, classes),
            Join(
                Vector256.LoadUnsafe(ref At(ref rows, 11 * classes)),
                Single256.Rotate(Vector256.LoadUnsafe(ref At(ref rows, (16 * classes) - 8)), 8 - classes)),
            out c0, out c1, out c2, out c3, out c4, out c5, out c6, out c7);

    /// <summary>Writes 16 rows of 5 to 7 classes; what a vector writes past its row, the next row overwrites.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void StoreFewClasses(
        ref float rows, int classes,
        Vector512<float> c0, Vector512<float> c1, Vector512<float> c2, Vector512<float> c3,
        Vector512<float> c4, Vector512<float> c5, Vector512<float> c6)
    {
        TurnBack(c0, c1, c2, c3, c4, c5, c6, c6, out var r0, out var r1, out var r2, out var r3, out var r8, out var r9, out var r10, out var r11);
        r0.GetLower().StoreUnsafe(ref rows);
        r1.GetLower().StoreUnsafe(ref At(ref rows, classes));
        r2.GetLower().StoreUnsafe(ref At(ref rows, 2 * classes));
        r3.GetLower().StoreUnsafe(ref At(ref rows, 3 * classes));
        Upper(r0).StoreUnsafe(ref At(ref rows, 4 * classes));
        Upper(r1).StoreUnsafe(ref At(ref rows, 5 * classes));
        Upper(r2).StoreUnsafe(ref At(ref rows, 6 * classes));
        Upper(r3).StoreUnsafe(ref At(ref rows, 7 * classes));
        r8.GetLower().StoreUnsafe(ref At(ref rows, 8 * classes));
        r9.GetLower().StoreUnsafe(ref At(ref rows, 9 * classes));
        r10.GetLower().StoreUnsafe(ref At(ref rows, 10 * classes));
        r11.GetLower().StoreUnsafe(ref At(ref rows, 11 * classes));
        Upper(r8).StoreUnsafe(ref At(ref rows, 12 * classes));
        Upper(r9).StoreUnsafe(ref At(ref rows, 13 * classes));
        Upper(r10).StoreUnsafe(ref At(ref rows, 14 * classes));

        // The last row in two halves that overlap, so that nothing past it is touched.
        Vector256<float> last = r11.GetUpper();
        last.GetLower().StoreUnsafe(ref At(ref rows, 15 * classes));
        Single256.Rotate(last, classes - 4).GetLower().StoreUnsafe(ref At(ref rows, (16 * classes) - 4));
    }

    /// <summary>Reads 16 rows of 4 classes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void LoadClasses4(ref float rows, out Vector512<float> c0, out Vector512<float> c1, out Vector512<float> c2, out Vector512<float> c3) =>
        Turn4(Load(ref rows, 0), Load(ref rows, 16), Load(ref rows, 32), Load(ref rows, 48), out c0, out c1, out c2, out c3);

    /// <summary>Writes 16 rows of 4 classes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void StoreClasses4(ref float rows, Vector512<float> c0, Vector512<float> c1, Vector512<float> c2, Vector512<float> c3)
    {
        Turn4(c0, c1, c2, c3, out var r0, out var r4, out var r8, out var r12);
        Store(r0, ref rows, 0);
        Store(r4, ref rows, 16);
        Store(r8, ref rows, 32);
        Store(r12, ref rows, 48);
    }

    /// <summary>Reads 16 rows of 3 classes.</summary>
    /// <remarks>The five shuffles of Melax, 3D Vector Normalization Using 256-Bit Intel AVX, 2011.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void LoadClasses3(ref float rows, out Vector512<float> c0, out Vector512<float> c1, out Vector512<float> c2)
    {
        Vector512<float> m0 = Quarters(ref rows, 12), m1 = Quarters(ref At(ref rows, 4), 12), m2 = Quarters(ref At(ref rows, 8), 12);
        Vector512<float> xy = Shuffle(m1, m2, 0b_10_01_11_10);
        Vector512<float> yz = Shuffle(m0, m1, 0b_01_00_10_01);
        c0 = Shuffle(m0, xy, 0b_10_00_11_00);
        c1 = Shuffle(yz, xy, 0b_11_01_10_00);
        c2 = Shuffle(yz, m2, 0b_11_00_11_01);
    }

    /// <summary>Writes 16 rows of 3 classes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void StoreClasses3(ref float rows, Vector512<float> c0, Vector512<float> c1, Vector512<float> c2)
    {
        Vector512<float> xy = Shuffle(c0, c1, 0b_10_00_10_00);
        Vector512<float> yz = Shuffle(c1, c2, 0b_11_01_11_01);
        Vector512<float> zx = Shuffle(c2, c0, 0b_11_01_10_00);
        StoreQuarters(Shuffle(xy, zx, 0b_10_00_10_00), ref rows, 12);
        StoreQuarters(Shuffle(yz, xy, 0b_11_01_10_00), ref At(ref rows, 4), 12);
        StoreQuarters(Shuffle(zx, yz, 0b_11_01_11_01), ref At(ref rows, 8), 12);
    }

    /// <summary>Reads 16 rows of 2 classes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void LoadClasses2(ref float rows, out Vector512<float> c0, out Vector512<float> c1)
    {
        Vector512<float> low = Load(ref rows, 0), high = Load(ref rows, 16);
        c0 = Shuffle(low, high, 0b_10_00_10_00);
        c1 = Shuffle(low, high, 0b_11_01_11_01);
    }

    /// <summary>Writes 16 rows of 2 classes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void StoreClasses2(ref float rows, Vector512<float> c0, Vector512<float> c1)
    {
        Store(UnpackLow(c0, c1), ref rows, 0);
        Store(UnpackHigh(c0, c1), ref rows, 16);
    }

    /// <summary>Reads one label for each row, in the order that turning rows of <paramref name="classes"/> classes gives them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static Vector512<int> LoadLabels(ref int labels, int classes)
    {
        Vector512<int> inOrder = Vector512.LoadUnsafe(ref labels);
        return classes switch
        {
            2 => Vector512.Shuffle(inOrder.AsInt64(), Vector512.Create(0, 4, 1, 5, 2, 6, 3, 7)).AsInt32(),
            4 => Vector512.Shuffle(inOrder, Vector512.Create(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15)),
            _ => inOrder,
        };
    }

    /// <summary>The term of each row's label, of those that wait in memory, where lanes have the order of the rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static Vector512<float> LoadOwn(ref float terms, ref int labels, Vector512<int> drop) =>
        Lower(Vector512.Create(Own8(ref terms, ref labels), Own8(ref At(ref terms, 8), ref At(ref labels, 8))).AsInt32(), drop);

    /// <summary>Writes the element of each row's label.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void StoreOwn(Vector512<float> own, ref float rows, ref int labels, int classes)
    {
        Single256.StoreOwn(own.GetLower(), ref rows, ref labels, classes);
        Single256.StoreOwn(own.GetUpper(), ref At(ref rows, 8 * classes), ref At(ref labels, 8), classes);
    }

    /// <summary>Writes one number for each row, from the order that turning rows of <paramref name="classes"/> classes gives them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void StoreResults(Vector512<float> results, ref float destination, int classes) =>
        InOrder(results, classes).StoreUnsafe(ref destination);

    /// <summary>Writes one label for each row, from the order that turning rows of <paramref name="classes"/> classes gives them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void StoreLabels(Vector512<int> labels, ref int destination, int classes) =>
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
    private static Vector256<float> Own8(ref float terms, ref int labels) => Vector256.Create(
        At(ref terms, 16 * labels),
        At(ref terms, (16 * At(ref labels, 1)) + 1),
        At(ref terms, (16 * At(ref labels, 2)) + 2),
        At(ref terms, (16 * At(ref labels, 3)) + 3),
        At(ref terms, (16 * At(ref labels, 4)) + 4),
        At(ref terms, (16 * At(ref labels, 5)) + 5),
        At(ref terms, (16 * At(ref labels, 6)) + 6),
        At(ref terms, (16 * At(ref labels, 7)) + 7));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Rows(ref float rows, int lower, int upper, int stride) =>
        Join(Vector256.LoadUnsafe(ref At(ref rows, lower * stride)), Vector256.LoadUnsafe(ref At(ref rows, upper * stride)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Upper(Vector512<float> lanes) => Avx512F.IsSupported ? Avx512F.ExtractVector256(lanes, 1) : lanes.GetUpper();

    // The halves of a vector. One instruction; the just-in-time compiler makes two of the general form.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Join(Vector256<float> lower, Vector256<float> upper) =>
        Avx512F.IsSupported ? Avx512F.InsertVector256(lower.ToVector512Unsafe(), upper, 1) : Vector512.Create(lower, upper);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Quarters(ref float rows, [ConstantExpected] int stride) => Vector512.Create(
        Vector256.Create(Vector128.LoadUnsafe(ref rows), Vector128.LoadUnsafe(ref At(ref rows, stride))),
        Vector256.Create(Vector128.LoadUnsafe(ref At(ref rows, 2 * stride)), Vector128.LoadUnsafe(ref At(ref rows, 3 * stride))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreQuarters(Vector512<float> lanes, ref float rows, [ConstantExpected] int stride)
    {
        lanes.GetLower().GetLower().StoreUnsafe(ref rows);
        lanes.GetLower().GetUpper().StoreUnsafe(ref At(ref rows, stride));
        lanes.GetUpper().GetLower().StoreUnsafe(ref At(ref rows, 2 * stride));
        lanes.GetUpper().GetUpper().StoreUnsafe(ref At(ref rows, 3 * stride));
    }

    // A 4 x 4 transpose in each quarter.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Turn4(
        Vector512<float> a0, Vector512<float> a1, Vector512<float> a2, Vector512<float> a3,
        out Vector512<float> b0, out Vector512<float> b1, out Vector512<float> b2, out Vector512<float> b3)
    {
        Vector512<float> low01 = UnpackLow(a0, a1), high01 = UnpackHigh(a0, a1);
        Vector512<float> low23 = UnpackLow(a2, a3), high23 = UnpackHigh(a2, a3);
        b0 = Shuffle(low01, low23, 0b_01_00_01_00);
        b1 = Shuffle(low01, low23, 0b_11_10_11_10);
        b2 = Shuffle(high01, high23, 0b_01_00_01_00);
        b3 = Shuffle(high01, high23, 0b_11_10_11_10);
    }

    // Two 8 x 8 transposes: one 4 x 4 transpose for each quarter; then those of the first four classes part from the others.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Turn(
        Vector512<float> a0, Vector512<float> a1, Vector512<float> a2, Vector512<float> a3,
        Vector512<float> a4, Vector512<float> a5, Vector512<float> a6, Vector512<float> a7,
        out Vector512<float> b0, out Vector512<float> b1, out Vector512<float> b2, out Vector512<float> b3,
        out Vector512<float> b4, out Vector512<float> b5, out Vector512<float> b6, out Vector512<float> b7)
    {
        Turn4(a0, a1, a2, a3, out var u0, out var u1, out var u2, out var u3);
        Turn4(a4, a5, a6, a7, out var v0, out var v1, out var v2, out var v3);
        b0 = EvenQuarters(u0, v0);
        b1 = EvenQuarters(u1, v1);
        b2 = EvenQuarters(u2, v2);
        b3 = EvenQuarters(u3, v3);
        b4 = OddQuarters(u0, v0);
        b5 = OddQuarters(u1, v1);
        b6 = OddQuarters(u2, v2);
        b7 = OddQuarters(u3, v3);
    }

    // The same backwards.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TurnBack(
        Vector512<float> b0, Vector512<float> b1, Vector512<float> b2, Vector512<float> b3,
        Vector512<float> b4, Vector512<float> b5, Vector512<float> b6, Vector512<float> b7,
        out Vector512<float> a0, out Vector512<float> a1, out Vector512<float> a2, out Vector512<float> a3,
        out Vector512<float> a4, out Vector512<float> a5, out Vector512<float> a6, out Vector512<float> a7)
    {
        Turn4(b0, b1, b2, b3, out var u0, out var u1, out var u2, out var u3);
        Turn4(b4, b5, b6, b7, out var v0, out var v1, out var v2, out var v3);
        a0 = LowerQuarters(u0, v0);
        a1 = LowerQuarters(u1, v1);
        a2 = LowerQuarters(u2, v2);
        a3 = LowerQuarters(u3, v3);
        a4 = UpperQuarters(u0, v0);
        a5 = UpperQuarters(u1, v1);
        a6 = UpperQuarters(u2, v2);
        a7 = UpperQuarters(u3, v3);
    }

    // Quarters 0 and 2 of both.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> EvenQuarters(Vector512<float> a, Vector512<float> b) =>
        Avx512F.IsSupported ? Avx512F.Shuffle4x128(a, b, 0b_10_00_10_00)
            : Vector512.Create(Avx.Permute2x128(a.GetLower(), a.GetUpper(), 0x20), Avx.Permute2x128(b.GetLower(), b.GetUpper(), 0x20));

    // Quarters 1 and 3 of both.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> OddQuarters(Vector512<float> a, Vector512<float> b) =>
        Avx512F.IsSupported ? Avx512F.Shuffle4x128(a, b, 0b_11_01_11_01)
            : Vector512.Create(Avx.Permute2x128(a.GetLower(), a.GetUpper(), 0x31), Avx.Permute2x128(b.GetLower(), b.GetUpper(), 0x31));

    // Quarters 0 and 1, in turn of a and b.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> LowerQuarters(Vector512<float> a, Vector512<float> b) =>
        Avx512F.IsSupported ? Avx512F.PermuteVar8x64x2(a.AsDouble(), Vector512.Create(0, 1, 8, 9, 2, 3, 10, 11), b.AsDouble()).AsSingle()
            : Vector512.Create(Avx.Permute2x128(a.GetLower(), b.GetLower(), 0x20), Avx.Permute2x128(a.GetLower(), b.GetLower(), 0x31));

    // Quarters 2 and 3, in turn of a and b.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> UpperQuarters(Vector512<float> a, Vector512<float> b) =>
        Avx512F.IsSupported ? Avx512F.PermuteVar8x64x2(a.AsDouble(), Vector512.Create(4, 5, 12, 13, 6, 7, 14, 15), b.AsDouble()).AsSingle()
            : Vector512.Create(Avx.Permute2x128(a.GetUpper(), b.GetUpper(), 0x20), Avx.Permute2x128(a.GetUpper(), b.GetUpper(), 0x31));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> UnpackLow(Vector512<float> a, Vector512<float> b) =>
        Avx512F.IsSupported ? Avx512F.UnpackLow(a, b) : Vector512.Create(Avx.UnpackLow(a.GetLower(), b.GetLower()), Avx.UnpackLow(a.GetUpper(), b.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> UnpackHigh(Vector512<float> a, Vector512<float> b) =>
        Avx512F.IsSupported ? Avx512F.UnpackHigh(a, b) : Vector512.Create(Avx.UnpackHigh(a.GetLower(), b.GetLower()), Avx.UnpackHigh(a.GetUpper(), b.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Shuffle(Vector512<float> a, Vector512<float> b, [ConstantExpected] byte control) =>
        Avx512F.IsSupported ? Avx512F.Shuffle(a, b, control) : Vector512.Create(Avx.Shuffle(a.GetLower(), b.GetLower(), control), Avx.Shuffle(a.GetUpper(), b.GetUpper(), control));
}
