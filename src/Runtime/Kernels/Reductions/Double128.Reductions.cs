using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using F = System.Runtime.Intrinsics.Vector128<double>;
using I = System.Runtime.Intrinsics.Vector128<long>;
using V = System.Runtime.Intrinsics.Vector128;

namespace SoftmaxGen.Runtime;

// Reductions of the lanes of one row. Every width adds the lanes in the same order.
public readonly partial struct Double128
{
    /// <summary>The largest lane, in every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F BroadcastMax(F lanes) =>
        V.MaxNative(lanes, V.Shuffle(lanes, V.Create(1, 0)));

    /// <summary>The largest lane, in every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static I BroadcastMax(I lanes) =>
        Max(lanes, V.Shuffle(lanes, V.Create(1, 0)));

    /// <summary>The sum of 4 lanes: l and l + 2 first, then those two, rounded once at the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble SumLanes(F lanes0, F lanes2) => SumLanes(lanes0, lanes2, F.Zero);

    /// <summary>The same with earlier rounding errors of lanes l and l + 2.</summary>
    /// <remarks>
    /// Each addition keeps its rounding error (Knuth's TwoSum, The Art of Computer Programming, 4.2.2).
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static DoubleDouble SumLanes(F lanes0, F lanes2, F lost)
    {
        F pair = lanes0 + lanes2;
        F part = pair - lanes0;
        lost = ((lanes0 - (pair - part)) + (lanes2 - part)) + lost;

        double first = pair.ToScalar(), second = pair.GetElement(1);
        double sum = first + second;
        double rest = sum - first;
        double correction = (first - (sum - rest)) + (second - rest) + (lost.ToScalar() + lost.GetElement(1));

        return DoubleDouble.Of(sum, correction);
    }

    /// <summary>The sum of 2 lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble SumLanes(F lanes) => SumLanes(lanes, F.Zero);

    /// <summary>The sum of 8 lanes: l and l + 4 first, then as for 4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble SumLanes(F lanes0, F lanes2, F lanes4, F lanes6) =>
        SumLanes(lanes0 + lanes4, lanes2 + lanes6);

    /// <summary>The sum of 8 lanes of a longer row: the same, also with the rounding errors of l and l + 4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble SumLanesCompensated(F lanes0, F lanes2, F lanes4, F lanes6) =>
        Accumulator.OfBlock(lanes0, lanes2, lanes4, lanes6).Sum();

    /// <summary>The sum of 2 lanes, without its rounding error: enough for terms that are floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static DoubleDouble PlainSum(F lanes) => new(lanes.ToScalar() + lanes.GetElement(1), 0);

    /// <summary>The second level of a sum: blocks of lanes, or products, with all rounding errors.</summary>
    /// <remarks>It has four lanes in every width.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public readonly struct Accumulator(F lanes0, F lanes2, F lost0, F lost2)
    {
        private readonly F _lanes0 = lanes0, _lanes2 = lanes2, _lost0 = lost0, _lost2 = lost2;

        /// <summary>The first block: its 8 lanes, the first 4 and then the last 4.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Accumulator OfBlock(F lanes0, F lanes2, F lanes4, F lanes6) =>
            new Accumulator(lanes0, lanes2, F.Zero, F.Zero).AddLow(lanes4).AddHigh(lanes6);

        /// <summary>Adds 2 terms, the first of 4.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Accumulator AddLow(F terms)
        {
            // Knuth's TwoSum: sum + lost is exactly _lanes0 + terms.
            F sum = _lanes0 + terms;
            F part = sum - _lanes0;
            F lost = _lost0 + ((_lanes0 - (sum - part)) + (terms - part));
            return new(sum, _lanes2, lost, _lost2);
        }

        /// <summary>Adds 2 terms, the last of 4.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Accumulator AddHigh(F terms)
        {
            // Knuth's TwoSum: sum + lost is exactly _lanes2 + terms.
            F sum = _lanes2 + terms;
            F part = sum - _lanes2;
            F lost = _lost2 + ((_lanes2 - (sum - part)) + (terms - part));
            return new(_lanes0, sum, _lost0, lost);
        }

        /// <summary>Adds the 8 lanes of a block, the first 4 and then the last 4.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Accumulator AddBlock(F lanes0, F lanes2, F lanes4, F lanes6) =>
            AddLow(lanes0).AddHigh(lanes2).AddLow(lanes4).AddHigh(lanes6);

        /// <summary>Adds x * y, the first 2 of 4, each product with its rounding error.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Accumulator AddProductLow(F x, F y)
        {
            F product = x * y;
            Accumulator total = AddLow(product);
            return new(total._lanes0, total._lanes2, total._lost0 + Product.LostOfAny(x, y, product), total._lost2);
        }

        /// <summary>Adds x * y, the last 2 of 4, each product with its rounding error.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Accumulator AddProductHigh(F x, F y)
        {
            F product = x * y;
            Accumulator total = AddHigh(product);
            return new(total._lanes0, total._lanes2, total._lost0, total._lost2 + Product.LostOfAny(x, y, product));
        }

        /// <summary>Adds targets * (max - z), the first 2 of 4. All are finite, so a target of 0 counts for nothing.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Accumulator AddWeightedGapLow(F targets, F z, double max) => AddLow(WeightedGap(targets, z, max));

        /// <summary>Adds targets * (max - z), the last 2 of 4. All are finite, so a target of 0 counts for nothing.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Accumulator AddWeightedGapHigh(F targets, F z, double max) => AddHigh(WeightedGap(targets, z, max));

        /// <summary>The sum of the lanes, with its rounding error.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public DoubleDouble Sum() => Double128.SumLanes(_lanes0, _lanes2, _lost0 + _lost2);
    }
}
