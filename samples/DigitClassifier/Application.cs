using System.CommandLine;
using Spectre.Console;

namespace DigitClassifier;

/// <summary>Runs the command of a sample. Whatever goes wrong is one line on the error stream, and exit code 1.</summary>
internal static class Application
{
    /// <summary>Runs on the console.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="run">The same with the output and the error stream as parameters.</param>
    public static int RunOnConsole(string[] args, Func<string[], TextWriter, TextWriter, int> run)
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

        return run(args, output, error);
    }

    /// <summary>Parses the command line and runs the command.</summary>
    /// <returns>The exit code: that of the command, or 1 after one line on <paramref name="error"/>.</returns>
    /// <remarks>
    /// Where a reader of the output has seen enough and closes the pipe, as <c>head -1</c> does, that is no error: .NET drops
    /// the rest, and the run ends quietly. An output that cannot take more, as a full disk, is one.
    /// </remarks>
    public static int Run(RootCommand command, string[] args, TextWriter output, TextWriter error)
    {
        // No response files: "--data @file" is the name of a file like any other.
        ParserConfiguration configuration = new() { ResponseFileTokenReplacer = null };
        try
        {
            ParseResult result = command.Parse(args, configuration);

            // Without this check the library would write every error and then the whole help.
            if (result.Errors.Count > 0)
                return Fail(error, result.Errors[0].Message);

            int exitCode = result.Invoke(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
            output.Flush();
            return exitCode;
        }
        catch (UserException e)
        {
            return Fail(error, e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Every problem of another file has become a UserException: what is left is the output.
            return Fail(error, OutputProblem(e));
        }
        catch (Exception e)
        {
            return Fail(error, $"unexpected {e.GetType().Name}: {e.Message}");
        }
    }

    /// <summary>Makes a console that writes colours and bars to a terminal, and plain lines to anything else.</summary>
    public static IAnsiConsole CreateConsole(TextWriter output)
    {
        AnsiConsoleOutput target = new(output);
        return AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = target,

            // Left to itself the library goes by TERM and writes escape sequences into files and pipes too.
            Ansi = target.IsTerminal ? AnsiSupport.Detect : AnsiSupport.No,
        });
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
}
