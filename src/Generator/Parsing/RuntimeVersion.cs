namespace SoftmaxGen.Generator.Parsing;

/// <summary>Which versions of the library serve the code of this generator: docs/compatibility.md has the rule and its reasons.</summary>
internal static class RuntimeVersion
{
    /// <summary>The version of the generator.</summary>
    public static Version OfGenerator { get; } = typeof(RuntimeVersion).Assembly.GetName().Version;

    /// <summary>Whether a generator's code can call a library: one of the same series that is as new, or newer.</summary>
    public static bool Serves(Version library, Version generator) =>
        library >= generator && library.Major == generator.Major && (library.Major > 0 || library.Minor == generator.Minor);
}
