using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Xunit.Sdk;

namespace SoftmaxGen.Package.Tests;

/// <summary>The numbers of README.md that are neither in a program nor in the speed section are those of the thing itself.</summary>
public sealed class ReadmeFiguresTests(ExtractedPackage package) : IClassFixture<ExtractedPackage>
{
    [Fact]
    public void Target_and_sdk_are_those_of_the_readme()
    {
        Assert.Equal(Path.GetFileName(package.Libraries), Figure("Your project targets (net[0-9.]+) or later"));

        using JsonDocument sdk = JsonDocument.Parse(File.ReadAllText(TestFiles.InRepository("global.json")));
        Assert.Equal(sdk.RootElement.GetProperty("sdk").GetProperty("version").GetString(), Figure("is built by SDK ([0-9.]+) or later"));
    }

    [Fact]
    public async Task Class_counts_are_those_of_the_readme()
    {
        Match range = Regex.Match(TestFiles.Readme, "N from ([0-9]+) to ([0-9]+) \\|");
        int least = int.Parse(range.Groups[1].Value, null), most = int.Parse(range.Groups[2].Value, null);

        Assert.Empty(await Diagnostics(least));
        Assert.Empty(await Diagnostics(most));
        Assert.Equal(["SMG004"], await Diagnostics(least - 1));
        Assert.Equal(["SMG004"], await Diagnostics(most + 1));

        async Task<string[]> Diagnostics(int classes) =>
        [
            .. (await Snippet.AnalyzeAsync(package, $"Console.WriteLine(); [SoftmaxGen.SoftmaxHead({classes})] public static partial class Head;"))
                .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
                .Select(diagnostic => diagnostic.Id),
        ];
    }

    /// <summary>The tests of accuracy hold every output to <c>Bounds</c>; the table must promise no less and no more.</summary>
    [Fact]
    public void Bounds_of_the_readme_are_those_of_the_accuracy_tests()
    {
        string bounds = File.ReadAllText(TestFiles.InRepository("tests/Runtime.Tests/Reference/Bounds.cs"));
        string largest = Single(bounds, "LargestCovered = ([0-9]+);");
        Match probability = Regex.Match(bounds, "T\\.One is double && classes > ([0-9]+) \\? ([0-9]+) : ([0-9]+);");
        string loss = Single(bounds, "Loss\\(int classes\\) => classes > LargestCovered \\? BeyondContract : ([0-9]+);");

        Assert.Equal(largest, Figure("any N to ([0-9]+) and any batch size"));
        Assert.Equal(largest, Figure("- Above ([0-9]+) classes"));
        Assert.True(probability.Success);
        Assert.Equal(
            [$"{probability.Groups[3]} ulp", $"{probability.Groups[3]} ulp; {probability.Groups[2]} ulp for N > {probability.Groups[1]}"],
            Promise("probabilities, log-probabilities"));
        Assert.All(
            ["loss from a label", "gradient from a label", "log-sum-exp, in ulp", "loss from targets", "gradient from targets"],
            output => Assert.Equal([$"{loss} ulp", $"{loss} ulp"], Promise(output)));
    }

    /// <summary>The sample prints the counts of its data; the page on compiling ahead of time has the times.</summary>
    [Fact]
    public void First_call_and_digits_are_those_of_their_pages()
    {
        string page = TestFiles.Text("docs/ahead-of-time.md");

        Assert.Contains($"| {Figure("head of ten classes takes ([0-9.]+ ms) just in time")} |", Single(page, "(\\| just in time .*)"), StringComparison.Ordinal);
        Assert.Contains($"below {Figure("and less than ([0-9.]+ ms) ahead")} |", Single(page, "(\\| NativeAOT, x86-64-v3 .*)"), StringComparison.Ordinal);
        Assert.Contains(
            $"Trains a network on {Figure("on ([0-9,]+) handwritten digits")} handwritten digits by backpropagation, and classifies {Figure("classifies ([0-9]+) others")} others.",
            TestFiles.Text("samples/DigitClassifier/README.md"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Jacobian_limit_of_the_readme_is_the_last_that_fits()
    {
        long most = long.Parse(Figure("the Jacobian of more than ([0-9]+) classes"), null);

        Assert.True(most * most <= int.MaxValue);
        Assert.True((most + 1) * (most + 1) > int.MaxValue);
    }

    [Fact]
    public void Figure_that_is_not_said_fails() => Assert.ThrowsAny<XunitException>(() => Figure("(no such figure)"));

    /// <summary>What the README says in one place; a pattern that fits nowhere, or twice, is an error.</summary>
    private static string Figure(string pattern) => Single(TestFiles.Readme, pattern);

    private static string Single(string text, string pattern)
    {
        MatchCollection matches = Regex.Matches(text, pattern);
        Assert.True(matches.Count == 1, $"{matches.Count} times: {pattern}");
        return matches[0].Groups[1].Value;
    }

    /// <summary>The bounds of an output, for float and double.</summary>
    private static string[] Promise(string output) =>
    [
        .. TestFiles.Readme.ReplaceLineEndings("\n").Split('\n')
            .Single(line => line.StartsWith($"| {output}", StringComparison.Ordinal))
            .Trim('|').Split('|').Skip(1).Select(cell => cell.Trim()),
    ];
}
