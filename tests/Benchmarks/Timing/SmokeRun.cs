using System.Diagnostics;
using System.Numerics;
using System.Reflection;
using BenchmarkDotNet.Attributes;
using SoftmaxGen.Benchmarks.Heads;

namespace SoftmaxGen.Benchmarks.Timing;

/// <summary>Runs each benchmark of a head once and holds the head against the plain loop. Its times mean nothing.</summary>
internal static class SmokeRun<THead, T>
    where THead : struct, ISoftmaxHead<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static IReadOnlyList<Measurement> Run(HeadCase head)
    {
        BatchBenchmarks<THead, T> batch = new();
        RowBenchmarks<THead, T> row = new();
        PeerBenchmarks<THead, T> peers = new();
        List<Measurement> measurements = [];

        foreach (RowData<THead, T> benchmarks in (RowData<THead, T>[])[batch, row, peers])
        {
            benchmarks.Allocate();
            foreach (MethodInfo method in benchmarks.GetType().GetMethods().Where(method => method.IsDefined(typeof(BenchmarkAttribute))))
            {
                long start = Stopwatch.GetTimestamp();
                method.Invoke(benchmarks, null);
                measurements.Add(BenchmarkCases.ToMeasurement(head, method, Stopwatch.GetElapsedTime(start).TotalNanoseconds));
            }
        }

        batch.Softmax();
        row.Softmax();
        peers.LoopSoftmax();
        RequireAgreement(head, batch.Output, peers.Output);
        RequireAgreement(head, row.Output, peers.Output);

        batch.Free();
        row.Free();
        peers.Free();
        return measurements;
    }

    // How exact a head is the runtime tests say. This only sees to it that what is timed is softmax.
    private static void RequireAgreement(HeadCase head, ReadOnlySpan<T> actual, ReadOnlySpan<T> expected)
    {
        T tolerance = T.CreateTruncating(1e-5);
        for (int i = 0; i < head.Rows * head.Classes; i++)
        {
            if (!(T.Abs(actual[i] - expected[i]) <= tolerance))
                throw new BenchmarkException($"{head.Name} and the loop disagree at {i}: {actual[i]} and {expected[i]}");
        }
    }
}
