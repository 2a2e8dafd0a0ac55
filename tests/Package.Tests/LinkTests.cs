namespace SoftmaxGen.Package.Tests;

/// <summary>No link of any page in the repository is dead. Links to other sites are only checked for their form.</summary>
public sealed class LinkTests
{
    public static TheoryData<string> Pages => [.. TestFiles.Pages];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_lead_somewhere(string page) =>
        Assert.All(TestFiles.Links(TestFiles.Text(page)), link => Assert.True(TestFiles.Leads(page, link), link));

    [Theory]
    [InlineData("docs/none.md")]
    [InlineData("docs/using-heads.md#none")]
    [InlineData("docs/using-heads.md#classes-with-names-1")]
    [InlineData("#none")]
    [InlineData("http://example.com")]
    [InlineData("https://")]
    [InlineData("https://github.com/SoftmaxGen/SoftmaxGen/blob/main/docs/none.md")]
    [InlineData("https://github.com/SoftmaxGen/SoftmaxGen/blob/main/docs/using-heads.md#none")]
    public void Link_that_leads_nowhere_is_noticed(string link) => Assert.False(TestFiles.Leads("README.md", link));

    [Theory]
    [InlineData("docs/using-heads.md#classes-with-names")]
    [InlineData("docs")]
    [InlineData("https://github.com/SoftmaxGen/SoftmaxGen/blob/main/docs/using-heads.md#classes-with-names")]
    [InlineData("https://github.com/SoftmaxGen/SoftmaxGen")]
    [InlineData("https://arxiv.org/abs/1503.02531")]
    public void Link_that_leads_somewhere_is_found(string link) => Assert.True(TestFiles.Leads("README.md", link));

    [Fact]
    public void Links_and_anchors_in_code_do_not_count()
    {
        const string Page = "[a](a.md) `[b](b.md)` ![c](c.svg)\n\n```\n[d](d.md)\n```\n\n[e\nf](e.md)\n";

        Assert.Equal(["a.md", "c.svg", "e.md"], TestFiles.Links(Page));
    }
}
