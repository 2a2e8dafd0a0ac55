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
            Report(HeadDiagnostics.TemperatureOutOfRange, HeadAttribute.TemperatureProperty, Number(temperature), Number(element.SmallestNormal), Number(element.LargestFinite), element.Keyword);
    }

    private void CheckLabelSmoothing()
    {
        if (attribute.LabelSmoothing is { } smoothing and not (>= 0 and < 1))
            Report(HeadDiagnostics.LabelSmoothingOutOfRange, HeadAttribute.LabelSmoothingProperty, Number(smoothing));
    }

    private void CheckClassWeights()
    {
        if (attribute.ClassWeights is not { } weights)
            return;

        bool isCountRight = classes is not { } count || weights.Count == count;
        if (!isCountRight)
            Report(HeadDiagnostics.ClassWeightsCount, HeadAttribute.ClassWeightsProperty, $"{weights.Count} {(weights.Count == 1 ? "number" : "numbers")}", $"{classes}");
        bool areValid = true;
        for (int label = 0; label < weights.Count; label++)
        {
            double weight = element.Round(weights[label]);
            if (weight >= 0 && !double.IsInfinity(weight))
                continue;
            areValid = false;
            string reason = weights[label] < 0 ? "is negative" : $"is not finite as a '{element.Keyword}'";
            diagnostics.Add(Diagnostic.Create(HeadDiagnostics.ClassWeightInvalid, attribute.ElementLocationOf(HeadAttribute.ClassWeightsProperty, label, weights.Count), Number(weights[label]), $"{label}", reason));
        }

        if (isCountRight && areValid && weights.All(weight => element.Round(weight) == 0))
            Report(HeadDiagnostics.ClassWeightsZero, HeadAttribute.ClassWeightsProperty, element.Keyword);
    }

    private void CheckIgnoreLabel()
    {
        if (attribute.IgnoreLabel is { } label && label >= 0 && label < classes)
            Report(HeadDiagnostics.ClassNotTrained, HeadAttribute.IgnoreLabelProperty, $"{label}", $"{classes - 1}");
    }

    private void CheckFocalGamma()
    {
        if (attribute.FocalGamma is { } gamma && !(gamma >= 0 && gamma <= MaximumGamma && 2 * gamma == Math.Floor(2 * gamma)))
            Report(HeadDiagnostics.FocalGammaOutOfRange, HeadAttribute.FocalGammaProperty, Number(gamma), Number(MaximumGamma));
    }

    private void Report(DiagnosticDescriptor descriptor, string property, params string[] arguments) =>
        diagnostics.Add(Diagnostic.Create(descriptor, attribute.PropertyLocation(property), [.. arguments]));

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
