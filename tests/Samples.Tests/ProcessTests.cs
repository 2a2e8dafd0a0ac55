using System.Diagnostics;
using System.IO.Compression;
using DigitClassifier;

namespace SoftmaxGen.Samples.Tests;

/// <summary>The program in a process of its own: exit codes, what comes on which stream, and how much memory it takes.</summary>
public sealed class ProcessTests : IDisposable
{
    /// <summary>Of the managed heap, in hexadecimal as the runtime reads it: 128 MiB. A file kept in memory would not fit.</summary>
    private const string HeapLimit = "8000000";

    private const long FileSize = 200_000_000;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string _directory = Directory.CreateTempSubdirectory("SoftmaxGen.Samples.Tests.").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [UnixTheory]
    [InlineData("/dev/zero", "/dev/zero(1,1): expected at most 4,096 characters in a line, found more")]
    [InlineData("/dev/null", "/dev/null(1,1): expected rows of 64 pixels and a label, found an empty file")]
    [InlineData("/", "/: this is a directory, not a file")]
    [InlineData("line\nfeed", "line?feed: there is no such file")]
    public async Task Run_on_unusable_data_ends_with_one_line_and_code_1(string file, string message) =>
        Assert.Equal((1, "", message + "\n"), await RunAsync("exec \"$@\"", "--data", file));

    [UnixFact]
    public async Task Run_on_a_large_file_ends_in_little_memory()
    {
        string path = Path.Combine(_directory, "large.csv");
        byte[] row = [.. Enumerable.Repeat("0,", 64).SelectMany(cell => cell).Select(c => (byte)c), (byte)'1', (byte)'\n'];
        using (FileStream file = File.Create(path))
        {
            while (file.Length < FileSize)
                file.Write(row);
        }

        Assert.Equal(
            (1, "", $"{path}(100001,1): expected at most 100,000 rows, found more\n"),
            await RunAsync("exec \"$@\"", "--data", path));
    }

    [UnixFact]
    public async Task Run_on_a_gzip_bomb_ends_in_little_memory()
    {
        string path = Path.Combine(_directory, "bomb.csv.gz");
        using (GZipStream gzip = new(File.Create(path), CompressionLevel.Fastest))
        {
            byte[] block = new byte[1 << 20];
            for (long written = 0; written < FileSize; written += block.Length)
                gzip.Write(block);
        }

        Assert.Equal(
            (1, "", $"{path}: expected at most 33,554,432 bytes, decompressed, found more\n"),
            await RunAsync("exec \"$@\"", "--data", path));
    }

    [UnixTheory]
    [InlineData("--epochs", "1")]
    [InlineData("--help")]
    public async Task Run_with_a_full_output_ends_with_one_line_and_code_1(params string[] args) =>
        Assert.Equal((1, "", "cannot write the output: No space left on device\n"), await RunAsync("exec \"$@\" >/dev/full", args));

    [UnixFact]
    public async Task Run_with_a_closed_output_ends_with_one_line_and_code_1()
    {
        (int exitCode, string output, string error) = await RunAsync("exec \"$@\" >&-", "--epochs", "1");

        Assert.Equal((1, ""), (exitCode, output));
        Assert.StartsWith("cannot write the output: ", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
    }

    [UnixFact]
    public async Task Run_whose_reader_has_gone_ends_quietly()
    {
        (int exitCode, string output, string error) = await RunAsync("{ \"$@\"; echo $? >&2; } | head -1", "--epochs", "1");

        Assert.Equal((0, "0\n"), (exitCode, error));
        Assert.Single(output.TrimEnd('\n').Split('\n'));
    }

    [UnixTheory]
    [InlineData("2>/dev/full")]
    [InlineData("2>&-")]
    public async Task Run_that_cannot_write_an_error_ends_with_its_code(string redirection) =>
        Assert.Equal((1, "", ""), await RunAsync($"exec \"$@\" {redirection}", "--rate", "-1"));

    /// <summary>Runs a line of shell in which <c>"$@"</c> is the program with its arguments.</summary>
    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(string script, params string[] args)
    {
        string host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        ProcessStartInfo start = new("/bin/sh", ["-c", script, "sh", host, typeof(Program).Assembly.Location, .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_GCHeapHardLimit"] = HeapLimit;

        using Process process = Process.Start(start)!;
        using CancellationTokenSource timeout = new(Patience);
        Task<string> output = process.StandardOutput.ReadToEndAsync(timeout.Token);
        Task<string> error = process.StandardError.ReadToEndAsync(timeout.Token);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return (process.ExitCode, await output, await error);
    }
}
