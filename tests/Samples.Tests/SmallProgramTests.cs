using System.Diagnostics;

namespace SoftmaxGen.Samples.Tests;

/// <summary>The programs that always print the same.</summary>
public sealed class SmallProgramTests
{
    [Theory]
    [InlineData("Quickstart")]
    [InlineData("GenericMetric")]
    [InlineData("ConfidentLoss")]
    public async Task Program_prints_what_its_page_shows(string sample)
    {
        string page = await File.ReadAllTextAsync(Sample.File(sample, "README.md"));
        string output = await RunAsync(Path.Combine(AppContext.BaseDirectory, $"{sample}.dll"));

        Assert.Contains($"\n```\n{output}```\n", page.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    private static async Task<string> RunAsync(string program)
    {
        string host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        using Process process = Process.Start(new ProcessStartInfo(host, [program]) { RedirectStandardOutput = true })!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return output.ReplaceLineEndings("\n");
    }
}
