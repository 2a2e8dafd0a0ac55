using SoftmaxGen.Generator.Model;

namespace SoftmaxGen.Generator.Planning;

/// <summary>When a kernel with a row in each lane is used.</summary>
internal enum VerticalUse
{
    /// <summary>Wherever there are enough rows.</summary>
    Always,

    /// <summary>On hardware without vectors of 512 bits alone; with those one row after the other is as fast.</summary>
    Without512,

    /// <summary>Nowhere.</summary>
    Never,
}

/// <summary>How the terms of a row are added up over the virtual lanes, where each lane of a vector is a row.</summary>
internal enum VerticalSum
{
    /// <summary>Four lanes; what the last two additions round away is kept.</summary>
    FourLanes,

    /// <summary>Eight lanes, of which those 4 apart meet first; then as four.</summary>
    EightLanes,

    /// <summary>Eight lanes; what each addition rounds away is kept.</summary>
    CompensatedEightLanes,

    /// <summary>Four lanes, which each add up a term per block in twice the precision.</summary>
    CompensatedBlocks,
}

/// <summary>How several rows lie in vectors whose lanes are rows: one vector for each class. One plan for all widths.</summary>
/// <remarks>A row's sum takes the same steps as in the plans of single rows, so that it gives the same bits.</remarks>
internal sealed record VerticalPlan
{
    /// <summary>The widths that kernels are used in, in bits, widest first.</summary>
    public required EquatableArray<int> Widths { get; init; }

    /// <summary>How many classes of a group are transposed at once.</summary>
    public required int ClassesPerTranspose { get; init; }

    /// <summary>The fewest rows that are treated so, in groups of as many rows as a vector has lanes.</summary>
    public required int MinimumGroups { get; init; }

    /// <summary>Whether vectors of 128 bits are used on hardware without wider ones alone, and not for the rows that those leave.</summary>
    public required bool Uses128WithoutWiderOnly { get; init; }

    /// <summary>How many groups are read before the first of them is written.</summary>
    public required int GroupsInFlight { get; init; }

    /// <summary>
    /// Whether probabilities are written in a loop of their own, once the sums of all groups that are read are there, and the terms
    /// are read from the workspace for each use; else variables hold them.
    /// </summary>
    public required bool SplitsStores { get; init; }

    /// <summary>The same for the gradient of labels, but for the terms: where variables hold those for sums, they still do.</summary>
    public required bool SplitsGradientStores { get; init; }

    /// <summary>Whether the terms of the classes that are not the label are selected by its bits and added; else each class is summed, and the label's as 0.</summary>
    public required bool SelectsNonLabelTerms { get; init; }

    /// <summary>Whether the sums of the gradient of labels are computed of two groups at a time, step by step, in their own loop.</summary>
    public required bool UnrollsGroupsByTwo { get; init; }

    /// <summary>Whether each class is compared with the labels; else the label's numbers are looked up.</summary>
    public required bool UsesLabelMasks { get; init; }

    /// <summary>When probabilities are computed so.</summary>
    public required VerticalUse Softmax { get; init; }

    /// <summary>When the largest logit is found so.</summary>
    public required VerticalUse ArgMax { get; init; }

    /// <summary>Whether the blocks of classes are written out; else they have a loop.</summary>
    public required bool IsUnrolled { get; init; }

    /// <summary>The classes whose targets are added up in loops, one for each lane; those behind them, or all, are written out.</summary>
    public required int LoopedTargets { get; init; }

    /// <summary>The virtual lane of each class.</summary>
    public required EquatableArray<int> VirtualLanes { get; init; }

    /// <summary>How far apart the virtual lanes are that meet first: half of their number.</summary>
    public required int HalfLanes { get; init; }

    /// <summary>The classes of an iteration of the loop over a row, whose terms meet in each virtual lane before they are added to it.</summary>
    public required int ClassesPerIteration { get; init; }

    /// <summary>The shape of a sum.</summary>
    public required VerticalSum Sum { get; init; }

    /// <summary>The classes behind which a sum moves on to the second level, the last of them N; N alone where there is none.</summary>
    public required EquatableArray<int> BlockEnds { get; init; }

    /// <summary>Where vectors wait.</summary>
    public required WorkspacePlan Workspace { get; init; }
}

/// <summary>The layout of the workspace, in vectors: what waits of a group, and how long that is.</summary>
internal sealed record WorkspacePlan
{
    /// <summary>The exponent offset, behind the N terms.</summary>
    public required int ExponentOffset { get; init; }

    /// <summary>The factor that terms are multiplied by, in two vectors.</summary>
    public required int Factor { get; init; }

    /// <summary>The gradient's entry of the label.</summary>
    public required int LabelEntry { get; init; }

    /// <summary>The vectors of a group whose terms alone are kept.</summary>
    public required int TermsLength { get; init; }

    /// <summary>The largest logit.</summary>
    public required int Max { get; init; }

    /// <summary>Its term.</summary>
    public required int MaxTerm { get; init; }

    /// <summary>The sum of the other terms, in two vectors.</summary>
    public required int NonMaxSum { get; init; }

    /// <summary>The logarithm of all terms relative to the largest, in two vectors.</summary>
    public required int Log { get; init; }

    /// <summary>The N logits.</summary>
    public required int FirstLogit { get; init; }

    /// <summary>The vectors of a group whose logits are kept too.</summary>
    public required int LogitsLength { get; init; }

    /// <summary>The targets of one group, behind all groups of logits.</summary>
    public required int Targets { get; init; }

    /// <summary>Among them, the sum of y_i (m - z_i), in two vectors.</summary>
    public required int WeightedGap { get; init; }

    /// <summary>Among them, the sum of y_i, in two vectors.</summary>
    public required int TargetSum { get; init; }

    /// <summary>The vectors of all of it.</summary>
    public required int Length { get; init; }
}
