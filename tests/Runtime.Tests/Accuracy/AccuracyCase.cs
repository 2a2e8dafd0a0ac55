using System.Numerics;
using SoftmaxGen.Runtime.Tests.Heads;
using SoftmaxGen.Runtime.Tests.Inputs;
using SoftmaxGen.Runtime.Tests.Reference;

namespace SoftmaxGen.Runtime.Tests.Accuracy;

/// <summary>One head and one kind of row: a batch whose rows repeat a few, each of which has an exact reference.</summary>
internal sealed partial class AccuracyCase<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly int[] BatchSizes = [1, 2, 3, 7, 8, 9, 17];

    private readonly Head<T> _head;
    private readonly BigFloat _temperature;
    private readonly RowKind _kind;
    private readonly Judge<T> _judge;
    private readonly int _classes;
    private readonly int _rows;
    private readonly T[] _logits;
    private readonly T[] _targets;
    private readonly int[] _labels;
    private readonly SoftmaxReference[] _references;
    private readonly BigFloat[][] _exactTargets;
    private readonly BigFloat[] _targetSums;

    /// <summary>Initializes a new instance of the <see cref="AccuracyCase{T}"/> class: other numbers with each <paramref name="salt"/>, and errors that go to <paramref name="worst"/>.</summary>
    public AccuracyCase(int classes, RowKind kind, int salt = 0, WorstErrors? worst = null)
        : this(HeadRegistry<T>.Get(classes), BigFloat.One, kind, salt, new Judge<T>($"{typeof(T).Name}, N = {classes}, {kind}, salt {salt}", worst))
    {
    }

    /// <summary>Initializes a new instance of the <see cref="AccuracyCase{T}"/> class for a head with a temperature, by which rows may be multiplied: what is divided by it is then of that kind.</summary>
    public AccuracyCase(OptionHead<T> head, RowKind kind, bool isScaled)
        : this(head.Head, head.Options.Temperature, kind, 0, new Judge<T>($"{head.Name}, {kind}{(isScaled ? " times T" : "")}"), isScaled)
    {
    }

    private AccuracyCase(Head<T> head, BigFloat temperature, RowKind kind, int salt, Judge<T> judge, bool isScaled = false)
    {
        int classes = head.Classes;
        _head = head;
        _temperature = temperature;
        _kind = kind;
        _judge = judge;
        _classes = classes;
        _rows = classes > 1000 ? 1 : BatchSizes[(classes + (3 * (int)kind)) % BatchSizes.Length];
        _logits = new T[_rows * classes];
        _targets = new T[_rows * classes];
        _labels = new int[_rows];

        // Exact numbers cost a thousand times what the head's do: one or two rows have them, the others are those again.
        int distinct = Math.Min(_rows, classes > 100 ? 1 : 2);
        _references = new SoftmaxReference[distinct];
        _exactTargets = new BigFloat[distinct][];
        _targetSums = new BigFloat[distinct];
        for (int r = 0; r < _rows; r++)
        {
            int seed = (classes * 101) + (r % distinct) + (salt * 1_000_003);
            Rows.Fill(Row(_logits, r), kind, seed);
            foreach (ref T logit in isScaled ? Row(_logits, r) : [])
            {
                logit *= Ulp.Nearest<T>(temperature);
            }

            Rows.FillTargets(Row(_targets, r), Row(_logits, r), seed + (int)kind);
        }

        for (int d = 0; d < distinct; d++)
        {
            _references[d] = SoftmaxReference.Of<T>(Row(_logits, d), temperature);
            _exactTargets[d] = [.. Row(_targets, d).ToArray().Select(BigFloat.From)];
            foreach (BigFloat target in _exactTargets[d])
            {
                _targetSums[d] += target;
            }
        }

        for (int r = 0; r < _rows; r++)
        {
            _labels[r] = PossibleLabel(_references[r % distinct], r);
        }
    }

    public void Run()
    {
        Distributions();
        Decisions();
        LabelLosses();
        LabelGradients();
        TargetLosses();
        TargetGradients();
        Backwards();
        Jacobian();
        _judge.Verdict();
    }

    /// <summary>Judges what has nothing to do with losses.</summary>
    public void RunWithoutLosses()
    {
        Distributions();
        Decisions();
        Backwards();
        Jacobian();
        _judge.Verdict();
    }

    private Span<T> Row(T[] matrix, int row) => matrix.AsSpan(row * _classes, _classes);

    /// <summary>By turns the most probable class, the first, the last, and any.</summary>
    private int PossibleLabel(SoftmaxReference reference, int row)
    {
        int label = ((row + (int)_kind) & 3) switch
        {
            0 => reference.ArgMax,
            1 => 0,
            2 => _classes - 1,
            _ => (row + 1) * 7919 % _classes,
        };
        return reference.IsImpossible(label) ? reference.ArgMax : label;
    }

    private void Distributions()
    {
        double bound = Bounds.Probability<T>(_classes);
        var probabilities = new T[_logits.Length];
        var logProbabilities = new T[_logits.Length];
        var logSumExps = new T[_rows];
        _head.Softmax(_logits, probabilities);
        _head.LogSoftmax(_logits, logProbabilities);
        _head.LogSumExp(_logits, logSumExps);

        for (int r = 0; r < _references.Length; r++)
        {
            SoftmaxReference exact = _references[r];
            Span<T> p = Row(probabilities, r);
            Span<T> logP = Row(logProbabilities, r);
            for (int i = 0; i < _classes; i++)
            {
                _judge.Probability("Softmax", r, i, p[i], exact.Probability(i), bound);
                if (exact.IsImpossible(i))
                {
                    _judge.Equal("LogSoftmax", r, T.NegativeInfinity, logP[i]);
                }
                else
                {
                    _judge.Relative("LogSoftmax", r, i, logP[i], -exact.Loss(i), bound);
                }
            }

            T single = _head.LogSumExp(Row(_logits, r));
            double lossBound = Bounds.Loss(_classes);
            _judge.Scaled("LogSumExp(row)", r, -1, single, exact.LogSumExp, exact.LogSumExpScale, lossBound);
            _judge.Scaled("LogSumExp", r, -1, logSumExps[r], exact.LogSumExp, exact.LogSumExpScale, lossBound);
            EntropyOf(r);
        }

        RepeatsAreTheSame("Softmax", probabilities);
        RepeatsAreTheSame("LogSoftmax", logProbabilities);
    }

    private void EntropyOf(int row)
    {
        // A probability below the smallest normal number is 0 and adds nothing: N of them may be missing.
        BigFloat smallest = Ulp.SmallestNormal<T>();
        BigFloat hidden = _classes * smallest * (-Ulp.SmallestBinade<T>());
        BigFloat exact = _references[row].Entropy();
        T computed = _head.Entropy(Row(_logits, row));
        if (exact > hidden)
        {
            _judge.Relative("Entropy", row, -1, computed, exact, Bounds.Entropy(_classes));
        }
        else
        {
            _judge.Equal("Entropy is in reach of hidden tails", row, true, computed >= T.Zero && BigFloat.From(computed) <= (2 * hidden));
        }
    }

    private void Decisions()
    {
        var labels = new int[_rows];
        _head.ArgMax(_logits, labels);
        for (int r = 0; r < _rows; r++)
        {
            SoftmaxReference exact = _references[r % _references.Length];
            _judge.Equal("ArgMax", r, exact.ArgMax, labels[r]);
            _judge.Equal("ArgMax(row)", r, exact.ArgMax, _head.ArgMax(Row(_logits, r)));
        }

        // A thousand ulps clear of the probability, so that its own error does not decide.
        for (int r = 0; r < _references.Length; r++)
        {
            T probability = Ulp.Nearest<T>(_references[r].Probability(_references[r].ArgMax));
            T slack = T.ScaleB(probability, 10 - Ulp.Precision<T>());
            bool below = _head.TryPredict(Row(_logits, r), probability - slack, out int label);
            _judge.Equal("TryPredict", r, (true, _references[r].ArgMax), (below, label));
            bool above = _head.TryPredict(Row(_logits, r), probability + slack, out label);
            _judge.Equal("TryPredict", r, (false, _references[r].ArgMax), (above, label));
        }
    }

    private void RepeatsAreTheSame(string member, T[] matrix)
    {
        for (int r = _references.Length; r < _rows; r++)
        {
            _judge.SameBits(member, r, Row(matrix, r % _references.Length), Row(matrix, r));
        }
    }
}
