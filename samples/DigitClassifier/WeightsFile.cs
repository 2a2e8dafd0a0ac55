using System.Globalization;
using System.Text;

namespace DigitClassifier;

/// <summary>
/// Writes trained weights as the CSV that <c>SoftmaxHead(10, Features = 64, Weights = "...")</c> compiles in: a line for each
/// class, its weights and then its bias.
/// </summary>
internal static class WeightsFile
{
    /// <summary>Writes the output layer of a network without a hidden layer.</summary>
    /// <exception cref="DataFileException">The file cannot be written.</exception>
    public static void Save(string path, OutputLayer output, Settings settings, DigitData training, Evaluation evaluation)
    {
        string text = Text(output, settings, training, evaluation);
        try
        {
            File.WriteAllText(path, text);
        }
        catch (DirectoryNotFoundException)
        {
            throw new DataFileException(path, "there is no such directory");
        }
        catch (Exception e) when (DataFileException.Describe(path, e) is { } problem)
        {
            throw new DataFileException(path, problem);
        }
    }

    /// <summary>Gives the text of the file. The same training gives the same text in every culture and on every platform.</summary>
    public static string Text(OutputLayer output, Settings settings, DigitData training, Evaluation evaluation)
    {
        StringBuilder text = new();
        Comment($"Softmax regression on handwritten digits: {DigitHead.ClassCount} classes, {DigitHead.FeatureCount} features.");
        Comment($"Each line is a digit, 0 to 9: the weights of 8 x 8 pixels from 0 (paper) to 16 (ink), row by row, then the bias.");
        Comment($"Made by samples/DigitClassifier --hidden 0 --epochs {settings.Epochs} --seed {settings.Seed} --rate {settings.Rate} --export,");
        Comment($"trained on {training.Count} digits of {Path.GetFileName(settings.DataFile)}; {evaluation.Right} of {evaluation.Data.Count} others are right.");
        if (settings.DataFile == CommandLine.DefaultDataFile)
            Comment($"The digits: E. Alpaydin and C. Kaynak, https://doi.org/10.24432/C50P49, CC BY 4.0.");

        int count = DigitHead.FeatureCount;
        for (int label = 0; label < DigitHead.ClassCount; label++)
        {
            // Training saw pixels from 0 to 1. The quotient is exact, and so are the logits of the pixels as the data file has them.
            foreach (float weight in output.Weights.Values.Slice(label * count, count))
                text.Append(Number(weight / DigitFile.LargestPixel)).Append(',');

            text.Append(Number(output.Bias.Values[label])).Append('\n');
        }

        return text.ToString();

        void Comment(FormattableString line) => text.Append("# ").Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }

    /// <summary>Writes the shortest number that is read back as this one.</summary>
    private static string Number(float value) => value.ToString(CultureInfo.InvariantCulture);
}
