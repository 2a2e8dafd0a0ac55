namespace SoftmaxGen.Runtime.Tests.Accuracy.Functions;

/// <summary>The largest errors of many, and where they were.</summary>
internal sealed class WorstPoints<T>
{
    private const int Kept = 16;

    // The smallest of those kept comes out first.
    private readonly PriorityQueue<T, double> _worst = new();
    private double _least = double.NegativeInfinity;

    /// <summary>Gets the arguments and errors, the largest first.</summary>
    public IEnumerable<(T At, double Error)> Points => _worst.UnorderedItems.OrderByDescending(item => item.Priority);

    /// <summary>Gets the largest error.</summary>
    public double Largest => Points.First().Error;

    public void Add(T at, double error)
    {
        // A NaN is larger than any.
        if (error <= _least)
        {
            return;
        }

        _worst.Enqueue(at, double.IsNaN(error) ? double.PositiveInfinity : error);
        if (_worst.Count > Kept)
        {
            _worst.Dequeue();
            _worst.TryPeek(out _, out _least);
        }
    }

    public void Add(WorstPoints<T> others)
    {
        foreach ((T at, double error) in others.Points)
        {
            Add(at, error);
        }
    }
}
