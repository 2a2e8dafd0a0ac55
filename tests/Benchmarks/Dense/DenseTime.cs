using System.Globalization;

namespace SoftmaxGen.Benchmarks.Dense;

/// <summary>The time of one benchmark of a head with a dense layer.</summary>
internal sealed record DenseTime(string Head, DenseSuite Suite, string Operation, double NanosecondsPerRow)
{
    private const string Mark = "dense";

    /// <summary>One line of text, which is how a process that measures hands its results to the one that started it.</summary>
    public string ToLine() => string.Join('\t', Mark, Head, Suite, Operation, NanosecondsPerRow.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>Reads such a line; null for any other.</summary>
    public static DenseTime? FromLine(string line) =>
        line.Split('\t') is [Mark, string head, string suite, string operation, string time]
            ? new(head, Enum.Parse<DenseSuite>(suite), operation, double.Parse(time, CultureInfo.InvariantCulture))
            : null;
}
