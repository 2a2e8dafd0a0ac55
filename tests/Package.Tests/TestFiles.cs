using System.Reflection;
using System.Text.RegularExpressions;

namespace SoftmaxGen.Package.Tests;

/// <summary>What the tests are about, wherever they run.</summary>
internal static partial class TestFiles
{
    /// <summary>The package, as the build of this project packed it.</summary>
    public static string Package { get; } = Metadata("PackageFile");

    /// <summary>The address of the repository.</summary>
    public static string RepositoryUrl { get; } = Metadata("RepositoryUrl");

    /// <summary>The text of README.md.</summary>
    public static string Readme { get; } = File.ReadAllText(InRepository("README.md"));

    /// <summary>Where the links in README.md lead.</summary>
    public static IReadOnlyList<string> ReadmeLinks { get; } = Links(Readme);

    /// <summary>The full path of a file or directory of the repository.</summary>
    public static string InRepository(string path) => Path.Combine(Metadata("RepositoryDirectory"), path);

    /// <summary>Where the links of a page lead.</summary>
    public static IReadOnlyList<string> Links(string markdown) => [.. Link().Matches(markdown).Select(match => match.Groups[1].Value)];

    /// <summary>Whether a link of a page leads to a file of the repository and, behind a #, to a heading or an anchor in it.</summary>
    public static bool Leads(string page, string link)
    {
        string[] parts = link.Split('#');
        string path = InRepository(parts[0].Length == 0 ? page : Path.Combine(Path.GetDirectoryName(page)!, parts[0]));
        return Path.Exists(path) && (parts.Length == 1 || Anchors(File.ReadAllText(path)).Contains(parts[1]));
    }

    private static IEnumerable<string> Anchors(string markdown) =>
    [
        .. Heading().Matches(markdown).Select(match => NoAnchor().Replace(match.Groups[1].Value.ToLowerInvariant(), "").Replace(' ', '-')),
        .. Anchor().Matches(markdown).Select(match => match.Groups[1].Value),
    ];

    private static string Metadata(string key) => typeof(TestFiles).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(attribute => attribute.Key == key).Value!;

    [GeneratedRegex(@"\]\(([^)]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+ (.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NoAnchor();

    [GeneratedRegex("<a id=\"([^\"]+)\"")]
    private static partial Regex Anchor();
}
