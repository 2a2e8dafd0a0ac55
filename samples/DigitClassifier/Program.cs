using System.CommandLine;
using Spectre.Console;

namespace DigitClassifier;

/// <summary>Reads digits, trains a network on four fifths of them, and reports how it does on the rest.</summary>
internal static class Program
{
    // The split does not follow --seed: results for different settings are about the same test rows.
    public const int SplitSeed = 1998;
    public const int BatchSize = 32;

    public static int Main(string[] args) => Run(args, Console.Out, Console.Error);

    /// <summary>Runs the sample; <see cref="Main"/> with the console as parameters.</summary>
    /// <returns>The exit code: 0, or 1 after one line on <paramref name="error"/>.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        // No response files: "--data @file" is the name of a file like any other.
        ParserConfiguration configuration = new() { ResponseFileTokenReplacer = null };
        ParseResult command = CommandLine.Create(settings => TrainAndTest(settings, output)).Parse(args, configuration);
        try
        {
            // Without this check the library would write every error and then the whole help.
            if (command.Errors.Count > 0)
            {
                error.WriteLine(command.Errors[0].Message);
                return 1;
            }

            return command.Invoke(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
        }
        catch (Exception e) when (e is DataFileException or DivergedException)
        {
            error.WriteLine(e.Message);
            return 1;
        }
    }

    private static int TrainAndTest(Settings settings, TextWriter output)
    {
        IAnsiConsole console = CreateConsole(output);
        (DigitData training, DigitData test) = DigitFile.Load(settings.DataFile).Split(SplitSeed);
        console.WriteLine($"{training.Count} digits to train on, {test.Count} to test on");

        Random random = new(settings.Seed);
        Network network = new(DigitData.PixelCount, settings.Hidden, BatchSize, random);
        Trainer trainer = new(network, training, settings.Epochs, settings.Rate, random);
        TrainingProgress.Show(console, settings.Epochs, epoch => RequireFinite(trainer.RunEpoch(epoch), settings.Rate));

        Evaluation evaluation = new(network, test);
        RequireFinite(evaluation.Loss, settings.Rate);

        Report report = new(console);
        report.Accuracy(evaluation);
        report.ConfusionMatrix(evaluation);
        report.Mistakes(evaluation);

        Inference inference = new(network, test);
        report.Speed(inference.RowsPerSecond(BatchSize), BatchSize, inference.RowsPerSecond(1));
        return 0;
    }

    private static float RequireFinite(float loss, float rate) =>
        float.IsFinite(loss) ? loss : throw new DivergedException(rate);

    private static IAnsiConsole CreateConsole(TextWriter output)
    {
        AnsiConsoleOutput target = new(output);
        return AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = target,

            // Left to itself the library goes by TERM and writes escape sequences into files and pipes too.
            Ansi = target.IsTerminal ? AnsiSupport.Detect : AnsiSupport.No,
        });
    }
}
