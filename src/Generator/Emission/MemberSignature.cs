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
        $"static {Type(method.Returns, element)} {Interface(element)}.{method.Name}({Parameters(method, parameter => Declaration(parameter, element))})";

    /// <summary>The call that passes a method's parameters on: <c>ArgMax(logits, labels)</c>.</summary>
    public static string Call(HeadMethod method) => $"{method.Name}({Parameters(method, parameter => $"{(parameter.IsOut ? "out " : "")}{parameter.Name}")})";

    /// <summary>The documentation of a method: that of the interface's member.</summary>
    public static string Documentation(HeadMethod method)
    {
        string member = $"{Interface("T")}.{method.Name}({Parameters(method, parameter => $"{(parameter.IsOut ? "out " : "")}{Type(parameter.Type, "T")}")})";
        return $"/// <inheritdoc cref=\"{member.Replace('<', '{').Replace('>', '}')}\"/>";
    }

    /// <summary>The documentation of the class count.</summary>
    public static string ClassCountDocumentation => "/// <summary>The class count N.</summary>";

    /// <summary>The interface of heads.</summary>
    public static string Interface(string element) => $"global::SoftmaxGen.ISoftmaxHead<{element}>";

    private static string Parameters(HeadMethod method, Func<HeadParameter, string> parameter) => string.Join(", ", method.Parameters.Select(parameter));

    private static string Declaration(HeadParameter parameter, string element) =>
        $"{(parameter.IsOut ? "out " : "")}{Type(parameter.Type, element)} {parameter.Name}";

    private static string Type(string type, string element)
    {
        string name = HeadParameter.TypeFor(type, element);
        return type.StartsWith("System.", StringComparison.Ordinal) || type.StartsWith("SoftmaxGen.", StringComparison.Ordinal) ? $"global::{name}" : name;
    }
}
