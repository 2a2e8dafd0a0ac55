using SoftmaxGen.Generator.Model;

namespace SoftmaxGen.Generator.Planning;

/// <summary>How several rows lie in vectors whose lanes are rows: one vector for each class.</summary>
internal sealed record BatchPlan
{
    /// <summary>The width of a vector in bits.</summary>
    public required int Bits { get; init; }

    /// <summary>How many rows are treated at a time: the elements of a vector.</summary>
    public required int Rows { get; init; }

    /// <summary>The virtual lane of each class, as in the plans of single rows: the same sums, so the same bits.</summary>
    public required EquatableArray<int> VirtualLanes { get; init; }
}
