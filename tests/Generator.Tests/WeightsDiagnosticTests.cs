using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace SoftmaxGen.Generator.Tests;

/// <summary>
/// Tests of what is reported about features and files of weights. <c>[|</c> and <c>|]</c> stand around what is to be reported,
/// in the source or in the file.
/// </summary>
public class WeightsDiagnosticTests
{
    private const string Usings = "using System; using SoftmaxGen;\n";
    private const string FilePath = "/project/models/w.csv";
    private const string Head = "[SoftmaxHead(3, Weights = \"w.csv\")] partial class Head;";
    private const string Sound = "1,2,3\n4,5,6\n7,8,9\n";
    private const string Form = "write numbers as in -1.5e-3, with a comma between two of them";

    [Theory]
    [InlineData("[|0|]", "0")]
    [InlineData("[|-1|]", "-1")]
    [InlineData("[|65537|]", "65537")]
    [InlineData("[|int.MaxValue|]", "2147483647")]
    public async Task SMG010_feature_count_out_of_range_is_reported(string features, string shown) => await AssertReports(
        $"[SoftmaxHead(3, Features = {features}, Weights = \"w.csv\")] partial class Head;",
        Sound,
        "SMG010",
        $"Feature count {shown} is out of range; expected 1 to 65536");

    [Theory]
    [InlineData("\"other.csv\"", "other.csv")]
    [InlineData("\"ww.csv\"", "ww.csv")]
    [InlineData("\"csv\"", "csv")]
    [InlineData("\"els/w.csv\"", "els/w.csv")]
    [InlineData("\"models\"", "models")]
    [InlineData("\"w.csv/w.csv\"", "w.csv/w.csv")]
    [InlineData("\"a/project/models/w.csv\"", "a/project/models/w.csv")]
    [InlineData("Files.Name + \".txt\"", "digits.txt")]
    public async Task SMG011_file_that_the_project_lacks_is_reported(string name, string shown) => await AssertReports(
        $"[SoftmaxHead(3, Weights = [|{name}|])] partial class Head; static class Files {{ public const string Name = \"digits\"; }}",
        Sound,
        "SMG011",
        $"File of weights '{shown}' is not found: add <AdditionalFiles Include=\"{shown}\" /> to an <ItemGroup> of the project file, with the path from there");

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData(".")]
    [InlineData("../")]
    public async Task SMG011_empty_name_is_reported(string name) => await AssertReports(
        $"[SoftmaxHead(3, Weights = [|\"{name}\"|])] partial class Head;",
        Sound,
        "SMG011",
        $"File of weights '{name}' is not found: name a file, or leave Weights out");

    [Theory]
    [InlineData("W.csv", "w.csv")]
    [InlineData("Models/w.csv", "models/w.csv")]
    public async Task SMG011_name_in_another_case_is_reported(string name, string right) => await AssertReports(
        $"[SoftmaxHead(3, Weights = [|\"{name}\"|])] partial class Head;",
        Sound,
        "SMG011",
        $"File of weights '{name}' is not found: '{FilePath}' differs from it in upper and lower case: set Weights = \"{right}\"");

    [Fact]
    public async Task SMG011_file_that_cannot_be_read_is_reported() => await AssertReports(
        "[SoftmaxHead(3, Weights = [|\"w.csv\"|])] partial class Head;",
        null,
        "SMG011",
        $"File of weights 'w.csv' is not found: '{FilePath}' cannot be read: an <AdditionalFiles> item must lead to a file of text");

    [Fact]
    public async Task SMG011_name_of_several_lines_is_shown_in_one() => await AssertReports(
        "[SoftmaxHead(3, Weights = [|\"a\\r\\nb\\u2028\\\"{0}.csv\"|])] partial class Head;",
        Sound,
        "SMG011",
        $"File of weights 'a  b \"{{0}}.csv' is not found: add <AdditionalFiles Include=\"a  b &quot;{{0}}.csv\" /> to an <ItemGroup> of the project file, with the path from there");

    [Fact]
    public async Task SMG011_line_to_add_is_escaped() => await AssertReports(
        "[SoftmaxHead(3, Weights = [|\"cats & dogs.csv\"|])] partial class Head;",
        Sound,
        "SMG011",
        "File of weights 'cats & dogs.csv' is not found: add <AdditionalFiles Include=\"cats &amp; dogs.csv\" /> to an <ItemGroup> of the project file, with the path from there");

    [Fact]
    public async Task SMG012_name_of_two_files_is_reported() => await AssertReports(
        "[SoftmaxHead(3, Weights = [|\"w.csv\"|])] partial class Head;",
        Sound,
        "SMG012",
        $"File of weights 'w.csv' can be '/project/backup/w.csv' or '{FilePath}': add folders to the name until it fits one file only",
        new AdditionalFile("/project/backup/w.csv", Sound));

    [Fact]
    public async Task SMG013_feature_count_of_another_file_is_reported() => await AssertReports(
        "[SoftmaxHead(3, Weights = \"w.csv\", Features = [|4 - 1|])] partial class Head;",
        Sound,
        "SMG013",
        "Feature count 3 differs from the 2 of 'w.csv', whose lines have 3 numbers, the bias last: set Features = 2, or leave it out");

    [Theory]
    [InlineData("1,2,3\n# 4,5,6\n\n  [|7,8,9|]\n", "2 lines", 3, "3, one for each class")]
    [InlineData("[|1,2,3|]", "1 line", 3, "3, one for each class")]
    [InlineData("1,2\n3,4\n5,6\n [|7,8|] \nx", "5 lines", 3, "3, one for each class")]
    [InlineData("[||]", "0 lines", 3, "3, one for each class")]
    [InlineData("[||]# nothing\r\n\r\n", "0 lines", 2, "2, one for each class, or one for class 1 alone")]
    [InlineData("1,2\n3,4\n[|5,6|]", "3 lines", 2, "2, one for each class, or one for class 1 alone")]
    public async Task SMG014_wrong_number_of_lines_is_reported(string file, string lines, int classes, string expected) => await AssertReports(
        $"[SoftmaxHead({classes}, Weights = \"w.csv\")] partial class Head;",
        file,
        "SMG014",
        $"File has {lines} of numbers; expected {expected}");

    [Theory]
    [InlineData("1,2,3\n\n [|4,5|]\n7,8,9", "2 numbers", "3, as in the first line")]
    [InlineData("1,2,3\n4,5,6\r\n[|7, 8, 9, 10|]\r\n", "4 numbers", "3, as in the first line")]
    [InlineData("[|5|]\n6\n7", "1 number", "2 to 65537, a weight for each feature, then the bias")]
    [InlineData("[|1,2|]\n4,5,6\n7,8,9", "2 numbers", "3, a weight for each feature, then the bias", ", Features = 2")]
    [InlineData("1,2,3\n4,5,6\n[|7,8|]", "2 numbers", "3, as in the first line", ", Features = 5")]
    public async Task SMG015_wrong_count_of_numbers_is_reported(string file, string numbers, string expected, string arguments = "") => await AssertReports(
        $"[SoftmaxHead(3, Weights = \"w.csv\"{arguments})] partial class Head;",
        file,
        "SMG015",
        $"Line has {numbers}; expected {expected}");

    [Fact]
    public async Task SMG015_line_of_too_many_features_is_reported() => await AssertReports(
        Head,
        $"[|{string.Join(',', Enumerable.Repeat('0', 65538))}|]",
        "SMG015",
        "Line has 65538 numbers; expected 2 to 65537, a weight for each feature, then the bias");

    [Theory]
    [InlineData("1,2,3\n4, [|five|] ,six\n7,8,9", "five")]
    [InlineData("1,2,3\n4,5,[||]\n7,8,9", "")]
    [InlineData("1,2,3\n4,[||],6\n7,8,9", "")]
    [InlineData("[|w0|],w1,bias\n1,2,3\n4,5,6\n7,8,9\n", "w0")]
    [InlineData("1,2,[|3 # three|]\n4,5,6\n7,8,9", "3 # three")]
    [InlineData("1,2,3\r\n4,5,6\r\n[|\"7\"|],8,9", "\"7\"")]
    [InlineData("1,2,3\r4,5,6\r7,8,[|{0}|]", "{0}")]
    [InlineData("1,2,3\n4,5,6\n7,8,[|\u22129|]", "\u22129")]
    [InlineData("1,2,3\n4,5,6\n7,8,[|9\t9|]", "9 9")]
    public async Task SMG016_text_that_is_no_number_is_reported(string file, string text) =>
        await AssertReports(Head, file, "SMG016", $"'{text}' is not a number: {Form}");

    [Theory]
    [InlineData("NaN", "float")]
    [InlineData("-inf", "float")]
    [InlineData("Infinity", "double")]
    [InlineData("3.4028235677973367e38", "float")]
    [InlineData("1e309", "double")]
    public async Task SMG017_number_that_is_not_finite_is_reported(string number, string element) => await AssertReports(
        $"[SoftmaxHead(3, Weights = \"w.csv\", Element = typeof({element}))] partial class Head;",
        $"1,2,3\n4,5,6\n7,[|{number}|],9",
        "SMG017",
        $"'{number}' is not finite as a '{element}': train the classifier again, or correct the number");

    [Fact]
    public async Task SMG018_too_many_weights_are_reported() => await AssertReports(
        "[SoftmaxHead(65536, Weights = \"w.csv\")] partial class Head;",
        $"\n [|{string.Join(',', Enumerable.Repeat('0', 66))}|]\n",
        "SMG018",
        "65536 x 65 weights are more than the 4194304 that can be compiled in, since the compiler would take minutes and gigabytes: set Features = 65 instead of Weights, and load them at run time");

    [Fact]
    public async Task Mistakes_in_many_lines_are_reported_up_to_ten_and_one_a_line()
    {
        string file = string.Concat(Enumerable.Repeat("a;b,c;d\n", 20));
        AnalyzerRun run = await GeneratorHarness.AnalyzeAsync(Project(file), Usings + "[SoftmaxHead(20, Weights = \"w.csv\")] partial class Head;");

        Assert.Equal(Enumerable.Repeat("SMG016", 10), run.Ids);
        Assert.Equal(Enumerable.Range(0, 10), run.Diagnostics.Select(diagnostic => diagnostic.Location.GetLineSpan().StartLinePosition.Line));
    }

    [Fact]
    public async Task Mistakes_of_one_kind_hide_those_that_may_follow_from_them()
    {
        AnalyzerRun run = await GeneratorHarness.AnalyzeAsync(
            Project("class,w,bias\n1,2\n3,4,5\n6,7,8\n"),
            Usings + "[SoftmaxHead(3, Weights = \"w.csv\", Features = 7)] partial class Head;");

        Assert.Equal(["SMG016"], run.Ids);
    }

    [Fact]
    public async Task Mistakes_of_the_type_come_before_those_of_the_file()
    {
        AnalyzerRun run = await GeneratorHarness.AnalyzeAsync(Project("x"), Usings + "[SoftmaxHead(1, Weights = \"w.csv\")] partial class Head;");

        Assert.Equal(["SMG004"], run.Ids);
    }

    [Theory]
    [InlineData("x", "SMG016: w.csv(1,1): 'x' is not a number")]
    [InlineData("1,2,3\n\n 4,nan,5\n", "SMG017: w.csv(3,4): 'nan' is not finite")]
    [InlineData(null, "SMG011: File of weights 'w.csv' is not found")]
    public void Uses_of_a_stub_say_where_the_mistake_is(string? file, string message)
    {
        IReadOnlyList<Diagnostic> errors = GeneratorHarness.BuildWithoutAnalyzers(
            Project(file),
            Usings + Head,
            "class User { int n = Head.ClassCount; float x = Head.Entropy([1, 2, 3]); }");

        Assert.Equal(2, errors.Count);
        Assert.All(errors, error => Assert.Contains(message, error.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Generator_reports_the_same_without_analyzers()
    {
        foreach (string? file in (string?[])[null, "x", "1,2\n3\n5,6", "1,2\n3,4", "1,2\n3,4\n5,6"])
        {
            ProjectOptions options = Project(file);
            string[] sources = [Usings + "[SoftmaxHead(3, Features = 9, Weights = \"w.csv\")] partial class Head;"];

            Diagnostic generated = Assert.Single(GeneratorHarness.BuildWithoutAnalyzers(options with { Properties = options.Properties.Add("RunAnalyzers", "false") }, sources));
            Diagnostic analyzed = Assert.Single((await GeneratorHarness.AnalyzeAsync(options, sources)).Diagnostics);

            Assert.Equal(analyzed.ToString(), generated.ToString());
            Assert.Equal(analyzed.Location.GetLineSpan().Span, generated.Location.GetLineSpan().Span);
            Assert.Equal(analyzed.Descriptor.HelpLinkUri, generated.Descriptor.HelpLinkUri);
        }
    }

    [Fact]
    public async Task Mistake_in_a_file_is_suppressed_for_the_whole_project()
    {
        ProjectOptions options = Project("x");
        GeneratorRun run = GeneratorHarness.Run(options, Usings + Head);
        CSharpCompilation compilation = run.Output.WithOptions(run.Output.Options.WithSpecificDiagnosticOptions(
            ImmutableDictionary<string, ReportDiagnostic>.Empty.Add("SMG016", ReportDiagnostic.Suppress)));

        Assert.Empty(await GeneratorHarness.AnalyzeAsync(compilation, options));
        Assert.Equal(["SMG016"], (await GeneratorHarness.AnalyzeAsync(run.Output, options)).Select(diagnostic => diagnostic.Id));
        Assert.Empty(run.HeadSources);
    }

    private static ProjectOptions Project(string? file) => new() { AllowErrors = true, AdditionalFiles = [new AdditionalFile(FilePath, file)] };

    /// <summary>Asserts the one diagnostic that the analyzer reports, where the marks are.</summary>
    private static async Task AssertReports(string source, string? file, string id, string message, params AdditionalText[] otherFiles)
    {
        source = Usings + source;
        bool isInFile = !source.Contains("[|", StringComparison.Ordinal);
        string marked = isInFile ? file! : source;
        int start = marked.IndexOf("[|", StringComparison.Ordinal), end = marked.IndexOf("|]", StringComparison.Ordinal) - 2;
        string text = marked.Remove(end + 2, 2).Remove(start, 2);
        (source, file) = isInFile ? (source, text) : (text, file);
        ProjectOptions options = Project(file);

        AnalyzerRun run = await GeneratorHarness.AnalyzeAsync(options with { AdditionalFiles = options.AdditionalFiles.AddRange(otherFiles) }, source);

        Diagnostic diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal((id, message), (diagnostic.Id, diagnostic.GetMessage(CultureInfo.InvariantCulture)));
        Assert.Equal((start, end - start), (diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
        Assert.Equal(isInFile ? LocationKind.ExternalFile : LocationKind.SourceFile, diagnostic.Location.Kind);
        FileLinePositionSpan lines = diagnostic.Location.GetLineSpan();
        Assert.Equal(isInFile ? FilePath : "Source0.cs", lines.Path);
        Assert.Equal(Position(text, start), (lines.StartLinePosition.Line, lines.StartLinePosition.Character));
        Assert.Equal(Position(text, end), (lines.EndLinePosition.Line, lines.EndLinePosition.Character));
        Assert.Empty(run.Generator.HeadSources);
        Assert.Equal(id, Assert.Single(run.Generator.Stubs).Id);

        static (int Line, int Character) Position(string text, int position)
        {
            string[] lines = text[..position].Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n', '\r');
            return (lines.Length - 1, lines[^1].Length);
        }
    }
}
