using System.Diagnostics;
using System.Globalization;
using System.Numerics.Tensors;
using Microsoft.ML;
using Microsoft.ML.OnnxRuntime;
using SoftmaxGen.Benchmarks;
using SoftmaxGen.Benchmarks.Dense;
using SoftmaxGen.Benchmarks.Heads;
using TorchSharp;
using static TorchSharp.torch;

namespace SoftmaxGen.Alternatives;

/// <summary>What a classifier of 64 features and 10 classes costs before its first prediction: time, and files to ship.</summary>
internal static class FirstPrediction
{
    private const int Processes = 5;

    // The files that a program ships for a library, beside those of .NET.
    private static readonly Dictionary<string, string[]> Files = new()
    {
        [Library.SoftmaxGen] = ["SoftmaxGen.Attributes.dll", "SoftmaxGen.Runtime.dll"],
        [Library.TensorPrimitives] = ["System.Numerics.Tensors.dll"],
        [Library.OnnxRuntime] = ["Microsoft.ML.OnnxRuntime.dll", "libonnxruntime*.so"],
        [Library.MlNet] =
        [
            "Microsoft.ML.dll", "Microsoft.ML.Core.dll", "Microsoft.ML.CpuMath.dll", "Microsoft.ML.Data.dll", "Microsoft.ML.DataView.dll",
            "Microsoft.ML.KMeansClustering.dll", "Microsoft.ML.PCA.dll", "Microsoft.ML.StandardTrainers.dll", "Microsoft.ML.Transforms.dll",
            "libLdaNative.so", "libCpuMathNative.so", "Newtonsoft.Json.dll", "System.CodeDom.dll",
        ],
        [Library.TorchSharp] = ["TorchSharp.dll", "libLibTorchSharp.so", "libtorch.so", "libtorch_cpu.so", "libtorch_global_deps.so", "libc10.so", "libgomp*", "Google.Protobuf.dll", "SkiaSharp.dll", "libSkiaSharp.so"],
    };

    /// <summary>The least milliseconds of several processes.</summary>
    public static double Milliseconds(string library) => Enumerable.Range(0, Processes)
        .Select(_ => double.Parse(OwnProcess.Run(["first", library])[0], CultureInfo.InvariantCulture))
        .Min();

    public static double Megabytes(string library) =>
        Files[library].SelectMany(pattern => Directory.GetFiles(AppContext.BaseDirectory, pattern, SearchOption.AllDirectories)).Sum(file => new FileInfo(file).Length) / 1e6;

    /// <summary>Writes the models that libraries load from files, of which the first predictions are made.</summary>
    public static void WriteModels()
    {
        File.WriteAllBytes(ModelFile("onnx"), OnnxModel.Write(1, Dense64x10.FeatureCount, Dense64x10.ClassCount, Dense64x10.Weights, Dense64x10.Bias));
        new MlNetModel().Save(ModelFile("zip"));
        using nn.Module module = nn.Linear(Dense64x10.FeatureCount, Dense64x10.ClassCount);
        module.save(ModelFile("dat"));
    }

    /// <summary>Loads a model and makes a prediction; gives the milliseconds.</summary>
    public static double Run(string library)
    {
        float[] features = new float[MlNetModel.Features], probabilities = new float[MlNetModel.Classes];
        long start = Stopwatch.GetTimestamp();
        Action predict = library switch
        {
            Library.SoftmaxGen => () => Dense64x10.Probabilities(features, probabilities),
            Library.TensorPrimitives => () => WithTensorPrimitives(features, probabilities),
            Library.OnnxRuntime => () => WithOnnxRuntime(features, probabilities),
            Library.MlNet => () => WithMlNet(features),
            _ => () => WithTorchSharp(features, probabilities),
        };
        predict();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    // Weights as an array in the program, as one would write it by hand.
    private static void WithTensorPrimitives(float[] features, float[] probabilities)
    {
        float[] weights = new float[features.Length * probabilities.Length];
        for (int i = 0; i < probabilities.Length; i++)
            probabilities[i] = TensorPrimitives.Dot(features, weights.AsSpan(i * features.Length, features.Length));
        TensorPrimitives.SoftMax(probabilities, probabilities);
    }

    private static void WithOnnxRuntime(float[] features, float[] probabilities)
    {
        using InferenceSession session = new(ModelFile("onnx"));
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(features, [1, features.Length]);
        using OrtValue output = OrtValue.CreateTensorValueFromMemory(probabilities, [1, probabilities.Length]);
        session.Run(new RunOptions(), [OnnxModel.Input], [input], [OnnxModel.Output], [output]);
    }

    private static void WithMlNet(float[] features)
    {
        MLContext context = new();
        ITransformer model = context.Model.Load(ModelFile("zip"), out _);
        context.Model.CreatePredictionEngine<MlNetModel.Row, MlNetModel.Prediction>(model).Predict(new() { Features = features });
    }

    private static void WithTorchSharp(float[] features, float[] probabilities)
    {
        using TorchSharp.Modules.Linear layer = nn.Linear(features.Length, probabilities.Length);
        layer.load(ModelFile("dat"));
        using IDisposable inference = no_grad();
        nn.functional.softmax(layer.forward(tensor(features, [1, features.Length])), 1).data<float>().CopyTo(probabilities);
    }

    private static string ModelFile(string extension) => Path.Combine(AppContext.BaseDirectory, $"model.{extension}");
}
