using System.CommandLine;
using Spectre.Console;

namespace DigitClassifier;

/// <summary>Reads digits, trains a network on four fifths of them, and reports how it does on the rest.</summary>
internal static class Program
{
    // The split does not follow --seed: results for different settings are about the same test rows.
    public const int SplitSeed = 1998;
    public const int BatchSize = 32;

    public static int Main(string[] args)
    {
        TextWriter error = Console.Error;
        TextWriter output;
        try
        {
            output = Console.Out;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Fail(error, OutputProblem(e));
        }

        return Run(args, output, error);
    }

    /// <summary>Runs the sample; <see cref="Main"/> with the console as parameters.</summary>
    /// <returns>The exit code: 0, or 1 after one line on <paramref name="error"/>.</returns>
    /// <remarks>
    /// Where a reader of the output has seen enough and closes the pipe, as <c>head -1</c> does, that is no error: .NET drops
    /// the rest, and the run ends quietly. An output that cannot take more, as a full disk, is one.
    /// </remarks>
    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        // No response files: "--data @file" is the name of a file like any other.
        ParserConfiguration configuration = new() { ResponseFileTokenReplacer = null };
        try
        {
            ParseResult command = CommandLine
                .Create(settings => settings.Problem is { } problem ? Fail(error, problem) : TrainAndTest(settings, output))
                .Parse(args, configuration);

            // Without this check the library would write every error and then the whole help.
            if (command.Errors.Count > 0)
                return Fail(error, command.Errors[0].Message);

            int exitCode = command.Invoke(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
            output.Flush();
            return exitCode;
        }
        catch (Exception e) when (e is DataFileException or DivergedException)
        {
            return Fail(error, e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Every problem of the data file has become a DataFileException: what is left is the output.
            return Fail(error, OutputProblem(e));
        }
        catch (Exception e)
        {
            return Fail(error, $"unexpected {e.GetType().Name}: {e.Message}");
        }
    }

    private static string OutputProblem(Exception e) => $"cannot write the output: {e.Message}";

    private static int Fail(TextWriter error, string message)
    {
        try
        {
            // One line, whatever the name of a file has in it.
            error.WriteLine(string.Concat(message.Select(c => char.IsControl(c) ? '?' : c)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // There is nowhere left to say it; the exit code does.
        }

        return 1;
    }

    private static int TrainAndTest(Settings settings, TextWriter output)
    {
        IAnsiConsole console = CreateConsole(output);
        (DigitData training, DigitData test) = DigitFile.Load(settings.DataFile).Split(SplitSeed);
        console.WriteLine($"{training.Count} digits to train on, {test.Count} to test on");

        Random random = new(settings.Seed);
        Network network = new(DigitData.PixelCount, settings.Hidden, BatchSize, random);
        Trainer trainer = new(network, training, settings.Epochs, settings.Rate, random);
        HeldOut heldOut = new(training, settings);
        float largestLoss = 0;
        TrainingProgress.Show(console, settings.Epochs, epoch =>
        {
            float loss = Divergence.Check(trainer.RunEpoch(epoch), isLast: epoch == settings.Epochs - 1, settings.Rate);
            largestLoss = Math.Max(largestLoss, loss);
            heldOut.RunEpoch(epoch);
            return loss;
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
