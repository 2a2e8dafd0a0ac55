using System.Numerics.Tensors;
using Microsoft.ML;
using SoftmaxGen.Benchmarks.Dense;
using SoftmaxGen.Benchmarks.Heads;
using SoftmaxGen.Benchmarks.Timing;
using TorchSharp;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace SoftmaxGen.Alternatives;

/// <summary>The work that is compared: from what this library is for to what others do better.</summary>
internal static class Cases
{
    public static readonly Case[] All =
    [
        new("softmax of 1,000 rows of 10", 1000, 1, Softmax<SmallHead>),
        new("softmax of 100 rows of 1,000", 100, 1, Softmax<LargeHead>),
        new("classifier of 64 features and 10 classes, one row", 1, 1, Classifier),
        new("the same, 1,000 rows", 1000, 1, Classifier),
        new("loss and gradients of its layer, 100 rows", 100, 1, LossAndGradients),
        new("layer of 2,048 features and 1,000 classes, 256 rows", 256, 1, Layer),
        new("the same on all processors", 256, Environment.ProcessorCount, Layer),
    ];

    private static IEnumerable<Contestant> Softmax<THead>(Case work)
        where THead : struct, ISoftmaxHead<float>
    {
        int rows = work.Rows, classes = THead.ClassCount;
        AlignedBuffer<float> logits = Numbers(rows * classes), probabilities = new(rows * classes);
        yield return new(Library.SoftmaxGen, () => THead.Softmax(logits.Span, probabilities.Span), Result(probabilities));
        yield return new(Library.TensorPrimitives, () => SoftmaxOfRows(logits.Span, probabilities.Span, classes), Result(probabilities));

        Tensor input = tensor(logits.Span.ToArray(), [rows, classes]);
        yield return Torch(() => nn.functional.softmax(input, 1), work);
    }

    private static IEnumerable<Contestant> Classifier(Case work)
    {
        int rows = work.Rows, features = Dense64x10.FeatureCount, classes = Dense64x10.ClassCount;
        AlignedBuffer<float> input = Numbers(rows * features), probabilities = new(rows * classes);
        yield return new(Library.SoftmaxGen, () => Dense64x10.Probabilities(input.Span, probabilities.Span), Result(probabilities));

        float[] weights = Dense64x10.Weights.ToArray(), bias = Dense64x10.Bias.ToArray();
        yield return new(
            Library.TensorPrimitives,
            () =>
            {
                Logits(input.Span, weights, bias, probabilities.Span);
                SoftmaxOfRows(probabilities.Span, probabilities.Span, classes);
            },
            Result(probabilities));

        OnnxClassifier onnx = new(rows, features, classes, weights, bias, input.Address, probabilities.Address, work.Threads);
        yield return new(Library.OnnxRuntime, onnx.Run, Result(probabilities));

        MlNetModel model = new();
        MlNetModel.Row[] data = MlNetModel.Rows(rows);
        MlNetModel.Prediction prediction = new();
        PredictionEngine<MlNetModel.Row, MlNetModel.Prediction> engine = model.CreateEngine();
        yield return new(Library.MlNet, rows == 1 ? () => engine.Predict(data[0], ref prediction) : () => model.Transform(data), () => []);

        Tensor x = tensor(input.Span.ToArray(), [rows, features]), w = tensor(weights, [classes, features]), b = tensor(bias);
        yield return Torch(() => nn.functional.softmax(nn.functional.linear(x, w, b), 1), work);
    }

    private static IEnumerable<Contestant> LossAndGradients(Case work)
    {
        int rows = work.Rows, features = Dense64x10.FeatureCount, classes = Dense64x10.ClassCount;
        AlignedBuffer<float> input = Numbers(rows * features), weightGradient = new(classes * features), biasGradient = new(classes);
        float[] weights = Dense64x10.Weights.ToArray(), bias = Dense64x10.Bias.ToArray();
        int[] labels = [.. Enumerable.Range(0, rows).Select(row => row % classes)];
        yield return new(
            Library.SoftmaxGen,
            () => Dense64x10.LossAndGradients(input.Span, labels, weights, bias, weightGradient.Span, biasGradient.Span),
            Result(weightGradient));

        Tensor x = tensor(input.Span.ToArray(), [rows, features]), y = tensor(labels.Select(label => (long)label).ToArray());
        Tensor w = tensor(weights, [classes, features]).requires_grad_(), b = tensor(bias).requires_grad_();
        yield return new(
            Library.TorchSharp,
            () =>
            {
                set_num_threads(work.Threads);
                using DisposeScope scope = NewDisposeScope();
                w.grad?.zero_();
                b.grad?.zero_();
                nn.functional.cross_entropy(nn.functional.linear(x, w, b), y).backward();
            },
            () => w.grad!.data<float>().ToArray());
    }

    private static IEnumerable<Contestant> Layer(Case work)
    {
        int rows = work.Rows, features = LargeLayer.FeatureCount, classes = LargeLayer.ClassCount;
        AlignedBuffer<float> input = Numbers(rows * features), layer = Numbers(classes * features, 0.02f), probabilities = new(rows * classes);
        float[] bias = new float[classes];

        // A share of the rows for each thread: a head has no threads of its own.
        int share = rows / work.Threads;
        ParallelOptions options = new() { MaxDegreeOfParallelism = work.Threads };
        yield return new(
            Library.SoftmaxGen,
            () => Parallel.For(0, work.Threads, options, i => LargeLayer.Probabilities(
                input.Span.Slice(i * share * features, share * features), layer.Span, bias, probabilities.Span.Slice(i * share * classes, share * classes))),
            Result(probabilities));

        OnnxClassifier onnx = new(rows, features, classes, layer.Span, bias, input.Address, probabilities.Address, work.Threads);
        yield return new(Library.OnnxRuntime, onnx.Run, Result(probabilities));

        Tensor x = tensor(input.Span.ToArray(), [rows, features]), w = tensor(layer.Span.ToArray(), [classes, features]), b = tensor(bias);
        yield return Torch(() => nn.functional.softmax(nn.functional.linear(x, w, b), 1), work);
    }

    private static Contestant Torch(Func<Tensor> compute, Case work)
    {
        return new(Library.TorchSharp, () => Run(null), () =>
        {
            float[] result = [];
            Run(tensor => result = tensor.data<float>().ToArray());
            return result;
        });

        void Run(Action<Tensor>? read)
        {
            set_num_threads(work.Threads);
            using IDisposable inference = no_grad();
            using Tensor result = compute();
            read?.Invoke(result);
        }
    }

    private static void SoftmaxOfRows(ReadOnlySpan<float> logits, Span<float> probabilities, int classes)
    {
        for (int i = 0; i < logits.Length; i += classes)
            TensorPrimitives.SoftMax(logits.Slice(i, classes), probabilities.Slice(i, classes));
    }

    private static void Logits(ReadOnlySpan<float> features, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, Span<float> logits)
    {
        int count = weights.Length / bias.Length;
        for (int row = 0; row < features.Length / count; row++)
        {
            ReadOnlySpan<float> x = features.Slice(row * count, count);
            Span<float> z = logits.Slice(row * bias.Length, bias.Length);
            for (int i = 0; i < z.Length; i++)
                z[i] = TensorPrimitives.Dot(x, weights.Slice(i * count, count)) + bias[i];
        }
    }

    private static AlignedBuffer<float> Numbers(int count, float scale = 1)
    {
        Random random = new(1);
        AlignedBuffer<float> numbers = new(count);
        foreach (ref float number in numbers.Span)
            number = ((random.NextSingle() * 2) - 1) * scale;
        return numbers;
    }

    private static Func<float[]> Result(AlignedBuffer<float> buffer) => () => buffer.Span.ToArray();
}
