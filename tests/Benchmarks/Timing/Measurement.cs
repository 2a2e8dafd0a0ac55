using System.Globalization;

namespace SoftmaxGen.Benchmarks.Timing;

internal enum ElementKind
{
    Single,
    Double,
}

/// <summary>What the rows go through: one call for all, one call for each, or other people's code.</summary>
internal enum Suite
{
    Batch,
    Row,
    Peers,
}

/// <summary>One benchmark.</summary>
internal sealed record BenchmarkKey(Suite Suite, string Operation, ElementKind Element, int Classes);

/// <summary>The time of one benchmark.</summary>
internal sealed record Measurement(BenchmarkKey Key, double NanosecondsPerRow)
{
    private const string Mark = "measured";

    /// <summary>One line of text, which is how a process that measures hands its results to the one that started it.</summary>
    public string ToLine() => string.Join(
        '\t', Mark, Key.Suite, Key.Operation, Key.Element, Key.Classes, NanosecondsPerRow.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>Reads such a line; null for any other.</summary>
    public static Measurement? FromLine(string line) =>
        line.Split('\t') is [Mark, string suite, string operation, string element, string classes, string time]
            ? new(
                new(Enum.Parse<Suite>(suite), operation, Enum.Parse<ElementKind>(element), int.Parse(classes, CultureInfo.InvariantCulture)),
                double.Parse(time, CultureInfo.InvariantCulture))
            : null;
}
