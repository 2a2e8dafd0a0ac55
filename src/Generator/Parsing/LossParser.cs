using SoftmaxGen.Generator.Model;

namespace SoftmaxGen.Generator.Parsing;

/// <summary>Reads the options of a loss.</summary>
internal static class LossParser
{
    /// <summary>The options of the attribute. One that changes nothing is as if it were not set.</summary>
    public static LossSpec Parse(HeadAttribute attribute) => new()
    {
        Temperature = attribute.Temperature ?? 1,

        // A zero has no sign from here on.
        LabelSmoothing = (attribute.LabelSmoothing ?? 0) + 0.0,
        ClassWeights = attribute.ClassWeights is { } weights && weights.Any(static weight => weight != 1)
            ? new([.. weights.Select(static weight => weight + 0.0)])
            : [],
        IgnoreLabel = attribute.IgnoreLabel,
        FocalHalves = (int)(2 * (attribute.FocalGamma ?? 0)),
    };
}
