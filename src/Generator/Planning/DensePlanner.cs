using SoftmaxGen.Generator.Model;

namespace SoftmaxGen.Generator.Planning;

/// <summary>Decides how a head's dense layer is computed.</summary>
internal static class DensePlanner
{
    private static readonly int[] Widths = [512, 256, 128];

    /// <summary>How many classes kernels of many rows treat at once: sums in registers against classes that the last tile repeats.</summary>
    /// <remarks>See docs/thresholds.md#classes-per-tile.</remarks>
    private static readonly int[] ClassesPerTile = [4, 5, 3, 2];
    private static readonly int[] ClassesPerNarrowTile = [2, 3];

    /// <summary>How many rows are in a block, and how many logits at most: what stays in the cache against how often weights are read.</summary>
    /// <remarks>See docs/thresholds.md#rows-per-block.</remarks>
    private const int MaxRowsPerBlock = 64;
    private const int MinRowsPerBlock = 16;
    private const int LogitsPerBlock = 65536;

    /// <summary>Up to how many classes the logits of a row stay in registers: a store and a load against registers.</summary>
    /// <remarks>See docs/thresholds.md#fused-rows.</remarks>
    private const int MaxFusedClasses = 16;

    /// <summary>Up to how many features, in terms of a lane of a sum: beyond, lanes have a second level.</summary>
    private const int MaxFusedTermsPerLane = 64;

    /// <summary>From how many features on a row has kernels of 512 bits: fewer instructions against sums that are folded at once.</summary>
    /// <remarks>See docs/thresholds.md#features-of-512-bits.</remarks>
    private const int MinFeaturesOf512 = 128;

    /// <summary>How many vectors of sums are in registers at once.</summary>
    /// <remarks>See docs/thresholds.md#sums-in-registers.</remarks>
    private static int SumsInRegisters(int bits) => bits == 512 ? 16 : bits == 256 ? 10 : 8;

    /// <summary>Up to how many features a row is straight code, in terms of a lane of a sum: loop overhead against code size.</summary>
    /// <remarks>See docs/thresholds.md#unrolled-features.</remarks>
    private const int MaxUnrolledTermsPerLane = 4;

    public static DensePlan Plan(HeadSpec head, int features, IReadOnlyList<HorizontalPlan> rows)
    {
        int lanes = 2 * head.Element.GroupLanes;
        return new DensePlan
        {
            Features = features,
            ClassesPerTile = LeastRepeated(head.Classes, ClassesPerTile),
            ClassesPerNarrowTile = LeastRepeated(head.Classes, ClassesPerNarrowTile),
            RowsPerBlock = Math.Max(MinRowsPerBlock, Math.Min(MaxRowsPerBlock, LogitsPerBlock / head.Classes / MinRowsPerBlock * MinRowsPerBlock)),
            SumLanes = features >= lanes ? lanes : head.Element.Lanes(128),
            Widths = new([.. Widths]),
            Rows = new([.. FusedRows(head, features, rows)]),
        };
    }

    private static IEnumerable<DenseRowPlan> FusedRows(HeadSpec head, int features, IReadOnlyList<HorizontalPlan> rows)
    {
        int sumLanes = 2 * head.Element.GroupLanes;
        if (head.Classes > MaxFusedClasses || features >= MaxFusedTermsPerLane * sumLanes)
            yield break;

        // A sum of few features has as many lanes as a vector of 128 bits: the logits of several classes may fill a wider one.
        if (features < sumLanes)
        {
            foreach (HorizontalPlan row in rows)
                yield return Fused(128, chains: 1, head.Classes, row);
            yield break;
        }

        foreach (int bits in Widths.Where(bits => bits < 512 || features >= MinFeaturesOf512))
        {
            int chains = 512 / bits;
            yield return Fused(bits, chains, SumsInRegisters(bits) / chains, rows.First(row => row.Bits <= bits));
        }

        DenseRowPlan Fused(int bits, int chains, int classes, HorizontalPlan row) => new()
        {
            Bits = bits,
            Lanes = head.Element.Lanes(bits),
            Chains = chains,
            ClassesAtOnce = DivideUp(head.Classes, DivideUp(head.Classes, classes)),
            UnrolledFeatures = MaxUnrolledTermsPerLane * chains * head.Element.Lanes(bits),
            Row = row,
        };
    }

    private static int DivideUp(int value, int divisor) => (value + divisor - 1) / divisor;

    private static int LeastRepeated(int classes, int[] perTile) =>
        perTile.Where(size => size <= classes).Aggregate((best, size) => Repeated(classes, size) < Repeated(classes, best) ? size : best);

    /// <summary>How many classes the last tile has in common with the one before.</summary>
    private static int Repeated(int classes, int perTile) => (perTile - (classes % perTile)) % perTile;
}
