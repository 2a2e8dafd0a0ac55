using System.ComponentModel;

namespace SoftmaxGen.Runtime;

/// <summary>Adds up the losses of a batch, row after row.</summary>
/// <remarks>
/// Neumaier's compensated sum (ZAMM 54, 1974): the error stays within an ulp of the sum whatever the number of rows.
/// An infinite loss makes the correction NaN, so the sum itself counts then.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct LossSum
{
    private double _sum, _correction;

    /// <summary>The sum so far.</summary>
    public readonly double Value => double.IsFinite(_sum) ? _sum + _correction : _sum;

    /// <summary>Adds the losses of some rows.</summary>
    public void Add(ReadOnlySpan<float> losses)
    {
        // The sum of floats in double is exact to 29 bits more than the result has: nothing to correct.
        double sum = _sum;
        foreach (float loss in losses)
            sum += loss;
        _sum = sum;
    }

    /// <summary>Adds the losses of some rows.</summary>
    public void Add(ReadOnlySpan<double> losses)
    {
        double sum = _sum, correction = _correction;
        foreach (double loss in losses)
        {
            double next = sum + loss;
            correction += Math.Abs(sum) >= Math.Abs(loss) ? (sum - next) + loss : (loss - next) + sum;
            sum = next;
        }

        _sum = sum;
        _correction = correction;
    }
}
