using System.Diagnostics;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;

namespace SoftmaxGen.Package.Tests;

/// <summary>Debuggers find the sources of an assembly by its symbols, and the same commit gives the same bytes in any directory.</summary>
/// <remarks>
/// The smallest project of the package stands for all: the settings are those of Directory.Build.props. That the package is
/// packed where the sources come from elsewhere, and there is nothing to link to, every other test of this project shows.
/// </remarks>
[Trait(TestCategory.Name, TestCategory.Slow)]
public sealed class SourceLinkTests : IDisposable
{
    private const string Project = "src/Attributes";

    private static readonly Guid SourceLinkKind = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");

    private readonly string _directory = Directory.CreateTempSubdirectory("SoftmaxGen.Package.Tests.").FullName;

    public void Dispose()
    {
        // Git makes its objects read-only, which keeps Windows from deleting them.
        foreach (string file in Directory.EnumerateFiles(_directory, "*", SearchOption.AllDirectories))
            File.SetAttributes(file, FileAttributes.Normal);
        Directory.Delete(_directory, recursive: true);
    }

    [GitFact]
    public async Task Symbols_link_to_the_commit_and_clones_give_the_same_bytes()
    {
        byte[][] assemblies = await Task.WhenAll(BuildAsync("first", TestFiles.RepositoryUrl), BuildAsync("second", $"{TestFiles.RepositoryUrl}.git"));
        string commit = (await RunAsync("git", "-C", Path.Combine(_directory, "first"), "rev-parse", "HEAD")).Trim();

        string raw = TestFiles.RepositoryUrl.Replace("https://github.com/", "https://raw.githubusercontent.com/", StringComparison.Ordinal);
        Assert.Equal($$$"""{"documents":{"/_/*":"{{{raw}}}/{{{commit}}}/*"}}""", SourceLink(assemblies[0]));
        Assert.Equal(assemblies[0], assemblies[1]);
    }

    /// <summary>Clones the repository, says where it came from, and builds as a build server does.</summary>
    private async Task<byte[]> BuildAsync(string clone, string origin)
    {
        string directory = Path.Combine(_directory, clone);
        await RunAsync("git", "clone", "--quiet", "--shared", TestFiles.InRepository(""), directory);
        await RunAsync("git", "-C", directory, "remote", "set-url", "origin", origin);
        await RunAsync(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            "build", Path.Combine(directory, Project), "-c", "Release", "-warnaserror", "-p:ContinuousIntegrationBuild=true", "--disable-build-servers");
        return await File.ReadAllBytesAsync(Path.Combine(directory, Project, "bin", "Release", "netstandard2.0", "SoftmaxGen.Attributes.dll"));
    }

    private static string SourceLink(byte[] assembly)
    {
        using PEReader reader = new(new MemoryStream(assembly));
        DebugDirectoryEntry embedded = reader.ReadDebugDirectory().Single(item => item.Type == DebugDirectoryEntryType.EmbeddedPortablePdb);
        using MetadataReaderProvider provider = reader.ReadEmbeddedPortablePdbDebugDirectoryData(embedded);
        MetadataReader symbols = provider.GetMetadataReader();
        return symbols.GetCustomDebugInformation(EntityHandle.ModuleDefinition)
            .Select(symbols.GetCustomDebugInformation)
            .Where(information => symbols.GetGuid(information.Kind) == SourceLinkKind)
            .Select(information => Encoding.UTF8.GetString(symbols.GetBlobBytes(information.Value)))
            .Single();
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };

        // The test itself runs inside of a build, whose settings are not this one's.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(name);
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}\n{await output}{await error}");
        return await output;
    }
}
