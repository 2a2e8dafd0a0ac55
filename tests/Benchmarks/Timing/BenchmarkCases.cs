using System.Reflection;
using SoftmaxGen.Benchmarks.Heads;

namespace SoftmaxGen.Benchmarks.Timing;

/// <summary>Turns times of benchmark methods into times per row.</summary>
internal static class BenchmarkCases
{
    public static Measurement ToMeasurement(HeadCase head, MethodInfo method, double nanoseconds)
    {
        Type definition = method.DeclaringType!.GetGenericTypeDefinition();
        Suite suite = definition == typeof(BatchBenchmarks<,>) ? Suite.Batch
            : definition == typeof(RowBenchmarks<,>) ? Suite.Row
            : Suite.Peers;

        int rows = method.Name == nameof(RowBenchmarks<,>.Jacobian) ? head.Jacobians : head.Rows;
        return new(new(suite, method.Name, head.Element, head.Classes), nanoseconds / rows);
    }
}
