using System.Globalization;
using Spectre.Console;

namespace DigitClassifier;

/// <summary>Reads digits, trains a network on four fifths of them, and reports how it does on the rest.</summary>
internal static class Program
{
    // The split does not follow --seed: results for different settings are about the same test rows.
    public const int SplitSeed = 1998;
    public const int BatchSize = 32;

    public static int Main(string[] args) => Application.RunOnConsole(args, Run);

    /// <summary>Runs the sample; <see cref="Main"/> with the console as parameters.</summary>
    public static int Run(string[] args, TextWriter output, TextWriter error) =>
        Application.Run(CommandLine.Create(settings => TrainAndTest(settings, output)), args, output, error);

    private static int TrainAndTest(Settings settings, TextWriter output)
    {
        if (settings.Problem is { } problem)
            throw new UserException(problem);

        IAnsiConsole console = Application.CreateConsole(output);
        (DigitData training, DigitData test) = DigitFile.Load(settings.DataFile).Split(SplitSeed);
        console.WriteLine($"{training.Count} digits to train on, {test.Count} to test on");

        Random random = new(settings.Seed);
        Network network = new(DigitData.PixelCount, settings.Hidden, BatchSize, random);
        Trainer trainer = new(network, training, settings.Epochs, settings.Rate, random);
        HeldOut heldOut = new(training, settings);
        float largestLoss = 0;
        TrainingProgress.Show(console, 0, settings.Epochs, epoch =>
        {
            float loss = Divergence.Check(trainer.RunEpoch(epoch), isLast: epoch == settings.Epochs - 1, settings.Rate);
            largestLoss = Math.Max(largestLoss, loss);
            heldOut.RunEpoch(epoch);
            return string.Create(CultureInfo.InvariantCulture, $"training loss {loss:F4}");
        });

        Evaluation evaluation = new(network, test);
        Divergence.CheckEnd(evaluation.Loss, largestLoss, evaluation.Accuracy, settings.Rate);
        Report report = new(console);
        report.Accuracy(evaluation);
        report.ConfusionMatrix(evaluation);
        report.Mistakes(evaluation);
        report.Calibration(evaluation, heldOut);
        if (settings.ExportFile is { } file)
        {
            WeightsFile.Save(file, network.Output, settings, training, evaluation);
            report.Export(file);
        }

        report.Speed(new Inference(network, test), hasHiddenLayer: settings.Hidden > 0);
        return 0;
    }
}
