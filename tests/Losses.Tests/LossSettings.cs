using System.Globalization;
using System.Numerics;
using SoftmaxGen.Runtime.Tests.Reference;

namespace SoftmaxGen.Losses.Tests;

/// <summary>The options of a loss, as files of reference values name them.</summary>
internal sealed record LossSettings
{
    public double Temperature { get; init; } = 1;

    public double LabelSmoothing { get; init; }

    public double[]? ClassWeights { get; init; }

    public int? IgnoreLabel { get; init; }

    public double FocalGamma { get; init; }

    /// <summary>The attribute of a head with these options.</summary>
    public string Attribute(int classes, string element)
    {
        List<string> arguments = [$"{classes}", $"Element = typeof({element})"];
        if (Temperature != 1)
            arguments.Add($"Temperature = {Literal(Temperature)}");
        if (LabelSmoothing != 0)
            arguments.Add($"LabelSmoothing = {Literal(LabelSmoothing)}");
        if (ClassWeights is { } weights)
            arguments.Add($"ClassWeights = new double[] {{ {string.Join(", ", weights.Select(Literal))} }}");
        if (IgnoreLabel is { } label)
            arguments.Add($"IgnoreLabel = {label.ToString(CultureInfo.InvariantCulture)}");
        if (FocalGamma != 0)
            arguments.Add($"FocalGamma = {Literal(FocalGamma)}");
        return $"[SoftmaxGen.SoftmaxHead({string.Join(", ", arguments)})]";
    }

    /// <summary>The same as exact numbers.</summary>
    public LossOptions Exact<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new()
        {
            Temperature = BigFloat.From(Temperature),
            LabelSmoothing = BigFloat.From(LabelSmoothing),
            ClassWeights = [.. (ClassWeights ?? []).Select(weight => BigFloat.From(T.CreateChecked(weight)))],
            IgnoreLabel = IgnoreLabel,
            FocalHalves = (int)(2 * FocalGamma),
        };

    private static string Literal(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
