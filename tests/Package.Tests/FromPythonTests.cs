using System.Diagnostics;

namespace SoftmaxGen.Package.Tests;

/// <summary>The Python functions in docs/from-python.md write what heads read.</summary>
public sealed class FromPythonTests : IDisposable
{
    private static readonly string Text = File.ReadAllText(TestFiles.InRepository("docs/from-python.md"));

    private readonly string _directory = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [PythonFact]
    public async Task Functions_pass_their_tests()
    {
        string functions = Path.Combine(_directory, "functions.py");
        IEnumerable<string> fences = MarkdownFence.Find(Text)
            .Where(fence => fence.Language == "python" && fence.Text.StartsWith("def ", StringComparison.Ordinal))
            .Select(fence => fence.Text);
        await File.WriteAllTextAsync(functions, string.Join("\n\n\n", fences));

        ProcessStartInfo start = new(
            "python3",
            ["-B", TestFiles.InRepository("tests/Package.Tests/Python/from_python_tests.py"), functions, TestFiles.InRepository("tests/Runtime.Tests/Classifiers/Data")])
        {
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        string report = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.True(process.ExitCode == 0, report);
        Assert.Contains("Ran 7 tests", report, StringComparison.Ordinal);
    }
}
