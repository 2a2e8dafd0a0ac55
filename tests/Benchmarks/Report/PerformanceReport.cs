using System.Text;
using SoftmaxGen.Benchmarks.Timing;

namespace SoftmaxGen.Benchmarks.Report;

/// <summary>Writes tables into a README, between two marks so that the words around them stay, and charts beside it.</summary>
internal static class PerformanceReport
{
    private const string Start = "<!-- results: written by tests/Benchmarks -->";
    private const string End = "<!-- end of results -->";

    private const string Ours = "SoftmaxGen";
    private const string Tensor = "TensorPrimitives.SoftMax";
    private const string Loop = "loop over Exp";
    private const string Composed = "TensorPrimitives composed";
    private const string Cpp = "C++ bar";

    public static void Write(Results results, NativeTimes? native, string directory)
    {
        Directory.CreateDirectory(directory);
        StringBuilder text = new();
        text.Append(Start).Append("\n\n## Machine\n\n").Append(Machine.Describe());
        foreach (Section section in Sections(results, native))
        {
            text.Append('\n').Append("## ").Append(section.Title).Append("\n\n");
            if (section.Chart is { } chart)
            {
                text.Append("![").Append(section.Title).Append("](").Append(chart).Append(")\n\n");
                File.WriteAllText(Path.Combine(directory, chart), Chart.Draw(section.Title, "nanoseconds per row", section.Lines));
            }

            text.Append(Table.Write(results.ClassCounts, section.Columns));
        }

        text.Append('\n').Append(End);
        string readme = Path.Combine(directory, "README.md");
        File.WriteAllText(readme, Insert(File.Exists(readme) ? File.ReadAllText(readme) : "", text.ToString()));
    }

    private static string Insert(string readme, string results)
    {
        int start = readme.IndexOf(Start, StringComparison.Ordinal), end = readme.IndexOf(End, StringComparison.Ordinal);
        return start >= 0 && end > start
            ? string.Concat(readme.AsSpan(0, start), results, readme.AsSpan(end + End.Length))
            : $"{(readme.Length == 0 ? "# Performance\n" : readme)}\n{results}\n";
    }

    private static IEnumerable<Section> Sections(Results results, NativeTimes? native)
    {
        foreach (ElementKind element in Enum.GetValues<ElementKind>())
        {
            foreach (Suite suite in (Suite[])[Suite.Batch, Suite.Row])
            {
                if (results.Operations(suite, element).Contains(Operation.Softmax))
                    yield return Softmax(results, element == ElementKind.Single ? native : null, suite, element);
            }

            if (results.Operations(Suite.Peers, element).Contains(Operation.LoopGradient))
                yield return Gradient(results, element);
        }

        foreach (ElementKind element in Enum.GetValues<ElementKind>())
        {
            foreach (Suite suite in Enum.GetValues<Suite>())
            {
                IReadOnlyList<string> operations = results.Operations(suite, element);

                // The short run has measured nothing that the sections above do not show.
                if (results.Operations(Suite.Batch, element).Count > 2)
                    yield return Everything(results, suite, element, operations);
            }
        }
    }

    private static Section Softmax(Results results, NativeTimes? native, Suite suite, ElementKind element)
    {
        Func<int, double?> ours = Time(results, suite, Operation.Softmax, element);
        Func<int, double?> tensor = Time(results, Suite.Peers, Operation.TensorPrimitivesSoftmax, element);
        Func<int, double?> loop = Time(results, Suite.Peers, Operation.LoopSoftmax, element);
        Func<int, double?> composed = Time(results, Suite.Peers, Operation.ComposedSoftmax, element);
        Func<int, double?> cpp = classes => suite == Suite.Batch ? native?.Best(classes) : native?.Row(classes);
        List<Column> columns =
        [
            Column.Time(Ours, ours),
            Column.Time(Tensor, tensor),
            Column.Time(Loop, loop),
            Column.Time(Composed, composed),
            Column.Ratio($"{Tensor} / {Ours}", tensor, ours),
            Column.Time(suite == Suite.Batch ? $"{Cpp}, best layout" : $"{Cpp}, lanes = classes", cpp),
            Column.Ratio($"{Ours} / {Cpp}", ours, cpp),
        ];
        if (element == ElementKind.Double && suite == Suite.Batch)
            columns.Add(Column.Ratio("double / float", ours, Time(results, suite, Operation.Softmax, ElementKind.Single)));

        return new(
            suite == Suite.Batch ? $"Softmax of a batch, {Names.Of(element)}" : $"Softmax of one row at a time, {Names.Of(element)}",
            $"softmax-{Names.Of(suite)}-{Names.Of(element)}.svg",
            columns,
            Lines(results, (Ours, ours), (Tensor, tensor), (Loop, loop), (Composed, composed), (Cpp, cpp)));
    }

    private static Section Gradient(Results results, ElementKind element)
    {
        Func<int, double?> ours = Time(results, Suite.Batch, Operation.Gradient, element);
        Func<int, double?> softmax = Time(results, Suite.Batch, Operation.Softmax, element);
        Func<int, double?> loop = Time(results, Suite.Peers, Operation.LoopGradient, element);
        Func<int, double?> composed = Time(results, Suite.Peers, Operation.ComposedGradient, element);
        return new(
            $"Loss and gradient of a batch from labels, {Names.Of(element)}",
            $"gradient-batch-{Names.Of(element)}.svg",
            [
                Column.Time(Ours, ours),
                Column.Time(Loop, loop),
                Column.Time(Composed, composed),
                Column.Ratio("gradient / softmax", ours, softmax),
            ],
            Lines(results, (Ours, ours), (Loop, loop), (Composed, composed)));
    }

    private static Section Everything(Results results, Suite suite, ElementKind element, IReadOnlyList<string> operations)
    {
        string title = suite switch
        {
            Suite.Batch => "Every operation on a batch",
            Suite.Row => "Every operation on one row at a time",
            _ => "Every peer",
        };
        return new($"{title}, {Names.Of(element)}", null, [.. operations.Select(operation => Column.Time(operation, Time(results, suite, operation, element)))], []);
    }

    private static IReadOnlyList<Series> Lines(Results results, params (string Name, Func<int, double?> Time)[] lines) =>
        [.. lines.Select(line => Series.Of(line.Name, results.ClassCounts, line.Time))];

    private static Func<int, double?> Time(Results results, Suite suite, string operation, ElementKind element) =>
        classes => results.Time(suite, operation, element, classes);

    /// <summary>One heading with its table, and its chart where it has one.</summary>
    private sealed record Section(string Title, string? Chart, IReadOnlyList<Column> Columns, IReadOnlyList<Series> Lines);

    /// <summary>The names of the benchmarks that the sections are about.</summary>
    private static class Operation
    {
        public const string Softmax = nameof(BatchBenchmarks<,>.Softmax);
        public const string Gradient = nameof(BatchBenchmarks<,>.CrossEntropyGradientLabels);
        public const string TensorPrimitivesSoftmax = nameof(PeerBenchmarks<,>.TensorPrimitivesSoftmax);
        public const string LoopSoftmax = nameof(PeerBenchmarks<,>.LoopSoftmax);
        public const string ComposedSoftmax = nameof(PeerBenchmarks<,>.ComposedSoftmax);
        public const string LoopGradient = nameof(PeerBenchmarks<,>.LoopGradient);
        public const string ComposedGradient = nameof(PeerBenchmarks<,>.ComposedGradient);
    }
}
