using System.Numerics.Tensors;

namespace SoftmaxGen.Benchmarks.Dense;

/// <summary>One row, again and again through the public methods: its data stays in the first two levels of cache.</summary>
internal sealed class DenseRowBenchmarks<THead>() : DenseBenchmarks<THead>(rows: 1)
    where THead : struct, ITrainedHead<float>
{
    private const int Calls = 64;

    public override DenseSuite Suite => DenseSuite.Row;

    public override IReadOnlyList<DenseBenchmark> All =>
    [
        Floor.Benchmark(THead.FeatureCount, THead.ClassCount),
        new(nameof(Softmax), Calls, Softmax),
        new(nameof(Probabilities), Calls, Probabilities),
        new(nameof(LogitsThenSoftmax), Calls, LogitsThenSoftmax),
        new(nameof(Predict), Calls, () => Predict()),
        new(nameof(TensorPrimitivesProbabilities), Calls, TensorPrimitivesProbabilities),
    ];

    public override void RequireAgreement()
    {
        RequireAgreement(Probabilities, LogitsThenSoftmax, () => Results, nameof(LogitsThenSoftmax), 0);
        RequireAgreement(Probabilities, TensorPrimitivesProbabilities, () => Results, nameof(TensorPrimitives), 1e-5f);
        if (THead.Predict(Features) != THead.ArgMax(Logits))
            throw new BenchmarkException($"{typeof(THead).Name}: the arg max of the logits is not what is predicted");
    }

    public void Softmax()
    {
        ReadOnlySpan<float> logits = Logits;
        Span<float> results = Results;
        for (int call = 0; call < Calls; call++)
            THead.Softmax(logits, results);
    }

    public void Probabilities()
    {
        ReadOnlySpan<float> features = Features;
        Span<float> results = Results;
        for (int call = 0; call < Calls; call++)
            THead.Probabilities(features, results);
    }

    public void LogitsThenSoftmax()
    {
        ReadOnlySpan<float> features = Features;
        Span<float> logits = Logits, results = Results;
        for (int call = 0; call < Calls; call++)
        {
            THead.Logits(features, logits);
            THead.Softmax(logits, results);
        }
    }

    public int Predict()
    {
        int sum = 0;
        ReadOnlySpan<float> features = Features;
        for (int call = 0; call < Calls; call++)
            sum += THead.Predict(features);
        return sum;
    }

    public void TensorPrimitivesProbabilities()
    {
        ReadOnlySpan<float> features = Features, weights = THead.Weights, bias = THead.Bias;
        Span<float> logits = Logits, results = Results;
        for (int call = 0; call < Calls; call++)
        {
            for (int i = 0; i < logits.Length; i++)
                logits[i] = TensorPrimitives.Dot(features, weights.Slice(i * features.Length, features.Length)) + bias[i];
            TensorPrimitives.SoftMax(logits, results);
        }
    }
}
