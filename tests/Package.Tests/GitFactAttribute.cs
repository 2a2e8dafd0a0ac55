using System.Diagnostics;

namespace SoftmaxGen.Package.Tests;

/// <summary>A test that clones the repository; skipped where there is no git, or where the sources are no clone.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class GitFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> Lacking = new(FindLacking);

    public GitFactAttribute() => Skip = Lacking.Value;

    private static string? FindLacking()
    {
        const string Reason = "There is no git, or the sources are not in a repository of it.";
        try
        {
            using Process process = Process.Start(new ProcessStartInfo("git", ["-C", TestFiles.InRepository(""), "rev-parse", "--verify", "HEAD"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0 ? null : Reason;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return Reason;
        }
    }
}
