using System.Diagnostics;
using DigitClassifier;

namespace DistributedTraining.Cluster;

/// <summary>A silo in a process of its own on this machine, which ends with this one.</summary>
internal sealed class SiloProcess : IDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan EndTime = TimeSpan.FromSeconds(5);

    private readonly Process _process;

    private SiloProcess(Process process) => _process = process;

    public int Id => _process.Id;

    /// <summary>Starts a silo, and waits until it is a member of the cluster.</summary>
    /// <param name="options">Which cluster it joins, as options of the command line.</param>
    public static async Task<SiloProcess> StartAsync(params string[] options)
    {
        // Under "dotnet program.dll" this process is dotnet, and needs the name of the program.
        string host = Environment.ProcessPath!;
        string program = typeof(SiloProcess).Assembly.Location;
        string[] prefix = Path.GetFileNameWithoutExtension(host) == Path.GetFileNameWithoutExtension(program) ? [] : ["exec", program];
        ProcessStartInfo start = new(host, [.. prefix, CommandLine.SiloVerb, CommandLine.ChildOption, .. options])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Process process = Process.Start(start)!;
        SiloProcess silo = new(process);
        try
        {
            // It says where it is when it is there.
            string? line = await process.StandardOutput.ReadLineAsync().WaitAsync(StartTime);
            if (line is not null)
                return silo;

            string error = await process.StandardError.ReadToEndAsync();
            throw new UserException($"--silos: a silo has not started: {error.Trim()}");
        }
        catch
        {
            silo.Dispose();
            throw;
        }
    }

    /// <summary>Has the silo leave the cluster. Where it went without a word, the others would wait for its answers as they end.</summary>
    public void End() => _process.StandardInput.Close();

    /// <summary>Waits for the end of the process, not for ever. It also ends when this process dies, as its input does then.</summary>
    public void Dispose()
    {
        End();
        if (!_process.WaitForExit(EndTime))
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}
