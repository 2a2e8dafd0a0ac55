namespace SoftmaxGen.Runtime;

/// <summary>The temperature 1 of floats: the constants of <see cref="SingleExp"/>.</summary>
internal readonly struct SingleUnitTemperature : ITemperature<float>
{
    public static double Value => 1;

    public static float Prescale => 1;

    public static float Log2E => SingleExp.Log2E;

    public static float Ln2High => SingleExp.Ln2High;

    public static float Ln2Low => SingleExp.Ln2Low;

    public static float Inverse => 1;

    public static float InverseLow => 0;
}
