using System.Globalization;
using Xunit;

namespace SoftmaxGen.Generator.Tests;

/// <summary>
/// The generated code as users see it: read the snapshots when the emitter changes. Each size shows what the one before has
/// not: lanes that stay empty, a last vector that overlaps, many vectors in a row, loops and blocks. That heads of every
/// other size are right is for the tests of what they compute.
/// </summary>
public class KernelSnapshotTests
{
    [Theory]
    [InlineData(2, "float")]
    [InlineData(10, "float")]
    [InlineData(100, "float")]
    [InlineData(1000, "float")]
    [InlineData(10, "double")]
    public void Heads_are_as_approved(int classes, string element) => Snapshots.Verify(
        GeneratorHarness.Run(string.Create(
            CultureInfo.InvariantCulture,
            $"namespace Digits; [SoftmaxGen.SoftmaxHead({classes}, Element = typeof({element}))] public partial class Head;")),
        string.Create(CultureInfo.InvariantCulture, $"classes={classes}_element={element}"));

    [Theory]
    [InlineData(30, "float")]
    public void Dense_heads_are_as_approved(int features, string element) => Snapshots.Verify(
        GeneratorHarness.Run(string.Create(
            CultureInfo.InvariantCulture,
            $"namespace Digits; [SoftmaxGen.SoftmaxHead(3, Features = {features}, Element = typeof({element}))] public partial class Head;")),
        string.Create(CultureInfo.InvariantCulture, $"features={features}_element={element}"));

    [Theory]
    [InlineData("all", ", IgnoreLabel = -100, FocalGamma = 2")]
    [InlineData("fused", "")]
    public void Heads_with_options_are_as_approved(string options, string others) => Snapshots.Verify(
        GeneratorHarness.Run($"namespace Digits; [SoftmaxGen.SoftmaxHead(3, Temperature = 0.7, LabelSmoothing = 0.1, ClassWeights = new[] {{ 1, 2.5, 0 }}{others})] public partial class Head;"),
        $"options={options}");

    [Theory]
    [InlineData("class-count", "namespace Digits; [SoftmaxHead(1)] public partial class Head;")]
    [InlineData("collision", "namespace Digits; [SoftmaxHead(3)] public partial struct Head { private float Entropy; }")]
    [InlineData("interface", "namespace Digits; [SoftmaxHead(3)] public partial record Head : ISoftmaxHead<double>;")]
    [InlineData("labels", "namespace Digits; [SoftmaxHead(typeof(Labels), Features = 2)] public static partial class Head; enum Labels { Zero, One }")]
    public void Stubs_are_as_approved(string mistake, string source) =>
        Snapshots.Verify(GeneratorHarness.Run(new ProjectOptions { AllowErrors = true }, $"using SoftmaxGen; {source}"), $"mistake={mistake}");

    [Fact]
    public void Members_of_trained_heads_are_as_approved() => Snapshots.VerifyMembers(GeneratorHarness.Run(
        new ProjectOptions { AdditionalFiles = [new AdditionalFile("irises.csv", "# One line for two classes.\n1.5,-0.25,1e-3")] },
        "namespace Digits; [SoftmaxGen.SoftmaxHead(2, Weights = \"irises.csv\")] public partial class Head;"));

    [Fact]
    public void Members_for_an_enum_are_as_approved() => Snapshots.VerifyMembers(GeneratorHarness.Run(
        new ProjectOptions { AdditionalFiles = [new AdditionalFile("irises.csv", "1,2,3\n4,5,6\n7,8,9")] },
        """
        namespace Garden;
        [SoftmaxGen.SoftmaxHead(typeof(Species), Weights = "irises.csv")] public partial class Head;
        public enum Species : byte { Setosa, Versicolor, @virginica }
        """));

    [Theory]
    [InlineData("class", "namespace Digits; [SoftmaxHead(2)] public sealed partial class Head;")]
    [InlineData("static-class", "namespace Digits; [SoftmaxHead(2)] internal static partial class Head;")]
    [InlineData("struct", "namespace Digits; [SoftmaxHead(2)] public partial struct Head;")]
    [InlineData("readonly-struct", "namespace Digits; [SoftmaxHead(2)] public readonly partial struct Head(int seed) { public int Seed => seed; }")]
    [InlineData("record", "namespace Digits; [SoftmaxHead(2)] public partial record Head(int Seed);")]
    [InlineData("record-struct", "namespace Digits; [SoftmaxHead(2)] public readonly partial record struct Head(int Seed);")]
    [InlineData("nested", "namespace Digits; static partial class A<T> where T : class { partial record struct B<U> { [SoftmaxHead(2)] private partial class Head; } }")]
    [InlineData("generic", "namespace Digits; [SoftmaxHead(2)] public partial class Head<TLabel> where TLabel : struct;")]
    [InlineData("global-namespace", "[SoftmaxHead(2)] partial class Head;")]
    [InlineData("keywords", "namespace @namespace.@for; partial class @class<@int> { [SoftmaxHead(2)] partial struct @record; }")]
    public void Members_are_as_approved(string shape, string source) =>
        Snapshots.VerifyMembers(GeneratorHarness.Run($"using SoftmaxGen; {source}"), $"shape={shape}");
}
