using System.Globalization;
using System.IO.Compression;
using System.Text.Json;

namespace SoftmaxGen.Runtime.Tests.Classifiers;

/// <summary>A classifier that another library trained: its weights, rows to classify, and what is right for them.</summary>
internal sealed class ReferenceClassifier
{
    private static readonly JsonSerializerOptions SnakeCase = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private ReferenceClassifier(double[][] lines, Answers answers)
    {
        Weights = [.. lines.SelectMany(line => line[..^1])];
        Bias = [.. lines.Select(line => line[^1])];
        Expected = answers;
    }

    /// <summary>The names of all classifiers.</summary>
    public static TheoryData<string> Names => ["iris-sklearn", "iris-torch", "digits-sklearn", "digits-torch"];

    /// <summary>Gets the weights, N x F.</summary>
    public double[] Weights { get; }

    /// <summary>Gets the bias, N.</summary>
    public double[] Bias { get; }

    /// <summary>Gets the rows, and what is right for them.</summary>
    public Answers Expected { get; }

    /// <summary>Reads a classifier and its test.</summary>
    public static ReferenceClassifier Load(string name)
    {
        using StreamReader weights = new(Open($"{name}.weights.csv"));
        double[][] lines =
        [
            .. weights.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split(',').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray()),
        ];
        using GZipStream test = new(Open($"{name}.test.json.gz"), CompressionMode.Decompress);
        return new ReferenceClassifier(lines, JsonSerializer.Deserialize<Answers>(test, SnakeCase)!);
    }

    private static Stream Open(string file) => typeof(ReferenceClassifier).Assembly.GetManifestResourceStream($"Classifiers/{file}")!;

    /// <summary>A test file.</summary>
    /// <param name="Classes">The class count N.</param>
    /// <param name="Features">The feature count F.</param>
    /// <param name="Rows">The number of rows R.</param>
    /// <param name="FeaturesRows">The features, R x F.</param>
    /// <param name="PredictedLabels">The labels that the other library predicts.</param>
    /// <param name="ExactProbabilities">The probabilities of these weights.</param>
    /// <param name="ExactProbabilitiesFloat32Weights">Those of weights, bias and features in single precision.</param>
    public sealed record Answers(
        int Classes,
        int Features,
        int Rows,
        double[] FeaturesRows,
        int[] PredictedLabels,
        double[] ExactProbabilities,
        double[] ExactProbabilitiesFloat32Weights);
}
