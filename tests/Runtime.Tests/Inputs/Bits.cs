using System.Runtime.InteropServices;

namespace SoftmaxGen.Runtime.Tests.Inputs;

/// <summary>Comparisons by bits: NaN equals the same NaN, and 0 differs from -0.</summary>
internal static class Bits
{
    /// <summary>The first index at which the two differ; -1 for none.</summary>
    public static int FirstDifference<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual)
        where T : unmanaged
    {
        Assert.Equal(expected.Length, actual.Length);
        ReadOnlySpan<byte> left = MemoryMarshal.AsBytes(expected);
        ReadOnlySpan<byte> right = MemoryMarshal.AsBytes(actual);
        int common = left.CommonPrefixLength(right);
        return common == left.Length ? -1 : common / (left.Length / expected.Length);
    }

    public static bool Same<T>(T expected, T actual)
        where T : unmanaged => FirstDifference<T>([expected], [actual]) < 0;

    public static void AssertSame<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual, string what)
        where T : unmanaged
    {
        int index = FirstDifference(expected, actual);
        if (index >= 0)
        {
            Assert.Fail($"{what}: {actual[index]} at {index} instead of {expected[index]}");
        }
    }
}
