namespace SoftmaxGen.Generator.Model;

/// <summary>What the parser made of a type with the attribute.</summary>
/// <param name="Spec">A head, or the stub of one; <see langword="null"/> where no part can be added to the type.</param>
/// <param name="Weights">The weights that the head still lacks; <see langword="null"/> for none.</param>
/// <param name="Places">Where it asks for them.</param>
/// <param name="Diagnostics">What is wrong with it, or worth to know.</param>
internal sealed record ParsedType(TypeSpec? Spec, WeightsUse? Weights, WeightsPlaces? Places, EquatableArray<DiagnosticInfo> Diagnostics);

/// <summary>The same without places, which change with each edit above them.</summary>
/// <param name="Spec">A head, or the stub of one.</param>
/// <param name="Weights">The weights that the head still lacks; <see langword="null"/> for none.</param>
internal sealed record DeclaredType(TypeSpec Spec, WeightsUse? Weights);
