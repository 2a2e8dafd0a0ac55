using System.Globalization;
using System.Text;

namespace SoftmaxGen.Benchmarks.Report;

/// <summary>Our time and one that it is held against.</summary>
/// <param name="Case">What was timed.</param>
/// <param name="Ours">Our time.</param>
/// <param name="Peer">The other.</param>
/// <param name="Bar">What the ratio must be, or null where it is for information.</param>
internal sealed record Comparison(string Case, double Ours, double Peer, double? Bar);

/// <summary>A Markdown table of our times beside those of one peer.</summary>
/// <param name="Peer">The peer.</param>
/// <param name="IsSpeedup">Whether the ratio is theirs to ours, which must be large; else it is ours to theirs, which must be small.</param>
/// <param name="Lines">The comparisons.</param>
internal sealed record Comparisons(string Peer, bool IsSpeedup, IReadOnlyList<Comparison> Lines)
{
    private const string Ours = "SoftmaxGen";

    public string Write()
    {
        StringBuilder text = new();
        text.Append($"| case | {Ours} | {Peer} | {(IsSpeedup ? $"{Peer} / {Ours}" : $"{Ours} / {Peer}")} | bar |\n");
        text.Append("| --- | ---: | ---: | ---: | ---: |\n");
        foreach (Comparison line in Lines)
        {
            double ratio = IsSpeedup ? line.Peer / line.Ours : line.Ours / line.Peer;
            string[] cells = [line.Case, Time(line.Ours), Time(line.Peer), ratio.ToString("0.00", CultureInfo.InvariantCulture), Bar(line.Bar)];
            text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
        }

        return text.ToString();
    }

    private static string Time(double value) =>
        value.ToString(value >= 100 ? "0" : value >= 10 ? "0.0" : "0.00", CultureInfo.InvariantCulture);

    private string Bar(double? bar) =>
        bar is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{(IsSpeedup ? "at least" : "at most")} {bar}");
}
