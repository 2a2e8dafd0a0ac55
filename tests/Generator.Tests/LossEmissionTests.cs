using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SoftmaxGen.Generator.Emission;
using SoftmaxGen.Generator.Model;
using SoftmaxGen.Generator.Planning;
using Xunit;

namespace SoftmaxGen.Generator.Tests;

/// <summary>What the options of a loss leave in generated text, and what they do not.</summary>
public class LossEmissionTests
{
    private static readonly int[] ClassCounts = [2, 3, 10, 37, 100, 129, 1000];

    private static IEnumerable<(int Classes, ElementInfo Element)> Heads =>
        from classes in ClassCounts
        from element in ElementInfo.All
        select (classes, element);

    [Theory]
    [InlineData("Temperature = 1")]
    [InlineData("LabelSmoothing = 0")]
    [InlineData("ClassWeights = new[] { 1, 1.0, 1 }")]
    [InlineData("ClassWeights = null")]
    [InlineData("FocalGamma = 0")]
    public void Option_that_changes_nothing_leaves_no_trace(string option) =>
        Assert.Equal(Text("[SoftmaxGen.SoftmaxHead(3)]"), Text($"[SoftmaxGen.SoftmaxHead(3, {option})]"));

    [Fact]
    public void Head_without_options_names_none() => Assert.All(Heads, head =>
    {
        string text = Emit(head.Classes, head.Element, LossSpec.Plain);
        Assert.All(
            (string[])["ILossOptions", "ITemperature", "Temperature", "LossRows", "Labelled", "Focal", "IgnoreLabel", "Smoothing", "ClassWeights", "TargetScales"],
            word => Assert.DoesNotContain(word, text, StringComparison.Ordinal));
    });

    [Fact]
    public void Kernels_know_nothing_of_a_label_that_is_ignored() => Assert.All(Heads, head => Assert.Equal(
        Kernels(head.Classes, head.Element, LossSpec.Plain),
        Kernels(head.Classes, head.Element, LossSpec.Plain with { IgnoreLabel = -100 })));

    [Fact]
    public void Kernels_are_the_same_for_all_class_weights() => Assert.All(Heads, head => Assert.Equal(
        Kernels(head.Classes, head.Element, TestHeads.Losses(head.Classes)[2]),
        Kernels(head.Classes, head.Element, LossSpec.Plain with { ClassWeights = new([.. Enumerable.Repeat(0.3, head.Classes)]) })));

    // Options by what they leave: the temperature, the smoothing, weights, and the focal exponent.
    [Theory]
    [InlineData(0, "TargetScales|TargetOffsets|Labelled|Focal")]
    [InlineData(1, "ITemperature|TargetScales|Labelled|Focal")]
    [InlineData(2, "ITemperature|TargetOffsets|Focal")]
    [InlineData(3, "ITemperature|TargetScales|TargetOffsets|LossRows|Focal")]
    [InlineData(4, "ITemperature|TargetScales|TargetOffsets|Labelled")]
    public void Option_leaves_no_trace_of_the_others(int option, string traces) => Assert.All(Heads, head =>
    {
        LossSpec loss = TestHeads.Losses(head.Classes)[option];
        string text = Emit(head.Classes, head.Element, loss);

        // The constants of a loss name all of them.
        text = text.Replace("FocalHalves => 0;", "", StringComparison.Ordinal);
        Assert.All(traces.Split('|'), trace => Assert.DoesNotContain(trace, text, StringComparison.Ordinal));
    });

    [Fact]
    public void Numbers_of_options_are_rounded_to_the_element_type()
    {
        string text = Text("[SoftmaxGen.SoftmaxHead(3, ClassWeights = new[] { 0.1, 16777217, 1e-30 }, IgnoreLabel = int.MinValue)]");
        Assert.Contains("0.1f, 16777216f, 1E-30f", text, StringComparison.Ordinal);
        Assert.Contains("IgnoreLabel => -2147483648;", text, StringComparison.Ordinal);
    }

    private static string Text(string attribute) => Assert.Single(GeneratorHarness.Run($"{attribute} partial class Head;").Sources).SourceText.ToString();

    private static string Emit(int classes, ElementInfo element, LossSpec loss) => HeadEmitter.Emit(HeadPlanner.Plan(new([TestHeads.Spec(classes, element) with { Loss = loss }])));

    // The types with kernels, which are those that have more than one line of code in a method.
    private static string[] Kernels(int classes, ElementInfo element, LossSpec loss) =>
    [
        .. CSharpSyntaxTree.ParseText(Emit(classes, element, loss)).GetRoot().DescendantNodes().OfType<StructDeclarationSyntax>()
            .Where(type => type.Members.OfType<MethodDeclarationSyntax>().Any(method => method.Body is not null))
            .Select(type => type.ToFullString()),
    ];
}
