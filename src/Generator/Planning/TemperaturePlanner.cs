using System.Globalization;
using System.Numerics;
using SoftmaxGen.Generator.Model;

namespace SoftmaxGen.Generator.Planning;

/// <summary>Computes the constants of a temperature, each rounded once.</summary>
/// <remarks>In integers, which have the same digits on every machine.</remarks>
internal static class TemperaturePlanner
{
    // ln 2 2^192, rounded.
    private const int Ln2Bits = 192;
    private static readonly BigInteger Ln2 = BigInteger.Parse("0B17217F7D1CF79ABC9E3B39803F2F6AF40F343267298B62E", NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    public static TemperaturePlan Plan(double temperature, ElementInfo element)
    {
        int digits = element.Digits;

        // An exponent of a row outside the fast range has up to 10 bits, or 13.
        int shortDigits = digits - (element == ElementInfo.Single ? 10 : 13);

        // Constants of these and their small parts are normal numbers, and so is the scale of a gradient.
        (int smallest, int largest) = element == ElementInfo.Single ? (-64, 16) : (-512, 512);

        int magnitude = Fraction.Exponent(temperature);
        int prescale = magnitude < smallest || magnitude > largest ? -magnitude : 0;
        Fraction scaled = Fraction.Of(temperature).Times(Fraction.Of(BigInteger.One, prescale));
        Fraction product = scaled.Times(Fraction.Of(Ln2, -Ln2Bits));
        double high = product.Round(shortDigits);
        return new(
            temperature,
            Fraction.Of(BigInteger.One, prescale).Round(digits),
            product.Inverse.Round(digits),
            high,
            product.Minus(Fraction.Of(high)).Round(digits),
            scaled.Inverse.Round(digits),
            scaled.Inverse.Minus(Fraction.Of(scaled.Inverse.Round(digits))).Round(digits));
    }
}
