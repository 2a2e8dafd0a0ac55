using System.Numerics;

namespace SoftmaxGen.Runtime.Tests.Reference;

/// <summary>Errors in units in the last place of the exact result, as the element type would hold it.</summary>
internal static class Ulp
{
    /// <summary>The bits of a significand, the implicit one included.</summary>
    public static int Precision<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.One is float ? 24 : 53;

    /// <summary>The exponent of the smallest normal number.</summary>
    public static int SmallestBinade<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.One is float ? -126 : -1022;

    public static BigFloat SmallestNormal<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => BigFloat.Scale(BigFloat.One, SmallestBinade<T>());

    /// <summary>The distance between neighbours in the binade of <paramref name="scale"/>.</summary>
    public static BigFloat Of<T>(BigFloat scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => BigFloat.Scale(BigFloat.One, Exponent<T>(scale));

    public static double Error<T>(T computed, BigFloat exact)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Error(computed, exact, exact);

    /// <summary>|computed - exact| in ulps of <paramref name="scale"/>; infinite where one is not finite and the other is.</summary>
    public static double Error<T>(T computed, BigFloat exact, BigFloat scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (T.IsFinite(computed))
        {
            return BigFloat.Scale(BigFloat.Abs(BigFloat.From(computed) - exact), -Exponent<T>(scale)).ToDouble();
        }

        // An exact result beyond the largest number has infinity for its nearest neighbour.
        return computed == Nearest<T>(exact) ? 0 : double.PositiveInfinity;
    }

    public static T Nearest<T>(BigFloat exact)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.CreateChecked(T.One is float ? exact.ToSingle() : exact.ToDouble());

    private static long Exponent<T>(BigFloat scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        long smallest = SmallestBinade<T>();
        return (scale.IsZero ? smallest : Math.Max(scale.Binade, smallest)) - (Precision<T>() - 1);
    }
}
