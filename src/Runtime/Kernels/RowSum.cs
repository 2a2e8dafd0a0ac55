using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>The sums of a row: its maximum m, the term e_m of that class, and the sum T of all other terms.</summary>
/// <remarks>
/// <para>The terms are e_i = e^(z_i) / 2^N, with a common N near m / ln 2. ln sum_k e^(z_k) = m + log1p(T / e_m) (Blanchard,
/// Higham and Higham, IMA Journal of Numerical Analysis, 2021). T never contained e_m, so log1p(T / e_m) is accurate where the
/// model is sure.</para>
/// <para>Float rows have them in double too, and only the result is rounded to float. Once per row, this takes hardly any
/// time.</para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct RowSum
{
    private readonly double _maxTerm, _others, _lost;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private RowSum(double max, double maxTerm, double others, double lost, double odds, double log)
    {
        Max = max;
        Odds = odds;
        _maxTerm = maxTerm;
        _others = others;
        _lost = lost;

        // An infinite maximum makes the logarithm NaN, even where the sums are not.
        Log = log + (max - max);
    }

    /// <summary>The sums of a float row.</summary>
    /// <param name="max">The maximum m.</param>
    /// <param name="maxTerm">Its term e_m.</param>
    /// <param name="below">The sum of all terms that differ from <paramref name="maxTerm"/>.</param>
    /// <param name="ties">How many terms equal <paramref name="maxTerm"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static RowSum OfSingle(float max, float maxTerm, DoubleDouble below, int ties)
    {
        double others = below.High + ((ties - 1) * (double)maxTerm);
        double odds = others / maxTerm;
        return new(max, maxTerm, others, 0, odds, Log1p.OfSingle(odds));
    }

    /// <summary>The sums of a double row.</summary>
    /// <param name="max">The maximum m.</param>
    /// <param name="maxTerm">Its term e_m.</param>
    /// <param name="below">The sum of all terms that differ from <paramref name="maxTerm"/>.</param>
    /// <param name="ties">How many terms equal <paramref name="maxTerm"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static RowSum OfDouble(double max, double maxTerm, DoubleDouble below, int ties)
    {
        double others = below.High + ((ties - 1) * maxTerm);
        double odds = others / maxTerm;
        return new(max, maxTerm, others, below.Low, odds, Log1p.OfDouble(odds));
    }

    /// <summary>The maximum m.</summary>
    public double Max { get; }

    /// <summary>The odds against the class with the largest logit, T / e_m.</summary>
    public double Odds { get; }

    /// <summary>ln(sum_k e^(z_k)) - m = log1p(T / e_m). NaN where m is infinite.</summary>
    public double Log { get; }

    /// <summary>The sum of all terms.</summary>
    public double Sum => _others + _maxTerm;

    /// <summary>ln sum_k e^(z_k).</summary>
    public double LogSumExp => Max + Log;

    /// <summary>ln sum_k e^(z_k) of logits divided by a temperature.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal double LogSumExpOf(double temperature) => (Max / temperature) + Log;

    /// <summary>-ln a_i of the class with the logit <paramref name="z"/>: (m - z) / temperature + log1p(T / e_m), neither of which is negative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal double Loss(double z, double temperature) => Gap(z, temperature) + Log;

    /// <summary>(m - z) / temperature, where m - z may overflow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal double Gap(double z, double temperature)
    {
        double gap = Max - z;
        return double.IsFinite(gap) ? gap / temperature : 2 * (((Max / 2) - (z / 2)) / temperature);
    }

    /// <summary>The sum of all terms times <paramref name="factor"/>, with the rounding error.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DoubleDouble SumTimes(double factor)
    {
        // Knuth's TwoSum, then a product with its rounding error.
        double sum = _others + _maxTerm;
        double part = sum - _others;
        double lost = (_others - (sum - part)) + (_maxTerm - part) + _lost;
        double product = sum * factor;
        return new DoubleDouble(product, Product.Lost(sum, factor, product) + (lost * factor));
    }

    // The sum of all terms but this one. The largest was never in the sum, so nothing cancels.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private double NonLabelSum(double term) => _others + (_maxTerm - term);

    /// <summary>The label's entry of the gradient, -(sum of all terms but the label's) / total.</summary>
    /// <remarks>Exactly -1 / divisor where the label is impossible, and +0 where it is certain.</remarks>
    /// <param name="term">The label's term.</param>
    /// <param name="total">The sum of all terms times the divisor.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double LabelGradient(double term, DoubleDouble total) => (0 - NonLabelSum(term)) / total.High;
}
