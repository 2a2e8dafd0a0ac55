using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace SoftmaxGen.Benchmarks.Dense;

/// <summary>The same classifier in ONNX Runtime, on one thread unless more are asked for, reading features and writing probabilities where ours does.</summary>
internal sealed class OnnxClassifier : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();
    private readonly OrtIoBinding _binding;
    private readonly OrtValue _features;
    private readonly OrtValue _probabilities;

    public OnnxClassifier(
        int rows, int features, int classes, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, nint featureAddress, nint probabilityAddress, int threads = 1)
    {
        using SessionOptions options = new()
        {
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
        };
        _session = new InferenceSession(OnnxModel.Write(rows, features, classes, weights, bias), options);
        _features = Tensor(featureAddress, rows, features);
        _probabilities = Tensor(probabilityAddress, rows, classes);
        _binding = _session.CreateIoBinding();
        _binding.BindInput(OnnxModel.Input, _features);
        _binding.BindOutput(OnnxModel.Output, _probabilities);
    }

    public void Run() => _session.RunWithBinding(_run, _binding);

    public void Dispose()
    {
        _binding.Dispose();
        _features.Dispose();
        _probabilities.Dispose();
        _run.Dispose();
        _session.Dispose();
    }

    private static OrtValue Tensor(nint address, int rows, int columns) => OrtValue.CreateTensorValueWithData(
        OrtMemoryInfo.DefaultInstance, TensorElementType.Float, [rows, columns], address, (long)rows * columns * sizeof(float));
}
