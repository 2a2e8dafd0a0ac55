using SoftmaxGen.Generator.Model;

namespace SoftmaxGen.Generator.Planning;

/// <summary>Decides how a head's dense layer is computed.</summary>
internal static class DensePlanner
{
    private static readonly int[] Widths = [512, 256, 128];

    /// <summary>How many classes kernels of many rows treat at once: sums in registers against classes that the last tile repeats.</summary>
    /// <remarks>See docs/thresholds.md#classes-per-tile.</remarks>
    private static readonly int[] ClassesPerTile = [4, 5, 3, 2];

    /// <summary>How many rows are in a block, and how many logits at most: what stays in the cache against how often weights are read.</summary>
    /// <remarks>See docs/thresholds.md#rows-per-block.</remarks>
    private const int MaxRowsPerBlock = 64;
    private const int MinRowsPerBlock = 16;
    private const int LogitsPerBlock = 65536;

    public static DensePlan Plan(HeadSpec head, int features)
    {
        int lanes = 2 * head.Element.GroupLanes;
        return new DensePlan
        {
            Features = features,
            ClassesPerTile = ClassesPerTile.Where(classes => classes <= head.Classes).Aggregate((best, classes) => Repeated(head.Classes, classes) < Repeated(head.Classes, best) ? classes : best),
            RowsPerBlock = Math.Max(MinRowsPerBlock, Math.Min(MaxRowsPerBlock, LogitsPerBlock / head.Classes / MinRowsPerBlock * MinRowsPerBlock)),
            SumLanes = features >= lanes ? lanes : head.Element.Lanes(128),
            Widths = new([.. Widths]),
        };
    }

    /// <summary>How many classes the last tile has in common with the one before.</summary>
    private static int Repeated(int classes, int perTile) => (perTile - (classes % perTile)) % perTile;
}
