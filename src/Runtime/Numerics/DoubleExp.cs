using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace SoftmaxGen.Runtime;

/// <summary>The constants of the double exponential, the scheme of <see cref="SingleExp"/> at twice the precision.</summary>
/// <remarks>
/// The polynomial is a minimax fit of degree 11 with the first three coefficients held at 1, 1 and 1/2: docs/numerics says
/// how it was fitted, and has the worst error measured. The two parts of ln 2 are those of fdlibm's e_exp.c.
/// </remarks>
internal static class DoubleExp
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

    /// <summary>
    /// The terms of a row are kept this many powers of two higher: a sure row's loss is a sum of terms that would not be
    /// normal otherwise. The largest row's sum is still far from overflow. Even with the bias, so that a half is rounded to the
    /// same n whether they are added before or after.
    /// </summary>
    public const double UnderflowGuard = 201;

    /// <summary>From this |m| on the maximum is subtracted before the reduction, which keeps n and its product with ln 2 small.</summary>
    public const double SubtractFrom = 2048;

    /// <summary>2^-1022, the smallest normal number.</summary>
    public const double MinNormal = 2.2250738585072014E-308;

    /// <summary>Whether a product is added without having been rounded: a constant to the just-in-time compiler.</summary>
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

    /// <summary>A row is narrow where its logits, rounded to powers of two, lie within this many of the largest: even the smallest entry of a gradient, divided by 2^31 rows of 65536 classes, is a normal number then.</summary>
    public const long FastRangeExponents = 760;

    /// <summary>
    /// What stands for a row's largest power, before that is known, is so far above its first logit's. The largest term of a
    /// narrow row is then 2^-99 to 2^661, and the smallest 2^-859 at least: all sums, products and quotients of them are the
    /// same but for the power of two.
    /// </summary>
    public const long StartingOffset = 300;

    /// <summary>The bits of <see cref="Round"/> - 1024: the largest power of a narrow row is at least this, and less than 2048 above it, so that the exponent of e^z is known from the bits that wrap around.</summary>
    public const long FastRangeMin = 0x4338000000000000 - 1024;

    /// <summary>The bits that the numbers of a narrow row fit in.</summary>
    public const long FastRangeMask = 2047;

    /// <summary>2^1019: targets whose sum is no larger, times a probability or the logarithm of 65536 classes, are far within the range of double.</summary>
    public const double MaxTargetSum = 5.617791046444737e306;

    /// <summary>2^969: where the largest double less this, or plus this, is rounded to what it was.</summary>
    public const double MaxDot = 4.9896007738368e291;

    /// <summary>A power of e that is multiplied by a sum is lifted by 2^54, and the sum lowered: so the power is only 0 where it is no double at all.</summary>
    public const int Lifted = 54;

    /// <summary>2^-54.</summary>
    public const double Lowered = 5.551115123125783e-17;

    /// <summary>The bits of 2^54 without the sign: the product of a larger sum with a power that is 0 would be a normal number.</summary>
    public const ulong MaxSumBits = 0x86A0000000000000;

    /// <summary>The same of 2^-968: from there on, a lowered sum is a normal number.</summary>
    public const ulong MinSumBits = 0x06E0000000000000;

    /// <summary>2^147: in rows that are not narrow, a term is 0 from where its product with targets whose sum is no larger is less than half of the smallest double.</summary>
    public const double MaxTailTargetSum = 1.78405961588245e44;

    /// <summary>How often each constant stands in <see cref="Vectors"/>: as often as the widest vector has lanes.</summary>
    public const int Repeats = 8;

    /// <summary>
    /// The constants of the exponential, a vector of each: an instruction that reads its constant from memory leaves a
    /// register to the data.
    /// </summary>
    public static ReadOnlySpan<double> Vectors =>
    [
        Log2E, Log2E, Log2E, Log2E, Log2E, Log2E, Log2E, Log2E,
        Round, Round, Round, Round, Round, Round, Round, Round,
        -Ln2High, -Ln2High, -Ln2High, -Ln2High, -Ln2High, -Ln2High, -Ln2High, -Ln2High,
        -Ln2Low, -Ln2Low, -Ln2Low, -Ln2Low, -Ln2Low, -Ln2Low, -Ln2Low, -Ln2Low,
        C11, C11, C11, C11, C11, C11, C11, C11,
        C10, C10, C10, C10, C10, C10, C10, C10,
        C9, C9, C9, C9, C9, C9, C9, C9,
        C8, C8, C8, C8, C8, C8, C8, C8,
        C7, C7, C7, C7, C7, C7, C7, C7,
        C6, C6, C6, C6, C6, C6, C6, C6,
        C5, C5, C5, C5, C5, C5, C5, C5,
        C4, C4, C4, C4, C4, C4, C4, C4,
        C3, C3, C3, C3, C3, C3, C3, C3,
        C2, C2, C2, C2, C2, C2, C2, C2,
        1, 1, 1, 1, 1, 1, 1, 1,
    ];
}
