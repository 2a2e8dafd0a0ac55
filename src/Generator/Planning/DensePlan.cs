using SoftmaxGen.Generator.Model;

namespace SoftmaxGen.Generator.Planning;

/// <summary>How a head's dense layer is computed.</summary>
internal sealed record DensePlan
{
    /// <summary>The feature count F.</summary>
    public required int Features { get; init; }

    /// <summary>How many classes a kernel of many rows treats at once.</summary>
    public required int ClassesPerTile { get; init; }

    /// <summary>How many rows go through the layer before the next ones do.</summary>
    public required int RowsPerBlock { get; init; }

    /// <summary>The virtual lanes of a logit's sum.</summary>
    public required int SumLanes { get; init; }

    /// <summary>The widths of vectors that batches have kernels for, widest first.</summary>
    public required EquatableArray<int> Widths { get; init; }
}
