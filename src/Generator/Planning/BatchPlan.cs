using SoftmaxGen.Generator.Model;

namespace SoftmaxGen.Generator.Planning;

/// <summary>How several rows lie in vectors whose lanes are rows: one vector for each class.</summary>
/// <remarks>A row's sum takes the same steps as in the plans of single rows, so that it gives the same bits.</remarks>
internal sealed record BatchPlan
{
    /// <summary>The width of a vector in bits.</summary>
    public required int Bits { get; init; }

    /// <summary>How many rows make a group, which is treated at a time: the elements of a vector.</summary>
    public required int Rows { get; init; }

    /// <summary>How many groups are read before the first of them is written.</summary>
    public required int Groups { get; init; }

    /// <summary>Whether the terms of a group are held in variables; else they are read from memory for each use.</summary>
    public required bool HoldsTerms { get; init; }

    /// <summary>Whether what is written waits until the sums of all groups that are read are there, in a loop of its own.</summary>
    public required bool WritesInOwnLoop { get; init; }

    /// <summary>Whether each class is compared with the labels; else the label's numbers are looked up.</summary>
    public required bool ComparesLabels { get; init; }

    /// <summary>The virtual lane of each class.</summary>
    public required EquatableArray<int> VirtualLanes { get; init; }

    /// <summary>How far apart the virtual lanes are that meet first: half of their number.</summary>
    public required int HalfLanes { get; init; }

    /// <summary>Whether a sum has a second level, of higher precision, that its lanes are added up in.</summary>
    public required bool HasSecondLevel { get; init; }

    /// <summary>The classes behind which a sum moves on to the second level, the last of them N.</summary>
    public required EquatableArray<int> BlockEnds { get; init; }
}
