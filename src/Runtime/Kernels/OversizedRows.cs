using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SoftmaxGen.Runtime;

/// <summary>Kernels for rows of very large or very small numbers, whose results may be in range where intermediate ones are not.</summary>
/// <remarks>
/// <para>Other kernels check their sums before they write, and call these for such a row.</para>
/// <para>Floats are computed in double, so no sum and no product overflows. Doubles are scaled by 2^-40. Then a sum of 65536 of
/// the largest does not overflow, and the last step can scale each result back.</para>
/// <para>They compute one class after the other, so every width gives the same bits.</para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class OversizedRows
{
    private const double Down = 9.094947017729282e-13;
    private const double Up = 1099511627776;

    // 2^960: a number below this is far from overflow when scaled back.
    private const double Large = 9.7453140114e288;

    // From Nothing to Tails, e^x may be below the normal numbers where its product with a sum is not. Below, neither is normal.
    private const double Tails = -700;
    private const double Nothing = -1600;

    // There, e^x is scaled up by 2^1644, as the terms of a row with the largest logit -1000 are. 2^-802 squared undoes both this
    // and Down.
    private const double MaxOfTails = -1000;
    private const double ScaleDown = 3.7492420347390774e-242;

    /// <summary>Whether a row has a NaN among its numbers.</summary>
    internal static bool HaveNaN<T>(ReadOnlySpan<T> row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (T number in row)
        {
            if (T.IsNaN(number))
                return true;
        }

        return false;
    }

    /// <summary>p_i (g_i - sum_j g_j p_j).</summary>
    public static void SoftmaxBackward(ref float probabilities, ref float upstream, ref float gradient, int classes) =>
        SoftmaxBackward<SingleUnitTemperature>(ref probabilities, ref upstream, ref gradient, classes);

    /// <summary>The same of z / T, with respect to z.</summary>
    [MethodImpl(KernelMethod.Options)]
    public static void SoftmaxBackward<TTemperature>(ref float probabilities, ref float upstream, ref float gradient, int classes)
        where TTemperature : struct, ITemperature<float>
    {
        DoubleDouble dot = default;
        for (int i = 0; i < classes; i++)
            dot += (double)Unsafe.Add(ref probabilities, i) * Unsafe.Add(ref upstream, i);
        dot = DoubleDouble.Of(dot.High, dot.Low);
        for (int i = 0; i < classes; i++)
            Unsafe.Add(ref gradient, i) = (float)(Unsafe.Add(ref probabilities, i) * (Unsafe.Add(ref upstream, i) - dot.High - dot.Low) / TTemperature.Value) + 0f;
    }

    /// <summary>p_i (g_i - sum_j g_j p_j).</summary>
    public static void SoftmaxBackward(ref double probabilities, ref double upstream, ref double gradient, int classes) =>
        SoftmaxBackward<DoubleUnitTemperature>(ref probabilities, ref upstream, ref gradient, classes);

    /// <summary>The same of z / T, with respect to z.</summary>
    [MethodImpl(KernelMethod.Options)]
    public static void SoftmaxBackward<TTemperature>(ref double probabilities, ref double upstream, ref double gradient, int classes)
        where TTemperature : struct, ITemperature<double>
    {
        DoubleDouble dot = default;
        double lost = 0;
        for (int i = 0; i < classes; i++)
        {
            double p = Unsafe.Add(ref probabilities, i), g = Unsafe.Add(ref upstream, i) * Down;
            double product = p * g;
            dot += product;
            lost += Product.Lost(p, g, product);
        }

        dot = DoubleDouble.Of(dot.High, dot.Low + lost);

        // The probability is scaled up, which loses no digit of it.
        for (int i = 0; i < classes; i++)
            Unsafe.Add(ref gradient, i) = (Unsafe.Add(ref probabilities, i) * Up * (((Unsafe.Add(ref upstream, i) * Down) - dot.High - dot.Low) / TTemperature.Value)) + 0.0;
    }

    /// <summary>g_i - exp(l_i) sum_j g_j.</summary>
    public static void LogSoftmaxBackward(ref float logProbabilities, ref float upstream, ref float gradient, int classes) =>
        LogSoftmaxBackward<SingleUnitTemperature>(ref logProbabilities, ref upstream, ref gradient, classes);

    /// <summary>The same of z / T, with respect to z.</summary>
    [MethodImpl(KernelMethod.Options)]
    public static void LogSoftmaxBackward<TTemperature>(ref float logProbabilities, ref float upstream, ref float gradient, int classes)
        where TTemperature : struct, ITemperature<float>
    {
        double sum = 0;
        for (int i = 0; i < classes; i++)
            sum += Unsafe.Add(ref upstream, i);
        for (int i = 0; i < classes; i++)
            Unsafe.Add(ref gradient, i) = (float)((Unsafe.Add(ref upstream, i) - (Exp(Unsafe.Add(ref logProbabilities, i)) * sum)) / TTemperature.Value);
    }

    /// <summary>g_i - exp(l_i) sum_j g_j.</summary>
    public static void LogSoftmaxBackward(ref double logProbabilities, ref double upstream, ref double gradient, int classes) =>
        LogSoftmaxBackward<DoubleUnitTemperature>(ref logProbabilities, ref upstream, ref gradient, classes);

    /// <summary>The same of z / T, with respect to z.</summary>
    [MethodImpl(KernelMethod.Options)]
    public static void LogSoftmaxBackward<TTemperature>(ref double logProbabilities, ref double upstream, ref double gradient, int classes)
        where TTemperature : struct, ITemperature<double>
    {
        // Scaling down a small sum would lose digits.
        double sum = SumLanes(ref upstream, classes, 1).High;
        if (Math.Abs(sum) < 1)
        {
            for (int i = 0; i < classes; i++)
                Unsafe.Add(ref gradient, i) = (Unsafe.Add(ref upstream, i) - (Exp(Unsafe.Add(ref logProbabilities, i)) * sum)) / TTemperature.Value;
            return;
        }

        sum = SumLanes(ref upstream, classes, Down).High;
        for (int i = 0; i < classes; i++)
        {
            double l = Unsafe.Add(ref logProbabilities, i), g = Unsafe.Add(ref upstream, i);
            double product = Exp(l) * sum;
            Unsafe.Add(ref gradient, i) = l is > Nothing and < Tails ? (g - TailOf(sum, l)) / TTemperature.Value
                : Math.Abs(product) <= Large ? (g - (product * Up)) / TTemperature.Value
                : ((g * Down) - product) / TTemperature.Value * Up;
        }
    }

    /// <summary>a_i sum_j y_j - y_i, divided by <paramref name="divisor"/>.</summary>
    [MethodImpl(KernelMethod.Options)]
    public static void TargetGradient(ref float logits, ref float targets, ref float gradient, double divisor, int classes)
    {
        // A NaN is no maximum, but its term is NaN.
        double max = double.NegativeInfinity;
        for (int i = 0; i < classes; i++)
            max = Unsafe.Add(ref logits, i) > max ? Unsafe.Add(ref logits, i) : max;

        double sum = 0;
        DoubleDouble targetSum = default;
        for (int i = 0; i < classes; i++)
        {
            sum += Exp(Unsafe.Add(ref logits, i) - max);
            targetSum += Unsafe.Add(ref targets, i);
        }

        double weight = 1 / divisor;
        double scale = (targetSum.High + targetSum.Low) / (sum * divisor);
        for (int i = 0; i < classes; i++)
            Unsafe.Add(ref gradient, i) = (float)((Exp(Unsafe.Add(ref logits, i) - max) * scale) - (Unsafe.Add(ref targets, i) * weight)) + 0f;
    }

    /// <summary>The same for a double row, from the sums of its terms.</summary>
    [MethodImpl(KernelMethod.Options)]
    internal static void TargetGradient(RowSum row, ref double logits, ref double targets, ref double gradient, double divisor, int classes)
    {
        DoubleDouble targetSum = SumLanes(ref targets, classes, Down), total = row.SumTimes(divisor);
        double high = targetSum.High / total.High;
        double low = (Product.Rest(targetSum.High, total.High, high) + targetSum.Low - (high * total.Low)) / total.High;
        double weight = 1 / divisor;
        Double128.MaxShift shift = Double128.CreateMaxShift<DoubleUnitTemperature>(Vector128.Create(row.Max));
        double maxEntry = Term(row.Max, shift) * high;
        for (int i = 0; i < classes; i++)
        {
            double z = Unsafe.Add(ref logits, i), target = Unsafe.Add(ref targets, i), x = z - row.Max;
            double term = Term(z, shift), product = double.MultiplyAddEstimate(term, high, term * low);

            // Where the product can be scaled back, the target keeps all its digits.
            double entry = x is > Nothing and < Tails ? double.MultiplyAddEstimate(target, -weight, TailOf(maxEntry, x) * (1 + Lost(z, row.Max, x)))
                : Math.Abs(product) <= Large ? double.MultiplyAddEstimate(target, -weight, product * Up)
                : double.MultiplyAddEstimate(target * Down, -weight, product) * Up;
            Unsafe.Add(ref gradient, i) = entry + 0.0;
        }
    }

    /// <summary>C = sum_i y_i (max - z_i) + log1p(others / maxTerm) sum_i y_i of a double row.</summary>
    [MethodImpl(KernelMethod.Options)]
    internal static double TargetLoss(RowSum row, ref double logits, ref double targets, int classes)
    {
        DoubleDouble gaps = default;
        for (int i = 0; i < classes; i++)
        {
            // A target of 0 counts for nothing, whatever the logit.
            double target = Unsafe.Add(ref targets, i);
            if (target == 0)
                continue;

            // Halved, the difference does not overflow. The larger factor is scaled down, so that no digit of the other is lost.
            double half = (row.Max / 2) - (Unsafe.Add(ref logits, i) / 2);
            gaps += Math.Abs(target) >= 1 ? target * Down * half : target * (half * Down);
        }

        double sum = DoubleDouble.Of(gaps.High, gaps.Low).High;
        return ((2 * sum) + (row.Log * SumLanes(ref targets, classes, Down).High)) * Up;
    }

    private static DoubleDouble SumLanes(ref double numbers, int classes, double scale)
    {
        DoubleDouble sum = default;
        for (int i = 0; i < classes; i++)
            sum += Unsafe.Add(ref numbers, i) * scale;
        return DoubleDouble.Of(sum.High, sum.Low);
    }

    private static double Term(double z, Double128.MaxShift shift) => Double128.Exp<DoubleUnitTemperature>(Vector128.Create(z), shift).ToScalar();

    // e^x times a number that is scaled by Down, scaled back. No intermediate result is smaller than the result.
    private static double TailOf(double number, double x) =>
        number * ScaleDown * Term(x, Double128.CreateMaxShift<DoubleUnitTemperature>(Vector128.Create(MaxOfTails))) * ScaleDown;

    // The rounding error of x - y (Knuth's TwoSum).
    internal static double Lost(double x, double y, double difference)
    {
        double part = difference - x;
        return (x - (difference - part)) - (y + part);
    }

    // e^x by the steps of the kernels, whose bits are the same on every platform.
    internal static double Exp(double x) => Double128.Exp(Vector128.Create(x), k: 0).ToScalar();
}
