using System.Globalization;
using DistributedTraining;

namespace SoftmaxGen.Samples.Tests.Distributed;

/// <summary>Runs the program in this process.</summary>
internal static class ProgramRun
{
    public static (int ExitCode, string Output, string Error) Run(params string[] args)
    {
        using StringWriter output = new(CultureInfo.InvariantCulture);
        using StringWriter error = new(CultureInfo.InvariantCulture);
        int exitCode = Program.Run(args, output, error);
        return (exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Checks that a run has ended with code 1 and one line of words that were meant for the user.</summary>
    public static void AssertOneLine((int ExitCode, string Output, string Error) result)
    {
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.NotEmpty(Assert.Single(result.Error.TrimEnd().Split('\n')));
        Assert.DoesNotContain("unexpected", result.Error, StringComparison.Ordinal);
    }
}
