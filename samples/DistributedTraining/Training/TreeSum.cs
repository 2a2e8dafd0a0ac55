using System.Numerics.Tensors;

namespace DistributedTraining.Training;

/// <summary>Adds vectors in double, in one order: neighbours in pairs, these sums in pairs, and so on.</summary>
/// <remarks>
/// Sum j of level k has the 2^k vectors from j 2^k on. It is the same whether it is made here or came from somewhere else, so
/// that whoever adds whole sums of a level, which other machines have made, gets the bits of adding all vectors.
/// </remarks>
internal sealed class TreeSum(int length)
{
    // Sums that wait for their neighbour, larger ones first: at most one of each level.
    private readonly List<(int Level, double[] Sum)> _waiting = [];
    private readonly Stack<double[]> _free = new();
    private int _level;

    /// <summary>Begins anew, with vectors that are sums of <paramref name="level"/>, 0 for single ones.</summary>
    public void Begin(int level)
    {
        foreach ((_, double[] sum) in _waiting)
            _free.Push(sum);

        _waiting.Clear();
        _level = level;
    }

    /// <summary>Adds the next single vector.</summary>
    public void Add(ReadOnlySpan<float> vector)
    {
        double[] sum = Buffer();
        TensorPrimitives.ConvertTruncating(vector, sum);
        Push(sum);
    }

    /// <summary>Adds the next vector.</summary>
    public void Add(ReadOnlySpan<double> vector)
    {
        double[] sum = Buffer();
        vector.CopyTo(sum);
        Push(sum);
    }

    /// <summary>Gets the sum of all vectors; of the last ones, those without a neighbour go up as they are.</summary>
    public ReadOnlySpan<double> End()
    {
        while (_waiting.Count > 1)
            Merge();

        return _waiting[0].Sum;
    }

    private double[] Buffer() => _free.TryPop(out double[]? buffer) ? buffer : new double[length];

    private void Push(double[] sum)
    {
        _waiting.Add((_level, sum));
        while (_waiting.Count > 1 && _waiting[^1].Level == _waiting[^2].Level)
            Merge();
    }

    private void Merge()
    {
        (int level, double[] left) = _waiting[^2];
        double[] right = _waiting[^1].Sum;
        TensorPrimitives.Add(left, right, left);
        _free.Push(right);
        _waiting.RemoveAt(_waiting.Count - 1);
        _waiting[^1] = (level + 1, left);
    }
}
