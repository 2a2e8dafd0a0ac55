using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using D = System.Runtime.Intrinsics.Vector256<double>;
using F = System.Runtime.Intrinsics.Vector256<float>;
using I = System.Runtime.Intrinsics.Vector256<int>;
using V = System.Runtime.Intrinsics.Vector256;

namespace SoftmaxGen.Runtime;

// Reductions of the lanes of one row. Every width adds the lanes in the same order.
public readonly partial struct Single256
{
    /// <summary>The largest lane, in every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F BroadcastMax(F lanes)
    {
        lanes = V.MaxNative(lanes, SwapHalves(lanes));
        lanes = V.MaxNative(lanes, SwapPairs(lanes));
        return V.MaxNative(lanes, SwapNeighbours(lanes));
    }

    /// <summary>The largest lane, in every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static I BroadcastMax(I lanes)
    {
        lanes = Max(lanes, SwapHalves(lanes.AsSingle()).AsInt32());
        lanes = Max(lanes, SwapPairs(lanes.AsSingle()).AsInt32());
        return Max(lanes, SwapNeighbours(lanes.AsSingle()).AsInt32());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static F SwapHalves(F lanes) =>
        Avx.IsSupported ? Avx.Permute2x128(lanes, lanes, 1) : V.Create(lanes.GetUpper(), lanes.GetLower());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static F SwapPairs(F lanes) => V.Shuffle(lanes, V.Create(2, 3, 0, 1, 6, 7, 4, 5));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static F SwapNeighbours(F lanes) => V.Shuffle(lanes, V.Create(1, 0, 3, 2, 5, 4, 7, 6));

    /// <summary>The sum of 8 lanes: l and l + 4, then as for the 4 lanes of <see cref="Single128"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<F> SumLanes(F lanes) => SumOfFour(lanes + SwapHalves(lanes), lost: F.Zero, hasLost: false);

    /// <summary>The sum of 16 lanes: l and l + 8 first, then as for 8.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<F> SumLanes(F lanes0, F lanes8) => SumLanes(lanes0 + lanes8);

    /// <summary>The sum of 16 lanes of a long row: l and l + 8 first, then as for 8 with all rounding errors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<F> SumLanesCompensated(F lanes0, F lanes8)
    {
        F lanes = lanes0 + lanes8;
        DoubleWord<F> fours = FastTwoSum(lanes, SwapHalves(lanes));
        return SumOfFour(fours.High, fours.Low, hasLost: true);
    }

    /// <summary>A sum in double: of blocks of lanes, which are sums in float, or of products.</summary>
    /// <remarks>It has eight lanes in every width. A sum in float alone would be off by 5.9 ulp over 4096 terms.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public readonly struct Accumulator(D lanes0, D lanes4)
    {
        private readonly D _lanes0 = lanes0, _lanes4 = lanes4;

        /// <summary>The first block: its 16 lanes, the first 8 and then the last 8.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Accumulator OfBlock(F lanes0, F lanes8) =>
            new Accumulator(V.WidenLower(lanes0), V.WidenUpper(lanes0)).Add(lanes8);

        /// <summary>Adds 8 terms.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Accumulator Add(F terms) =>
            new(_lanes0 + V.WidenLower(terms), _lanes4 + V.WidenUpper(terms));

        /// <summary>Adds the 16 lanes of a block, the first 8 and then the last 8.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Accumulator AddBlock(F lanes0, F lanes8) => Add(lanes0).Add(lanes8);

        /// <summary>Adds x * y, each product exact.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Accumulator AddProduct(F x, F y) =>
            new(V.MultiplyAddEstimate(V.WidenLower(x), V.WidenLower(y), _lanes0),
                V.MultiplyAddEstimate(V.WidenUpper(x), V.WidenUpper(y), _lanes4));

        /// <summary>Adds targets * (max - z). All are finite, so a target of 0 counts for nothing.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Accumulator AddWeightedGap(F targets, F z, double max) =>
            new(_lanes0 + Double256.WeightedGap(V.WidenLower(targets), V.WidenLower(z), max),
                _lanes4 + Double256.WeightedGap(V.WidenUpper(targets), V.WidenUpper(z), max));

        /// <summary>The sum of the lanes.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public DoubleDouble Sum() => Double256.PlainSum(_lanes0 + _lanes4);
    }
}
