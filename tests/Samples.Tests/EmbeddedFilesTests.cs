using System.Globalization;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using DigitClassifier;

namespace SoftmaxGen.Samples.Tests;

/// <summary>The files of samples/EmbeddedClassifier are what samples/DigitClassifier makes of its digits.</summary>
public sealed class EmbeddedFilesTests
{
    [Fact]
    public void Weights_are_those_of_the_export()
    {
        string path = Path.GetTempFileName();
        try
        {
            using StringWriter output = new(CultureInfo.InvariantCulture);
            Assert.Equal(0, Program.Run(["--hidden", "0", "--export", path], output, output));
            string expected = File.ReadAllText(path);
            string actual = File.ReadAllText(Sample.File("EmbeddedClassifier", "digits.csv")).ReplaceLineEndings("\n");

            // Without fused multiply-add the last bits of each step differ.
            if (Fma.IsSupported || AdvSimd.IsSupported)
                Assert.Equal(expected, actual);
            else
                AssertClose(Numbers(expected), Numbers(actual));
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>None was trained on, and none was chosen by whether it is classified right.</summary>
    [Fact]
    public void Digits_are_the_first_of_each_class_in_the_test()
    {
        (_, DigitData test) = DigitFile.Load(CommandLine.DefaultDataFile).Split(Program.SplitSeed);
        string[] expected =
        [
            .. Enumerable.Range(0, DigitHead.ClassCount)
                .Select(label => test.Row(test.Labels.IndexOf(label)).ToArray())
                .Select(pixels => string.Join(',', pixels.Select(pixel => (pixel * DigitFile.LargestPixel).ToString(CultureInfo.InvariantCulture)))),
        ];

        string[] lines = File.ReadAllLines(Sample.File("EmbeddedClassifier", "data", "test-digits.csv"));

        Assert.Equal(expected, lines.Where(line => line.Length > 0 && line[0] != '#'));
    }

    private static void AssertClose(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.InRange(actual[i], expected[i] - 1e-3f, expected[i] + 1e-3f);
    }

    private static float[] Numbers(string text) => WeightsFileTests.Read(text) is var (weights, bias) ? [.. weights, .. bias] : [];
}
