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
    public const double Ln2High = 6.93147180369123816490e-01;

    /// <summary>ln 2 - <see cref="Ln2High"/>.</summary>
    public const double Ln2Low = 1.90821492927058770002e-10;

    /// <summary>1.5 * 2^52: adding it rounds a number below 2^51 to an integer and leaves that integer in the low bits.</summary>
    public const double Round = 6755399441055744;

    /// <summary>The bias of the exponent field.</summary>
    public const double Bias = 1023;

    /// <summary>From this |m| on the maximum is subtracted before the reduction, which keeps n and its product with ln 2 small.</summary>
    public const double SubtractFrom = 2048;

    /// <summary>2^-1022, the smallest normal number.</summary>
    public const double MinNormal = 2.2250738585072014E-308;

    /// <summary>Coefficients of the polynomial from r^2 on; those of 1 and r are 1.</summary>
    public const double
        C2 = 0.5,
        C3 = 1.0 / 6,
        C4 = 1.0 / 24,
        C5 = 1.0 / 120,
        C6 = 1.0 / 720,
        C7 = 1.0 / 5040,
        C8 = 1.0 / 40320,
        C9 = 1.0 / 362880,
        C10 = 1.0 / 3628800,
        C11 = 1.0 / 39916800;
}
