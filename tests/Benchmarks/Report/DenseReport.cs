using System.Globalization;
using System.Reflection;
using Microsoft.ML.OnnxRuntime;
using SoftmaxGen.Benchmarks.Dense;

namespace SoftmaxGen.Benchmarks.Report;

/// <summary>Writes the page about heads with dense layers.</summary>
/// <param name="widest">Times with all that the hardware has.</param>
/// <param name="without512">Times of the batches without vectors of 512 bits.</param>
internal sealed class DenseReport(DenseResults widest, DenseResults without512)
{
    private const string Page = "dense.md";
    private const string RowChart = "dense-row.svg";
    private const string BatchChart = "dense-batch.svg";

    private const string TensorPrimitives = "TensorPrimitives";
    private const string OnnxRuntime = "ONNX Runtime";

    // From the smallest layer to the largest.
    private static readonly Axis WeightCount = new("weights N x F", 32, 16384);

    private static readonly string Batch = $"batch of {DenseCase.BatchRows.ToString("#,0", CultureInfo.InvariantCulture)} rows";

    public static void Write(DenseResults widest, DenseResults without512, string directory)
    {
        Directory.CreateDirectory(directory);
        DenseReport report = new(widest, without512);
        File.WriteAllText(Path.Combine(directory, Page), report.Text());
        File.WriteAllText(Path.Combine(directory, RowChart), report.DrawRow());
        File.WriteAllText(Path.Combine(directory, BatchChart), report.DrawBatch());
    }

    private string Text() => $"""
        # Dense layers

        Written by

        ```
        dotnet run -c Release --project tests/Benchmarks -- dense
        ```

        which times heads of floats with a dense layer, in two minutes. F x N stands for F features and N classes.

        - Times are in nanoseconds per row, on one thread, in steady state.
        - What is compared is measured in one process, in turns of a tenth of a millisecond, on the same data and into the
          same memory. A time is that of the fastest turn. Results are compared first: they agree within 1e-5.
        - Weights are compiled in, and passed in for training.
        - No data is aligned: it starts four bytes behind a cache line. Where compiled-in weights start, the compiler decides:
          here {WeightOffsets()} bytes behind one.
        - The floor is the time that 2 N F multiplications and additions take with vectors of 256 bits that stay in registers.
        - A ratio is for information where it has no bar.
        - In the charts, points from left to right are {string.Join(", ", DenseCase.All.OrderBy(head => head.WeightCount).Select(head => head.Shape))}.

        {Machine.Describe()}| Microsoft.ML.OnnxRuntime | {OnnxRuntimeVersion()} |

        ## One row beside the floor

        ![One row]({RowChart})

        The same row again and again, so that its data stays in the first two levels of cache. The time of one `Softmax` is
        subtracted from that of `Probabilities`.

        {RowBesideFloor().Write()}
        ## One row beside two calls

        `Probabilities` beside `Logits`, then `Softmax`.

        {RowBesideTwoCalls().Write()}
        ## One row beside TensorPrimitives

        `Probabilities` beside `TensorPrimitives.Dot` for each class, then `TensorPrimitives.SoftMax`.

        {RowBesideTensorPrimitives().Write()}
        ## Batch beside ONNX Runtime

        ![A {Batch}]({BatchChart})

        `Probabilities` of a {Batch} beside a model of one Gemm and one Softmax. Its input and output are bound
        to the same memory. The bars are for hardware with AVX-512.

        {BatchBesideOnnxRuntime().Write()}
        ## Batch without AVX-512 beside the floor

        The same batch in a process with `DOTNET_EnableAVX512=0`. The time of its `Softmax` is subtracted.

        {BatchBesideFloor().Write()}
        ## Loss and gradients beside TensorPrimitives

        `LossAndGradients` of a batch of {DenseCase.TrainingRows} rows, beside backpropagation row by row and class by class: `TensorPrimitives.Dot`,
        `CrossEntropyGradient` of the head, `TensorPrimitives.MultiplyAdd`.

        {GradientsBesideTensorPrimitives().Write()}
        """.ReplaceLineEndings("\n");

    private Comparisons RowBesideFloor() => new("floor", IsSpeedup: false,
    [
        .. Compare(
            head => Row(head, Operation.Probabilities) - Row(head, Operation.Softmax), head => Row(head, Floor.Operation),
            "Probabilities - Softmax", ("64 x 10", 3.2), ("784 x 10", 1.8)),
        .. Compare(
            head => Row(head, Operation.Predict), head => Row(head, Floor.Operation),
            "Predict", ("64 x 10", 2.4), ("784 x 10", 1.8)),
    ]);

    private Comparisons RowBesideTwoCalls() => new("two calls", IsSpeedup: false, Compare(
        head => Row(head, Operation.Probabilities), head => Row(head, Operation.LogitsThenSoftmax), "", ("64 x 10", 0.9)));

    private Comparisons RowBesideTensorPrimitives() => new(TensorPrimitives, IsSpeedup: true, Compare(
        head => Row(head, Operation.Probabilities), head => Row(head, Operation.TensorPrimitives), ""));

    private Comparisons BatchBesideOnnxRuntime() => new(OnnxRuntime, IsSpeedup: true, Compare(
        head => Forward(widest, head, Operation.BatchProbabilities), head => Forward(widest, head, Operation.OnnxRuntime),
        "", ("30 x 2", 4), ("64 x 10", 1.6), ("784 x 10", 1.5), ("128 x 100", 1.05)));

    private Comparisons BatchBesideFloor() => new("floor", IsSpeedup: false, Compare(
        head => Forward(without512, head, Operation.BatchProbabilities) - Forward(without512, head, Operation.BatchSoftmax),
        head => Forward(without512, head, Floor.Operation),
        "", ("30 x 2", 1.75), ("64 x 10", 1.75), ("784 x 10", 1.75), ("128 x 100", 1.75)));

    private Comparisons GradientsBesideTensorPrimitives() => new(TensorPrimitives, IsSpeedup: true, Compare(
        head => widest.Time(head, DenseSuite.Gradients, Operation.LossAndGradients),
        head => widest.Time(head, DenseSuite.Gradients, Operation.Backpropagation),
        "", ("64 x 10", 3), ("784 x 10", 3)));

    private string DrawRow() => Chart.Draw("One row", "nanoseconds per row", WeightCount,
    [
        Line(TensorPrimitives, head => Row(head, Operation.TensorPrimitives)),
        Line("Logits, then Softmax", head => Row(head, Operation.LogitsThenSoftmax)),
        Line("Probabilities", head => Row(head, Operation.Probabilities)),
        Line("Predict", head => Row(head, Operation.Predict)),
        Line("floor", head => Row(head, Floor.Operation)),
    ]);

    private string DrawBatch() => Chart.Draw($"A {Batch}", "nanoseconds per row", WeightCount,
    [
        Line(OnnxRuntime, head => Forward(widest, head, Operation.OnnxRuntime)),
        Line("without AVX-512", head => Forward(without512, head, Operation.BatchProbabilities)),
        Line("SoftmaxGen", head => Forward(widest, head, Operation.BatchProbabilities)),
        Line("floor", head => Forward(widest, head, Floor.Operation)),
    ]);

    private double Row(DenseCase head, string operation) => widest.Time(head, DenseSuite.Row, operation);

    private static double Forward(DenseResults results, DenseCase head, string operation) => results.Time(head, DenseSuite.Batch, operation);

    private static string WeightOffsets() =>
        string.Join(", ", DenseCase.All.Select(head => string.Create(CultureInfo.InvariantCulture, $"{head.WeightOffset} ({head.Shape})")));

    private static IReadOnlyList<Comparison> Compare(
        Func<DenseCase, double> ours, Func<DenseCase, double> peer, string what, params (string Shape, double Bar)[] bars) =>
    [
        .. from head in DenseCase.All
           let bar = bars.Where(bar => bar.Shape == head.Shape).Select(bar => (double?)bar.Bar).SingleOrDefault()
           select new Comparison(what.Length == 0 ? head.Shape : $"{head.Shape}, {what}", ours(head), peer(head), bar),
    ];

    private static Series Line(string name, Func<DenseCase, double> time) =>
        new(name, [.. DenseCase.All.Select(head => (head.WeightCount, time(head))).OrderBy(point => point.WeightCount)]);

    // The version of the package, without the commit that may follow it.
    private static string OnnxRuntimeVersion() =>
        typeof(InferenceSession).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";

    /// <summary>The names of the benchmarks that the tables are about.</summary>
    private static class Operation
    {
        public const string Softmax = nameof(DenseRowBenchmarks<>.Softmax);
        public const string Probabilities = nameof(DenseRowBenchmarks<>.Probabilities);
        public const string LogitsThenSoftmax = nameof(DenseRowBenchmarks<>.LogitsThenSoftmax);
        public const string Predict = nameof(DenseRowBenchmarks<>.Predict);
        public const string TensorPrimitives = nameof(DenseRowBenchmarks<>.TensorPrimitivesProbabilities);
        public const string BatchSoftmax = nameof(DenseBatchBenchmarks<>.Softmax);
        public const string BatchProbabilities = nameof(DenseBatchBenchmarks<>.Probabilities);
        public const string OnnxRuntime = nameof(DenseBatchBenchmarks<>.OnnxRuntime);
        public const string LossAndGradients = nameof(DenseGradientBenchmarks<>.LossAndGradients);
        public const string Backpropagation = nameof(DenseGradientBenchmarks<>.TensorPrimitivesBackpropagation);
    }
}
