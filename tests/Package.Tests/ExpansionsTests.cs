using SoftmaxGen.Templates;

namespace SoftmaxGen.Package.Tests;

/// <summary>The kernels that are checked in are what the templates give.</summary>
public sealed class ExpansionsTests
{
    private static readonly string Repository = TestFiles.InRepository("");

    private static readonly Dictionary<string, string> Expected =
        new TemplateExpander(Repository).Expand().ToDictionary(expansion => expansion.Path, expansion => expansion.Text);

    public static TheoryData<string> Paths => [.. Expected.Keys];

    [Fact]
    public void No_expansion_is_missing_and_none_is_left_over() =>
        Assert.Equal(
            Expected.Keys.Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(Path.Combine(Repository, TemplateExpander.Expansions))
                .Select(path => $"{TemplateExpander.Expansions}/{Path.GetFileName(path)}")
                .Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Paths))]
    public void An_expansion_is_what_its_template_gives(string path) =>
        Assert.Equal(Expected[path], File.ReadAllText(TestFiles.InRepository(path)));
}
