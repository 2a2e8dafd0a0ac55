namespace SoftmaxGen.Runtime.Tests.Reference;

/// <summary>The options of a loss as exact numbers; those of <see cref="Plain"/> change nothing.</summary>
internal sealed record LossOptions
{
    public static LossOptions Plain { get; } = new();

    /// <summary>Gets what logits are divided by.</summary>
    public BigFloat Temperature { get; init; } = BigFloat.One;

    /// <summary>Gets how much of a label's 1, or of targets, is spread evenly.</summary>
    public BigFloat LabelSmoothing { get; init; }

    /// <summary>Gets the weight of each class, as the element type holds it; empty where all are 1.</summary>
    public IReadOnlyList<BigFloat> ClassWeights { get; init; } = [];

    /// <summary>Gets the label whose rows count for nothing.</summary>
    public int? IgnoreLabel { get; init; }

    /// <summary>Gets twice the focal exponent.</summary>
    public int FocalHalves { get; init; }

    public BigFloat WeightOf(int label) => ClassWeights.Count == 0 ? BigFloat.One : ClassWeights[label];

    /// <summary>Whether a row with this label counts for nothing: it is ignored, or weighs nothing and no other class has a part in it.</summary>
    public bool CountsNothing(int label) => label == IgnoreLabel || (LabelSmoothing.IsZero && WeightOf(label).IsZero);

    /// <summary>What the mean over rows with these labels is divided by.</summary>
    public BigFloat Divisor(IEnumerable<int> labels)
    {
        BigFloat sum = BigFloat.Zero;
        foreach (int label in labels.Where(label => label != IgnoreLabel))
        {
            sum += WeightOf(label);
        }

        return sum;
    }
}
