using SoftmaxGen.Generator.Model;

namespace SoftmaxGen.Generator.Planning;

/// <summary>What a loss is computed from.</summary>
internal enum LossSource
{
    /// <summary>The odds against one label: the sum of the other classes' terms divided by the label's.</summary>
    Odds,

    /// <summary>Effective targets q_c w_c of all classes.</summary>
    Targets,

    /// <summary>
    /// The runtime's routine for any options, row by row: where each effective target has a focal factor of its own, where that of
    /// doubles has a large exponent, or where a temperature is so large or small that no row is in the fast range.
    /// </summary>
    RowByRow,
}

/// <summary>How a head's losses are computed.</summary>
/// <remarks>
/// A label without smoothing is a row's weight beside the plain kernels, whatever else is set. With smoothing it is targets made of
/// one number and a constant vector.
/// </remarks>
internal sealed record LossPlan
{
    /// <summary>The options, whose constants the runtime takes.</summary>
    public required LossSpec Options { get; init; }

    /// <summary>What the loss of a label is computed from.</summary>
    public required LossSource Labels { get; init; }

    /// <summary>What the loss of targets is computed from.</summary>
    public required LossSource Targets { get; init; }

    /// <summary>Whether the gradient of odds is weighed by the label's class.</summary>
    public required bool WeighsLabels { get; init; }

    /// <summary>Whether labels may be ignored or weigh differently, which the runtime sees to.</summary>
    public required bool HasLabelRules { get; init; }

    /// <summary>(1 - e) w_c: what a target of 1 counts for. One number for all classes, or one for each; none where it is 1.</summary>
    public required EquatableArray<double> TargetScales { get; init; }

    /// <summary>e / N w_c: what each class has beside. One number for all classes, or one for each; none where it is 0.</summary>
    public required EquatableArray<double> TargetOffsets { get; init; }

    /// <summary>The sum of a label's effective targets. One number for all classes, or one for each.</summary>
    public required EquatableArray<double> LabelSums { get; init; }

    /// <summary>The constants of the temperature; <see langword="null"/> for a temperature of 1.</summary>
    public required TemperaturePlan? Temperature { get; init; }

    /// <summary>Whether no option is set.</summary>
    public bool IsPlain => Options == LossSpec.Plain;

    /// <summary>Whether a label has a focal factor beside its odds.</summary>
    public bool HasFocalOdds => Labels == LossSource.Odds && Options.FocalHalves > 0;

    /// <summary>Whether the gradient of odds has a weight of its row.</summary>
    public bool WeighsGradient => WeighsLabels || HasFocalOdds;

    /// <summary>Whether that may be so tiny that the scale of entries times it is scaled up, and entries down.</summary>
    public required bool HasTinyWeights { get; init; }

    /// <summary>Whether given targets are not yet the effective ones.</summary>
    public bool AdjustsTargets => TargetScales.Count > 0 || TargetOffsets.Count > 0;

    /// <summary>Whether the runtime's routine for any options treats the rows of targets that kernels leave.</summary>
    public bool NeedsLossRows => AdjustsTargets || Targets == LossSource.RowByRow || Temperature is not null;

    /// <summary>Whether effective targets differ between classes.</summary>
    public bool HasTargetTables => TargetScales.Count > 1;

    /// <summary>Whether kernels give the losses of labels as odds.</summary>
    public bool KernelsGiveOdds => Labels == LossSource.Odds && !HasFocalOdds;

    /// <summary>Whether the losses of labels are still odds where they are added up.</summary>
    public bool AddsOdds => KernelsGiveOdds && !WeighsLabels;
}

/// <summary>The constants of a temperature T in the precision of the element type.</summary>
/// <param name="Value">T.</param>
/// <param name="Prescale">The power of two that logits are multiplied by first: 1 unless T is very large or small. The others are of T times it.</param>
/// <param name="Log2E">1 / (T ln 2).</param>
/// <param name="Ln2High">T ln 2 to so few bits that its product with any exponent is exact.</param>
/// <param name="Ln2Low">T ln 2 less that.</param>
/// <param name="Inverse">1 / T.</param>
/// <param name="InverseLow">1 / T less that.</param>
internal sealed record TemperaturePlan(double Value, double Prescale, double Log2E, double Ln2High, double Ln2Low, double Inverse, double InverseLow);
