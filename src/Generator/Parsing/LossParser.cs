using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using SoftmaxGen.Generator.Diagnostics;
using SoftmaxGen.Generator.Model;

namespace SoftmaxGen.Generator.Parsing;

/// <summary>Reads the options of a loss.</summary>
/// <param name="attribute">The attribute.</param>
/// <param name="classes">The class count; <see langword="null"/> where it is not known.</param>
/// <param name="element">The element type.</param>
/// <param name="diagnostics">Receives what is wrong.</param>
internal sealed class LossParser(HeadAttribute attribute, int? classes, ElementInfo element, ImmutableArray<Diagnostic>.Builder diagnostics)
{
    private const double MaximumGamma = 8;

    /// <summary>The options. One that changes nothing is as if it were not set.</summary>
    public LossSpec Parse()
    {
        CheckTemperature();
        CheckLabelSmoothing();
        CheckClassWeights();
        CheckIgnoreLabel();
        CheckFocalGamma();
        return new LossSpec
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

    private void CheckTemperature()
    {
        if (attribute.Temperature is { } temperature && !(temperature >= element.SmallestNormal && temperature <= element.LargestFinite))
        {
            string remedy = temperature > 0 && !double.IsInfinity(temperature)
                ? Number(temperature < element.SmallestNormal ? element.SmallestNormal : element.LargestFinite)
                : Remedies.Removal;
            Report(HeadDiagnostics.TemperatureOutOfRange, HeadAttribute.TemperatureProperty, remedy, Number(temperature), Number(element.SmallestNormal), Number(element.LargestFinite), element.Keyword);
        }
    }

    private void CheckLabelSmoothing()
    {
        if (attribute.LabelSmoothing is { } smoothing and not (>= 0 and < 1))
        {
            // There is no largest number below 1 that anybody would mean.
            string remedy = smoothing < 0 ? Number(0) : Remedies.Removal;
            Report(HeadDiagnostics.LabelSmoothingOutOfRange, HeadAttribute.LabelSmoothingProperty, remedy, Number(smoothing));
        }
    }

    private void CheckClassWeights()
    {
        if (attribute.ClassWeights is not { } weights)
            return;

        bool isCountRight = classes is not { } count || weights.Count == count;
        if (!isCountRight)
            Report(HeadDiagnostics.ClassWeightsCount, HeadAttribute.ClassWeightsProperty, remedy: null, $"{weights.Count} {(weights.Count == 1 ? "number" : "numbers")}", $"{classes}");
        bool areValid = true;
        bool isAnyPositive = weights.Any(weight => element.Round(weight) > 0 && !double.IsInfinity(element.Round(weight)));
        for (int label = 0; label < weights.Count; label++)
        {
            double weight = element.Round(weights[label]);
            if (weight >= 0 && !double.IsInfinity(weight))
                continue;
            areValid = false;
            string reason = weights[label] < 0 ? "is negative" : $"is not finite as a '{element.Keyword}'";

            // What is not finite has no nearest weight; and weights of 0 alone would be another mistake.
            string remedy = weights[label] < 0 && isAnyPositive ? Number(0) : Number(1);
            diagnostics.Add(Diagnostic.Create(
                HeadDiagnostics.ClassWeightInvalid,
                attribute.ElementLocationOf(HeadAttribute.ClassWeightsProperty, label, weights.Count),
                Remedies.Set($"the weight of class {label}", remedy),
                Number(weights[label]),
                $"{label}",
                reason));
        }

        if (isCountRight && areValid && weights.All(weight => element.Round(weight) == 0))
            Report(HeadDiagnostics.ClassWeightsZero, HeadAttribute.ClassWeightsProperty, remedy: null, element.Keyword);
    }

    private void CheckIgnoreLabel()
    {
        if (attribute.IgnoreLabel is { } label && label >= 0 && label < classes)
            Report(HeadDiagnostics.ClassNotTrained, HeadAttribute.IgnoreLabelProperty, remedy: null, $"{label}", $"{classes - 1}");
    }

    private void CheckFocalGamma()
    {
        if (attribute.FocalGamma is { } gamma && !(gamma >= 0 && gamma <= MaximumGamma && 2 * gamma == Math.Floor(2 * gamma)))
        {
            string remedy = double.IsNaN(gamma) || double.IsInfinity(gamma)
                ? Remedies.Removal
                : Number(Math.Round(2 * Math.Min(Math.Max(gamma, 0), MaximumGamma), MidpointRounding.AwayFromZero) / 2);
            Report(HeadDiagnostics.FocalGammaOutOfRange, HeadAttribute.FocalGammaProperty, remedy, Number(gamma), Number(MaximumGamma));
        }
    }

    private void Report(DiagnosticDescriptor descriptor, string property, string? remedy, params string[] arguments) =>
        diagnostics.Add(Diagnostic.Create(
            descriptor,
            attribute.PropertyLocation(property),
            remedy is null ? Remedies.None : Remedies.Set(property, remedy),
            [.. arguments]));

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
