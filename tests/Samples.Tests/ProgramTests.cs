using System.Globalization;
using System.Text.RegularExpressions;
using DigitClassifier;

namespace SoftmaxGen.Samples.Tests;

public sealed partial class ProgramTests
{
    [Fact]
    public void Help_explains_every_option()
    {
        (int exitCode, string output, string error) = Run("--help");

        Assert.Equal(0, exitCode);
        Assert.Empty(error);
        Assert.All(["--hidden", "--epochs", "--seed", "--rate", "--data", "--export", "[default: 64]"], text => Assert.Contains(text, output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--hidden", "-1", "--hidden: expected 0, 8, 16, 32, 64, 128 or 256, found '-1'")]
    [InlineData("--hidden", "65", "--hidden: expected 0, 8, 16, 32, 64, 128 or 256, found '65'")]
    [InlineData("--hidden", "many", "--hidden: expected 0, 8, 16, 32, 64, 128 or 256, found 'many'")]
    [InlineData("--hidden", "99999999999", "--hidden: expected 0, 8, 16, 32, 64, 128 or 256, found '99999999999'")]
    [InlineData("--epochs", "0", "--epochs: expected a whole number from 1 to 10000, found '0'")]
    [InlineData("--seed", "1.5", "--seed: expected a whole number from 0 to 2147483647, found '1.5'")]
    [InlineData("--rate", "-0.1", "--rate: expected a number greater than 0, found '-0.1'")]
    [InlineData("--rate", "0", "--rate: expected a number greater than 0, found '0'")]
    [InlineData("--rate", "NaN", "--rate: expected a number greater than 0, found 'NaN'")]
    [InlineData("--rate", "1e99", "--rate: expected a number greater than 0, found '1e99'")]
    [InlineData("--rate", "0,1", "--rate: expected a number greater than 0, found '0,1'")]
    [InlineData("--data", "", "--data: expected the name of a file, found ''")]
    [InlineData("--data", "none.csv", "none.csv: there is no such file")]
    [InlineData("--export", "", "--export: expected the name of a file, found ''")]
    [InlineData("--export", "weights.csv", "--export: expected --hidden 0 beside it; the file holds the weights of one layer")]
    public void Option_with_a_bad_value_gets_one_line_and_code_1(string option, string value, string message) =>
        Assert.Equal((1, "", message + Environment.NewLine), Run(option, value));

    [Theory]
    [InlineData("--epochs")]
    [InlineData("--widht", "3")]
    [InlineData("digits.csv")]
    [InlineData("--rate", "1", "--rate", "2")]
    [InlineData("--hidden", "-1", "--epochs", "0")]
    public void Command_line_that_is_bad_gets_one_line_and_code_1(params string[] args)
    {
        (int exitCode, string output, string error) = Run(args);

        Assert.Equal(1, exitCode);
        Assert.Empty(output);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("1e30", "1", "64", "1E+30")]
    [InlineData("1e6", "1", "64", "1000000")]
    [InlineData("1e6", "20", "64", "1000000")]
    [InlineData("1e6", "20", "0", "1000000")]
    [InlineData("100", "20", "64", "100")]
    public void Rate_that_diverges_gets_one_line_and_code_1(string rate, string epochs, string hidden, string shown)
    {
        (int exitCode, string output, string error) = Run("--rate", rate, "--epochs", epochs, "--hidden", hidden);

        Assert.Equal((1, $"--rate: training diverges at {shown}; try a smaller rate" + Environment.NewLine), (exitCode, error));
        Assert.DoesNotContain("accuracy", output, StringComparison.Ordinal);
    }

    /// <summary>
    /// The first learns, the second recovers from a mean loss of 15 in its first epoch, the third learns nothing, the fourth
    /// recovers from more than ten times the loss of guessing, and the last has hardly begun.
    /// </summary>
    [Trait(TestCategory.Name, TestCategory.Slow)]
    [Theory]
    [InlineData("0.15", "1", "0")]
    [InlineData("10", "10", "0")]
    [InlineData("5", "5", "64")]
    [InlineData("30", "20", "0")]
    [InlineData("0.001", "1", "64")]
    public void Training_that_is_slow_or_rough_has_not_diverged(string rate, string epochs, string hidden)
    {
        (int exitCode, string output, string error) = Run("--rate", rate, "--epochs", epochs, "--hidden", hidden);

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Matches(AccuracyLine(), output);
    }

    [Fact]
    public void Check_takes_a_large_loss_before_the_last_epoch_alone()
    {
        Assert.Equal(1e6f, Divergence.Check(1e6f, isLast: false, rate: 1));
        Assert.Throws<DivergedException>(() => Divergence.Check(1e6f, isLast: true, rate: 1));
        Assert.Throws<DivergedException>(() => Divergence.Check(float.NaN, isLast: false, rate: 1));
        Assert.Throws<DivergedException>(() => Divergence.Check(float.PositiveInfinity, isLast: false, rate: 1));
    }

    [Theory]
    [InlineData(2.3f, 24f, 0.49, true)]
    [InlineData(2.3f, 24f, 0.51, false)]
    [InlineData(2.4f, 23f, 0.1, false)]
    [InlineData(float.NaN, 1f, 0.9, true)]
    public void CheckEnd_of_a_run_that_does_not_recover_throws(float loss, float largestLoss, double accuracy, bool hasDiverged)
    {
        Exception? thrown = Record.Exception(() => Divergence.CheckEnd(loss, largestLoss, accuracy, rate: 1));

        Assert.Equal(hasDiverged, thrown is DivergedException);
    }

    [Fact]
    public void Exception_that_nobody_expected_gets_one_line_and_code_1()
    {
        using StringWriter output = new(CultureInfo.InvariantCulture);
        using StringWriter error = new(CultureInfo.InvariantCulture);
        output.Dispose();

        Assert.Equal(1, Program.Run(["--help"], output, error));
        Assert.Single(error.ToString().TrimEnd().Split('\n'));
    }

    [Fact]
    public void Data_file_that_is_broken_gets_one_line_and_code_1()
    {
        string[][] rows = DigitText.Rows(50);
        rows[2][16] = "x";
        string path = Path.GetTempFileName();
        File.WriteAllText(path, DigitText.Join(rows));
        try
        {
            Assert.Equal((1, "", $"{path}(3,17): expected a number from 0 to 16, found 'x'{Environment.NewLine}"), Run("--data", path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Trait(TestCategory.Name, TestCategory.Slow)]
    [Theory]
    [InlineData("64", 97)]
    [InlineData("0", 94)]
    public void Report_has_accuracy_matrix_mistakes_and_speed(string hidden, double leastAccuracy)
    {
        (int exitCode, string output, string error) = Run("--hidden", hidden);

        Assert.Equal(0, exitCode);
        Assert.Empty(error);
        Match accuracy = AccuracyLine().Match(output);
        Assert.True(accuracy.Success, output);
        Assert.InRange(double.Parse(accuracy.Groups["percent"].Value, CultureInfo.InvariantCulture), leastAccuracy, 100);
        Assert.Contains("Confusion matrix", output, StringComparison.Ordinal);
        Assert.Contains("mistakes", output, StringComparison.Ordinal);
        Assert.Matches(@"Temperature: \d\.\d{3}, fitted to 287 held-out digits", output);
        Assert.Matches(@"Expected calibration error: \d\.\d\d %, with the temperature \d\.\d\d %", output);
        Assert.Contains("Inference in rows/s", output, StringComparison.Ordinal);
        Assert.Matches(@"whole network: pixels to probabilities\D+[\d,]+\D+[\d,]+\D", output);
        Assert.Matches(@"head alone: logits to probabilities\D+[\d,]+\D+[\d,]+\D", output);

        // Not a terminal: lines instead of a progress bar, and no escape sequences.
        Assert.Contains("Epoch 80/80, training loss ", output, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', output);
    }

    [Fact]
    public void Digits_without_a_best_temperature_are_reported_with_1()
    {
        // A black corner for each class: so few and so easy that the network is right about all of them.
        string path = Path.GetTempFileName();
        File.WriteAllText(path, string.Concat(Enumerable.Range(0, 100).Select(row => string.Concat(Enumerable.Range(0, 64).Select(pixel => pixel == 6 * (row % 10) ? "16," : "0,")) + $"{row % 10}\n")));
        try
        {
            (int exitCode, string output, string error) = Run("--data", path, "--epochs", "40");

            Assert.Equal((0, ""), (exitCode, error));
            Assert.Contains("Temperature: 1. There is no best temperature", output, StringComparison.Ordinal);
            Assert.Contains("Expected calibration error", output, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Trait(TestCategory.Name, TestCategory.Slow)]
    [Fact]
    public void Report_of_the_same_seed_is_the_same()
    {
        string[] args = ["--epochs", "5", "--seed", "3"];

        Assert.Equal(WithoutSpeed(Run(args).Output), WithoutSpeed(Run(args).Output));
        Assert.NotEqual(WithoutSpeed(Run(args).Output), WithoutSpeed(Run([.. args[..^1], "4"]).Output));

        static string WithoutSpeed(string output) => output[..output.IndexOf("Inference in rows/s", StringComparison.Ordinal)];
    }

    private static (int ExitCode, string Output, string Error) Run(params string[] args)
    {
        using StringWriter output = new(CultureInfo.InvariantCulture);
        using StringWriter error = new(CultureInfo.InvariantCulture);
        int exitCode = Program.Run(args, output, error);
        return (exitCode, output.ToString(), error.ToString());
    }

    [GeneratedRegex(@"^Test accuracy: (?<percent>\d+\.\d) %\r?$", RegexOptions.Multiline)]
    private static partial Regex AccuracyLine();
}
