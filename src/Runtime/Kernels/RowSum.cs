using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>What the losses of a row are made of: its maximum m, the term e_m of that class, and the sum T of all other terms.</summary>
/// <remarks>
/// <para>The terms are e_i = e^(z_i) / 2^N, with a common N near m / ln 2. T never contained e_m, so that log1p(T / e_m) is
/// accurate where the model is sure, and ln sum_k e^(z_k) = m + log1p(T / e_m) (Blanchard, Higham and Higham, IMA Journal
/// of Numerical Analysis, 2021).</para>
/// <para>All of it is in double for float rows too: once per row it costs next to nothing, and only the result is rounded
/// to float.</para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct RowSum
{
    private readonly double _largest, _others, _lost;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private RowSum(double max, double largest, double others, double lost, double odds, double log)
    {
        Max = max;
        Odds = odds;
        _largest = largest;
        _others = others;
        _lost = lost;

        // An infinite maximum equals itself, so that its NaN terms are not among the others.
        Log = log + (max - max);
    }

    /// <summary>The sums of a float row.</summary>
    /// <param name="max">The maximum m.</param>
    /// <param name="largest">Its term e_m.</param>
    /// <param name="below">The sum of all terms that differ from <paramref name="largest"/>.</param>
    /// <param name="ties">How many terms equal <paramref name="largest"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static RowSum OfSingle(float max, float largest, DoubleDouble below, int ties)
    {
        double others = below.High + ((ties - 1) * (double)largest);
        double odds = others / largest;
        return new(max, largest, others, 0, odds, Log1p.OfSingle(odds));
    }

    /// <summary>The sums of a double row.</summary>
    /// <param name="max">The maximum m.</param>
    /// <param name="largest">Its term e_m.</param>
    /// <param name="below">The sum of all terms that differ from <paramref name="largest"/>.</param>
    /// <param name="ties">How many terms equal <paramref name="largest"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static RowSum OfDouble(double max, double largest, DoubleDouble below, int ties)
    {
        double others = below.High + ((ties - 1) * largest);
        double odds = others / largest;
        return new(max, largest, others, below.Low, odds, Log1p.OfDouble(odds));
    }

    /// <summary>The maximum m.</summary>
    public double Max { get; }

    /// <summary>The odds against the class with the largest logit, T / e_m.</summary>
    public double Odds { get; }

    /// <summary>ln(sum_k e^(z_k)) - m = log1p(T / e_m). NaN where m is infinite.</summary>
    public double Log { get; }

    /// <summary>The sum of all terms.</summary>
    public double Sum => _others + _largest;

    /// <summary>ln sum_k e^(z_k).</summary>
    public double LogSumExp => Max + Log;

    /// <summary>-ln a_i of the class with the logit <paramref name="z"/>: (m - z) + log1p(T / e_m), neither of which is negative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Loss(double z) => (Max - z) + Log;

    /// <summary>The sum of all terms times <paramref name="factor"/>, with what the rounding takes away.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DoubleDouble SumTimes(double factor)
    {
        // Knuth's TwoSum, then a product with its error.
        double sum = _others + _largest;
        double part = sum - _others;
        double lost = (_others - (sum - part)) + (_largest - part) + _lost;
        double product = sum * factor;
        return new DoubleDouble(product, Product.Lost(sum, factor, product) + (lost * factor));
    }

    /// <summary>The sum of all terms but one, from a sum that never contained the largest: nothing cancels.</summary>
    /// <param name="term">The term left out.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private double Others(double term) => _others + (_largest - term);

    /// <summary>-(sum of all terms but the label's) / total: the label's own entry of the gradient, exactly -1 where the label is impossible and +0 where it is certain.</summary>
    /// <param name="term">The label's term.</param>
    /// <param name="total">The sum of all terms times the divisor.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double LabelGradient(double term, DoubleDouble total) => (0 - Others(term)) / total.High;
}
