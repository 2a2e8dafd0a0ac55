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
        double time = results.Time(key)!.Value;
        int less = key.Classes - 1, more = key.Classes + 1;
        if (results.Time(key with { Classes = less }) is { } timeOfLess)
            yield return new(key, less, time / timeOfLess / Math.Pow((double)key.Classes / less, PowerOf(key.Operation)));
        if (results.Time(key with { Classes = more }) is { } timeOfMore)
            yield return new(key, more, time / timeOfMore);
    }

    /// <summary>How much a class count stands out to both sides: the time per class beside that of the dearer neighbour, where both were measured.</summary>
    public static double? SpikeOf(Results results, BenchmarkKey key)
    {
        double? PerClass(int classes) => results.Time(key with { Classes = classes }) / Math.Pow(classes, PowerOf(key.Operation));

        return PerClass(key.Classes) / (PerClass(key.Classes - 1) is { } less && PerClass(key.Classes + 1) is { } more ? Math.Max(less, more) : null);
    }

    /// <summary>The power of N that the work is in proportion to.</summary>
    public static int PowerOf(string operation) => operation == nameof(RowBenchmarks<,>.Jacobian) ? 2 : 1;
}
