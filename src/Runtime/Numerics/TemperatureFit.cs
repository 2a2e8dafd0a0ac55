using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace SoftmaxGen.Runtime;

/// <summary>Finds the temperature T = 1 / b of held-out rows.</summary>
/// <remarks>
/// <para>
/// With the gaps g_j = max_k z_k - z_j of a row, the derivative of its loss with respect to b is g_label - E(g), where E is the
/// mean over the classes, weighted with the probabilities at b, and the second derivative is the variance of g. So the sum of the
/// labels' gaps G is that of the expected ones F(b) at the best b. F falls from the sum of the mean gaps at b = 0 to 0. All terms
/// of G and F are at least 0, and those of a row that the model is sure of are tiny: nothing cancels before F - G is taken.
/// </para>
/// <para>
/// Logits are halved, so that no gap overflows, and gaps are only met as products with b, whose size does not depend on that of the
/// logits. F b - G b is first taken in double, with a bound on its error. Where it is within the bound, b is as good as double can
/// tell, and two doubles take over.
/// </para>
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
internal readonly ref struct TemperatureFit<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // 2^-1022 and 2^1022: the inverse of one is the other.
    private const double LeastInverse = 2.2250738585072014E-308, GreatestInverse = 4.49423283715579E307;

    // 2^-52 and 2^-96: the errors of an exponential in double and in two doubles.
    private const double Epsilon = 2.220446049250313e-16, SmallEpsilon = 1.262177448353619e-29;

    // 2^-40: the square of such a step does not count.
    private const double LastStep = 9.094947017729282e-13;

    // 2^-40: sums of all gaps are taken of this part of each, or they could overflow.
    private const double Part = 9.094947017729282e-13;

    private readonly ReadOnlySpan<T> _logits;
    private readonly int _classes;
    private readonly ReadOnlySpan<int> _labels;
    private readonly int _rows;

    /// <summary>Checks the arguments.</summary>
    public TemperatureFit(ReadOnlySpan<T> logits, int classes, ReadOnlySpan<int> labels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        _rows = HeadArguments.Rows(logits, classes, HeadParameter.Logits);
        if (_rows == 0)
            throw new ArgumentException("There are no rows; expected at least one.", nameof(logits));
        HeadArguments.ThrowIfLengthDiffers(labels, _rows, HeadParameter.Labels);
        HeadArguments.ThrowIfLabelOutOfRange<T, PlainLoss<T>>(labels, classes, HeadParameter.Labels);
        _logits = logits;
        _classes = classes;
        _labels = labels;
        for (int i = 0; i < logits.Length; i++)
        {
            (int row, int column) = Math.DivRem(i, classes);
            if (!T.IsFinite(logits[i]) && (!T.IsNegativeInfinity(logits[i]) || column == labels[row]))
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"Logit {logits[i]} of class {column} in row {row} is not finite; expected finite logits, or -infinity for classes other than the label."),
                    nameof(logits));
            }
        }
    }

    /// <summary>Finds T.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public double Fit()
    {
        DoubleDouble labelGaps = LabelGaps();
        DoubleDouble inverse = new(1, 0);
        double low = LeastInverse, high = GreatestInverse, last = double.PositiveInfinity;
        bool isPrecise = false;
        while (true)
        {
            Slope slope = isPrecise ? PreciseSlope(inverse, labelGaps) : FastSlope(inverse.High, labelGaps.High);
            bool isNoise = Math.Abs(slope.Value) < slope.Noise;
            if (isNoise && !isPrecise)
            {
                isPrecise = true;
                continue;
            }

            // Newton's step, relative to b.
            double step = slope.Value / slope.Derivative;
            DoubleDouble next = DoubleDoubleMath.Sum(inverse, DoubleDoubleMath.Product(inverse, new DoubleDouble(step, 0)));
            if (isPrecise && (isNoise || Math.Abs(step) <= LastStep))
                return Temperature(next);

            if (slope.Value < 0)
                high = inverse.High;
            else
                low = inverse.High;
            if (Math.Abs(step) <= last / 2 && next.High > low && next.High < high)
            {
                last = Math.Abs(step);
                inverse = next;
            }
            else
            {
                // In the middle by factors: after 11 such steps, b is known to a factor of 2.
                double middle = Math.Sqrt(low) * Math.Sqrt(high);
                if (middle <= low || middle >= high)
                    ThrowOutOfRange();
                last = double.PositiveInfinity;
                inverse = new DoubleDouble(middle, 0);
            }
        }
    }

    private static double Temperature(DoubleDouble inverse)
    {
        // Of halved logits b is twice as large.
        double temperature = 2 * DoubleDoubleMath.Reciprocal(inverse).High;
        if (!double.IsNormal(temperature))
            ThrowOutOfRange();
        return temperature;
    }

    private static double Half(T logit) => double.CreateChecked(logit) * 0.5;

    private ReadOnlySpan<T> Row(int row) => _logits.Slice(row * _classes, _classes);

    private static double Largest(ReadOnlySpan<T> row)
    {
        double largest = Half(row[0]);
        for (int i = 1; i < row.Length; i++)
            largest = Math.Max(largest, Half(row[i]));
        return largest;
    }

    // The sum of the labels' gaps, once it is known that there is a best b.
    private DoubleDouble LabelGaps()
    {
        DoubleDouble gaps = default, ahead = default;
        double differences = 0;
        bool isConstant = true;
        for (int row = 0; row < _rows; row++)
        {
            ReadOnlySpan<T> logits = Row(row);
            double label = Half(logits[_labels[row]]);
            gaps = DoubleDoubleMath.Sum(gaps, DoubleDoubleMath.Difference(Largest(logits), label));

            // How far the label's logit is above those of all classes.
            DoubleDouble rowAhead = default;
            int count = 0;
            foreach (T logit in logits)
            {
                if (!T.IsFinite(logit))
                    continue;
                DoubleDouble difference = DoubleDoubleMath.Difference(label * Part, Half(logit) * Part);
                rowAhead = DoubleDoubleMath.Sum(rowAhead, difference);
                differences += Math.Abs(difference.High);
                isConstant &= logit == logits[_labels[row]];
                count++;
            }

            // The mean is over the classes that are there. The weight is exactly 1 where all are.
            double weight = (double)_classes / count;
            ahead = DoubleDoubleMath.Sum(ahead, DoubleDoubleMath.Product(rowAhead, new DoubleDouble(weight, Product.Rest(_classes, weight, count) / count)));
        }

        if (isConstant)
            throw new InvalidOperationException("There is no best temperature: the logits of each row are equal, so that the loss does not depend on it (constant rows).");
        if (gaps.High == 0)
            throw new InvalidOperationException("There is no best temperature: no label's logit is below the largest of its row, so that the loss falls all the way to a temperature of 0 (separable rows). More rows may have one.");
        if (ahead.High <= differences * Rounding(4 * SmallEpsilon))
            throw new InvalidOperationException("There is no best temperature: on average the labels' logits are not above the mean of their row, so that the loss falls all the way to an infinite temperature (no better than chance).");
        return gaps;
    }

    // What sums of as many terms as there are classes lose, relative to the sum.
    private double Rounding(double epsilon) => (_classes + 16) * epsilon;

    private Slope FastSlope(double inverse, double labelGaps)
    {
        DoubleDouble gaps = default;
        double variances = 0, spread = inverse * labelGaps;
        for (int row = 0; row < _rows; row++)
        {
            ReadOnlySpan<T> logits = Row(row);
            double largest = Largest(logits), sum = 0, first = 0, second = 0;
            foreach (T logit in logits)
            {
                double gap = inverse * (largest - Half(logit));
                if (gap > -DoubleDoubleMath.ExpUnderflow)
                    continue;
                double term = Math.Exp(-gap);
                sum += term;
                first += term * gap;
                second += term * gap * gap;
            }

            double mean = first / sum, square = second / sum;
            gaps += mean;
            variances += square - (mean * mean);
            spread += square + mean;
        }

        return new Slope((gaps.High - (inverse * labelGaps)) + gaps.Low, variances, spread * Rounding(Epsilon));
    }

    private Slope PreciseSlope(DoubleDouble inverse, DoubleDouble labelGaps)
    {
        DoubleDouble product = DoubleDoubleMath.Product(inverse, labelGaps), gaps = new(-product.High, -product.Low);
        double variances = 0, spread = product.High;
        for (int row = 0; row < _rows; row++)
        {
            ReadOnlySpan<T> logits = Row(row);
            DoubleDouble sum = default, first = default;
            double largest = Largest(logits), second = 0;
            foreach (T logit in logits)
            {
                double other = Half(logit);
                if (inverse.High * (largest - other) > -DoubleDoubleMath.ExpUnderflow)
                    continue;
                DoubleDouble gap = DoubleDoubleMath.Product(inverse, DoubleDoubleMath.Difference(largest, other));
                DoubleDouble term = DoubleDoubleMath.Exp(new DoubleDouble(-gap.High, -gap.Low));
                sum = DoubleDoubleMath.Sum(sum, term);
                first = DoubleDoubleMath.Sum(first, DoubleDoubleMath.Product(term, gap));
                second += term.High * gap.High * gap.High;
            }

            DoubleDouble mean = DoubleDoubleMath.Product(first, DoubleDoubleMath.Reciprocal(sum));
            double square = second / sum.High;
            gaps = DoubleDoubleMath.Sum(gaps, mean);
            variances += square - (mean.High * mean.High);
            spread += square + mean.High;
        }

        return new Slope(gaps.High, variances, spread * Rounding(SmallEpsilon));
    }

    [DoesNotReturn]
    private static void ThrowOutOfRange() =>
        throw new InvalidOperationException("There is no best temperature in the range of double.");

    /// <summary>The slope of the loss at b.</summary>
    /// <param name="Value">F b - G b: where it is positive, the best b is larger.</param>
    /// <param name="Derivative">The second derivative of the loss times b^2.</param>
    /// <param name="Noise">A bound on the error of <paramref name="Value"/>.</param>
    private readonly record struct Slope(double Value, double Derivative, double Noise);
}
