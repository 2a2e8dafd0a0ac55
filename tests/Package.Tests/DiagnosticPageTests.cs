using Microsoft.CodeAnalysis;

namespace SoftmaxGen.Package.Tests;

/// <summary>
/// The examples on the pages of diagnostics have the mistake that they show, and no other one, and are right once it is fixed. Their
/// parts, between blank lines, belong to the mistake where they name it, to the fix where they say <c>fixed</c>, and else to both.
/// </summary>
public sealed class DiagnosticPageTests(ExtractedPackage package) : IClassFixture<ExtractedPackage>
{
    private const string Directory = "docs/diagnostics";

    /// <summary>Its example needs a file of fifteen million numbers.</summary>
    private const string TooLarge = "SMG018";

    /// <summary>The files that examples ask for, by page.</summary>
    private static readonly Dictionary<string, AdditionalText[]> Files = new()
    {
        ["SMG012"] = [Weights("models/digits.csv", 10, 65), Weights("old/digits.csv", 10, 65)],
        ["SMG013"] = [Weights("digits.csv", 10, 65)],
        ["SMG014"] = [Weights("animals.csv", 3, 5)],
    };

    public static TheoryData<string> Ids => [.. Pages];

    private static IEnumerable<string> Pages => TestFiles.Pages
        .Where(page => page.StartsWith(Directory, StringComparison.Ordinal))
        .Select(page => Path.GetFileNameWithoutExtension(page))
        .Where(id => id != TooLarge && Parts(id).Any());

    [Fact]
    public void Most_pages_have_such_an_example() => Assert.InRange(Pages.Count(), 20, int.MaxValue);

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Example_has_the_mistake_and_no_other(string id)
    {
        IEnumerable<Diagnostic> diagnostics = await AnalyzeAsync(id, Parts(id).Where(part => !IsFix(part)));

        Assert.Equal([id], diagnostics.Select(diagnostic => diagnostic.Id).Distinct());
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Fixed_example_is_right(string id)
    {
        string[] parts = [.. Parts(id).Where(part => !part.Contains(id, StringComparison.Ordinal))];

        Assert.Empty(await AnalyzeAsync(id, parts));
        Assert.Empty(Snippet.Errors(package, Program(parts), Files.GetValueOrDefault(id)));
    }

    private static IEnumerable<string> Parts(string id) => MarkdownFence.Find(TestFiles.Text($"{Directory}/{id}.md"))
        .Where(fence => fence.Language == "csharp fragment")
        .SelectMany(fence => fence.Text.Split("\n\n"));

    private static bool IsFix(string part) => part.Contains("// fixed", StringComparison.Ordinal);

    private static string Program(IEnumerable<string> parts) =>
        string.Join("\n\n", ["global using SoftmaxGen;", .. parts, "internal static class Program { private static void Main() { } }"]);

    private async Task<IEnumerable<Diagnostic>> AnalyzeAsync(string id, IEnumerable<string> parts) =>
        await Snippet.AnalyzeAsync(package, Program(parts), Files.GetValueOrDefault(id));

    private static AdditionalText Weights(string path, int lines, int numbers) =>
        MarkdownFence.AsFile(path, string.Join('\n', Enumerable.Repeat(string.Join(',', Enumerable.Repeat("0.5", numbers)), lines)));
}
