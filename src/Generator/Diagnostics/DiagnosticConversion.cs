using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using SoftmaxGen.Generator.Model;

namespace SoftmaxGen.Generator.Diagnostics;

/// <summary>Between diagnostics of the compiler and those that the generator's pipeline may hold.</summary>
internal static class DiagnosticConversion
{
    public static DiagnosticInfo ToInfo(Diagnostic diagnostic) =>
        new(diagnostic.Id, diagnostic.GetMessage(CultureInfo.InvariantCulture), ToPlace(diagnostic.Location));

    public static FilePlace ToPlace(Location location)
    {
        FileLinePositionSpan lines = location.GetLineSpan();
        TextSpan span = location.SourceSpan;
        return new FilePlace(
            lines.Path,
            span.Start,
            span.Length,
            lines.StartLinePosition.Line,
            lines.StartLinePosition.Character,
            lines.EndLinePosition.Line,
            lines.EndLinePosition.Character);
    }

    public static Location ToLocation(FilePlace place) => Location.Create(
        place.Path,
        new TextSpan(place.Start, place.Length),
        new LinePositionSpan(new LinePosition(place.StartLine, place.StartCharacter), new LinePosition(place.EndLine, place.EndCharacter)));

    public static Diagnostic ToDiagnostic(DiagnosticInfo info)
    {
        DiagnosticDescriptor descriptor = HeadDiagnostics.Find(info.Id);
        return Diagnostic.Create(
            descriptor.Id,
            descriptor.Category,
            info.Message,
            descriptor.DefaultSeverity,
            descriptor.DefaultSeverity,
            isEnabledByDefault: true,
            warningLevel: HeadDiagnostics.IsError(descriptor) ? 0 : 1,
            descriptor.Title,
            descriptor.Description,
            descriptor.HelpLinkUri,
            ToLocation(info.Place));
    }
}
