using SoftmaxGen.Generator.Model;

namespace SoftmaxGen.Generator.Planning;

/// <summary>Everything the emitter needs to know: it writes what stands here and decides nothing.</summary>
internal sealed record HeadPlan
{
    /// <summary>A readable name of the decisions, for the generated file's header: <c>f32-c10-horizontal8-overlap2-vertical16</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The heads that share the kernels; they differ by their types alone.</summary>
    public required EquatableArray<HeadSpec> Heads { get; init; }

    /// <summary>The first of them, which gives the kernels their names.</summary>
    public HeadSpec Head => Heads[0];

    /// <summary>ln N to 25 digits: the most that an entropy may be.</summary>
    public required decimal LogClasses { get; init; }

    /// <summary>Whether there are two classes: the term of the one that is not the label is the sum of the others, exactly, and its entry of a gradient the label's negated.</summary>
    public required bool IsBinary { get; init; }

    /// <summary>One plan for each vector width the head has kernels for, widest first; the last one runs everywhere.</summary>
    public required EquatableArray<HorizontalPlan> Horizontal { get; init; }

    /// <summary>The plan for several rows at a time; <see langword="null"/> where single rows are as fast.</summary>
    public required VerticalPlan? Vertical { get; init; }

    /// <summary>How losses are computed.</summary>
    public required LossPlan Loss { get; init; }

    /// <summary>The plan for the dense layer; <see langword="null"/> where there is none.</summary>
    public required DensePlan? Dense { get; init; }
}
