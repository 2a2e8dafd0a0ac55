using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using YamlDotNet.RepresentationModel;

namespace SoftmaxGen.Package.Tests;

/// <summary>What the host of the repository and editors read from it is well formed, names what exists, and agrees with the build.</summary>
public sealed partial class RepositorySettingsTests
{
    private const string Settings = ".github";
    private const string Workflow = Settings + "/workflows/";
    private const string Form = Settings + "/ISSUE_TEMPLATE/";
    private const string Chooser = Form + "config.yml";

    private static readonly string[] Files =
    [
        .. Directory.EnumerateFiles(TestFiles.InRepository(Settings), "*.yml", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(TestFiles.InRepository(""), file).Replace(Path.DirectorySeparatorChar, '/')),
    ];

    public static TheoryData<string> Workflows => [.. Files.Where(file => file.StartsWith(Workflow, StringComparison.Ordinal))];

    public static TheoryData<string> Forms => [.. Files.Where(file => file.StartsWith(Form, StringComparison.Ordinal) && file != Chooser)];

    private static string Sdk =>
        JsonDocument.Parse(TestFiles.Text("global.json")).RootElement.GetProperty("sdk").GetProperty("version").GetString()!;

    /// <summary>The first two numbers of the SDK's version: 10.0.</summary>
    private static string DotNet => Sdk[..Sdk.LastIndexOf('.')];

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Workflow_may_read_alone_and_ends(string file)
    {
        YamlMappingNode workflow = Parse(file);

        Assert.Equal("read", Assert.Single(Map(workflow["permissions"]), entry => Text(entry.Key) == "contents").Value.ToString());
        Assert.Single(Map(workflow["permissions"]));
        Assert.All(Jobs(workflow), job => Assert.InRange(int.Parse(Text(job["timeout-minutes"])), 1, 360));
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Workflow_names_what_exists(string file)
    {
        YamlMappingNode[] steps = [.. Jobs(Parse(file)).SelectMany(job => Sequence(job["steps"])).Select(Map)];

        Assert.All(steps, step => Assert.NotEqual(Find(step, "uses") is null, Find(step, "run") is null));
        Assert.All(
            steps.SelectMany(step => OwnPath().Matches(Find(step, "run")?.ToString() ?? "")),
            path => Assert.True(Path.Exists(TestFiles.InRepository(path.Value)), path.Value));
        Assert.All(
            steps.Select(step => Find(step, "uses")).OfType<YamlNode>(),
            action => Assert.Matches(@"^[\w-]+/[\w-]+@(v\d+|[0-9a-f]{40})$", Text(action)));
        Assert.All(
            steps.Where(step => Find(step, "uses")?.ToString().StartsWith("actions/setup-dotnet@", StringComparison.Ordinal) == true),
            step => Assert.Equal("global.json", Text(step["with"]["global-json-file"])));
    }

    [Fact]
    public void Every_push_runs_what_holds_before_a_merge()
    {
        YamlMappingNode[] steps = [.. Jobs(Parse(Workflow + "ci.yml")).SelectMany(job => Sequence(job["steps"])).Select(Map)];

        Assert.Contains(steps, step => Find(step, "run")?.ToString().EndsWith(" .ci/run", StringComparison.Ordinal) == true);
        Assert.Contains($"readonly logs={Text(Assert.Single(steps, step => Find(step, "if") is not null)["with"]["path"])}\n", TestFiles.Text(".ci/run"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Form_has_what_its_host_asks_for(string file)
    {
        YamlMappingNode form = Parse(file);
        YamlMappingNode[] fields = [.. Sequence(form["body"]).Select(Map)];

        Assert.All((string[])["name", "description"], key => Assert.NotEmpty(Text(form[key])));
        Assert.NotEmpty(fields);
        Assert.All(fields, field => Assert.Contains(Text(field["type"]), (string[])["input", "textarea", "dropdown", "checkboxes"]));
        Assert.All(fields, field => Assert.NotEmpty(Text(field["attributes"]["label"])));
        Assert.Equal(fields.Length, fields.Select(field => Text(field["id"])).Distinct().Count());
    }

    [Fact]
    public void Chooser_links_to_this_repository() =>
        Assert.All(Sequence(Parse(Chooser)["contact_links"]), link =>
        {
            string address = Text(link["url"]);
            Assert.StartsWith(TestFiles.RepositoryUrl, address, StringComparison.Ordinal);
            Assert.True(TestFiles.Leads("README.md", address), address);
        });

    [Fact]
    public void Updates_name_packages_that_there_are_and_leave_the_compiler()
    {
        string[] packages = [.. XDocument.Parse(TestFiles.Text("Directory.Packages.props")).Descendants("PackageVersion").Select(package => package.Attribute("Include")!.Value)];
        YamlMappingNode nuget = Map(Sequence(Parse(Settings + "/dependabot.yml")["updates"]).Single(update => Text(update["package-ecosystem"]) == "nuget"));
        string[] ignored = [.. Sequence(nuget["ignore"]).Select(entry => Text(entry["dependency-name"]))];
        IEnumerable<string> grouped = Map(nuget["groups"]).Children.Values.SelectMany(group => Sequence(group["patterns"])).Select(Text);

        Assert.All(ignored.Concat(grouped), pattern => Assert.Contains(packages, package => Fits(package, pattern)));
        Assert.Contains(ignored, pattern => Fits("Microsoft.CodeAnalysis.CSharp", pattern));
    }

    [Fact]
    public void Every_place_names_the_same_version_of_dotnet()
    {
        JsonElement container = JsonDocument.Parse(TestFiles.Text(".devcontainer/devcontainer.json")).RootElement;

        Assert.EndsWith($"/dotnet:{DotNet}", container.GetProperty("image").GetString(), StringComparison.Ordinal);
        Assert.Contains($"grep -E '^{Sdk[..Sdk.IndexOf('.')]}\\.'", TestFiles.Text(".ci/run"), StringComparison.Ordinal);
    }

    private static bool Fits(string package, string pattern) =>
        Regex.IsMatch(package, $"^{Regex.Escape(pattern).Replace(@"\*", ".*", StringComparison.Ordinal)}$");

    private static YamlMappingNode Parse(string file)
    {
        YamlStream stream = [];
        stream.Load(new StringReader(TestFiles.Text(file)));
        return Map(Assert.Single(stream.Documents).RootNode);
    }

    private static IEnumerable<YamlMappingNode> Jobs(YamlMappingNode workflow) => Map(workflow["jobs"]).Children.Values.Select(Map);

    private static YamlMappingNode Map(YamlNode node) => Assert.IsType<YamlMappingNode>(node);

    private static YamlSequenceNode Sequence(YamlNode node) => Assert.IsType<YamlSequenceNode>(node);

    private static string Text(YamlNode node) => Assert.IsType<YamlScalarNode>(node).Value!;

    private static YamlNode? Find(YamlMappingNode node, string key) => node.Children.TryGetValue(key, out YamlNode? value) ? value : null;

    /// <summary>A path into the repository: a script or a project.</summary>
    [GeneratedRegex(@"(?<=^|\s)(\.ci|eng|samples|src|tests)/[\w./-]+")]
    internal static partial Regex OwnPath();
}
