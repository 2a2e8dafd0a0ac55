namespace SoftmaxGen.Generator.Model;

/// <summary>One parameter of an emitted method.</summary>
/// <param name="Type">The type by its full name, with <c>T</c> for the element type: <c>System.ReadOnlySpan&lt;T&gt;</c>.</param>
/// <param name="Name">The name.</param>
/// <param name="IsOut">Whether it is an <see langword="out"/> parameter.</param>
/// <param name="Default">The value of an optional parameter as source text; <see langword="null"/> for none.</param>
internal readonly record struct HeadParameter(string Type, string Name, bool IsOut = false, string? Default = null)
{
    /// <summary>The type with the element type in place of <c>T</c>.</summary>
    /// <param name="element">The element type: <c>float</c>.</param>
    public string TypeFor(string element) => TypeFor(Type, element);

    /// <summary>A type with the element type in place of <c>T</c>.</summary>
    /// <param name="type">The type.</param>
    /// <param name="element">The element type.</param>
    public static string TypeFor(string type, string element) => type == "T" ? element : type.Replace("<T>", $"<{element}>");
}

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

/// <summary>One public method that the generated code adds to a head.</summary>
/// <param name="Kind">The kind of head from which on it is there, whose interface declares it.</param>
/// <param name="Name">The name.</param>
/// <param name="Returns">The type that it returns, with <c>T</c> for the element type.</param>
/// <param name="Parameters">The parameters in order.</param>
internal sealed record HeadMethod(HeadKind Kind, string Name, string Returns, EquatableArray<HeadParameter> Parameters)
{
    /// <summary>Whether two methods cannot stand side by side in a type.</summary>
    public bool HasSameSignature(HeadMethod other) =>
        Name == other.Name && Parameters.Select(static parameter => (parameter.Type, parameter.IsOut)).SequenceEqual(other.Parameters.Select(static parameter => (parameter.Type, parameter.IsOut)));
}

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

    /// <summary>Every public method, overload by overload, in the order in which the interfaces declare them.</summary>
    public static EquatableArray<HeadMethod> Methods { get; } = new(
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
    ]);

    /// <summary>The kinds of head that one has the members of, its own last.</summary>
    public static IEnumerable<HeadKind> KindsUpTo(HeadKind kind) =>
        ((HeadKind[])[HeadKind.Softmax, HeadKind.Dense, HeadKind.Trained]).Where(other => other <= kind);

    /// <summary>The public methods of a kind of head. Of two with the same signature the later one is public, and hides the other.</summary>
    public static IEnumerable<HeadMethod> MethodsOf(HeadKind kind) =>
        Methods.Where(method => method.Kind <= kind && !IsHidden(method, kind));

    /// <summary>Whether a method of a kind of head is there for the interface alone.</summary>
    public static bool IsHidden(HeadMethod method, HeadKind kind) =>
        Methods.Any(other => other.Kind <= kind && other.Kind > method.Kind && other.HasSameSignature(method));

    /// <summary>The public constants and properties of a kind of head.</summary>
    public static IEnumerable<HeadProperty> PropertiesOf(HeadKind kind) => Properties.Where(property => property.Kind <= kind);

    /// <summary>Whether the generated code adds a member of this name.</summary>
    public static bool Contains(HeadKind kind, string name) =>
        IsProperty(kind, name) || Methods.Any(method => method.Kind <= kind && method.Name == name);

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
}
