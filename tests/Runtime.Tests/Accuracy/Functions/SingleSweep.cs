using SoftmaxGen.Runtime.Tests.Heads;

namespace SoftmaxGen.Runtime.Tests.Accuracy.Functions;

/// <summary>A float exponential on all floats between two, or some at equal distances, on all processors.</summary>
/// <remarks>
/// The reference is <see cref="Math.Exp(double)"/>, whose error of less than an ulp of double is 2^-29 of a float's. The
/// tests compute the worst few again in 192 bits.
/// </remarks>
/// <param name="forms">The exponential.</param>
/// <param name="power">The results are multiplied by two to this power to give e^x.</param>
/// <param name="origin">What is subtracted from an argument to give x.</param>
internal sealed class SingleSweep(ExpForms<float> forms, int power, float origin)
{
    private const int Length = ExpSteps.Multiple * 128;

    /// <summary>Gets the distance of the floats that are tried: 1 on demand, else what takes a second.</summary>
    public static int Stride { get; } = IsComplete ? 1 : 61;

    /// <summary>Gets a value indicating whether every float is tried, as an environment variable demands.</summary>
    public static bool IsComplete => ClassCounts.IsSweep;

    /// <summary>Tries the floats from <paramref name="low"/> to <paramref name="high"/>, both included.</summary>
    public WorstPoints<ExpPoint<float>> Run(float low, float high, int stride)
    {
        // In this order 0 and -0 are one.
        long first = PlaceOf(low);
        long last = PlaceOf(high);
        long blocks = ((last - first) / ((long)Length * stride)) + 1;
        var worst = new WorstPoints<ExpPoint<float>>();
        Parallel.For(0, blocks, () => new Block(), TryBlock, block =>
        {
            lock (worst)
            {
                worst.Add(block.Worst);
            }
        });
        return worst;

        Block TryBlock(long index, ParallelLoopState state, Block block)
        {
            long place = first + (index * Length * stride);
            for (int i = 0; i < Length; i++, place += stride)
            {
                block.Arguments[i] = FloatAt(Math.Min(place, last));
            }

            Try(block);
            return block;
        }
    }

    private static int PlaceOf(float x)
    {
        int bits = BitConverter.SingleToInt32Bits(x);
        return bits >= 0 ? bits : int.MinValue - bits;
    }

    private static float FloatAt(long place) => BitConverter.Int32BitsToSingle((int)(place >= 0 ? place : int.MinValue - place));

    private void Try(Block block)
    {
        forms.Run(block.Arguments, block.Results, block.Others);
        double factor = Math.ScaleB(1, power);
        for (int i = 0; i < Length; i++)
        {
            float argument = block.Arguments[i];
            float result = block.Results[i];
            double exact = Math.Exp((double)argument - origin);
            double error = Math.Abs((result * factor) - exact) / UlpOf(exact);
            block.Worst.Add(new ExpPoint<float>(argument, result, power, origin), error);
        }
    }

    private static double UlpOf(double exact) =>
        BitConverter.Int64BitsToDouble((BitConverter.DoubleToInt64Bits(exact) & 0x7FF0000000000000) - (23L << 52));

    private sealed class Block
    {
        public float[] Arguments { get; } = new float[Length];

        public float[] Results { get; } = new float[Length];

        public float[] Others { get; } = new float[Length];

        public WorstPoints<ExpPoint<float>> Worst { get; } = new();
    }
}
