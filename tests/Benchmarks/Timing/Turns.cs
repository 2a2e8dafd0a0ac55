using System.Diagnostics;

namespace SoftmaxGen.Benchmarks.Timing;

/// <summary>Times benchmarks in turns: a little of each, again and again.</summary>
/// <remarks>
/// What slows a machine down for seconds, a neighbour or its temperature, falls on all of them alike, and the fastest turn
/// of each is one that nothing disturbed. Of benchmarks that are measured one after the other, the ratios say little.
/// </remarks>
internal static class Turns
{
    /// <summary>A turn lasts so long: many times what a look at the clock takes, and much less than a scheduler's time slice.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromMicroseconds(100);

    /// <summary>A warm-up that is longer than it takes the runtime to bring all code to its last tier.</summary>
    public static TimeSpan WarmUp { get; } = TimeSpan.FromSeconds(1);

    /// <summary>Gives the nanoseconds of a call in the fastest turn of each benchmark.</summary>
    public static IReadOnlyList<double> Run(IReadOnlyList<Action> benchmarks, TimeSpan duration, TimeSpan warmUp = default)
    {
        for (Stopwatch warming = Stopwatch.StartNew(); warming.Elapsed < warmUp;)
        {
            foreach (Action benchmark in benchmarks)
                benchmark();
        }

        // Code that is new is compiled first; then one look at each tells how many calls make a turn.
        foreach (Action benchmark in benchmarks)
            benchmark();
        int[] calls = [.. benchmarks.Select(benchmark => (int)Math.Max(1, Turn / Time(benchmark, 1)))];
        TimeSpan[] fastest = [.. benchmarks.Select(_ => TimeSpan.MaxValue)];
        Stopwatch clock = Stopwatch.StartNew();
        do
        {
            for (int i = 0; i < benchmarks.Count; i++)
                fastest[i] = Min(fastest[i], Time(benchmarks[i], calls[i]));
        }
        while (clock.Elapsed < duration);

        return [.. fastest.Select((time, i) => time.TotalNanoseconds / calls[i])];
    }

    private static TimeSpan Time(Action benchmark, int calls)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < calls; i++)
            benchmark();
        return Stopwatch.GetElapsedTime(start);
    }

    private static TimeSpan Min(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
