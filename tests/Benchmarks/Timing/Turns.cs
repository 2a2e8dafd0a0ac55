using System.Diagnostics;
using System.Numerics;
using System.Reflection;
using BenchmarkDotNet.Attributes;
using SoftmaxGen.Benchmarks.Heads;

namespace SoftmaxGen.Benchmarks.Timing;

/// <summary>Times the benchmarks of a head once more, in turns: a little of each, again and again.</summary>
/// <remarks>
/// BenchmarkDotNet measures one benchmark after the other. What slows a machine down for seconds, a neighbour or its
/// temperature, then falls on some of them, and their ratios say little. Here it falls on all of them alike, and the
/// fastest turn of each is one that nothing disturbed.
/// </remarks>
internal static class Turns<THead, T>
    where THead : struct, ISoftmaxHead<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A turn lasts so long: many times what a look at the clock takes, and much less than a scheduler's time slice.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromMicroseconds(100);

    public static IReadOnlyList<Measurement> Run(HeadCase head, Func<MethodInfo, bool> isWanted, TimeSpan duration)
    {
        RowData<THead, T>[] data = [new BatchBenchmarks<THead, T>(), new RowBenchmarks<THead, T>(), new PeerBenchmarks<THead, T>()];
        foreach (RowData<THead, T> benchmarks in data)
            benchmarks.Allocate();
        try
        {
            (MethodInfo Method, Action Call)[] all =
            [
                .. from benchmarks in data
                   from method in benchmarks.GetType().GetMethods()
                   where method.IsDefined(typeof(BenchmarkAttribute)) && isWanted(method)
                   select (method, Bind(benchmarks, method)),
            ];

            // Code that is new is compiled first; then one look at each tells how many calls make a turn.
            foreach ((_, Action call) in all)
                call();
            int[] calls = [.. all.Select(benchmark => (int)Math.Max(1, Turn / Time(benchmark.Call, 1)))];
            TimeSpan[] fastest = [.. all.Select(_ => TimeSpan.MaxValue)];
            Stopwatch clock = Stopwatch.StartNew();
            while (clock.Elapsed < duration)
            {
                for (int i = 0; i < all.Length; i++)
                    fastest[i] = Min(fastest[i], Time(all[i].Call, calls[i]));
            }

            return [.. all.Select((benchmark, i) => BenchmarkCases.ToMeasurement(head, benchmark.Method, fastest[i].TotalNanoseconds / calls[i]))];
        }
        finally
        {
            foreach (RowData<THead, T> benchmarks in data)
                benchmarks.Free();
        }
    }

    private static TimeSpan Time(Action call, int calls)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < calls; i++)
            call();
        return Stopwatch.GetElapsedTime(start);
    }

    private static TimeSpan Min(TimeSpan left, TimeSpan right) => left < right ? left : right;

    private static Action Bind(object benchmarks, MethodInfo method)
    {
        if (method.ReturnType == typeof(void))
            return method.CreateDelegate<Action>(benchmarks);
        return method.ReturnType == typeof(int) ? Discard(method.CreateDelegate<Func<int>>(benchmarks)) : Discard(method.CreateDelegate<Func<T>>(benchmarks));
    }

    private static Action Discard<TResult>(Func<TResult> function) => () => function();
}
