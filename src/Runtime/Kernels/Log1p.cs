namespace SoftmaxGen.Runtime;

/// <summary>ln(1 + x) for x of at least 0.</summary>
/// <remarks>The scheme of fdlibm's s_log1p.c.</remarks>
internal static class Log1p
{
    public static double Of(double x)
    {
        double u = 1 + x;
        double c = x >= 1 ? 1 - (u - x) : x - (u - 1);
        long bits = BitConverter.DoubleToInt64Bits(u) + ((0x3ff00000L - 0x3fe6a09eL) << 32);
        long k = (bits >> 52) - 1023;
        double m = BitConverter.Int64BitsToDouble((bits & 0x000fffffffffffff) + 0x3fe6a09e00000000);
        double f = m - 1;
        double halfSquare = 0.5 * f * f;
        double s = f / (2 + f);
        double z = s * s;
        double r = z * (6.666666666666735130e-01 + z * (3.999999999940941908e-01 + z * (2.857142874366239149e-01 + z * (2.222219843214978396e-01 + z * (1.818357216161805012e-01 + z * (1.531383769920937332e-01 + z * 1.479819860511658591e-01))))));
        return s * (halfSquare + r) + (k * 1.90821492927058770002e-10 + c / u) - halfSquare + f + k * 6.93147180369123816490e-01;
    }
}
