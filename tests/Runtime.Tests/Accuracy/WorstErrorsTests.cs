using System.Collections.Concurrent;
using System.Diagnostics;
using System.Numerics;
using System.Reflection;
using SoftmaxGen.Runtime.Tests.Heads;
using SoftmaxGen.Runtime.Tests.Inputs;
using Xunit.Abstractions;

namespace SoftmaxGen.Runtime.Tests.Accuracy;

/// <summary>The table of the worst errors in docs/numerics/worst-errors.md is what is measured.</summary>
/// <remarks>
/// The rows are the same in every run, and so are the bits of the results on all hardware with fused multiply-add. Where the
/// table differs it is left beside the page as <c>worst-errors.received.md</c>; with the environment variable
/// <c>SOFTMAXGEN_ACCEPT_SNAPSHOTS=1</c> it replaces the documented one.
/// </remarks>
[Trait(TestCategory.Name, TestCategory.Slow)]
public class WorstErrorsTests(ITestOutputHelper output)
{
    private const int LargestPromised = 4096;

    private static readonly int[] Counts =
    [
        .. Enumerable.Range(2, 16), 19, 23, 24, 29, 31, 32,
        33, 37, 47, 48, 63, 64, 65, 77, 96, 100, 127, 128,
        129, 150, 191, 200, 255, 256, 257, 300, 515, 1000, 1023,
        4096, 65536,
    ];

    /// <summary>Each column of the table goes up to one of these class counts.</summary>
    private static readonly int[] Columns = [32, 128, 1023, LargestPromised, 65536];

    private static string Page => Path.Combine(
        typeof(WorstErrorsTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "NumericsDirectory").Value!,
        "worst-errors.md");

    [Fact]
    public void Table_of_worst_errors_is_what_is_measured()
    {
        string documented = File.ReadAllText(Page).ReplaceLineEndings("\n");
        string measured = WithTable(WithTable(documented, "## float", Table<float>()), "## double", Table<double>());

        // Without fused multiply-add the bits are others, and the bounds all that is promised; of some heads there is no table.
        if (!DoubleExp.IsFused || ClassCounts.IsSpread)
        {
            return;
        }

        string received = Path.ChangeExtension(Page, ".received.md");
        File.Delete(received);
        if (measured == documented)
        {
            return;
        }

        bool isAccepting = Environment.GetEnvironmentVariable("SOFTMAXGEN_ACCEPT_SNAPSHOTS") == "1";
        File.WriteAllText(isAccepting ? Page : received, measured);
        Assert.True(isAccepting, $"Other errors than those in {Page} were measured: see {received}. To accept them, run this test with SOFTMAXGEN_ACCEPT_SNAPSHOTS=1.");
    }

    [Fact]
    public void WithTable_replaces_every_line_of_the_table() => Assert.Equal(
        "# Page\n\n## float\n\nWords.\n\n| new |\n\n## double\n\n| old |\n",
        WithTable("# Page\n\n## float\n\nWords.\n\n| old |\n| old |\n\n## double\n\n| old |\n", "## float", ["| new |"]));

    /// <summary>Measures, and fails where an error is out of its bound.</summary>
    private List<string> Table<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        WorstErrors[] columns = [.. Columns.Select(_ => new WorstErrors())];
        var watch = Stopwatch.StartNew();
        int cases = 0;

        // The longest first, so that no processor is left with them in the end.
        Parallel.ForEach(Partitioner.Create(Cases().Reverse(), EnumerablePartitionerOptions.NoBuffering), one =>
        {
            var worst = new WorstErrors();
            new AccuracyCase<T>(one.Classes, one.Kind, one.Salt, worst).Run();
            columns[Array.FindIndex(Columns, last => one.Classes <= last)].Add(worst);
            Interlocked.Increment(ref cases);
        });
        output.WriteLine($"{typeof(T).Name}: {cases} cases in {watch.Elapsed.TotalSeconds:F1} s");

        var promised = new WorstErrors();
        foreach (WorstErrors column in columns.Where((_, index) => Columns[index] <= LargestPromised))
        {
            promised.Add(column);
        }

        return
        [
            $"| output | promised | N to {LargestPromised} | {string.Join(" | ", Columns.Select((_, index) => ColumnName(index)))} |",
            $"| --- | --- | --- |{string.Concat(Columns.Select(_ => " --- |"))}",
            .. WorstErrors.Outputs.Select(row => $"| {row} | {Promise<T>(row)} | {string.Join(" | ", columns.Prepend(promised).Select(column => Cell(column[row])))} |"),
        ];
    }

    private static IEnumerable<(int Classes, RowKind Kind, int Salt)> Cases() =>
        from classes in Counts.Intersect(ClassCounts.Tested)
        from salt in Enumerable.Range(1, Math.Clamp(300 / classes, 1, 10))
        from kind in Enum.GetValues<RowKind>()
        where classes <= LargestPromised || kind == RowKind.Unit
        select (classes, kind, salt);

    private static string ColumnName(int index)
    {
        int[] counts = [.. Counts.Where(count => Array.FindIndex(Columns, last => count <= last) == index)];
        return counts.Length == 1 ? $"{counts[0]}" : $"{counts[0]} to {counts[^1]}";
    }

    /// <summary>The bound and, from where it changes on, those for more classes.</summary>
    private static string Promise<T>(string row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double bound = WorstErrors.Bound<T>(row, 2);
        string promise = FormattableString.Invariant($"{bound}");
        for (int classes = 3; classes <= LargestPromised; classes++)
        {
            double next = WorstErrors.Bound<T>(row, classes);
            if (next != bound)
            {
                bound = next;
                promise += FormattableString.Invariant($", {next} for N > {classes - 1}");
            }
        }

        return promise;
    }

    // Rounded up: nothing is worse than what the table says.
    private static string Cell(double? error) => error is null ? "" : FormattableString.Invariant($"{Math.Ceiling(error.Value * 100) / 100:F2}");

    private static string WithTable(string page, string heading, IEnumerable<string> table)
    {
        List<string> lines = [.. page.Split('\n')];
        int start = lines.FindIndex(lines.IndexOf(heading), line => line.StartsWith('|'));
        int end = lines.FindIndex(start, line => !line.StartsWith('|'));
        lines.RemoveRange(start, end - start);
        lines.InsertRange(start, table);
        return string.Join('\n', lines);
    }
}
