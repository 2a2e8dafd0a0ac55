using System.Globalization;
using System.Text;
using Spectre.Console;

namespace DigitClassifier;

/// <summary>Writes what came out of training: accuracy, confusion matrix, mistakes, weights and speed.</summary>
internal sealed class Report(IAnsiConsole console)
{
    private const int MostMistakes = 4;

    public void Accuracy(Evaluation evaluation)
    {
        WriteLine($"Test loss: {evaluation.Loss:F4}");
        WriteLine($"Test accuracy: {100 * evaluation.Accuracy:F1} %");
    }

    public void ConfusionMatrix(Evaluation evaluation)
    {
        Table table = new Table().AddColumn("true");
        for (int predicted = 0; predicted < DigitHead.ClassCount; predicted++)
            table.AddColumn(new TableColumn($"{predicted}").RightAligned());

        for (int label = 0; label < DigitHead.ClassCount; label++)
        {
            string[] counts =
            [
                .. Enumerable.Range(0, DigitHead.ClassCount).Select(predicted => Cell(evaluation.Count(label, predicted), predicted == label)),
            ];
            table.AddRow([$"{label}", .. counts]);
        }

        console.WriteLine();
        WriteLine($"Confusion matrix: rows are true classes, columns predicted ones");
        console.Write(table);

        static string Cell(int count, bool isRight) => count == 0 ? "[grey].[/]" : isRight ? $"[green]{count}[/]" : $"[red]{count}[/]";
    }

    public void Mistakes(Evaluation evaluation)
    {
        Mistake[] mistakes = [.. evaluation.Mistakes()];
        console.WriteLine();
        if (mistakes.Length == 0)
        {
            WriteLine($"No mistakes.");
            return;
        }

        Mistake[] shown = mistakes[..Math.Min(MostMistakes, mistakes.Length)];
        WriteLine($"The most confident of {mistakes.Length} mistakes:");
        Grid grid = new();
        foreach (Mistake _ in shown)
            grid.AddColumn(new GridColumn().NoWrap());

        grid.AddRow([.. shown.Select(mistake => new Text(Describe(mistake) + Draw(evaluation.Data.Row(mistake.Row))))]);
        console.WriteLine();
        console.Write(grid);
    }

    public void Calibration(Evaluation evaluation, HeldOut heldOut)
    {
        double temperature = heldOut.Temperature(out string? problem);
        Reliability before = new(evaluation.Logits, evaluation.Data.Labels, 1);
        Reliability after = new(evaluation.Logits, evaluation.Data.Labels, temperature);
        Table table = new Table().AddColumn("confidence");
        foreach (string column in (string[])["digits", "mean", "right", "digits", "mean", "right"])
            table.AddColumn(new TableColumn(column).RightAligned());
        for (int bin = 0; bin < Reliability.BinCount; bin++)
            table.AddRow([Range(bin), .. Cells(before.Bins[bin]), .. Cells(after.Bins[bin])]);

        console.WriteLine();
        if (problem is null)
            WriteLine($"Temperature: {temperature:F3}, fitted to {heldOut.Count} held-out digits of those to train on");
        else
            WriteLine($"Temperature: 1. {problem}");
        WriteLine($"Reliability of the test digits, as they are and with the temperature:");
        console.Write(table);
        WriteLine($"Loss: {before.Loss:F4}, with the temperature {after.Loss:F4}");
        WriteLine($"Expected calibration error: {100 * before.CalibrationError:F2} %, with the temperature {100 * after.CalibrationError:F2} %");

        static string Range(int bin) => string.Create(CultureInfo.InvariantCulture, $"{bin / 10.0:F1} to {(bin + 1) / 10.0:F1}");

        static string[] Cells(ConfidenceBin bin) => bin.Count == 0
            ? ["[grey].[/]", "", ""]
            : [.. ((FormattableString[])[$"{bin.Count}", $"{100 * bin.Confidence:F1} %", $"{100 * bin.Accuracy:F1} %"]).Select(FormattableString.Invariant)];
    }

    public void Export(string file)
    {
        console.WriteLine();
        WriteLine($"The weights are in {file}.");
    }

    public void Speed(Inference inference, bool hasHiddenLayer)
    {
        Table table = new Table().AddColumn("");
        table.AddColumn(new TableColumn("one at a time").RightAligned());
        table.AddColumn(new TableColumn($"batches of {inference.BatchSize}").RightAligned());
        table.AddRow("whole network: pixels to probabilities", Rate(inference.NetworkRowsPerSecond(1)), Rate(inference.NetworkRowsPerSecond(inference.BatchSize)));
        table.AddRow("head alone: logits to probabilities", Rate(inference.SoftmaxRowsPerSecond(1)), Rate(inference.SoftmaxRowsPerSecond(inference.BatchSize)));

        console.WriteLine();
        WriteLine($"Inference in rows/s, on one thread:");
        console.Write(table);
        if (hasHiddenLayer)
            WriteLine($"Most of the time goes to the hidden layer, which takes row after row.");

        static string Rate(double rowsPerSecond) => rowsPerSecond.ToString("N0", CultureInfo.InvariantCulture);
    }

    private static string Describe(Mistake mistake) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"predicted {mistake.Predicted}\ntrue class {mistake.Label}\np = {mistake.Probability:F4}\n");

    /// <summary>Draws a digit with two characters to a pixel, which makes pixels about square.</summary>
    private string Draw(ReadOnlySpan<float> pixels)
    {
        string shades = console.Profile.Capabilities.Unicode ? " ░▒▓█" : " .+#@";
        StringBuilder drawing = new();
        for (int i = 0; i < pixels.Length; i++)
        {
            char shade = shades[(int)MathF.Round(pixels[i] * (shades.Length - 1))];
            if (i > 0 && i % DigitData.Side == 0)
                drawing.Append('\n');

            drawing.Append(shade, 2);
        }

        return drawing.ToString();
    }

    private void WriteLine(FormattableString text) => console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
