using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Xunit;

namespace SoftmaxGen.Generator.Tests;

/// <summary>Tests of what is reported about the options of a loss.</summary>
public partial class AnalyzerTests
{
    private const string SingleRange = "1.1754943508222875E-38 to 3.4028234663852886E+38, the normal numbers of 'float' above 0";
    private const string DoubleRange = "2.2250738585072014E-308 to 1.7976931348623157E+308, the normal numbers of 'double' above 0";

    [Theory]
    [InlineData("0", "0", "float", SingleRange)]
    [InlineData("-0.5", "-0.5", "float", SingleRange)]
    [InlineData("double.NaN", "NaN", "float", SingleRange)]
    [InlineData("double.PositiveInfinity", "Infinity", "float", SingleRange)]
    [InlineData("1 / 0.0", "Infinity", "double", DoubleRange)]
    [InlineData("1.1754943508222874e-38", "1.1754943508222874E-38", "float", SingleRange)]
    [InlineData("1e39", "1E+39", "float", SingleRange)]
    [InlineData("double.Epsilon", "5E-324", "double", DoubleRange)]
    public async Task SMG019_temperature_out_of_range_is_reported(string temperature, string shown, string element, string range) => await AssertReports(
        $"[SoftmaxHead(3, Element = typeof({element}), Temperature = [|{temperature}|])] partial class Head;",
        "SMG019",
        $"Temperature {shown} is out of range; expected {range}");

    [Theory]
    [InlineData("1", "1")]
    [InlineData("-1e-9", "-1E-09")]
    [InlineData("1.5", "1.5")]
    [InlineData("double.NaN", "NaN")]
    public async Task SMG020_label_smoothing_out_of_range_is_reported(string smoothing, string shown) => await AssertReports(
        $"[SoftmaxHead(3, LabelSmoothing = [|{smoothing}|])] partial class Head;",
        "SMG020",
        $"Label smoothing {shown} is out of range; expected at least 0 and less than 1");

    [Theory]
    [InlineData("3", "new double[0]", "0 numbers", "3")]
    [InlineData("3", "new double[] { 0 }", "1 number", "3")]
    [InlineData("3", "new[] { 1.0, 2, 3, 4 }", "4 numbers", "3")]
    [InlineData("typeof(DayOfWeek)", "new[] { 1.0, 2.0 }", "2 numbers", "7")]
    public async Task SMG021_wrong_count_of_class_weights_is_reported(string classes, string weights, string count, string expected) => await AssertReports(
        $"[SoftmaxHead({classes}, ClassWeights = [|{weights}|])] partial class Head;",
        "SMG021",
        $"ClassWeights has {count}; expected {expected}, one for each class");

    [Theory]
    [InlineData("new double[] { 1, [|-1e-9|], 2 }", "-1E-09", "1", "is negative")]
    [InlineData("new double[3] { 1, 2, [|1 - 2|] }", "-1", "2", "is negative")]
    [InlineData("[1, 2, [|-3|]]", "-3", "2", "is negative")]
    [InlineData("new[] { [|double.NaN|], 1, 2 }", "NaN", "0", "is not finite as a 'float'")]
    [InlineData("new[] { 1, double.MaxValue, 2 }", "1.7976931348623157E+308", "1", "is not finite as a 'double'", true)]
    [InlineData("new[] { 1, [|3.5e38|], 2 }", "3.5E+38", "1", "is not finite as a 'float'")]
    [InlineData("new[] { 1, 2, [|double.PositiveInfinity|] }", "Infinity", "2", "is not finite as a 'float'")]
    [InlineData("new[] { 1, 2, [|double.NegativeInfinity|] }", "-Infinity", "2", "is negative")]
    public async Task SMG022_class_weight_that_is_none_is_reported(string weights, string shown, string label, string reason, bool isValidInDouble = false)
    {
        if (isValidInDouble)
            await AssertReportsNothing($"[SoftmaxHead(3, Element = typeof(double), ClassWeights = {weights})] partial class Head;", new ProjectOptions());
        else
            await AssertReports($"[SoftmaxHead(3, ClassWeights = {weights})] partial class Head;", "SMG022", $"Weight {shown} of class {label} {reason}; expected a finite number of at least 0");
    }

    [Fact]
    public async Task SMG022_each_wrong_weight_is_reported()
    {
        AnalyzerRun run = await GeneratorHarness.AnalyzeAsync(
            new ProjectOptions(),
            Usings + "[SoftmaxHead(3, Element = typeof(double), ClassWeights = new[] { -1, 2, double.NaN, -3 })] partial class Head;");

        Assert.Equal(["SMG021", "SMG022", "SMG022", "SMG022"], run.Ids);
    }

    [Theory]
    [InlineData("float", "new double[] { 0, 0, 0 }")]
    [InlineData("double", "new[] { 0, -0.0, 0 }")]
    [InlineData("float", "new[] { 0, 1e-46, 0 }")]
    public async Task SMG023_class_weights_of_zero_are_reported(string element, string weights) => await AssertReports(
        $"[SoftmaxHead(3, Element = typeof({element}), ClassWeights = [|{weights}|])] partial class Head;",
        "SMG023",
        $"All class weights are 0 as a '{element}': no class would be trained; give at least one a weight above 0");

    [Theory]
    [InlineData("-0.5", "-0.5")]
    [InlineData("8.5", "8.5")]
    [InlineData("0.25", "0.25")]
    [InlineData("2.0000000001", "2.0000000001")]
    [InlineData("1e300", "1E+300")]
    [InlineData("double.NaN", "NaN")]
    [InlineData("double.PositiveInfinity", "Infinity")]
    public async Task SMG024_focal_exponent_out_of_range_is_reported(string gamma, string shown) => await AssertReports(
        $"[SoftmaxHead(3, FocalGamma = [|{gamma}|])] partial class Head;",
        "SMG024",
        $"FocalGamma {shown} is out of range; expected a multiple of 0.5 from 0 to 8");

    [Theory]
    [InlineData("3, IgnoreLabel = [|0|]", "0", "2")]
    [InlineData("3, IgnoreLabel = [|4 - 2|], Features = 5", "2", "2")]
    [InlineData("typeof(DayOfWeek), IgnoreLabel = [|(int)DayOfWeek.Saturday|]", "6", "6")]
    public async Task SMG027_ignored_label_that_is_a_class_is_an_information(string arguments, string label, string last) => await AssertReports(
        $"[SoftmaxHead({arguments})] partial class Head;",
        "SMG027",
        $"Class {label} is not trained: IgnoreLabel is one of the labels 0 to {last}");

    [Fact]
    public async Task SMG027_is_reported_beside_a_mistake_and_a_missing_file()
    {
        AnalyzerRun run = await GeneratorHarness.AnalyzeAsync(
            new ProjectOptions { AllowErrors = true },
            Usings + "[SoftmaxHead(3, IgnoreLabel = 1, Features = 0)] partial class A; [SoftmaxHead(3, IgnoreLabel = 1, Weights = \"w.csv\")] partial class B;");

        Assert.Equal(["SMG010", "SMG011", "SMG027", "SMG027"], run.Ids);
        Assert.Equal(["SMG010", "SMG011"], run.Generator.Stubs.Select(stub => stub.Id).Order());
    }

    [Theory]
    [InlineData("RunAnalyzers")]
    [InlineData("RunAnalyzersDuringBuild")]
    public void SMG027_is_reported_by_the_generator_where_no_analyzer_runs(string property)
    {
        const string Source = Usings + "[SoftmaxHead(3, IgnoreLabel = 1)] partial class Head;";
        ProjectOptions options = new() { Properties = ImmutableDictionary<string, string>.Empty.Add(property, "false") };

        GeneratorDriver driver = GeneratorHarness.CreateDriver(options).RunGenerators(GeneratorHarness.Compile(options, Source));

        Diagnostic diagnostic = Assert.Single(driver.GetRunResult().Diagnostics);
        Assert.Equal(("SMG027", DiagnosticSeverity.Info), (diagnostic.Id, diagnostic.Severity));
        Assert.Single(driver.GetRunResult().GeneratedTrees);
    }

    [Theory]
    [InlineData("Temperature = 0.5f")]
    [InlineData("Temperature = 1.1754943508222875e-38")]
    [InlineData("Temperature = float.MaxValue")]
    [InlineData("Temperature = double.MaxValue, Element = typeof(double)")]
    [InlineData("LabelSmoothing = 0")]
    [InlineData("LabelSmoothing = 0.99999999999")]
    [InlineData("ClassWeights = new double[] { 0, 1e-45, 3.4e38 }")]
    [InlineData("ClassWeights = null")]
    [InlineData("IgnoreLabel = -1")]
    [InlineData("IgnoreLabel = 3")]
    [InlineData("IgnoreLabel = int.MinValue")]
    [InlineData("FocalGamma = 8")]
    [InlineData("FocalGamma = 0.5, Temperature = 2, LabelSmoothing = 0.1, ClassWeights = new[] { 1, 2, 3.5 }, IgnoreLabel = -100")]
    public async Task Options_in_range_are_not_reported(string options) =>
        await AssertReportsNothing($"[SoftmaxHead(3, {options})] partial class Head;", new ProjectOptions());
}
