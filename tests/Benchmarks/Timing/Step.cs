namespace SoftmaxGen.Benchmarks.Timing;

/// <summary>How much a class count is dearer than the one next to it.</summary>
/// <param name="Key">The benchmark.</param>
/// <param name="Neighbour">The class count that it is compared with.</param>
/// <param name="Ratio">The time per class beside that of one class less, or the time per row beside that of one more, which has more to do.</param>
internal sealed record Step(BenchmarkKey Key, int Neighbour, double Ratio)
{
    public int Classes => Key.Classes;

    public static IEnumerable<Step> All(Results results) => results.Keys.SelectMany(key => Of(results, key));

    /// <summary>The steps to both neighbours, where those were measured.</summary>
    public static IEnumerable<Step> Of(Results results, BenchmarkKey key)
    {
        int less = key.Classes - 1, more = key.Classes + 1;
        if (PerClass(results, key, key.Classes) / PerClass(results, key, less) is { } toLess)
            yield return new(key, less, toLess);
        if (results.Time(key) / results.Time(key with { Classes = more }) is { } toMore)
            yield return new(key, more, toMore);
    }

    /// <summary>How much a class count stands out to both sides: the time per class beside that of the dearer neighbour, where both were measured.</summary>
    public static double? SpikeOf(Results results, BenchmarkKey key) =>
        PerClass(results, key, key.Classes - 1) is { } less && PerClass(results, key, key.Classes + 1) is { } more
            ? PerClass(results, key, key.Classes) / Math.Max(less, more)
            : null;

    // The work of the Jacobian is in proportion to the square of N.
    private static double? PerClass(Results results, BenchmarkKey key, int classes) =>
        results.Time(key with { Classes = classes }) / Math.Pow(classes, key.Operation == nameof(RowBenchmarks<,>.Jacobian) ? 2 : 1);
}
