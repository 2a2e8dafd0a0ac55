using System.Diagnostics;

namespace SoftmaxGen.Package.Tests;

/// <summary>A test that runs Python; skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PythonFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> Lacking = new(FindLacking);

    public PythonFactAttribute() => Skip = Lacking.Value;

    private static string? FindLacking()
    {
        const string Reason = "There is no python3 of version 3.8 or later.";
        try
        {
            using Process process = Process.Start("python3", ["-c", "import sys; sys.exit(sys.version_info < (3, 8))"]);
            process.WaitForExit();
            return process.ExitCode == 0 ? null : Reason;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return Reason;
        }
    }
}
