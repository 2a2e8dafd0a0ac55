using System.Diagnostics;
using System.Globalization;

namespace EmbeddedClassifier;

/// <summary>Measures how long predictions take.</summary>
internal static class Timing
{
    private const int Repeats = 200;
    private const int Calls = 10_000;

    /// <summary>Measures the first prediction of the process and the next ones.</summary>
    public static string Measure(ReadOnlySpan<float> pixels)
    {
        float[] probabilities = new float[DigitHead.ClassCount];
        long start = Stopwatch.GetTimestamp();
        DigitHead.Probabilities(pixels, probabilities);
        double first = Stopwatch.GetElapsedTime(start).TotalMicroseconds;

        // The best of many: other programs only ever make it slower.
        double next = double.MaxValue;
        for (int repeat = 0; repeat < Repeats; repeat++)
        {
            start = Stopwatch.GetTimestamp();
            for (int call = 0; call < Calls; call++)
                DigitHead.Probabilities(pixels, probabilities);

            next = Math.Min(next, Stopwatch.GetElapsedTime(start).TotalNanoseconds / Calls);
        }

        return string.Create(CultureInfo.InvariantCulture, $"first prediction {first:F1} us, each next {next:F1} ns");
    }
}
