using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using D = System.Runtime.Intrinsics.Vector512<double>;
using F = System.Runtime.Intrinsics.Vector512<float>;
using V = System.Runtime.Intrinsics.Vector512;

namespace SoftmaxGen.Runtime;

// Reductions of the lanes of one row. Every width adds the lanes in the same order.
public readonly partial struct Single512
{
    /// <summary>The sum of 16 lanes: l and l + 8, then l and l + 4, then l and l + 2, then l and l + 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatFloat SumLanes(F lanes) => Single256.SumLanes(lanes.GetLower(), lanes.GetUpper());

    /// <summary>The sum of 16 lanes of a long row: l and l + 8 first, then as for 8 with all rounding errors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatFloat SumLanesCompensated(F lanes) => Single256.SumLanesCompensated(lanes.GetLower(), lanes.GetUpper());

    /// <summary>A sum in double: of blocks of lanes, which are sums in float, or of products.</summary>
    /// <remarks>It has eight lanes in every width. A sum in float alone would be off by 5.9 ulp over 4096 terms.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public readonly struct Accumulator(D lanes)
    {
        private readonly D _lanes = lanes;

        /// <summary>The first block: its 16 lanes, the first 8 and then the last 8.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Accumulator OfBlock(F lanes) => new(V.WidenLower(lanes) + V.WidenUpper(lanes));

        /// <summary>Adds 16 terms, 8 after 8.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Accumulator Add(F terms) =>
            new(_lanes + V.WidenLower(terms) + V.WidenUpper(terms));

        /// <summary>Adds the 16 lanes of a block, the first 8 and then the last 8.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Accumulator AddBlock(F lanes) => Add(lanes);

        /// <summary>Adds x * y, 8 after 8, each product exact.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Accumulator AddProduct(F x, F y) =>
            new(V.MultiplyAddEstimate(
                V.WidenUpper(x),
                V.WidenUpper(y),
                V.MultiplyAddEstimate(V.WidenLower(x), V.WidenLower(y), _lanes)));

        /// <summary>Adds targets * (max - z), 8 after 8. All are finite, so a target of 0 counts for nothing.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Accumulator AddWeightedGap(F targets, F z, double max) =>
            new(_lanes
                + Double512.WeightedGap(V.WidenLower(targets), V.WidenLower(z), max)
                + Double512.WeightedGap(V.WidenUpper(targets), V.WidenUpper(z), max));

        /// <summary>The sum of the lanes.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public DoubleDouble Sum() => Double256.PlainSum(_lanes.GetLower() + _lanes.GetUpper());
    }
}
