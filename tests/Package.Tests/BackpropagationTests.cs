namespace SoftmaxGen.Package.Tests;

/// <summary>The code in docs/backpropagation.md is code of the sample, and its links lead somewhere.</summary>
public sealed class BackpropagationTests
{
    private const string Page = "docs/backpropagation.md";

    private static readonly string Text = File.ReadAllText(TestFiles.InRepository(Page));

    private static readonly IReadOnlyList<MarkdownFence> Fences = MarkdownFence.Find(Text);

    private static readonly Lazy<string[]> Sources = new(() =>
        [.. Directory.GetFiles(TestFiles.InRepository("samples/DigitClassifier"), "*.cs").Select(file => WithoutIndent(File.ReadAllText(file)))]);

    /// <summary>The pieces of code by the lines that they begin in.</summary>
    public static TheoryData<int> Pieces => [.. Fences.Select(fence => fence.Line)];

    [Theory]
    [MemberData(nameof(Pieces))]
    public void Code_is_in_the_sample(int line)
    {
        MarkdownFence fence = Fences.Single(fence => fence.Line == line);

        Assert.Equal("csharp", fence.Language);
        Assert.True(IsInSample(fence.Text), fence.Text);
    }

    [Fact]
    public void Code_that_is_not_in_the_sample_is_noticed() =>
        Assert.False(IsInSample("float loss = _network.LossAndGradients(pixels, labels);\n_network.Step(2 * rate);"));

    [Fact]
    public void Links_lead_somewhere() =>
        Assert.All(TestFiles.Links(Text), link => Assert.True(TestFiles.Leads(Page, link), link));

    private static bool IsInSample(string code) => Sources.Value.Any(source => source.Contains(WithoutIndent(code), StringComparison.Ordinal));

    /// <summary>A piece of a file starts further to the left.</summary>
    private static string WithoutIndent(string text) =>
        "\n" + string.Join('\n', text.ReplaceLineEndings("\n").Trim('\n').Split('\n').Select(line => line.Trim())) + "\n";
}
