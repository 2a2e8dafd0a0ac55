using Microsoft.CodeAnalysis;
using Xunit.Sdk;

namespace SoftmaxGen.Package.Tests;

/// <summary>Every program in README.md compiles against the package, runs, and prints what its comments say.</summary>
public sealed class ReadmeTests(ExtractedPackage package) : IClassFixture<ExtractedPackage>
{
    private static readonly IReadOnlyList<MarkdownFence> Fences = MarkdownFence.Find(TestFiles.Readme);

    /// <summary>The programs by the lines of README.md that they begin in.</summary>
    public static TheoryData<int> Programs => [.. Fences.Where(fence => fence.Language == "csharp").Select(fence => fence.Line)];

    [Theory]
    [MemberData(nameof(Programs))]
    public void Program_prints_what_it_says(int line) =>
        Snippet.Check(package, Fences.Single(fence => fence.Line == line).Text, MarkdownFence.Files(Fences));

    [Fact]
    public void Code_blocks_are_of_a_kind_that_is_tested() =>
        Assert.All(Fences, fence => Assert.True(fence.Language is "csharp" or "xml" or "" || fence.IsFile, $"line {fence.Line}: {fence.Language}"));

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
}
