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

    /// <summary>How many classes of a group are turned at once: as many as a vector has lanes, up to those of 256 bits.</summary>
    public required int Block { get; init; }

    /// <summary>The least rows of a batch that is treated so.</summary>
    public required int FewestRows { get; init; }

    /// <summary>Whether hardware with wider vectors does without.</summary>
    public required bool IsForNarrowHardware { get; init; }

    /// <summary>How many groups are read before the first of them is written.</summary>
    public required int Groups { get; init; }

    /// <summary>
    /// Whether what is written waits until the sums of all groups that are read are there, in a loop of its own, and the terms
    /// are read from memory for each use; else variables hold them.
    /// </summary>
    public required bool WritesInOwnLoop { get; init; }

    /// <summary>The same for the gradient of labels, but for the terms: where variables hold those for sums, they still do.</summary>
    public required bool WritesGradientsInOwnLoop { get; init; }

    /// <summary>Whether the terms of the classes that are not the label are picked by its bits and added; else each class is summed, and the label's as 0.</summary>
    public required bool PicksOthers { get; init; }

    /// <summary>Whether the sums of the gradient of labels are computed of two groups at a time, step by step, in their own loop.</summary>
    public required bool PairsGroups { get; init; }

    /// <summary>Whether each class is compared with the labels; else the label's numbers are looked up.</summary>
    public required bool ComparesLabels { get; init; }

    /// <summary>Whether probabilities are computed so; else they are one row after the other, in vectors of this width too.</summary>
    public required bool TreatsSoftmax { get; init; }

    /// <summary>The classes whose targets are added up in loops, one for each lane; those behind them, or all, are written out.</summary>
    public required int LoopedTargets { get; init; }

    /// <summary>Whether the largest logit is found so; else one row after the other is searched.</summary>
    public required bool FindsLargest { get; init; }

    /// <summary>The virtual lane of each class.</summary>
    public required EquatableArray<int> VirtualLanes { get; init; }

    /// <summary>How far apart the virtual lanes are that meet first: half of their number.</summary>
    public required int HalfLanes { get; init; }

    /// <summary>The classes of a turn, whose terms meet in each virtual lane before they are added to it.</summary>
    public required int Turn { get; init; }

    /// <summary>Whether a sum of one level keeps what is rounded away from the eighth lane on.</summary>
    public required bool IsLongSum { get; init; }

    /// <summary>The classes behind which a sum moves on to the second level, the last of them N; N alone where there is none.</summary>
    public required EquatableArray<int> BlockEnds { get; init; }
}
