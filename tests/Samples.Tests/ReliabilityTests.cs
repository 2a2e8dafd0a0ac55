using DigitClassifier;

namespace SoftmaxGen.Samples.Tests;

public sealed class ReliabilityTests
{
    [Fact]
    public void Bins_hold_the_rows_of_their_confidence()
    {
        // Of ten classes, one has 9 / 18 or 91 / 100 of the probability, and the other nine the rest.
        float[] half = Row(MathF.Log(9)), sure = Row(MathF.Log(91));
        Reliability reliability = new([.. half, .. half, .. sure, .. sure, .. sure, .. sure], [0, 1, 0, 0, 0, 2], 1);

        Assert.Equal(Reliability.BinCount, reliability.Bins.Count);
        Assert.Equal(6, reliability.Bins.Sum(bin => bin.Count));
        ConfidenceBin lower = reliability.Bins.Take(6).Single(bin => bin.Count > 0), upper = reliability.Bins[9];
        Assert.Equal((2, 0.5), (lower.Count, lower.Accuracy));
        Assert.Equal(0.5, lower.Confidence, 6);
        Assert.Equal((4, 0.75), (upper.Count, upper.Accuracy));
        Assert.Equal(0.91, upper.Confidence, 6);
        Assert.Equal(4 * (0.91 - 0.75) / 6, reliability.CalibrationError, 6);
    }

    [Fact]
    public void Temperature_divides_the_logits()
    {
        float[] logits = Row(2 * MathF.Log(91));
        Reliability reliability = new(logits, [0], 2);

        Assert.Equal(0.91, reliability.Bins[9].Confidence, 6);
        Assert.Equal(-Math.Log(0.91), reliability.Loss, 5);
    }

    [Fact]
    public void Probability_of_1_is_in_the_last_bin() => Assert.Equal(1, new Reliability(Row(1000), [0], 1).Bins[^1].Count);

    private static float[] Row(float first) => [first, 0, 0, 0, 0, 0, 0, 0, 0, 0];
}
