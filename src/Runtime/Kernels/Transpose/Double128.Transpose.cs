using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace SoftmaxGen.Runtime;

// How two rows are transposed, so that each vector holds one class of both, and back. Lanes are in the order of the rows.
public readonly partial struct Double128
{
    // 2 classes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LoadTransposed(ref double rows, int stride, out Vector128<double> c0, out Vector128<double> c1)
    {
        Vector128<double> r0 = Vector128.LoadUnsafe(ref rows), r1 = Vector128.LoadUnsafe(ref At(ref rows, stride));
        c0 = ZipLow(r0, r1);
        c1 = ZipHigh(r0, r1);
    }

    // 2 classes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreTransposed(ref double rows, int stride, Vector128<double> c0, Vector128<double> c1)
    {
        ZipLow(c0, c1).StoreUnsafe(ref rows);
        ZipHigh(c0, c1).StoreUnsafe(ref At(ref rows, stride));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadTransposed(ref double rows, int stride, out Vector128<double> c0, out Vector128<double> c1, out Vector128<double> c2, out Vector128<double> c3)
    {
        LoadTransposed(ref rows, stride, out c0, out c1);
        LoadTransposed(ref At(ref rows, 2), stride, out c2, out c3);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTransposed(ref double rows, int stride, Vector128<double> c0, Vector128<double> c1, Vector128<double> c2, Vector128<double> c3)
    {
        StoreTransposed(ref rows, stride, c0, c1);
        StoreTransposed(ref At(ref rows, 2), stride, c2, c3);
    }

    /// <inheritdoc/>
    /// <remarks>The first 2 classes, and the last 2 again.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadTransposed3(ref double rows, out Vector128<double> c0, out Vector128<double> c1, out Vector128<double> c2)
    {
        LoadTransposed(ref rows, 3, out c0, out c1);
        LoadTransposed(ref At(ref rows, 1), 3, out _, out c2);
    }

    /// <inheritdoc/>
    /// <remarks>The first 2 classes, and the last 2 again.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTransposed3(ref double rows, Vector128<double> c0, Vector128<double> c1, Vector128<double> c2)
    {
        StoreTransposed(ref rows, 3, c0, c1);
        StoreTransposed(ref At(ref rows, 1), 3, c1, c2);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadTransposed2(ref double rows, out Vector128<double> c0, out Vector128<double> c1) => LoadTransposed(ref rows, 2, out c0, out c1);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTransposed2(ref double rows, Vector128<double> c0, Vector128<double> c1) => StoreTransposed(ref rows, 2, c0, c1);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<long> LoadLabels(ref int labels, int classes) => Vector128.Create(labels, (long)At(ref labels, 1));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> GatherLabelTerms(ref double terms, ref int labels, Vector128<long> exponentOffset) => ApplyExponentOffset(
        Vector128.Create(At(ref terms, 2 * labels), At(ref terms, (2 * At(ref labels, 1)) + 1)).AsInt64(),
        exponentOffset);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ScatterLabelGradient(Vector128<double> labelGradient, ref double rows, ref int labels, int classes)
    {
        At(ref rows, labels) = labelGradient.GetElement(0);
        At(ref rows, classes + At(ref labels, 1)) = labelGradient.GetElement(1);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreResults(Vector128<double> results, ref double destination, int classes) => results.StoreUnsafe(ref destination);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreLabels(Vector128<long> labels, ref int destination, int classes)
    {
        destination = (int)labels.GetElement(0);
        At(ref destination, 1) = (int)labels.GetElement(1);
    }

    // The lower lanes of both.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<double> ZipLow(Vector128<double> x, Vector128<double> y) =>
        Sse2.IsSupported ? Sse2.UnpackLow(x, y)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(x, y)
        : Vector128.Create(x.ToScalar(), y.ToScalar());

    // The upper lanes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<double> ZipHigh(Vector128<double> x, Vector128<double> y) =>
        Sse2.IsSupported ? Sse2.UnpackHigh(x, y)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(x, y)
        : Vector128.Create(x.GetElement(1), y.GetElement(1));
}
