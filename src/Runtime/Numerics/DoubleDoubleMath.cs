namespace SoftmaxGen.Runtime;

/// <summary>Arithmetic in two doubles, which kernels do not need: to about 100 bits.</summary>
/// <remarks>
/// Sums and products as in Joldes, Muller and Popescu, ACM Transactions on Mathematical Software 44, 2017. The exponential as in
/// Hida, Li and Bailey, Library for Double-Double and Quad-Double Arithmetic, 2007.
/// </remarks>
internal static class DoubleDoubleMath
{
    /// <summary>Where e^x is below 2^-1074, half of the least double.</summary>
    public const double ExpUnderflow = -745;

    private const double Log2E = 1.4426950408889634, Ln2High = 0.6931471805599453, Ln2Low = 2.3190468138462996e-17;

    // 2^9: the argument of the series is at most ln 2 / 2^10.
    private const int Halvings = 9;

    // 1 / k!, from k = 3 on. The terms left out are below 2^-117.
    private static ReadOnlySpan<double> InverseFactorials =>
    [
        0.16666666666666666, 0.041666666666666664, 0.008333333333333333, 0.001388888888888889,
        0.0001984126984126984, 2.48015873015873e-05, 2.7557319223985893e-06,
    ];

    // What rounding took from them.
    private static ReadOnlySpan<double> InverseFactorialsLow =>
    [
        9.25185853854297e-18, 2.3129646346357427e-18, 1.1564823173178714e-19, -5.300543954373577e-20,
        1.7209558293420705e-22, 2.1511947866775882e-23, -1.858393274046472e-22,
    ];

    /// <summary>x - y, exactly.</summary>
    public static DoubleDouble Difference(double x, double y) => new DoubleDouble(x, 0) + -y;

    /// <summary>x + y.</summary>
    public static DoubleDouble Sum(DoubleDouble x, DoubleDouble y)
    {
        DoubleDouble high = new DoubleDouble(x.High, 0) + y.High, low = new DoubleDouble(x.Low, 0) + y.Low;
        DoubleDouble sum = Normal(high.High, high.Low + low.High);
        return Normal(sum.High, sum.Low + low.Low);
    }

    /// <summary>x y.</summary>
    public static DoubleDouble Product(DoubleDouble x, DoubleDouble y)
    {
        // Where the hardware has no fused multiply-add, this is slow, but right for numbers of any size.
        double high = x.High * y.High;
        return Normal(high, Math.FusedMultiplyAdd(x.High, y.High, -high) + ((x.High * y.Low) + (x.Low * y.High)));
    }

    /// <summary>1 / x.</summary>
    public static DoubleDouble Reciprocal(DoubleDouble x)
    {
        double high = 1 / x.High;
        return Normal(high, (Math.FusedMultiplyAdd(-x.High, high, 1) - (x.Low * high)) * high);
    }

    /// <summary>e^x for an x from <see cref="ExpUnderflow"/> to 0.</summary>
    public static DoubleDouble Exp(DoubleDouble x)
    {
        double n = Math.Round(x.High * Log2E);
        DoubleDouble r = Sum(x, Product(new DoubleDouble(-n, 0), new DoubleDouble(Ln2High, Ln2Low)));
        r = Scale(r, -Halvings);

        // e^r - 1 = r + r^2 (1/2 + r (1/3! + ...)), and (e^r)^2 - 1 = 2 (e^r - 1) + (e^r - 1)^2.
        DoubleDouble series = new(InverseFactorials[^1], InverseFactorialsLow[^1]);
        for (int k = InverseFactorials.Length - 2; k >= 0; k--)
            series = Sum(Product(series, r), new DoubleDouble(InverseFactorials[k], InverseFactorialsLow[k]));
        series = Sum(Product(series, r), new DoubleDouble(0.5, 0));
        DoubleDouble less = Sum(r, Product(Product(r, r), series));
        for (int i = 0; i < Halvings; i++)
            less = Sum(Scale(less, 1), Product(less, less));
        return Scale(Sum(less, new DoubleDouble(1, 0)), (int)n);
    }

    private static DoubleDouble Scale(DoubleDouble x, int power) => new(Math.ScaleB(x.High, power), Math.ScaleB(x.Low, power));

    // Dekker's Fast2Sum, for a low part that is not larger than the high one.
    private static DoubleDouble Normal(double high, double low)
    {
        double sum = high + low;
        return new(sum, low - (sum - high));
    }
}
