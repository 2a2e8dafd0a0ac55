using System.Reflection;
using System.Text.RegularExpressions;

namespace SoftmaxGen.Package.Tests;

/// <summary>What the tests are about, wherever they run.</summary>
internal static partial class TestFiles
{
    private static readonly string[] NotInRepository = [".git", ".vs", "bin", "obj", "artifacts", "TestResults", "BenchmarkDotNet.Artifacts"];

    /// <summary>The package, as the build of this project packed it.</summary>
    public static string Package { get; } = Metadata("PackageFile");

    /// <summary>Its version.</summary>
    public static string Version => Path.GetFileNameWithoutExtension(Package)["SoftmaxGen.".Length..];

    /// <summary>The address of the repository.</summary>
    public static string RepositoryUrl { get; } = Metadata("RepositoryUrl");

    /// <summary>The text of README.md.</summary>
    public static string Readme { get; } = File.ReadAllText(InRepository("README.md"));

    /// <summary>The pages of the repository: its Markdown files, by their paths in it.</summary>
    public static IReadOnlyList<string> Pages { get; } = [.. FindPages("").Order(StringComparer.Ordinal)];

    /// <summary>The full path of a file or directory of the repository.</summary>
    public static string InRepository(string path) => Path.Combine(Metadata("RepositoryDirectory"), path);

    /// <summary>The text of a file of the repository.</summary>
    public static string Text(string path) => File.ReadAllText(InRepository(path));

    /// <summary>Where the links of a page lead.</summary>
    public static IReadOnlyList<string> Links(string markdown) =>
        [.. Link().Matches(InlineCode().Replace(MarkdownFence.Remove(markdown), "")).Select(match => match.Groups[1].Value)];

    /// <summary>
    /// Whether a link of a page leads to a file of the repository and, behind a #, to a heading or an anchor in it. Of a link to
    /// another site this is taken for granted.
    /// </summary>
    public static bool Leads(string page, string link)
    {
        if (link.StartsWith(OnMain, StringComparison.Ordinal))
            return Leads("README.md", link[OnMain.Length..]);
        if (link.Contains("://", StringComparison.Ordinal))
            return Uri.TryCreate(link, UriKind.Absolute, out Uri? address) && address.Scheme == Uri.UriSchemeHttps;

        string[] parts = link.Split('#');
        string path = InRepository(parts[0].Length == 0 ? page : Path.Combine(Path.GetDirectoryName(page)!, parts[0]));
        return Path.Exists(path) && (parts.Length == 1 || Anchors(File.ReadAllText(path)).Contains(parts[1]));
    }

    private static IEnumerable<string> FindPages(string directory)
    {
        string full = InRepository(directory);
        return Directory.EnumerateFiles(full, "*.md").Select(file => Path.Combine(directory, Path.GetFileName(file)))
            .Concat(Directory.EnumerateDirectories(full).Select(child => Path.GetFileName(child))
                .Where(child => !NotInRepository.Contains(child))
                .SelectMany(child => FindPages(Path.Combine(directory, child))))
            .Select(page => page.Replace(Path.DirectorySeparatorChar, '/'));
    }

    private static IEnumerable<string> Anchors(string markdown)
    {
        string text = MarkdownFence.Remove(markdown);

        // The second heading of the same name has a number.
        IEnumerable<string> headings = Heading().Matches(text)
            .Select(match => NoAnchor().Replace(match.Groups[1].Value.ToLowerInvariant(), "").Replace(' ', '-'))
            .GroupBy(anchor => anchor)
            .SelectMany(equal => equal.Select((anchor, index) => index == 0 ? anchor : $"{anchor}-{index}"));
        return [.. headings, .. Anchor().Matches(text).Select(match => match.Groups[1].Value)];
    }

    // Links of README.md into the repository work in the gallery of packages, too.
    private static string OnMain => RepositoryUrl + "/blob/main/";

    private static string Metadata(string key) => typeof(TestFiles).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(attribute => attribute.Key == key).Value!;

    [GeneratedRegex(@"\]\(([^)]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("`[^`\n]*`")]
    private static partial Regex InlineCode();

    [GeneratedRegex(@"^#+ (.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NoAnchor();

    [GeneratedRegex("<a id=\"([^\"]+)\"")]
    private static partial Regex Anchor();
}
