using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace SoftmaxGen.Runtime;

// How four rows are transposed, so that each vector holds one class of them all, and back. Lanes are in the order of the rows.
public readonly partial struct Single128
{
    // 4 classes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LoadTransposed(
        ref float rows, int stride,
        out Vector128<float> c0, out Vector128<float> c1, out Vector128<float> c2, out Vector128<float> c3) =>
        Transpose(Row(ref rows, 0, stride), Row(ref rows, 1, stride), Row(ref rows, 2, stride), Row(ref rows, 3, stride), out c0, out c1, out c2, out c3);

    // 4 classes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreTransposed(
        ref float rows, int stride,
        Vector128<float> c0, Vector128<float> c1, Vector128<float> c2, Vector128<float> c3)
    {
        Transpose(c0, c1, c2, c3, out var r0, out var r1, out var r2, out var r3);
        r0.StoreUnsafe(ref rows);
        r1.StoreUnsafe(ref At(ref rows, stride));
        r2.StoreUnsafe(ref At(ref rows, 2 * stride));
        r3.StoreUnsafe(ref At(ref rows, 3 * stride));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadTransposed(
        ref float rows, int stride,
        out Vector128<float> c0, out Vector128<float> c1, out Vector128<float> c2, out Vector128<float> c3,
        out Vector128<float> c4, out Vector128<float> c5, out Vector128<float> c6, out Vector128<float> c7)
    {
        LoadTransposed(ref rows, stride, out c0, out c1, out c2, out c3);
        LoadTransposed(ref At(ref rows, 4), stride, out c4, out c5, out c6, out c7);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTransposed(
        ref float rows, int stride,
        Vector128<float> c0, Vector128<float> c1, Vector128<float> c2, Vector128<float> c3,
        Vector128<float> c4, Vector128<float> c5, Vector128<float> c6, Vector128<float> c7)
    {
        StoreTransposed(ref rows, stride, c0, c1, c2, c3);
        StoreTransposed(ref At(ref rows, 4), stride, c4, c5, c6, c7);
    }

    /// <inheritdoc/>
    /// <remarks>The first 4 classes, and the last 4 again.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadTransposedPartial(
        ref float rows, int classes,
        out Vector128<float> c0, out Vector128<float> c1, out Vector128<float> c2, out Vector128<float> c3,
        out Vector128<float> c4, out Vector128<float> c5, out Vector128<float> c6, out Vector128<float> c7)
    {
        LoadTransposed(ref rows, classes, out c0, out c1, out c2, out c3);
        LoadTransposed(ref At(ref rows, classes - 4), classes, out _, out Vector128<float> l1, out Vector128<float> l2, out Vector128<float> l3);
        c4 = classes == 5 ? l3 : classes == 6 ? l2 : l1;
        c5 = classes == 6 ? l3 : l2;
        c6 = l3;
        c7 = l3;
    }

    /// <inheritdoc/>
    /// <remarks>The first 4 classes, and the last 4 again.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTransposedPartial(
        ref float rows, int classes,
        Vector128<float> c0, Vector128<float> c1, Vector128<float> c2, Vector128<float> c3,
        Vector128<float> c4, Vector128<float> c5, Vector128<float> c6)
    {
        StoreTransposed(ref rows, classes, c0, c1, c2, c3);
        if (classes == 5)
            StoreTransposed(ref At(ref rows, 1), classes, c1, c2, c3, c4);
        else if (classes == 6)
            StoreTransposed(ref At(ref rows, 2), classes, c2, c3, c4, c5);
        else
            StoreTransposed(ref At(ref rows, 3), classes, c3, c4, c5, c6);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadTransposed4(ref float rows, out Vector128<float> c0, out Vector128<float> c1, out Vector128<float> c2, out Vector128<float> c3) =>
        LoadTransposed(ref rows, 4, out c0, out c1, out c2, out c3);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTransposed4(ref float rows, Vector128<float> c0, Vector128<float> c1, Vector128<float> c2, Vector128<float> c3) =>
        StoreTransposed(ref rows, 4, c0, c1, c2, c3);

    /// <inheritdoc/>
    /// <remarks>
    /// Each vector runs on into the next row. The last one ends with its row instead, and its lanes are rotated into
    /// place.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadTransposed3(ref float rows, out Vector128<float> c0, out Vector128<float> c1, out Vector128<float> c2) =>
        Transpose(
            Row(ref rows, 0, 3), Row(ref rows, 1, 3), Row(ref rows, 2, 3),
            Vector128.Shuffle(Vector128.LoadUnsafe(ref At(ref rows, 8)), Vector128.Create(1, 2, 3, 0)),
            out c0, out c1, out c2, out _);

    /// <inheritdoc/>
    /// <remarks>The next row overwrites what a vector writes past its row.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTransposed3(ref float rows, Vector128<float> c0, Vector128<float> c1, Vector128<float> c2)
    {
        Transpose(c0, c1, c2, c2, out var r0, out var r1, out var r2, out var r3);
        r0.StoreUnsafe(ref rows);
        r1.StoreUnsafe(ref At(ref rows, 3));
        r2.StoreUnsafe(ref At(ref rows, 6));
        Store3(r3, ref At(ref rows, 9));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadTransposed2(ref float rows, out Vector128<float> c0, out Vector128<float> c1)
    {
        Vector128<float> rows01 = Row(ref rows, 0, 4), rows23 = Row(ref rows, 1, 4);
        Vector128<float> rows02 = ZipLow(rows01, rows23), rows13 = ZipHigh(rows01, rows23);
        c0 = ZipLow(rows02, rows13);
        c1 = ZipHigh(rows02, rows13);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTransposed2(ref float rows, Vector128<float> c0, Vector128<float> c1)
    {
        ZipLow(c0, c1).StoreUnsafe(ref rows);
        ZipHigh(c0, c1).StoreUnsafe(ref At(ref rows, 4));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> LoadLabels(ref int labels, int classes) => Vector128.LoadUnsafe(ref labels);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> GatherLabelTerms(ref float terms, ref int labels, Vector128<int> exponentOffset) => ApplyExponentOffset(
        Vector128.Create(
            At(ref terms, 4 * labels),
            At(ref terms, (4 * At(ref labels, 1)) + 1),
            At(ref terms, (4 * At(ref labels, 2)) + 2),
            At(ref terms, (4 * At(ref labels, 3)) + 3)).AsInt32(),
        exponentOffset);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ScatterLabelGradient(Vector128<float> labelGradient, ref float rows, ref int labels, int classes)
    {
        At(ref rows, labels) = labelGradient.GetElement(0);
        At(ref rows, classes + At(ref labels, 1)) = labelGradient.GetElement(1);
        At(ref rows, (2 * classes) + At(ref labels, 2)) = labelGradient.GetElement(2);
        At(ref rows, (3 * classes) + At(ref labels, 3)) = labelGradient.GetElement(3);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreResults(Vector128<float> results, ref float destination, int classes) => results.StoreUnsafe(ref destination);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreLabels(Vector128<int> labels, ref int destination, int classes) => labels.StoreUnsafe(ref destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Row(ref float rows, int row, int stride) => Vector128.LoadUnsafe(ref At(ref rows, row * stride));

    // A 4 x 4 transpose.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(
        Vector128<float> a0, Vector128<float> a1, Vector128<float> a2, Vector128<float> a3,
        out Vector128<float> b0, out Vector128<float> b1, out Vector128<float> b2, out Vector128<float> b3)
    {
        Vector128<float> low02 = ZipLow(a0, a2), high02 = ZipHigh(a0, a2);
        Vector128<float> low13 = ZipLow(a1, a3), high13 = ZipHigh(a1, a3);
        b0 = ZipLow(low02, low13);
        b1 = ZipHigh(low02, low13);
        b2 = ZipLow(high02, high13);
        b3 = ZipHigh(high02, high13);
    }

    // The lower halves of both, interleaved.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> ZipLow(Vector128<float> x, Vector128<float> y) =>
        Sse.IsSupported ? Sse.UnpackLow(x, y)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(x, y)
        : Vector128.Create(x.ToScalar(), y.ToScalar(), x.GetElement(1), y.GetElement(1));

    // The upper halves, interleaved.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> ZipHigh(Vector128<float> x, Vector128<float> y) =>
        Sse.IsSupported ? Sse.UnpackHigh(x, y)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(x, y)
        : Vector128.Create(x.GetElement(2), y.GetElement(2), x.GetElement(3), y.GetElement(3));
}
