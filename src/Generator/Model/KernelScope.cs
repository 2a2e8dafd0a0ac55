namespace SoftmaxGen.Generator.Model;

/// <summary>Where kernels stand in generated files and what they import: what decides what a name in their text means.</summary>
internal static class KernelScope
{
    /// <summary>The namespace of the kernels.</summary>
    public const string Namespace = "SoftmaxGen.Generated";

    /// <summary>The namespace that only kernels with tables of targets import.</summary>
    public const string ImportOfTables = "System.Runtime.InteropServices";

    /// <summary>The namespaces that kernels import.</summary>
    public static EquatableArray<string> Imports { get; } = new(
    [
        "System",
        "System.CodeDom.Compiler",
        "System.Diagnostics.CodeAnalysis",
        "System.Numerics",
        "System.Runtime.CompilerServices",
        ImportOfTables,
        "System.Runtime.Intrinsics",
        "SoftmaxGen.Runtime",
    ]);
}
