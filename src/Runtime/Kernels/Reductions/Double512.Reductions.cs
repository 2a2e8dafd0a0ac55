using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using F = System.Runtime.Intrinsics.Vector512<double>;
using V = System.Runtime.Intrinsics.Vector512;

namespace SoftmaxGen.Runtime;

// Reductions of the lanes of one row. Every width adds the lanes in the same order.
public readonly partial struct Double512
{
    /// <summary>The sum of 8 lanes: l and l + 4, then l and l + 2, then l and l + 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble SumLanes(F lanes) => Double256.SumLanes(lanes.GetLower(), lanes.GetUpper());

    /// <summary>The sum of 8 lanes of a longer row: the same, also with the rounding errors of l and l + 4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble SumLanesCompensated(F lanes) => Accumulator.OfBlock(lanes).Sum();

    /// <summary>The second level of a sum: blocks of lanes, or products, with all rounding errors.</summary>
    /// <remarks>It has four lanes in every width.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public readonly struct Accumulator(Double256.Accumulator total)
    {
        private readonly Double256.Accumulator _total = total;

        /// <summary>The first block: its 8 lanes, the first 4 and then the last 4.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Accumulator OfBlock(F lanes) => new(Double256.Accumulator.OfBlock(lanes.GetLower(), lanes.GetUpper()));

        /// <summary>Adds 8 terms, 4 after 4.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Accumulator Add(F terms) => new(_total.Add(terms.GetLower()).Add(terms.GetUpper()));

        /// <summary>Adds the 8 lanes of a block, the first 4 and then the last 4.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Accumulator AddBlock(F lanes) => new(_total.AddBlock(lanes.GetLower(), lanes.GetUpper()));

        /// <summary>Adds x * y, 4 after 4, each product exact where multiply-add is fused.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Accumulator AddProduct(F x, F y) =>
            new(_total.AddProduct(x.GetLower(), y.GetLower()).AddProduct(x.GetUpper(), y.GetUpper()));

        /// <summary>Adds targets * (max - z), 4 after 4. All are finite, so a target of 0 counts for nothing.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Accumulator AddWeightedGap(F targets, F z, double max) => Add(WeightedGap(targets, z, max));

        /// <summary>The sum of the lanes, with its rounding error.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public DoubleDouble Sum() => _total.Sum();
    }

    /// <summary>The sums of the loss of targets: sum_i y_i (max - z_i), and sum_i y_i.</summary>
    /// <remarks>One vector holds the four lanes of both, so one addition adds to both.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public readonly struct TargetSums(F lanes, F lost)
    {
        private readonly F _lanes = lanes, _lost = lost;

        /// <summary>sum_i y_i (max - z_i).</summary>
        public double WeightedGap
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => new Double256.Accumulator(_lanes.GetLower(), _lost.GetLower()).Sum().High;
        }

        /// <summary>sum_i y_i.</summary>
        public DoubleDouble Targets
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => new Double256.Accumulator(_lanes.GetUpper(), _lost.GetUpper()).Sum();
        }

        /// <summary>Adds 8 classes, 4 after 4.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TargetSums Add(F targets, F z, double max)
        {
            F gaps = WeightedGap(targets, z, max);
            return Avx512F.IsSupported
                ? Add(Avx512F.Shuffle4x128(gaps, targets, 0b_01_00_01_00))
                    .Add(Avx512F.Shuffle4x128(gaps, targets, 0b_11_10_11_10))
                : Add(V.Create(gaps.GetLower(), targets.GetLower()))
                    .Add(V.Create(gaps.GetUpper(), targets.GetUpper()));
        }

        // Knuth's TwoSum: sum + lost is exactly _lanes + terms.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private TargetSums Add(F terms)
        {
            F sum = _lanes + terms;
            F part = sum - _lanes;
            return new(sum, _lost + ((_lanes - (sum - part)) + (terms - part)));
        }
    }
}
