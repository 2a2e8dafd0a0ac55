using System.CommandLine;

namespace EmbeddedClassifier;

/// <summary>Reads digits, and prints what they are.</summary>
internal static class Program
{
    /// <summary>Gets the digits that come with the sample.</summary>
    public static string SampleFile => Path.Combine(AppContext.BaseDirectory, "data", "test-digits.csv");

    public static int Main(string[] args)
    {
        try
        {
            // The output first: opened behind another stream, a closed one would be that stream.
            TextWriter output = Console.Out;
            using StreamReader input = new(Console.OpenStandardInput());
            return Run(args, input, Console.IsInputRedirected, output, Console.Error);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Fail(Console.Error, OutputProblem(e));
        }
    }

    /// <summary>Runs the sample; <see cref="Main"/> with the console as parameters.</summary>
    /// <returns>The exit code: 0, or 1 after one line on <paramref name="error"/>.</returns>
    public static int Run(string[] args, TextReader input, bool isInputRedirected, TextWriter output, TextWriter error)
    {
        // No response files: "@file" is the name of a file like any other.
        ParserConfiguration configuration = new() { ResponseFileTokenReplacer = null };
        try
        {
            ParseResult command = CommandLine.Create(settings => Classify(settings, input, isInputRedirected, output, error)).Parse(args, configuration);

            // Without this check the library would write every error and then the whole help.
            return command.Errors.Count > 0
                ? Fail(error, command.Errors[0].Message)
                : command.Invoke(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
        }
        catch (InputException e)
        {
            return Fail(error, e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Problems of the input are an InputException: what is left is the output.
            return Fail(error, OutputProblem(e));
        }
    }

    private static int Classify(Settings settings, TextReader input, bool isInputRedirected, TextWriter output, TextWriter error)
    {
        IReadOnlyList<string> files = settings.Files;
        if (files.Count == 0 && isInputRedirected)
        {
            files = ["-"];
        }
        else if (files.Count == 0)
        {
            // Whoever starts the sample to see what it does need not type 64 numbers.
            error.WriteLine($"These are the digits in {SampleFile}; --help says how to classify others.");
            files = [SampleFile];
        }

        Classifier classifier = new(settings.Top, settings.Reject);
        int count = 0;
        foreach (string file in files)
        {
            using StreamReader? opened = file == "-" ? null : Open(file);
            DigitReader digits = new(opened ?? input, Name(file));
            for (; digits.Read(); count++)
            {
                if (settings.IsTimed)
                {
                    output.WriteLine(Timing.Measure(digits.Pixels));
                    return 0;
                }

                output.WriteLine(classifier.Describe(digits.Pixels));
            }
        }

        if (count == 0)
            error.WriteLine($"There are no digits in {string.Join(", ", files.Select(Name))}; --help says what a digit is.");

        output.Flush();
        return 0;
    }

    private static string Name(string file) => file == "-" ? "standard input" : file;

    private static StreamReader Open(string path)
    {
        try
        {
            return new StreamReader(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException(path, "there is no such file");
        }
        catch (UnauthorizedAccessException)
        {
            throw new InputException(path, Directory.Exists(path) ? "this is a directory, not a file" : "access is denied");
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new InputException(path, "this is not the name of a file");
        }
        catch (IOException e)
        {
            throw new InputException(path, e.Message);
        }
    }

    private static string OutputProblem(Exception e) => $"cannot write the output: {e.Message}";

    private static int Fail(TextWriter error, string message)
    {
        try
        {
            // One line, whatever the input or the name of a file has in it.
            error.WriteLine(string.Concat(message.Select(c => char.IsControl(c) ? '?' : c)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // There is nowhere left to say it; the exit code does.
        }

        return 1;
    }
}
