using System.Diagnostics;

namespace SoftmaxGen.Benchmarks;

/// <summary>Starts this program once more.</summary>
internal static class OwnProcess
{
    /// <summary>Runs it to its end and gives the lines that it wrote.</summary>
    public static IReadOnlyList<string> Run(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        string program = Environment.ProcessPath ?? throw new BenchmarkException("The program cannot find itself");
        ProcessStartInfo start = new(program) { RedirectStandardOutput = true };

        // Where there is no executable of its own, the process is the host, whose first argument is the program.
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
            start.ArgumentList.Add(typeof(OwnProcess).Assembly.Location);
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;

        using Process process = Process.Start(start) ?? throw new BenchmarkException("The program cannot start itself");
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output.Split('\n')
            : throw new BenchmarkException($"{string.Join(' ', arguments)} ended with code {process.ExitCode}");
    }
}
