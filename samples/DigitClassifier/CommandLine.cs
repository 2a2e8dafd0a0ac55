using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace DigitClassifier;

/// <summary>What the user may choose.</summary>
/// <param name="Hidden">The width of the hidden layer; 0 for none.</param>
/// <param name="Epochs">How often training goes through the data.</param>
/// <param name="Seed">The seed of the initial weights and of the order of training.</param>
/// <param name="Rate">The learning rate of the first epoch.</param>
/// <param name="DataFile">The digits.</param>
/// <param name="ExportFile">The file that the trained weights go to, if any.</param>
internal sealed record Settings(int Hidden, int Epochs, int Seed, float Rate, string DataFile, string? ExportFile)
{
    /// <summary>Gets what is wrong with options that are right one by one, if anything is.</summary>
    public string? Problem => Hidden > 0 && ExportFile is not null
        ? "--export: expected --hidden 0 beside it; the file holds the weights of one layer"
        : null;
}

/// <summary>The options, their defaults and their limits.</summary>
internal static class CommandLine
{
    private const int MostEpochs = 10_000;

    /// <summary>Gets the file that comes with the sample.</summary>
    public static string DefaultDataFile => Path.Combine(AppContext.BaseDirectory, "data", "digits.csv.gz");

    /// <summary>Builds the command; <paramref name="run"/> gets the settings and returns the exit code.</summary>
    public static RootCommand Create(Func<Settings, int> run)
    {
        Option<int> hidden = OneOf(
            "--hidden", "W", "Width of the hidden layer, {0}; 0 trains plain softmax regression.", 64, [0, .. OutputLayer.FeatureCounts]);
        Option<int> epochs = WholeNumber(
            "--epochs", "E", "How often training goes through the data.", 80, 1, MostEpochs);
        Option<int> seed = WholeNumber(
            "--seed", "S", "Seed of the initial weights and of the order of training; the split is the same for each.", 1, 0, int.MaxValue);
        Option<float> rate = PositiveNumber(
            "--rate", "R", "Learning rate of the first epoch; it falls to 0 in a straight line.", 0.15f);
        Option<string> dataFile = FileName(
            "--data", "FILE", "Digits to use instead of the sample's own, as .csv or .csv.gz: rows of 64 pixels from 0 to 16, then the label from 0 to 9; no header.");

        Option<string> exportFile = FileName(
            "--export", "FILE", "Also writes the trained weights as CSV, for SoftmaxHead(10, Features = 64, Weights = \"FILE\"); only with --hidden 0.");

        RootCommand command = new("Trains a network on handwritten digits by backpropagation, with a generated softmax head as its output, and tests it on a fifth of them.")
        {
            hidden,
            epochs,
            seed,
            rate,
            dataFile,
            exportFile,
        };
        command.SetAction(result => run(new Settings(
            result.GetValue(hidden),
            result.GetValue(epochs),
            result.GetValue(seed),
            result.GetValue(rate),
            result.GetValue(dataFile) ?? DefaultDataFile,
            result.GetValue(exportFile))));
        return command;
    }

    /// <param name="name">The name of the option.</param>
    /// <param name="helpName">What stands for its value in the help.</param>
    /// <param name="description">What it does, with {0} for the values.</param>
    /// <param name="defaultValue">The value without the option.</param>
    /// <param name="values">The values it may have.</param>
    private static Option<int> OneOf(string name, string helpName, string description, int defaultValue, int[] values)
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

    private static Option<int> WholeNumber(string name, string helpName, string description, int defaultValue, int least, int most) =>
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

    private static Option<float> PositiveNumber(string name, string helpName, string description, float defaultValue) =>
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

    private static Option<string> FileName(string name, string helpName, string description) =>
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
