using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SoftmaxGen.Generator.Model;

namespace SoftmaxGen.Generator.Diagnostics;

/// <summary>The diagnostics, one descriptor per id; docs/diagnostics has a page for each.</summary>
/// <remarks>A type with an error is no head, and gets stubs in place of its members. An information is about a head.</remarks>
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

    public static readonly DiagnosticDescriptor FeaturesOutOfRange = Create(
        "SMG010",
        "Feature count is out of range",
        "Feature count {0} is out of range; expected {1} to {2}",
        "The dense layer of a head is generated for a fixed number of features.");

    public static readonly DiagnosticDescriptor WeightsNotFound = Create(
        "SMG011",
        "File of weights is not found",
        "File of weights '{0}' is not found: {1}",
        "Weights are read from an additional file of the project.");

    public static readonly DiagnosticDescriptor WeightsAmbiguous = Create(
        "SMG012",
        "File of weights is ambiguous",
        "File of weights '{0}' can be '{1}' or '{2}': add folders to the name until it fits one file only",
        "The name of a file of weights must fit one additional file of the project.");

    public static readonly DiagnosticDescriptor FeaturesDifferFromFile = Create(
        "SMG013",
        "Feature count and file of weights differ",
        "Feature count {0} differs from the {1} of '{2}', whose lines have {3} numbers, the bias last: set Features = {1}, or leave it out",
        "A line of the file has a weight for each feature, then the bias.");

    public static readonly DiagnosticDescriptor WeightsLineCount = Create(
        "SMG014",
        "File of weights has a wrong number of lines",
        "File has {0} of numbers; expected {1}",
        "The file has a line for each class; for two classes it may have one line instead.");

    public static readonly DiagnosticDescriptor WeightsNumberCount = Create(
        "SMG015",
        "Line of weights has a wrong count of numbers",
        "Line has {0}; expected {1}",
        "Each line has a weight for each feature, then the bias.");

    public static readonly DiagnosticDescriptor WeightInvalid = Create(
        "SMG016",
        "Weight is not a number",
        "'{0}' is not a number: write numbers as in -1.5e-3, with a comma between two of them",
        "Numbers are written with a decimal point in every culture.");

    public static readonly DiagnosticDescriptor WeightNotFinite = Create(
        "SMG017",
        "Weight is not finite",
        "'{0}' is not finite as a '{1}': train the classifier again, or correct the number",
        "With a weight that is infinite or NaN, every result would be NaN.");

    public static readonly DiagnosticDescriptor TooManyWeights = Create(
        "SMG018",
        "File has too many weights",
        "{0} x {1} weights are more than the {2} that can be compiled in, since the compiler would take minutes and gigabytes: set Features = {1} instead of Weights, and load them at run time",
        "Weights that are compiled in are text to the compiler.");

    public static readonly DiagnosticDescriptor TemperatureOutOfRange = Create(
        "SMG019",
        "Temperature is out of range",
        "Temperature {0} is out of range; expected {1} to {2}, the normal numbers of '{3}' above 0",
        "Logits are divided by the temperature.");

    public static readonly DiagnosticDescriptor LabelSmoothingOutOfRange = Create(
        "SMG020",
        "Label smoothing is out of range",
        "Label smoothing {0} is out of range; expected at least 0 and less than 1",
        "Label smoothing is the part of a target that is spread evenly over all classes.");

    public static readonly DiagnosticDescriptor ClassWeightsCount = Create(
        "SMG021",
        "Class weights have a wrong count",
        "ClassWeights has {0}; expected {1}, one for each class",
        "Each class has a weight.");

    public static readonly DiagnosticDescriptor ClassWeightInvalid = Create(
        "SMG022",
        "Class weight is negative or not finite",
        "Weight {0} of class {1} {2}; expected a finite number of at least 0",
        "The loss of a class counts as often as its weight says.");

    public static readonly DiagnosticDescriptor ClassWeightsZero = Create(
        "SMG023",
        "All class weights are 0",
        "All class weights are 0 as a '{0}': no class would be trained; give at least one a weight above 0",
        "With weights of 0 alone, every loss is 0.");

    public static readonly DiagnosticDescriptor FocalGammaOutOfRange = Create(
        "SMG024",
        "Focal exponent is out of range",
        "FocalGamma {0} is out of range; expected a multiple of 0.5 from 0 to {1}",
        "Powers of the focal loss are products and square roots.");

    public static readonly DiagnosticDescriptor UnsupportedLabels = Create(
        "SMG025",
        "Type cannot name the classes of a head",
        "'{0}' cannot name the classes of a head because {1}: {2}",
        "Classes have the names of an enum whose values are exactly 0 to N - 1.");

    public static readonly DiagnosticDescriptor InaccessibleLabels = Create(
        "SMG026",
        "Enum is out of reach for the members of a head",
        "The members of the head cannot have '{0}' in their signatures because {1}: {2}",
        "Generated members that take or return the enum are public members of the head, in another file.");

    public static readonly DiagnosticDescriptor ClassNotTrained = Create(
        "SMG027",
        "Ignored label is a class",
        "Class {0} is not trained: IgnoreLabel is one of the labels 0 to {1}",
        "Rows with the ignored label count for nothing.",
        DiagnosticSeverity.Info);

    public static readonly DiagnosticDescriptor RuntimeVersion = Create(
        "SMG028",
        "SoftmaxGen runtime library is of another version",
        "Softmax head '{0}' is generated by SoftmaxGen {1}, and its code cannot call SoftmaxGen.Runtime {2}: reference generator and library from the same version of the SoftmaxGen package",
        "Generated code needs a library of the same series of versions that is at least as new as the generator.");

    public static readonly DiagnosticDescriptor HiddenKeyword = Create(
        "SMG029",
        "Keyword of generated code is hidden",
        "Softmax head '{0}' cannot be generated because {1} hides the keyword 'var', with which its code declares variables: {2}",
        "In generated code 'var' must be a keyword, and not the name of a type.");

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
        FeaturesOutOfRange,
        WeightsNotFound,
        WeightsAmbiguous,
        FeaturesDifferFromFile,
        WeightsLineCount,
        WeightsNumberCount,
        WeightInvalid,
        WeightNotFinite,
        TooManyWeights,
        TemperatureOutOfRange,
        LabelSmoothingOutOfRange,
        ClassWeightsCount,
        ClassWeightInvalid,
        ClassWeightsZero,
        FocalGammaOutOfRange,
        UnsupportedLabels,
        InaccessibleLabels,
        ClassNotTrained,
        RuntimeVersion,
        HiddenKeyword,
    ];

    /// <summary>Whether a type with it is no head. The user may change the severity that it is shown with.</summary>
    public static bool IsError(DiagnosticDescriptor descriptor) => descriptor.DefaultSeverity == DiagnosticSeverity.Error;

    /// <summary>Whether a type with it is no head.</summary>
    public static bool IsError(Diagnostic diagnostic) => IsError(diagnostic.Descriptor);

    /// <summary>The diagnostics of a type but for those that the compiler repeats: it asks for the modifier where a stub has it (CS0260).</summary>
    public static IEnumerable<DiagnosticInfo> UnsaidByCompiler(ParsedType type) =>
        type.Diagnostics.Where(diagnostic => type.Spec is null || (diagnostic.Id != NotPartial.Id && diagnostic.Id != ContainingTypeNotPartial.Id));

    /// <summary>The descriptor with an id.</summary>
    public static DiagnosticDescriptor Find(string id) => All.First(descriptor => descriptor.Id == id);

    private static DiagnosticDescriptor Create(string id, string title, string message, string description, DiagnosticSeverity severity = DiagnosticSeverity.Error) =>
        new(id, title, message, "SoftmaxGen", severity, isEnabledByDefault: true, description, $"{HelpLinkBase}{id}.md");
}
