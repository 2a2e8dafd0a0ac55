namespace SoftmaxGen.Runtime.Tests.Accuracy.Functions;

/// <summary>e^x of <paramref name="count"/> numbers.</summary>
internal delegate void Exponentials<T>(ref T x, ref T results, ulong count);

/// <summary>The terms e^z 2^lift / 2^N of <paramref name="count"/> logits of a row whose largest logit is <paramref name="max"/>.</summary>
internal delegate void TermsOf<T>(ref T z, T max, ref T terms, ulong count);

/// <summary>e^x 2^<paramref name="power"/> of <paramref name="count"/> numbers.</summary>
internal delegate void LiftedExponentials<T>(ref T x, int power, ref T results, ulong count);

/// <summary>The exponentials that kernels of one width are made of, without the kernels.</summary>
/// <param name="Bits">The width of a vector.</param>
/// <param name="Plain">e^x, without a maximum.</param>
/// <param name="Lifted">e^x 2^k.</param>
/// <param name="General">The terms of any row.</param>
/// <param name="FromPowers">The terms of a narrow row, whose maximum is known after the exponentials.</param>
/// <param name="FromTerms">The terms of a narrow row whose maximum is known before.</param>
internal sealed record ExpSteps<T>(int Bits, Exponentials<T> Plain, LiftedExponentials<T> Lifted, TermsOf<T> General, TermsOf<T> FromPowers, TermsOf<T> FromTerms);

/// <summary>The exponentials of every width. Wider vectors than the hardware has are computed in parts.</summary>
internal static class ExpSteps
{
    /// <summary>Counts are multiples of this: narrow steps take four vectors, then two, then one, of up to 512 bits.</summary>
    public const int Multiple = 7 * 16;

    public static readonly ExpSteps<float>[] Single =
    [
        new(128, SingleSteps128.Plain, SingleSteps128.Lifted, SingleSteps128.General, SingleSteps128.FromPowers, SingleSteps128.FromTerms),
        new(256, SingleSteps256.Plain, SingleSteps256.Lifted, SingleSteps256.General, SingleSteps256.FromPowers, SingleSteps256.FromTerms),
        new(512, SingleSteps512.Plain, SingleSteps512.Lifted, SingleSteps512.General, SingleSteps512.FromPowers, SingleSteps512.FromTerms),
    ];

    public static readonly ExpSteps<double>[] Double =
    [
        new(128, DoubleSteps128.Plain, DoubleSteps128.Lifted, DoubleSteps128.General, DoubleSteps128.FromPowers, DoubleSteps128.FromTerms),
        new(256, DoubleSteps256.Plain, DoubleSteps256.Lifted, DoubleSteps256.General, DoubleSteps256.FromPowers, DoubleSteps256.FromTerms),
        new(512, DoubleSteps512.Plain, DoubleSteps512.Lifted, DoubleSteps512.General, DoubleSteps512.FromPowers, DoubleSteps512.FromTerms),
    ];
}
