using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace DigitClassifier;

/// <summary>The kinds of options that samples have. A bad value gets one line that says what was expected.</summary>
internal static class OptionKinds
{
    /// <param name="name">The name of the option.</param>
    /// <param name="helpName">What stands for its value in the help.</param>
    /// <param name="description">What it does, with {0} for the values.</param>
    /// <param name="defaultValue">The value without the option.</param>
    /// <param name="values">The values it may have.</param>
    public static Option<int> OneOf(string name, string helpName, string description, int defaultValue, int[] values)
    {
        string choice = $"{string.Join(", ", values[..^1])} or {values[^1]}";
        return new(name)
        {
            HelpName = helpName,
            Description = string.Format(CultureInfo.InvariantCulture, description, choice),
            DefaultValueFactory = _ => defaultValue,
            CustomParser = result =>
            {
                if (int.TryParse(Value(result), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) && values.Contains(value))
                    return value;

                result.AddError($"{name}: expected {choice}, found '{Value(result)}'");
                return defaultValue;
            },
        };
    }

    public static Option<int> WholeNumber(string name, string helpName, string description, int defaultValue, int least, int most) =>
        new(name)
        {
            HelpName = helpName,
            Description = description,
            DefaultValueFactory = _ => defaultValue,
            CustomParser = result =>
            {
                if (int.TryParse(Value(result), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value)
                    && value >= least && value <= most)
                {
                    return value;
                }

                result.AddError($"{name}: expected a whole number from {least} to {most}, found '{Value(result)}'");
                return defaultValue;
            },
        };

    public static Option<float> PositiveNumber(string name, string helpName, string description, float defaultValue) =>
        new(name)
        {
            HelpName = helpName,
            Description = description,
            DefaultValueFactory = _ => defaultValue,
            CustomParser = result =>
            {
                if (float.TryParse(Value(result), NumberStyles.Float, CultureInfo.InvariantCulture, out float value)
                    && float.IsFinite(value) && value > 0)
                {
                    return value;
                }

                result.AddError($"{name}: expected a number greater than 0, found '{Value(result)}'");
                return defaultValue;
            },
        };

    public static Option<string> FileName(string name, string helpName, string description) =>
        new(name)
        {
            HelpName = helpName,
            Description = description,
            CustomParser = result =>
            {
                if (Value(result).Length == 0)
                    result.AddError($"{name}: expected the name of a file, found ''");

                return Value(result);
            },
        };

    private static string Value(ArgumentResult result) => result.Tokens is [Token token, ..] ? token.Value : "";
}
