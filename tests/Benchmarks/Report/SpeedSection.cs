using System.Globalization;
using System.Text;

namespace SoftmaxGen.Benchmarks.Report;

/// <summary>
/// The speed section of the repository's README.md, made of docs/performance/README.md, so that the two cannot differ.
/// </summary>
/// <remarks>It depends on nothing but text: the tests of the package compile it too, and hold README.md to it.</remarks>
internal static class SpeedSection
{
    private const string Start = "<!-- speed: written by tests/Benchmarks from docs/performance/README.md -->";
    private const string End = "<!-- end of speed -->";

    private const string Ours = "SoftmaxGen";
    private const string Tensor = "TensorPrimitives.SoftMax";
    private const string Cpp = "C++ bar, best layout";

    private static readonly string[] Shown = ["2", "10", "100", "1000"];

    /// <summary>Puts the section of the results on <paramref name="performance"/> in the place of the one in <paramref name="readme"/>.</summary>
    /// <exception cref="FormatException">One of the two pages is not in the form that this code knows.</exception>
    public static string Insert(string readme, string performance)
    {
        int start = readme.IndexOf(Start, StringComparison.Ordinal), end = readme.IndexOf(End, StringComparison.Ordinal);
        return start >= 0 && end > start
            ? string.Concat(readme.AsSpan(0, start), $"{Start}\n{Write(performance)}", readme.AsSpan(end))
            : throw new FormatException($"README.md: expected '{Start}' and '{End}'");
    }

    private static string Write(string performance)
    {
        List<string[]> machine = Rows(performance, "Machine");
        List<string[]> softmax = Rows(performance, "Softmax of a batch, float");
        List<string[]> gradient = Rows(performance, "Loss and gradient of a batch from labels, float");
        List<string[]> doubles = Rows(performance, "Softmax of a batch, double");
        bool hasCpp = softmax[0].Contains(Cpp);

        StringBuilder text = new();
        text.Append("Softmax of a batch of floats, in nanoseconds per row on one thread of an ").Append(Value(machine, "processor"));
        text.Append(", with vectors of ").Append(Value(machine, "widest accelerated vector")).Append(":\n\n");
        text.Append($"| N | {Ours} | `{Tensor}` |").Append(hasCpp ? " hand-written C++ with AVX2 |\n" : "\n");
        text.Append("| ---: | ---: | ---: |").Append(hasCpp ? " ---: |\n" : "\n");
        foreach (string classes in Shown)
        {
            text.Append("| ").Append(classes);
            foreach (string column in hasCpp ? (string[])[Ours, Tensor, Cpp] : [Ours, Tensor])
                text.Append(" | ").Append(Column(softmax, column).Single(cell => cell.Classes == classes).Value);

            text.Append(" |\n");
        }

        return text.Append(
            CultureInfo.InvariantCulture,
            $"\nLoss and gradient together take {Range(gradient, "gradient / softmax")} times as long, doubles {Range(doubles, "double / float")} times.\n").ToString();
    }

    /// <summary>The cells of the table below a heading, its header first and without the line below that.</summary>
    private static List<string[]> Rows(string page, string heading)
    {
        string[] lines = page.ReplaceLineEndings("\n").Split('\n');
        List<string[]> rows =
        [
            .. lines
                .SkipWhile(line => line != $"## {heading}")
                .SkipWhile(line => !line.StartsWith('|'))
                .TakeWhile(line => line.StartsWith('|'))
                .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray()),
        ];
        if (rows.Count < 3)
            throw new FormatException($"docs/performance/README.md: expected a table below '## {heading}'");

        rows.RemoveAt(1);
        return rows;
    }

    private static string Value(List<string[]> rows, string name) => rows.Single(row => row[0] == name)[1];

    private static IEnumerable<(string Classes, string Value)> Column(List<string[]> rows, string name)
    {
        int column = Array.IndexOf(rows[0], name);
        return column > 0
            ? rows.Skip(1).Where(row => int.TryParse(row[0], CultureInfo.InvariantCulture, out _)).Select(row => (row[0], row[column]))
            : throw new FormatException($"docs/performance/README.md: expected a column '{name}'");
    }

    /// <summary>The least and the greatest, to one digit and rounded away from one another: no ratio is outside.</summary>
    private static string Range(List<string[]> rows, string name)
    {
        decimal[] ratios = [.. Column(rows, name).Select(cell => decimal.Parse(cell.Value, CultureInfo.InvariantCulture))];
        return string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(10 * ratios.Min()) / 10:F1} to {Math.Ceiling(10 * ratios.Max()) / 10:F1}");
    }
}
