using Microsoft.CodeAnalysis.Diagnostics;

namespace SoftmaxGen.Generator.Parsing;

/// <summary>What the project file says, as far as the package makes it visible to the compiler.</summary>
internal static class BuildOptions
{
    /// <summary>
    /// Whether the build runs no analyzers, as the SDK decides it. A project that refers to the sources and not to the
    /// package does not say: most builds run them.
    /// </summary>
    public static bool SkipsAnalyzers(AnalyzerConfigOptions options)
    {
        string run = Property(options, "RunAnalyzers");
        return IsFalse(run) || (run.Length == 0 && IsFalse(Property(options, "RunAnalyzersDuringBuild")));
    }

    private static string Property(AnalyzerConfigOptions options, string name) =>
        options.TryGetValue($"build_property.{name}", out string? value) ? value.Trim() : "";

    private static bool IsFalse(string value) => value.Equals("false", StringComparison.OrdinalIgnoreCase);
}
