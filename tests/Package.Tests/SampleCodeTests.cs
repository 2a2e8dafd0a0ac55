using System.Globalization;
using System.Text.RegularExpressions;

namespace SoftmaxGen.Package.Tests;

/// <summary>The code on the pages of samples is the samples' own, and the samples are a ladder.</summary>
public sealed partial class SampleCodeTests
{
    private const string Ladder = "samples/README.md";

    /// <summary>Above this, a number of lines is rounded.</summary>
    private const int Few = 100;

    /// <summary>The samples in the order of the ladder.</summary>
    private static readonly string[] Samples = [.. Rung().Matches(TestFiles.Text(Ladder)).Select(rung => rung.Groups["sample"].Value)];

    public static TheoryData<string> AllSamples => [.. Samples];

    public static TheoryData<string> AllPages => [Ladder, .. Samples.Select(ReadmeOf)];

    /// <summary>The pieces of code by the samples and the lines of their pages that they begin in.</summary>
    public static TheoryData<string, int> Pieces
    {
        get
        {
            TheoryData<string, int> pieces = [];
            foreach (string sample in Samples)
            {
                foreach (MarkdownFence fence in MarkdownFence.Find(TestFiles.Text(ReadmeOf(sample))).Where(IsCode))
                    pieces.Add(sample, fence.Line);
            }

            return pieces;
        }
    }

    [Theory]
    [MemberData(nameof(Pieces))]
    public void Code_is_in_the_sample(string sample, int line)
    {
        MarkdownFence fence = MarkdownFence.Find(TestFiles.Text(ReadmeOf(sample))).Single(fence => fence.Line == line);

        Assert.Equal("csharp", fence.Language);
        Assert.True(CodeExcerpt.IsIn($"samples/{sample}", fence.Text), fence.Text);
    }

    [Theory]
    [MemberData(nameof(AllPages))]
    public void Commands_name_projects_that_exist(string page) => Assert.All(
        MarkdownFence.Find(TestFiles.Text(page)).SelectMany(fence => Project().Matches(fence.Text)),
        project => Assert.True(Path.Exists(TestFiles.InRepository(project.Value)), project.Value));

    [Fact]
    public void Ladder_has_every_sample() => Assert.Equal(
        Directory.EnumerateFiles(TestFiles.InRepository("samples"), "*.csproj", SearchOption.AllDirectories).Select(Path.GetFileNameWithoutExtension).Order(),
        Samples.Order());

    [Theory]
    [MemberData(nameof(AllSamples))]
    public void Ladder_says_how_long_a_sample_is(string sample)
    {
        int lines = Sources(sample)
            .SelectMany(File.ReadLines)
            .Select(line => line.Trim())
            .Count(line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal));

        Assert.Equal(
            lines <= Few ? lines : (lines + Few / 2) / Few * Few,
            int.Parse(Rung().Matches(TestFiles.Text(Ladder)).Single(rung => rung.Groups["sample"].Value == sample).Groups["lines"].ValueSpan, CultureInfo.InvariantCulture));
    }

    [Theory]
    [MemberData(nameof(AllSamples))]
    public void Page_of_a_sample_fits_on_a_screen(string sample) =>
        Assert.InRange(File.ReadLines(TestFiles.InRepository(ReadmeOf(sample))).Count(), 1, 50);

    [Fact]
    public void Quickstart_is_short() =>
        Assert.InRange(File.ReadLines(Assert.Single(Sources("Quickstart"))).Count(), 1, 25);

    /// <summary>Commands and what is printed have no language; directives for a program of one file are tested by running it.</summary>
    private static bool IsCode(MarkdownFence fence) =>
        fence.Language is not ("" or "mermaid" or "yaml") && !fence.Text.StartsWith("#:", StringComparison.Ordinal);

    private static string ReadmeOf(string sample) => $"samples/{sample}/README.md";

    /// <summary>The files of a sample that a person wrote.</summary>
    private static IEnumerable<string> Sources(string sample)
    {
        string directory = TestFiles.InRepository($"samples/{sample}");
        return Directory.EnumerateFiles(directory, "*.cs", SearchOption.AllDirectories)
            .Where(file => Path.GetRelativePath(directory, file).Split(Path.DirectorySeparatorChar)[0] is not ("bin" or "obj"));
    }

    [GeneratedRegex(@"^\| \[(?<sample>\w+)\]\(\k<sample>/README\.md\) \| .* \| (?<lines>\d+) \|$", RegexOptions.Multiline)]
    private static partial Regex Rung();

    [GeneratedRegex(@"(?<=--project )\S+")]
    private static partial Regex Project();
}
