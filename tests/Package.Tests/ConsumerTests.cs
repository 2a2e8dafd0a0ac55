using System.Diagnostics;

namespace SoftmaxGen.Package.Tests;

/// <summary>A new project, outside of the repository, restores the package from a folder, builds and runs.</summary>
public sealed class ConsumerTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly string _directory = Directory.CreateTempSubdirectory("SoftmaxGen.Package.Tests.").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task A_project_that_follows_the_readme_builds_without_a_warning_and_runs()
    {
        IReadOnlyList<MarkdownFence> fences = MarkdownFence.Find(TestFiles.Readme);
        string program = fences.First(fence => fence.Language == "csharp").Text;
        string reference = fences.First(fence => fence.Language == "xml").Text;
        Directory.CreateDirectory(Path.Combine(_directory, "feed"));
        File.Copy(TestFiles.Package, Path.Combine(_directory, "feed", Path.GetFileName(TestFiles.Package)));
        Write("Program.cs", program);
        Write("nuget.config", """
            <configuration>
              <packageSources>
                <clear />
                <add key="local" value="feed" />
              </packageSources>
            </configuration>
            """);
        Write("Consumer.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
            {reference}
            </Project>
            """);

        await DotnetAsync("build", "-c", "Release", "-warnaserror", "--disable-build-servers");
        string output = await DotnetAsync(Path.Combine("bin", "Release", "net10.0", "Consumer.dll"));

        Assert.Equal(Snippet.Claims(program), output.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'));
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_directory, name), text);

    private async Task<string> DotnetAsync(params string[] arguments)
    {
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments)
        {
            WorkingDirectory = _directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // The test itself runs inside of a build, whose settings are not this project's.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(name);
        start.Environment["NUGET_PACKAGES"] = Path.Combine(_directory, "packages");

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

        Assert.True(process.ExitCode == 0, $"dotnet {string.Join(' ', arguments)}\n{await output}{await error}");
        return await output;
    }
}
