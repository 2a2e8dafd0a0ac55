using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using SoftmaxGen.Generator.Model;

namespace SoftmaxGen.Generator.Diagnostics;

/// <summary>Between diagnostics of the compiler and those that the generator's pipeline may hold.</summary>
internal static class DiagnosticConversion
{
    public static DiagnosticInfo ToInfo(Diagnostic diagnostic)
    {
        FileLinePositionSpan lines = diagnostic.Location.GetLineSpan();
        TextSpan span = diagnostic.Location.SourceSpan;
        return new DiagnosticInfo(
            diagnostic.Id,
            diagnostic.GetMessage(CultureInfo.InvariantCulture),
            lines.Path,
            span.Start,
            span.Length,
            lines.StartLinePosition.Line,
            lines.StartLinePosition.Character,
            lines.EndLinePosition.Line,
            lines.EndLinePosition.Character);
    }

    public static Diagnostic ToDiagnostic(DiagnosticInfo info)
    {
        DiagnosticDescriptor descriptor = HeadDiagnostics.All.First(descriptor => descriptor.Id == info.Id);
        return Diagnostic.Create(
            descriptor.Id,
            descriptor.Category,
            info.Message,
            descriptor.DefaultSeverity,
            descriptor.DefaultSeverity,
            isEnabledByDefault: true,
            warningLevel: 0,
            descriptor.Title,
            descriptor.Description,
            descriptor.HelpLinkUri,
            Location.Create(
                info.Path,
                new TextSpan(info.Start, info.Length),
                new LinePositionSpan(new LinePosition(info.StartLine, info.StartCharacter), new LinePosition(info.EndLine, info.EndCharacter))));
    }
}
