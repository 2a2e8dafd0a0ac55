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

/// <summary>One public method that the generated code adds to a head.</summary>
/// <param name="Name">The name.</param>
/// <param name="Returns">The type that it returns, with <c>T</c> for the element type.</param>
/// <param name="Parameters">The parameters in order.</param>
internal sealed record HeadMethod(string Name, string Returns, EquatableArray<HeadParameter> Parameters);

/// <summary>
/// The members that the generated code brings into the user's type, whose names the user's own must leave free: real ones
/// and stubs, their signatures and what they collide with all come from here. Helpers live in file-local classes, where
/// nothing can collide with them.
/// </summary>
internal static class HeadMembers
{
    /// <summary>The constant that holds the class count, and the interface's property of that name.</summary>
    public const string ClassCount = "ClassCount";

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
    private static readonly HeadParameter Reduction = new(ReductionType, "reduction", Default: $"global::{ReductionType}.Mean");

    public static HeadMethod Softmax { get; } = Method("Softmax", "void", Logits, new(ElementsOut, "probabilities"));

    public static HeadMethod LogSoftmax { get; } = Method("LogSoftmax", "void", Logits, new(ElementsOut, "logProbabilities"));

    public static HeadMethod LogSumExp { get; } = Method("LogSumExp", Element, Logits);

    public static HeadMethod LogSumExpOfRows { get; } = Method("LogSumExp", "void", Logits, new(ElementsOut, "destination"));

    public static HeadMethod ArgMax { get; } = Method("ArgMax", "int", Logits);

    public static HeadMethod ArgMaxOfRows { get; } = Method("ArgMax", "void", Logits, new(LabelsOut, "labels"));

    public static HeadMethod TopK { get; } = Method("TopK", "void", Logits, new(LabelsOut, "labels"));

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

    public static HeadMethod TryPredict { get; } = Method("TryPredict", "bool", Logits, new(Element, "minimumProbability"), new(Label, "label", IsOut: true));

    /// <summary>Every public method, overload by overload, in the order in which the interface declares them.</summary>
    public static EquatableArray<HeadMethod> Methods { get; } = new(
    [
        Softmax,
        LogSoftmax,
        LogSumExp,
        LogSumExpOfRows,
        ArgMax,
        ArgMaxOfRows,
        TopK,
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
        TryPredict,
    ]);

    /// <summary>Whether the generated code adds a member of this name.</summary>
    public static bool Contains(string name)
    {
        if (name == ClassCount)
            return true;
        foreach (HeadMethod method in Methods)
        {
            if (method.Name == name)
                return true;
        }

        return false;
    }

    private static HeadMethod Method(string name, string returns, params HeadParameter[] parameters) =>
        new(name, returns, new EquatableArray<HeadParameter>([.. parameters]));
}
