namespace SoftmaxGen.Benchmarks.Dense;

/// <summary>A batch forward, in one call.</summary>
internal sealed class DenseBatchBenchmarks<THead> : DenseBenchmarks<THead>
    where THead : struct, ITrainedHead<float>
{
    private readonly OnnxClassifier _onnx;

    public DenseBatchBenchmarks()
        : base(DenseCase.BatchRows) =>
        _onnx = Own(new OnnxClassifier(DenseCase.BatchRows, THead.FeatureCount, THead.ClassCount, THead.Weights, THead.Bias, FeatureBuffer.Address, ResultBuffer.Address));

    public override DenseSuite Suite => DenseSuite.Batch;

    public override IReadOnlyList<DenseBenchmark> All =>
    [
        Floor.Benchmark(THead.FeatureCount, THead.ClassCount),
        new(nameof(Softmax), Rows, Softmax),
        new(nameof(Probabilities), Rows, Probabilities),
        new(nameof(OnnxRuntime), Rows, OnnxRuntime),
    ];

    public override void RequireAgreement() => RequireAgreement(Probabilities, OnnxRuntime, () => Results, nameof(OnnxRuntime), 1e-5f);

    // In place, as the softmax behind a dense layer is.
    public void Softmax() => THead.Softmax(Results, Results);

    public void Probabilities() => THead.Probabilities(Features, Results);

    public void OnnxRuntime() => _onnx.Run();
}
