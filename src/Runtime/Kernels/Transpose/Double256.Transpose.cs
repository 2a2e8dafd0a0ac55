using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SoftmaxGen.Runtime;

// How four rows are transposed, so that each vector holds one class of them all, and back. A row may get any lane, as long as
// storing undoes what loading did. Only x86 has vectors of 256 bits, so these are its shuffles.
public readonly partial struct Double256
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadTransposed(
        ref double rows, int stride,
        out Vector256<double> c0, out Vector256<double> c1, out Vector256<double> c2, out Vector256<double> c3) =>
        Transpose(Row(ref rows, 0, stride), Row(ref rows, 1, stride), Row(ref rows, 2, stride), Row(ref rows, 3, stride), out c0, out c1, out c2, out c3);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTransposed(
        ref double rows, int stride,
        Vector256<double> c0, Vector256<double> c1, Vector256<double> c2, Vector256<double> c3)
    {
        Transpose(c0, c1, c2, c3, out var r0, out var r1, out var r2, out var r3);
        r0.StoreUnsafe(ref rows);
        r1.StoreUnsafe(ref At(ref rows, stride));
        r2.StoreUnsafe(ref At(ref rows, 2 * stride));
        r3.StoreUnsafe(ref At(ref rows, 3 * stride));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadTransposed3(ref double rows, out Vector256<double> c0, out Vector256<double> c1, out Vector256<double> c2)
    {
        Vector256<double> v0 = Row(ref rows, 0, 4), v1 = Row(ref rows, 1, 4), v2 = Row(ref rows, 2, 4);

        // The halves of two rows each, three numbers apart: x y | x y, z x | z x, y z | y z.
        Vector256<double> xy = Avx.Blend(v0, v1, 0b1100);
        Vector256<double> zx = Avx.Permute2x128(v0, v2, 0x21);
        Vector256<double> yz = Avx.Blend(v1, v2, 0b1100);
        c0 = Avx.Shuffle(xy, zx, 0b1010);
        c1 = Avx.Shuffle(xy, yz, 0b0101);
        c2 = Avx.Shuffle(zx, yz, 0b1010);
    }

    /// <inheritdoc/>
    /// <remarks>The steps of the load, backwards.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTransposed3(ref double rows, Vector256<double> c0, Vector256<double> c1, Vector256<double> c2)
    {
        Vector256<double> xy = Avx.UnpackLow(c0, c1);
        Vector256<double> zx = Avx.Shuffle(c2, c0, 0b1010);
        Vector256<double> yz = Avx.UnpackHigh(c1, c2);
        Avx.Permute2x128(xy, zx, 0x20).StoreUnsafe(ref rows);
        Avx.Blend(yz, xy, 0b1100).StoreUnsafe(ref At(ref rows, 4));
        Avx.Permute2x128(zx, yz, 0x31).StoreUnsafe(ref At(ref rows, 8));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadTransposed2(ref double rows, out Vector256<double> c0, out Vector256<double> c1)
    {
        Vector256<double> low = Row(ref rows, 0, 4), high = Row(ref rows, 1, 4);
        c0 = Avx.UnpackLow(low, high);
        c1 = Avx.UnpackHigh(low, high);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTransposed2(ref double rows, Vector256<double> c0, Vector256<double> c1)
    {
        Avx.UnpackLow(c0, c1).StoreUnsafe(ref rows);
        Avx.UnpackHigh(c0, c1).StoreUnsafe(ref At(ref rows, 4));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> LoadLabels(ref int labels, int classes)
    {
        Vector256<long> inOrder = Avx2.ConvertToVector256Int64(Vector128.LoadUnsafe(ref labels));
        return classes == 2 ? Avx2.Permute4x64(inOrder, 0b_11_01_10_00) : inOrder;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> GatherLabelTerms(ref double terms, ref int labels, Vector256<long> exponentOffset) => ApplyExponentOffset(
        Vector256.Create(
            At(ref terms, 4 * labels),
            At(ref terms, (4 * At(ref labels, 1)) + 1),
            At(ref terms, (4 * At(ref labels, 2)) + 2),
            At(ref terms, (4 * At(ref labels, 3)) + 3)).AsInt64(),
        exponentOffset);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ScatterLabelGradient(Vector256<double> labelGradient, ref double rows, ref int labels, int classes)
    {
        At(ref rows, labels) = labelGradient.GetElement(0);
        At(ref rows, classes + At(ref labels, 1)) = labelGradient.GetElement(1);
        At(ref rows, (2 * classes) + At(ref labels, 2)) = labelGradient.GetElement(2);
        At(ref rows, (3 * classes) + At(ref labels, 3)) = labelGradient.GetElement(3);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreResults(Vector256<double> results, ref double destination, int classes) =>
        InOrder(results, classes).StoreUnsafe(ref destination);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreLabels(Vector256<long> labels, ref int destination, int classes)
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
    internal static void Transpose(
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
