using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>Where the lanes of a logit's sum move on to its second level: every 32 terms a lane, as long as there are 32 more.</summary>
/// <remarks>
/// A lane of up to 63 terms rounds 63 times. Without the second level the sum of 65,536 positive products is off by 8.5 units of
/// 2^-24 of it, and by 2.4 with it.
/// </remarks>
internal static class DenseOrder
{
    private const int TermsPerLane = 32;

    /// <summary>The number of blocks of features.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Blocks<TShape>(int lanes)
        where TShape : struct, IDenseShape => Math.Max(1, TShape.Features / (TermsPerLane * lanes));

    /// <summary>Where the first block ends, but for a tail that does not fill the lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint FirstEnd<TShape>(int lanes)
        where TShape : struct, IDenseShape => Blocks<TShape>(lanes) == 1 ? Whole<TShape>(lanes) : TermsPerLane * lanes;

    /// <summary>Where the block behind one ends.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint NextEnd<TShape>(int lanes, int block)
        where TShape : struct, IDenseShape =>
        block + 2 == Blocks<TShape>(lanes) ? Whole<TShape>(lanes) : (nint)(block + 2) * TermsPerLane * lanes;

    private static nint Whole<TShape>(int lanes)
        where TShape : struct, IDenseShape => TShape.Features / lanes * lanes;
}
