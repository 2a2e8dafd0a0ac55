using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SoftmaxGen.Generator.Model;
using Xunit;

namespace SoftmaxGen.Generator.Tests;

/// <summary>One mistake is one message, with analyzers and without, however often the type is used.</summary>
public class StubTests
{
    private const string Usings = "using System; using SoftmaxGen;\n";

    private static readonly ImmutableDictionary<string, string> WithoutAnalyzers = ImmutableDictionary<string, string>.Empty.Add("RunAnalyzers", "false");

    /// <summary>A mistaken type <c>Head</c>, and the element type that uses of it would have.</summary>
    public static TheoryData<string, string, string> Mistakes => new()
    {
        { "SMG003", "[SoftmaxHead(3)] public ref partial struct Head;", "float" },
        { "SMG029", "[SoftmaxHead(3)] public partial class Head; class @var;", "float" },
        { "SMG004", "[SoftmaxHead(1)] public static partial class Head;", "float" },
        { "SMG004", "[SoftmaxHead(-5)] public partial record Head;", "float" },
        { "SMG004", "[SoftmaxHead(65537, Element = typeof(double))] public readonly partial struct Head;", "double" },
        { "SMG005", "[SoftmaxHead(3, Element = typeof(int))] public partial class Head;", "int" },
        { "SMG005", "[SoftmaxHead(3, Element = typeof(Half))] public partial struct Head;", "Half" },
        { "SMG005", "[SoftmaxHead(3, Element = typeof(decimal))] static partial class Head;", "decimal" },
        { "SMG005", "[SoftmaxHead(3, Element = typeof(float?))] partial class Head;", "float?" },
        { "SMG005", "[SoftmaxHead(3, Element = typeof(string))] partial class Head;", "string" },
        { "SMG005", "[SoftmaxHead(3, Element = typeof(System.Collections.Generic.List<int>))] partial class Head;", "System.Collections.Generic.List<int>" },
        { "SMG005", "[SoftmaxHead(3, Element = null)] partial class Head;", "float" },
        { "SMG005", "[SoftmaxHead(3, Element = typeof(void))] partial class Head;", "float" },
        { "SMG005", "[SoftmaxHead(3, Element = typeof(Span<float>))] partial class Head;", "float" },
        { "SMG005", "[SoftmaxHead(3, Element = typeof(Hidden))] public partial class Head; struct Hidden;", "float" },
        { "SMG006", "[SoftmaxHead(3)] partial class Head { int Jacobian; }", "float" },
        { "SMG006", "[SoftmaxHead(3)] partial class Head<Jacobian>;", "float" },
        { "SMG006", "[SoftmaxHead(3)] partial struct Head { static void Jacobian(ReadOnlySpan<float> a, Span<float> b) { } }", "float" },
        { "SMG006", "[SoftmaxHead(3)] partial struct Head(int Jacobian) { int Twice => 2 * Jacobian; }", "float" },
        { "SMG006", "abstract class Base { public abstract void Jacobian(ReadOnlySpan<float> a, Span<float> b); } [SoftmaxHead(3)] abstract partial class Head : Base;", "float" },
        { "SMG006", "[SoftmaxHead(3)] partial class Head { static int ISoftmaxHead<float>.ClassCount => 3; }", "float" },
        { "SMG009", "[SoftmaxHead(3)] partial struct Head : ISoftmaxHead<double>;", "double" },
        { "SMG009", "[SoftmaxHead(3)] partial struct Head : ISoftmaxHead<double>;", "float" },
        { "SMG009", "[SoftmaxHead(3)] partial struct Head : ISoftmaxHead<float>, ISoftmaxHead<double>;", "float" },
        { "SMG009", "[SoftmaxHead(3)] partial class Head : ISoftmaxHead<int>;", "int" },
        { "SMG010", "[SoftmaxHead(3, Features = 65537)] partial class Head;", "float" },
        { "SMG019", "[SoftmaxHead(3, Temperature = -1)] partial class Head;", "float" },
        { "SMG020", "[SoftmaxHead(3, LabelSmoothing = double.NaN)] partial class Head;", "float" },
        { "SMG021", "[SoftmaxHead(3, ClassWeights = new double[0], IgnoreLabel = -1)] partial class Head;", "float" },
        { "SMG022", "[SoftmaxHead(3, ClassWeights = [1, 2, -3])] partial class Head;", "float" },
        { "SMG023", "[SoftmaxHead(3, ClassWeights = [0, 0, 0], Element = typeof(double))] partial class Head;", "double" },
        { "SMG024", "[SoftmaxHead(3, FocalGamma = 9)] partial struct Head;", "float" },
        { "SMG025", "[SoftmaxHead(typeof(Labels))] partial class Head; enum Labels { A, B = 2 }", "float" },
        { "SMG025", "[SoftmaxHead(null)] partial class Head;", "float" },
        { "SMG004", "[SoftmaxHead(typeof(Labels))] partial class Head; enum Labels { A }", "float" },
        { "SMG026", "[SoftmaxHead(typeof(Labels))] public static partial class Head; enum Labels { A, B }", "float" },
        { "SMG026", "[SoftmaxHead(typeof(Labels))] partial class Head; file enum Labels { A, B }", "float" },
        { "SMG011", "[SoftmaxHead(3, Weights = \"w.csv\", Element = typeof(double))] public static partial class Head;", "double" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task Uses_of_a_stub_repeat_the_mistake_and_nothing_else(string id, string declaration, string element)
    {
        string[] sources = [Usings + declaration, Uses(declaration, element)];
        ProjectOptions options = new() { AllowErrors = true };

        IReadOnlyList<Diagnostic> compiler = GeneratorHarness.BuildWithoutAnalyzers(options, sources);
        AnalyzerRun all = await GeneratorHarness.AnalyzeAsync(options, sources);

        Assert.All(compiler, error => Assert.Equal(id, error.Id));
        Assert.Equal(7, compiler.Count);
        Assert.All(compiler, error => Assert.Equal("Source1.cs", error.Location.SourceTree!.FilePath));

        // What the analyzer says is what each use repeats.
        string message = Assert.Single(all.Diagnostics, diagnostic => diagnostic.Location.SourceTree!.FilePath == "Source0.cs").GetMessage(CultureInfo.InvariantCulture);
        Assert.All(compiler, error => Assert.Contains($"'{id}: {message}.'", error.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        Assert.All(all.Diagnostics.Concat(all.OfCompiler).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error), error => Assert.Equal(id, error.Id));
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Generator_without_analyzers_reports_the_mistake_once(string id, string declaration, string element)
    {
        ProjectOptions options = new() { AllowErrors = true, Properties = WithoutAnalyzers };

        IReadOnlyList<Diagnostic> used = GeneratorHarness.BuildWithoutAnalyzers(options, Usings + declaration, Uses(declaration, element));
        Diagnostic unused = Assert.Single(GeneratorHarness.BuildWithoutAnalyzers(options, Usings + declaration));

        Assert.Equal((id, DiagnosticSeverity.Error), (unused.Id, unused.Severity));
        Assert.Equal("Source0.cs", unused.Location.GetLineSpan().Path);
        Assert.Equal(unused.ToString(), used[0].ToString());
        Assert.Equal(Enumerable.Repeat(id, 7), used.Skip(1).Select(error => error.Id));
    }

    [Fact]
    public async Task Generator_reports_what_the_analyzer_does_where_it_does()
    {
        const string Source = Usings + """
            [SoftmaxHead(1)] partial class A { int Softmax; }
            class B { [SoftmaxHead(3, Element = typeof(int))] file partial class C; }
            [SoftmaxHead(3)] ref partial struct D;
            """;
        ProjectOptions options = new() { AllowErrors = true, Properties = WithoutAnalyzers };

        AnalyzerRun analyzed = await GeneratorHarness.AnalyzeAsync(options, Source);
        ImmutableArray<Diagnostic> reported = analyzed.Generator.Result.Diagnostics;

        Assert.NotEmpty(reported);
        Assert.Equal(
            analyzed.Diagnostics.Select(Describe).Order(StringComparer.Ordinal),
            reported.Select(Describe).Order(StringComparer.Ordinal));

        static string Describe(Diagnostic diagnostic) => $"{diagnostic} {diagnostic.Location.GetLineSpan()} {diagnostic.Location.SourceSpan} {diagnostic.Descriptor.HelpLinkUri} {diagnostic.Descriptor.Description}";
    }

    [Theory]
    [InlineData(null, null, false)]
    [InlineData("", "", false)]
    [InlineData("true", null, false)]
    [InlineData("true", "false", false)]
    [InlineData("false", null, true)]
    [InlineData("False", "true", true)]
    [InlineData(null, "false", true)]
    [InlineData("", " FALSE ", true)]
    public void Generator_reports_where_the_sdk_runs_no_analyzers(string? run, string? duringBuild, bool reports)
    {
        ImmutableDictionary<string, string> properties = ImmutableDictionary<string, string>.Empty;
        if (run is not null)
            properties = properties.Add("RunAnalyzers", run);
        if (duringBuild is not null)
            properties = properties.Add("RunAnalyzersDuringBuild", duringBuild);

        IReadOnlyList<Diagnostic> errors = GeneratorHarness.BuildWithoutAnalyzers(
            new ProjectOptions { AllowErrors = true, Properties = properties },
            Usings + "[SoftmaxHead(1)] partial class Head;");

        Assert.Equal(reports ? ["SMG004"] : [], errors.Select(error => error.Id));
    }

    [Theory]
    [InlineData("[SoftmaxHead(3)] public class Head;")]
    [InlineData("class Outer { [SoftmaxHead(3)] public partial class Head; }")]
    public void Type_that_is_not_partial_gets_the_compilers_message_alone(string declaration)
    {
        string head = declaration.Contains("Outer", StringComparison.Ordinal) ? "Outer.Head" : "Head";
        string uses = Uses(declaration, "float").Replace("Head.", $"{head}.", StringComparison.Ordinal);
        foreach (ImmutableDictionary<string, string> properties in new[] { ImmutableDictionary<string, string>.Empty, WithoutAnalyzers })
        {
            Diagnostic error = Assert.Single(GeneratorHarness.BuildWithoutAnalyzers(new ProjectOptions { AllowErrors = true, Properties = properties }, Usings + declaration, uses));

            Assert.Equal("CS0260", error.Id);
            Assert.Equal("Source0.cs", error.Location.SourceTree!.FilePath);
        }
    }

    [Theory]
    [InlineData("[SoftmaxHead(3)] file partial class Head;")]
    [InlineData("namespace N { [SoftmaxHead(3)] partial class Head; } class System;")]
    public void Type_that_no_other_file_reaches_has_no_stub(string declaration)
    {
        GeneratorRun run = GeneratorHarness.Run(new ProjectOptions { AllowErrors = true }, $"using SoftmaxGen; {declaration}");

        Assert.Empty(run.Sources);
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp10)]
    [InlineData(LanguageVersion.CSharp8)]
    public void Stub_compiles_in_old_versions_of_the_language(LanguageVersion version)
    {
        IReadOnlyList<Diagnostic> errors = GeneratorHarness.BuildWithoutAnalyzers(
            new ProjectOptions { AllowErrors = true, LanguageVersion = version },
            Usings + "[SoftmaxHead(3)] partial class Head { static float Use(float[] z) { return Head.CrossEntropy(z, 1) + Head.ClassCount; } }");

        Assert.Equal(["SMG007", "SMG007"], errors.Select(error => error.Id));
    }

    [Fact]
    public void Uses_without_the_library_repeat_that_it_is_missing()
    {
        ProjectOptions options = new() { AllowErrors = true, Runtime = null };
        string[] sources = [Usings + "[SoftmaxHead(3)] public partial class Head;", Uses("class Head", "float").Replace(", Reduction.Sum", "", StringComparison.Ordinal)];

        IReadOnlyList<Diagnostic> errors = GeneratorHarness.BuildWithoutAnalyzers(options, sources);

        Assert.Equal(Enumerable.Repeat("SMG008", 7), errors.Select(error => error.Id));
    }

    [Fact]
    public void Stub_keeps_generic_code_that_takes_heads_compiling() => Assert.Empty(GeneratorHarness.BuildWithoutAnalyzers(
        new ProjectOptions { AllowErrors = true },
        Usings + "[SoftmaxHead(1)] partial struct Head; static class Uses { static T Entropy<THead, T>(ReadOnlySpan<T> z) where THead : ISoftmaxHead<T> where T : unmanaged => THead.Entropy(z); static float Use(float[] z) => Entropy<Head, float>(z); }"));

    [Fact]
    public void Stub_of_a_used_type_has_all_members_of_a_head()
    {
        StubSpec stub = Assert.Single(GeneratorHarness.Run(new ProjectOptions { AllowErrors = true }, Usings + "[SoftmaxHead(1)] partial class Head;").Stubs);

        Assert.Equal([HeadMembers.ClassCount], stub.Constants);
        Assert.Equal([new StubElement("float", [], new([.. Enumerable.Range(0, HeadMembers.MethodsOf(new(HeadKind.Softmax)).Count())]), new StubInterface(new([HeadMembers.ClassCount]), []))], stub.Elements);
    }

    [Fact]
    public void Stub_is_written_again_for_another_mistake_alone()
    {
        CSharpCompilation compilation = GeneratorHarness.Compile(new ProjectOptions(), "[SoftmaxGen.SoftmaxHead(1)] partial class A;", "class B;");
        GeneratorRun first = new(GeneratorHarness.CreateDriver().RunGenerators(compilation), compilation);
        SyntaxTree tree = compilation.SyntaxTrees[0];

        CSharpCompilation moved = compilation.ReplaceSyntaxTree(tree, GeneratorHarness.Parse("class C;\n\n[SoftmaxGen.SoftmaxHead(1)] partial class A;", tree.FilePath));
        GeneratorRun second = new(first.Driver.RunGenerators(moved), moved);
        CSharpCompilation mistakenAnew = compilation.ReplaceSyntaxTree(tree, GeneratorHarness.Parse("[SoftmaxGen.SoftmaxHead(0)] partial class A;", tree.FilePath));
        GeneratorRun third = new(first.Driver.RunGenerators(mistakenAnew), mistakenAnew);

        GeneratorHarness.AssertNothingReran(second);
        Assert.Equal([IncrementalStepRunReason.Modified], third.Outputs(TrackingNames.StubFiles).Select(output => output.Reason));
    }

    /// <summary>Seven uses of a head, none of which has a mistake of its own.</summary>
    private static string Uses(string declaration, string element)
    {
        string head = declaration.Contains("Head<Jacobian>", StringComparison.Ordinal) ? "Head<int>" : "Head";
        return $$"""
            using System;
            using SoftmaxGen;
            static class Uses
            {
                static {{element}} Use({{element}}[] logits, {{element}}[] output, int[] labels, {{element}} minimum)
                {
                    {{element}}[] more = new {{element}}[{{head}}.ClassCount];
                    {{head}}.Softmax(logits, output);
                    {{element}} loss = {{head}}.CrossEntropy(logits, labels);
                    loss = {{head}}.CrossEntropyGradient(logits, labels, output, Reduction.Sum);
                    {{head}}.LogSoftmaxBackward(logits, logits, output);
                    {{head}}.TopK(logits, labels);
                    return {{head}}.TryPredict(logits, minimum, out int label) ? more[label] : loss;
                }
            }
            """;
    }
}
