using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SoftmaxGen.Generator.Emission;
using SoftmaxGen.Generator.Model;
using Xunit;

namespace SoftmaxGen.Generator.Tests;

/// <summary>Heads whose classes an enumeration names.</summary>
public class LabelledHeadTests
{
    private const string Usings = "using System; using SoftmaxGen;\n";

    [Theory]
    [InlineData("typeof(DayOfWeek)", "", "global::System.DayOfWeek", "int", "Sunday Monday Tuesday Wednesday Thursday Friday Saturday")]
    [InlineData("labels: typeof(Labels)", "enum Labels : byte { C = 2, A = 0, B = 1 }", "global::Labels", "byte", "A B C")]
    [InlineData("typeof(@enum)", "enum @enum : ulong { @class, größe, 数 }", "global::@enum", "ulong", "class größe 数")]
    [InlineData("typeof(@namespace.@for)", "namespace @namespace { enum @for : short { @int, @record } }", "global::@namespace.@for", "short", "int record")]
    [InlineData("typeof(Outer<float[]>.Inner<Outer<int?>>.Labels)", "class Outer<T> { public class Inner<U> { public enum Labels : uint { A, B } } }", "global::Outer<float[]>.Inner<global::Outer<int?>>.Labels", "uint", "A B")]
    [InlineData("typeof(Head.Labels)", "partial class Head { internal enum Labels : sbyte { A, B } }", "global::Head.Labels", "sbyte", "A B")]
    [InlineData("typeof(Alias)", "enum Labels : long { A = 1, B = 0 }", "global::Labels", "long", "B A", "using Alias = Labels;\n")]
    [InlineData("typeof(Labels)", "enum Labels : ushort { A = B - 1, B = C, C = 1 - D, D = 0, }", null, null, null)]
    public void Parse_reads_each_kind_of_enum(string attribute, string declaration, string? type, string? underlying, string? names, string usings = "")
    {
        GeneratorRun run = GeneratorHarness.Run(new ProjectOptions { AllowErrors = names is null }, $"{Usings}{usings}[SoftmaxHead({attribute})] partial class Head; {declaration}");

        if (names is null)
            Assert.Empty(run.Heads);
        else
            Assert.Equal(new LabelsSpec(type!, underlying!, new([.. names.Split(' ')])), Assert.Single(run.Heads).Labels);
    }

    [Fact]
    public void Members_are_those_of_the_table_and_inherit_their_documentation()
    {
        GeneratorRun run = GeneratorHarness.Run(
            new ProjectOptions { AdditionalFiles = [new AdditionalFile("w.csv", "1,2\n3,4")] },
            Usings + """
            public enum Labels { A, B }
            [SoftmaxHead(typeof(Labels))] public static partial class Softmax_;
            [SoftmaxHead(typeof(Labels), Features = 3)] public partial struct Dense;
            [SoftmaxHead(typeof(Labels), Weights = "w.csv", Element = typeof(double))] public partial class Trained;
            """);

        Assert.Equal(
            [
                "Labels ArgMaxLabel(System.ReadOnlySpan<float> logits)",
                "bool TryPredict(System.ReadOnlySpan<float> logits, float minimumProbability, out Labels label)",
                "float CrossEntropy(System.ReadOnlySpan<float> logits, Labels label)",
                "float CrossEntropy(System.ReadOnlySpan<float> logits, System.ReadOnlySpan<Labels> labels, SoftmaxGen.Reduction reduction)",
                "float CrossEntropyGradient(System.ReadOnlySpan<float> logits, Labels label, System.Span<float> gradient)",
                "float CrossEntropyGradient(System.ReadOnlySpan<float> logits, System.ReadOnlySpan<Labels> labels, System.Span<float> gradient, SoftmaxGen.Reduction reduction)",
                "string LabelName(Labels label)",
                "string LabelName(int label)",
                "void CrossEntropy(System.ReadOnlySpan<float> logits, System.ReadOnlySpan<Labels> labels, System.Span<float> losses)",
            ],
            LabelMembers("Softmax_", new(HeadKind.Softmax)));
        Assert.Equal(
            [
                "Labels PredictLabel(System.ReadOnlySpan<float> features, System.ReadOnlySpan<float> weights, System.ReadOnlySpan<float> bias)",
                "bool TryPredict(System.ReadOnlySpan<float> features, System.ReadOnlySpan<float> weights, System.ReadOnlySpan<float> bias, float minimumProbability, out Labels label)",
                "float LossAndGradients(System.ReadOnlySpan<float> features, System.ReadOnlySpan<Labels> labels, System.ReadOnlySpan<float> weights, System.ReadOnlySpan<float> bias, System.Span<float> weightGradient, System.Span<float> biasGradient, SoftmaxGen.Reduction reduction)",
                "float LossAndGradients(System.ReadOnlySpan<float> features, System.ReadOnlySpan<Labels> labels, System.ReadOnlySpan<float> weights, System.ReadOnlySpan<float> bias, System.Span<float> weightGradient, System.Span<float> biasGradient, System.Span<float> featureGradient, SoftmaxGen.Reduction reduction)",
            ],
            LabelMembers("Dense", new(HeadKind.Dense)).Except(LabelMembers("Softmax_", new(HeadKind.Softmax))));

        // TryPredict takes features here: the one that takes logits would have the same signature.
        Assert.Equal(
            [
                "Labels PredictLabel(System.ReadOnlySpan<float> features)",
                "bool TryPredict(System.ReadOnlySpan<float> features, float minimumProbability, out Labels label)",
            ],
            LabelMembers("Trained", new(HeadKind.Trained)).Except(LabelMembers("Dense", new(HeadKind.Dense))));

        string[] LabelMembers(string type, HeadShape plain)
        {
            IMethodSymbol[] all = [.. run.Output.GetTypeByMetadataName(type)!.GetMembers().OfType<IMethodSymbol>().Where(method => method.DeclaredAccessibility == Accessibility.Public && method.MethodKind == MethodKind.Ordinary)];
            Assert.Equal(HeadMembers.MethodsOf(plain with { HasLabels = true }).Count(), all.Length);
            Assert.All(all, method => Assert.NotEmpty(method.GetDocumentationCommentXml(CultureInfo.InvariantCulture)!));
            return
            [
                .. all.Skip(HeadMembers.MethodsOf(plain).Count())
                    .Select(method => $"{method.ReturnType} {method.Name}({string.Join(", ", method.Parameters.Select(parameter => $"{(parameter.RefKind == RefKind.Out ? "out " : "")}{parameter.Type} {parameter.Name}"))})".Replace("double", "float", StringComparison.Ordinal))
                    .Order(StringComparer.Ordinal),
            ];
        }
    }

    [Theory]
    [InlineData("[SoftmaxHead(typeof(DayOfWeek))] partial class Head<T, U>;")]
    [InlineData("partial interface IOuter { [SoftmaxHead(typeof(Labels))] private partial record struct Head(int A); private enum Labels { A, B } }")]
    [InlineData("namespace A.System { [SoftmaxHead(typeof(System))] partial class Head; enum System { SoftmaxGen, System } }")]
    [InlineData("namespace A { [SoftmaxHead(typeof(SoftmaxGen))] static partial class Head { enum Labels; } enum SoftmaxGen { Head, LabelName } }")]
    [InlineData("[assembly: CLSCompliant(true)] [SoftmaxHead(typeof(Labels))] public partial class Head; [CLSCompliant(false)] public enum Labels : uint { A, a }")]
    [InlineData("#pragma warning disable CS0612\n[SoftmaxHead(typeof(Labels))] public partial class Head; [Obsolete] public enum Labels { A, [Obsolete(\"b\", true)] B }")]
    [InlineData("#pragma warning disable CS0618\n[SoftmaxHead(typeof(Labels))] public partial class Head; [Obsolete(\"old\")] public enum Labels { A, B }")]
    [InlineData("public partial class Outer { [SoftmaxHead(typeof(Labels))] protected partial class Head; protected internal enum Labels { A, B } }")]
    [InlineData("public partial class Outer { [SoftmaxHead(typeof(Labels))] private protected partial class Head; private protected enum Labels { A, B } }")]
    [InlineData("public partial class Outer { [SoftmaxHead(typeof(Labels))] protected internal partial class Head; protected internal enum Labels { A, B } }")]
    [InlineData("public class Base { protected enum Labels { A, B } } public partial class Outer : Base { partial struct Middle { [SoftmaxHead(typeof(Labels))] private partial class Head; } }")]
    [InlineData("public class Base { protected enum Labels { A, B } } public partial class Outer : Base { [SoftmaxHead(typeof(Labels))] protected partial class Head; }")]
    [InlineData("[SoftmaxHead(typeof(DayOfWeek), Features = 2)] partial class Base; [SoftmaxHead(typeof(Labels), Element = typeof(double))] partial class Head : Base; enum Labels { A, B }")]
    public async Task Heads_compile_wherever_their_enum_is(string source)
    {
        AnalyzerRun run = await GeneratorHarness.AnalyzeAsync(new ProjectOptions { LeavesKernelsOut = true }, Usings + source);

        Assert.NotEmpty(run.Generator.HeadSources);
        Assert.Empty(run.Diagnostics);
    }

    [Fact]
    public void Enum_of_another_project_gives_a_head()
    {
        MetadataReference library = GeneratorHarness.Compile(new ProjectOptions(), "namespace Garden; public enum Species : byte { Setosa, Virginica }").ToMetadataReference();

        GeneratorRun run = GeneratorHarness.Run(new ProjectOptions { References = [library] }, "[SoftmaxGen.SoftmaxHead(typeof(Garden.Species))] public partial class Head;");

        Assert.Equal(new LabelsSpec("global::Garden.Species", "byte", new(["Setosa", "Virginica"])), Assert.Single(run.Heads).Labels);
    }

    [Fact]
    public async Task Internal_enum_of_a_project_gives_a_head_to_its_friends()
    {
        const string Library = "[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Consumer\")] namespace Garden; enum Species { Setosa, Virginica }";
        CSharpCompilation library = GeneratorHarness.Compile(new ProjectOptions(), Library).WithAssemblyName("Garden");
        ProjectOptions options = new() { References = [library.ToMetadataReference()], AllowErrors = true };

        AnalyzerRun run = await GeneratorHarness.AnalyzeAsync(options, "[SoftmaxGen.SoftmaxHead(typeof(Garden.Species))] partial class Inside; [SoftmaxGen.SoftmaxHead(typeof(Garden.Species))] public partial class Outside;");

        Assert.Equal("Inside", Assert.Single(run.Generator.Heads).FileName);
        Assert.Equal(["SMG026"], run.Ids);
    }

    [Theory]
    [InlineData("static Labels [|ArgMaxLabel|](ReadOnlySpan<float> z) => 0;", "Method 'Head.ArgMaxLabel(ReadOnlySpan<float>)'", "ArgMaxLabel")]
    [InlineData("static float [|CrossEntropy|](ReadOnlySpan<float> z, Labels y) => 0;", "Method 'Head.CrossEntropy(ReadOnlySpan<float>, Labels)'", "CrossEntropy")]
    [InlineData("static float [|CrossEntropy|](ReadOnlySpan<float> z, ReadOnlySpan<Labels> y, Reduction reduction) => 0;", "Method 'Head.CrossEntropy(ReadOnlySpan<float>, ReadOnlySpan<Labels>, Reduction)'", "CrossEntropy")]
    [InlineData("static bool [|TryPredict|](ReadOnlySpan<float> z, float p, out Labels y) { y = 0; return true; }", "Method 'Head.TryPredict(ReadOnlySpan<float>, float, out Labels)'", "TryPredict")]
    [InlineData("static string [|LabelName|](int y) => \"\";", "Method 'Head.LabelName(int)'", "LabelName")]
    [InlineData("static string [|LabelName|](Labels y) => \"\";", "Method 'Head.LabelName(Labels)'", "LabelName")]
    [InlineData("const int [|LabelName|] = 1;", "Field 'Head.LabelName'", "LabelName")]
    public async Task SMG006_member_named_as_one_for_the_enum_is_reported(string member, string symbol, string generated)
    {
        string source = $"{Usings}[SoftmaxHead(typeof(Labels))] partial class Head {{ {member} }} enum Labels {{ A, B }}";
        ProjectOptions options = new() { AllowErrors = true };

        Diagnostic diagnostic = Assert.Single((await GeneratorHarness.AnalyzeAsync(options, source.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal))).Diagnostics);

        Assert.Equal($"{symbol} collides with the generated member '{generated}': rename or remove it", diagnostic.GetMessage(CultureInfo.InvariantCulture));
        Assert.Equal(source.IndexOf("[|", StringComparison.Ordinal), diagnostic.Location.SourceSpan.Start);
    }

    [Theory]
    [InlineData("[SoftmaxHead(3)] partial class LabelName { int ArgMaxLabel; static float CrossEntropy(ReadOnlySpan<float> z, Labels y) => 0; }")]
    [InlineData("[SoftmaxHead(typeof(Labels))] partial class Head { int PredictLabel; static float CrossEntropy(ReadOnlySpan<float> z, Mine.Labels y) => 0; static string LabelName(long y) => \"\"; } namespace Mine { enum Labels; }")]
    public async Task Members_that_look_like_those_of_other_heads_are_not_reported(string source) =>
        Assert.Empty((await GeneratorHarness.AnalyzeAsync(new ProjectOptions { LeavesKernelsOut = true }, $"{Usings}{source} enum Labels {{ A, B }}")).Diagnostics);

    [Theory]
    [InlineData("SMG004", "[SoftmaxHead(typeof(Labels))] partial class Head; enum Labels { A }")]
    [InlineData("SMG006", "[SoftmaxHead(typeof(Labels))] partial class Head { int TopK; } enum Labels { A, B }")]
    [InlineData("SMG010", "[SoftmaxHead(typeof(Labels), Features = 0)] static partial class Head; enum Labels : byte { A, B }")]
    [InlineData("SMG011", "[SoftmaxHead(typeof(Labels), Weights = \"w.csv\")] partial class Head; enum Labels { A, B }")]
    [InlineData("SMG019", "[SoftmaxHead(typeof(Labels), Temperature = 0)] partial struct Head; enum Labels { A, B }")]
    [InlineData("SMG025", "[SoftmaxHead(typeof(Labels))] partial record Head; enum Labels { A, B = 2 }")]
    [InlineData("SMG025", "[SoftmaxHead(typeof(Labels))] public partial class Head; [Flags] public enum Labels { A, B }")]
    [InlineData("SMG026", "[SoftmaxHead(typeof(Labels))] public partial class Head; enum Labels { A, B }")]
    public void Uses_of_a_stub_with_the_enum_repeat_the_mistake_and_nothing_else(string id, string declaration)
    {
        const string Uses = """
            static class Uses
            {
                static Labels Use(float[] logits, float[] output, Labels[] labels)
                {
                    float loss = Head.CrossEntropy(logits, labels[0]);
                    loss = Head.CrossEntropy(logits, labels);
                    loss = Head.CrossEntropyGradient(logits, labels, output);
                    string name = Head.LabelName(1) + Head.LabelName(labels[0]) + loss;
                    return Head.TryPredict(logits, 0.5f, out Labels label) ? label : Head.ArgMaxLabel(logits);
                }
            }
            """;

        IReadOnlyList<Diagnostic> errors = GeneratorHarness.BuildWithoutAnalyzers(new ProjectOptions { AllowErrors = true }, Usings + declaration, Uses);

        Assert.Equal(Enumerable.Repeat(id, 7), errors.Select(error => error.Id));
    }

    [Theory]
    [InlineData("enum Labels { A, B, C }", true)]
    [InlineData("enum Labels { A, Renamed }", true)]
    [InlineData("enum Labels { B, A }", true)]
    [InlineData("enum Labels : byte { A, B }", true)]
    [InlineData("enum Labels { B = 1, A = 0 }", false)]
    [InlineData("/// <summary>Now with a summary.</summary>\n[System.Serializable] enum Labels { A, /* b */ B = A + 1 } class Other;", false)]
    public void Edit_of_the_enum_writes_the_head_again_if_it_changes_labels(string edited, bool changes)
    {
        CSharpCompilation compilation = GeneratorHarness.Compile(
            new ProjectOptions(),
            "[SoftmaxGen.SoftmaxHead(typeof(Labels))] partial class Head; [SoftmaxGen.SoftmaxHead(2)] partial class Plain;",
            "enum Labels { A, B }");
        GeneratorRun first = GeneratorHarness.Continue(GeneratorHarness.CreateDriver(), compilation);
        SyntaxTree tree = compilation.SyntaxTrees[1];

        GeneratorRun second = GeneratorHarness.Continue(first.Driver, compilation.ReplaceSyntaxTree(tree, GeneratorHarness.Parse(edited, tree.FilePath)));

        if (!changes)
            GeneratorHarness.AssertNothingReran(second);
        Assert.Equal(changes, second.Sources[0].SourceText.ToString() != first.Sources[0].SourceText.ToString());
        Assert.Equal(
            changes ? [IncrementalStepRunReason.Cached, IncrementalStepRunReason.Modified] : [IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached],
            second.Outputs(TrackingNames.Files).Select(output => output.Reason).Order().Reverse());
    }

    [Fact]
    public async Task Edit_of_the_enum_that_makes_it_wrong_is_reported()
    {
        AnalyzerRun run = await GeneratorHarness.AnalyzeAsync(
            new ProjectOptions { AllowErrors = true },
            "[SoftmaxGen.SoftmaxHead(typeof(Labels))] partial class Head;",
            "enum Labels { A, B = 2 }");

        Assert.Equal(["SMG025"], run.Ids);
        Assert.Equal("Source0.cs", run.Diagnostics[0].Location.SourceTree!.FilePath);
    }

    [Theory]
    [InlineData("plain Text", "\"plain Text\"")]
    [InlineData("a\"b\\c", "\"a\\\"b\\\\c\"")]
    [InlineData("größe\n\u2028", "\"gr\\u00F6\\u00DFe\\u000A\\u2028\"")]
    [InlineData("\ud835\udc65", "\"\\uD835\\uDC65\"")]
    public void StringLiteral_is_one_line_of_ascii(string text, string literal)
    {
        Assert.Equal(literal, StringLiteral.Of(text));
        Assert.Equal(text, SyntaxFactory.ParseExpression(literal).GetFirstToken().ValueText);
    }

    [Fact]
    public void Names_are_constants_behind_a_switch()
    {
        CodeWriter code = new();
        LabelsEmitter.Emit(code, new LabelsSpec("global::Garden.Species", "byte", new(["Setosa", "größe"])), "HeadLabels");

        Assert.EndsWith(
            """
            file static class HeadLabels
            {
                /// <summary>The name of a class.</summary>
                public static string LabelName(int label) => label switch
                {
                    0 => "Setosa",
                    1 => "gr\u00F6\u00DFe",
                    _ => throw global::SoftmaxGen.Runtime.EnumLabels.OutOfRange(label, 2),
                };
            }

            """.ReplaceLineEndings("\n"),
            code.ToString(),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(300)]
    [InlineData(4096)]
    [InlineData(65536)]
    [Trait(TestCategory.Name, TestCategory.Slow)]
    public void Enum_of_many_members_compiles(int count)
    {
        string members = string.Join(", ", Enumerable.Range(0, count).Select(value => string.Create(CultureInfo.InvariantCulture, $"Label{value}")));

        GeneratorRun run = GeneratorHarness.Run($"[SoftmaxGen.SoftmaxHead(typeof(Labels))] partial class Head; enum Labels {{ {members} }}");

        Assert.Equal(count, Assert.Single(run.Heads).Classes);
    }
}
