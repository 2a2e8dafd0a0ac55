using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SoftmaxGen.Benchmarks.Dense;

/// <summary>
/// The time of the multiplications and additions of a dense layer alone, were its data in registers of 256 bits: what no
/// kernel of that width can be faster than.
/// </summary>
internal static class Floor
{
    public const string Operation = "Floor";

    private const int Steps = 1000;
    private const int Accumulators = 10;
    private const double OperationsPerCall = 2.0 * Accumulators * Steps * 8;

    private const float Factor = 0.001f;

    /// <summary>The floor as a benchmark, scaled to the 2 N F operations of a row.</summary>
    public static DenseBenchmark Benchmark(int features, int classes) =>
        new(Operation, OperationsPerCall / (2.0 * features * classes), () => Run(Vector256.Create(Factor), Vector256.Create(Factor)));

    // An addition takes four cycles and two start in each: eight chains keep both units busy, and ten leave some slack.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static Vector256<float> Run(Vector256<float> x, Vector256<float> y)
    {
        Vector256<float> s0 = x, s1 = x, s2 = x, s3 = x, s4 = x, s5 = x, s6 = x, s7 = x, s8 = x, s9 = x;
        for (int step = 0; step < Steps; step++)
        {
            s0 = Vector256.FusedMultiplyAdd(x, y, s0);
            s1 = Vector256.FusedMultiplyAdd(x, y, s1);
            s2 = Vector256.FusedMultiplyAdd(x, y, s2);
            s3 = Vector256.FusedMultiplyAdd(x, y, s3);
            s4 = Vector256.FusedMultiplyAdd(x, y, s4);
            s5 = Vector256.FusedMultiplyAdd(x, y, s5);
            s6 = Vector256.FusedMultiplyAdd(x, y, s6);
            s7 = Vector256.FusedMultiplyAdd(x, y, s7);
            s8 = Vector256.FusedMultiplyAdd(x, y, s8);
            s9 = Vector256.FusedMultiplyAdd(x, y, s9);
        }

        return s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 + s8 + s9;
    }
}
