using System.Diagnostics;

namespace SoftmaxGen.Package.Tests;

/// <summary>A new project, outside of the repository, that refers to the package.</summary>
internal sealed class ConsumerProject : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly string _directory = Directory.CreateTempSubdirectory("SoftmaxGen.Package.Tests.").FullName;

    /// <param name="properties">Lines of the project file.</param>
    /// <param name="hasOtherSources">Whether packages may come from the machine's own sources too.</param>
    public ConsumerProject(string properties = "", bool hasOtherSources = false)
    {
        Directory.CreateDirectory(Path.Combine(_directory, "feed"));
        File.Copy(TestFiles.Package, Path.Combine(_directory, "feed", Path.GetFileName(TestFiles.Package)));
        Write("nuget.config", $"""
            <configuration>
              <packageSources>
                {(hasOtherSources ? "" : "<clear />")}
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
                {properties}
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="SoftmaxGen" Version="{TestFiles.Version}" />
              </ItemGroup>
            </Project>
            """);
    }

    /// <summary>The full path of a file of the project.</summary>
    public string this[string file] => Path.Combine(_directory, file);

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    public void Write(string name, string text) => File.WriteAllText(this[name], text);

    /// <summary>Runs a command of the SDK, which must succeed.</summary>
    /// <returns>What it prints.</returns>
    public async Task<string> DotnetAsync(params string[] arguments)
    {
        (int exitCode, string output) = await TryDotnetAsync(arguments);
        Assert.True(exitCode == 0, $"dotnet {string.Join(' ', arguments)}\n{output}");
        return output;
    }

    /// <summary>Runs a command of the SDK.</summary>
    public Task<(int ExitCode, string Output)> TryDotnetAsync(params string[] arguments) =>
        RunAsync(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments);

    /// <summary>Runs a program.</summary>
    public async Task<(int ExitCode, string Output)> RunAsync(string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = _directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // The test itself runs inside of a build, whose settings are not this project's.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(name);

        // The package is unpacked here; others may have been unpacked before, where no older one of this is.
        string unpacked = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        if (Directory.Exists(unpacked) && !Directory.Exists(Path.Combine(unpacked, "softmaxgen")))
            start.Environment["NUGET_FALLBACK_PACKAGES"] = unpacked;
        start.Environment["NUGET_PACKAGES"] = this["packages"];

        // The SDK builds programs of one file in a directory of the user, on Unix below this one.
        start.Environment["XDG_DATA_HOME"] = Directory.CreateDirectory(this["data"]).FullName;

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

        return (process.ExitCode, await output + await error);
    }
}
