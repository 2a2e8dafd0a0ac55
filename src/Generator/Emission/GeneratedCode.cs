using System.Reflection;

namespace SoftmaxGen.Generator.Emission;

/// <summary>What marks generated code as such.</summary>
internal static class GeneratedCode
{
    /// <summary>The version of the generator, as its project file has it; the SDK adds the commit behind a plus sign.</summary>
    public static string Version { get; } =
        typeof(GeneratedCode).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>().InformationalVersion.Split('+')[0];

    /// <summary>The first line of a file below the mark of generated code: who wrote it, and what it has.</summary>
    public static string Header(string content) => $"// SoftmaxGen {Version}: {content}";

    /// <summary>The arguments of the attribute: name and version of the generator.</summary>
    public static string Tool { get; } = $"\"SoftmaxGen\", \"{Version}\"";

    /// <summary>The attribute of a generated constant.</summary>
    public static string Attribute { get; } = $"[global::System.CodeDom.Compiler.GeneratedCode({Tool})]";

    /// <summary>The attributes of other generated members. They stand on each member: the type is the user's.</summary>
    public static string Attributes { get; } =
        $"[global::System.CodeDom.Compiler.GeneratedCode({Tool}), global::System.Diagnostics.CodeAnalysis.ExcludeFromCodeCoverage]";
}
