using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SoftmaxGen.Runtime;

/// <summary>
/// Rows of numbers so large, or so small, that what kernels compute on the way to a result would leave the range of the element
/// type, though the result itself need not. Kernels look at their sums before they write, and pass such a row on to these.
/// </summary>
/// <remarks>
/// <para>Floats are treated in double, whose range none of their sums and products leaves. Doubles are scaled by 2^-40, which is
/// room for sums of 65536 of the largest, and lets each result be scaled back in its last step.</para>
/// <para>They take one class after the other, in every width: there is nothing that could differ.</para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class OversizedRows
{
    private const double Down = 9.094947017729282e-13;
    private const double Up = 1099511627776;

    // 2^960: a number below this is far from overflow after it has been scaled back.
    private const double Large = 9.7453140114e288;

    // From here down to e^Nothing a power of e may be no normal number where its product with a sum is one; below that neither is.
    private const double Tails = -700;
    private const double Nothing = -1600;

    // It is lifted by 2^1644 there, as terms of a row are whose largest logit is -1000. 2^-802 squared is the opposite of that, and of Down.
    private const double LargestOfTails = -1000;
    private const double Lowered = 3.7492420347390774e-242;

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
    [MethodImpl(KernelMethod.Options)]
    public static void SoftmaxBackward(ref float probabilities, ref float upstream, ref float gradient, int classes)
    {
        DoubleDouble dot = default;
        for (int i = 0; i < classes; i++)
            dot += (double)Unsafe.Add(ref probabilities, i) * Unsafe.Add(ref upstream, i);
        dot = DoubleDouble.Of(dot.High, dot.Low);
        for (int i = 0; i < classes; i++)
            Unsafe.Add(ref gradient, i) = (float)(Unsafe.Add(ref probabilities, i) * (Unsafe.Add(ref upstream, i) - dot.High - dot.Low)) + 0f;
    }

    /// <summary>p_i (g_i - sum_j g_j p_j).</summary>
    [MethodImpl(KernelMethod.Options)]
    public static void SoftmaxBackward(ref double probabilities, ref double upstream, ref double gradient, int classes)
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

        // Scaled back in the probability, of which no digit is lost so.
        for (int i = 0; i < classes; i++)
            Unsafe.Add(ref gradient, i) = (Unsafe.Add(ref probabilities, i) * Up * ((Unsafe.Add(ref upstream, i) * Down) - dot.High - dot.Low)) + 0.0;
    }

    /// <summary>g_i - exp(l_i) sum_j g_j.</summary>
    [MethodImpl(KernelMethod.Options)]
    public static void LogSoftmaxBackward(ref float logProbabilities, ref float upstream, ref float gradient, int classes)
    {
        double sum = 0;
        for (int i = 0; i < classes; i++)
            sum += Unsafe.Add(ref upstream, i);
        for (int i = 0; i < classes; i++)
            Unsafe.Add(ref gradient, i) = (float)(Unsafe.Add(ref upstream, i) - (Exp(Unsafe.Add(ref logProbabilities, i)) * sum));
    }

    /// <summary>g_i - exp(l_i) sum_j g_j.</summary>
    [MethodImpl(KernelMethod.Options)]
    public static void LogSoftmaxBackward(ref double logProbabilities, ref double upstream, ref double gradient, int classes)
    {
        // A small sum is no business of this scale, which would take digits away.
        double sum = SumLanes(ref upstream, classes, 1).High;
        if (Math.Abs(sum) < 1)
        {
            for (int i = 0; i < classes; i++)
                Unsafe.Add(ref gradient, i) = Unsafe.Add(ref upstream, i) - (Exp(Unsafe.Add(ref logProbabilities, i)) * sum);
            return;
        }

        sum = SumLanes(ref upstream, classes, Down).High;
        for (int i = 0; i < classes; i++)
        {
            double l = Unsafe.Add(ref logProbabilities, i), g = Unsafe.Add(ref upstream, i);
            double product = Exp(l) * sum;
            Unsafe.Add(ref gradient, i) = l is > Nothing and < Tails ? g - TailOf(sum, l)
                : Math.Abs(product) <= Large ? g - (product * Up)
                : ((g * Down) - product) * Up;
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

    /// <summary>The same of a double row, from the sums of its terms.</summary>
    [MethodImpl(KernelMethod.Options)]
    internal static void TargetGradient(RowSum row, ref double logits, ref double targets, ref double gradient, double divisor, int classes)
    {
        DoubleDouble targetSum = SumLanes(ref targets, classes, Down), total = row.SumTimes(divisor);
        double high = targetSum.High / total.High;
        double low = (Product.Rest(targetSum.High, total.High, high) + targetSum.Low - (high * total.Low)) / total.High;
        double weight = 1 / divisor;
        Double128.MaxShift shift = Double128.CreateMaxShift(Vector128.Create(row.Max));
        double largest = Term(row.Max, shift) * high;
        for (int i = 0; i < classes; i++)
        {
            double z = Unsafe.Add(ref logits, i), target = Unsafe.Add(ref targets, i), x = z - row.Max;
            double term = Term(z, shift), product = double.MultiplyAddEstimate(term, high, term * low);

            // A target keeps all its digits beside a product that has room to be scaled back.
            double entry = x is > Nothing and < Tails ? double.MultiplyAddEstimate(target, -weight, TailOf(largest, x) * (1 + Lost(z, row.Max, x)))
                : Math.Abs(product) <= Large ? double.MultiplyAddEstimate(target, -weight, product * Up)
                : double.MultiplyAddEstimate(target * Down, -weight, product) * Up;
            Unsafe.Add(ref gradient, i) = entry + 0.0;
        }
    }

    /// <summary>C = sum_i y_i (max - z_i) + log1p(others / largest) sum_i y_i of a double row.</summary>
    [MethodImpl(KernelMethod.Options)]
    internal static double TargetLoss(RowSum row, ref double logits, ref double targets, int classes)
    {
        DoubleDouble cost = default;
        for (int i = 0; i < classes; i++)
        {
            // A target of 0 counts for nothing, whatever the logit.
            double target = Unsafe.Add(ref targets, i);
            if (target == 0)
                continue;

            // Of half the size, a difference of two doubles is one. The larger factor is scaled, so that none of the other's digits is lost.
            double half = (row.Max / 2) - (Unsafe.Add(ref logits, i) / 2);
            cost += Math.Abs(target) >= 1 ? target * Down * half : target * (half * Down);
        }

        double sum = DoubleDouble.Of(cost.High, cost.Low).High;
        return ((2 * sum) + (row.Log * SumLanes(ref targets, classes, Down).High)) * Up;
    }

    private static DoubleDouble SumLanes(ref double numbers, int classes, double scale)
    {
        DoubleDouble sum = default;
        for (int i = 0; i < classes; i++)
            sum += Unsafe.Add(ref numbers, i) * scale;
        return DoubleDouble.Of(sum.High, sum.Low);
    }

    private static double Term(double z, Double128.MaxShift shift) => Double128.Exp(Vector128.Create(z), shift).ToScalar();

    // e^x times a number that is scaled by Down, scaled back: nothing between is smaller than the result.
    private static double TailOf(double number, double x) =>
        number * Lowered * Term(x, Double128.CreateMaxShift(Vector128.Create(LargestOfTails))) * Lowered;

    // What the rounding of x - y takes away (Knuth's TwoSum).
    private static double Lost(double x, double y, double difference)
    {
        double part = difference - x;
        return (x - (difference - part)) - (y + part);
    }

    // e^x: from the kernels' own steps, whose bits are the same on every platform.
    private static double Exp(double x) => Double128.Exp(Vector128.Create(x), k: 0).ToScalar();
}
