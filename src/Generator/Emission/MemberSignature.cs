using SoftmaxGen.Generator.Model;

namespace SoftmaxGen.Generator.Emission;

/// <summary>Writes the signature of a public member.</summary>
internal static class MemberSignature
{
    /// <summary>The whole signature: <c>static float CrossEntropy(global::System.ReadOnlySpan&lt;float&gt; logits, int label)</c>.</summary>
    /// <param name="method">The method.</param>
    /// <param name="types">The types of the head.</param>
    /// <param name="hasReduction">Whether the type of reductions is there; any object stands for one where it is not.</param>
    public static string Of(HeadMethod method, HeadTypes types, bool hasReduction = true) =>
        $"static {Type(method.Returns, types)} {method.Name}({Parameters(method, parameter => parameter.Type == HeadMembers.ReductionType && !hasReduction
            ? $"object {parameter.Name} = null"
            : $"{Declaration(parameter, types)}{(parameter.Default is { } value ? $" = {value}" : "")}")})";

    /// <summary>That of an explicit implementation.</summary>
    public static string OfImplementation(HeadMethod method, HeadTypes types) =>
        $"static {Type(method.Returns, types)} {Interface(method.Kind, types.Element)}.{method.Name}({Parameters(method, parameter => Declaration(parameter, types))})";

    /// <summary>The call that passes a method's parameters on: <c>ArgMax(logits, labels)</c>.</summary>
    /// <param name="method">The method.</param>
    /// <param name="layer">Weights and bias, which a trained head adds behind the features.</param>
    /// <param name="typeArguments">The type arguments of the method that is called.</param>
    public static string Call(HeadMethod method, string layer, string typeArguments = "") =>
        $"{method.Name}{typeArguments}({Parameters(method, parameter => $"{(parameter.IsOut ? "out " : "")}{parameter.Name}{(method.Kind == HeadKind.Trained && parameter.Name == "features" ? $", {layer}" : "")}")})";

    /// <summary>The documentation of a method: that of the interface's member, and what it adds for an enumeration.</summary>
    public static string Documentation(HeadMethod method)
    {
        HeadMethod? documented = method.ForLabels is { } labels ? labels.Numbers : method;
        return string.Join("\n", ((string[])[documented is null ? "" : Inherited(documented), method.ForLabels?.Documentation ?? ""]).Where(static lines => lines.Length > 0));
    }

    private static string Inherited(HeadMethod method)
    {
        HeadTypes types = new("T");
        string member = $"{Interface(method.Kind, "T")}.{method.Name}({Parameters(method, parameter => $"{(parameter.IsOut ? "out " : "")}{Type(parameter.Type, types)}")})";
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

    /// <summary>A type of the table of members as generated code names it.</summary>
    public static string Type(string type, HeadTypes types)
    {
        string name = types.Of(type);
        return type.StartsWith("System.", StringComparison.Ordinal) || type.StartsWith("SoftmaxGen.", StringComparison.Ordinal) ? $"global::{name}" : name;
    }

    private static string Parameters(HeadMethod method, Func<HeadParameter, string> parameter) => string.Join(", ", method.Parameters.Select(parameter));

    private static string Declaration(HeadParameter parameter, HeadTypes types) =>
        $"{(parameter.IsOut ? "out " : "")}{Type(parameter.Type, types)} {parameter.Name}";
}
