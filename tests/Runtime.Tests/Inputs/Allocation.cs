namespace SoftmaxGen.Runtime.Tests.Inputs;

/// <summary>What a call allocates.</summary>
internal static class Allocation
{
    private const int Attempts = 5;

    /// <summary>Asserts that a call allocates nothing, once it has been made before.</summary>
    public static void AssertNone(Action call, string what)
    {
        // The first call may load types, build tables, and fill the pool that scratch of many classes comes from.
        call();

        // A collection may empty the pool between two calls. In the middle of one, it takes away what is left of this thread's space,
        // which is then counted. Neither is the call's doing, and does not happen every time.
        long allocated = long.MaxValue;
        for (int attempt = 0; attempt < Attempts && allocated != 0; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            call();
            allocated = Math.Min(allocated, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.True(allocated == 0, $"{what}: {allocated} bytes");
    }
}
