using SoftmaxGen.Generator.Model;

namespace SoftmaxGen.Generator.Planning;

/// <summary>Decides how a head's losses are computed.</summary>
internal static class LossPlanner
{
    /// <summary>From which weight on the scale of a gradient is weighed: one multiplication against one for each entry.</summary>
    /// <remarks>See docs/thresholds.md#weight-of-a-scale.</remarks>
    private const double MinWeightOfScale = 1 / 1048576.0;

    /// <summary>Up to which focal exponent, in halves, doubles are computed many rows at a time: beyond, sums of terms keep too little of what they round away.</summary>
    /// <remarks>See docs/thresholds.md#focal-exponent.</remarks>
    private const int MaxFusedHalvesOfDouble = 5;

    public static LossPlan Plan(HeadSpec head)
    {
        LossSpec options = head.Loss;
        bool isSmooth = options.LabelSmoothing > 0, isFocal = options.FocalHalves > 0, isWeighted = options.ClassWeights.Count > 0;
        Fraction kept = Fraction.Of(1).Minus(Fraction.Of(options.LabelSmoothing)), spread = Fraction.Of(options.LabelSmoothing).Times(Fraction.Of(head.Classes).Inverse);
        Fraction[] weights = isWeighted ? [.. options.ClassWeights.Select(Fraction.Of)] : [Fraction.Of(1)];
        Fraction[] scales = [.. weights.Select(kept.Times)], offsets = [.. weights.Select(spread.Times)];
        Fraction offsetSum = isWeighted ? spread.Times(weights.Aggregate(static (sum, weight) => sum.Plus(weight))) : Fraction.Of(options.LabelSmoothing);
        EquatableArray<double> Rounded(IEnumerable<Fraction> numbers, bool exist) => exist ? new([.. numbers.Select(number => number.Round(head.Element.Digits))]) : [];

        TemperaturePlan? temperature = options.Temperature == 1 ? null : TemperaturePlanner.Plan(options.Temperature, head.Element);
        bool isExtreme = temperature is { Prescale: not 1 };
        bool isSteep = head.Element == ElementInfo.Double && options.FocalHalves > MaxFusedHalvesOfDouble;
        return new LossPlan
        {
            Options = options,
            Labels = isExtreme || (isSmooth && isFocal) || isSteep ? LossSource.RowByRow : isSmooth ? LossSource.Targets : LossSource.Odds,
            Targets = isExtreme || isFocal ? LossSource.RowByRow : LossSource.Targets,
            WeighsLabels = isWeighted && !isSmooth && !isExtreme && !isSteep,
            HasTinyWeights = isFocal || options.ClassWeights.Any(static weight => weight is > 0 and < MinWeightOfScale),
            HasLabelRules = options.IgnoreLabel is not null || (isWeighted && !isSmooth),
            TargetScales = Rounded(scales, isWeighted || isSmooth),
            TargetOffsets = Rounded(offsets, isSmooth),
            LabelSums = Rounded(scales.Select(scale => scale.Plus(offsetSum)), isSmooth),
            Temperature = temperature,
        };
    }
}
