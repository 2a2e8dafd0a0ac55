using System.Numerics;

namespace SoftmaxGen.Runtime.Tests.Reference;

/// <summary>
/// Every quantity of one row of logits, exact for all that a float or double can show. Negative infinities are allowed,
/// NaN, positive infinity and rows of nothing but negative infinities are not.
/// </summary>
internal sealed class SoftmaxReference
{
    private readonly BigFloat[] _logits;
    private readonly BigFloat[] _exps;
    private readonly bool[] _impossible;
    private readonly BigFloat _max;
    private readonly BigFloat _sum;
    private readonly BigFloat _sumInverse;
    private readonly BigFloat _sumWithoutMax;
    private readonly BigFloat _log1p;

    private SoftmaxReference(BigFloat[] logits, bool[] impossible, int argMax)
    {
        _logits = logits;
        _impossible = impossible;
        ArgMax = argMax;
        _max = logits[argMax];
        _exps = new BigFloat[logits.Length];
        for (int i = 0; i < logits.Length; i++)
        {
            _exps[i] = impossible[i] ? BigFloat.Zero : BigFloat.Exp(logits[i] - _max);
            if (i != argMax)
            {
                _sumWithoutMax += _exps[i];
            }
        }

        _sum = BigFloat.One + _sumWithoutMax;
        _sumInverse = BigFloat.One / _sum;
        _log1p = BigFloat.Log1p(_sumWithoutMax);
    }

    /// <summary>Gets the first of the largest.</summary>
    public int ArgMax { get; }

    public BigFloat LogSumExp => _max + _log1p;

    /// <summary>Gets the larger of the two terms of the log-sum-exp, which may cancel.</summary>
    public BigFloat LogSumExpScale => BigFloat.Max(BigFloat.Abs(_max), _log1p);

    public static SoftmaxReference Of<T>(ReadOnlySpan<T> row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Of(row, BigFloat.One);

    /// <summary>Of the logits divided by a temperature.</summary>
    public static SoftmaxReference Of<T>(ReadOnlySpan<T> row, BigFloat temperature)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var logits = new BigFloat[row.Length];
        var impossible = new bool[row.Length];
        int argMax = 0;
        for (int i = 0; i < row.Length; i++)
        {
            impossible[i] = T.IsNegativeInfinity(row[i]);
            logits[i] = impossible[i] ? BigFloat.Zero : BigFloat.From(row[i]) / temperature;
            argMax = row[i] > row[argMax] ? i : argMax;
        }

        return new SoftmaxReference(logits, impossible, argMax);
    }

    /// <summary>Of logits that no element type holds.</summary>
    public static SoftmaxReference Of(BigFloat[] logits) => new(logits, new bool[logits.Length], Array.IndexOf(logits, logits.Max()));

    /// <summary>Whether the class has probability 0 because its logit is negative infinity.</summary>
    public bool IsImpossible(int label) => _impossible[label];

    public BigFloat Probability(int i) => _exps[i] * _sumInverse;

    /// <summary>1 - a_i, from the other classes: where the model is sure it keeps all its digits.</summary>
    public BigFloat ProbabilityOfOthers(int i) => SumWithout(i) * _sumInverse;

    /// <summary>-ln a_i: two terms, neither negative, so that a tiny loss keeps all its digits.</summary>
    public BigFloat Loss(int label) => _impossible[label]
        ? throw new ArgumentOutOfRangeException(nameof(label), label, "The loss is infinite.")
        : _max - _logits[label] + _log1p;

    public BigFloat LabelGradient(int label, int i) => i == label ? -ProbabilityOfOthers(label) : Probability(i);

    public BigFloat Loss(ReadOnlySpan<BigFloat> targets)
    {
        BigFloat loss = BigFloat.Zero;
        for (int i = 0; i < targets.Length; i++)
        {
            if (!targets[i].IsZero)
            {
                loss += targets[i] * Loss(i);
            }
        }

        return loss;
    }

    /// <summary>a_i sum_j y_j - y_i, and the larger of the two terms.</summary>
    public (BigFloat Gradient, BigFloat Scale) TargetGradient(BigFloat target, BigFloat sumOfTargets, int i)
    {
        BigFloat share = Probability(i) * sumOfTargets;
        return (share - target, BigFloat.Max(share, target));
    }

    public BigFloat Entropy()
    {
        BigFloat entropy = BigFloat.Zero;
        for (int i = 0; i < _exps.Length; i++)
        {
            if (!_exps[i].IsZero)
            {
                entropy += _exps[i] * Loss(i);
            }
        }

        return entropy * _sumInverse;
    }

    // Taken off the whole sum, a class that is all but certain would leave only the digits it did not need.
    private BigFloat SumWithout(int label) => label == ArgMax ? _sumWithoutMax : _sum - _exps[label];
}
