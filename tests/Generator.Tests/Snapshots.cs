using System.Runtime.CompilerServices;
using System.Text;
using Xunit;

namespace SoftmaxGen.Generator.Tests;

/// <summary>
/// Compares generated files with the approved ones, in the format and under the file names of Verify.SourceGenerators:
/// <c>TestClass.TestMethod_parameters#File.g.verified.cs</c>.
/// </summary>
/// <remarks>
/// A file that is not as approved is left beside its snapshot as <c>.received.cs</c>. To approve all changes at once, run
/// the tests with the environment variable <c>SOFTMAXGEN_ACCEPT_SNAPSHOTS=1</c> and read what <c>git diff</c> shows.
/// </remarks>
internal static class Snapshots
{
    private static readonly bool IsAccepting = Environment.GetEnvironmentVariable("SOFTMAXGEN_ACCEPT_SNAPSHOTS") == "1";

    /// <summary>Compares all files of a run with the snapshots of the calling test.</summary>
    /// <param name="run">The run.</param>
    /// <param name="parameters">What tells the cases of a theory apart: <c>classes=10_element=float</c>.</param>
    /// <param name="method">The test method, which the compiler fills in.</param>
    /// <param name="sourceFile">The test's file, which has the name of its class; the compiler fills it in.</param>
    public static void Verify(GeneratorRun run, string? parameters = null, [CallerMemberName] string method = "", [CallerFilePath] string sourceFile = "") =>
        Verify(Files(run), Path.Combine(ProjectFiles.Directory, "Snapshots"), TestName(sourceFile, method, parameters), IsAccepting);

    /// <summary>The same without the kernels: only the user's own types, in the types and namespaces that contain them.</summary>
    public static void VerifyMembers(GeneratorRun run, string? parameters = null, [CallerMemberName] string method = "", [CallerFilePath] string sourceFile = "") =>
        Verify(
            run.Sources.Select(source => (source.HintName, GeneratedFile.WithoutKernels(source.SyntaxTree.GetRoot()).ToFullString())),
            Path.Combine(ProjectFiles.Directory, "Snapshots"),
            TestName(sourceFile, method, parameters),
            IsAccepting);

    /// <summary>Compares a text of C# with the snapshot of the calling test.</summary>
    /// <param name="name">What it is about, as its file is named.</param>
    /// <param name="text">The text.</param>
    /// <param name="advice">What to do where it is not as approved.</param>
    /// <param name="method">The test method, which the compiler fills in.</param>
    /// <param name="sourceFile">The test's file, which has the name of its class; the compiler fills it in.</param>
    public static void VerifyText(string name, string text, string advice, [CallerMemberName] string method = "", [CallerFilePath] string sourceFile = "") =>
        Verify([($"{name}.cs", text)], Path.Combine(ProjectFiles.Directory, "Snapshots"), TestName(sourceFile, method, parameters: null), IsAccepting, advice);

    /// <summary>The files of a run, whole.</summary>
    public static IEnumerable<(string HintName, string Text)> Files(GeneratorRun run) => run.Sources.Select(source => (source.HintName, source.SourceText.ToString()));

    public static void Verify(IEnumerable<(string HintName, string Text)> files, string directory, string test, bool accept = false, string advice = "")
    {
        Directory.CreateDirectory(directory);
        HashSet<string> stale = [.. Directory.EnumerateFiles(directory, $"{test}#*.verified.cs").Select(path => Path.GetFileName(path))];
        List<string> failures = [];
        foreach ((string hintName, string generated) in files)
        {
            string name = $"{test}#{Path.GetFileNameWithoutExtension(hintName)}";
            string verified = Path.Combine(directory, $"{name}.verified.cs");
            string received = Path.Combine(directory, $"{name}.received.cs");
            string text = $"//HintName: {hintName}\n{generated}".ReplaceLineEndings("\n");
            stale.Remove(Path.GetFileName(verified));
            if (File.Exists(verified) && File.ReadAllText(verified) == text)
            {
                File.Delete(received);
                continue;
            }

            // Verify writes a byte order mark too.
            File.WriteAllText(accept ? verified : received, text, Encoding.UTF8);
            if (accept)
                File.Delete(received);
            else
                failures.Add(received);
        }

        if (accept)
        {
            foreach (string name in stale)
                File.Delete(Path.Combine(directory, name));
            return;
        }

        Assert.True(
            failures.Count == 0 && stale.Count == 0,
            $"Not as approved: [{string.Join(", ", failures)}]. Approved but not generated: [{string.Join(", ", stale)}]. {advice}");
    }

    private static string TestName(string sourceFile, string method, string? parameters) =>
        $"{Path.GetFileNameWithoutExtension(sourceFile)}.{method}{(parameters is null ? "" : $"_{parameters}")}";
}
