namespace DigitClassifier;

/// <summary>A row that the network got wrong.</summary>
internal readonly record struct Mistake(int Row, int Label, int Predicted, float Probability);

/// <summary>What a network predicts for each row of some data, and how right it is.</summary>
internal sealed class Evaluation
{
    private readonly float[] _logits;
    private readonly float[] _probabilities;
    private readonly int[] _predicted;

    public Evaluation(Network network, DigitData data)
    {
        Data = data;
        _logits = new float[data.Count * DigitHead.ClassCount];
        _probabilities = new float[data.Count * DigitHead.ClassCount];
        _predicted = new int[data.Count];
        for (int start = 0; start < data.Count; start += network.BatchSize)
        {
            int rows = Math.Min(network.BatchSize, data.Count - start);
            network.Logits(
                data.Pixels.Slice(start * DigitData.PixelCount, rows * DigitData.PixelCount),
                _logits.AsSpan(start * DigitHead.ClassCount, rows * DigitHead.ClassCount));
        }

        DigitHead.ArgMax(_logits, _predicted);
        DigitHead.Softmax(_logits, _probabilities);
        Loss = DigitHead.CrossEntropy(_logits, data.Labels);
    }

    public DigitData Data { get; }

    /// <summary>Gets the logits, R x 10.</summary>
    public ReadOnlySpan<float> Logits => _logits;

    /// <summary>Gets the mean cross-entropy, in nats.</summary>
    public float Loss { get; }

    /// <summary>Gets the number of rows that are predicted right.</summary>
    public int Right => Enumerable.Range(0, Data.Count).Count(row => _predicted[row] == Data.Labels[row]);

    /// <summary>Gets the share of rows that are predicted right, 0 to 1.</summary>
    public double Accuracy => Right / (double)Data.Count;

    /// <summary>Counts the rows of class <paramref name="label"/> that are predicted as <paramref name="predicted"/>.</summary>
    public int Count(int label, int predicted) =>
        Enumerable.Range(0, Data.Count).Count(row => Data.Labels[row] == label && _predicted[row] == predicted);

    /// <summary>Gets the rows that are predicted wrong, the most confident first.</summary>
    public IEnumerable<Mistake> Mistakes() =>
        Enumerable.Range(0, Data.Count)
            .Where(row => _predicted[row] != Data.Labels[row])
            .Select(row => new Mistake(row, Data.Labels[row], _predicted[row], Probability(row, _predicted[row])))
            .OrderByDescending(mistake => mistake.Probability);

    private float Probability(int row, int label) => _probabilities[(row * DigitHead.ClassCount) + label];
}
