namespace SoftmaxGen.Runtime;

/// <summary>The constants of the float exponential.</summary>
/// <remarks>
/// <para>e^x = 2^n e^r with n = round(x / ln 2) and r = x - n ln 2 in [-ln 2 / 2, ln 2 / 2] (Cody and Waite, Software Manual
/// for the Elementary Functions, 1980). Softmax needs e^(z - m) for the row's maximum m. It is taken as 2^(n - N) e^r with
/// n and r of z and N = round(m / ln 2): the maximum is subtracted from the exponent, as an integer, so that z - m is never
/// rounded. What remains, e^m / 2^N, is common to the row and cancels.</para>
/// <para>The polynomial is a minimax fit of degree 6 with the first coefficients held at 1: docs/numerics says how it was
/// fitted, and has the worst error over every float.</para>
/// </remarks>
internal static class SingleExp
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

    /// <summary>
    /// The terms of a row are kept this many powers of two higher: a sure row's loss is a sum of terms that would not be
    /// normal otherwise. The largest row's sum is still far from overflow. Even with the bias, so that a half is rounded to the
    /// same n whether they are added before or after.
    /// </summary>
    public const float UnderflowGuard = 61f;

    /// <summary>From this |m| on the maximum is subtracted before the reduction, which keeps n and its product with ln 2 small.</summary>
    public const float SubtractFrom = 256f;

    /// <summary>2^-126, the smallest normal number.</summary>
    public const float MinNormal = 1.17549435e-38f;

    /// <summary>Coefficients of the polynomial from r^2 on; those of 1 and r are 1.</summary>
    public const float C2 = 0.5f, C3 = 0.16666535f, C4 = 0.04166724f, C5 = 0.008367436f, C6 = 0.0013863439f;

    /// <summary>A row is narrow where its logits, rounded to powers of two, lie within this many of the largest: even the smallest entry of a gradient, divided by 2^31 rows of 65536 classes, is a normal number then.</summary>
    public const int FastRangeExponents = 76;

    /// <summary>
    /// What stands for a row's largest power, before that is known, is so far above its first logit's. The largest term of a
    /// narrow row is then 2^-15 to 2^61, and the smallest 2^-91 at least: all sums, products and quotients of them are the
    /// same but for the power of two.
    /// </summary>
    public const int StartingOffset = FastRangeExponents;

    /// <summary>The bits of <see cref="Round"/> - 256: the largest power of a narrow row is at least this, and less than 512 above it, so that the exponent of e^z is known from the bits that wrap around.</summary>
    public const int FastRangeMin = 0x4B400000 - 256;

    /// <summary>The bits that the numbers of a narrow row fit in.</summary>
    public const int FastRangeMask = 511;

    /// <summary>Half of the largest float: targets whose sum is no larger, times a probability, are within its range.</summary>
    public const double MaxTargetSum = float.MaxValue / 2.0;

    /// <summary>2^102: where the largest float less this, or plus this, is rounded to what it was.</summary>
    public const double MaxDot = 5.070602400912918e30;

    /// <summary>A power of e that is multiplied by a sum is lifted by 2^24, and the sum lowered: so the power is only 0 where it is no float at all.</summary>
    public const int Lifted = 24;

    /// <summary>2^-24.</summary>
    public const double Lowered = 5.960464477539063e-08;

    /// <summary>The bits of 2^24 without the sign: the product of a larger sum with a power that is 0 would be a normal number.</summary>
    public const ulong MaxSumBits = 0x82E0000000000000;

    /// <summary>The same of 2^-102: from there on, a lowered sum is a normal number.</summary>
    public const ulong MinSumBits = 0x7320000000000000;

    /// <summary>2^36: in rows that are not narrow, a term is 0 from where its product with targets whose sum is no larger is less than half of the smallest float.</summary>
    public const double MaxTailTargetSum = 68719476736;

    /// <summary>How often each constant stands in <see cref="Vectors"/>: as often as the widest vector has lanes.</summary>
    public const int Repeats = 16;

    /// <summary>
    /// The constants of the exponential, a vector of each: an instruction that reads its constant from memory leaves a
    /// register to the data.
    /// </summary>
    public static ReadOnlySpan<float> Vectors =>
    [
        Log2E, Log2E, Log2E, Log2E, Log2E, Log2E, Log2E, Log2E,
        Log2E, Log2E, Log2E, Log2E, Log2E, Log2E, Log2E, Log2E,
        Round, Round, Round, Round, Round, Round, Round, Round,
        Round, Round, Round, Round, Round, Round, Round, Round,
        -Ln2High, -Ln2High, -Ln2High, -Ln2High, -Ln2High, -Ln2High, -Ln2High, -Ln2High,
        -Ln2High, -Ln2High, -Ln2High, -Ln2High, -Ln2High, -Ln2High, -Ln2High, -Ln2High,
        -Ln2Low, -Ln2Low, -Ln2Low, -Ln2Low, -Ln2Low, -Ln2Low, -Ln2Low, -Ln2Low,
        -Ln2Low, -Ln2Low, -Ln2Low, -Ln2Low, -Ln2Low, -Ln2Low, -Ln2Low, -Ln2Low,
        C6, C6, C6, C6, C6, C6, C6, C6,
        C6, C6, C6, C6, C6, C6, C6, C6,
        C5, C5, C5, C5, C5, C5, C5, C5,
        C5, C5, C5, C5, C5, C5, C5, C5,
        C4, C4, C4, C4, C4, C4, C4, C4,
        C4, C4, C4, C4, C4, C4, C4, C4,
        C3, C3, C3, C3, C3, C3, C3, C3,
        C3, C3, C3, C3, C3, C3, C3, C3,
        C2, C2, C2, C2, C2, C2, C2, C2,
        C2, C2, C2, C2, C2, C2, C2, C2,
        1, 1, 1, 1, 1, 1, 1, 1,
        1, 1, 1, 1, 1, 1, 1, 1,
    ];
}
