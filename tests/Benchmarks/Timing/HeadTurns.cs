using System.Numerics;
using System.Reflection;
using BenchmarkDotNet.Attributes;
using SoftmaxGen.Benchmarks.Heads;

namespace SoftmaxGen.Benchmarks.Timing;

/// <summary>Times the benchmarks of a head once more, in turns, which BenchmarkDotNet measures one after the other.</summary>
internal static class HeadTurns<THead, T>
    where THead : struct, ISoftmaxHead<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
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
            IReadOnlyList<double> times = Turns.Run([.. all.Select(benchmark => benchmark.Call)], duration);
            return [.. all.Zip(times, (benchmark, time) => BenchmarkCases.ToMeasurement(head, benchmark.Method, time))];
        }
        finally
        {
            foreach (RowData<THead, T> benchmarks in data)
                benchmarks.Free();
        }
    }

    private static Action Bind(object benchmarks, MethodInfo method)
    {
        if (method.ReturnType == typeof(void))
            return method.CreateDelegate<Action>(benchmarks);
        return method.ReturnType == typeof(int) ? Discard(method.CreateDelegate<Func<int>>(benchmarks)) : Discard(method.CreateDelegate<Func<T>>(benchmarks));
    }

    private static Action Discard<TResult>(Func<TResult> function) => () => function();
}
