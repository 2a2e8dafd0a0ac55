using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using D = System.Runtime.Intrinsics.Vector128<double>;
using F = System.Runtime.Intrinsics.Vector128<float>;
using I = System.Runtime.Intrinsics.Vector128<int>;
using V = System.Runtime.Intrinsics.Vector128;

namespace SoftmaxGen.Runtime;

// Reductions of the lanes of one row. Every width adds the lanes in the same order.
public readonly partial struct Single128
{
    /// <summary>The largest lane, in every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F BroadcastMax(F lanes)
    {
        lanes = V.MaxNative(lanes, SwapPairs(lanes));
        return V.MaxNative(lanes, SwapNeighbours(lanes));
    }

    /// <summary>The largest lane, in every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static I BroadcastMax(I lanes)
    {
        lanes = Max(lanes, SwapPairs(lanes.AsSingle()).AsInt32());
        return Max(lanes, SwapNeighbours(lanes.AsSingle()).AsInt32());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static F SwapPairs(F lanes) => V.Shuffle(lanes, V.Create(2, 3, 0, 1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static F SwapNeighbours(F lanes) => V.Shuffle(lanes, V.Create(1, 0, 3, 2));

    /// <summary>The sum of 4 lanes: l and l + 2 first, then those two, with the rounding errors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<F> SumLanes(F lanes) => SumOfFour(lanes, lost: F.Zero, hasLost: false);

    /// <summary>The sum of 8 lanes: l and l + 4 first, then as for 4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<F> SumLanes(F lanes0, F lanes4) => SumLanes(lanes0 + lanes4);

    /// <summary>The sum of 16 lanes: l and l + 8 first, then as for 8.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<F> SumLanes(F lanes0, F lanes4, F lanes8, F lanes12) =>
        SumLanes(lanes0 + lanes8, lanes4 + lanes12);

    /// <summary>The sum of 8 lanes of a long row: the same, also with the rounding errors of l and l + 4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<F> SumLanesCompensated(F lanes0, F lanes4)
    {
        DoubleWord<F> fours = FastTwoSum(lanes0, lanes4);
        return SumOfFour(fours.High, fours.Low, hasLost: true);
    }

    /// <summary>The sum of 16 lanes of a long row: l and l + 8 first, then as for 8.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<F> SumLanesCompensated(F lanes0, F lanes4, F lanes8, F lanes12) =>
        SumLanesCompensated(lanes0 + lanes8, lanes4 + lanes12);

    /// <summary>A sum in double: of blocks of lanes, which are sums in float, or of products.</summary>
    /// <remarks>It has eight lanes in every width. A sum in float alone would be off by 5.9 ulp over 4096 terms.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public readonly struct Accumulator(D lanes0, D lanes2, D lanes4, D lanes6)
    {
        private readonly D _lanes0 = lanes0, _lanes2 = lanes2, _lanes4 = lanes4, _lanes6 = lanes6;

        /// <summary>The first block: its 16 lanes, the first 8 and then the last 8.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Accumulator OfBlock(F lanes0, F lanes4, F lanes8, F lanes12) =>
            new Accumulator(V.WidenLower(lanes0), V.WidenUpper(lanes0), V.WidenLower(lanes4), V.WidenUpper(lanes4))
                .AddLow(lanes8)
                .AddHigh(lanes12);

        /// <summary>Adds 4 terms, the first of 8.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Accumulator AddLow(F terms) =>
            new(_lanes0 + V.WidenLower(terms), _lanes2 + V.WidenUpper(terms), _lanes4, _lanes6);

        /// <summary>Adds 4 terms, the last of 8.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Accumulator AddHigh(F terms) =>
            new(_lanes0, _lanes2, _lanes4 + V.WidenLower(terms), _lanes6 + V.WidenUpper(terms));

        /// <summary>Adds the 16 lanes of a block, the first 8 and then the last 8.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Accumulator AddBlock(F lanes0, F lanes4, F lanes8, F lanes12) =>
            AddLow(lanes0).AddHigh(lanes4).AddLow(lanes8).AddHigh(lanes12);

        /// <summary>Adds x * y, the first 4 of 8, each product exact.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Accumulator AddProductLow(F x, F y) =>
            new(V.MultiplyAddEstimate(V.WidenLower(x), V.WidenLower(y), _lanes0),
                V.MultiplyAddEstimate(V.WidenUpper(x), V.WidenUpper(y), _lanes2),
                _lanes4,
                _lanes6);

        /// <summary>Adds x * y, the last 4 of 8, each product exact.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Accumulator AddProductHigh(F x, F y) =>
            new(_lanes0,
                _lanes2,
                V.MultiplyAddEstimate(V.WidenLower(x), V.WidenLower(y), _lanes4),
                V.MultiplyAddEstimate(V.WidenUpper(x), V.WidenUpper(y), _lanes6));

        /// <summary>Adds targets * (max - z), the first 4 of 8. All are finite, so a target of 0 counts for nothing.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Accumulator AddWeightedGapLow(F targets, F z, double max) =>
            new(_lanes0 + Double128.WeightedGap(V.WidenLower(targets), V.WidenLower(z), max),
                _lanes2 + Double128.WeightedGap(V.WidenUpper(targets), V.WidenUpper(z), max),
                _lanes4,
                _lanes6);

        /// <summary>Adds targets * (max - z), the last 4 of 8. All are finite, so a target of 0 counts for nothing.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Accumulator AddWeightedGapHigh(F targets, F z, double max) =>
            new(_lanes0,
                _lanes2,
                _lanes4 + Double128.WeightedGap(V.WidenLower(targets), V.WidenLower(z), max),
                _lanes6 + Double128.WeightedGap(V.WidenUpper(targets), V.WidenUpper(z), max));

        /// <summary>The sum of the lanes.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public DoubleDouble Sum() => Double128.PlainSum((_lanes0 + _lanes4) + (_lanes2 + _lanes6));
    }
}
