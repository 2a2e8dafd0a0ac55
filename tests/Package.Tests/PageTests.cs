namespace SoftmaxGen.Package.Tests;

/// <summary>Every program on these pages prints what its comments say.</summary>
public sealed class PageTests(ExtractedPackage package) : IClassFixture<ExtractedPackage>
{
    private static readonly string[] Pages = ["docs/using-heads.md", "docs/calibration.md", "docs/interoperability.md", "docs/losses.md"];

    public static TheoryData<string> AllPages => [.. Pages];

    /// <summary>The programs by the lines that they begin in.</summary>
    public static TheoryData<string, int> Programs
    {
        get
        {
            TheoryData<string, int> programs = [];
            foreach (string page in Pages)
            {
                foreach (MarkdownFence fence in Fences(page))
                    programs.Add(page, fence.Line);
            }

            return programs;
        }
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void Program_prints_what_it_says(string page, int line) =>
        Snippet.Check(package, Fences(page).Single(fence => fence.Line == line).Text);

    [Theory]
    [MemberData(nameof(AllPages))]
    public void Links_lead_somewhere(string page) =>
        Assert.All(
            TestFiles.Links(Text(page)).Where(link => !link.Contains("://", StringComparison.Ordinal)),
            link => Assert.True(TestFiles.Leads(page, link), link));

    private static string Text(string page) => File.ReadAllText(TestFiles.InRepository(page));

    private static IEnumerable<MarkdownFence> Fences(string page) =>
        MarkdownFence.Find(Text(page)).Where(fence => fence.Language == "csharp");
}
