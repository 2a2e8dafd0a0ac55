namespace SoftmaxGen.Generator.Emission;

/// <summary>What marks generated code as such.</summary>
internal static class GeneratedCode
{
    /// <summary>The arguments of the attribute: name and version of the generator.</summary>
    public static string Tool { get; } = $"\"SoftmaxGen\", \"{typeof(GeneratedCode).Assembly.GetName().Version.ToString(3)}\"";

    /// <summary>The attribute of a generated constant.</summary>
    public static string Attribute { get; } = $"[global::System.CodeDom.Compiler.GeneratedCode({Tool})]";

    /// <summary>The attributes of other generated members. They stand on each member: the type is the user's.</summary>
    public static string Attributes { get; } =
        $"[global::System.CodeDom.Compiler.GeneratedCode({Tool}), global::System.Diagnostics.CodeAnalysis.ExcludeFromCodeCoverage]";
}
