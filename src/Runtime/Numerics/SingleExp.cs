namespace SoftmaxGen.Runtime;

/// <summary>The constants of the float exponential.</summary>
/// <remarks>
/// <para>e^x = 2^n e^r with n = round(x / ln 2) and r = x - n ln 2 in [-ln 2 / 2, ln 2 / 2] (Cody and Waite, Software Manual
/// for the Elementary Functions, 1980). Softmax needs e^(z - m) for the row's maximum m. It is taken as 2^(n - N) e^r with
/// n and r of z and N = round(m / ln 2). The maximum is subtracted from the exponent, as an integer, so z - m is never rounded.
/// The factor that remains, e^m / 2^N, is common to the row and cancels.</para>
/// <para>The polynomial is a minimax fit of degree 6; the first coefficients are held at 1. docs/numerics says how it was
/// fitted, and has the worst error over every float.</para>
/// </remarks>
internal static partial class SingleExp
{
    /// <summary>1 / ln 2.</summary>
    public const float Log2E = 1.442695f;

    /// <summary>ln 2.</summary>
    public const float Ln2 = 0.6931472f;

    /// <summary>ln 2 to 9 bits: its product with any n in use is exact.</summary>
    public const float Ln2High = 0.693359375f;

    /// <summary>ln 2 - <see cref="Ln2High"/>.</summary>
    public const float Ln2Low = -0.00021219444f;

    /// <summary>1.5 * 2^23: adding it rounds a number below 2^22 to an integer and leaves that integer in the low bits.</summary>
    public const float Round = 12582912f;

    /// <summary>The bias of the exponent field.</summary>
    public const float Bias = 127f;

    /// <summary>The terms of a row are scaled up by two to the power of this.</summary>
    /// <remarks>
    /// Where the model is sure, the loss is a sum of terms that would not be normal numbers otherwise. The largest sum of a row is
    /// still far from overflow. <see cref="Bias"/> + this is even: a half is rounded to the same n before and after adding it.
    /// </remarks>
    public const float UnderflowGuard = 61f;

    /// <summary>From this |m| on, the maximum is subtracted before the reduction: n and its product with ln 2 stay small.</summary>
    public const float SubtractFrom = 256f;

    /// <summary>2^-126, the smallest normal number.</summary>
    public const float MinNormal = 1.17549435e-38f;

    /// <summary>Coefficients of the polynomial from r^2 on; those of 1 and r are 1.</summary>
    public const float C2 = 0.5f, C3 = 0.16666535f, C4 = 0.04166724f, C5 = 0.008367436f, C6 = 0.0013863439f;

    /// <summary>In the fast range, the rounded exponents of a row are at most this far below the largest.</summary>
    /// <remarks>Every entry of a gradient is then a normal number, even one divided by 2^31 rows of 65536 classes.</remarks>
    public const int FastRangeExponents = 76;

    /// <summary>Before a row's largest exponent is known, the exponent of its first logit plus this stands for it.</summary>
    /// <remarks>
    /// In the fast range, the largest term of the row is then 2^-15 to 2^61, and the smallest at least 2^-91. All sums, products
    /// and quotients of terms have the same bits but for the exponent.
    /// </remarks>
    public const int StartingOffset = FastRangeExponents;

    /// <summary>The bits of <see cref="Round"/> - 256: the least largest exponent in the fast range.</summary>
    /// <remarks>The greatest is less than 512 above. So the exponent of e^z is known from bits that wrap around.</remarks>
    public const int FastRangeMin = 0x4B400000 - 256;

    /// <summary>The bits of the differences from <see cref="FastRangeMin"/>.</summary>
    public const int FastRangeMask = 511;

    /// <summary>Half of the largest float. Targets with a sum of at most this do not overflow when multiplied by a probability.</summary>
    public const double MaxTargetSum = float.MaxValue / 2.0;

    /// <summary>2^102: the largest float plus or minus this is rounded to the largest float.</summary>
    public const double MaxDot = 5.070602400912918e30;

    /// <summary>Where e^x is multiplied by a sum, e^x is scaled up by 2^24, and the sum down.</summary>
    /// <remarks>Otherwise e^x alone could be below the normal numbers where the product is not.</remarks>
    public const int ScaleUpExponent = 24;

    /// <summary>2^-24.</summary>
    public const double ScaleDown = 5.960464477539063e-08;

    /// <summary>The bits of 2^24 without the sign. For a larger sum, the product may be normal where even the scaled e^x is 0.</summary>
    public const ulong MaxSumBits = 0x82E0000000000000;

    /// <summary>The bits of 2^-102 without the sign: from there on, a sum scaled down is a normal number.</summary>
    public const ulong MinSumBits = 0x7320000000000000;

    /// <summary>2^36: outside the fast range, terms may be flushed to 0 where the sum of the targets is at most this.</summary>
    /// <remarks>Their product would be less than half of the smallest float.</remarks>
    public const double MaxTailTargetSum = 68719476736;

    /// <summary>2^96: the scale of a gradient times a tiny weight is scaled up by this, and entries down.</summary>
    public const float WeightUp = 7.9228163e28f;
}
