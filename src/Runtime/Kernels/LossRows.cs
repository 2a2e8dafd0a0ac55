using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SoftmaxGen.Runtime;

/// <summary>The loss of one row with any options: of rows outside the fast range, and where each class has a focal factor of its own.</summary>
/// <remarks>
/// <para>With the effective targets v_c = q_c w_c, the loss is sum_c v_c (1 - p_c)^g l_c. Its gradient is p_i sum_c r_c - r_i with
/// r_c = v_c (1 - p_c)^(g - 1) ((1 - p_c) + g p_c l_c). It is computed as p_i (sum_c r_c - r_i) - r_i (1 - p_i), where nothing
/// cancels for a single target.</para>
/// <para>All of it is in double. Floats lose nothing so. Sums of doubles and 1 - p_c have two parts. Where effective targets are so
/// large that a sum may overflow, they are scaled down first. Classes follow one after the other, so every width gives the same
/// bits.</para>
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TLoss">The options of the loss.</typeparam>
/// <typeparam name="TTemperature">The temperature of double logits. Floats are divided in double instead, and have that of 1.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LossRows<T, TLoss, TTemperature>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLoss : struct, ILossOptions<T>
    where TTemperature : struct, ITemperature<double>
{
    // 2^960, 2^-960 and 2^-64: a sum of 65536 numbers below the first, or of any scaled by the last, does not overflow.
    private const double Large = 9.7453140114e288;
    private const double Small = 1.0261342003245941e-289;
    private const double Down = 5.421010862427522e-20;
    private const double Up = 18446744073709551616.0;

    // The largest number times e^x is below the smallest from there on.
    private const double Nothing = -1600;

    /// <summary>The loss of a label.</summary>
    public static T CrossEntropy(ref T logits, int label, int classes) =>
        Row(ref logits, new Label(label, classes), ref logits, 1, classes, hasGradient: false);

    /// <summary>The loss of targets.</summary>
    public static T CrossEntropy(ref T logits, ref T targets, int classes) =>
        Row(ref logits, new Targets(ref targets, classes), ref logits, 1, classes, hasGradient: false);

    /// <summary>The loss of a label, and its gradient divided by <paramref name="divisor"/>.</summary>
    public static T CrossEntropyGradient(ref T logits, int label, ref T gradient, double divisor, int classes) =>
        Row(ref logits, new Label(label, classes), ref gradient, divisor, classes, hasGradient: true);

    /// <summary>The loss of targets, and its gradient divided by <paramref name="divisor"/>.</summary>
    public static T CrossEntropyGradient(ref T logits, ref T targets, ref T gradient, double divisor, int classes) =>
        Row(ref logits, new Targets(ref targets, classes), ref gradient, divisor, classes, hasGradient: true);

    [SkipLocalsInit]
    [MethodImpl(KernelMethod.Options)]
    private static T Row<TTruth>(ref T logits, TTruth truth, ref T gradient, double divisor, int classes, bool hasGradient)
        where TTruth : struct, ITruth, allows ref struct
    {
        double[]? rented = Scratch<double>.Rent(2 * classes);
        Span<double> scratch = rented ?? stackalloc double[Scratch<double>.OnStack(2 * classes)];
        Span<double> z = scratch[..classes], targets = scratch.Slice(classes, classes);
        double largest = 0;
        for (int i = 0; i < classes; i++)
        {
            double logit = double.CreateTruncating(Unsafe.Add(ref logits, i));
            z[i] = typeof(T) == typeof(float) ? logit / TLoss.Temperature : logit;
            targets[i] = truth.At(i);
            largest = Math.Max(largest, Math.Abs(targets[i]));
        }

        double scaledBack = 1;
        if (largest > Large)
        {
            scaledBack = Up;
            foreach (ref double target in targets)
                target *= Down;
        }

        RowSum row = Double128Fallback<TTemperature>.Reduce(ref MemoryMarshal.GetReference(z), classes, out Double128.MaxShift shift);
        var sums = Sums.Of(row, shift, z);
        DoubleDouble loss = default, sum = default;
        for (int i = 0; i < classes; i++)
        {
            // A target of 0 counts for nothing, whatever the logit.
            if (targets[i] == 0)
                continue;
            loss += ClassLoss(sums, i, z[i], targets[i], out DoubleDouble factor);
            sum = sum + factor.High + factor.Low;
        }

        for (int i = 0; hasGradient && i < classes; i++)
        {
            DoubleDouble factor = default;
            if (targets[i] != 0)
                ClassLoss(sums, i, z[i], targets[i], out factor);
            Unsafe.Add(ref gradient, i) = T.CreateTruncating((Entry(sums, i, z[i], factor, sum + -factor.High + -factor.Low, divisor) * scaledBack) + 0.0);
        }

        Scratch<double>.Return(rented);
        double value = DoubleDouble.Of(loss.High, loss.Low).High * scaledBack;
        return T.CreateTruncating(double.IsNaN(row.Log) ? double.NaN : value);
    }

    // (p_i (sum_c r_c - r_i) - r_i (1 - p_i)) / divisor.
    private static double Entry(in Sums sums, int label, double z, DoubleDouble factor, DoubleDouble rest, double divisor)
    {
        double term = Term(z, sums.Shift), lostTerm = TermError(z, sums.Shift), others = rest.High + rest.Low;
        DoubleDouble nonTerm = sums.Others(label, term);
        DoubleDouble probability = Ratio(new DoubleDouble(term, lostTerm), sums.Total);
        DoubleDouble complement = Ratio(new DoubleDouble(nonTerm.High, nonTerm.Low + sums.LostOthers(label, lostTerm)), sums.Total);
        double product = probability.High * others;
        if (probability.High >= DoubleExp.MinNormal && Math.Abs(product) >= Small)
            return (product - Times(factor, complement) + (probability.Low * others)) / divisor;

        // What is divided may be tiny where the quotient is not, and so may a probability where its product is not.
        double divided = others / divisor;
        product = probability.High >= DoubleExp.MinNormal ? Times(probability, divided, others, divisor)
            : double.IsFinite(divided) ? TailTimes(divided, z, sums.Row.Max) * (Term(sums.Row.Max, sums.Shift) / sums.Total.High)
            : TailTimes(others, z, sums.Row.Max) * (Term(sums.Row.Max, sums.Shift) / sums.Total.High) / divisor;
        double weight = factor.High / divisor;
        return product - (double.IsFinite(weight) ? Times(new DoubleDouble(weight, factor.Low / divisor), complement) : Times(factor, complement) / divisor);
    }

    private static double Times(DoubleDouble x, DoubleDouble y) => (x.High * y.High) + ((x.High * y.Low) + (x.Low * y.High));

    private static double Times(DoubleDouble probability, double divided, double others, double divisor) => double.IsFinite(divided)
        ? (probability.High * divided) + (probability.Low * divided)
        : probability.High * others / divisor;

    // v (1 - p)^g l, and r.
    private static double ClassLoss(in Sums sums, int label, double z, double target, out DoubleDouble factor)
    {
        double loss = sums.Row.Loss(z, TTemperature.Value), term = Term(z, sums.Shift);
        factor = new(target, 0);
        if (TLoss.FocalHalves == 0 || term == 0)
            return target * loss;

        DoubleDouble others = sums.Others(label, term);
        if (others.High == 0)
        {
            factor = default;
            return 0;
        }

        // A power multiplies the errors of terms.
        double lostTerm = TermError(z, sums.Shift), lostOthers = others.Low + sums.LostOthers(label, lostTerm);
        if (label == sums.MaxLabel)
            loss = Focal.PlainLoss(others.High, lostOthers, term, lostTerm);
        double focal = Focal.OfDouble(others.High, lostOthers, term, lostTerm, loss, TLoss.FocalHalves, out double weight, out double lostWeight);
        double product = target * weight;
        factor = new(product, Product.Lost(target, weight, product) + (target * lostWeight));
        return target * focal;
    }

    // x / y in two parts.
    private static DoubleDouble Ratio(DoubleDouble x, DoubleDouble y)
    {
        double high = x.High / y.High;
        return new(high, (Product.Rest(x.High, y.High, high) + x.Low - (high * y.Low)) / y.High);
    }

    // number e^((z - max) / T), where the exponential alone may be below the normal numbers and the product is not.
    private static double TailTimes(double number, double z, double max)
    {
        double gap = z - max, x = gap / TTemperature.Value;
        if (x < Nothing)
            return 0;

        // Scaled as the temperature is, so that no part of a product is too small.
        double scaled = gap * TTemperature.Prescale, divisor = TTemperature.Value * TTemperature.Prescale;
        double lost = (OversizedRows.Lost(z, max, gap) / TTemperature.Value) + (Product.Rest(scaled, divisor, x) / divisor);
        double root = OversizedRows.Exp(x / 2);
        return number * root * (1 + lost) * root;
    }

    private static double TermError(double z, Double128.MaxShift shift) => Double128.ExpError<TTemperature>(Vector128.Create(z), shift).ToScalar();

    private static double Term(double z, Double128.MaxShift shift) => Double128.Exp<TTemperature>(Vector128.Create(z), shift).ToScalar();

    // What the terms of a row add up to: each addition keeps what it rounds away (Knuth's TwoSum).
    private readonly struct Sums
    {
        public readonly RowSum Row;
        public readonly Double128.MaxShift Shift;

        /// <summary>The first class with the largest logit.</summary>
        public readonly int MaxLabel;

        /// <summary>The sum of all terms, and of what they lack.</summary>
        public readonly DoubleDouble Total;

        // Without the largest term, so that nothing cancels where that is nearly all.
        private readonly DoubleDouble _below;
        private readonly double _maxTerm, _lostBelow, _lostMax;

        private Sums(RowSum row, Double128.MaxShift shift, int maxLabel, double maxTerm, double lostMax, DoubleDouble below, double lostBelow)
        {
            Row = row;
            Shift = shift;
            MaxLabel = maxLabel;
            DoubleDouble total = below + maxTerm;
            Total = new(total.High, total.Low + lostBelow + lostMax);
            _maxTerm = maxTerm;
            _lostMax = lostMax;
            _below = below;
            _lostBelow = lostBelow;
        }

        public static Sums Of(RowSum row, Double128.MaxShift shift, ReadOnlySpan<double> logits)
        {
            int maxLabel = Math.Max(logits.IndexOf(row.Max), 0);
            DoubleDouble below = default;
            double lost = 0;
            for (int i = 0; i < logits.Length; i++)
            {
                if (i == maxLabel)
                    continue;
                below += Term(logits[i], shift);
                lost += TermError(logits[i], shift);
            }

            double max = logits[maxLabel];
            return new(row, shift, maxLabel, Term(max, shift), TermError(max, shift), DoubleDouble.Of(below.High, below.Low), lost);
        }

        /// <summary>The sum of all terms but this one.</summary>
        public DoubleDouble Others(int label, double term) => label == MaxLabel ? _below : _below + _maxTerm + -term;

        /// <summary>What those lack of the exact exponentials.</summary>
        public double LostOthers(int label, double lostTerm) => label == MaxLabel ? _lostBelow : _lostBelow + (_lostMax - lostTerm);
    }

    private interface ITruth
    {
        // The effective target of a class.
        double At(int label);
    }

    private static double Weight(int label) => TLoss.ClassWeights.IsEmpty ? 1 : double.CreateTruncating(TLoss.ClassWeights[label]);

    private readonly struct Label(int label, int classes) : ITruth
    {
        public double At(int i) => ((i == label ? 1 - TLoss.LabelSmoothing : 0) + (TLoss.LabelSmoothing / classes)) * Weight(i);
    }

    private readonly ref struct Targets(ref T targets, int classes) : ITruth
    {
        private readonly ref T _targets = ref targets;

        public double At(int i) =>
            (((1 - TLoss.LabelSmoothing) * double.CreateTruncating(Unsafe.Add(ref _targets, i))) + (TLoss.LabelSmoothing / classes)) * Weight(i);
    }
}
