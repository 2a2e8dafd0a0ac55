namespace SoftmaxGen.Package.Tests;

/// <summary>The code on these pages is code of a sample, and their links lead somewhere.</summary>
public sealed class SampleCodeTests
{
    private const string Backpropagation = "docs/backpropagation.md";
    private const string Scaling = "docs/scaling.md";
    private const string Distributed = "samples/DistributedTraining/README.md";

    private static readonly Dictionary<string, string> Samples = new()
    {
        [Backpropagation] = "samples/DigitClassifier",
        [Scaling] = "samples/DistributedTraining",
    };

    /// <summary>The pieces of code by the pages and the lines that they begin in.</summary>
    public static TheoryData<string, int> Pieces
    {
        get
        {
            TheoryData<string, int> pieces = [];
            foreach (string page in Samples.Keys)
            {
                foreach (MarkdownFence fence in MarkdownFence.Find(Text(page)))
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
    [InlineData(Backpropagation)]
    [InlineData(Scaling)]
    [InlineData(Distributed)]
    public void Links_lead_somewhere(string page) => Assert.All(
        TestFiles.Links(Text(page)).Where(link => !link.Contains("://", StringComparison.Ordinal)),
        link => Assert.True(TestFiles.Leads(page, link), link));

    private static string Text(string page) => File.ReadAllText(TestFiles.InRepository(page));

    private static bool IsInSample(string page, string code) =>
        Directory.EnumerateFiles(TestFiles.InRepository(Samples[page]), "*.cs", SearchOption.AllDirectories)
            .Any(file => WithoutIndent(File.ReadAllText(file)).Contains(WithoutIndent(code), StringComparison.Ordinal));

    /// <summary>A piece of a file starts further to the left.</summary>
    private static string WithoutIndent(string text) =>
        "\n" + string.Join('\n', text.ReplaceLineEndings("\n").Trim('\n').Split('\n').Select(line => line.Trim())) + "\n";
}
