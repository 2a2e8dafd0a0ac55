using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using SoftmaxGen.Generator.Diagnostics;
using Xunit;

namespace SoftmaxGen.Generator.Tests;

/// <summary>Tests of each diagnostic. In the sources <c>[|</c> and <c>|]</c> stand around what is to be reported.</summary>
public partial class AnalyzerTests
{
    private const string Usings = "using System; using SoftmaxGen;\n";

    [Theory]
    [InlineData("[SoftmaxHead(3)] class [|Head|] { }", "Head")]
    [InlineData("namespace N { [SoftmaxHead(3)] public static class [|@Head|]; }", "Head")]
    [InlineData("partial class Outer { [SoftmaxHead(3)] record struct [|Head|]<T>(T Value); }", "Outer.Head<T>")]
    public async Task SMG001_head_that_is_not_partial_is_reported(string source, string head) => await AssertReports(
        source,
        "SMG001",
        $"Softmax head '{head}' is not partial: add the 'partial' modifier, so that the generator can add members to it");

    [Theory]
    [InlineData("class [|Outer|] { [SoftmaxHead(3)] partial class Head; }", "Outer", "Outer.Head")]
    [InlineData("partial class A { interface [|B|]<T> { partial struct C { [SoftmaxHead(3)] partial class Head; } } }", "A.B<T>", "A.B<T>.C.Head")]
    public async Task SMG002_type_around_head_that_is_not_partial_is_reported(string source, string container, string head) => await AssertReports(
        source,
        "SMG002",
        $"'{container}' contains the softmax head '{head}' and is not partial: add the 'partial' modifier to '{container}' or move the head out of it");

    [Fact]
    public async Task SMG001_and_SMG002_of_one_head_are_both_reported()
    {
        AnalyzerRun run = await GeneratorHarness.AnalyzeAsync(
            new ProjectOptions { AllowErrors = true },
            Usings + "class A { struct B { [SoftmaxHead(3)] class Head; } }");

        Assert.Equal(["SMG001", "SMG002", "SMG002"], run.Ids);
    }

    [Theory]
    [InlineData("[SoftmaxHead(3)] file partial class [|Head|];", "it is file-local, and its generated part is another file: remove the 'file' modifier")]
    [InlineData("[SoftmaxHead(3)] ref partial struct [|Head|];", "it is a ref struct, which cannot be a type argument: remove the 'ref' modifier")]
    [InlineData("namespace N { [SoftmaxHead(3)] partial class [|Head|]; } class System;", "a type named 'System' hides the namespace, which generated code uses: rename that type or move it into a namespace", "using SoftmaxGen;\n")]
    [InlineData("[SoftmaxHead(3)] readonly ref partial struct [|Head|];", "it is a ref struct, which cannot be a type argument: remove the 'ref' modifier")]
    public async Task SMG003_type_that_cannot_be_a_head_is_reported(string source, string reason, string usings = Usings) =>
        await AssertReports(source, "SMG003", $"'Head' cannot be a softmax head because {reason}", usings: usings);

    [Fact]
    public async Task SMG003_head_in_file_local_type_is_reported() => await AssertReports(
        "file partial class Outer { partial class Inner { [SoftmaxHead(3)] partial class [|Head|]; } }",
        "SMG003",
        "'Outer.Inner.Head' cannot be a softmax head because the type 'Outer' around it is file-local, and its generated part is another file: remove the 'file' modifier from 'Outer' or move the head out of it");

    [Theory]
    [InlineData("[SoftmaxHead([|1|])] partial class Head;", "1")]
    [InlineData("[SoftmaxHead([|0|])] partial class Head;", "0")]
    [InlineData("[SoftmaxHead([|-5|])] partial class Head;", "-5")]
    [InlineData("[SoftmaxHead([|65537|])] partial class Head;", "65537")]
    [InlineData("[SoftmaxHead(classes: [|int.MinValue|])] partial class Head;", "-2147483648")]
    [InlineData("[Serializable, SoftmaxHead([|Sizes.Many * 2|], Element = typeof(double))] partial class Head; class Sizes { public const int Many = 1 << 16; }", "131072")]
    public async Task SMG004_class_count_out_of_range_is_reported(string source, string classes) => await AssertReports(
        source,
        "SMG004",
        $"Class count {classes} is out of range; expected 2 to 65536");

    [Theory]
    [InlineData("null", "null")]
    [InlineData("(Type?)null", "null")]
    [InlineData("default", "null")]
    [InlineData("typeof(string)", "string")]
    [InlineData("typeof(Half)", "Half")]
    [InlineData("typeof(decimal)", "decimal")]
    [InlineData("typeof(void)", "void")]
    [InlineData("typeof(float?)", "float?")]
    [InlineData("typeof(float[])", "float[]")]
    [InlineData("typeof(Span<float>)", "Span<float>")]
    [InlineData("typeof(System.Collections.Generic.List<>)", "List<>")]
    [InlineData("typeof(float*)", "float*")]
    [InlineData("typeof(Single)", "Single")]
    [InlineData("typeof(Missing)", "Missing")]
    [InlineData("typeof(Missing.Too<float>)", "Missing.Too<float>")]
    public async Task SMG005_element_other_than_float_or_double_is_reported(string element, string display) => await AssertReports(
        $"[SoftmaxHead(3, Element = [|{element}|])] partial class Head; {(display == "Single" ? "struct Single;" : "")}",
        "SMG005",
        $"A softmax head cannot have elements of type '{display}': use typeof(float) or typeof(double)");

    [Theory]
    [InlineData("void [|Softmax|](ReadOnlySpan<float> z, Span<float> a) { }", "Method 'Head.Softmax(ReadOnlySpan<float>, Span<float>)'", "Softmax")]
    [InlineData("static partial void [|Softmax|](ReadOnlySpan<float> logits, Span<float> probabilities);", "Method 'Head.Softmax(ReadOnlySpan<float>, Span<float>)'", "Softmax")]
    [InlineData("int [|LogSumExp|](scoped ReadOnlySpan<float> z) => 0;", "Method 'Head.LogSumExp(scoped ReadOnlySpan<float>)'", "LogSumExp")]
    [InlineData("static float [|CrossEntropy|](ReadOnlySpan<float> z, ReadOnlySpan<int> labels, Reduction reduction) => 0;", "Method 'Head.CrossEntropy(ReadOnlySpan<float>, ReadOnlySpan<int>, Reduction)'", "CrossEntropy")]
    [InlineData("static void [|TryPredict|](ReadOnlySpan<float> z, float p, ref int label) { }", "Method 'Head.TryPredict(ReadOnlySpan<float>, float, ref int)'", "TryPredict")]
    [InlineData("static int [|ClassCount|]() => 3;", "Method 'Head.ClassCount()'", "ClassCount")]
    [InlineData("const int [|ClassCount|] = 3;", "Field 'Head.ClassCount'", "ClassCount")]
    [InlineData("float [|Entropy|] { get; set; }", "Property 'Head.Entropy'", "Entropy")]
    [InlineData("static int a, [|@TopK|] = 3;", "Field 'Head.TopK'", "TopK")]
    [InlineData("event Action? [|ArgMax|];", "Event 'Head.ArgMax'", "ArgMax")]
    [InlineData("delegate int [|ArgMax|](int x);", "Nested type 'Head.ArgMax'", "ArgMax")]
    [InlineData("class [|Jacobian|]<T>;", "Nested type 'Head.Jacobian<T>'", "Jacobian")]
    [InlineData("enum [|LogSoftmax|];", "Nested type 'Head.LogSoftmax'", "LogSoftmax")]
    [InlineData("[System.Runtime.CompilerServices.IndexerName(\"Softmax\")] int [|this|][int i] => i;", "Indexer 'Head.this[int]'", "Softmax")]
    [InlineData("static int ISoftmaxHead<float>.[|ClassCount|] => 3;", "Property 'Head.ISoftmaxHead<float>.ClassCount'", "ClassCount")]
    public async Task SMG006_member_named_as_a_generated_one_is_reported(string member, string symbol, string generated) => await AssertReports(
        $"[SoftmaxHead(3)] partial class Head {{ {member} }}",
        "SMG006",
        $"{symbol} collides with the generated member '{generated}': rename or remove it");

    [Theory]
    [InlineData("[SoftmaxHead(3)] partial class [|Softmax|];", "Type 'Softmax'", "Softmax")]
    [InlineData("[SoftmaxHead(3)] static partial class [|ClassCount|]<T>;", "Type 'ClassCount<T>'", "ClassCount")]
    [InlineData("[SoftmaxHead(3)] partial struct Head<A, [|Entropy|]>;", "Type parameter 'Entropy'", "Entropy")]
    [InlineData("[SoftmaxHead(3)] partial record Head(int [|ArgMax|]);", "Property 'Head.ArgMax'", "ArgMax")]
    [InlineData("[SoftmaxHead(3)] partial class Head(int [|ClassCount|]);", "Parameter 'ClassCount'", "ClassCount")]
    [InlineData("[SoftmaxHead(3)] partial struct Head(int seed, float [|Softmax|]) { int A => seed; }", "Parameter 'Softmax'", "Softmax")]
    [InlineData("partial class Head { int [|TopK|]; } [SoftmaxHead(3)] partial class Head;", "Field 'Head.TopK'", "TopK")]
    [InlineData("[SoftmaxHead(3, Element = typeof(double))] partial class Head { double [|Entropy|](ReadOnlySpan<double> z) => 0; }", "Method 'Head.Entropy(ReadOnlySpan<double>)'", "Entropy")]
    [InlineData("abstract class Base { public abstract int Entropy(ReadOnlySpan<float> z); } [SoftmaxHead(3)] abstract partial class [|Head|] : Base;", "Abstract member 'Base.Entropy(ReadOnlySpan<float>)'", "Entropy")]
    [InlineData("abstract class Base { public abstract int ClassCount { get; } } abstract class Middle : Base; [SoftmaxHead(3)] abstract partial class [|Head|] : Middle;", "Abstract member 'Base.ClassCount'", "ClassCount")]
    public async Task SMG006_type_or_parameter_named_as_a_member_is_reported(string source, string symbol, string generated) => await AssertReports(
        source,
        "SMG006",
        $"{symbol} collides with the generated member '{generated}': rename or remove it");

    [Fact]
    public async Task SMG006_members_of_two_files_are_reported_in_theirs()
    {
        AnalyzerRun run = await GeneratorHarness.AnalyzeAsync(
            new ProjectOptions(),
            Usings + "[SoftmaxHead(3)] partial class Head { int TopK; }",
            "partial class Head { int Jacobian, ClassCount; }");

        Assert.Equal(
            ["Source0.cs", "Source1.cs", "Source1.cs"],
            run.Diagnostics.Select(diagnostic => diagnostic.Location.SourceTree!.FilePath).Order());
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp10, "10.0")]
    [InlineData(LanguageVersion.CSharp9, "9.0")]
    [InlineData(LanguageVersion.CSharp7_3, "7.3")]
    public async Task SMG007_language_below_12_is_reported(LanguageVersion version, string display) => await AssertReports(
        "[[|SoftmaxHead(3)|]] partial class Head { }",
        "SMG007",
        $"Softmax head 'Head' needs C# 12.0 and this project uses C# {display}: set <LangVersion> in the project file to 12.0 or higher",
        new ProjectOptions { LanguageVersion = version });

    [Fact]
    public async Task SMG007_language_12_is_not_reported() => await AssertReportsNothing(
        "[SoftmaxHead(3)] partial class Head { }",
        new ProjectOptions { LanguageVersion = LanguageVersion.CSharp12 });

    [Fact]
    public async Task SMG008_project_without_runtime_is_reported() => await AssertReports(
        "[[|SoftmaxHead(3)|]] static partial class Head;",
        "SMG008",
        "Softmax head 'Head' needs the library SoftmaxGen.Runtime, which this project does not reference: target net10.0 or later and reference the SoftmaxGen package or that library",
        new ProjectOptions { Runtime = null });

    [Fact]
    public async Task SMG008_own_interface_of_that_name_is_reported() => await AssertReports(
        "[[|SoftmaxHead(3)|]] partial class Head; namespace SoftmaxGen { interface ISoftmaxHead<T>; }",
        "SMG008",
        "Softmax head 'Head' needs the library SoftmaxGen.Runtime, which this project does not reference: target net10.0 or later and reference the SoftmaxGen package or that library");

    [Fact]
    public async Task SMG008_runtime_under_an_alias_alone_is_reported()
    {
        const string Source = "extern alias Sg; [[|SoftmaxGen.SoftmaxHead(3)|]] static partial class Head { static Sg::SoftmaxGen.Reduction reduction; }";
        const string Message = "Softmax head 'Head' needs the library SoftmaxGen.Runtime, which this project does not reference: target net10.0 or later and reference the SoftmaxGen package or that library";

        await AssertReports(Source, "SMG008", Message, new ProjectOptions { Runtime = GeneratorHarness.RuntimeReference.WithAliases(["Sg"]) }, usings: "");
        foreach (ProjectOptions options in new[]
        {
            new ProjectOptions { Runtime = GeneratorHarness.RuntimeReference.WithAliases(["Sg", "global"]) },

            // Of two aliases a build makes two references to one file, which the compiler takes as one.
            new ProjectOptions { Runtime = GeneratorHarness.RuntimeReference, References = [GeneratorHarness.RuntimeReference.WithAliases(["Sg"])] },
            new ProjectOptions { Runtime = GeneratorHarness.RuntimeReference.WithAliases(["Sg"]), References = [GeneratorHarness.RuntimeReference] },
        })
        {
            await AssertReportsNothing(Source.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal), options, usings: "");
        }
    }

    [Theory]
    [InlineData("[SoftmaxHead(3)] partial struct Head : [|ISoftmaxHead<double>|];", "double", "float")]
    [InlineData("[SoftmaxHead(3, Element = typeof(double))] partial class Head : System.IDisposable, [|global::SoftmaxGen.ISoftmaxHead<float>|] { public void Dispose() { } }", "float", "double")]
    [InlineData("[SoftmaxHead(3)] partial record Head : [|SoftmaxGen.ISoftmaxHead<int>|];", "int", "float")]
    [InlineData("[SoftmaxHead(3)] partial class [|Head|] : IMine; interface IMine : ISoftmaxHead<double>;", "double", "float")]
    [InlineData("[SoftmaxHead(3)] partial class [|Head|] : ISoftmaxHead<float>, ISoftmaxHead<double>;", "double", "float")]
    public async Task SMG009_interface_of_another_element_is_reported(string source, string implemented, string element) => await AssertReports(
        source,
        "SMG009",
        $"Softmax head 'Head' implements 'ISoftmaxHead<{implemented}>', but its elements are '{element}': set Element = typeof({implemented}) in the attribute, or implement 'ISoftmaxHead<{element}>'");

    [Theory]
    [InlineData("SMG001", "[SoftmaxHead(3)] class Head;")]
    [InlineData("SMG002", "class Outer { [SoftmaxHead(3)] partial class Head; }")]
    [InlineData("SMG003", "[SoftmaxHead(3)] ref partial struct Head;")]
    [InlineData("SMG004", "[SoftmaxHead(1)] partial class Head;")]
    [InlineData("SMG005", "[SoftmaxHead(3, Element = typeof(int))] partial class Head;")]
    [InlineData("SMG006", "[SoftmaxHead(3)] partial class Head { int Softmax; }")]
    [InlineData("SMG007", "[SoftmaxHead(3)] partial class Head { }")]
    [InlineData("SMG008", "[SoftmaxHead(3)] partial class Head;")]
    [InlineData("SMG009", "[SoftmaxHead(3)] partial class Head : ISoftmaxHead<double>;")]
    [InlineData("SMG010", "[SoftmaxHead(3, Features = 0)] partial class Head;")]
    [InlineData("SMG011", "[SoftmaxHead(3, Weights = \"other.csv\")] partial class Head;")]
    [InlineData("SMG012", "[SoftmaxHead(3, Weights = \"w.csv\")] partial class Head;")]
    [InlineData("SMG013", "[SoftmaxHead(3, Features = 2, Weights = \"a/w.csv\")] partial class Head;")]
    [InlineData("SMG019", "[SoftmaxHead(3, Temperature = 0)] partial class Head;")]
    [InlineData("SMG020", "[SoftmaxHead(3, LabelSmoothing = 1)] partial class Head;")]
    [InlineData("SMG021", "[SoftmaxHead(3, ClassWeights = new[] { 1.0, 2.0 })] partial class Head;")]
    [InlineData("SMG022", "[SoftmaxHead(3, ClassWeights = new[] { 1.0, 2.0, -3.0 })] partial class Head;")]
    [InlineData("SMG023", "[SoftmaxHead(3, ClassWeights = new[] { 0.0, 0.0, 0.0 })] partial class Head;")]
    [InlineData("SMG024", "[SoftmaxHead(3, FocalGamma = 0.3)] partial class Head;")]
    [InlineData("SMG025", "[SoftmaxHead(typeof(int))] partial class Head;")]
    [InlineData("SMG026", "[SoftmaxHead(typeof(Labels))] public partial class Head; enum Labels { A, B }")]
    [InlineData("SMG028", "[SoftmaxHead(3)] partial class Head;")]
    [InlineData("SMG029", "[SoftmaxHead(3)] partial class Head; class @var;")]
    public async Task Pragma_suppresses_each_diagnostic_and_gives_no_head(string id, string source)
    {
        ProjectOptions options = new()
        {
            LanguageVersion = id == "SMG007" ? LanguageVersion.CSharp10 : LanguageVersion.Latest,
            Runtime = id switch { "SMG008" => null, "SMG028" => LibraryOf(new(0, 0, 9, 0)), _ => GeneratorHarness.RuntimeReference },
            AdditionalFiles = [new AdditionalFile("/a/w.csv", "1,2\n3,4\n5,6"), new AdditionalFile("/b/w.csv", "")],
            AllowErrors = true,
        };

        AnalyzerRun reported = await GeneratorHarness.AnalyzeAsync(options, $"{Usings}{source}");
        AnalyzerRun suppressed = await GeneratorHarness.AnalyzeAsync(
            options,
            $"{Usings}#pragma warning disable {id}\n{source}\n#pragma warning restore {id}\n");

        Assert.Equal([id], reported.Ids);
        Assert.Empty(suppressed.Diagnostics);
        Assert.Empty(suppressed.Generator.HeadSources);
    }

    [Theory]
    [InlineData("[SoftmaxHead(2)] partial class Head;")]
    [InlineData("[SoftmaxHead(65536, Element = typeof(double))] static partial class Head;")]
    [InlineData("[SoftmaxHead(3, Features = 1)] partial class Head; [SoftmaxHead(3, Features = 65536)] partial class Large;")]
    [InlineData("[SoftmaxHead(3, Weights = null)] partial class Head;")]
    [InlineData("partial interface IOuter<T> { [SoftmaxHead(3)] partial record struct Head<U>(T A, U B); }")]
    [InlineData("partial class Softmax<Entropy> { [SoftmaxHead(3)] partial class Head; int ArgMax; }")]
    // Overloads that the language tells apart from the generated ones.
    [InlineData("[SoftmaxHead(3)] partial class Head { static void Softmax(ReadOnlySpan<double> z, Span<double> a) { } }")]
    [InlineData("[SoftmaxHead(3)] partial class Head { static void Softmax(float[] z, float[] a) { } }")]
    [InlineData("[SoftmaxHead(3)] partial class Head { static void Softmax(Span<float> z, Span<float> a) { } }")]
    [InlineData("[SoftmaxHead(3)] partial class Head { static void Softmax<T>(ReadOnlySpan<float> z, Span<float> a) { } }")]
    [InlineData("[SoftmaxHead(3)] partial class Head { static void Softmax(in ReadOnlySpan<float> z, Span<float> a) { } }")]
    [InlineData("[SoftmaxHead(3)] partial class Head { static void TryPredict(ReadOnlySpan<float> z, float p, int label) { } }")]
    [InlineData("[SoftmaxHead(3)] partial class Head<@float> { static void Softmax(ReadOnlySpan<@float> z, Span<@float> a) { } }")]
    [InlineData("[SoftmaxHead(3)] partial class Head { static float Entropy() => 0; }")]
    [InlineData("[SoftmaxHead(3)] partial class Head { static float CrossEntropy(ReadOnlySpan<float> z, ReadOnlySpan<int> y, Mine.Reduction r) => 0; } namespace Mine { enum Reduction; }")]
    [InlineData("[SoftmaxHead(3, Element = typeof(double))] partial class Head { static float Entropy(ReadOnlySpan<float> z) => 0; }")]
    // Members that only look like generated ones.
    [InlineData("[SoftmaxHead(3)] partial class Head { int softmax, classCount; int Softmax2 => softmax + classCount; }")]
    [InlineData("interface IOther { int ClassCount { get; } void Softmax(ReadOnlySpan<float> z, Span<float> a); } [SoftmaxHead(3)] partial class Head : IOther { int IOther.ClassCount => 3; void IOther.Softmax(ReadOnlySpan<float> z, Span<float> a) { } }")]
    [InlineData("[SoftmaxHead(3)] partial class Head { class Inner { int Softmax() => 1; } }")]
    // Types that say or do part of what the generator says and does.
    [InlineData("[SoftmaxHead(3)] partial class Head : ISoftmaxHead<float>;")]
    [InlineData("[SoftmaxHead(3)] partial class Head { static void ISoftmaxHead<float>.Softmax(ReadOnlySpan<float> z, Span<float> a) { } }")]
    // Surroundings that could turn generated code into warnings or errors.
    [InlineData("[assembly: CLSCompliant(true)] [SoftmaxHead(3)] public partial class Head;")]
    [InlineData("[assembly: CLSCompliant(true)] [SoftmaxHead(3)] public partial class Head { public static int softmax; public static void TryPredict(ReadOnlySpan<float> z, float p, int label) { } }")]
    [InlineData("[Obsolete] [SoftmaxHead(3)] public partial class Head;")]
    [InlineData("#nullable disable\n[SoftmaxHead(3)] public partial class Head;")]
    [InlineData("[SoftmaxHead(3)] public partial class Head<System, SoftmaxGen, T> { class Reduction; class Span; int ReadOnlySpan; }")]
    [InlineData("[SoftmaxHead(3)] public partial class Head(int logits, int Span) { int A => logits + Span; }")]
    [InlineData("namespace N { namespace System { class Span; } namespace SoftmaxGen { class ISoftmaxHead; } [SoftmaxHead(3)] partial class Head; }")]
    [InlineData("namespace @nameof { [SoftmaxHead(3)] partial class Head { static string nameof(object value) => \"\"; } }")]
    [InlineData("namespace N { [SoftmaxHead(3)] partial class Head; class System; }")]
    [InlineData("namespace _ { [SoftmaxHead(3)] partial class Head; [SoftmaxHead(13, Element = typeof(double))] partial class Other; }")]
    [InlineData("namespace _ { [SoftmaxHead(3, FocalGamma = 2)] partial class Head; [SoftmaxHead(130, FocalGamma = 0.5, Features = 2, LabelSmoothing = 0.1, Element = typeof(double))] partial class Other; }")]
    // Inherited members are hidden.
    [InlineData("[SoftmaxHead(3)] partial class Base; [SoftmaxHead(4, Element = typeof(double))] partial class Head : Base;")]
    [InlineData("class Base { public int Entropy, ClassCount; public virtual void ArgMax(ReadOnlySpan<float> z) { } } [SoftmaxHead(3)] partial class Head : Base;")]
    [InlineData("abstract class Base { public abstract int Entropy(ReadOnlySpan<float> z); public abstract int TopK(); } class Middle : Base { public override int Entropy(ReadOnlySpan<float> z) => 0; public override int TopK() => 0; } [SoftmaxHead(3)] partial class Head : Middle;")]
    // A type named like another one that is local to its file.
    [InlineData("[SoftmaxHead(3)] partial class Head;", "file class Head;")]
    [InlineData("[SoftmaxHead(3)] partial class Head;", "file class @var; file class System;")]
    // Names that hide a keyword, but not in generated files.
    [InlineData("using @var = System.Int32; [SoftmaxHead(3)] partial class Head;")]
    [InlineData("namespace N { class @var; partial class Outer { class @var; [SoftmaxHead(3)] partial class Head { class @var; } } }")]
    [InlineData("class @var<T>; namespace @var { } [SoftmaxHead(3)] partial class Head;")]
    public async Task Heads_that_are_valid_are_not_reported(params string[] sources)
    {
        sources[0] = Usings + sources[0];

        AnalyzerRun run = await GeneratorHarness.AnalyzeAsync(new ProjectOptions(), sources);

        Assert.NotEmpty(run.Generator.HeadSources);
        Assert.Empty(run.Diagnostics);
    }

    [Fact]
    public async Task Heads_in_generated_code_are_not_reported() =>
        Assert.Empty((await GeneratorHarness.AnalyzeAsync(new ProjectOptions { AllowErrors = true }, "// <auto-generated/>\n[SoftmaxGen.SoftmaxHead(3)] class Head;")).Diagnostics);

    [Fact]
    public void Diagnostics_have_a_page_each_and_all_but_one_are_errors()
    {
        ImmutableArray<DiagnosticDescriptor> descriptors = new SoftmaxHeadAnalyzer().SupportedDiagnostics;

        Assert.Equal(Enumerable.Range(1, descriptors.Length).Select(number => $"SMG{number:000}"), descriptors.Select(descriptor => descriptor.Id));
        Assert.All(descriptors, descriptor => Assert.Equal(descriptor.Id == "SMG027" ? DiagnosticSeverity.Info : DiagnosticSeverity.Error, descriptor.DefaultSeverity));
        Assert.All(descriptors, descriptor => Assert.StartsWith(
            $"# {descriptor.Id}: {descriptor.Title}\n",
            File.ReadAllText(Path.Combine(ProjectFiles.Directory, $"../../docs/diagnostics/{descriptor.Id}.md")),
            StringComparison.Ordinal));
    }

    [Fact]
    public void Diagnostics_link_to_their_pages()
    {
        const string InRepository = "/blob/main/";
        Assert.All(new SoftmaxHeadAnalyzer().SupportedDiagnostics, descriptor =>
        {
            Assert.True(Uri.TryCreate(descriptor.HelpLinkUri, UriKind.Absolute, out Uri? link), descriptor.HelpLinkUri);
            Assert.Equal(Uri.UriSchemeHttps, link.Scheme);
            string page = descriptor.HelpLinkUri[(descriptor.HelpLinkUri.IndexOf(InRepository, StringComparison.Ordinal) + InRepository.Length)..];
            Assert.True(File.Exists(Path.Combine(ProjectFiles.Directory, "../..", page)), page);
            Assert.EndsWith(".", descriptor.Description.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        });
    }

    private static async Task AssertReports(string markup, string id, string message, ProjectOptions? options = null, string usings = Usings)
    {
        options = (options ?? new ProjectOptions()) with { AllowErrors = true };
        int start = (usings + markup).IndexOf("[|", StringComparison.Ordinal);
        string source = (usings + markup).Remove(start, 2);
        int end = source.IndexOf("|]", StringComparison.Ordinal);
        source = source.Remove(end, 2);

        AnalyzerRun run = await GeneratorHarness.AnalyzeAsync(options, source);

        Diagnostic diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal(id, diagnostic.Id);
        Assert.Equal(message, diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(TextSpan.FromBounds(start, end), diagnostic.Location.SourceSpan);
        Assert.Equal(diagnostic.Severity != DiagnosticSeverity.Error, run.Generator.HeadSources.Any());
    }

    private static async Task AssertReportsNothing(string source, ProjectOptions options, string usings = Usings)
    {
        AnalyzerRun run = await GeneratorHarness.AnalyzeAsync(options, usings + source);

        Assert.NotEmpty(run.Generator.HeadSources);
        Assert.Empty(run.Diagnostics);
    }
}
