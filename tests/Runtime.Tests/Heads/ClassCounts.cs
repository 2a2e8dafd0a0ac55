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

    /// <summary>Gets what tests of every head run over.</summary>
    public static int[] Tested => IsSpread ? Spread : Heads;
}
