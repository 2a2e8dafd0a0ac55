using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace SoftmaxGen.Runtime;

/// <summary>Adds up the lanes of several vectors at once: lanes half of a vector apart first, then a quarter, down to neighbours.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LaneSums
{
    /// <summary>The lanes of a sum in one vector of 512 bits, folded to 256.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> FoldTo256(Vector512<float> lanes) => lanes.GetLower() + lanes.GetUpper();

    /// <summary>The lanes of a sum in two vectors of 256 bits, folded to one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> FoldTo256(Vector256<float> lanes0, Vector256<float> lanes8) => lanes0 + lanes8;

    /// <summary>The lanes of a sum in one vector of 512 bits, folded to 256.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> FoldTo256(Vector512<double> lanes) => lanes.GetLower() + lanes.GetUpper();

    /// <summary>The lanes of a sum in two vectors of 256 bits, folded to one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> FoldTo256(Vector256<double> lanes0, Vector256<double> lanes4) => lanes0 + lanes4;

    /// <summary>The lanes of a sum that fill one vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Fold(Vector128<float> lanes) => lanes;

    /// <summary>The lanes of a sum that fill one vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Fold(Vector128<double> lanes) => lanes;

    /// <summary>The sum of the lanes of each of 16 vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> SumEach(
        Vector512<float> v0, Vector512<float> v1, Vector512<float> v2, Vector512<float> v3,
        Vector512<float> v4, Vector512<float> v5, Vector512<float> v6, Vector512<float> v7,
        Vector512<float> v8, Vector512<float> v9, Vector512<float> v10, Vector512<float> v11,
        Vector512<float> v12, Vector512<float> v13, Vector512<float> v14, Vector512<float> v15)
    {
        Vector512<float> quarters0 = AddQuarters(AddHalves(v0, v4), AddHalves(v8, v12)), quarters1 = AddQuarters(AddHalves(v1, v5), AddHalves(v9, v13));
        Vector512<float> quarters2 = AddQuarters(AddHalves(v2, v6), AddHalves(v10, v14)), quarters3 = AddQuarters(AddHalves(v3, v7), AddHalves(v11, v15));
        return AddNeighbours(AddPairs(quarters0, quarters1), AddPairs(quarters2, quarters3));
    }

    /// <summary>The sum of the lanes of each vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> SumEach(
        Vector256<float> v0, Vector256<float> v1, Vector256<float> v2, Vector256<float> v3,
        Vector256<float> v4, Vector256<float> v5, Vector256<float> v6, Vector256<float> v7)
    {
        Vector256<float> v04 = AddHalves(v0, v4), v15 = AddHalves(v1, v5), v26 = AddHalves(v2, v6), v37 = AddHalves(v3, v7);
        return AddNeighbours(AddPairs(v04, v15), AddPairs(v26, v37));
    }

    /// <summary>The sum of the lanes of each vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> SumEach(
        Vector128<float> v0, Vector128<float> v1, Vector128<float> v2, Vector128<float> v3,
        Vector128<float> v4, Vector128<float> v5, Vector128<float> v6, Vector128<float> v7) =>
        Vector256.Create(SumEach(v0, v1, v2, v3), SumEach(v4, v5, v6, v7));

    /// <summary>The sum of the lanes of each vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> SumEach(Vector256<double> v0, Vector256<double> v1, Vector256<double> v2, Vector256<double> v3)
    {
        Vector256<double> v02 = AddHalves(v0, v2), v13 = AddHalves(v1, v3);
        return Avx.IsSupported
            ? Avx.UnpackLow(v02, v13) + Avx.UnpackHigh(v02, v13)
            : Vector256.Create(SumEach(v02.GetLower(), v13.GetLower()), SumEach(v02.GetUpper(), v13.GetUpper()));
    }

    /// <summary>The sum of the lanes of each vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> SumEach(Vector128<double> v0, Vector128<double> v1, Vector128<double> v2, Vector128<double> v3) =>
        Vector256.Create(SumEach(v0, v1), SumEach(v2, v3));

    /// <summary>The lanes of a sum in one vector of 512 bits, folded to 128.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Fold(Vector512<float> lanes) => Fold(lanes.GetLower(), lanes.GetUpper());

    /// <summary>The lanes of a sum in two vectors of 256 bits, folded to 128.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Fold(Vector256<float> lanes0, Vector256<float> lanes8)
    {
        Vector256<float> lanes = lanes0 + lanes8;
        return lanes.GetLower() + lanes.GetUpper();
    }

    /// <summary>The lanes of a sum in four vectors, folded to one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Fold(Vector128<float> lanes0, Vector128<float> lanes4, Vector128<float> lanes8, Vector128<float> lanes12) =>
        (lanes0 + lanes8) + (lanes4 + lanes12);

    /// <summary>The lanes of a sum in one vector of 512 bits, folded to 128.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Fold(Vector512<double> lanes) => Fold(lanes.GetLower(), lanes.GetUpper());

    /// <summary>The lanes of a sum in two vectors of 256 bits, folded to 128.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Fold(Vector256<double> lanes0, Vector256<double> lanes4)
    {
        Vector256<double> lanes = lanes0 + lanes4;
        return lanes.GetLower() + lanes.GetUpper();
    }

    /// <summary>The lanes of a sum in four vectors, folded to one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Fold(Vector128<double> lanes0, Vector128<double> lanes2, Vector128<double> lanes4, Vector128<double> lanes6) =>
        (lanes0 + lanes4) + (lanes2 + lanes6);

    /// <summary>The sum of the lanes of each vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> SumEach(Vector128<float> v0, Vector128<float> v1, Vector128<float> v2, Vector128<float> v3) =>
        AddNeighbours(AddHalves(v0, v1), AddHalves(v2, v3));

    /// <summary>The sum of the lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector128<float> lanes) => SumEach(lanes, lanes, lanes, lanes).ToScalar();

    /// <summary>The sum of the lanes of each vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> SumEach(Vector128<double> v0, Vector128<double> v1) =>
        Double128.ZipLow(v0, v1) + Double128.ZipHigh(v0, v1);

    /// <summary>The sum of the lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Vector128<double> lanes) => lanes.ToScalar() + lanes.GetElement(1);

    // Lanes 8 apart, of both.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> AddHalves(Vector512<float> x, Vector512<float> y) => Avx512F.IsSupported
        ? Avx512F.Shuffle4x128(x, y, 0b01_00_01_00) + Avx512F.Shuffle4x128(x, y, 0b11_10_11_10)
        : Vector512.Create(x.GetLower() + x.GetUpper(), y.GetLower() + y.GetUpper());

    // Lanes 4 apart in each half, of both.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> AddQuarters(Vector512<float> x, Vector512<float> y) => Avx512F.IsSupported
        ? Avx512F.Shuffle4x128(x, y, 0b10_00_10_00) + Avx512F.Shuffle4x128(x, y, 0b11_01_11_01)
        : Vector512.Create(AddHalves(x.GetLower(), x.GetUpper()), AddHalves(y.GetLower(), y.GetUpper()));

    // Lanes 2 apart in each quarter, of both.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> AddPairs(Vector512<float> x, Vector512<float> y) => Avx512F.IsSupported
        ? Avx512F.UnpackLow(x.AsDouble(), y.AsDouble()).AsSingle() + Avx512F.UnpackHigh(x.AsDouble(), y.AsDouble()).AsSingle()
        : Vector512.Create(AddPairs(x.GetLower(), y.GetLower()), AddPairs(x.GetUpper(), y.GetUpper()));

    // Neighbours in each quarter, of both.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> AddNeighbours(Vector512<float> x, Vector512<float> y) => Avx512F.IsSupported
        ? Avx512F.Shuffle(x, y, 0b10_00_10_00) + Avx512F.Shuffle(x, y, 0b11_01_11_01)
        : Vector512.Create(AddNeighbours(x.GetLower(), y.GetLower()), AddNeighbours(x.GetUpper(), y.GetUpper()));

    // Lanes 4 apart, of both.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> AddHalves(Vector256<float> x, Vector256<float> y) => Avx.IsSupported
        ? Avx.Blend(x, y, 0b1111_0000) + Avx.Permute2x128(x, y, 0x21)
        : Vector256.Create(x.GetLower(), y.GetLower()) + Vector256.Create(x.GetUpper(), y.GetUpper());

    // Lanes 2 apart, of both.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> AddHalves(Vector256<double> x, Vector256<double> y) => Avx.IsSupported
        ? Avx.Blend(x, y, 0b1100) + Avx.Permute2x128(x, y, 0x21)
        : Vector256.Create(x.GetLower(), y.GetLower()) + Vector256.Create(x.GetUpper(), y.GetUpper());

    // Lanes 2 apart in each half, of both.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> AddPairs(Vector256<float> x, Vector256<float> y) => Avx.IsSupported
        ? Avx.UnpackLow(x.AsDouble(), y.AsDouble()).AsSingle() + Avx.UnpackHigh(x.AsDouble(), y.AsDouble()).AsSingle()
        : Vector256.Create(AddHalves(x.GetLower(), y.GetLower()), AddHalves(x.GetUpper(), y.GetUpper()));

    // Neighbours in each half, of both.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> AddNeighbours(Vector256<float> x, Vector256<float> y) => Avx.IsSupported
        ? Avx.Shuffle(x, y, 0b10_00_10_00) + Avx.Shuffle(x, y, 0b11_01_11_01)
        : Vector256.Create(AddNeighbours(x.GetLower(), y.GetLower()), AddNeighbours(x.GetUpper(), y.GetUpper()));

    // Lanes 2 apart, of both.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> AddHalves(Vector128<float> x, Vector128<float> y) =>
        Double128.ZipLow(x.AsDouble(), y.AsDouble()).AsSingle() + Double128.ZipHigh(x.AsDouble(), y.AsDouble()).AsSingle();

    // Neighbours, of both.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> AddNeighbours(Vector128<float> x, Vector128<float> y) =>
        Sse.IsSupported ? Sse.Shuffle(x, y, 0b10_00_10_00) + Sse.Shuffle(x, y, 0b11_01_11_01)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.AddPairwise(x, y)
        : Double128.ZipLow(Vector128.Shuffle(x, Vector128.Create(0, 2, 0, 2)).AsDouble(), Vector128.Shuffle(y, Vector128.Create(0, 2, 0, 2)).AsDouble()).AsSingle()
            + Double128.ZipLow(Vector128.Shuffle(x, Vector128.Create(1, 3, 1, 3)).AsDouble(), Vector128.Shuffle(y, Vector128.Create(1, 3, 1, 3)).AsDouble()).AsSingle();
}
