using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace SoftmaxGen.Generator.Tests;

public class IncrementalityTests
{
    [Fact]
    public void Edit_of_one_head_writes_only_its_file_again()
    {
        ProjectOptions options = new();
        CSharpCompilation compilation = GeneratorHarness.Compile(
            options,
            "[SoftmaxGen.SoftmaxHead(3)] partial class A;",
            "[SoftmaxGen.SoftmaxHead(5)] partial class B;");
        GeneratorRun first = GeneratorHarness.Continue(GeneratorHarness.CreateDriver(), compilation);

        GeneratorRun second = GeneratorHarness.Continue(
            first.Driver,
            Replace(compilation, 1, "[SoftmaxGen.SoftmaxHead(4)] partial class B;"));

        Assert.Equal([("A", IncrementalStepRunReason.Cached), ("B", IncrementalStepRunReason.Modified)], FileReasons(second));
        Assert.Equal(
            [IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached],
            second.Result.TrackedOutputSteps.Values.SelectMany(steps => steps).SelectMany(step => step.Outputs).Select(output => output.Reason).Order());
        Assert.NotEqual(first.Sources[1].SourceText.ToString(), second.Sources[1].SourceText.ToString());
    }

    [Theory]
    [InlineData("Temperature = 2", "Temperature = 2.5")]
    [InlineData("LabelSmoothing = 0.1", "LabelSmoothing = 0.2")]
    [InlineData("ClassWeights = new[] { 1, 2, 0.5 }", "ClassWeights = new[] { 1, 2, 0.25 }")]
    [InlineData("IgnoreLabel = -100", "IgnoreLabel = -1")]
    [InlineData("FocalGamma = 2", "FocalGamma = 2.5")]
    public void Edit_of_an_option_writes_only_the_file_of_its_head_again(string before, string after)
    {
        CSharpCompilation compilation = GeneratorHarness.Compile(
            new ProjectOptions(),
            $"[SoftmaxGen.SoftmaxHead(3, {before})] partial class A;",
            $"[SoftmaxGen.SoftmaxHead(3, {before}, Element = typeof(double))] partial class B;");
        GeneratorRun first = GeneratorHarness.Continue(GeneratorHarness.CreateDriver(), compilation);

        GeneratorRun second = GeneratorHarness.Continue(first.Driver, Replace(compilation, 1, $"[SoftmaxGen.SoftmaxHead(3, {after}, Element = typeof(double))] partial class B;"));

        Assert.Equal([("A", IncrementalStepRunReason.Cached), ("B", IncrementalStepRunReason.Modified)], FileReasons(second));
        Assert.NotEqual(first.Sources[1].SourceText.ToString(), second.Sources[1].SourceText.ToString());
    }

    [Fact]
    public void Options_written_otherwise_rerun_nothing()
    {
        CSharpCompilation compilation = GeneratorHarness.Compile(
            new ProjectOptions(),
            "[SoftmaxGen.SoftmaxHead(3, Temperature = 2, LabelSmoothing = 0.1, ClassWeights = new[] { 1, 2, 0.5 }, IgnoreLabel = -100, FocalGamma = 2.5)] partial class A;");
        GeneratorRun first = GeneratorHarness.Continue(GeneratorHarness.CreateDriver(), compilation);

        GeneratorRun second = GeneratorHarness.Continue(first.Driver, Replace(compilation, 0, """
            [SoftmaxGen.SoftmaxHead(3, FocalGamma = 5 / 2.0, IgnoreLabel = Missing, ClassWeights = new double[3] { 1.0, 1 + 1, 5e-1 }, LabelSmoothing = 1 / 10d, Temperature = 2f)]
            partial class A { const int Missing = -100; }
            """));

        GeneratorHarness.AssertNothingReran(second);
    }

    [Fact]
    public void Move_within_the_file_reruns_nothing()
    {
        CSharpCompilation compilation = GeneratorHarness.Compile(new ProjectOptions(), """
            [SoftmaxGen.SoftmaxHead(3)] partial class A;
            partial class Outer { [SoftmaxGen.SoftmaxHead(3)] partial class Inner; }
            """);
        GeneratorRun first = GeneratorHarness.Continue(GeneratorHarness.CreateDriver(), compilation);

        GeneratorRun second = GeneratorHarness.Continue(first.Driver, Replace(compilation, 0, """
            class Before;
            /// <summary>Now with a summary.</summary>
            [System.Serializable, SoftmaxGen.SoftmaxHead(classes: 2 + 1)]
            sealed partial class A { static int MyOwn() => 1; }
            sealed partial class Outer { int _own; [SoftmaxGen.SoftmaxHead(classes: 3)] sealed partial class Inner; }
            """));

        GeneratorHarness.AssertNothingReran(second);
    }

    [Fact]
    public void Removal_of_a_head_removes_its_file()
    {
        CSharpCompilation compilation = GeneratorHarness.Compile(
            new ProjectOptions(),
            "[SoftmaxGen.SoftmaxHead(3)] partial class A;",
            "[SoftmaxGen.SoftmaxHead(3)] partial class B;");
        GeneratorRun first = GeneratorHarness.Continue(GeneratorHarness.CreateDriver(), compilation);

        GeneratorRun second = GeneratorHarness.Continue(first.Driver, Replace(compilation, 0, "partial class A;"));

        Assert.Equal(["B.g.cs"], second.HintNames);
    }

    [Fact]
    public void HintNames_of_one_name_in_different_places_differ()
    {
        GeneratorRun run = GeneratorHarness.Run("""
            using SoftmaxGen;
            [SoftmaxHead(2)] partial class Head;
            [SoftmaxHead(8)] partial class Head<T>;
            namespace A
            {
                [SoftmaxHead(3)] partial class Head;
                partial class B { [SoftmaxHead(4)] partial class Head; }
                partial class B<T> { [SoftmaxHead(5)] partial class Head; }
            }
            namespace A.E.C { [SoftmaxHead(6)] partial class Head; }
            namespace D { partial struct B { [SoftmaxHead(7)] partial struct Head; } }
            """);

        Assert.Equal(
            ["A.B+Head.g.cs", "A.B`1+Head.g.cs", "A.E.C.Head.g.cs", "A.Head.g.cs", "D.B+Head.g.cs", "Head.g.cs", "Head`1.g.cs"],
            run.HintNames.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void HintNames_that_differ_by_case_are_numbered_in_any_order()
    {
        string[] sources =
        [
            "namespace N; [SoftmaxGen.SoftmaxHead(3)] partial class digitHead;",
            "namespace N; [SoftmaxGen.SoftmaxHead(4)] partial class DigitHead;",
            "namespace n; [SoftmaxGen.SoftmaxHead(5)] partial class DigitHead;",
            "namespace N; [SoftmaxGen.SoftmaxHead(6)] partial class OtherHead;",
            "namespace É; [SoftmaxGen.SoftmaxHead(7)] partial class Head;",
            "namespace é; [SoftmaxGen.SoftmaxHead(8)] partial class Head;",
        ];

        GeneratorRun run = GeneratorHarness.Run(sources);
        GeneratorRun reversed = GeneratorHarness.Run([.. sources.Reverse()]);

        string[] expected =
            ["N.DigitHead(1).g.cs", "N.OtherHead.g.cs", "N.digitHead(2).g.cs", "n.DigitHead(3).g.cs", "É.Head(1).g.cs", "é.Head(2).g.cs"];
        Assert.Equal(expected, run.HintNames.Order(StringComparer.Ordinal));
        Assert.Equal(expected, reversed.HintNames.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void HintNames_of_long_names_are_short_and_differ()
    {
        // The first two are long enough in one name, the third in its parts; two differ at their end alone, two by case.
        string name = new('A', 400), japanese = new('漢', 90);
        string[] sources =
        [
            $"namespace N; [SoftmaxGen.SoftmaxHead(3)] partial class {name}1;",
            $"namespace N; [SoftmaxGen.SoftmaxHead(4)] partial class {name}2;",
            $"namespace N; [SoftmaxGen.SoftmaxHead(5)] partial class {name.ToLowerInvariant()}2;",
            $"namespace {japanese}.{japanese}; partial class {japanese}<T> {{ [SoftmaxGen.SoftmaxHead(6)] partial class Head; }}",
        ];

        GeneratorRun run = GeneratorHarness.Run(sources);
        GeneratorRun reversed = GeneratorHarness.Run([.. sources.Reverse()]);

        Assert.Equal(4, run.HintNames.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal(run.HintNames.Order(StringComparer.Ordinal), reversed.HintNames.Order(StringComparer.Ordinal));
        Assert.All(run.HintNames, hintName => Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(hintName), 1, 119));
    }

    [Fact]
    public void HintNames_of_more_than_89_bytes_end_in_a_hash()
    {
        string name = new('A', 89), longer = new('A', 90);

        Assert.Equal($"{name}.g.cs", HintNames.Create(name, []));

        // The hash is the beginning of SHA-256, as any implementation gives it.
        Assert.Equal($"{name}(fde923c1ed5e5cd3).g.cs", HintNames.Create(longer, []));
        Assert.Equal($"{name}(fde923c1ed5e5cd3)(1).g.cs", HintNames.Create(longer, new([longer])));
    }

    [Fact]
    public void HintNames_that_come_to_collide_leave_other_files_alone()
    {
        CSharpCompilation compilation = GeneratorHarness.Compile(
            new ProjectOptions(),
            "[SoftmaxGen.SoftmaxHead(4)] partial class Apart;",
            "[SoftmaxGen.SoftmaxHead(3)] partial class Head;",
            "");
        GeneratorRun first = GeneratorHarness.Continue(GeneratorHarness.CreateDriver(), compilation);

        GeneratorRun second = GeneratorHarness.Continue(
            first.Driver,
            Replace(compilation, 2, "[SoftmaxGen.SoftmaxHead(5)] partial class HEAD;"));

        Assert.Equal(
            [
                ("Apart", IncrementalStepRunReason.Unchanged),
                ("HEAD(1)", IncrementalStepRunReason.New),
                ("Head(2)", IncrementalStepRunReason.Modified),
            ],
            FileReasons(second));
    }

    [Fact]
    public void FindCompilerObject_sees_what_a_step_must_not_hold()
    {
        CSharpCompilation compilation = GeneratorHarness.Compile(new ProjectOptions(), "class A;");
        SyntaxNode root = compilation.SyntaxTrees[0].GetRoot();

        Assert.All<object>(
            [compilation, compilation.GlobalNamespace, root, root.GetLocation(), root.SyntaxTree, root.GetFirstToken()],
            value => Assert.NotNull(GeneratorHarness.FindCompilerObject((1, new List<object> { "text", value }))));
        Assert.Null(GeneratorHarness.FindCompilerObject((1, new List<object> { "text" })));
    }

    private static IEnumerable<(string Name, IncrementalStepRunReason Reason)> FileReasons(GeneratorRun run) => run
        .Outputs(TrackingNames.Files)
        .Select(output => (Name: ((ValueTuple<string, Planning.HeadPlan>)output.Value).Item1.Replace(".g.cs", "", StringComparison.Ordinal), output.Reason))
        .OrderBy(output => output.Name, StringComparer.Ordinal);

    private static CSharpCompilation Replace(CSharpCompilation compilation, int index, string source)
    {
        SyntaxTree old = compilation.SyntaxTrees[index];
        return compilation.ReplaceSyntaxTree(old, GeneratorHarness.Parse(source, old.FilePath));
    }
}
