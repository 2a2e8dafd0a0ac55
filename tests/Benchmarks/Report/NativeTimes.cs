using System.Globalization;
using System.Text.RegularExpressions;

namespace SoftmaxGen.Benchmarks.Report;

/// <summary>What the hand-written C++ bar printed, in nanoseconds per row: the fastest of its runs, where the file has several.</summary>
internal sealed partial class NativeTimes
{
    private readonly Dictionary<int, (double? Row, double? Best)> _times = [];

    public static NativeTimes Read(string file)
    {
        NativeTimes times = new();
        try
        {
            foreach (Match match in File.ReadLines(file).Select(line => Line().Match(line)).Where(match => match.Success))
            {
                int classes = int.Parse(match.Groups["classes"].Value, CultureInfo.InvariantCulture);
                (double? row, double? best) = times._times.GetValueOrDefault(classes);
                times._times[classes] = (Faster(row, Number(match.Groups["row"].Value)), Faster(best, Number(match.Groups["best"].Value)));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BenchmarkException(e.Message);
        }

        return times._times.Count > 0 ? times : throw new BenchmarkException($"{file}: no line has the form of the C++ bar's output");
    }

    /// <summary>One row after the other, lanes being classes; null where the bar has no such layout.</summary>
    public double? Row(int classes) => _times.GetValueOrDefault(classes).Row;

    /// <summary>The better of its layouts for a batch.</summary>
    public double? Best(int classes) => _times.GetValueOrDefault(classes).Best;

    private static double? Faster(double? left, double? right) => left is null ? right : right is null ? left : Math.Min(left.Value, right.Value);

    // A layout that does not exist for a class count is printed as nan or -nan.
    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : null;

    [GeneratedRegex(@"^\s*(?<classes>\d+)\s+H\s+(?<row>\S+)\s+ns/row\b.*\bbest\s+(?<best>\S+)")]
    private static partial Regex Line();
}
