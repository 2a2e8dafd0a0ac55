using System.Globalization;
using System.Text;

namespace SoftmaxGen.Benchmarks.Report;

/// <summary>One column of numbers.</summary>
/// <param name="Header">What stands above it.</param>
/// <param name="IsRatio">Whether it is a ratio: those have a geometric mean.</param>
/// <param name="Value">The number for a class count, or null for none.</param>
internal sealed record Column(string Header, bool IsRatio, Func<int, double?> Value)
{
    public static Column Time(string header, Func<int, double?> value) => new(header, false, value);

    public static Column Ratio(string header, Func<int, double?> numerator, Func<int, double?> denominator) =>
        new(header, true, classes => numerator(classes) / denominator(classes));
}

/// <summary>A Markdown table with one line for each class count.</summary>
internal static class Table
{
    public static string Write(IReadOnlyList<int> classCounts, IEnumerable<Column> columns)
    {
        // A column without a number would only say that something was not measured.
        Column[] filled = [.. columns.Where(column => classCounts.Any(classes => column.Value(classes) is not null))];
        StringBuilder text = new();
        Line(text, ["N", .. filled.Select(column => column.Header)]);
        Line(text, Enumerable.Repeat("---:", filled.Length + 1));
        foreach (int classes in classCounts)
            Line(text, [classes.ToString(CultureInfo.InvariantCulture), .. filled.Select(column => Format(column.Value(classes), column.IsRatio))]);
        if (filled.Any(column => column.IsRatio))
            Line(text, ["geometric mean", .. filled.Select(column => column.IsRatio ? Format(GeometricMean(classCounts, column), true) : "")]);
        return text.ToString();
    }

    private static double? GeometricMean(IReadOnlyList<int> classCounts, Column column)
    {
        double[] logs = [.. classCounts.Select(classes => column.Value(classes)).OfType<double>().Select(value => Math.Log(value))];
        return Math.Exp(logs.Average());
    }

    private static string Format(double? value, bool isRatio) => value switch
    {
        null => "",
        >= 100 when !isRatio => value.Value.ToString("0", CultureInfo.InvariantCulture),
        >= 10 => value.Value.ToString("0.0", CultureInfo.InvariantCulture),
        _ => value.Value.ToString("0.00", CultureInfo.InvariantCulture),
    };

    private static void Line(StringBuilder text, IEnumerable<string> cells) =>
        text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
