using DistributedTraining.Training;

namespace SoftmaxGen.Samples.Tests.Distributed;

public sealed class TreeSumTests
{
    private const int Length = 5;
    private const int MostVectors = 70;

    private static readonly double[][] Vectors = [.. Enumerable.Range(0, MostVectors).Select(seed => Vector(new Random(seed)))];

    [Fact]
    public void Sum_has_the_bits_of_pairs_of_pairs()
    {
        TreeSum sum = new(Length);
        for (int count = 1; count <= MostVectors; count++)
        {
            sum.Begin(level: 0);
            foreach (double[] vector in Vectors[..count])
                sum.Add(vector);

            AssertBits(SumOfPairs(Vectors[..count]), sum.End());
        }
    }

    /// <summary>Without this the test above would hold for sums in any order.</summary>
    [Fact]
    public void Sum_of_these_vectors_depends_on_the_order()
    {
        double[] inOrder = Vectors.Aggregate(new double[Length], Plus);

        Assert.NotEqual(inOrder, SumOfPairs(Vectors));
        Assert.NotEqual(SumOfPairs([.. Vectors.Reverse()]), SumOfPairs(Vectors));
    }

    [Fact]
    public void Sum_of_blocks_has_the_bits_of_the_sum_of_their_vectors()
    {
        TreeSum blockSum = new(Length), sum = new(Length);
        for (int count = 1; count <= MostVectors; count++)
        {
            double[] expected = SumOfPairs(Vectors[..count]);
            for (int level = 0; level <= 7; level++)
            {
                sum.Begin(level);
                foreach (double[][] block in Vectors[..count].Chunk(1 << level))
                {
                    blockSum.Begin(level: 0);
                    foreach (double[] vector in block)
                        blockSum.Add(vector);

                    sum.Add(blockSum.End());
                }

                AssertBits(expected, sum.End());
            }
        }
    }

    /// <summary>A sum that was given up half-way, as where a silo is lost, leaves nothing behind.</summary>
    [Fact]
    public void Begin_forgets_what_was_added_before()
    {
        TreeSum sum = new(Length);
        sum.Begin(level: 1);
        foreach (double[] vector in Vectors[..7])
            sum.Add(vector);

        sum.Begin(level: 0);
        foreach (double[] vector in Vectors[..5])
            sum.Add(vector);

        AssertBits(SumOfPairs(Vectors[..5]), sum.End());
    }

    [Fact]
    public void Vectors_that_were_added_keep_their_numbers()
    {
        double[] first = [.. Vectors[0]], second = [.. Vectors[1]];
        TreeSum sum = new(Length);
        sum.Begin(level: 0);
        sum.Add(first);
        sum.Add(second);
        sum.End();

        Assert.Equal(Vectors[..2], [first, second]);
    }

    [Fact]
    public void Sum_of_floats_has_the_bits_of_the_sum_of_the_same_doubles()
    {
        float[][] floats = [.. Vectors[..13].Select(vector => vector.Select(number => (float)number).ToArray())];
        floats[0][0] = float.Epsilon;
        floats[1][0] = float.MaxValue;
        TreeSum sum = new(Length);
        sum.Begin(level: 0);
        foreach (float[] vector in floats)
            sum.Add(vector);

        AssertBits(SumOfPairs([.. floats.Select(vector => vector.Select(number => (double)number).ToArray())]), sum.End());
    }

    /// <summary>Numbers of sizes so different that nearly every order of adding them rounds in another way.</summary>
    private static double[] Vector(Random random) =>
        [.. Enumerable.Range(0, Length).Select(_ => (random.NextDouble() - 0.5) * Math.Pow(2, random.Next(-20, 20)))];

    /// <summary>The reference: all sums of a level, and then those of the next.</summary>
    private static double[] SumOfPairs(double[][] vectors) => vectors.Length == 1
        ? vectors[0]
        : SumOfPairs([.. vectors.Chunk(2).Select(pair => pair.Length == 1 ? pair[0] : Plus(pair[0], pair[1]))]);

    private static double[] Plus(double[] left, double[] right) => [.. left.Zip(right, (a, b) => a + b)];

    private static void AssertBits(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual) =>
        Assert.Equal(Bits(expected), Bits(actual));

    private static long[] Bits(ReadOnlySpan<double> numbers) => [.. numbers.ToArray().Select(BitConverter.DoubleToInt64Bits)];
}
