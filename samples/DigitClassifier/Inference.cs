using System.Diagnostics;

namespace DigitClassifier;

/// <summary>Measures how fast a trained network classifies, and how much of that is softmax, on one thread.</summary>
internal sealed class Inference
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(0.2);

    private readonly Network _network;
    private readonly DigitData _data;

    // Of all rows, so that softmax alone can be timed on logits that are there already.
    private readonly float[] _logits;
    private readonly float[] _probabilities;

    public Inference(Network network, DigitData data)
    {
        _network = network;
        _data = data;
        _logits = new float[data.Count * DigitHead.ClassCount];
        _probabilities = new float[data.Count * DigitHead.ClassCount];
        ForEachBatch(network.BatchSize, (start, rows) => network.Logits(Pixels(start, rows), Scores(_logits, start, rows)));
    }

    /// <summary>Gets the rows of a batch.</summary>
    public int BatchSize => _network.BatchSize;

    /// <summary>Measures pixels to probabilities.</summary>
    public double NetworkRowsPerSecond(int batchSize) => RowsPerSecond(batchSize, (start, rows) =>
        _network.Probabilities(Pixels(start, rows), Scores(_probabilities, start, rows)));

    /// <summary>Measures logits to probabilities.</summary>
    public double SoftmaxRowsPerSecond(int batchSize) => RowsPerSecond(batchSize, (start, rows) =>
        DigitHead.Softmax(Scores(_logits, start, rows), Scores(_probabilities, start, rows)));

    private double RowsPerSecond(int batchSize, Action<int, int> work)
    {
        // The first round is for the just-in-time compiler.
        Measure(batchSize, work);
        return Measure(batchSize, work);
    }

    private double Measure(int batchSize, Action<int, int> work)
    {
        long rows = 0;
        long begin = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begin) < Duration)
        {
            ForEachBatch(batchSize, work);
            rows += _data.Count;
        }

        return rows / Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }

    private void ForEachBatch(int batchSize, Action<int, int> work)
    {
        for (int start = 0; start < _data.Count; start += batchSize)
            work(start, Math.Min(batchSize, _data.Count - start));
    }

    private ReadOnlySpan<float> Pixels(int start, int rows) => _data.Pixels.Slice(start * DigitData.PixelCount, rows * DigitData.PixelCount);

    private static Span<float> Scores(float[] all, int start, int rows) =>
        all.AsSpan(start * DigitHead.ClassCount, rows * DigitHead.ClassCount);
}
