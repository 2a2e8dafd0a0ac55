using Microsoft.CodeAnalysis;

namespace SoftmaxGen.Generator.Diagnostics;

/// <summary>The diagnostics, one descriptor per id; docs/diagnostics has a page for each.</summary>
/// <remarks>All are errors: no code is generated for a head with a diagnostic.</remarks>
internal static class HeadDiagnostics
{
    public static readonly DiagnosticDescriptor NotPartial = Create(
        "SMG001",
        "Softmax head is not partial",
        "Softmax head '{0}' is not partial: add the 'partial' modifier, so that the generator can add members to it");

    public static readonly DiagnosticDescriptor ContainingTypeNotPartial = Create(
        "SMG002",
        "Type that contains a softmax head is not partial",
        "'{0}' contains the softmax head '{1}' and is not partial: add the 'partial' modifier to '{0}' or move the head out of it");

    public static readonly DiagnosticDescriptor UnsupportedTarget = Create(
        "SMG003",
        "Type cannot be a softmax head",
        "'{0}' cannot be a softmax head because {1}: {2}");

    public static readonly DiagnosticDescriptor ClassesOutOfRange = Create(
        "SMG004",
        "Class count is out of range",
        "A softmax head cannot have {0} classes: use a count from {1} to {2}");

    public static readonly DiagnosticDescriptor UnsupportedElement = Create(
        "SMG005",
        "Element type is not supported",
        "A softmax head cannot have elements of type '{0}': use typeof(float) or typeof(double)");

    public static readonly DiagnosticDescriptor MemberCollision = Create(
        "SMG006",
        "Member collides with a generated one",
        "{0} '{1}' collides with the generated member '{2}': rename or remove it");

    public static readonly DiagnosticDescriptor LanguageVersion = Create(
        "SMG007",
        "Language version is too low",
        "Softmax head '{0}' needs C# {1} and this project uses C# {2}: set <LangVersion> in the project file to {1} or higher");

    public static readonly DiagnosticDescriptor MissingRuntime = Create(
        "SMG008",
        "SoftmaxGen runtime library is not referenced",
        "Softmax head '{0}' needs the library SoftmaxGen.Runtime, which this project does not reference: target net10.0 or later and reference the SoftmaxGen package or that library");

    private static DiagnosticDescriptor Create(string id, string title, string message) =>
        new(id, title, message, "SoftmaxGen", DiagnosticSeverity.Error, isEnabledByDefault: true);
}
