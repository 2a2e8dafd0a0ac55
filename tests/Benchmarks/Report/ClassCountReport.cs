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
                string title = $"{(suite == Suite.Batch ? "A batch" : "One row at a time")}, {(element == ElementKind.Single ? "float" : "double")}";
                string chart = $"class-counts-{(suite == Suite.Batch ? "batch" : "row")}-{(element == ElementKind.Single ? "float" : "double")}.svg";
                File.WriteAllText(
                    Path.Combine(directory, chart),
                    Chart.Draw(title, "nanoseconds per class", Drawn.Select(operation => Series.Of(
                        operation, results.ClassCounts, classes => results.Time(suite, operation, element, classes) / classes))));
                text.Append(CultureInfo.InvariantCulture, $"## {title}\n\n![{title}]({chart})\n\n");
                text.Append("| operation | largest step | at N | next largest |\n| --- | ---: | ---: | --- |\n");
                foreach (string operation in results.Operations(suite, element))
                {
                    Step[] steps = [.. Step.All(results).Where(step => step.Key.Suite == suite && step.Key.Operation == operation && step.Key.Element == element)
                        .OrderByDescending(step => step.Ratio).DistinctBy(step => step.Classes)];
                    text.Append(CultureInfo.InvariantCulture, $"| {operation} | {steps[0].Ratio:F2} | {steps[0].Classes} | ");
                    text.AppendJoin(", ", steps.Skip(1).Take(3).Select(step => string.Create(CultureInfo.InvariantCulture, $"{step.Ratio:F2} at {step.Classes}"))).Append(" |\n");
                }

                text.Append('\n');
            }
        }

        text.Append("""
            ## What a step is

            The larger of two ratios: the time per class divided by that of the class count before, and the time per row divided by
            that of the class count after, which has more to do. (The work of the Jacobian is in proportion to the square of N, and
            so its time is divided by that.) A step up alone is not yet a cliff: the rows of a batch start on a cache line where N
            is a multiple of 16 floats or 8 doubles, and of 32 bytes for half of these; every vector of other rows crosses from one
            cache line to the next, which costs up to twice the time where there is little to compute.

            """.ReplaceLineEndings("\n"));
        File.WriteAllText(Path.Combine(directory, Page), text.ToString());
    }
}
