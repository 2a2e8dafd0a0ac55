using System.Diagnostics;

namespace DigitClassifier;

/// <summary>Measures how fast a trained network classifies: forward pass and arg-max, on one thread.</summary>
internal sealed class Inference(Network network, DigitData data)
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(0.2);

    private readonly float[] _logits = new float[network.BatchSize * DigitHead.ClassCount];
    private readonly int[] _predicted = new int[network.BatchSize];

    /// <summary>Measures batches of <paramref name="batchSize"/> rows.</summary>
    public double RowsPerSecond(int batchSize)
    {
        // The first round is for the just-in-time compiler.
        Measure(batchSize);
        return Measure(batchSize);
    }

    private double Measure(int batchSize)
    {
        long rows = 0;
        long begin = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begin) < Duration)
            rows += ClassifyAll(batchSize);

        return rows / Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }

    private int ClassifyAll(int batchSize)
    {
        for (int start = 0; start < data.Count; start += batchSize)
        {
            int rows = Math.Min(batchSize, data.Count - start);
            Span<float> logits = _logits.AsSpan(0, rows * DigitHead.ClassCount);
            network.Forward(data.Pixels.Slice(start * DigitData.PixelCount, rows * DigitData.PixelCount), logits);
            DigitHead.ArgMax(logits, _predicted);
        }

        return data.Count;
    }
}
