using SoftmaxGen.Generator.Model;

namespace SoftmaxGen.Generator.Planning;

/// <summary>How a head's dense layer is computed.</summary>
internal sealed record DensePlan
{
    /// <summary>The feature count F.</summary>
    public required int Features { get; init; }

    /// <summary>How many classes a kernel treats at once.</summary>
    public required int ClassesPerTile { get; init; }

    /// <summary>How many classes of several rows one with vectors of up to 256 bits treats at once, which have fewer registers.</summary>
    public required int ClassesPerNarrowTile { get; init; }

    /// <summary>How many rows go through the layer before the next ones do.</summary>
    public required int RowsPerBlock { get; init; }

    /// <summary>The virtual lanes of a logit's sum.</summary>
    public required int SumLanes { get; init; }

    /// <summary>The widths of vectors that batches have kernels for, widest first.</summary>
    public required EquatableArray<int> Widths { get; init; }

    /// <summary>The plans for a row whose logits stay in registers, widest first; none for so many classes or features that they do not.</summary>
    public required EquatableArray<DenseRowPlan> Rows { get; init; }
}

/// <summary>How one row goes through the layer and on, in vectors of one width.</summary>
internal sealed record DenseRowPlan
{
    /// <summary>The width of vectors of features.</summary>
    public required int Bits { get; init; }

    /// <summary>The features of a vector.</summary>
    public required int Lanes { get; init; }

    /// <summary>How many vectors hold the lanes of a sum.</summary>
    public required int Chains { get; init; }

    /// <summary>How many classes' sums are in registers at once.</summary>
    public required int ClassesAtOnce { get; init; }

    /// <summary>Up to how many features the layer is straight code: a loop covers more.</summary>
    public required int UnrolledFeatures { get; init; }

    /// <summary>How the logits lie in vectors.</summary>
    public required HorizontalPlan Row { get; init; }
}
