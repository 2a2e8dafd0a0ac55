using DigitClassifier;

namespace DistributedTraining;

/// <summary>Handwritten digits, over and over, with noise on every pixel: as many rows as one likes. The test has none.</summary>
internal sealed class JitteredDigits : Problem<Head64x10>
{
    // As samples/DigitClassifier has it.
    private const float Noise = 0.125f;

    private readonly Lazy<(DigitData Training, DigitData Test)> _digits =
        new(() => DigitFile.Load(DigitClassifier.CommandLine.DefaultDataFile).Split(DigitClassifier.Program.SplitSeed));

    public override string Name => "digits";

    public override void MakeRows(int seed, long first, Span<float> features, Span<int> labels)
    {
        DigitData digits = _digits.Value.Training;
        for (int i = 0; i < labels.Length; i++)
        {
            RowRandom random = new(seed, first + i);
            int digit = random.Next(digits.Count);
            labels[i] = digits.Labels[digit];
            ReadOnlySpan<float> pixels = digits.Row(digit);
            Span<float> row = features.Slice(i * FeatureCount, FeatureCount);
            for (int pixel = 0; pixel < row.Length; pixel++)
                row[pixel] = pixels[pixel] + (Noise * random.Next());
        }
    }

    public override (float[] Features, int[] Labels) MakeTestRows()
    {
        DigitData digits = _digits.Value.Test;
        return (digits.Pixels.ToArray(), digits.Labels.ToArray());
    }
}
