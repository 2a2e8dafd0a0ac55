using System.ComponentModel;

namespace SoftmaxGen.Runtime;

/// <summary>The constants of a temperature T, by which logits are divided without rounding the quotient.</summary>
/// <remarks>
/// <para>e^(z / T) = 2^n e^r with n = round(z / (T ln 2)) and r = (z - n T ln 2) / T. The reduction is that of e^z with T ln 2 in
/// place of ln 2: the difference keeps every digit of z, and only the small r is divided.</para>
/// <para>Logits are first multiplied by a power of two, so that no constant of a very large or small T overflows. It is 1 for
/// others. Ln2High, Ln2Low, Inverse and Log2E belong to T times that power.</para>
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ITemperature<T>
    where T : unmanaged
{
    /// <summary>Gets T.</summary>
    static abstract double Value { get; }

    /// <summary>Gets the power of two that logits are multiplied by first.</summary>
    static abstract T Prescale { get; }

    /// <summary>Gets 1 / (T ln 2).</summary>
    static abstract T Log2E { get; }

    /// <summary>Gets T ln 2 to so few bits that its product with any n in use is exact.</summary>
    static abstract T Ln2High { get; }

    /// <summary>Gets T ln 2 - <see cref="Ln2High"/>.</summary>
    static abstract T Ln2Low { get; }

    /// <summary>Gets 1 / T.</summary>
    static abstract T Inverse { get; }

    /// <summary>Gets 1 / T - <see cref="Inverse"/>.</summary>
    static abstract T InverseLow { get; }
}
