using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace EmbeddedClassifier;

/// <summary>What the user may choose.</summary>
/// <param name="Files">Where the digits are; standard input if there are none.</param>
/// <param name="Top">How many classes to print for each digit.</param>
/// <param name="Reject">The lowest probability at which a digit is not rejected.</param>
/// <param name="IsTimed">Whether to measure instead of classifying.</param>
internal sealed record Settings(IReadOnlyList<string> Files, int Top, float Reject, bool IsTimed);

/// <summary>The arguments, the options, their defaults and their limits.</summary>
internal static class CommandLine
{
    private const string Description = """
        Classifies handwritten digits, with a classifier that is compiled in.

        A digit is a line of 64 numbers, 8 x 8 pixels row by row from the top, from 0 (paper) to 16 (ink), with commas or blanks between them. Blank lines and lines that start with # are skipped. For each digit there is one line of output: the class and its probability.
        """;

    /// <summary>Builds the command; <paramref name="run"/> gets the settings and returns the exit code.</summary>
    public static RootCommand Create(Func<Settings, int> run)
    {
        Argument<string[]> files = new("FILE")
        {
            Description = "Files with digits, - for standard input. Without any: standard input or, if that is a terminal, the digits that come with the sample.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        Option<int> top = new("--top")
        {
            HelpName = "K",
            Description = "Prints the K most probable classes, best first, each with its probability.",
            DefaultValueFactory = _ => 1,
            CustomParser = result => int.TryParse(Value(result), NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= 1 && value <= DigitHead.ClassCount
                ? value
                : Refuse<int>(result, $"--top: expected a whole number from 1 to {DigitHead.ClassCount}"),
        };
        Option<float> reject = new("--reject")
        {
            HelpName = "P",
            Description = "Prints - instead of the class where its probability is below P.",
            DefaultValueFactory = _ => 0,
            CustomParser = result => float.TryParse(Value(result), NumberStyles.Float, CultureInfo.InvariantCulture, out float value) && value is >= 0 and <= 1
                ? value
                : Refuse<float>(result, "--reject: expected a number from 0 to 1"),
        };
        Option<bool> time = new("--time")
        {
            Description = "Measures the first prediction and the next ones on the first digit, instead of classifying.",
        };

        RootCommand command = new(Description) { files, top, reject, time };
        command.SetAction(result => run(new Settings(
            result.GetValue(files) ?? [],
            result.GetValue(top),
            result.GetValue(reject),
            result.GetValue(time))));
        return command;
    }

    private static T? Refuse<T>(ArgumentResult result, string expected)
    {
        result.AddError($"{expected}, found '{Value(result)}'");
        return default;
    }

    private static string Value(ArgumentResult result) => result.Tokens is [Token token, ..] ? token.Value : "";
}
