using Microsoft.CodeAnalysis;
using Xunit;

namespace SoftmaxGen.Generator.Tests;

/// <summary>Code that does not compile. The compiler says why; the generator and the analyzer stay quiet.</summary>
public class InvalidInputTests
{
    [Theory]
    // Wrong arguments.
    [InlineData("[SoftmaxHead] partial class Head;")]
    [InlineData("[SoftmaxHead()] partial class Head;")]
    [InlineData("[SoftmaxHead(\"x\")] partial class Head;")]
    [InlineData("[SoftmaxHead(3.5)] partial class Head;")]
    [InlineData("[SoftmaxHead(10L)] partial class Head;")]
    [InlineData("[SoftmaxHead(1 / 0)] partial class Head;")]
    [InlineData("[SoftmaxHead(int.MaxValue + 1)] partial class Head;")]
    [InlineData("[SoftmaxHead(new int[] { 1, 2 })] partial class Head;")]
    [InlineData("[SoftmaxHead(new[] { 1 }, 3)] partial class Head;")]
    [InlineData("[SoftmaxHead(3, 4)] partial class Head;")]
    [InlineData("[SoftmaxHead(count: 3)] partial class Head;")]
    [InlineData("[SoftmaxHead(Element = typeof(float))] partial class Head;")]
    [InlineData("[SoftmaxHead(Head.Count)] partial class Head { static int Count = 3; }")]
    [InlineData("[SoftmaxHead(Missing.Count)] partial class Head;")]
    [InlineData("[SoftmaxHead(3, Element = \"float\")] partial class Head;")]
    [InlineData("[SoftmaxHead(3, Element = float)] partial class Head;")]
    [InlineData("[SoftmaxHead(3, Element = new[] { typeof(float) })] partial class Head;")]
    [InlineData("[SoftmaxHead(3, Element = typeof())] partial class Head;")]
    [InlineData("[SoftmaxHead(Element = typeof(float), 3)] partial class Head;")]
    [InlineData("[SoftmaxHead(")]
    [InlineData("[SoftmaxHead(3")]
    [InlineData("[SoftmaxHead(3)]")]
    [InlineData("[SoftmaxHead(3)] partial")]
    [InlineData("[SoftmaxHead(3, Element = )] partial class Head;")]
    [InlineData("[SoftmaxHead(3, Features = \"64\")] partial class Head;")]
    [InlineData("[SoftmaxHead(3, Features = 64L)] partial class Head;")]
    [InlineData("[SoftmaxHead(3, Features = null)] partial class Head;")]
    [InlineData("[SoftmaxHead(3, Features = )] partial class Head;")]
    [InlineData("[SoftmaxHead(3, Features = 1, Features = 2)] partial class Head;")]
    [InlineData("[SoftmaxHead(3, Weights = 5)] partial class Head;")]
    [InlineData("[SoftmaxHead(3, Weights = Missing.Name)] partial class Head;")]
    [InlineData("[SoftmaxHead(3, Weights = new[] { \"w.csv\" })] partial class Head;")]
    [InlineData("[SoftmaxHead(3, Temperature = \"2\")] partial class Head;")]
    [InlineData("[SoftmaxHead(3, Temperature = 2m)] partial class Head;")]
    [InlineData("[SoftmaxHead(3, LabelSmoothing = null)] partial class Head;")]
    [InlineData("[SoftmaxHead(3, ClassWeights = 1)] partial class Head;")]
    [InlineData("[SoftmaxHead(3, ClassWeights = new[] { 1, 2, 3 })] partial class Head;")]
    [InlineData("[SoftmaxHead(3, ClassWeights = new double[] { 1, 2, Missing })] partial class Head;")]
    [InlineData("[SoftmaxHead(3, ClassWeights = new double[] { 1, 2, \"3\" })] partial class Head;")]
    [InlineData("[SoftmaxHead(3, ClassWeights = [1, 2, Missing])] partial class Head;")]
    [InlineData("[SoftmaxHead(3, ClassWeights = new double[3])] partial class Head;")]
    [InlineData("[SoftmaxHead(3, IgnoreLabel = -1.5)] partial class Head;")]
    [InlineData("[SoftmaxHead(3, FocalGamma = )] partial class Head;")]
    [InlineData("[SoftmaxHead(typeof())] partial class Head;")]
    [InlineData("[SoftmaxHead(typeof(Outer<Missing>.Labels))] partial class Head; class Outer<T> { public enum Labels { A, B } }")]
    [InlineData("[SoftmaxHead(typeof(Labels))] partial class Head; enum Labels { A, B = Missing }")]
    [InlineData("[SoftmaxHead(typeof(Labels))] partial class Head; enum Labels { A = B, B = A }")]
    [InlineData("[SoftmaxHead(typeof(Labels))] partial class Head; enum Labels : byte { A, B = 256 }")]
    [InlineData("partial class Outer<T> { enum Labels { A, B } [SoftmaxHead(typeof(Labels))] partial class Head; }")]
    [InlineData("class Outer<T> { public enum Labels { A, B } } [SoftmaxHead(typeof(Outer<T[]>.Labels))] partial class Head<T>;")]
    // Wrong targets.
    [InlineData("[SoftmaxHead(3)] partial interface IHead;")]
    [InlineData("[SoftmaxHead(3)] enum Head;")]
    [InlineData("[SoftmaxHead(3)] delegate void Head();")]
    [InlineData("[assembly: SoftmaxHead(3)] partial class Head;")]
    [InlineData("[method: SoftmaxHead(3)] partial class Head();")]
    [InlineData("partial class Head { [SoftmaxHead(3)] void M() { } }")]
    // Declarations that contradict one another.
    [InlineData("[SoftmaxHead(3), SoftmaxHead(4)] partial class Head;")]
    [InlineData("[SoftmaxHead(3)] partial class Head; [SoftmaxHead(3)] partial class Head;")]
    [InlineData("[SoftmaxHead(3)] partial class Head; [SoftmaxHead(3)] partial struct Head;")]
    [InlineData("partial class A { [SoftmaxHead(3)] partial class Head; } partial struct A { [SoftmaxHead(3)] partial class Head; }")]
    [InlineData("[SoftmaxHead(3)] class Head; partial class Head;")]
    [InlineData("[SoftmaxHead(3)] partial class Head; class Head;")]
    [InlineData("class A { [SoftmaxHead(3)] partial class Head; } partial class A;")]
    [InlineData("partial interface IA<out T> { [SoftmaxHead(3)] partial class Head; }")]
    [InlineData("[SoftmaxHead(3)] partial class Head<T, T>;")]
    [InlineData("[SoftmaxHead(3)] partial class Head<T>; partial class Head<U>;")]
    // Names that are still missing.
    [InlineData("[SoftmaxHead(3)] partial class ;")]
    [InlineData("[SoftmaxHead(3)] partial class Head<>;")]
    [InlineData("[SoftmaxHead(3)] partial class Head<T,>;")]
    [InlineData("partial class { [SoftmaxHead(3)] partial class Head; }")]
    [InlineData("partial class Outer<> { [SoftmaxHead(3)] partial class Head; }")]
    [InlineData("namespace { [SoftmaxHead(3)] partial class Head; }")]
    [InlineData("namespace N. { [SoftmaxHead(3)] partial class Head; }")]
    public async Task Code_that_does_not_compile_gets_no_diagnostics(string source)
    {
        ProjectOptions options = new() { AllowErrors = true };
        source = "using System; using SoftmaxGen;\n" + source;

        Assert.Contains(
            GeneratorHarness.Compile(options, source).GetDiagnostics(),
            diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.Empty((await GeneratorHarness.AnalyzeAsync(options, source)).Diagnostics);
    }

    [Theory]
    [InlineData("namespace N { class Unfinished { void M( } [SoftmaxHead(3)] partial class Head;")]
    [InlineData("[SoftmaxHead(3)] partial class Head { void M() { int x = ; } Missing field; }")]
    [InlineData("[SoftmaxHead(3)] partial class Head : Missing, IMissing<Head>;")]
    [InlineData("[SoftmaxHead(3)] partial class Head : Head;")]
    [InlineData("[SoftmaxHead(3)] partial class Head<T> where T : Missing;")]
    [InlineData("[SoftmaxHead(3), Missing] partial class Head { void Softmax(Missing a, Missing b) { } }")]
    [InlineData("[SoftmaxHead(3)] partial class Head { ")]
    public async Task Errors_elsewhere_leave_the_head_alone(string source)
    {
        ProjectOptions options = new() { AllowErrors = true };
        source = "using System; using SoftmaxGen;\n" + source;

        AnalyzerRun run = await GeneratorHarness.AnalyzeAsync(options, source);

        Assert.Single(run.Generator.Sources);
        Assert.Empty(run.Diagnostics);
    }

    [Fact]
    public void Attribute_of_the_same_name_and_other_parameters_is_ignored()
    {
        ProjectOptions options = new() { AllowErrors = true };

        GeneratorRun run = GeneratorHarness.Run(options, """
            namespace SoftmaxGen
            {
                sealed class SoftmaxHeadAttribute(params int[] classes) : System.Attribute
                {
                    public int[] Classes => classes;
                    public string? Element { get; set; }
                    public string? Features { get; set; }
                    public int[]? Weights { get; set; }
                }
            }
            [SoftmaxGen.SoftmaxHead(3, 4)] partial class A;
            [SoftmaxGen.SoftmaxHead(Element = "x")] partial class B;
            [SoftmaxGen.SoftmaxHead(null)] partial class C;
            [SoftmaxGen.SoftmaxHead(3, Features = "x")] partial class D;
            [SoftmaxGen.SoftmaxHead(3, Weights = new int[0])] partial class E;
            """);

        Assert.Empty(run.Sources);
    }
}
