using System.Numerics;
using DistributedTraining;

namespace SoftmaxGen.Samples.Tests.Distributed;

public sealed class RowRandomTests
{
    private static readonly BigInteger Word = BigInteger.One << 64;

    /// <summary>The reference is SplitMix64 as published, in whole numbers of any size.</summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(0, 1)]
    [InlineData(1, 199_999)]
    [InlineData(int.MaxValue, 99_999_999)]
    [InlineData(-1, 999)]
    [InlineData(-2, long.MaxValue)]
    public void Numbers_are_those_of_SplitMix64(long seed, long row)
    {
        RowRandom random = new(seed, row);
        SplitMix reference = new(seed, row);

        for (int i = 0; i < 20; i++)
        {
            // The upper 24 bits as a fraction of 2^23, from -1 on: no rounding.
            Assert.Equal(((double)(reference.Next() >> 40) / (1 << 23)) - 1, random.Next());
            Assert.Equal((int)((reference.Next() * 1437) >> 64), random.Next(1437));
        }
    }

    /// <summary>The first numbers of the published code from the state 1234567: the sample and its reference could be wrong alike.</summary>
    [Fact]
    public void Reference_has_the_published_numbers()
    {
        ulong state = 1234567;

        Assert.Equal(
            [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821],
            Enumerable.Range(0, 5).Select(_ => (ulong)SplitMix.Mix(state += 0x9E3779B97F4A7C15)));
    }

    /// <summary>
    /// Of a million numbers spread evenly from -1 to 1 the mean has a standard deviation of 1 / sqrt(3e6) = 5.8e-4, and the mean
    /// square, 1/3, one of sqrt(4/45 / 1e6) = 3.0e-4: the bounds are five of them. Ten classes have 1e5 each, and 300 more or less.
    /// </summary>
    [Fact]
    public void Numbers_of_many_rows_are_spread_evenly()
    {
        const int Count = 1_000_000;
        double sum = 0, squares = 0, least = 1, most = -1;
        int[] classes = new int[10];
        for (int row = 0; row < Count; row++)
        {
            RowRandom random = new(1, row);
            classes[random.Next(10)]++;
            double number = random.Next();
            sum += number;
            squares += number * number;
            least = Math.Min(least, number);
            most = Math.Max(most, number);
        }

        Assert.InRange(least, -1, -0.9999);
        Assert.InRange(most, 0.9999, Math.BitDecrement(1.0));
        Assert.InRange(sum / Count, -2.9e-3, 2.9e-3);
        Assert.InRange(squares / Count, (1.0 / 3) - 1.5e-3, (1.0 / 3) + 1.5e-3);
        Assert.All(classes, count => Assert.InRange(count, 98_500, 101_500));
    }

    private sealed class SplitMix
    {
        private BigInteger _state;

        public SplitMix(long seed, long row) => _state = Mix(Modulo(Mix(Modulo(seed + Increment)) + row));

        private static BigInteger Increment => 0x9E3779B97F4A7C15;

        public static BigInteger Mix(BigInteger z)
        {
            z = Modulo((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9);
            z = Modulo((z ^ (z >> 27)) * 0x94D049BB133111EB);
            return z ^ (z >> 31);
        }

        public BigInteger Next()
        {
            _state = Modulo(_state + Increment);
            return Mix(_state);
        }

        private static BigInteger Modulo(BigInteger number) => ((number % Word) + Word) % Word;
    }
}
