using System.Numerics;
using SoftmaxGen.Runtime.Tests.Heads;
using SoftmaxGen.Runtime.Tests.Inputs;
using SoftmaxGen.Runtime.Tests.Reference;

namespace SoftmaxGen.Runtime.Tests.Accuracy;

/// <summary>What targets of a row are made of.</summary>
internal enum TargetKind
{
    OneHot,

    /// <summary>Some of them 0; their sum is not 1.</summary>
    WithZeros,
    Distribution,

    /// <summary>So large that products with a loss come near the end of the range.</summary>
    Large,

    Small,
    Zero,
}

/// <summary>The losses of one head with options and one kind of row: a batch, whose rows each have an exact reference.</summary>
internal sealed class LossCase<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly OptionHead<T> _head;
    private readonly RowKind _kind;
    private readonly Judge<T> _judge;
    private readonly int _classes;
    private readonly int _rows;
    private readonly T[] _logits;
    private readonly T[] _targets;
    private readonly int[] _labels;
    private readonly LossReference[] _references;
    private readonly ExactLoss[] _ofLabels;
    private readonly ExactLoss[] _ofTargets;

    /// <summary>Initializes a new instance of the <see cref="LossCase{T}"/> class.</summary>
    /// <param name="head">The head.</param>
    /// <param name="kind">The kind of its rows.</param>
    /// <param name="isScaled">Whether rows are multiplied by the temperature, so that what is divided by it is of that kind.</param>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="worst">Where errors go.</param>
    public LossCase(OptionHead<T> head, RowKind kind, bool isScaled, int rows, WorstErrors? worst = null)
    {
        _head = head;
        _kind = kind;
        _judge = new Judge<T>($"{head.Name}, {kind}{(isScaled ? " times T" : "")}", worst);
        _classes = head.Classes;
        _rows = rows;
        _logits = new T[rows * _classes];
        _targets = new T[rows * _classes];
        for (int r = 0; r < rows; r++)
        {
            Rows.Fill(Row(_logits, r), kind, (_classes * 101) + r);
            FillTargets(Row(_targets, r), Row(_logits, r), KindOfTargets(r), r);
        }

        if (isScaled)
        {
            foreach (ref T logit in _logits.AsSpan())
            {
                logit *= Ulp.Nearest<T>(head.Options.Temperature);
            }
        }

        _references = [.. Enumerable.Range(0, rows).Select(r => LossReference.Of<T>(Row(_logits, r), head.Options))];
        _labels = head.Labels(rows, (int)kind);
        for (int r = 0; r < rows; r += 4)
        {
            _labels[r] = _references[r].Softmax.ArgMax;
        }

        _ofLabels = [.. Enumerable.Range(0, rows).Select(r => _references[r].OfLabel(_labels[r]))];
        _ofTargets = [.. Enumerable.Range(0, rows).Select(r => _references[r].OfTargets([.. Row(_targets, r).ToArray().Select(BigFloat.From)]))];
    }

    public void Run()
    {
        SingleRows();
        Batch(_ => "labels", _ofLabels, _head.Options.Divisor(_labels), (gradient, reduction) => _head.Head.CrossEntropyGradient(_logits, _labels, gradient, reduction), reduction => _head.Head.CrossEntropy(_logits, _labels, reduction), losses => _head.Head.CrossEntropy(_logits, _labels, losses));
        Batch(row => row < 0 ? "targets" : $"targets {KindOfTargets(row)}", _ofTargets, _rows, (gradient, reduction) => _head.Head.CrossEntropyGradient(_logits, _targets, gradient, reduction), reduction => _head.Head.CrossEntropy(_logits, _targets, reduction), losses => _head.Head.CrossEntropy(_logits, _targets, losses));
        _judge.Verdict();
    }

    private TargetKind KindOfTargets(int row) => (TargetKind)((row + (int)_kind) % Enum.GetValues<TargetKind>().Length);

    private Span<T> Row(T[] matrix, int row) => matrix.AsSpan(row * _classes, _classes);

    private static void FillTargets(Span<T> targets, ReadOnlySpan<T> logits, TargetKind kind, int seed)
    {
        Rows.FillTargets(targets, logits, kind switch { TargetKind.Distribution => 4 * seed, TargetKind.OneHot => (4 * seed) + 3, _ => (4 * seed) + 1 });
        foreach (ref T target in targets)
        {
            target = kind switch
            {
                TargetKind.Large => target * T.ScaleB(T.One, T.One is float ? 120 : 1000),
                TargetKind.Small => target * T.ScaleB(T.One, T.One is float ? -20 : -200),
                TargetKind.Zero => T.Zero,
                _ => target,
            };
        }
    }

    private void SingleRows()
    {
        var gradient = new T[_classes];
        for (int r = 0; r < Math.Min(_rows, 3); r++)
        {
            for (int label = r; label < _classes; label += 1 + (_classes / 6))
            {
                ExactLoss exact = _references[r].OfLabel(label);
                JudgeLoss("CrossEntropy(label)", r, label, _head.Head.CrossEntropy(Row(_logits, r), label), exact);
                JudgeLoss("CrossEntropyGradient(label) loss", r, label, _head.Head.CrossEntropyGradient(Row(_logits, r), label, gradient), exact);
                JudgeGradient($"CrossEntropyGradient(label {label})", r, gradient, exact, BigFloat.One);
            }
        }
    }

    private void Batch(Func<int, string> truthOf, ExactLoss[] exact, BigFloat divisor, Func<T[], Reduction, T> gradientOf, Func<Reduction, T> lossOf, Action<T[]> lossesOf)
    {
        var losses = new T[_rows];
        lossesOf(losses);
        BigFloat? sum = BigFloat.Zero;
        for (int r = 0; r < _rows; r++)
        {
            JudgeLoss($"CrossEntropy({truthOf(r)}, losses)", r, -1, losses[r], exact[r]);
            sum += Representable(exact[r].Loss);
        }

        foreach (Reduction reduction in Enum.GetValues<Reduction>())
        {
            // Where nothing is counted, the mean is 0, and nothing is divided.
            bool isNothing = reduction == Reduction.Mean && divisor.IsZero;
            BigFloat by = reduction == Reduction.Mean && !isNothing ? divisor : BigFloat.One;
            BigFloat? reduced = isNothing ? BigFloat.Zero : sum / by;
            ExactLoss total = new(reduced, reduced ?? BigFloat.Zero, [], []);
            var gradient = new T[_logits.Length];
            JudgeLoss($"CrossEntropy({truthOf(-1)}, {reduction})", -1, -1, lossOf(reduction), total);
            JudgeLoss($"CrossEntropyGradient({truthOf(-1)}, {reduction}) loss", -1, -1, gradientOf(gradient, reduction), total);
            for (int r = 0; r < _rows; r++)
            {
                JudgeGradient($"CrossEntropyGradient({truthOf(r)}, {reduction})", r, Row(gradient, r), isNothing ? ExactLoss.Nothing(_classes) : exact[r], by);
            }
        }
    }

    // A row whose loss is beyond the largest number makes every sum infinite.
    private static BigFloat? Representable(BigFloat? loss) => loss is { } finite && T.IsFinite(Ulp.Nearest<T>(finite)) ? loss : null;

    private void JudgeLoss(string member, int row, int label, T loss, ExactLoss exact)
    {
        if (exact.Loss is { } finite)
        {
            // No term of a loss is negative: the sum is as good a scale as the largest of them.
            _judge.Relative(member, row, label, loss, finite, Bounds.Loss(_classes));
        }
        else
        {
            _judge.Equal(member, row, T.PositiveInfinity, loss);
        }
    }

    private void JudgeGradient(string member, int row, ReadOnlySpan<T> gradient, ExactLoss exact, BigFloat divisor)
    {
        for (int i = 0; i < _classes; i++)
        {
            _judge.Scaled(member, row, i, gradient[i], exact.Gradient[i] / divisor, exact.GradientScale[i] / divisor, Bounds.Loss(_classes));
        }
    }
}
