using Microsoft.CodeAnalysis;

namespace SoftmaxGen.Generator.Parsing;

/// <summary>Tells the user's declarations from the generator's own output.</summary>
/// <remarks>
/// The generator sees the compilation before its output is added, the analyzer after. The rules look at the user's
/// declarations only, so that both come to the same result.
/// </remarks>
internal static class GeneratedFiles
{
    // Roslyn puts a generator's files in a directory that has the generator's full name.
    private static readonly string DirectoryName = typeof(SoftmaxHeadGenerator).FullName;

    public static bool Contains(SyntaxTree? tree)
    {
        if (tree is null)
            return false;
        int end = tree.FilePath.LastIndexOfAny(['/', '\\']);
        return end >= 0 && tree.FilePath.AsSpan(0, end).EndsWith(DirectoryName.AsSpan(), StringComparison.Ordinal);
    }

    /// <summary>Whether a member stands in generated files alone.</summary>
    public static bool Declare(ISymbol member) =>
        !member.Locations.IsEmpty && member.Locations.All(static location => Contains(location.SourceTree));
}
