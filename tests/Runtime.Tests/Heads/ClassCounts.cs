namespace SoftmaxGen.Runtime.Tests.Heads;

/// <summary>Class counts that tests run over.</summary>
internal static class ClassCounts
{
    /// <summary>Around each vector width, its multiples, and primes: where a tail or a switch of layout may go wrong.</summary>
    public static readonly int[] Spread = [2, 3, 4, 5, 7, 8, 9, 10, 13, 16, 17, 31, 33, 64, 65, 100, 129, 300, 1023];

    /// <summary>
    /// What every element type has a head for. The code of any other head is that of one of these with other numbers, as a test
    /// of the generator makes sure.
    /// </summary>
    public static readonly int[] Heads = [.. Enumerable.Range(2, 191), 200, 255, 256, 257, 300, 515, 1000, 1023, 4096, 65536];

    /// <summary>
    /// Gets whether tests of every head run over the spread alone. <c>SOFTMAXGEN_HEADS=spread</c> is for runs whose generated code
    /// takes the steps of another run.
    /// </summary>
    public static bool IsSpread { get; } = Environment.GetEnvironmentVariable("SOFTMAXGEN_HEADS") == "spread";

    /// <summary>
    /// Whether a head has many neighbours of the same kind: as many vectors, and tails that come back. Of what the longest tests try,
    /// such heads get a third each, in turn; with <c>SOFTMAXGEN_SWEEP=1</c> all.
    /// </summary>
    public static bool HasManyNeighbours(int classes) => !IsSweep && classes is > 33 and <= 192 && !Spread.Contains(classes);

    /// <summary>Gets whether nothing is left out to save time, as an environment variable demands.</summary>
    public static bool IsSweep { get; } = Environment.GetEnvironmentVariable("SOFTMAXGEN_SWEEP") == "1";

    /// <summary>Gets what tests of every head run over.</summary>
    public static int[] Tested => IsSpread ? Spread : Heads;
}
