using System.Globalization;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using SoftmaxGen.Generator.Emission;
using SoftmaxGen.Generator.Model;
using SoftmaxGen.Generator.Parsing;
using Xunit;

namespace SoftmaxGen.Generator.Tests;

/// <summary>The emitted numbers, compiled and read back.</summary>
public class WeightsEmitterTests
{
    [Theory]
    [InlineData("float")]
    [InlineData("double")]
    public void Compiled_numbers_have_the_bits_of_the_file(string element)
    {
        Random random = new(4);
        string file = string.Concat(Enumerable.Range(0, 5).Select(_ => string.Join(", ", Enumerable.Range(0, 38).Select(_ => (random.NextDouble() - 0.5).ToString("R", CultureInfo.InvariantCulture))) + "\n"));
        WeightsSpec weights = Parse(file, 5, element);

        AssertReadBack(weights);
        AssertReadBack(Parse("-0,1e-45,3e38", 2, element));
        AssertReadBack(Parse("0,0\n0,0", 2, element));
    }

    [Fact]
    public void Numbers_are_data_without_code_that_fills_them()
    {
        (byte[] image, string code) = Compile(Parse("1,2\n3,4\n5,6", 3, "float"));
        using PEReader reader = new(new MemoryStream(image));
        MetadataReader metadata = reader.GetMetadataReader();

        Assert.DoesNotContain(metadata.MethodDefinitions, method => metadata.GetString(metadata.GetMethodDefinition(method).Name) == ".cctor");
        string[] called = [.. metadata.MemberReferences.Select(member => metadata.GetString(metadata.GetMemberReference(member).Name))];

        // CreateSpan swaps the bytes of data where the hardware is big-endian.
        Assert.Contains("CreateSpan", called);
        Assert.DoesNotContain("InitializeArray", called);
        Assert.DoesNotContain("float.", code, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_have_512_bits()
    {
        string[] lines = [.. Emit(Parse(string.Join('\n', Enumerable.Repeat("1,2,3,4,5,6,7,8,9", 4)), 4, "float")).Split('\n').Where(line => line.Contains("0x", StringComparison.Ordinal))];
        Assert.Equal([16, 16, 4], lines.Select(line => line.Split("0x").Length - 1));
        Assert.All(lines, line => Assert.Equal(line.TrimEnd(), line));

        lines = [.. Emit(Parse("1,2,3,4,5,6,7,8,9\n1,2,3,4,5,6,7,8,9", 2, "double")).Split('\n').Where(line => line.Contains("0x", StringComparison.Ordinal))];
        Assert.Equal([8, 8, 2], lines.Select(line => line.Split("0x").Length - 1));
    }

    [Fact]
    public void Description_says_what_the_numbers_are()
    {
        WeightsSpec weights = Parse("1,-2e0,3\n4,5,6.0\n", 2, "float"), logistic = Parse("1,-2e0,3", 2, "float");

        Assert.Equal($"// Weights from w.csv: 2 x 2 and 2 biases, from -2e0 to 6.0\n//   SHA-256 {weights.Checksum}\n", Describe(weights));
        Assert.Equal($"// Weights from w.csv: 2 x 2 and 2 biases, from -2e0 to 3\n//   One line of the logistic form: class 0 has zeros, class 1 has the numbers of the file\n//   SHA-256 {logistic.Checksum}\n", Describe(logistic));

        static string Describe(WeightsSpec weights)
        {
            CodeWriter code = new();
            WeightsEmitter.Describe(code, weights);
            return code.ToString();
        }
    }

    private static WeightsSpec Parse(string file, int classes, string element) => WeightsParser.Parse(
        SourceText.From(file),
        "/p/w.csv",
        new WeightsRequest("w.csv", classes, null, ElementInfo.All.Single(info => info.Keyword == element)),
        CancellationToken.None).Weights!;

    private static string Emit(WeightsSpec weights)
    {
        CodeWriter code = new();
        WeightsEmitter.Emit(code, weights, "HeadWeights");
        return code.ToString();
    }

    private static (byte[] Image, string Code) Compile(WeightsSpec weights)
    {
        string code = $"{Emit(weights)}internal static class Reader {{ public static System.Array Weights() => HeadWeights.Weights.ToArray(); public static System.Array Bias() => HeadWeights.Bias.ToArray(); }}";
        using MemoryStream image = new();
        Assert.Empty(GeneratorHarness.Compile(new ProjectOptions(), code).Emit(image).Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        return (image.ToArray(), code);
    }

    private static void AssertReadBack(WeightsSpec weights)
    {
        AssemblyLoadContext context = new(name: null, isCollectible: true);
        Assembly assembly = context.LoadFromStream(new MemoryStream(Compile(weights).Image));
        Assert.Equal(weights.Weights, Read("Weights"));
        Assert.Equal(weights.Bias, Read("Bias"));
        context.Unload();

        IEnumerable<ulong> Read(string method) => assembly.GetType("Reader")!.GetMethod(method)!.Invoke(null, null) switch
        {
            float[] numbers => numbers.Select(number => (ulong)BitConverter.SingleToUInt32Bits(number)),
            double[] numbers => numbers.Select(BitConverter.DoubleToUInt64Bits),
            _ => throw new InvalidOperationException(),
        };
    }
}
