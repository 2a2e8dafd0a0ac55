using System.Globalization;
using System.Text.RegularExpressions;

namespace SoftmaxGen.Package.Tests;

/// <summary>A new project restores the package from a folder, builds and runs.</summary>
[Trait(TestCategory.Name, TestCategory.Slow)]
public sealed partial class ConsumerTests
{
    private const string Mistaken = """
        using SoftmaxGen;

        float[] logits = [1, 2, 3], probabilities = new float[Head.ClassCount];
        Head.Softmax(logits, probabilities);
        Console.WriteLine(Head.CrossEntropy(logits, 1));

        [SoftmaxHead(1)]
        public static partial class Head;
        """;

    [Fact]
    public async Task Project_of_the_readme_builds_without_a_warning_and_runs()
    {
        string program = MarkdownFence.Find(TestFiles.Readme).First(fence => fence.Language == "csharp").Text;
        using ConsumerProject project = new("<TreatWarningsAsErrors>true</TreatWarningsAsErrors>");
        project.Write("Program.cs", program);

        await project.DotnetAsync("build", "-c", "Release", "-warnaserror", "--disable-build-servers");
        string output = await project.DotnetAsync(Path.Combine("bin", "Release", "net10.0", "Consumer.dll"));

        Assert.Equal(Snippet.Claims(program), output.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task Build_reports_a_mistake_and_nothing_else()
    {
        using ConsumerProject project = new();
        project.Write("Program.cs", Mistaken);

        foreach (string runAnalyzers in new[] { "true", "false" })
        {
            (int exitCode, string output) = await project.TryDotnetAsync("build", $"-p:RunAnalyzers={runAnalyzers}", "--disable-build-servers");

            // One at the declaration, and one at each of three uses; the summary repeats them.
            Assert.NotEqual(0, exitCode);
            string[] errors = [.. Error().Matches(output).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal)];
            Assert.Equal(["(3,55): error SMG004", "(4,1): error SMG004", "(5,19): error SMG004", "(7,14): error SMG004"], errors);
            Assert.DoesNotContain("warning", output.Replace("0 Warning(s)", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Build_without_analyzers_reports_a_mistake()
    {
        using ConsumerProject project = new("<RunAnalyzersDuringBuild>false</RunAnalyzersDuringBuild>");
        project.Write("Program.cs", "Console.WriteLine(); [SoftmaxGen.SoftmaxHead(1)] partial class Head;");

        (int exitCode, string output) = await project.TryDotnetAsync("build", "--disable-build-servers");

        Assert.NotEqual(0, exitCode);
        Assert.Equal(["(1,46): error SMG004"], Error().Matches(output).Select(match => match.Value).Distinct());
    }

    [Fact]
    public async Task Build_reports_a_mistake_in_a_file_of_weights_at_its_place()
    {
        using ConsumerProject project = new();
        project.Write("Program.cs", "Console.WriteLine(); [SoftmaxGen.SoftmaxHead(2, Weights = \"w.csv\")] partial class Head;");
        project.Write("Directory.Build.targets", "<Project><ItemGroup><AdditionalFiles Include=\"w.csv\" /></ItemGroup></Project>");
        project.Write("w.csv", "# two features, then the bias\n0.5, -1.25, 0.75\n1.5, x, 0.25\n");

        foreach (string runAnalyzers in new[] { "true", "false" })
        {
            (int exitCode, string output) = await project.TryDotnetAsync("build", $"-p:RunAnalyzers={runAnalyzers}", "--disable-build-servers");

            Assert.NotEqual(0, exitCode);
            Assert.Equal(["(3,6): error SMG016"], Error().Matches(output).Select(match => match.Value).Distinct());
            Assert.Contains($"{project["w.csv"]}(3,6)", output, StringComparison.Ordinal);
        }

        project.Write("w.csv", "0.5, -1.25, 0.75\n1.5, 2, 0.25\n");
        await project.DotnetAsync("build", "-warnaserror", "--disable-build-servers");
    }

    /// <summary>Else the build would say that the attribute does not exist, and not why.</summary>
    [Fact]
    public async Task Restore_refuses_a_framework_without_the_library()
    {
        // The reference assemblies of that framework are not part of the SDK, and have nothing to do with it.
        using ConsumerProject project = new("<TargetFramework>net9.0</TargetFramework><DisableImplicitFrameworkReferences>true</DisableImplicitFrameworkReferences>");

        (int exitCode, string output) = await project.TryDotnetAsync("restore");

        Assert.NotEqual(0, exitCode);
        Assert.Contains($"error NU1202: Package SoftmaxGen {TestFiles.Version} is not compatible with net9.0", output, StringComparison.Ordinal);
        Assert.Contains("supports: net10.0", output, StringComparison.Ordinal);
    }

    /// <summary>Without a project, as samples/Quickstart/README.md says.</summary>
    [Fact]
    public async Task Quickstart_runs_as_one_file()
    {
        string page = await File.ReadAllTextAsync(TestFiles.InRepository("samples/Quickstart/README.md"));
        string directives = MarkdownFence.Find(page).Single(fence => fence.Text.StartsWith("#:", StringComparison.Ordinal)).Text;
        using ConsumerProject project = new();
        project.Write("quickstart.cs", directives + "\n" + await File.ReadAllTextAsync(TestFiles.InRepository("samples/Quickstart/Program.cs")));

        string output = await project.DotnetAsync("run", "--file", "quickstart.cs");

        Assert.Contains($"\n```\n{output.ReplaceLineEndings("\n")}```\n", page.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Build_with_two_copies_of_the_generator_reports_that_alone()
    {
        const string TargetFormat = "<Project><Target Name=\"Add\" BeforeTargets=\"RefuseSecondGenerator;CoreCompile\"><ItemGroup><Analyzer Include=\"{0}\" /></ItemGroup></Target></Project>";
        const string Packaged = "@(Analyzer->WithMetadataValue('Filename', 'SoftmaxGen.Generator'))";
        using ConsumerProject project = new();
        project.Write("Program.cs", "Console.WriteLine(Head.ClassCount); [SoftmaxGen.SoftmaxHead(10)] partial class Head;");
        project.Write("Directory.Build.targets", string.Format(CultureInfo.InvariantCulture, TargetFormat, Packaged));

        // The same file under two references is one generator.
        await project.DotnetAsync("build", "-warnaserror", "--disable-build-servers");

        string copy = project["SoftmaxGen.Generator.dll"];
        File.Copy(Directory.GetFiles(project["packages"], "SoftmaxGen.Generator.dll", SearchOption.AllDirectories).Single(), copy);
        project.Write("Directory.Build.targets", string.Format(CultureInfo.InvariantCulture, TargetFormat, copy));
        (int exitCode, string output) = await project.TryDotnetAsync("build", "--disable-build-servers");

        Assert.NotEqual(0, exitCode);
        string error = Assert.Single(output.Split('\n').Where(line => line.Contains("error ", StringComparison.Ordinal)).Select(line => line.Trim()).Distinct());
        Assert.Contains("error SMG101: The SoftmaxGen generator is referenced twice", error, StringComparison.Ordinal);
        Assert.Contains($" and {copy}", error, StringComparison.Ordinal);
        Assert.Contains(Path.Combine("analyzers", "dotnet", "cs", "SoftmaxGen.Generator.dll"), error, StringComparison.Ordinal);

        // What an editor asks for does not depend on it.
        await project.DotnetAsync("build", "-t:Compile", "-p:DesignTimeBuild=true", "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true", "--disable-build-servers");
    }

    [GeneratedRegex(@"\(\d+,\d+\): error \w+")]
    private static partial Regex Error();
}
