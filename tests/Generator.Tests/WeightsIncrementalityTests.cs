using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SoftmaxGen.Generator.Model;
using SoftmaxGen.Generator.Parsing;
using SoftmaxGen.Generator.Planning;
using Xunit;
using static Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace SoftmaxGen.Generator.Tests;

/// <summary>What is read, planned and written again after an edit of a project with files of weights.</summary>
public class WeightsIncrementalityTests
{
    private const string Source = """
        using SoftmaxGen;
        [SoftmaxHead(2)] partial class A;
        [SoftmaxHead(2, Weights = "b.csv")] partial class B;
        [SoftmaxHead(2, Weights = "c.csv")] partial class C;
        [SoftmaxHead(2, Weights = "c.csv", Temperature = 2)] partial class D;
        """;

    private static readonly AdditionalText B = new AdditionalFile("/p/b.csv", "1,2\n3,4"), C = new AdditionalFile("/p/c.csv", "5,6\n7,8"), Other = new AdditionalFile("/p/readme.txt", "1");

    [Fact]
    public void Heads_that_ask_for_the_same_share_what_is_read()
    {
        (GeneratorRun run, _) = Run();

        Assert.Equal(2, run.Outputs(TrackingNames.Weights).Count());
        Assert.Same(run.Heads[2].Weights, run.Heads[3].Weights);
    }

    [Fact]
    public void Edit_elsewhere_reads_nothing_again()
    {
        (GeneratorRun first, CSharpCompilation compilation) = Run();

        GeneratorRun second = GeneratorHarness.Continue(first.Driver, Replace(compilation, "// A comment.\n" + Source));

        GeneratorHarness.AssertNothingReran(second);
        Assert.All(second.Outputs(TrackingNames.Weights), output => Assert.Equal(Cached, output.Reason));
        Assert.All(second.Outputs(TrackingNames.WeightsFiles), output => Assert.Equal(Cached, output.Reason));
    }

    [Fact]
    public void Edit_of_a_file_writes_the_heads_that_use_it_again()
    {
        (GeneratorRun first, CSharpCompilation compilation) = Run();

        GeneratorRun second = GeneratorHarness.Continue(first.Driver.ReplaceAdditionalText(C, new AdditionalFile(C.Path, "5,6\n7,9")), compilation);

        Assert.Equal([("b.csv", Cached), ("c.csv", Modified)], WeightsReasons(second));
        Assert.Equal([("A", Cached), ("B", Cached), ("C", Modified), ("D", Modified)], FileReasons(second));
    }

    [Fact]
    public void File_saved_without_a_change_writes_nothing_again()
    {
        (GeneratorRun first, CSharpCompilation compilation) = Run();

        GeneratorRun second = GeneratorHarness.Continue(first.Driver.ReplaceAdditionalText(C, new AdditionalFile(C.Path, "5,6\n7,8")), compilation);

        Assert.Equal([("b.csv", Cached), ("c.csv", Unchanged)], WeightsReasons(second));
        Assert.All(FileReasons(second), file => Assert.Equal(Cached, file.Reason));
    }

    [Fact]
    public void Edit_of_a_file_that_nobody_asks_for_reads_nothing()
    {
        (GeneratorRun first, CSharpCompilation compilation) = Run();

        GeneratorRun second = GeneratorHarness.Continue(first.Driver.ReplaceAdditionalText(Other, new AdditionalFile(Other.Path, "2")), compilation);

        GeneratorHarness.AssertNothingReran(second);
        Assert.All(second.Outputs(TrackingNames.Weights), output => Assert.Equal(Cached, output.Reason));
    }

    [Fact]
    public void File_that_comes_or_goes_leaves_the_others_alone()
    {
        (GeneratorRun first, CSharpCompilation compilation) = Run();

        GeneratorRun second = GeneratorHarness.Continue(first.Driver.RemoveAdditionalTexts([B]), compilation);
        GeneratorRun third = GeneratorHarness.Continue(second.Driver.AddAdditionalTexts([B]), compilation);

        Assert.Equal("SMG011", Assert.Single(second.Stubs).Id);
        Assert.Equal([("A", Cached), ("C", Cached), ("D", Cached)], FileReasons(second).Where(file => file.Reason != Removed));
        Assert.Equal([("c.csv", Cached)], WeightsReasons(second).Where(file => file.Reason != Removed));
        Assert.Equal([("A", Cached), ("B", New), ("C", Cached), ("D", Cached)], FileReasons(third));
        Assert.Empty(third.Stubs);
    }

    [Fact]
    public void Second_file_of_a_name_makes_it_ambiguous()
    {
        (GeneratorRun first, CSharpCompilation compilation) = Run();

        GeneratorRun second = GeneratorHarness.Continue(first.Driver.AddAdditionalTexts([new AdditionalFile("/p/old/b.csv", "1,2\n3,4")]), compilation);

        Assert.Equal("SMG012", Assert.Single(second.Stubs).Id);
        Assert.Equal([("c.csv", Cached)], WeightsReasons(second).Where(file => file.Reason != Removed));
    }

    [Fact]
    public void Head_that_comes_reads_no_other_file_again()
    {
        (GeneratorRun first, CSharpCompilation compilation) = Run();

        GeneratorRun second = GeneratorHarness.Continue(first.Driver, Replace(compilation, Source + "[SoftmaxHead(2, Weights = \"b.csv\", Element = typeof(double))] partial class E;"));

        Assert.Equal([("b.csv", Cached), ("b.csv", New), ("c.csv", Cached)], WeightsReasons(second).OrderBy(file => file.FileName, StringComparer.Ordinal).ThenBy(file => file.Reason == New));
        Assert.Equal([("A", Cached), ("B", Cached), ("C", Cached), ("D", Cached), ("E", New)], FileReasons(second));
    }

    [Fact]
    public void Texts_are_read_once_for_generator_and_analyzer()
    {
        WeightsRequest request = new("c.csv", 2, null, ElementInfo.Single);

        Assert.Same(WeightsReader.Read(request, [B, C], CancellationToken.None), WeightsReader.Read(request, C, CancellationToken.None));
        Assert.NotSame(
            WeightsReader.Read(request, C, CancellationToken.None).Weights,
            WeightsReader.Read(request with { Element = ElementInfo.Double }, C, CancellationToken.None).Weights);
    }

    private static (GeneratorRun Run, CSharpCompilation Compilation) Run()
    {
        ProjectOptions options = new() { AdditionalFiles = [B, C, Other] };
        CSharpCompilation compilation = GeneratorHarness.Compile(options, Source);
        return (GeneratorHarness.Continue(GeneratorHarness.CreateDriver(options), compilation), compilation);
    }

    private static IEnumerable<(string FileName, IncrementalStepRunReason Reason)> WeightsReasons(GeneratorRun run) =>
        run.Outputs(TrackingNames.Weights).Select(output => (((WeightsResult)output.Value).Request.Name, output.Reason));

    private static IEnumerable<(string Name, IncrementalStepRunReason Reason)> FileReasons(GeneratorRun run) => run
        .Outputs(TrackingNames.Files)
        .Select(output => (Name: ((ValueTuple<string, HeadPlan>)output.Value).Item1.Replace(".g.cs", "", StringComparison.Ordinal), Reason: output.Reason == Unchanged ? Cached : output.Reason))
        .OrderBy(output => output.Name, StringComparer.Ordinal);

    private static CSharpCompilation Replace(CSharpCompilation compilation, string source)
    {
        SyntaxTree old = compilation.SyntaxTrees[0];
        return compilation.ReplaceSyntaxTree(old, GeneratorHarness.Parse(source, old.FilePath));
    }
}
