using System.ComponentModel;

namespace SoftmaxGen.Runtime;

/// <summary>Steps of the exponential, from logits to terms.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TVector">Vectors of the element type.</typeparam>
/// <typeparam name="TInteger">Vectors of integers as wide as the element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IExponentialSteps<T, TVector, TInteger>
    where T : unmanaged
    where TVector : struct
    where TInteger : struct
{
    /// <summary>Gets an integer below every exponent.</summary>
    static abstract TInteger MinExponent { get; }

    /// <summary>Gets an integer above every exponent.</summary>
    static abstract TInteger MaxExponent { get; }

    /// <summary>Writes the bits of e^z of four classes to <paramref name="index"/> and the slots behind it.</summary>
    /// <remarks>
    /// <para>The classes are the first ones of a row: the largest and the smallest exponent are theirs.</para>
    /// <para>e^z = 2^n e^r with n = round(z / ln 2) and r = z - n ln 2 in two parts: a relative error of at most 0.51 ulp before
    /// the polynomial's. The instructions of one class depend on each other, so those of four are interleaved.</para>
    /// </remarks>
    static abstract void StoreFirstTerms(TVector z0, TVector z1, TVector z2, TVector z3, out TInteger maxExponent, out TInteger minExponent, ref T workspace, int index);

    /// <summary>The same for two classes.</summary>
    static abstract void StoreFirstTerms(TVector z0, TVector z1, out TInteger maxExponent, out TInteger minExponent, ref T workspace, int index);

    /// <summary>The same for one class.</summary>
    static abstract void StoreFirstTerms(TVector z, out TInteger maxExponent, out TInteger minExponent, ref T workspace, int index);

    /// <summary>Writes the bits of e^z of four more classes, and updates the largest and the smallest exponent so far.</summary>
    static abstract void StoreTerms(TVector z0, TVector z1, TVector z2, TVector z3, ref TInteger runningMax, ref TInteger runningMin, ref T workspace, int index);

    /// <summary>The same for two classes.</summary>
    static abstract void StoreTerms(TVector z0, TVector z1, ref TInteger runningMax, ref TInteger runningMin, ref T workspace, int index);

    /// <summary>The same for one class.</summary>
    static abstract void StoreTerms(TVector z, ref TInteger runningMax, ref TInteger runningMin, ref T workspace, int index);

    /// <summary>Whether every row is in the fast range, from its largest and its smallest exponent.</summary>
    /// <remarks>A row with a NaN or an infinity is not.</remarks>
    static abstract bool IsInFastRange(TInteger maxExponent, TInteger minExponent);

    /// <summary>The exponent offset of rows with these largest exponents.</summary>
    static abstract TInteger ExponentOffset(TInteger maxExponent);

    /// <summary>The terms of one logit of each row.</summary>
    static abstract TVector Term(TVector z, TInteger exponentOffset);

    /// <summary>terms * scale, rounded once.</summary>
    static abstract TVector Scale(TVector terms, DoubleWord<TVector> scale);

    /// <summary>The terms of one logit of each row, of z / T.</summary>
    static abstract TVector Term<TTemperature>(TVector z, TInteger exponentOffset)
        where TTemperature : struct, ITemperature<T>;

    /// <summary>The same for z / T.</summary>
    static abstract void StoreFirstTerms<TTemperature>(TVector z0, TVector z1, TVector z2, TVector z3, out TInteger maxExponent, out TInteger minExponent, ref T workspace, int index)
        where TTemperature : struct, ITemperature<T>;

    /// <summary>The same for z / T.</summary>
    static abstract void StoreFirstTerms<TTemperature>(TVector z0, TVector z1, out TInteger maxExponent, out TInteger minExponent, ref T workspace, int index)
        where TTemperature : struct, ITemperature<T>;

    /// <summary>The same for z / T.</summary>
    static abstract void StoreFirstTerms<TTemperature>(TVector z, out TInteger maxExponent, out TInteger minExponent, ref T workspace, int index)
        where TTemperature : struct, ITemperature<T>;

    /// <summary>The same for z / T.</summary>
    static abstract void StoreTerms<TTemperature>(TVector z0, TVector z1, TVector z2, TVector z3, ref TInteger runningMax, ref TInteger runningMin, ref T workspace, int index)
        where TTemperature : struct, ITemperature<T>;

    /// <summary>The same for z / T.</summary>
    static abstract void StoreTerms<TTemperature>(TVector z0, TVector z1, ref TInteger runningMax, ref TInteger runningMin, ref T workspace, int index)
        where TTemperature : struct, ITemperature<T>;

    /// <summary>The same for z / T.</summary>
    static abstract void StoreTerms<TTemperature>(TVector z, ref TInteger runningMax, ref TInteger runningMin, ref T workspace, int index)
        where TTemperature : struct, ITemperature<T>;

    /// <summary>What the terms of one logit of each row lack of the exact exponential, to a few hundredths of their last place.</summary>
    static abstract TVector TermError(TVector z, TInteger exponentOffset);

    /// <summary>The same for z / T.</summary>
    static abstract TVector TermError<TTemperature>(TVector z, TInteger exponentOffset)
        where TTemperature : struct, ITemperature<T>;
}
