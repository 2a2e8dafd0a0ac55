using SoftmaxGen.Generator.Model;

namespace SoftmaxGen.Generator.Emission;

/// <summary>Writes the signature of a public member.</summary>
internal static class MemberSignature
{
    /// <summary>The whole signature: <c>static float CrossEntropy(global::System.ReadOnlySpan&lt;float&gt; logits, int label)</c>.</summary>
    /// <param name="method">The method.</param>
    /// <param name="element">The element type.</param>
    /// <param name="hasReduction">Whether the type of reductions is there; any object stands for one where it is not.</param>
    public static string Of(HeadMethod method, string element, bool hasReduction = true) =>
        $"static {Type(method.Returns, element)} {method.Name}({Parameters(method, parameter => parameter.Type == HeadMembers.ReductionType && !hasReduction
            ? $"object {parameter.Name} = null"
            : $"{Declaration(parameter, element)}{(parameter.Default is { } value ? $" = {value}" : "")}")})";

    /// <summary>That of an explicit implementation.</summary>
    public static string OfImplementation(HeadMethod method, string element) =>
        $"static {Type(method.Returns, element)} {Interface(method.Kind, element)}.{method.Name}({Parameters(method, parameter => Declaration(parameter, element))})";

    /// <summary>The call that passes a method's parameters on: <c>ArgMax(logits, labels)</c>.</summary>
    /// <param name="method">The method.</param>
    /// <param name="layer">Weights and bias, which a trained head adds behind the features.</param>
    public static string Call(HeadMethod method, string layer) =>
        $"{method.Name}({Parameters(method, parameter => $"{(parameter.IsOut ? "out " : "")}{parameter.Name}{(method.Kind == HeadKind.Trained && parameter.Name == "features" ? $", {layer}" : "")}")})";

    /// <summary>The documentation of a method: that of the interface's member.</summary>
    public static string Documentation(HeadMethod method)
    {
        string member = $"{Interface(method.Kind, "T")}.{method.Name}({Parameters(method, parameter => $"{(parameter.IsOut ? "out " : "")}{Type(parameter.Type, "T")}")})";
        return $"/// <inheritdoc cref=\"{member.Replace('<', '{').Replace('>', '}')}\"/>";
    }

    /// <summary>The documentation of a constant or a property.</summary>
    public static string Documentation(HeadProperty property) => property.Name switch
    {
        HeadMembers.ClassCount => "/// <summary>The class count N.</summary>",
        HeadMembers.FeatureCount => "/// <summary>The feature count F.</summary>",
        _ => $"/// <inheritdoc cref=\"{Interface(property.Kind, "T").Replace('<', '{').Replace('>', '}')}.{property.Name}\"/>",
    };

    /// <summary>The interface of a kind of head.</summary>
    public static string Interface(HeadKind kind, string element) => $"global::SoftmaxGen.I{kind}Head<{element}>";


    private static string Parameters(HeadMethod method, Func<HeadParameter, string> parameter) => string.Join(", ", method.Parameters.Select(parameter));

    private static string Declaration(HeadParameter parameter, string element) =>
        $"{(parameter.IsOut ? "out " : "")}{Type(parameter.Type, element)} {parameter.Name}";

    /// <summary>A type as generated code names it, with the element type in place of <c>T</c>.</summary>
    public static string Type(string type, string element)
    {
        string name = HeadParameter.TypeFor(type, element);
        return type.StartsWith("System.", StringComparison.Ordinal) || type.StartsWith("SoftmaxGen.", StringComparison.Ordinal) ? $"global::{name}" : name;
    }
}
