using System.Numerics;

namespace SoftmaxGen.Runtime.Tests.Heads;

/// <summary>Every member of <see cref="IDenseHead{T}"/>.</summary>
internal static class DenseMembers<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static readonly DenseMember<T>[] All =
    [
        new("Logits", static (head, x) =>
        {
            head.Logits(x.Features, x.Weights, x.Bias, x.Output);
            return T.Zero;
        }) { Destinations = [Operand.Output], Output = "logits" },
        new("Probabilities", static (head, x) =>
        {
            head.Probabilities(x.Features, x.Weights, x.Bias, x.Output);
            return T.Zero;
        }) { Destinations = [Operand.Output], Output = "probabilities" },
        new("Predict(row)", static (head, x) => T.CreateChecked(head.Predict(x.Features, x.Weights, x.Bias))) { SingleRow = true },
        new("Predict", static (head, x) =>
        {
            head.Predict(x.Features, x.Weights, x.Bias, x.PredictedLabels);
            return T.Zero;
        }) { Destinations = [Operand.PredictedLabels] },
        new("TryPredict", static (head, x) =>
            T.CreateChecked((head.TryPredict(x.Features, x.Weights, x.Bias, x.MinimumProbability, out int label) ? 1 : -1) * (label + 1)))
        { SingleRow = true },
        new("LossAndGradients(labels)", static (head, x) =>
            head.LossAndGradients(x.Features, x.Labels, x.Weights, x.Bias, x.WeightGradient, x.BiasGradient, x.Reduction))
        { TakesLabels = true, Destinations = [Operand.WeightGradient, Operand.BiasGradient] },
        new("LossAndGradients(labels, featureGradient)", static (head, x) =>
            head.LossAndGradients(x.Features, x.Labels, x.Weights, x.Bias, x.WeightGradient, x.BiasGradient, x.FeatureGradient, x.Reduction))
        { TakesLabels = true, Destinations = [Operand.WeightGradient, Operand.BiasGradient, Operand.FeatureGradient] },
        new("LossAndGradients(targets)", static (head, x) =>
            head.LossAndGradients(x.Features, x.Targets, x.Weights, x.Bias, x.WeightGradient, x.BiasGradient, x.Reduction))
        { TakesTargets = true, Destinations = [Operand.WeightGradient, Operand.BiasGradient] },
        new("LossAndGradients(targets, featureGradient)", static (head, x) =>
            head.LossAndGradients(x.Features, x.Targets, x.Weights, x.Bias, x.WeightGradient, x.BiasGradient, x.FeatureGradient, x.Reduction))
        { TakesTargets = true, Destinations = [Operand.WeightGradient, Operand.BiasGradient, Operand.FeatureGradient] },
    ];

    public static DenseMember<T> Get(string name) => All.Single(member => member.Name == name);
}
