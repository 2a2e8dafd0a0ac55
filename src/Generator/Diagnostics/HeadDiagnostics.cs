using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SoftmaxGen.Generator.Model;

namespace SoftmaxGen.Generator.Diagnostics;

/// <summary>The diagnostics, one descriptor per id; docs/diagnostics has a page for each.</summary>
/// <remarks>All are errors: a type with a diagnostic is no head, and gets stubs in place of its members.</remarks>
internal static class HeadDiagnostics
{
    /// <summary>Where the pages are; an id and <c>.md</c> follow.</summary>
    public const string HelpLinkBase = "https://github.com/SoftmaxGen/SoftmaxGen/blob/main/docs/diagnostics/";

    public static readonly DiagnosticDescriptor NotPartial = Create(
        "SMG001",
        "Softmax head is not partial",
        "Softmax head '{0}' is not partial: add the 'partial' modifier, so that the generator can add members to it",
        "The members of a head are generated as another part of the type, which both parts must declare partial.");

    public static readonly DiagnosticDescriptor ContainingTypeNotPartial = Create(
        "SMG002",
        "Type that contains a softmax head is not partial",
        "'{0}' contains the softmax head '{1}' and is not partial: add the 'partial' modifier to '{0}' or move the head out of it",
        "The generated part of a nested head is nested in a part of each type around it.");

    public static readonly DiagnosticDescriptor UnsupportedTarget = Create(
        "SMG003",
        "Type cannot be a softmax head",
        "'{0}' cannot be a softmax head because {1}: {2}",
        "A head is a class, struct, record or record struct that another file can add a part to and that can be a type argument.");

    public static readonly DiagnosticDescriptor ClassesOutOfRange = Create(
        "SMG004",
        "Class count is out of range",
        "Class count {0} is out of range; expected {1} to {2}",
        "A head is generated for a fixed number of classes.");

    public static readonly DiagnosticDescriptor UnsupportedElement = Create(
        "SMG005",
        "Element type is not supported",
        "A softmax head cannot have elements of type '{0}': use typeof(float) or typeof(double)",
        "Logits, probabilities and losses are float or double.");

    public static readonly DiagnosticDescriptor MemberCollision = Create(
        "SMG006",
        "Member collides with a generated one",
        "{0} '{1}' collides with the generated member '{2}': rename or remove it",
        "The names and signatures of the generated members must be free in the type.");

    public static readonly DiagnosticDescriptor LanguageVersion = Create(
        "SMG007",
        "Language version is too low",
        "Softmax head '{0}' needs C# {1} and this project uses C# {2}: set <LangVersion> in the project file to {1} or higher",
        "Generated code has file-local types and implements static abstract interface members.");

    public static readonly DiagnosticDescriptor MissingRuntime = Create(
        "SMG008",
        "SoftmaxGen runtime library is not referenced",
        "Softmax head '{0}' needs the library SoftmaxGen.Runtime, which this project does not reference: target net10.0 or later and reference the SoftmaxGen package or that library",
        "Generated code calls the library, which needs .NET 10.");

    public static readonly DiagnosticDescriptor InterfaceElement = Create(
        "SMG009",
        "Interface and element type differ",
        "Softmax head '{0}' implements 'ISoftmaxHead<{1}>', but its elements are '{2}': set Element = typeof({1}) in the attribute, or implement 'ISoftmaxHead<{2}>'",
        "A head implements the interface over its own element type.");

    /// <summary>All of them, in the order of their ids.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
    [
        NotPartial,
        ContainingTypeNotPartial,
        UnsupportedTarget,
        ClassesOutOfRange,
        UnsupportedElement,
        MemberCollision,
        LanguageVersion,
        MissingRuntime,
        InterfaceElement,
    ];

    /// <summary>The diagnostics of a type but for those that the compiler repeats: it asks for the modifier where a stub has it (CS0260).</summary>
    public static IEnumerable<DiagnosticInfo> UnsaidByCompiler(ParsedType type) =>
        type.Diagnostics.Where(diagnostic => type.Spec is null || (diagnostic.Id != NotPartial.Id && diagnostic.Id != ContainingTypeNotPartial.Id));

    private static DiagnosticDescriptor Create(string id, string title, string message, string description) =>
        new(id, title, message, "SoftmaxGen", DiagnosticSeverity.Error, isEnabledByDefault: true, description, $"{HelpLinkBase}{id}.md");
}
