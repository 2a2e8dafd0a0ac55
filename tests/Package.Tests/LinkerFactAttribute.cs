using System.Runtime.InteropServices;

namespace SoftmaxGen.Package.Tests;

/// <summary>A test that compiles ahead of time. It is skipped where that takes more than the SDK and the machine does not have it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinkerFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> Lacking = new(FindLacking);

    public LinkerFactAttribute() => Skip = Lacking.Value;

    private static string? FindLacking()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
            return "The test publishes for linux-x64 and runs what it gets.";
        if (!HasProgram("clang") && !HasProgram("gcc"))
            return "There is no C linker, neither clang nor gcc.";

        using ConsumerProject project = new("<PublishAot>true</PublishAot>", hasOtherSources: true);
        (int exitCode, _) = project.TryDotnetAsync("restore", "-r", "linux-x64").GetAwaiter().GetResult();
        return exitCode == 0 ? null : "The package of the ahead-of-time compiler cannot be restored.";
    }

    private static bool HasProgram(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(directory => File.Exists(Path.Combine(directory, name)));
}
