using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SoftmaxGen.Generator.Diagnostics;
using SoftmaxGen.Generator.Model;

namespace SoftmaxGen.Generator.Parsing;

/// <summary>What the parser made of one type: a head, or the reasons why it is none.</summary>
/// <param name="Spec">The head, or where something is wrong with it, its stub; <see langword="null"/> where no part can be added to the type.</param>
/// <param name="Weights">The weights that the head asks for and does not have yet; <see langword="null"/> for none.</param>
/// <param name="Diagnostics">
/// What is wrong, or beside a head what is worth to know. Empty where the compiler itself reports the mistake. They hold
/// locations and thus syntax trees: only the analyzer may keep them, the generator's pipeline must not.
/// </param>
internal sealed record ParseResult(TypeSpec? Spec, HeadWeights? Weights, ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>No head and nothing to say: not a head at all, or the compiler says what is wrong.</summary>
    public static ParseResult Nothing { get; } = new(Spec: null, Weights: null, []);

    /// <summary>The same without what keeps a syntax tree alive.</summary>
    public ParsedType ForPipeline() => new(Spec, Weights?.Use, Weights?.Places, new([.. Diagnostics.Select(DiagnosticConversion.ToInfo)]));
}
