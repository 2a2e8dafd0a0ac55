namespace DistributedTraining;

/// <summary>Random numbers of one row, which any machine can make from the seed and the row's index alone.</summary>
/// <remarks>SplitMix64: G. L. Steele, D. Lea and C. H. Flood, Fast splittable pseudorandom number generators, OOPSLA 2014.</remarks>
internal struct RowRandom(long seed, long row)
{
    private const ulong Increment = 0x9E3779B97F4A7C15;

    private ulong _state = Mix(Mix((ulong)seed + Increment) + (ulong)row);

    /// <summary>Gets the next number from -1 to 1, a multiple of 2^-23.</summary>
    public float Next() => ((NextBits() >> 40) * (1f / (1 << 23))) - 1;

    /// <summary>Gets the next whole number from 0 to <paramref name="count"/> - 1.</summary>
    public int Next(int count) => (int)Math.BigMul(NextBits(), (ulong)count, out _);

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    private ulong NextBits() => Mix(_state += Increment);
}
