using System.Globalization;
using Microsoft.CodeAnalysis;
using SoftmaxGen.Generator.Model;
using SoftmaxGen.Generator.Parsing;

namespace SoftmaxGen.Generator.Diagnostics;

/// <summary>Mistakes in files of weights as diagnostics.</summary>
internal static class WeightsDiagnostics
{
    public static Diagnostic Create(WeightsError error, Location location) =>
        Diagnostic.Create(
            HeadDiagnostics.Find(error.Id),
            location,
            error.Property is { } property && error.Remedies.Count > 0 ? Remedies.Set(property, error.Remedies) : Remedies.None,
            [.. error.Arguments]);

    /// <summary>A mistake for the generator's pipeline.</summary>
    public static DiagnosticInfo ToInfo(WeightsError error, WeightsPlaces places) =>
        new(error.Id, Message(error), error.Place ?? (error.Property == HeadAttribute.FeaturesProperty ? places.Features : places.Weights));

    /// <summary>The stub that repeats a mistake. A use of it is in another file than the mistake: the message says where that is.</summary>
    public static StubSpec Stub(StubSpec stub, WeightsError error) => stub with
    {
        Id = error.Id,
        Message = error.Place is { } place
            ? WeightsError.Show($"{WeightsFiles.FileName(place.Path)}({place.StartLine + 1},{place.StartCharacter + 1}): ") + Message(error)
            : Message(error),
        HelpLink = HeadDiagnostics.Find(error.Id).HelpLinkUri,
    };

    private static string Message(WeightsError error) => Create(error, Location.None).GetMessage(CultureInfo.InvariantCulture);
}
