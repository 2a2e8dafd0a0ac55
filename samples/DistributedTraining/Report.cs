using System.Diagnostics;
using System.Globalization;
using DigitClassifier;
using DistributedTraining.Costs;
using DistributedTraining.Training;
using Spectre.Console;

namespace DistributedTraining;

/// <summary>Writes how training gets on and what came out of it.</summary>
internal sealed class Report(IAnsiConsole console)
{
    // Of the chart: more epochs than these are thinned out.
    private const int MostBars = 20;
    private const int ChartWidth = 60;

    // Of the cost model.
    private static readonly int[] SiloCounts = [1, 2, 8, 100];

    public void Threads(Settings settings) => WriteLine($"{Work(settings)}, on the threads of this process");

    /// <param name="settings">The settings.</param>
    /// <param name="members">The silos of the cluster.</param>
    /// <param name="blocks">The silo of each block of shards.</param>
    public void Members(Settings settings, IReadOnlyList<SiloAddress> members, IReadOnlyList<SiloAddress> blocks)
    {
        WriteLine($"{Work(settings)}, on {members.Count} {(members.Count == 1 ? "silo" : "silos")}:");
        foreach (SiloAddress member in members)
            WriteLine($"  {member.Endpoint} has {blocks.Count(silo => silo.Equals(member))} of {blocks.Count} blocks of shards");
    }

    /// <summary>Trains, and shows the loss and the speed of epochs; <paramref name="onEpoch"/> is called after each.</summary>
    public void Progress(GradientDescent descent, Settings settings, Action onEpoch) =>
        TrainingProgress.Show(console, descent.State.Epoch, settings.Epochs, epoch =>
        {
            long start = Stopwatch.GetTimestamp();
            double loss = descent.RunEpochAsync().GetAwaiter().GetResult();
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            Divergence.Check((float)loss, isLast: epoch == settings.Epochs - 1, settings.Rate);
            onEpoch();
            return string.Create(CultureInfo.InvariantCulture, $"training loss {loss:F4}, {settings.Rows / seconds:N0} rows/s");
        });

    public void Result(GradientDescent descent, Settings settings)
    {
        Problem problem = Problem.Named(settings.Problem);
        (float[] features, int[] labels) = problem.MakeTestRows();
        double accuracy = problem.Accuracy(features, labels, descent.Parameters);
        LossChart(descent.State.Losses);
        WriteLine($"Test accuracy: {100 * accuracy:F1} %");
        WriteLine($"Weights: sha256 {descent.Digest()}");
    }

    public void Repeated(int calls)
    {
        if (calls > 0)
            WriteLine($"{calls} calls were made again: a silo was lost.");
    }

    /// <summary>Writes the cost of a step by part, and what the model makes of it.</summary>
    /// <param name="cost">The cost.</param>
    /// <param name="times">What the steps took.</param>
    /// <param name="rows">The number of rows of a step.</param>
    public void Cost(StepCost cost, StepTimes times, int rows)
    {
        double remote = cost.RemoteBlocks(cost.Silos);
        Table table = new Table().AddColumn("a step");
        table.AddColumn(new TableColumn("bytes").RightAligned());
        table.AddColumn(new TableColumn("ms").RightAligned());
        table.AddRow("rows: losses and gradients", "", Milliseconds(cost.Compute / cost.Silos));
        table.AddRow("within a silo: calls of shards, sums", "", Milliseconds(cost.BlocksOfSilo(cost.Silos) * cost.Within));
        table.AddRow("between silos: calls", "", Milliseconds(cost.Latency + (remote * cost.Call)));
        table.AddRow("between silos: weights out", Bytes(cost.BytesOut), Milliseconds(remote * cost.Out));
        table.AddRow("between silos: gradients back", Bytes(cost.BytesBack), Milliseconds(remote * cost.Back));
        table.AddRow("new weights", "", Milliseconds(cost.Update));
        table.AddRow("the step", "", Milliseconds(times.Step));

        console.WriteLine();
        console.Write(table);
        if (cost.Silos == 1)
            return;

        Table model = new Table().AddColumn("silos").Title("The step on other numbers of silos, by the cost model");
        foreach (string column in (string[])["ms", "times one", "faster than one", "half efficient"])
            model.AddColumn(new TableColumn(column).RightAligned());

        foreach (int silos in SiloCounts)
        {
            string[] thresholds = silos == 1 ? ["", ""] : [From(silos, 1), From(silos, silos / 2.0)];
            model.AddRow([$"{silos}", Milliseconds(cost.Step(silos)), Milliseconds(cost.Step(1) / cost.Step(silos)), .. thresholds]);
        }

        console.WriteLine();
        console.Write(model);

        string Bytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{remote:N0} x {bytes:N0}");

        static string Milliseconds(double value) => value.ToString("F2", CultureInfo.InvariantCulture);

        string From(int silos, double speedup) =>
            string.Create(CultureInfo.InvariantCulture, $"from {rows * cost.RowsFor(silos, speedup):N0} rows");
    }

    private static string Work(Settings settings) =>
        string.Create(CultureInfo.InvariantCulture, $"{settings.Rows:N0} rows in {settings.Shards} shards, {settings.StepCount} steps an epoch");

    private void LossChart(List<double> losses)
    {
        int stride = (losses.Count + MostBars - 1) / MostBars;
        BarChart chart = new BarChart().Width(ChartWidth).Label("Training loss by epoch").LeftAlignLabel();
        for (int epoch = losses.Count - 1; epoch >= 0; epoch -= stride)
            chart.Data.Insert(0, new BarChartItem(string.Create(CultureInfo.InvariantCulture, $"{epoch + 1}"), Math.Round(losses[epoch], 4), Color.Green));

        console.Write(chart);
    }

    private void WriteLine(FormattableString text) => console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
