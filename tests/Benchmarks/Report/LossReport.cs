using System.Globalization;
using SoftmaxGen.Benchmarks.Losses;
using SoftmaxGen.Benchmarks.Timing;

namespace SoftmaxGen.Benchmarks.Report;

/// <summary>Writes the page that says what options of the loss cost.</summary>
internal static class LossReport
{
    private const string Page = "losses.md";

    public static void Write(Results results, IReadOnlyList<int> classCounts, string directory)
    {
        Directory.CreateDirectory(directory);
        File.WriteAllText(Path.Combine(directory, Page), Text(results, classCounts));
    }

    private static string Text(Results results, IReadOnlyList<int> classCounts) => $"""
        # Options of the loss

        Written by

        ```
        dotnet run -c Release --project tests/Benchmarks -- losses
        ```

        in under two minutes. A row of the tables of times is about
        `CrossEntropyGradient(logits, labels, gradient, Reduction.Mean)` of a batch with N classes: the time of a head without
        options, in nanoseconds per row of the batch, and the times of heads with one kind of option each, divided by it. The
        times depend on the processor, the width of its vectors and what else it does, the ratios less so; where rows are
        ignored, both depend on how many and how regularly.

        | option | head |
        | --- | --- |
        {string.Join('\n', LossOption.Options.Select(option => $"| {option.Title} | {option.Meaning} |"))}

        - What is compared is measured in one process, in turns of a tenth of a millisecond, on the same data and into the
          same memory, which starts on a cache line. A time is that of the fastest turn, on one thread, in steady state.
        - A batch has 20000 / N rows, at least 64 and at most 1024. Logits are uniform from -4 to 4, and labels are uniform.
        - A ratio is for information where its column has no bar.

        {Machine.Describe()}
        ## float

        {TableOf(results, classCounts, ElementKind.Single)}
        ## double

        {TableOf(results, classCounts, ElementKind.Double)}
        """.ReplaceLineEndings("\n");

    private static string TableOf(Results results, IReadOnlyList<int> classCounts, ElementKind element) => Table.Write(
        classCounts,
        [
            Column.Time(LossOption.None.Title, Time(results, element, LossOption.None)),
            .. LossOption.Options.Select(option => Column.Ratio(Header(option), Time(results, element, option), Time(results, element, LossOption.None))),
        ]);

    private static string Header(LossOption option) =>
        option.Bar is { } bar ? string.Create(CultureInfo.InvariantCulture, $"{option.Title} (at most {bar})") : option.Title;

    private static Func<int, double?> Time(Results results, ElementKind element, LossOption option) => classes =>
        results.Time(Suite.Batch, option.Name, element, classes) ?? throw new BenchmarkException($"{option.Name}: N = {classes} was not measured");
}
