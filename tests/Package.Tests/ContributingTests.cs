using System.Text.RegularExpressions;

namespace SoftmaxGen.Package.Tests;

/// <summary>What CONTRIBUTING.md tells to run or to reference exists.</summary>
public sealed partial class ContributingTests
{
    private const string Page = "CONTRIBUTING.md";

    /// <summary>Where the repository is, seen from the project of the example.</summary>
    private const string Beside = "../SoftmaxGen/";

    private static readonly IReadOnlyList<MarkdownFence> Fences = MarkdownFence.Find(TestFiles.Text(Page));

    [Fact]
    public void Commands_name_what_exists()
    {
        string[] paths = [.. Fences.Where(fence => fence.Language.Length == 0).SelectMany(fence => RepositorySettingsTests.OwnPath().Matches(fence.Text)).Select(path => path.Value)];

        Assert.NotEmpty(paths);
        Assert.All(paths, path => Assert.True(Path.Exists(TestFiles.InRepository(path)), path));
    }

    [Fact]
    public void References_are_of_projects_that_exist()
    {
        string[] projects = [.. Fences.Where(fence => fence.Language == "xml").SelectMany(fence => Reference().Matches(fence.Text)).Select(reference => reference.Groups[1].Value)];

        Assert.NotEmpty(projects);
        Assert.All(projects, project =>
        {
            Assert.StartsWith(Beside, project, StringComparison.Ordinal);
            Assert.True(File.Exists(TestFiles.InRepository(project[Beside.Length..])), project);
        });
    }

    [Fact]
    public void Table_has_every_project_of_tests() => Assert.Equal(
        Directory.EnumerateFiles(TestFiles.InRepository("tests"), "*.Tests.csproj", SearchOption.AllDirectories).Select(file => Path.GetFileName(Path.GetDirectoryName(file)!)).Order(),
        TestProject().Matches(TestFiles.Text(Page)).Select(row => row.Groups[1].Value).Order());

    [GeneratedRegex("<ProjectReference Include=\"([^\"]+)\"")]
    private static partial Regex Reference();

    [GeneratedRegex(@"^\| tests/([\w.]+) \|", RegexOptions.Multiline)]
    private static partial Regex TestProject();
}
