namespace SoftmaxGen.Samples.Tests;

/// <summary>Digits as CSV text, to break in one place.</summary>
internal static class DigitText
{
    /// <summary>Makes rows whose label is their number modulo 10, and whose pixels are all their label.</summary>
    public static string[][] Rows(int count) =>
        [.. Enumerable.Range(0, count).Select(row => Enumerable.Repeat($"{row % 10}", 65).ToArray())];

    public static string Join(string[][] rows) => string.Concat(rows.Select(row => string.Join(',', row) + "\n"));
}
