using System.IO.Compression;
using System.Text.Json;

namespace SoftmaxGen.Runtime.Tests.Temperatures;

/// <summary>Held-out rows, and the temperature that another library found for them.</summary>
/// <param name="Name">What the rows are.</param>
/// <param name="Classes">The class count N.</param>
/// <param name="Logits">The logits, R x N, exact in single precision.</param>
/// <param name="Labels">The class of each row.</param>
/// <param name="FiniteOptimum">Whether there is a best temperature.</param>
/// <param name="Temperature">The temperature in 25 digits.</param>
/// <param name="Reason">Why there is none.</param>
internal sealed record ReferenceTemperature(
    string Name,
    int Classes,
    double[] Logits,
    int[] Labels,
    bool FiniteOptimum,
    JsonElement Temperature,
    string? Reason)
{
    private static readonly JsonSerializerOptions SnakeCase = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Gets all of them.</summary>
    public static ReferenceTemperature[] All { get; } = Load();

    private static ReferenceTemperature[] Load()
    {
        using Stream file = typeof(ReferenceTemperature).Assembly.GetManifestResourceStream("Temperatures/temperature.json.gz")!;
        using GZipStream json = new(file, CompressionMode.Decompress);
        return JsonSerializer.Deserialize<Sets>(json, SnakeCase)!.Cases;
    }

    private sealed record Sets(ReferenceTemperature[] Cases);
}
