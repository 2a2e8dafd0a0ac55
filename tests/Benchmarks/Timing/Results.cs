namespace SoftmaxGen.Benchmarks.Timing;

/// <summary>All times of a run: the fastest of each benchmark, as often as it was measured.</summary>
internal sealed class Results(IEnumerable<Measurement> measurements)
{
    private readonly Dictionary<BenchmarkKey, double> _times = measurements
        .GroupBy(item => item.Key, item => item.NanosecondsPerRow)
        .ToDictionary(times => times.Key, times => times.Min());

    public IReadOnlyCollection<BenchmarkKey> Keys => _times.Keys;

    public IReadOnlyList<int> ClassCounts => [.. _times.Keys.Select(key => key.Classes).Distinct().Order()];

    /// <summary>Nanoseconds per row, or null where that was not measured.</summary>
    public double? Time(Suite suite, string operation, ElementKind element, int classes) => Time(new(suite, operation, element, classes));

    /// <inheritdoc cref="Time(Suite, string, ElementKind, int)"/>
    public double? Time(BenchmarkKey key) => _times.TryGetValue(key, out double time) ? time : null;

    /// <summary>The operations of a suite, in the order in which its class declares them.</summary>
    public IReadOnlyList<string> Operations(Suite suite, ElementKind element) =>
        [.. _times.Keys.Where(key => key.Suite == suite && key.Element == element).Select(key => key.Operation).Distinct()];
}
