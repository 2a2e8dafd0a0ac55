using SoftmaxGen.Runtime.Tests.Inputs;
using SoftmaxGen.Runtime.Tests.Reference;

namespace SoftmaxGen.Runtime.Tests.Accuracy;

/// <content>The losses and all that is differentiated.</content>
internal sealed partial class AccuracyCase<T>
{
    // A Jacobian has N^2 entries; of a large one a sample is judged.
    private const int LargestJacobian = 300;
    private const int JacobianSamples = 512;

    private void LabelLosses()
    {
        double bound = Bounds.Loss(_classes);
        var losses = new T[_rows];
        _head.CrossEntropy(_logits, _labels, losses);
        BigFloat sum = BigFloat.Zero;
        for (int r = 0; r < _rows; r++)
        {
            BigFloat exact = _references[r % _references.Length].Loss(_labels[r]);
            sum += exact;
            _judge.Relative("CrossEntropy(labels, losses)", r, _labels[r], losses[r], exact, bound);
        }

        for (int r = 0; r < _references.Length; r++)
        {
            foreach (int label in LabelsToTry(r))
            {
                T loss = _head.CrossEntropy(Row(_logits, r), label);
                _judge.Relative("CrossEntropy(label)", r, label, loss, _references[r].Loss(label), bound);
            }
        }

        foreach (Reduction reduction in Enum.GetValues<Reduction>())
        {
            T loss = _head.CrossEntropy(_logits, _labels, reduction);
            _judge.Relative($"CrossEntropy(labels, {reduction})", -1, -1, loss, Reduce(sum, reduction), bound);
        }
    }

    private void LabelGradients()
    {
        double bound = Bounds.Loss(_classes);
        var gradient = new T[_logits.Length];
        for (int r = 0; r < _references.Length; r++)
        {
            foreach (int label in LabelsToTry(r))
            {
                T loss = _head.CrossEntropyGradient(Row(_logits, r), label, gradient);
                _judge.Relative("CrossEntropyGradient(label) loss", r, label, loss, _references[r].Loss(label), bound);
                for (int i = 0; i < _classes; i++)
                {
                    BigFloat exact = _references[r].LabelGradient(label, i);
                    _judge.Relative(Entry($"CrossEntropyGradient(label {label})", i, label), r, i, gradient[i], exact, bound);
                }
            }
        }

        BigFloat sum = BigFloat.Zero;
        for (int r = 0; r < _rows; r++)
        {
            sum += _references[r % _references.Length].Loss(_labels[r]);
        }

        foreach (Reduction reduction in Enum.GetValues<Reduction>())
        {
            string member = $"CrossEntropyGradient(labels, {reduction})";
            T loss = _head.CrossEntropyGradient(_logits, _labels, gradient, reduction);
            _judge.Relative($"{member} loss", -1, -1, loss, Reduce(sum, reduction), bound);
            for (int r = 0; r < _rows; r++)
            {
                SoftmaxReference reference = _references[r % _references.Length];
                Span<T> row = Row(gradient, r);
                int label = _labels[r];
                int step = r >= _references.Length ? _classes : reduction == Reduction.Mean ? 1 : SampleStep;
                for (int i = 0; i < _classes; i += step)
                {
                    BigFloat exact = Reduce(reference.LabelGradient(label, i), reduction);
                    _judge.Relative(Entry(member, i, label), r, i, row[i], exact, bound);
                }

                BigFloat own = Reduce(reference.LabelGradient(label, label), reduction);
                _judge.Relative(Entry(member, label, label), r, label, row[label], own, bound);
            }
        }
    }

    private void TargetLosses()
    {
        double bound = Bounds.Loss(_classes);
        var losses = new T[_rows];
        _head.CrossEntropy(_logits, _targets, losses);
        for (int r = 0; r < _references.Length; r++)
        {
            _judge.Relative("CrossEntropy(targets, losses)", r, -1, losses[r], ExactTargetLoss(r), bound);
        }

        RepeatsAreTheSame(losses);
        BigFloat sum = SumOfTargetLosses();
        foreach (Reduction reduction in Enum.GetValues<Reduction>())
        {
            T loss = _head.CrossEntropy(_logits, _targets, reduction);
            _judge.Relative($"CrossEntropy(targets, {reduction})", -1, -1, loss, Reduce(sum, reduction), bound);
        }
    }

    private void TargetGradients()
    {
        double bound = Bounds.Loss(_classes);
        BigFloat sum = SumOfTargetLosses();
        var gradient = new T[_logits.Length];
        foreach (Reduction reduction in Enum.GetValues<Reduction>())
        {
            string member = $"CrossEntropyGradient(targets, {reduction})";
            T loss = _head.CrossEntropyGradient(_logits, _targets, gradient, reduction);
            _judge.Relative($"{member} loss", -1, -1, loss, Reduce(sum, reduction), bound);
            for (int r = 0; r < _references.Length; r++)
            {
                Span<T> row = Row(gradient, r);
                for (int i = 0; i < _classes; i += reduction == Reduction.Sum ? 1 : SampleStep)
                {
                    (BigFloat exact, BigFloat scale) = _references[r].TargetGradient(_exactTargets[r][i], _targetSums[r], i);
                    _judge.Scaled(member, r, i, row[i], Reduce(exact, reduction), Reduce(scale, reduction), bound);
                }
            }

            RepeatsAreTheSame(member, gradient);
        }
    }

    private void Backwards()
    {
        double bound = Bounds.Backward(_classes);
        T[] upstream = Rows.Upstream<T>(_logits.Length, (int)_kind);
        var probabilities = new T[_logits.Length];
        var logProbabilities = new T[_logits.Length];
        var gradient = new T[_logits.Length];
        var logGradient = new T[_logits.Length];
        _head.Softmax(_logits, probabilities);
        _head.LogSoftmax(_logits, logProbabilities);
        _head.SoftmaxBackward(probabilities, upstream, gradient);
        _head.LogSoftmaxBackward(logProbabilities, upstream, logGradient);

        // What the head is given is its input, errors and all: the reference starts from the same numbers.
        for (int r = 0; r < _references.Length; r++)
        {
            BigFloat[] g = [.. Row(upstream, r).ToArray().Select(BigFloat.From)];
            BigFloat[] p = [.. Row(probabilities, r).ToArray().Select(BigFloat.From)];
            (BigFloat dot, BigFloat absoluteDot, BigFloat sum, BigFloat absoluteSum) = default((BigFloat, BigFloat, BigFloat, BigFloat));
            for (int i = 0; i < _classes; i++)
            {
                dot += g[i] * p[i];
                absoluteDot += BigFloat.Abs(g[i]) * p[i];
                sum += g[i];
                absoluteSum += BigFloat.Abs(g[i]);
            }

            for (int i = 0; i < _classes; i += SampleStep)
            {
                BigFloat e = ExpOf(Row(logProbabilities, r)[i]);
                BigFloat exact = p[i] * (g[i] - dot);
                BigFloat scale = BigFloat.Max(BigFloat.Abs(exact), Bounds.OfSums<T>(p[i] * absoluteDot));
                _judge.Scaled("SoftmaxBackward", r, i, Row(gradient, r)[i], exact / _temperature, scale / _temperature, bound);
                scale = BigFloat.Max(BigFloat.Max(BigFloat.Abs(g[i]), e * BigFloat.Abs(sum)), Bounds.OfSums<T>(e * absoluteSum));
                _judge.Scaled("LogSoftmaxBackward", r, i, Row(logGradient, r)[i], (g[i] - (e * sum)) / _temperature, scale / _temperature, bound);
            }
        }
    }

    private void Jacobian()
    {
        if (_classes > LargestJacobian)
        {
            return;
        }

        var probabilities = new T[_logits.Length];
        var jacobian = new T[_classes * _classes];
        _head.Softmax(_logits, probabilities);
        _head.Jacobian(Row(probabilities, 0), jacobian);
        BigFloat[] a = [.. Row(probabilities, 0).ToArray().Select(BigFloat.From)];
        var random = new Random(_classes);
        bool all = jacobian.Length <= JacobianSamples;
        int samples = all ? jacobian.Length : JacobianSamples;
        for (int s = 0; s < samples; s++)
        {
            // The first row, the last, the diagonal, then anywhere.
            int at = all ? s : (s & 3) switch
            {
                0 => random.Next(_classes),
                1 => jacobian.Length - 1 - random.Next(_classes),
                2 => random.Next(_classes) * (_classes + 1),
                _ => random.Next(jacobian.Length),
            };
            (int i, int j) = Math.DivRem(at, _classes);
            BigFloat exact = i == j ? a[i] * (BigFloat.One - a[i]) : -(a[i] * a[j]);
            _judge.Relative($"Jacobian row {i}", 0, j, jacobian[at], exact / _temperature, Bounds.Jacobian);
        }
    }

    // Of a long row, what only repeats a judged sum or differs by a factor is judged on some classes: 7 meets every lane.
    private int SampleStep => _classes > 64 ? 7 : 1;

    private static string Entry(string member, int index, int label) => index == label ? $"{member} of the label" : member;

    private static BigFloat ExpOf(T logProbability) =>
        T.IsNegativeInfinity(logProbability) ? BigFloat.Zero : BigFloat.Exp(BigFloat.From(logProbability));

    private int[] LabelsToTry(int row)
    {
        SoftmaxReference reference = _references[row];
        int other = PossibleLabel(reference, row + 3);
        return other == reference.ArgMax ? [other] : [reference.ArgMax, other];
    }

    private BigFloat ExactTargetLoss(int row) => _references[row].Loss(_exactTargets[row]);

    private BigFloat SumOfTargetLosses()
    {
        BigFloat[] exact = [.. Enumerable.Range(0, _references.Length).Select(ExactTargetLoss)];
        BigFloat sum = BigFloat.Zero;
        for (int r = 0; r < _rows; r++)
        {
            sum += exact[r % exact.Length];
        }

        return sum;
    }

    private BigFloat Reduce(BigFloat sum, Reduction reduction) => reduction == Reduction.Mean ? sum / _rows : sum;

    private void RepeatsAreTheSame(T[] losses)
    {
        for (int r = _references.Length; r < _rows; r++)
        {
            _judge.SameBits("CrossEntropy(targets, losses)", r, [losses[r % _references.Length]], [losses[r]]);
        }
    }
}
