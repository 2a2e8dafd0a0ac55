namespace SoftmaxGen.Generator.Model;

/// <summary>One type declaration as the generated file repeats it.</summary>
/// <param name="Keyword">What stands between <c>partial</c> and the name: <c>class</c>, <c>struct</c>, <c>record</c>, <c>record struct</c> or <c>interface</c>.</param>
/// <param name="Name">The name, with <c>@</c> where it is or may become a keyword, and its type parameters: <c>Outer&lt;T&gt;</c>.</param>
internal sealed record TypeDeclaration(string Keyword, string Name);

/// <summary>A type that gets a generated part.</summary>
internal abstract record TypeSpec
{
    /// <summary>The namespace as source text, with <c>@</c> on keywords; empty for the global one.</summary>
    public required string Namespace { get; init; }

    /// <summary>The types around it, outermost first.</summary>
    public required EquatableArray<TypeDeclaration> ContainingTypes { get; init; }

    /// <summary>The type itself.</summary>
    public required TypeDeclaration Declaration { get; init; }

    /// <summary>
    /// Its full metadata name, made fit for a file name; two types may still have names that differ by case only.
    /// </summary>
    public required string FileName { get; init; }
}

/// <summary>All that the user asked for, free of Roslyn: what the parser gives and the planner takes.</summary>
internal sealed record HeadSpec : TypeSpec
{
    private static readonly TypeDeclaration NoType = new("", "");

    /// <summary>Whether the head is a static class, which cannot implement an interface.</summary>
    public required bool IsStatic { get; init; }

    /// <summary>All that decides about its kernels: the same for each head but for the type.</summary>
    public HeadSpec WithoutType => this with { Namespace = "", ContainingTypes = [], Declaration = NoType, FileName = "", IsStatic = false };

    /// <summary>The class count N.</summary>
    public required int Classes { get; init; }

    public required ElementInfo Element { get; init; }

    /// <summary>What it has beside softmax.</summary>
    public HeadKind Kind => Weights is not null ? HeadKind.Trained : Features is not null ? HeadKind.Dense : HeadKind.Softmax;

    /// <summary>What decides which members it has.</summary>
    public HeadShape Shape => new(Kind, Labels is not null);

    /// <summary>The types in the signatures of its members.</summary>
    public HeadTypes Types => new(Element.Keyword, Labels?.Type);

    /// <summary>The feature count F of the head's dense layer; <see langword="null"/> for a head without one.</summary>
    public int? Features { get; init; }

    /// <summary>The trained classifier that is compiled in; <see langword="null"/> for none. Its feature count is <see cref="Features"/>.</summary>
    public WeightsSpec? Weights { get; init; }

    /// <summary>The options of its loss.</summary>
    public LossSpec Loss { get; init; } = LossSpec.Plain;

    /// <summary>The enumeration that names its classes; <see langword="null"/> for none.</summary>
    public LabelsSpec? Labels { get; init; }
}
