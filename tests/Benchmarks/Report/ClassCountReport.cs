using System.Globalization;
using System.Text;
using SoftmaxGen.Benchmarks.Timing;

namespace SoftmaxGen.Benchmarks.Report;

/// <summary>Writes the page that shows that no class count is a cliff.</summary>
internal static class ClassCountReport
{
    private const string Page = "class-counts.md";

    /// <summary>The operations that are drawn: more lines than a chart has colours would hide one another.</summary>
    private static readonly string[] Drawn =
    [
        nameof(BatchBenchmarks<,>.Softmax),
        nameof(BatchBenchmarks<,>.LogSoftmax),
        nameof(BatchBenchmarks<,>.LogSumExp),
        nameof(BatchBenchmarks<,>.CrossEntropyLabels),
        nameof(BatchBenchmarks<,>.CrossEntropyGradientLabels),
        nameof(BatchBenchmarks<,>.CrossEntropyGradientTargets),
    ];

    public static void Write(Results results, string directory)
    {
        Directory.CreateDirectory(directory);
        StringBuilder text = new();
        text.Append("""
            # Every class count

            Written by

            ```
            dotnet run -c Release --project tests/Benchmarks -- cliffs
            ```

            which times every operation on a head of each class count up to 192, and of some beyond, whose code is that of one of
            these with other numbers. A class count that its plan does not suit would stand out here. Each head is called for a moment
            only, and therefore compiled without tiers.


            """.ReplaceLineEndings("\n"));
        text.Append(Machine.Describe()).Append('\n');
        foreach (Suite suite in (Suite[])[Suite.Batch, Suite.Row])
        {
            foreach (ElementKind element in Enum.GetValues<ElementKind>())
            {
                string title = $"{(suite == Suite.Batch ? "A batch" : "One row at a time")}, {Names.Of(element)}";
                string chart = $"class-counts-{Names.Of(suite)}-{Names.Of(element)}.svg";
                File.WriteAllText(
                    Path.Combine(directory, chart),
                    Chart.Draw(title, "nanoseconds per class", Drawn.Select(operation => Series.Of(
                        operation, results.ClassCounts, classes => results.Time(suite, operation, element, classes) / classes))));
                text.Append(CultureInfo.InvariantCulture, $"## {title}\n\n![{title}]({chart})\n\n");
                text.Append("| operation | largest spike | at N | largest step | at N | next largest |\n| --- | ---: | ---: | ---: | ---: | --- |\n");
                foreach (string operation in results.Operations(suite, element))
                {
                    BenchmarkKey[] keys = [.. results.Keys.Where(key => key.Suite == suite && key.Operation == operation && key.Element == element)];
                    (double? Ratio, int Classes) spike = keys.Select(key => (Step.SpikeOf(results, key), key.Classes)).MaxBy(spike => spike.Item1);
                    Step[] steps = [.. keys.SelectMany(key => Step.Of(results, key)).OrderByDescending(step => step.Ratio).DistinctBy(step => step.Classes)];
                    text.Append(CultureInfo.InvariantCulture, $"| {operation} | {spike.Ratio:F2} | {spike.Classes} | {steps[0].Ratio:F2} | {steps[0].Classes} | ");
                    text.AppendJoin(", ", steps.Skip(1).Take(3).Select(step => string.Create(CultureInfo.InvariantCulture, $"{step.Ratio:F2} at {step.Classes}"))).Append(" |\n");
                }

                text.Append('\n');
            }
        }

        text.Append($"""
            ## Spikes and steps

            A spike stands out to both sides: the time per class divided by that of the dearer neighbour. A step stands out to one:
            the larger of the time per class divided by that of one class less, and the time per row divided by that of one class
            more, which has more to do. (The work of the Jacobian is in proportion to the square of N, and so its time is divided by
            that.) A step alone is not yet a cliff: the rows of a batch start on a cache line where N is a multiple of 16 floats or
            8 doubles, and every vector of other rows crosses from one cache line to the next, which costs up to twice the time
            where there is little to compute. Steps above {EveryClassCount.Suspicious.ToString(CultureInfo.InvariantCulture)} were measured again, up to {EveryClassCount.MoreRounds} times, and the fastest counts.

            """.ReplaceLineEndings("\n"));
        File.WriteAllText(Path.Combine(directory, Page), text.ToString());
    }
}
