namespace SoftmaxGen.Generator.Model;

/// <summary>One parameter of an emitted method.</summary>
/// <param name="Type">The type by its full name, with <c>T</c> for the element type: <c>System.ReadOnlySpan&lt;T&gt;</c>.</param>
/// <param name="Name">The name.</param>
/// <param name="IsOut">Whether it is an <see langword="out"/> parameter.</param>
internal readonly record struct HeadParameter(string Type, string Name, bool IsOut = false)
{
    /// <summary>The type with the element type in place of <c>T</c>.</summary>
    /// <param name="element">The element type: <c>float</c>.</param>
    public string TypeFor(string element) => Type == "T" ? element : Type.Replace("<T>", $"<{element}>");
}

/// <summary>One public method that the generated code adds to a head.</summary>
/// <param name="Name">The name.</param>
/// <param name="Parameters">The parameters in order.</param>
internal sealed record HeadMethod(string Name, EquatableArray<HeadParameter> Parameters);

/// <summary>
/// The names that the generated code brings into the user's type, which the user's own members must leave free.
/// Helpers live in a file-local class, where nothing can collide with them.
/// </summary>
internal static class HeadMembers
{
    /// <summary>The constant that holds the class count, and the interface's property of that name.</summary>
    public const string ClassCount = "ClassCount";

    private const string Element = "T";
    private const string Elements = "System.ReadOnlySpan<T>";
    private const string ElementsOut = "System.Span<T>";
    private const string Label = "int";
    private const string Labels = "System.ReadOnlySpan<int>";
    private const string LabelsOut = "System.Span<int>";

    private static readonly HeadParameter Logits = new(Elements, "logits");
    private static readonly HeadParameter Targets = new(Elements, "targets");
    private static readonly HeadParameter Gradient = new(ElementsOut, "gradient");
    private static readonly HeadParameter Reduction = new("SoftmaxGen.Reduction", "reduction");

    /// <summary>Every public method, overload by overload, in the order in which the interface declares them.</summary>
    public static EquatableArray<HeadMethod> Methods { get; } = new(
    [
        Method("Softmax", Logits, new(ElementsOut, "probabilities")),
        Method("LogSoftmax", Logits, new(ElementsOut, "logProbabilities")),
        Method("LogSumExp", Logits),
        Method("LogSumExp", Logits, new(ElementsOut, "destination")),
        Method("ArgMax", Logits),
        Method("ArgMax", Logits, new(LabelsOut, "labels")),
        Method("TopK", Logits, new(LabelsOut, "labels")),
        Method("CrossEntropy", Logits, new(Label, "label")),
        Method("CrossEntropy", Logits, new(Labels, "labels"), Reduction),
        Method("CrossEntropy", Logits, Targets, Reduction),
        Method("CrossEntropy", Logits, new(Labels, "labels"), new(ElementsOut, "losses")),
        Method("CrossEntropy", Logits, Targets, new(ElementsOut, "losses")),
        Method("CrossEntropyGradient", Logits, new(Label, "label"), Gradient),
        Method("CrossEntropyGradient", Logits, new(Labels, "labels"), Gradient, Reduction),
        Method("CrossEntropyGradient", Logits, Targets, Gradient, Reduction),
        Method("SoftmaxBackward", new(Elements, "probabilities"), new(Elements, "upstream"), Gradient),
        Method("LogSoftmaxBackward", new(Elements, "logProbabilities"), new(Elements, "upstream"), Gradient),
        Method("Jacobian", new(Elements, "probabilities"), new(ElementsOut, "jacobian")),
        Method("Entropy", Logits),
        Method("TryPredict", Logits, new(Element, "minimumProbability"), new(Label, "label", IsOut: true)),
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

    private static HeadMethod Method(string name, params HeadParameter[] parameters) =>
        new(name, new EquatableArray<HeadParameter>([.. parameters]));
}
