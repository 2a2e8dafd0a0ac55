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
    private const int SingleRows = 3;

    private readonly Judge<T> _judge;
    private readonly LossComparison<T> _comparison;
    private readonly int _classes;
    private readonly int _rows;
    private readonly T[] _logits;
    private readonly T[] _targets;
    private readonly int[] _labels;

    /// <summary>Initializes a new instance of the <see cref="LossCase{T}"/> class.</summary>
    /// <param name="head">The head.</param>
    /// <param name="kind">The kind of its rows.</param>
    /// <param name="isScaled">Whether rows are multiplied by the temperature, so that what is divided by it is of that kind.</param>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="worst">Where errors go.</param>
    public LossCase(OptionHead<T> head, RowKind kind, bool isScaled, int rows, WorstErrors? worst = null)
    {

        _judge = new Judge<T>($"{head.Name}, {kind}{(isScaled ? " times T" : "")}", worst);
        _comparison = new LossComparison<T>(head.Head, head.Options, _judge);
        _classes = head.Classes;
        _rows = rows;
        _logits = new T[rows * _classes];
        _targets = new T[rows * _classes];
        _labels = head.Labels(rows, (int)kind);
        T factor = isScaled ? Ulp.Nearest<T>(head.Options.Temperature) : T.One;
        for (int r = 0; r < rows; r++)
        {
            Span<T> row = Row(_logits, r);
            Rows.Fill(row, kind, (_classes * 101) + r);
            FillTargets(Row(_targets, r), row, (TargetKind)((r + (int)kind) % Enum.GetValues<TargetKind>().Length), r);
            foreach (ref T logit in row)
            {
                logit *= factor;
            }

            // Every fourth label is the best class.
            if (r % 4 == 0)
            {
                _labels[r] = head.Head.ArgMax(row);
            }
        }
    }

    public void Run()
    {
        for (int r = 0; r < SingleRows; r++)
        {
            for (int label = r; label < _classes; label += 1 + (_classes / 6))
            {
                _comparison.Row(Row(_logits, r), label, _comparison.OfLabel(Row(_logits, r), label), r);
            }
        }

        _comparison.Labels(_logits, _labels, [.. Enumerable.Range(0, _rows).Select(r => _comparison.OfLabel(Row(_logits, r), _labels[r]))]);
        _comparison.Targets(_logits, _targets, [.. Enumerable.Range(0, _rows).Select(r => _comparison.OfTargets(Row(_logits, r), Row(_targets, r)))]);
        _judge.Verdict();
    }

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
}
