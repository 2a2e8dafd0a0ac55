using System.Globalization;
using System.Text.RegularExpressions;

namespace SoftmaxGen.Package.Tests;

/// <summary>The code on these pages is code of a sample, their links lead somewhere, and the samples are a ladder.</summary>
public sealed partial class SampleCodeTests
{
    private const string Ladder = "samples/README.md";
    private const string Backpropagation = "docs/backpropagation.md";

    /// <summary>Above this, a number of lines is rounded.</summary>
    private const int Few = 100;

    /// <summary>The samples in the order of the ladder.</summary>
    private static readonly string[] Samples = [.. Rung().Matches(Text(Ladder)).Select(rung => rung.Groups["sample"].Value)];

    /// <summary>The pages with code, and the directories of the samples that have it.</summary>
    private static readonly Dictionary<string, string> Pages = new(Samples.Select(sample => KeyValuePair.Create(ReadmeOf(sample), $"samples/{sample}")))
    {
        [Backpropagation] = "samples/DigitClassifier",
        ["docs/scaling.md"] = "samples/DistributedTraining",
        ["docs/distributed-training.md"] = "samples/DistributedTraining",
    };

    public static TheoryData<string> AllSamples => [.. Samples];

    public static TheoryData<string> AllPages => [Ladder, .. Pages.Keys];

    /// <summary>The pieces of code by the pages and the lines that they begin in.</summary>
    public static TheoryData<string, int> Pieces
    {
        get
        {
            TheoryData<string, int> pieces = [];
            foreach (string page in Pages.Keys)
            {
                foreach (MarkdownFence fence in MarkdownFence.Find(Text(page)).Where(IsCode))
                    pieces.Add(page, fence.Line);
            }

            return pieces;
        }
    }

    [Theory]
    [MemberData(nameof(Pieces))]
    public void Code_is_in_the_sample(string page, int line)
    {
        MarkdownFence fence = MarkdownFence.Find(Text(page)).Single(fence => fence.Line == line);

        Assert.Equal("csharp", fence.Language);
        Assert.True(IsInSample(page, fence.Text), fence.Text);
    }

    [Fact]
    public void Code_that_is_not_in_the_sample_is_noticed() =>
        Assert.False(IsInSample(Backpropagation, "float loss = _network.LossAndGradients(pixels, labels);\n_network.Step(2 * rate);"));

    [Theory]
    [MemberData(nameof(AllPages))]
    public void Commands_name_projects_that_exist(string page) => Assert.All(
        MarkdownFence.Find(Text(page)).SelectMany(fence => Project().Matches(fence.Text)),
        project => Assert.True(Path.Exists(TestFiles.InRepository(project.Value)), project.Value));

    [Theory]
    [MemberData(nameof(AllPages))]
    public void Links_lead_somewhere(string page) => Assert.All(
        TestFiles.Links(Text(page)).Where(link => !link.Contains("://", StringComparison.Ordinal)),
        link => Assert.True(TestFiles.Leads(page, link), link));

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
            int.Parse(Rung().Matches(Text(Ladder)).Single(rung => rung.Groups["sample"].Value == sample).Groups["lines"].ValueSpan, CultureInfo.InvariantCulture));
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

    private static string Text(string page) => File.ReadAllText(TestFiles.InRepository(page));

    private static string ReadmeOf(string sample) => $"samples/{sample}/README.md";

    private static bool IsInSample(string page, string code) =>
        Sources(Path.GetFileName(Pages[page])).Any(file => Comparable(File.ReadAllText(file)).Contains(Comparable(code), StringComparison.Ordinal));

    /// <summary>The files of a sample that a person wrote.</summary>
    private static IEnumerable<string> Sources(string sample)
    {
        string directory = TestFiles.InRepository($"samples/{sample}");
        return Directory.EnumerateFiles(directory, "*.cs", SearchOption.AllDirectories)
            .Where(file => Path.GetRelativePath(directory, file).Split(Path.DirectorySeparatorChar)[0] is not ("bin" or "obj"));
    }

    /// <summary>A piece of a file starts further to the left, and leaves out XML docs.</summary>
    private static string Comparable(string text) =>
        "\n" + string.Concat(text.ReplaceLineEndings("\n").Trim('\n').Split('\n')
            .Select(line => line.Trim())
            .Where(line => !line.StartsWith("///", StringComparison.Ordinal))
            .Select(line => line + "\n"));

    [GeneratedRegex(@"^\| \[(?<sample>\w+)\]\(\k<sample>/README\.md\) \| .* \| (?<lines>\d+) \|$", RegexOptions.Multiline)]
    private static partial Regex Rung();

    [GeneratedRegex(@"(?<=--project )\S+")]
    private static partial Regex Project();
}
