using System.Diagnostics;

namespace SoftmaxGen.Package.Tests;

/// <summary>The pictures of docs/losses.md.</summary>
public sealed class LossPicturesTests : IDisposable
{
    private static readonly string Text = File.ReadAllText(TestFiles.InRepository("docs/losses.md"));

    private readonly string _directory = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [PythonFact]
    public async Task Pictures_are_what_the_script_draws()
    {
        ProcessStartInfo start = new("python3", ["-B", TestFiles.InRepository("docs/losses/draw.py"), _directory]) { RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        string errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.True(process.ExitCode == 0, errors);
        Assert.Equal(Pictures(TestFiles.InRepository("docs/losses")), Pictures(_directory));
    }

    [Fact]
    public void Every_picture_is_shown() =>
        Assert.Equal(
            Pictures(TestFiles.InRepository("docs/losses")).Select(picture => $"losses/{picture.Name}"),
            TestFiles.Links(Text).Where(link => link.EndsWith(".svg", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    private static IEnumerable<(string Name, string Text)> Pictures(string directory) =>
        Directory.GetFiles(directory, "*.svg").Order(StringComparer.Ordinal).Select(file => (Path.GetFileName(file), File.ReadAllText(file)));
}
