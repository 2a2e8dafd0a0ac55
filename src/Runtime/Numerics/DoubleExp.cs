using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace SoftmaxGen.Runtime;

/// <summary>The constants of the double exponential, the scheme of <see cref="SingleExp"/> at twice the precision.</summary>
/// <remarks>
/// The polynomial is a minimax fit of degree 11; the first three coefficients are held at 1, 1 and 1/2. docs/numerics says how
/// it was fitted, and has the worst error measured. The two parts of ln 2 are those of fdlibm's e_exp.c.
/// </remarks>
internal static partial class DoubleExp
{
    /// <summary>1 / ln 2.</summary>
    public const double Log2E = 1.4426950408889634;

    /// <summary>ln 2.</summary>
    public const double Ln2 = 0.6931471805599453;

    /// <summary>The first 32 bits of ln 2: their product with any n in use is exact.</summary>
    public const double Ln2High = 0.6931471803691238;

    /// <summary>ln 2 - <see cref="Ln2High"/>.</summary>
    public const double Ln2Low = 1.9082149292705877e-10;

    /// <summary>1.5 * 2^52: adding it rounds a number below 2^51 to an integer and leaves that integer in the low bits.</summary>
    public const double Round = 6755399441055744;

    /// <summary>The bias of the exponent field.</summary>
    public const double Bias = 1023;

    /// <inheritdoc cref="SingleExp.UnderflowGuard"/>
    public const double UnderflowGuard = 201;

    /// <summary>From this |m| on, the maximum is subtracted before the reduction: n and its product with ln 2 stay small.</summary>
    public const double SubtractFrom = 2048;

    /// <summary>2^-1022, the smallest normal number.</summary>
    public const double MinNormal = 2.2250738585072014E-308;

    /// <summary>Whether the hardware has fused multiply-add: a constant to the just-in-time compiler.</summary>
    public static bool IsFused => Fma.IsSupported || AdvSimd.Arm64.IsSupported;

    /// <summary>Coefficients of the polynomial from r^2 on; those of 1 and r are 1.</summary>
    public const double
        C2 = 0.5,
        C3 = 0.16666666666666433,
        C4 = 0.041666666666604034,
        C5 = 0.008333333333500387,
        C6 = 0.0013888888926765573,
        C7 = 0.0001984126946558681,
        C8 = 2.4801508721256837e-5,
        C9 = 2.755764139103006e-6,
        C10 = 2.7625171336920416e-7,
        C11 = 2.497821184754196e-8;

    /// <inheritdoc cref="SingleExp.FastRangeExponents"/>
    public const long FastRangeExponents = 760;

    /// <summary>Before a row's largest exponent is known, the exponent of its first logit plus this stands for it.</summary>
    /// <remarks>
    /// In the fast range, the largest term of the row is then 2^-99 to 2^661, and the smallest at least 2^-859. All sums, products
    /// and quotients of terms have the same bits but for the exponent.
    /// </remarks>
    public const long StartingOffset = 300;

    /// <summary>The bits of <see cref="Round"/> - 1024: the least largest exponent in the fast range.</summary>
    /// <remarks>The greatest is less than 2048 above. So the exponent of e^z is known from bits that wrap around.</remarks>
    public const long FastRangeMin = 0x4338000000000000 - 1024;

    /// <inheritdoc cref="SingleExp.FastRangeMask"/>
    public const long FastRangeMask = 2047;

    /// <summary>2^1019. Targets with a sum of at most this do not overflow when multiplied by a probability, or by ln 65536.</summary>
    public const double MaxTargetSum = 5.617791046444737e306;

    /// <summary>2^969: the largest double plus or minus this is rounded to the largest double.</summary>
    public const double MaxDot = 4.9896007738368e291;

    /// <summary>Where e^x is multiplied by a sum, e^x is scaled up by 2^54, and the sum down.</summary>
    /// <remarks>Otherwise e^x alone could be below the normal numbers where the product is not.</remarks>
    public const int ScaleUpExponent = 54;

    /// <summary>2^-54.</summary>
    public const double ScaleDown = 5.551115123125783e-17;

    /// <summary>The bits of 2^54 without the sign. For a larger sum, the product may be normal where even the scaled e^x is 0.</summary>
    public const ulong MaxSumBits = 0x86A0000000000000;

    /// <summary>The bits of 2^-968 without the sign: from there on, a sum scaled down is a normal number.</summary>
    public const ulong MinSumBits = 0x06E0000000000000;

    /// <summary>2^147: outside the fast range, terms may be flushed to 0 where the sum of the targets is at most this.</summary>
    /// <remarks>Their product would be less than half of the smallest double.</remarks>
    public const double MaxTailTargetSum = 1.78405961588245e44;

    /// <summary>2^500: the scale of a gradient times a tiny weight is scaled up by this, and entries down.</summary>
    public const double WeightUp = 3.273390607896142e150;
}
