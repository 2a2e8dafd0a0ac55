namespace SoftmaxGen.Generator.Model;

/// <summary>The options of a head's loss. One that changes nothing is as if it were not set.</summary>
internal sealed record LossSpec
{
    /// <summary>The loss without any option.</summary>
    public static LossSpec Plain { get; } = new();

    /// <summary>The temperature T that logits are divided by; 1 for none.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>The smoothing e: how much of a label's 1 is spread evenly over all classes; 0 for none.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>The weight of each class; empty where all are 1.</summary>
    public EquatableArray<double> ClassWeights { get; init; } = EquatableArray<double>.Empty;

    /// <summary>The label whose rows count for nothing; <see langword="null"/> for none.</summary>
    public int? IgnoreLabel { get; init; }

    /// <summary>Twice the focal exponent, which is a multiple of a half; 0 for none.</summary>
    public int FocalHalves { get; init; }
}
