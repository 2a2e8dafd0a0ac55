using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SoftmaxGen.Losses.Tests;

/// <summary>The files of losses that other implementations computed. Their README.md says what the numbers are.</summary>
internal static class ReferenceFiles
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>PyTorch's losses, in groups of cases with the same logits.</summary>
    public static IReadOnlyList<Group> CrossEntropy { get; } = Read<CrossEntropyFile>("cross_entropy.json.gz").Groups;

    /// <summary>Exact losses. What is of another definition than heads have is left out: a focal factor of the row, under smoothing.</summary>
    public static IReadOnlyList<ExtendedCase> Extended { get; } =
        [.. Read<ExtendedFile>("extended.json.gz").Cases.Where(one => one.FocalForm != "row" || one.Options.LabelSmoothing == 0)];

    private static T Read<T>(string name)
    {
        using GZipStream stream = new(typeof(ReferenceFiles).Assembly.GetManifestResourceStream(name)!, CompressionMode.Decompress);
        return JsonSerializer.Deserialize<T>(stream, Json)!;
    }

    private sealed record CrossEntropyFile(Group[] Groups);

    private sealed record ExtendedFile(ExtendedCase[] Cases);

    /// <summary>Cases with the same logits.</summary>
    public sealed record Group(
        int N, int Rows, bool Float32Exact, double[] Logits, double[] Weights,
        int[] Labels, [property: JsonPropertyName("labels_m100")] int[] LabelsM100, [property: JsonPropertyName("labels_all_m100")] int[]? LabelsAllM100,
        double[] Targets, TorchCase[] Cases)
    {
        /// <summary>The options of a case. PyTorch has no other than these.</summary>
        public LossSettings Settings(TorchCase one) => new()
        {
            LabelSmoothing = one.LabelSmoothing,
            ClassWeights = one.Weighted ? Weights : null,
            IgnoreLabel = one.IsOfLabels ? one.IgnoreIndex : null,
        };

        /// <summary>The labels of a case.</summary>
        public int[] LabelsOf(TorchCase one) => one.Source switch
        {
            "labels" => Labels,
            "labels_m100" => LabelsM100,
            _ => LabelsAllM100!,
        };
    }

    /// <summary>What PyTorch gives. NaN stands for the mean of nothing, which heads define as 0.</summary>
    public sealed record TorchCase(
        string Kind, string? Source, bool Weighted, double LabelSmoothing, int? IgnoreIndex,
        double[] Losses, double Sum, double Mean, double[]? GradientSum, double[]? GradientMean)
    {
        public bool IsOfLabels => Kind == "labels";
    }

    /// <summary>What is exact. A loss with a z-loss, which heads have not, is there without it too.</summary>
    public sealed record ExtendedCase(
        int Id, int N, int Rows, LossSettings Options, string? Note, string? FocalForm, double[] Logits, int[]? Labels, double[]? Targets,
        double[] Losses, double[] GradientSum, double[]? CeLosses, double[]? CeGradientSum, double MeanDivisor)
    {
        public double[] LossesWithoutZ => CeLosses ?? Losses;

        public double[] GradientWithoutZ => CeGradientSum ?? GradientSum;
    }
}
