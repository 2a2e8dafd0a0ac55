using System.Numerics.Tensors;

namespace SoftmaxGen.Benchmarks.Dense;

/// <summary>Loss and gradients of a batch as training by small batches has it, with weights that are passed in.</summary>
internal sealed class DenseGradientBenchmarks<THead>() : DenseBenchmarks<THead>(DenseCase.TrainingRows)
    where THead : struct, ITrainedHead<float>
{
    public override DenseSuite Suite => DenseSuite.Gradients;

    public override IReadOnlyList<DenseBenchmark> All =>
    [
        new(nameof(LossAndGradients), Rows, () => LossAndGradients()),
        new(nameof(TensorPrimitivesBackpropagation), Rows, () => TensorPrimitivesBackpropagation()),
    ];

    public override void RequireAgreement()
    {
        Action ours = () => LossAndGradients(), peers = () => TensorPrimitivesBackpropagation();
        RequireAgreement(ours, peers, () => WeightGradient, nameof(TensorPrimitives), 1e-5f);
        RequireAgreement(ours, peers, () => BiasGradient, nameof(TensorPrimitives), 1e-5f);
    }

    public float LossAndGradients() => THead.LossAndGradients(Features, Labels, Weights, Bias, WeightGradient, BiasGradient);

    /// <summary>A layer in front of a head that has none, as one would write it: row by row, and class by class.</summary>
    public float TensorPrimitivesBackpropagation()
    {
        ReadOnlySpan<float> features = Features, weights = Weights, bias = Bias;
        Span<float> logits = Logits, gradient = Results, weightGradient = WeightGradient, biasGradient = BiasGradient;
        for (int row = 0; row < Rows; row++)
        {
            ReadOnlySpan<float> x = features.Slice(row * THead.FeatureCount, THead.FeatureCount);
            Span<float> z = logits.Slice(row * THead.ClassCount, THead.ClassCount);
            for (int i = 0; i < z.Length; i++)
                z[i] = TensorPrimitives.Dot(x, weights.Slice(i * THead.FeatureCount, THead.FeatureCount)) + bias[i];
        }

        float loss = THead.CrossEntropyGradient(logits, Labels, gradient);

        weightGradient.Clear();
        biasGradient.Clear();
        for (int row = 0; row < Rows; row++)
        {
            ReadOnlySpan<float> x = features.Slice(row * THead.FeatureCount, THead.FeatureCount);
            ReadOnlySpan<float> dz = gradient.Slice(row * THead.ClassCount, THead.ClassCount);
            for (int i = 0; i < dz.Length; i++)
            {
                Span<float> dw = weightGradient.Slice(i * THead.FeatureCount, THead.FeatureCount);
                TensorPrimitives.MultiplyAdd(x, dz[i], dw, dw);
            }

            TensorPrimitives.Add(biasGradient, dz, biasGradient);
        }

        return loss;
    }
}
