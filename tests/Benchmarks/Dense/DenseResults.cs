namespace SoftmaxGen.Benchmarks.Dense;

/// <summary>All times of a run.</summary>
internal sealed class DenseResults(IEnumerable<DenseTime> times)
{
    private readonly Dictionary<(string Head, DenseSuite Suite, string Operation), double> _times =
        times.ToDictionary(time => (time.Head, time.Suite, time.Operation), time => time.NanosecondsPerRow);

    /// <summary>Nanoseconds per row.</summary>
    public double Time(DenseCase head, DenseSuite suite, string operation) =>
        _times.TryGetValue((head.Name, suite, operation), out double time)
            ? time
            : throw new BenchmarkException($"{head.Name}: {operation} was not measured");
}
