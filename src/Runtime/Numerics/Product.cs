namespace SoftmaxGen.Runtime;

/// <summary>What the rounding of a product takes away, exactly.</summary>
/// <remarks>
/// With a fused multiply-add it is one instruction. Without one it is Dekker's product (Numerische Mathematik 18, 1971), which
/// splits each factor into two halves. Factors and halves must be far from overflow, unless a member says otherwise.
/// </remarks>
internal static partial class Product
{
    // 2^12 + 1 and 2^27 + 1: half of the digits of a number. The sign carries one more.
    private const float SingleSplitter = 4097;
    private const double DoubleSplitter = 134217729;

    // 2^60 and 2^-60.
    private const double ScaledUp = 1152921504606846976, ScaledDown = 8.673617379884035e-19;
}
