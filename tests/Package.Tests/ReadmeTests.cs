using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Xunit.Sdk;

namespace SoftmaxGen.Package.Tests;

/// <summary>What README.md shows is so. Its code blocks are tested like those of other pages.</summary>
public sealed partial class ReadmeTests(ExtractedPackage package) : IClassFixture<ExtractedPackage>
{
    private static readonly IReadOnlyList<MarkdownFence> Fences = MarkdownFence.Find(TestFiles.Readme);

    /// <summary>Tables between such comments have rows of the tables on another page.</summary>
    [Fact]
    public void Rows_from_another_page_are_on_it()
    {
        MatchCollection quotes = Quote().Matches(TestFiles.Readme.ReplaceLineEndings("\n"));

        Assert.NotEmpty(quotes);
        Assert.All(quotes, quote =>
        {
            HashSet<string> rows = [.. TestFiles.Text(quote.Groups["page"].Value).ReplaceLineEndings("\n").Split('\n')];
            Assert.All(quote.Groups["rows"].Value.Split('\n').Where(line => line.StartsWith('|')), row => Assert.Contains(row, rows));
        });
    }

    [Fact]
    public void Commands_name_projects_that_exist() =>
        Assert.All(Fences.Where(fence => fence.Language.Length == 0).SelectMany(fence => fence.Text.Split('\n')), command =>
        {
            string[] words = command.Split(' ');
            Assert.Equal("dotnet", words[0]);
            Assert.All(words.SkipWhile(word => word != "--project").Skip(1).Take(1), project => Assert.True(Path.Exists(TestFiles.InRepository(project)), project));
        });

    [Fact]
    public void Program_that_prints_something_else_fails() =>
        Assert.ThrowsAny<XunitException>(() => Snippet.Check(package, "Console.WriteLine(1 + 1); // 3"));

    [Fact]
    public void Program_that_prints_more_than_it_says_fails() =>
        Assert.ThrowsAny<XunitException>(() => Snippet.Check(package, "Console.WriteLine(1); // 1\nConsole.WriteLine(2);"));

    [Fact]
    public void Program_that_says_nothing_fails() =>
        Assert.ThrowsAny<XunitException>(() => Snippet.Check(package, "Console.WriteLine(1);"));

    [Fact]
    public void Program_that_does_not_compile_fails() =>
        Assert.ThrowsAny<XunitException>(() => Snippet.Check(package, "Console.WriteLine(Head.ClassCount); // 3"));

    [Fact]
    public async Task Analyzer_of_the_package_reports_a_mistake()
    {
        Diagnostic diagnostic = Assert.Single(await Snippet.AnalyzeAsync(package, """
            Console.WriteLine();

            [SoftmaxGen.SoftmaxHead(3)]
            public class Head;
            """));

        Assert.Equal("SMG001", diagnostic.Id);
    }

    [GeneratedRegex("<!-- from (?<page>\\S+) -->\n(?<rows>.*?)<!-- end -->", RegexOptions.Singleline)]
    private static partial Regex Quote();
}
