using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit.Sdk;

namespace SoftmaxGen.Package.Tests;

/// <summary>
/// The code blocks of README.md and of every page in docs. C# is a program that runs and prints what its comments say, unless something stands
/// behind the language: <c>fragment</c> marks what parses but does not run, and a path marks an excerpt of that file, or of a file in
/// that directory. Files in <c>csv</c> are the additional files of the programs on their page.
/// </summary>
public sealed class PageTests(ExtractedPackage package) : IClassFixture<ExtractedPackage>
{
    private const string Readme = "README.md";
    private const string Docs = "docs/";
    private const string Program = "csharp";
    private const string Fragment = "csharp fragment";
    private const string Excerpt = "csharp ";

    private static readonly string[] OtherLanguages = ["", "xml", "yaml", "python", "mermaid"];

    public static TheoryData<string> Pages => [Readme, .. PagesOfDocs];

    private static IEnumerable<string> PagesOfDocs => TestFiles.Pages.Where(page => page.StartsWith(Docs, StringComparison.Ordinal));

    /// <summary>The programs by the lines that they begin in.</summary>
    public static TheoryData<string, int> Programs => Fences(Program);

    /// <summary>The excerpts by the lines that they begin in.</summary>
    public static TheoryData<string, int> Excerpts => Fences(Excerpt);

    [Theory]
    [MemberData(nameof(Programs))]
    public void Program_prints_what_it_says(string page, int line)
    {
        IReadOnlyList<MarkdownFence> fences = MarkdownFence.Find(TestFiles.Text(page));
        Snippet.Check(package, fences.Single(fence => fence.Line == line).Text, MarkdownFence.Files(fences));
    }

    [Theory]
    [MemberData(nameof(Excerpts))]
    public void Excerpt_is_in_the_file(string page, int line)
    {
        MarkdownFence fence = MarkdownFence.Find(TestFiles.Text(page)).Single(fence => fence.Line == line);

        Assert.True(CodeExcerpt.IsIn(fence.Language[Excerpt.Length..], fence.Text), fence.Text);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Code_blocks_are_of_a_kind_that_is_tested(string page) =>
        Assert.All(MarkdownFence.Find(TestFiles.Text(page)), fence => Assert.True(IsKnown(fence), $"line {fence.Line}: {fence.Language}"));

    [Fact]
    public void Index_leads_to_every_page()
    {
        const string Index = "docs/README.md";
        HashSet<string> targets = [.. TestFiles.Links(TestFiles.Text(Index)).Select(link => Docs + link.Split('#')[0])];

        // The pages of a directory may be listed by their directory.
        Assert.All(
            PagesOfDocs.Where(page => page != Index),
            page => Assert.True(targets.Contains(page) || targets.Contains(page[..page.LastIndexOf('/')]), page));
    }

    [Theory]
    [InlineData("float loss = _network.LossAndGradients(pixels, labels);\n_network.Step(rate);", true)]
    [InlineData("float loss = _network.LossAndGradients(pixels, labels);\n// ...\n_network.Step(rate);", true)]
    [InlineData("float loss = _network.LossAndGradients(pixels, labels);\n_network.Step(2 * rate);", false)]
    [InlineData("_network.Step(rate);\n// ...\nfloat loss = _network.LossAndGradients(pixels, labels);", false)]
    public void Excerpt_is_found_where_its_lines_are(string code, bool isFound) =>
        Assert.Equal(isFound, CodeExcerpt.IsIn("samples/DigitClassifier", code));

    [Fact]
    public void Program_without_its_file_fails() =>
        Assert.ThrowsAny<XunitException>(() => Snippet.Check(package, """
            Console.WriteLine(Head.ClassCount); // 3

            [SoftmaxGen.SoftmaxHead(3, Weights = "no-such-file.csv")]
            public static partial class Head;
            """));

    [Theory]
    [InlineData("csharp fragment", "[SoftmaxHead(3)] public partial class Head; // SMG011", true)]
    [InlineData("csharp fragment", "public partial class Head { ...", false)]
    [InlineData("csharp", "whatever a program is", true)]
    [InlineData("cs", "Console.WriteLine();", false)]
    public void Kind_that_is_not_tested_is_noticed(string language, string text, bool isKnown) =>
        Assert.Equal(isKnown, IsKnown(new MarkdownFence(1, language, text)));

    [Fact]
    public void Answers_say_where_the_question_was_asked() =>
        Assert.All(TestFiles.Text("docs/faq.md").Split("\n## ").Skip(1), answer => Assert.Contains("](https://", answer, StringComparison.Ordinal));

    private static TheoryData<string, int> Fences(string kind)
    {
        TheoryData<string, int> fences = [];
        foreach (string page in (string[])[Readme, .. PagesOfDocs])
        {
            foreach (MarkdownFence fence in MarkdownFence.Find(TestFiles.Text(page)).Where(fence => IsOf(kind, fence)))
                fences.Add(page, fence.Line);
        }

        return fences;
    }

    private static bool IsKnown(MarkdownFence fence) => IsOf(Fragment, fence)
        ? !CSharpSyntaxTree.ParseText(fence.Text).GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
        : fence.IsFile || IsOf(Program, fence) || IsOf(Excerpt, fence) || OtherLanguages.Contains(fence.Language);

    private static bool IsOf(string kind, MarkdownFence fence) => kind == Excerpt
        ? fence.Language.StartsWith(Excerpt, StringComparison.Ordinal) && fence.Language != Fragment
        : fence.Language == kind;
}
