namespace DigitClassifier;

/// <summary>Rows whose predicted classes have about the same probability.</summary>
/// <param name="Count">The number of rows.</param>
/// <param name="Confidence">The mean probability of the predicted class; 0 for no rows.</param>
/// <param name="Accuracy">The share of rows that are predicted right; 0 for no rows.</param>
internal readonly record struct ConfidenceBin(int Count, double Confidence, double Accuracy);

/// <summary>Whether predictions are right as often as their probabilities say.</summary>
internal sealed class Reliability
{
    /// <summary>The number of bins, from 0 to 1 in equal steps.</summary>
    public const int BinCount = 10;

    /// <summary>Sorts the predictions from R rows of logits, divided by <paramref name="temperature"/>, into bins.</summary>
    public Reliability(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, double temperature)
    {
        float[] scaled = new float[logits.Length];
        for (int i = 0; i < scaled.Length; i++)
            scaled[i] = (float)(logits[i] / temperature);

        int[] counts = new int[BinCount], right = new int[BinCount];
        double[] confidences = new double[BinCount];
        int[] label = new int[1];
        float[] probability = new float[1];
        for (int row = 0; row < labels.Length; row++)
        {
            DigitHead.TopK(scaled.AsSpan(row * DigitHead.ClassCount, DigitHead.ClassCount), label, probability);
            int bin = Math.Min((int)(probability[0] * BinCount), BinCount - 1);
            counts[bin]++;
            confidences[bin] += probability[0];
            right[bin] += label[0] == labels[row] ? 1 : 0;
        }

        Bins = [.. counts.Select((count, bin) => count == 0 ? default : new ConfidenceBin(count, confidences[bin] / count, right[bin] / (double)count))];
        Loss = DigitHead.CrossEntropy(scaled, labels);
        CalibrationError = Bins.Sum(bin => bin.Count * Math.Abs(bin.Accuracy - bin.Confidence)) / labels.Length;
    }

    /// <summary>Gets the bins, the least confident first.</summary>
    public IReadOnlyList<ConfidenceBin> Bins { get; }

    /// <summary>Gets the mean cross-entropy, in nats.</summary>
    public float Loss { get; }

    /// <summary>Gets the expected calibration error: by how much accuracy and confidence differ on average, each bin weighted by its rows.</summary>
    public double CalibrationError { get; }
}
