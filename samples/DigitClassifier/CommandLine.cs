using System.CommandLine;

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
        Option<int> hidden = OptionKinds.OneOf(
            "--hidden", "W", "Width of the hidden layer, {0}; 0 trains plain softmax regression.", 64, [0, .. OutputLayer.FeatureCounts]);
        Option<int> epochs = OptionKinds.WholeNumber(
            "--epochs", "E", "How often training goes through the data.", 80, 1, MostEpochs);
        Option<int> seed = OptionKinds.WholeNumber(
            "--seed", "S", "Seed of the initial weights and of the order of training; the split is the same for each.", 1, 0, int.MaxValue);
        Option<float> rate = OptionKinds.PositiveNumber(
            "--rate", "R", "Learning rate of the first epoch; it falls to 0 in a straight line.", 0.15f);
        Option<string> dataFile = OptionKinds.FileName(
            "--data", "FILE", "Digits to use instead of the sample's own, as .csv or .csv.gz: rows of 64 pixels from 0 to 16, then the label from 0 to 9; no header.");

        Option<string> exportFile = OptionKinds.FileName(
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
}
