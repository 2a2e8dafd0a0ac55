namespace SoftmaxGen.Package.Tests;

/// <summary>Every program in docs/using-heads.md prints what its comments say.</summary>
public sealed class UsingHeadsTests(ExtractedPackage package) : IClassFixture<ExtractedPackage>
{
    private static readonly IReadOnlyList<MarkdownFence> Fences = MarkdownFence.Find(File.ReadAllText(TestFiles.InRepository("docs/using-heads.md")));

    /// <summary>The programs by the lines that they begin in.</summary>
    public static TheoryData<int> Programs => [.. Fences.Select(fence => fence.Line)];

    [Theory]
    [MemberData(nameof(Programs))]
    public void Program_prints_what_it_says(int line) =>
        Snippet.Check(package, Fences.Single(fence => fence.Line == line).Text);
}
