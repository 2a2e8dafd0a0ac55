using System.Globalization;
using DigitClassifier;

namespace SoftmaxGen.Samples.Tests;

public sealed class WeightsFileTests : IDisposable
{
    private static readonly DigitData Digits = DigitFile.Load(CommandLine.DefaultDataFile);

    private readonly string _directory = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Export_has_a_line_of_weights_and_bias_for_each_class()
    {
        string[] lines = File.ReadAllLines(Export());

        string[] comments = [.. lines.TakeWhile(line => line.StartsWith("# ", StringComparison.Ordinal))];
        Assert.Contains(comments, line => line.Contains("10 classes, 64 features", StringComparison.Ordinal));
        Assert.Contains(comments, line => line.Contains("of 359 others are right", StringComparison.Ordinal));
        Assert.All(comments, line => Assert.InRange(line.Length, 1, 120));
        Assert.Equal(10, lines.Length - comments.Length);
        Assert.All(lines[comments.Length..], line => Assert.Equal(65, line.Split(',').Length));
    }

    /// <summary>The export takes pixels from 0 to 16, training those from 0 to 1: a power of two between them is exact.</summary>
    [Fact]
    public void Export_gives_pixels_of_the_file_the_logits_of_training()
    {
        Random random = new(1);
        OutputLayer output = OutputLayer.Create(DigitHead.FeatureCount, random);
        float[] expected = new float[Digits.Count * DigitHead.ClassCount];
        output.Logits(Digits.Pixels, expected);

        Settings settings = new(0, 1, 1, 1, "digits.csv", null);
        Network network = new(DigitHead.FeatureCount, 0, 32, random);
        (float[] weights, float[] bias) = Read(WeightsFile.Text(output, settings, Digits, new Evaluation(network, Digits)));
        float[] pixels = [.. Digits.Pixels.ToArray().Select(pixel => pixel * DigitFile.LargestPixel)];
        float[] logits = new float[expected.Length];
        DigitHead.Logits(pixels, weights, bias, logits);

        Assert.Equal(expected, logits);
    }

    [Fact]
    public void Export_is_the_same_in_every_culture()
    {
        CultureInfo culture = CultureInfo.CurrentCulture;
        string expected = File.ReadAllText(Export());
        try
        {
            NumberFormatInfo format = new() { NegativeSign = "\u2212", NumberDecimalSeparator = ",", NumberGroupSeparator = "." };
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = format };
            Assert.Equal(expected, File.ReadAllText(Export()));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void Export_into_a_missing_directory_gets_one_line_and_code_1()
    {
        string path = Path.Combine(_directory, "none", "weights.csv");

        Assert.Equal((1, $"{path}: there is no such directory{Environment.NewLine}"), Run(path));
    }

    [Fact]
    public void Export_to_a_directory_gets_one_line_and_code_1() =>
        Assert.Equal((1, $"{_directory}: this is a directory, not a file{Environment.NewLine}"), Run(_directory));

    [UnixFact]
    public void Export_to_a_full_device_gets_one_line_and_code_1()
    {
        (int exitCode, string error) = Run("/dev/full");

        Assert.Equal(1, exitCode);
        Assert.StartsWith("/dev/full: ", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    /// <summary>Reads weights and bias as a generator does.</summary>
    internal static (float[] Weights, float[] Bias) Read(string text)
    {
        float[][] rows =
        [
            .. text.Split('\n')
                .Where(line => line.Length > 0 && line[0] != '#')
                .Select(line => line.Split(',').Select(number => float.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture)).ToArray()),
        ];
        return ([.. rows.SelectMany(row => row[..^1])], [.. rows.Select(row => row[^1])]);
    }

    private string Export()
    {
        string path = Path.Combine(_directory, "weights.csv");
        Assert.Equal((0, ""), Run(path));
        return path;
    }

    private static (int ExitCode, string Error) Run(string path)
    {
        using StringWriter output = new(CultureInfo.InvariantCulture);
        using StringWriter error = new(CultureInfo.InvariantCulture);
        int exitCode = Program.Run(["--hidden", "0", "--epochs", "2", "--export", path], output, error);
        return (exitCode, error.ToString());
    }
}
