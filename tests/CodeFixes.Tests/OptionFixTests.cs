using System.Globalization;
using Microsoft.CodeAnalysis.Testing;

namespace SoftmaxGen.CodeFixes.Tests;

public class OptionFixTests
{
    [Theory]
    [InlineData("{|SMG004:1|}", "2", "Set the class count to 2")]
    [InlineData("{|SMG004:-7|}", "2", "Set the class count to 2")]
    [InlineData("{|SMG004:70000|}", "65536", "Set the class count to 65536")]
    [InlineData("classes: {|SMG004:1 - 5|}", "classes: 2", "Set the class count to 2")]
    public async Task SMG004_class_count_becomes_the_nearest(string before, string after, string title) => await Verify(before, after, title);

    [Theory]
    [InlineData("typeof(Half)", 0, "float")]
    [InlineData("typeof(decimal)", 0, "float")]
    [InlineData("typeof(decimal)", 1, "double")]
    [InlineData("null!", 0, "float")]
    public async Task SMG005_element_becomes_float_or_double(string before, int index, string element) => await Verify(
        $"3, Element = {{|SMG005:{before}|}}, Features = 2",
        $"3, Element = typeof({element}), Features = 2",
        $"Set Element to typeof({element})",
        index);

    [Theory]
    [InlineData("3", "3, Element = typeof(double)", "double")]
    [InlineData("3, Features = 2", "3, Element = typeof(double), Features = 2", "double")]
    [InlineData("3, Features = 2, Element = typeof(float) /* why */", "3, Features = 2, Element = typeof(double) /* why */", "double")]
    [InlineData("3, Element = typeof(double)", "3, Element = typeof(float)", "float")]
    public async Task SMG009_element_becomes_that_of_the_interface(string before, string after, string element) => await new FixTest<OptionFixProvider>(
        $"[SoftmaxHead({before})] partial class Head : {{|SMG009:ISoftmaxHead<{element}>|}};",
        $"[SoftmaxHead({after})] partial class Head : ISoftmaxHead<{element}>;")
    { Action = (0, $"Set Element to typeof({element})") }.RunAsync();

    [Theory]
    [InlineData("partial class Head : {|SMG009:ISoftmaxHead<int>|};")]
    [InlineData("partial class {|SMG009:{|SMG009:Head|}|} : ISoftmaxHead<double>, ISoftmaxHead<int>;")]
    public async Task SMG009_interface_that_no_element_fits_has_no_fix(string head) =>
        await new FixTest<OptionFixProvider>($"[SoftmaxHead(3)] {head}", $"[SoftmaxHead(3)] {head}") { LeavesErrors = true }.RunAsync();

    [Theory]
    [InlineData("0", 0, "1")]
    [InlineData("-2", 0, "1")]
    [InlineData("int.MaxValue", 0, "65536")]
    public async Task SMG010_feature_count_becomes_the_nearest(string before, int index, string after) =>
        await Verify($"3, Features = {{|SMG010:{before}|}}", $"3, Features = {after}", $"Set Features to {after}", index);

    [Fact]
    public async Task SMG010_feature_count_can_be_removed() => await Verify("3, Features = {|SMG010:0|}", "3", "Remove Features", 1);

    [Fact]
    public async Task SMG010_feature_count_beside_weights_is_removed() =>
        await Verify("3, Weights = \"w.csv\", Features = {|SMG010:0|}", "3, Weights = \"w.csv\"", "Remove Features", weights: "1,2\n3,4\n5,6");

    [Theory]
    [InlineData("1", 0)]
    [InlineData("", 1)]
    public async Task SMG013_feature_count_becomes_that_of_the_file_or_is_removed(string count, int index) => await Verify(
        "3, Features = {|SMG013:2|}, Weights = \"w.csv\"",
        index == 0 ? $"3, Features = {count}, Weights = \"w.csv\"" : "3, Weights = \"w.csv\"",
        index == 0 ? $"Set Features to {count}" : "Remove Features",
        index,
        "1,2\n3,4\n5,6");

    [Theory]
    [InlineData("0", "Remove Temperature")]
    [InlineData("-1", "Remove Temperature")]
    [InlineData("double.NaN", "Remove Temperature")]
    [InlineData("double.PositiveInfinity", "Remove Temperature")]
    [InlineData("1e-40", "Set Temperature to 1.1754943508222875E-38")]
    [InlineData("1e300", "Set Temperature to 3.4028234663852886E+38")]
    [InlineData("1e-310, Element = typeof(double)", "Set Temperature to 2.2250738585072014E-308")]
    public async Task SMG019_temperature_becomes_the_nearest_or_is_removed(string before, string title) => await VerifyProperty("SMG019", "Temperature", before, title);

    [Theory]
    [InlineData("-0.1", "Set LabelSmoothing to 0")]
    [InlineData("double.NegativeInfinity", "Set LabelSmoothing to 0")]
    [InlineData("1", "Remove LabelSmoothing")]
    [InlineData("10", "Remove LabelSmoothing")]
    [InlineData("double.NaN", "Remove LabelSmoothing")]
    public async Task SMG020_label_smoothing_becomes_0_or_is_removed(string before, string title) => await VerifyProperty("SMG020", "LabelSmoothing", before, title);

    [Theory]
    [InlineData("1.7", "Set FocalGamma to 1.5")]
    [InlineData("1.8", "Set FocalGamma to 2")]
    [InlineData("0.25", "Set FocalGamma to 0.5")]
    [InlineData("-3", "Set FocalGamma to 0")]
    [InlineData("8.5", "Set FocalGamma to 8")]
    [InlineData("double.NaN", "Remove FocalGamma")]
    [InlineData("double.NegativeInfinity", "Remove FocalGamma")]
    public async Task SMG024_focal_exponent_becomes_the_nearest_or_is_removed(string before, string title) => await VerifyProperty("SMG024", "FocalGamma", before, title);

    [Theory]
    [InlineData("new double[] { 1, {|SMG022:-2|}, 3 }", "new double[] { 1, 0, 3 }", "Set the weight of class 1 to 0")]
    [InlineData("new[] { 0.5, 2, {|SMG022:double.NaN|} }", "new[] { 0.5, 2, 1 }", "Set the weight of class 2 to 1")]
    [InlineData("[0.5, 2, {|SMG022:1e39|}]", "[0.5, 2, 1]", "Set the weight of class 2 to 1")]
    [InlineData("new double[] { 0, {|SMG022:-2|}, 0 }", "new double[] { 0, 1, 0 }", "Set the weight of class 1 to 1")]
    public async Task SMG022_class_weight_becomes_the_nearest_or_1(string before, string after, string title) =>
        await Verify($"3, ClassWeights = {before}", $"3, ClassWeights = {after}", title);

    [Fact]
    public async Task Comments_stay_and_an_argument_goes_with_its_comma() => await new FixTest<OptionFixProvider>(
        """
        [SoftmaxHead(
            10, // digits
            Temperature = {|SMG019:0|}, // cold
            /* few */ Features = 4)]
        partial class Head;

        [SoftmaxHead(
            10,
            // None.
            LabelSmoothing = /* e */ {|SMG020:-1|} /* < 0 */)]
        partial class Other;
        """,
        """
        [SoftmaxHead(
            10, // cold
            /* few */ Features = 4)]
        partial class Head;

        [SoftmaxHead(
            10,
            // None.
            LabelSmoothing = /* e */ 0 /* < 0 */)]
        partial class Other;
        """)
    { NumberOfFixAllIterations = 2 }.RunAsync();

    [Fact]
    public async Task All_options_can_be_fixed() => await new FixTest<OptionFixProvider>(
        "[SoftmaxHead({|SMG004:1|})] partial class Other; [SoftmaxHead(2, Element = {|SMG005:typeof(int)|}, Features = {|SMG010:0|}, Temperature = {|SMG019:0|}, LabelSmoothing = {|SMG020:1|}, ClassWeights = new double[] { 1, {|SMG022:-2|} }, FocalGamma = {|SMG024:0.7|})] partial class Head;",
        "[SoftmaxHead(2)] partial class Other; [SoftmaxHead(2, Element = typeof(float), Features = 1, ClassWeights = new double[] { 1, 0 }, FocalGamma = 0.5)] partial class Head;")
    {
        // All of an id at once.
        NumberOfFixAllIterations = 7,
    }.RunAsync();

    [Fact]
    public async Task Heads_of_all_files_are_fixed_at_once() => await new FixTest<OptionFixProvider>(
        [
            "[SoftmaxHead(3, Temperature = {|SMG019:0|})] partial class A; [SoftmaxHead(3, Temperature = {|SMG019:1e-40|}, Features = 3)] partial class B;",
            "[SoftmaxHead(3, Temperature = {|SMG019:double.NaN|})] partial class C;",
        ],
        [
            "[SoftmaxHead(3)] partial class A; [SoftmaxHead(3, Temperature = 1.1754943508222875E-38, Features = 3)] partial class B;",
            "[SoftmaxHead(3)] partial class C;",
        ])
    { NumberOfFixAllInDocumentIterations = 2 }.RunAsync();

    [Fact]
    public async Task Enum_of_too_few_members_has_no_fix()
    {
        const string Source = "[SoftmaxHead(typeof({|SMG004:Labels|}))] partial class Head; enum Labels { A }";
        await new FixTest<OptionFixProvider>(Source, Source) { LeavesErrors = true }.RunAsync();
    }

    private static async Task VerifyProperty(string id, string property, string before, string title)
    {
        string[] parts = before.Split(", ", 2);
        string rest = parts.Length == 1 ? "" : $", {parts[1]}";
        string setting = title.StartsWith("Set", StringComparison.Ordinal) ? string.Create(CultureInfo.InvariantCulture, $", {property} = {title.Split(' ')[^1]}") : "";
        await Verify($"3, {property} = {{|{id}:{parts[0]}|}}{rest}", $"3{setting}{rest}", title);
    }

    private static async Task Verify(string before, string after, string title, int index = 0, string? weights = null) => await new FixTest<OptionFixProvider>(Source(before), Source(after))
    {
        Action = (index, title),
        Weights = weights,

        // Of one document, which is all there is here, they do the same.
        CodeFixTestBehaviors = CodeFixTestBehaviors.SkipFixAllInProjectCheck | CodeFixTestBehaviors.SkipFixAllInSolutionCheck,
    }.RunAsync();

    private static string Source(string arguments) =>
        $"[SoftmaxHead({arguments})] public static partial class Head;";
}
