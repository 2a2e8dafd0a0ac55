using System.Globalization;
using EmbeddedClassifier;

namespace SoftmaxGen.Samples.Tests;

public sealed class EmbeddedProgramTests : IDisposable
{
    private static readonly string Blank = string.Join(',', Enumerable.Repeat("0", 64));

    private readonly string _directory = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Run_on_a_terminal_classifies_the_digits_of_the_sample()
    {
        (int exitCode, string output, string error) = Run("", isInputRedirected: false);

        Assert.Equal(0, exitCode);
        Assert.Equal(Enumerable.Range(0, 10), Lines(output).Select(line => int.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture)));
        Assert.Contains("test-digits.csv; --help", Assert.Single(Lines(error)), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_prints_the_class_and_its_probability()
    {
        string digits = File.ReadAllText(Program.SampleFile);

        (int exitCode, string output, string error) = Run(digits);

        Assert.Equal((0, ""), (exitCode, error));
        Assert.All(Lines(output), line => Assert.Matches(@"^[0-9] [01]\.[0-9]{6}$", line));
        Assert.Equal(output, Run("", args: Program.SampleFile).Output);
        Assert.Equal(output + output, Run(digits, args: [Program.SampleFile, "-"]).Output);
    }

    [Theory]
    [InlineData(",", " , ")]
    [InlineData(",", " ")]
    [InlineData(",", "\t")]
    [InlineData(",", "   ")]
    [InlineData("\n", "\r\n")]
    [InlineData("\n", "\n\n# A comment, with a comma\n")]
    [InlineData("0,", "0.0,")]
    public void Run_takes_numbers_between_commas_or_blanks(string separator, string other)
    {
        string digits = string.Join('\n', File.ReadAllLines(Program.SampleFile).Where(line => !line.StartsWith('#'))) + "\n";

        Assert.Equal(Run(digits), Run(digits.Replace(separator, other, StringComparison.Ordinal)));
    }

    [Fact]
    public void Run_takes_a_last_line_without_an_end() => Assert.Equal(Run(Blank + "\n"), Run(Blank));

    [Fact]
    public void Top_prints_the_best_classes_with_their_probabilities()
    {
        string all = Run("", args: [Program.SampleFile, "--top", "10"]).Output;

        foreach (string line in Lines(all))
        {
            string[] words = line.Split(' ');
            Assert.Equal(Enumerable.Range(0, 10), words.Where((_, i) => i % 2 == 0).Select(word => int.Parse(word, CultureInfo.InvariantCulture)).Order());
            double[] probabilities = [.. words.Where((_, i) => i % 2 == 1).Select(word => double.Parse(word, CultureInfo.InvariantCulture))];
            Assert.Equal(probabilities.OrderDescending(), probabilities);
            Assert.InRange(probabilities.Sum(), 1 - 1e-5, 1 + 1e-5);
        }

        IEnumerable<string> best = Lines(all).Select(line => string.Join(' ', line.Split(' ')[..4]));
        Assert.Equal(best, Lines(Run("", args: [Program.SampleFile, "--top", "2"]).Output));
    }

    [Fact]
    public void Reject_prints_a_dash_for_what_is_not_sure()
    {
        // A blank sheet is no digit.
        (string label, string probability) = Lines(Run(Blank).Output).Single().Split(' ') is [var first, var second] ? (first, second) : default;
        double value = double.Parse(probability, CultureInfo.InvariantCulture);

        Assert.Equal($"- {probability}", Lines(Run(Blank, args: ["--reject", (value + 1e-3).ToString(CultureInfo.InvariantCulture)]).Output).Single());
        Assert.Equal($"- {probability}", Lines(Run(Blank, args: ["--reject", "1", "--top", "3"]).Output).Single());
        Assert.Equal($"{label} {probability}", Lines(Run(Blank, args: ["--reject", (value - 1e-3).ToString(CultureInfo.InvariantCulture)]).Output).Single());
    }

    [Theory]
    [InlineData(1, "x", "standard input(2,1): expected a number from 0 to 16, found 'x'")]
    [InlineData(64, "17", "standard input(2,64): expected a number from 0 to 16, found '17'")]
    [InlineData(5, "-1", "standard input(2,5): expected a number from 0 to 16, found '-1'")]
    [InlineData(5, "NaN", "standard input(2,5): expected a number from 0 to 16, found 'NaN'")]
    [InlineData(5, "", "standard input(2,5): expected a number from 0 to 16, found ''")]
    [InlineData(5, "a\tb\u0001c", "standard input(2,5): expected a number from 0 to 16, found 'a?b?c'")]
    [InlineData(64, "1,2", "standard input(2,65): expected 64 numbers, found 65")]
    public void Line_that_is_bad_gets_one_line_and_code_1(int column, string number, string message)
    {
        string[] numbers = Blank.Split(',');
        numbers[column - 1] = number;

        (int exitCode, string output, string error) = Run($"{Blank}\n{string.Join(',', numbers)}\n{Blank}\n");

        Assert.Equal((1, message + Environment.NewLine), (exitCode, error));
        Assert.Single(Lines(output));
    }

    [Theory]
    [InlineData("0", "standard input(1,2): expected 64 numbers, found 1")]
    [InlineData("0 1 2", "standard input(1,4): expected 64 numbers, found 3")]
    public void Line_that_is_too_short_gets_one_line_and_code_1(string line, string message) =>
        Assert.Equal((1, "", message + Environment.NewLine), Run(line));

    [Fact]
    public void Line_without_an_end_gets_one_line_and_code_1() =>
        Assert.Equal(
            (1, "", "standard input(1,1): expected at most 4096 characters in a line, found more" + Environment.NewLine),
            Run(new string('0', 5000)));

    [Fact]
    public void File_that_is_bad_is_named()
    {
        string path = Path.Combine(_directory, "digits.csv");
        File.WriteAllText(path, $"# A comment\n\n{Blank}\n{Blank[..^1]}x\n");

        (int exitCode, string output, string error) = Run("", args: path);

        Assert.Equal((1, $"{path}(4,64): expected a number from 0 to 16, found 'x'{Environment.NewLine}"), (exitCode, error));
        Assert.Single(Lines(output));
    }

    [Fact]
    public void File_that_is_missing_gets_one_line_and_code_1()
    {
        string path = Path.Combine(_directory, "none.csv");

        Assert.Equal((1, "", $"{path}: there is no such file{Environment.NewLine}"), Run("", args: path));
        Assert.Equal((1, "", $"{_directory}: this is a directory, not a file{Environment.NewLine}"), Run("", args: _directory));
    }

    [Fact]
    public void Input_without_digits_gets_a_hint()
    {
        (int exitCode, string output, string error) = Run("");

        Assert.Equal((0, ""), (exitCode, output));
        Assert.Equal("There are no digits in standard input; --help says what a digit is." + Environment.NewLine, error);
    }

    [Theory]
    [InlineData("--top", "0", "--top: expected a whole number from 1 to 10, found '0'")]
    [InlineData("--top", "11", "--top: expected a whole number from 1 to 10, found '11'")]
    [InlineData("--reject", "1.1", "--reject: expected a number from 0 to 1, found '1.1'")]
    [InlineData("--reject", "0,5", "--reject: expected a number from 0 to 1, found '0,5'")]
    [InlineData("--reject", "NaN", "--reject: expected a number from 0 to 1, found 'NaN'")]
    public void Option_with_a_bad_value_gets_one_line_and_code_1(string option, string value, string message) =>
        Assert.Equal((1, "", message + Environment.NewLine), Run(Blank, args: [option, value]));

    [Theory]
    [InlineData("--top")]
    [InlineData("--tip", "3")]
    [InlineData("--top", "1", "--top", "2")]
    public void Command_line_that_is_bad_gets_one_line_and_code_1(params string[] args)
    {
        (int exitCode, string output, string error) = Run(Blank, args: args);

        Assert.Equal(1, exitCode);
        Assert.Empty(output);
        Assert.Single(Lines(error));
    }

    [Fact]
    public void Help_explains_the_format_and_every_option()
    {
        (int exitCode, string output, string error) = Run("", args: "--help");

        Assert.Equal((0, ""), (exitCode, error));
        Assert.All(["64 numbers", "FILE", "--top", "--reject", "--time"], text => Assert.Contains(text, output, StringComparison.Ordinal));
    }

    [Fact]
    public void Time_prints_one_line()
    {
        (int exitCode, string output, string error) = Run(Blank + "\n" + Blank, args: "--time");

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Matches(@"^first prediction [0-9.]+ us, each next [0-9.]+ ns$", Assert.Single(Lines(output)));
    }

    [Fact]
    public void Output_is_the_same_in_every_culture()
    {
        CultureInfo culture = CultureInfo.CurrentCulture;
        (int, string, string) expected = Run(Blank, args: ["--top", "10", "--reject", "0.05"]);
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = new NumberFormatInfo { NumberDecimalSeparator = ",", NumberGroupSeparator = "." } };
            Assert.Equal(expected, Run(Blank, args: ["--top", "10", "--reject", "0.05"]));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    private static (int ExitCode, string Output, string Error) Run(string input, bool isInputRedirected = true, params string[] args)
    {
        using StringReader reader = new(input);
        using StringWriter output = new(CultureInfo.InvariantCulture);
        using StringWriter error = new(CultureInfo.InvariantCulture);
        int exitCode = Program.Run(args, reader, isInputRedirected, output, error);
        return (exitCode, output.ToString(), error.ToString());
    }

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
