namespace SoftmaxGen.Generator.Model;

/// <summary>The types that a head has in place of those in the table of members.</summary>
/// <param name="Element">The element type, for <c>T</c>: <c>float</c>.</param>
/// <param name="Label">The enumeration, for <c>TLabel</c>; <see langword="null"/> for a head without one.</param>
internal readonly record struct HeadTypes(string Element, string? Label = null)
{
    /// <summary>A type of the table as the head has it.</summary>
    public string Of(string type) => type switch
    {
        "T" => Element,
        "TLabel" => Label!,
        _ => type.Replace("<T>", $"<{Element}>").Replace("<TLabel>", $"<{Label}>"),
    };
}

/// <summary>One parameter of an emitted method.</summary>
/// <param name="Type">The type by its full name, with <c>T</c> for the element type and <c>TLabel</c> for the enumeration: <c>System.ReadOnlySpan&lt;T&gt;</c>.</param>
/// <param name="Name">The name.</param>
/// <param name="IsOut">Whether it is an <see langword="out"/> parameter.</param>
/// <param name="Default">The value of an optional parameter as source text; <see langword="null"/> for none.</param>
internal readonly record struct HeadParameter(string Type, string Name, bool IsOut = false, string? Default = null);

/// <summary>What a head has: each kind has the members of those before it too, and an interface of its own.</summary>
internal enum HeadKind
{
    /// <summary>The members that take logits: <c>ISoftmaxHead</c>.</summary>
    Softmax,

    /// <summary>A dense layer before them: <c>IDenseHead</c>.</summary>
    Dense,

    /// <summary>A dense layer with compiled-in weights: <c>ITrainedHead</c>.</summary>
    Trained,
}

/// <summary>What decides which members a head has.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="HasLabels">Whether an enumeration names its classes.</param>
internal readonly record struct HeadShape(HeadKind Kind, bool HasLabels = false);

/// <summary>One public method that the generated code adds to a head.</summary>
/// <param name="Kind">The kind of head from which on it is there, whose interface declares it.</param>
/// <param name="Name">The name.</param>
/// <param name="Returns">The type that it returns, with <c>T</c> for the element type and <c>TLabel</c> for the enumeration.</param>
/// <param name="Parameters">The parameters in order.</param>
internal sealed record HeadMethod(HeadKind Kind, string Name, string Returns, EquatableArray<HeadParameter> Parameters)
{
    /// <summary>How it serves the enumeration that names the classes; <see langword="null"/> for a method of an interface, which all heads have.</summary>
    public LabelMethod? ForLabels { get; init; }

    /// <summary>Whether a head of a shape has it.</summary>
    public bool IsIn(HeadShape shape) => Kind <= shape.Kind && (ForLabels is null || shape.HasLabels);

    /// <summary>Whether two methods cannot stand side by side in a type.</summary>
    public bool HasSameSignature(HeadMethod other) =>
        Name == other.Name && Parameters.Select(static parameter => (parameter.Type, parameter.IsOut)).SequenceEqual(other.Parameters.Select(static parameter => (parameter.Type, parameter.IsOut)));
}

/// <summary>A method that heads have whose classes an enumeration names. No interface declares it.</summary>
/// <param name="Numbers">The method of an interface that does the same with labels as numbers; <see langword="null"/> where none does.</param>
/// <param name="Documentation">What the documentation of that method does not say: lines of XML.</param>
internal sealed record LabelMethod(HeadMethod? Numbers, string Documentation);

/// <summary>One public constant or property that the generated code adds to a head.</summary>
/// <param name="Kind">The kind of head from which on it is there, whose interface declares it.</param>
/// <param name="Name">The name.</param>
/// <param name="Type">The type, with <c>T</c> for the element type.</param>
internal sealed record HeadProperty(HeadKind Kind, string Name, string Type)
{
    /// <summary>Whether it is a constant, which the interface's property returns.</summary>
    public bool IsConstant => Type == "int";
}

/// <summary>
/// The members that the generated code brings into the user's type, whose names the user's own must leave free: real ones
/// and stubs, their signatures and what they collide with all come from here. Helpers live in file-local classes, where
/// nothing can collide with them.
/// </summary>
internal static class HeadMembers
{
    /// <summary>The constant that holds the class count.</summary>
    public const string ClassCount = "ClassCount";

    /// <summary>The constant that holds the feature count.</summary>
    public const string FeatureCount = "FeatureCount";

    /// <summary>The type of reductions.</summary>
    public const string ReductionType = "SoftmaxGen.Reduction";

    private const string Element = "T";
    private const string Elements = "System.ReadOnlySpan<T>";
    private const string ElementsOut = "System.Span<T>";
    private const string Label = "int";
    private const string Labels = "System.ReadOnlySpan<int>";
    private const string LabelsOut = "System.Span<int>";
    private const string EnumLabel = "TLabel";
    private const string EnumLabels = "System.ReadOnlySpan<TLabel>";

    private static readonly HeadParameter Logits = new(Elements, "logits");
    private static readonly HeadParameter Targets = new(Elements, "targets");
    private static readonly HeadParameter Gradient = new(ElementsOut, "gradient");
    private static readonly HeadParameter Features = new(Elements, "features");
    private static readonly HeadParameter[] Layer = [new(Elements, "weights"), new(Elements, "bias")];
    private static readonly HeadParameter[] Gradients = [new(ElementsOut, "weightGradient"), new(ElementsOut, "biasGradient")];
    private static readonly HeadParameter FeatureGradient = new(ElementsOut, "featureGradient");
    private static readonly HeadParameter[] MinimumAndLabel = [new(Element, "minimumProbability"), new(Label, "label", IsOut: true)];
    private static readonly HeadParameter Reduction = new(ReductionType, "reduction", Default: $"global::{ReductionType}.Mean");

    public static HeadMethod Softmax { get; } = Method("Softmax", "void", Logits, new(ElementsOut, "probabilities"));

    public static HeadMethod LogSoftmax { get; } = Method("LogSoftmax", "void", Logits, new(ElementsOut, "logProbabilities"));

    public static HeadMethod LogSumExp { get; } = Method("LogSumExp", Element, Logits);

    public static HeadMethod LogSumExpOfRows { get; } = Method("LogSumExp", "void", Logits, new(ElementsOut, "destination"));

    public static HeadMethod ArgMax { get; } = Method("ArgMax", "int", Logits);

    public static HeadMethod ArgMaxOfRows { get; } = Method("ArgMax", "void", Logits, new(LabelsOut, "labels"));

    public static HeadMethod TopK { get; } = Method("TopK", "void", Logits, new(LabelsOut, "labels"));

    public static HeadMethod TopKWithProbabilities { get; } = Method("TopK", "void", Logits, new(LabelsOut, "labels"), new(ElementsOut, "probabilities"));

    public static HeadMethod LossOfLabel { get; } = Method("CrossEntropy", Element, Logits, new(Label, "label"));

    public static HeadMethod LossOfLabels { get; } = Method("CrossEntropy", Element, Logits, new(Labels, "labels"), Reduction);

    public static HeadMethod LossOfTargets { get; } = Method("CrossEntropy", Element, Logits, Targets, Reduction);

    public static HeadMethod LossesOfLabels { get; } = Method("CrossEntropy", "void", Logits, new(Labels, "labels"), new(ElementsOut, "losses"));

    public static HeadMethod LossesOfTargets { get; } = Method("CrossEntropy", "void", Logits, Targets, new(ElementsOut, "losses"));

    public static HeadMethod GradientOfLabel { get; } = Method("CrossEntropyGradient", Element, Logits, new(Label, "label"), Gradient);

    public static HeadMethod GradientOfLabels { get; } = Method("CrossEntropyGradient", Element, Logits, new(Labels, "labels"), Gradient, Reduction);

    public static HeadMethod GradientOfTargets { get; } = Method("CrossEntropyGradient", Element, Logits, Targets, Gradient, Reduction);

    public static HeadMethod SoftmaxBackward { get; } = Method("SoftmaxBackward", "void", new(Elements, "probabilities"), new(Elements, "upstream"), Gradient);

    public static HeadMethod LogSoftmaxBackward { get; } = Method("LogSoftmaxBackward", "void", new(Elements, "logProbabilities"), new(Elements, "upstream"), Gradient);

    public static HeadMethod Jacobian { get; } = Method("Jacobian", "void", new(Elements, "probabilities"), new(ElementsOut, "jacobian"));

    public static HeadMethod Entropy { get; } = Method("Entropy", Element, Logits);

    public static HeadMethod EntropyOfRows { get; } = Method("Entropy", "void", Logits, new(ElementsOut, "destination"));

    public static HeadMethod TryPredict { get; } = Method("TryPredict", "bool", [Logits, .. MinimumAndLabel]);

    /// <summary>Every public constant and property, in the order in which the interfaces declare them.</summary>
    public static EquatableArray<HeadProperty> Properties { get; } = new(
    [
        new(HeadKind.Softmax, ClassCount, "int"),
        new(HeadKind.Dense, FeatureCount, "int"),
        new(HeadKind.Trained, "Weights", Elements),
        new(HeadKind.Trained, "Bias", Elements),
    ]);

    /// <summary>The methods of the interfaces, overload by overload, in the order in which those declare them.</summary>
    private static readonly HeadMethod[] InterfaceMethods =
    [
        Softmax,
        LogSoftmax,
        LogSumExp,
        LogSumExpOfRows,
        ArgMax,
        ArgMaxOfRows,
        TopK,
        TopKWithProbabilities,
        LossOfLabel,
        LossOfLabels,
        LossOfTargets,
        LossesOfLabels,
        LossesOfTargets,
        GradientOfLabel,
        GradientOfLabels,
        GradientOfTargets,
        SoftmaxBackward,
        LogSoftmaxBackward,
        Jacobian,
        Entropy,
        EntropyOfRows,
        TryPredict,
        .. Forward(HeadKind.Dense, Layer),
        .. LossAndGradients(new HeadParameter(Labels, "labels")),
        .. LossAndGradients(Targets),
        .. Forward(HeadKind.Trained, []),
    ];

    /// <summary>Every public method: those of the interfaces, then those for an enumeration of labels.</summary>
    public static EquatableArray<HeadMethod> Methods { get; } = new(
    [
        .. InterfaceMethods,
        .. InterfaceMethods.Select(WithEnum).OfType<HeadMethod>(),
        LabelName(new HeadParameter(Label, "label"), "The class, 0 to N - 1."),
        LabelName(new HeadParameter(EnumLabel, "label"), "The class."),
    ]);

    /// <summary>The kinds of head that one has the members of, its own last.</summary>
    public static IEnumerable<HeadKind> KindsUpTo(HeadKind kind) =>
        ((HeadKind[])[HeadKind.Softmax, HeadKind.Dense, HeadKind.Trained]).Where(other => other <= kind);

    /// <summary>The public methods of a head. Of two with the same signature the later one is public, and hides the other.</summary>
    public static IEnumerable<HeadMethod> MethodsOf(HeadShape shape) =>
        Methods.Where(method => method.IsIn(shape) && !IsHidden(method, shape.Kind));

    /// <summary>Whether a kind of head has another method with the signature of this one, which is then there for its interface alone.</summary>
    public static bool IsHidden(HeadMethod method, HeadKind kind) =>
        Methods.Any(other => other.Kind <= kind && other.Kind > method.Kind && other.HasSameSignature(method));

    /// <summary>The public constants and properties of a kind of head.</summary>
    public static IEnumerable<HeadProperty> PropertiesOf(HeadKind kind) => Properties.Where(property => property.Kind <= kind);

    /// <summary>Whether the generated code adds a member of this name.</summary>
    public static bool Contains(HeadShape shape, string name) =>
        IsProperty(shape.Kind, name) || Methods.Any(method => method.IsIn(shape) && method.Name == name);

    /// <summary>Whether the generated code adds a constant or a property of this name.</summary>
    public static bool IsProperty(HeadKind kind, string name) => Properties.Any(property => property.Kind <= kind && property.Name == name);

    // The members that go forward, with weights and bias as parameters or without.
    private static IEnumerable<HeadMethod> Forward(HeadKind kind, HeadParameter[] layer) =>
    [
        new(kind, "Logits", "void", new([Features, .. layer, new(ElementsOut, "logits")])),
        new(kind, "Probabilities", "void", new([Features, .. layer, new(ElementsOut, "probabilities")])),
        new(kind, "Predict", Label, new([Features, .. layer])),
        new(kind, "Predict", "void", new([Features, .. layer, new(LabelsOut, "labels")])),
        new(kind, "TryPredict", "bool", new([Features, .. layer, .. MinimumAndLabel])),
    ];

    private static IEnumerable<HeadMethod> LossAndGradients(HeadParameter truth) =>
    [
        new(HeadKind.Dense, "LossAndGradients", Element, new([Features, truth, .. Layer, .. Gradients, Reduction])),
        new(HeadKind.Dense, "LossAndGradients", Element, new([Features, truth, .. Layer, .. Gradients, FeatureGradient, Reduction])),
    ];

    private static HeadMethod Method(string name, string returns, params HeadParameter[] parameters) =>
        new(HeadKind.Softmax, name, returns, new EquatableArray<HeadParameter>([.. parameters]));

    /// <summary>The method that does with values of the enumeration what one does with a label or with labels that it reads; <see langword="null"/> where nothing is to be added.</summary>
    private static HeadMethod? WithEnum(HeadMethod method)
    {
        // Labels that are written stay numbers, but for a single one.
        if (method.Parameters.Any(static parameter => parameter.Type == LabelsOut))
            return null;
        HeadParameter[] parameters = [.. method.Parameters.Select(static parameter => parameter.Type switch
        {
            Label => parameter with { Type = EnumLabel },
            Labels => parameter with { Type = EnumLabels },
            _ => parameter,
        })];
        string documentation = method.Parameters.Any(static parameter => parameter.IsOut)
            ? "/// <remarks>With <c>out var</c> the call is ambiguous: write the type of the label.</remarks>"
            : "";
        return method.Returns == Label ? new(method.Kind, $"{method.Name}Label", EnumLabel, new([.. parameters])) { ForLabels = new(method, documentation) }
            : !parameters.SequenceEqual(method.Parameters) ? method with { Parameters = new([.. parameters]), ForLabels = new(method, documentation) }
            : null;
    }

    private static HeadMethod LabelName(HeadParameter label, string description) => new(HeadKind.Softmax, "LabelName", "string", new([label]))
    {
        ForLabels = new(
            Numbers: null,
            $"""
            /// <summary>Gives the name of a class: that of the member of the enumeration, as the source has it.</summary>
            /// <param name="label">{description}</param>
            /// <returns>The name.</returns>
            /// <exception cref="global::System.ArgumentOutOfRangeException"><paramref name="label"/> is outside 0 to N - 1.</exception>
            """),
    };
}
