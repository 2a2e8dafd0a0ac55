using Microsoft.CodeAnalysis;
using SoftmaxGen.Generator.Diagnostics;
using SoftmaxGen.Generator.Model;

namespace SoftmaxGen.Generator.Parsing;

/// <summary>The weights that a head asks for, with the places of its attribute.</summary>
/// <param name="use">What it asks for.</param>
/// <param name="attribute">Its attribute.</param>
internal sealed class HeadWeights(WeightsUse use, HeadAttribute attribute)
{
    public WeightsUse Use => use;

    public WeightsPlaces Places { get; } = new(
        DiagnosticConversion.ToPlace(attribute.PropertyLocation(HeadAttribute.WeightsProperty)),
        DiagnosticConversion.ToPlace(attribute.PropertyLocation(HeadAttribute.FeaturesProperty)));

    /// <summary>A mistake as the analyzer reports it: in the attribute or in the file.</summary>
    public Diagnostic Diagnostic(WeightsError error) => WeightsDiagnostics.Create(
        error,
        error.Property is { } property ? attribute.PropertyLocation(property) : DiagnosticConversion.ToLocation(error.Place!));
}
