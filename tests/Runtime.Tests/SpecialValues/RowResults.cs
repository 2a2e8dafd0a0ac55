using System.Numerics;
using SoftmaxGen.Runtime.Tests.Heads;

namespace SoftmaxGen.Runtime.Tests.SpecialValues;

/// <summary>All that a head computes from logits, a label and targets, for each row of a batch.</summary>
internal sealed class RowResults<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int _classes;

    public RowResults(Head<T> head, T[] logits, int[] labels, T[] targets)
    {
        _classes = head.Classes;
        int rows = labels.Length;
        Probabilities = new T[logits.Length];
        LogProbabilities = new T[logits.Length];
        LabelGradients = new T[logits.Length];
        TargetGradients = new T[logits.Length];
        LogSumExps = new T[rows];
        LabelLosses = new T[rows];
        TargetLosses = new T[rows];
        Entropies = new T[rows];
        head.Softmax(logits, Probabilities);
        head.LogSoftmax(logits, LogProbabilities);
        head.LogSumExp(logits, LogSumExps);
        head.CrossEntropy(logits, labels, LabelLosses);
        head.CrossEntropy(logits, targets, TargetLosses);
        SumOfLabelLosses = head.CrossEntropyGradient(logits, labels, LabelGradients, Reduction.Sum);
        SumOfTargetLosses = head.CrossEntropyGradient(logits, targets, TargetGradients, Reduction.Sum);
        for (int r = 0; r < rows; r++)
        {
            Entropies[r] = head.Entropy(logits.AsSpan(r * _classes, _classes));
        }
    }

    public T[] Probabilities { get; }

    public T[] LogProbabilities { get; }

    public T[] LabelGradients { get; }

    public T[] TargetGradients { get; }

    public T[] LogSumExps { get; }

    public T[] LabelLosses { get; }

    public T[] TargetLosses { get; }

    public T[] Entropies { get; }

    public T SumOfLabelLosses { get; }

    public T SumOfTargetLosses { get; }

    /// <summary>Every matrix's row, then every row's number, by name.</summary>
    public IEnumerable<(string Member, T[] Values)> Of(int row)
    {
        Range range = (row * _classes)..((row + 1) * _classes);
        yield return ("Softmax", Probabilities[range]);
        yield return ("LogSoftmax", LogProbabilities[range]);
        yield return ("CrossEntropyGradient(labels)", LabelGradients[range]);
        yield return ("CrossEntropyGradient(targets)", TargetGradients[range]);
        yield return ("CrossEntropy(labels)", [LabelLosses[row]]);
        yield return ("CrossEntropy(targets)", [TargetLosses[row]]);
        yield return ("Entropy", [Entropies[row]]);
        yield return ("LogSumExp", [LogSumExps[row]]);
    }
}
