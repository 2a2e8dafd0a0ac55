using System.Diagnostics;
using System.Globalization;
using DigitClassifier;
using DistributedTraining.Training;
using Spectre.Console;

namespace DistributedTraining;

/// <summary>Writes how training gets on and what came out of it.</summary>
internal sealed class Report(IAnsiConsole console)
{
    // Of the chart: more epochs than these are thinned out.
    private const int MostBars = 20;
    private const int ChartWidth = 60;

    public void Threads(Settings settings) => WriteLine($"{Work(settings)}, on the threads of this process");

    /// <param name="settings">The settings.</param>
    /// <param name="members">The silos of the cluster.</param>
    /// <param name="blocks">The silo of each block of shards.</param>
    public void Members(Settings settings, SiloAddress[] members, SiloAddress[] blocks)
    {
        WriteLine($"{Work(settings)}, on {members.Length} {(members.Length == 1 ? "silo" : "silos")}:");
        foreach (SiloAddress member in members)
            WriteLine($"  {member.Endpoint} has {blocks.Count(silo => silo.Equals(member))} of {blocks.Length} blocks of shards");
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
        if (descent.Times.Steps > 0)
            WriteLine($"A step took {descent.Times.Total.TotalMilliseconds / descent.Times.Steps:F3} ms, of which {descent.Times.Compute.TotalMilliseconds / descent.Times.Steps:F3} ms to compute");
    }

    public void Repeated(int calls)
    {
        if (calls > 0)
            WriteLine($"{calls} calls were made again: a silo was lost.");
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
