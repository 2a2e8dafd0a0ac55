using System.ComponentModel;

namespace SoftmaxGen.Runtime;

/// <summary>The temperature 1 of doubles: the constants of <see cref="DoubleExp"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DoubleUnitTemperature : ITemperature<double>
{
    /// <inheritdoc/>
    public static double Value => 1;

    /// <inheritdoc/>
    public static double Prescale => 1;

    /// <inheritdoc/>
    public static double Log2E => DoubleExp.Log2E;

    /// <inheritdoc/>
    public static double Ln2High => DoubleExp.Ln2High;

    /// <inheritdoc/>
    public static double Ln2Low => DoubleExp.Ln2Low;

    /// <inheritdoc/>
    public static double Inverse => 1;

    /// <inheritdoc/>
    public static double InverseLow => 0;
}
