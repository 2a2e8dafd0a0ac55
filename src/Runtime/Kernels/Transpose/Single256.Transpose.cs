using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SoftmaxGen.Runtime;

// How eight rows are transposed, so that each vector holds one class of them all, and back. A row may get any lane, as long as
// storing undoes what loading did. Only x86 has vectors of 256 bits, so these are its shuffles.
public readonly partial struct Single256
{
    private static ReadOnlySpan<int> Rotations => [0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3, 4, 5, 6, 7];

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadTransposed(
        ref float rows, int stride,
        out Vector256<float> c0, out Vector256<float> c1, out Vector256<float> c2, out Vector256<float> c3,
        out Vector256<float> c4, out Vector256<float> c5, out Vector256<float> c6, out Vector256<float> c7) =>
        Transpose(
            Row(ref rows, 0, stride), Row(ref rows, 1, stride), Row(ref rows, 2, stride), Row(ref rows, 3, stride),
            Row(ref rows, 4, stride), Row(ref rows, 5, stride), Row(ref rows, 6, stride), Row(ref rows, 7, stride),
            out c0, out c1, out c2, out c3, out c4, out c5, out c6, out c7);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTransposed(
        ref float rows, int stride,
        Vector256<float> c0, Vector256<float> c1, Vector256<float> c2, Vector256<float> c3,
        Vector256<float> c4, Vector256<float> c5, Vector256<float> c6, Vector256<float> c7)
    {
        Transpose(c0, c1, c2, c3, c4, c5, c6, c7, out var r0, out var r1, out var r2, out var r3, out var r4, out var r5, out var r6, out var r7);
        r0.StoreUnsafe(ref rows);
        r1.StoreUnsafe(ref At(ref rows, stride));
        r2.StoreUnsafe(ref At(ref rows, 2 * stride));
        r3.StoreUnsafe(ref At(ref rows, 3 * stride));
        r4.StoreUnsafe(ref At(ref rows, 4 * stride));
        r5.StoreUnsafe(ref At(ref rows, 5 * stride));
        r6.StoreUnsafe(ref At(ref rows, 6 * stride));
        r7.StoreUnsafe(ref At(ref rows, 7 * stride));
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Each vector runs on into the next row. The last one ends with its row instead, and its lanes are rotated into
    /// place.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadTransposedPartial(
        ref float rows, int classes,
        out Vector256<float> c0, out Vector256<float> c1, out Vector256<float> c2, out Vector256<float> c3,
        out Vector256<float> c4, out Vector256<float> c5, out Vector256<float> c6, out Vector256<float> c7) =>
        Transpose(
            Row(ref rows, 0, classes), Row(ref rows, 1, classes), Row(ref rows, 2, classes), Row(ref rows, 3, classes),
            Row(ref rows, 4, classes), Row(ref rows, 5, classes), Row(ref rows, 6, classes),
            Rotate(Vector256.LoadUnsafe(ref At(ref rows, (8 * classes) - 8)), 8 - classes),
            out c0, out c1, out c2, out c3, out c4, out c5, out c6, out c7);

    /// <inheritdoc/>
    /// <remarks>The next row overwrites what a vector writes past its row.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTransposedPartial(
        ref float rows, int classes,
        Vector256<float> c0, Vector256<float> c1, Vector256<float> c2, Vector256<float> c3,
        Vector256<float> c4, Vector256<float> c5, Vector256<float> c6)
    {
        Transpose(c0, c1, c2, c3, c4, c5, c6, c6, out var r0, out var r1, out var r2, out var r3, out var r4, out var r5, out var r6, out var r7);
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

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadTransposed4(ref float rows, out Vector256<float> c0, out Vector256<float> c1, out Vector256<float> c2, out Vector256<float> c3) =>
        Transpose4x4(Row(ref rows, 0, 8), Row(ref rows, 1, 8), Row(ref rows, 2, 8), Row(ref rows, 3, 8), out c0, out c1, out c2, out c3);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTransposed4(ref float rows, Vector256<float> c0, Vector256<float> c1, Vector256<float> c2, Vector256<float> c3)
    {
        Transpose4x4(c0, c1, c2, c3, out var r0, out var r1, out var r2, out var r3);
        r0.StoreUnsafe(ref rows);
        r1.StoreUnsafe(ref At(ref rows, 8));
        r2.StoreUnsafe(ref At(ref rows, 16));
        r3.StoreUnsafe(ref At(ref rows, 24));
    }

    /// <inheritdoc/>
    /// <remarks>The five shuffles of Melax, 3D Vector Normalization Using 256-Bit Intel AVX, 2011.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadTransposed3(ref float rows, out Vector256<float> c0, out Vector256<float> c1, out Vector256<float> c2)
    {
        Vector256<float> m03 = Halves(ref rows, 0, 12), m14 = Halves(ref rows, 4, 16), m25 = Halves(ref rows, 8, 20);
        Vector256<float> xy = Avx.Shuffle(m14, m25, 0b_10_01_11_10);
        Vector256<float> yz = Avx.Shuffle(m03, m14, 0b_01_00_10_01);
        c0 = Avx.Shuffle(m03, xy, 0b_10_00_11_00);
        c1 = Avx.Shuffle(yz, xy, 0b_11_01_10_00);
        c2 = Avx.Shuffle(yz, m25, 0b_11_00_11_01);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTransposed3(ref float rows, Vector256<float> c0, Vector256<float> c1, Vector256<float> c2)
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

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadTransposed2(ref float rows, out Vector256<float> c0, out Vector256<float> c1)
    {
        Vector256<float> low = Row(ref rows, 0, 8), high = Row(ref rows, 1, 8);
        c0 = Avx.Shuffle(low, high, 0b_10_00_10_00);
        c1 = Avx.Shuffle(low, high, 0b_11_01_11_01);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTransposed2(ref float rows, Vector256<float> c0, Vector256<float> c1)
    {
        Avx.UnpackLow(c0, c1).StoreUnsafe(ref rows);
        Avx.UnpackHigh(c0, c1).StoreUnsafe(ref At(ref rows, 8));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> LoadLabels(ref int labels, int classes)
    {
        Vector256<int> inOrder = Vector256.LoadUnsafe(ref labels);
        return classes switch
        {
            2 => Avx2.Permute4x64(inOrder.AsInt64(), 0b_11_01_10_00).AsInt32(),
            4 => Avx2.PermuteVar8x32(inOrder, Vector256.Create(0, 2, 4, 6, 1, 3, 5, 7)),
            _ => inOrder,
        };
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> GatherLabelTerms(ref float terms, ref int labels, Vector256<int> exponentOffset) => ApplyExponentOffset(
        Vector256.Create(
            At(ref terms, 8 * labels),
            At(ref terms, (8 * At(ref labels, 1)) + 1),
            At(ref terms, (8 * At(ref labels, 2)) + 2),
            At(ref terms, (8 * At(ref labels, 3)) + 3),
            At(ref terms, (8 * At(ref labels, 4)) + 4),
            At(ref terms, (8 * At(ref labels, 5)) + 5),
            At(ref terms, (8 * At(ref labels, 6)) + 6),
            At(ref terms, (8 * At(ref labels, 7)) + 7)).AsInt32(),
        exponentOffset);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ScatterLabelGradient(Vector256<float> labelGradient, ref float rows, ref int labels, int classes)
    {
        At(ref rows, labels) = labelGradient.GetElement(0);
        At(ref rows, classes + At(ref labels, 1)) = labelGradient.GetElement(1);
        At(ref rows, (2 * classes) + At(ref labels, 2)) = labelGradient.GetElement(2);
        At(ref rows, (3 * classes) + At(ref labels, 3)) = labelGradient.GetElement(3);
        At(ref rows, (4 * classes) + At(ref labels, 4)) = labelGradient.GetElement(4);
        At(ref rows, (5 * classes) + At(ref labels, 5)) = labelGradient.GetElement(5);
        At(ref rows, (6 * classes) + At(ref labels, 6)) = labelGradient.GetElement(6);
        At(ref rows, (7 * classes) + At(ref labels, 7)) = labelGradient.GetElement(7);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreResults(Vector256<float> results, ref float destination, int classes) =>
        InOrder(results, classes).StoreUnsafe(ref destination);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreLabels(Vector256<int> labels, ref int destination, int classes) =>
        InOrder(labels.AsSingle(), classes).AsInt32().StoreUnsafe(ref destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> InOrder(Vector256<float> lanes, int classes) => classes switch
    {
        2 => Avx2.Permute4x64(lanes.AsDouble(), 0b_11_01_10_00).AsSingle(),
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
    internal static Vector256<float> Rotate(Vector256<float> lanes, int count) =>
        Avx2.PermuteVar8x32(lanes, Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(Rotations), (nuint)count));

    // A 4 x 4 transpose in each half.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Transpose4x4(
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
    internal static void Transpose(
        Vector256<float> a0, Vector256<float> a1, Vector256<float> a2, Vector256<float> a3,
        Vector256<float> a4, Vector256<float> a5, Vector256<float> a6, Vector256<float> a7,
        out Vector256<float> b0, out Vector256<float> b1, out Vector256<float> b2, out Vector256<float> b3,
        out Vector256<float> b4, out Vector256<float> b5, out Vector256<float> b6, out Vector256<float> b7)
    {
        Transpose4x4(a0, a1, a2, a3, out var u0, out var u1, out var u2, out var u3);
        Transpose4x4(a4, a5, a6, a7, out var v0, out var v1, out var v2, out var v3);
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
