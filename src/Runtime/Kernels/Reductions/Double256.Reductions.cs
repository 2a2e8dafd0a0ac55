using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using F = System.Runtime.Intrinsics.Vector256<double>;

namespace SoftmaxGen.Runtime;

// Reductions of the lanes of one row. Every width adds the lanes in the same order.
public readonly partial struct Double256
{
    /// <summary>The sum of 4 lanes: l and l + 2 first, then those two, rounded once at the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble SumLanes(F lanes) => Double128.SumLanes(lanes.GetLower(), lanes.GetUpper());

    /// <summary>The sum of 8 lanes: l and l + 4 first, then as for 4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble SumLanes(F lanes0, F lanes4) => SumLanes(lanes0 + lanes4);

    /// <summary>The sum of 8 lanes of a longer row: the same, also with the rounding errors of l and l + 4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble SumLanesCompensated(F lanes0, F lanes4) => Accumulator.OfBlock(lanes0, lanes4).Sum();

    /// <summary>The sum of 4 lanes, without its rounding error: enough for terms that are floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static DoubleDouble PlainSum(F lanes) => Double128.PlainSum(lanes.GetLower() + lanes.GetUpper());

    /// <summary>The second level of a sum: blocks of lanes, or products, with all rounding errors.</summary>
    /// <remarks>It has four lanes in every width.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public readonly struct Accumulator(F lanes, F lost)
    {
        private readonly F _lanes = lanes, _lost = lost;

        /// <summary>The first block: its 8 lanes, the first 4 and then the last 4.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Accumulator OfBlock(F lanes0, F lanes4) => new Accumulator(lanes0, F.Zero).Add(lanes4);

        /// <summary>Adds 4 terms.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Accumulator Add(F terms)
        {
            // Knuth's TwoSum: sum + lost is exactly _lanes + terms.
            F sum = _lanes + terms;
            F part = sum - _lanes;
            return new(sum, _lost + ((_lanes - (sum - part)) + (terms - part)));
        }

        /// <summary>Adds the 8 lanes of a block, the first 4 and then the last 4.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Accumulator AddBlock(F lanes0, F lanes4) => Add(lanes0).Add(lanes4);

        /// <summary>Adds x * y, each product with its rounding error.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Accumulator AddProduct(F x, F y)
        {
            F product = x * y;
            Accumulator total = Add(product);
            return new(total._lanes, total._lost + Product.LostOfAny(x, y, product));
        }

        /// <summary>Adds targets * (max - z). All are finite, so a target of 0 counts for nothing.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Accumulator AddWeightedGap(F targets, F z, double max) => Add(WeightedGap(targets, z, max));

        /// <summary>The sum of the lanes, with its rounding error.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public DoubleDouble Sum() => Double128.SumLanes(_lanes.GetLower(), _lanes.GetUpper(), _lost.GetLower() + _lost.GetUpper());
    }
}
