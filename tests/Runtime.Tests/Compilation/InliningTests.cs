using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using SoftmaxGen.Runtime.Tests.Accuracy.Functions;

namespace SoftmaxGen.Runtime.Tests.Compilation;

/// <summary>The just-in-time compiler inlines every step of every kernel, in vectors of every width.</summary>
/// <remarks>
/// Past its limits of locals and code size it refuses in silence: results stay the same, and a kernel takes several times as
/// long. The program of digests calls every member of a spread of heads, and names what was not inlined on the way.
/// </remarks>
public sealed partial class InliningTests
{
    private const string AskedNotTo = "noinline per IL/cached result";

    /// <summary>What is said of methods that do not ask to be inlined, or ask not to be.</summary>
    private static readonly string[] NotAsked = ["unprofitable inline", "too many il bytes", AskedNotTo, "does not return"];

    /// <summary>What is refused on purpose: the end of the kernel's name, the reason, and why it may be.</summary>
    private static readonly (int Bits, string Kernel, string Reason, string Why)[] OnPurpose =
    [
        (128, "Row128.SoftmaxBackward", "too many locals", "Without FMA an exact product of doubles takes many operations. Hardware without it is from before 2013."),
        (128, "", "cannot get method info", "Without FMA the fused multiply-add of a number is a call to the C library."),
    ];

    /// <summary>The shared pool, which the scratch of layers of many classes comes from: its members are virtual, and called once for a batch.</summary>
    private const string Pool = "System.Buffers.ArrayPool`1.";

    private static readonly string Digests = typeof(InliningTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "DigestsAssembly").Value!;

    /// <summary>The widths, and what to take away for each. Kernels of 128 bits are those of 256 but for the width: they run with the sweep.</summary>
    public static TheoryData<int, string> Widths
    {
        get
        {
            TheoryData<int, string> widths = new() { { 512, "" }, { 256, "DOTNET_EnableAVX512" } };
            if (SingleSweep.IsComplete)
                widths.Add(128, "DOTNET_EnableAVX2");
            return widths;
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task Kernels_inline_every_step(int bits, string missing)
    {
        string[] lines = await RunDigestsAsync(missing);
        Assert.StartsWith("# Vector512 ", lines[0], StringComparison.Ordinal);
        if (!lines[0].Contains($"Vector{bits} True", StringComparison.Ordinal))
            return;

        int header = Array.FindIndex(lines, line => line.EndsWith(" inlined", StringComparison.Ordinal));
        Assert.True(int.Parse(lines[header].Split(' ')[1], CultureInfo.InvariantCulture) > 10_000, lines[header]);

        string[] refusals = [.. lines.Skip(header + 1).Where(line => IsUnwanted(bits, line.Split('\t')))];
        Assert.True(refusals.Length == 0, string.Join('\n', refusals));
    }

    // The parts of a line are the method that was compiled, the caller, the callee and the reason.
    private static bool IsUnwanted(int bits, string[] parts) =>
        !parts[0].StartsWith("SoftmaxGen.Digests.HeadDigests`", StringComparison.Ordinal)
        && !parts[0].StartsWith("SoftmaxGen.Digests.DenseDigests`", StringComparison.Ordinal)
        && !parts[0].StartsWith("SoftmaxGen.Digests.RefusedInlining.", StringComparison.Ordinal)
        && !(parts[2].StartsWith(Pool, StringComparison.Ordinal) && parts[3] == "target not direct")
        && (!NotAsked.Contains(parts[3]) || (parts[3] != AskedNotTo && Step().IsMatch(parts[2])))
        && !OnPurpose.Any(one => one.Bits == bits && parts[0].EndsWith(one.Kernel, StringComparison.Ordinal) && parts[3] == one.Reason);

    // A step asks to be inlined, or not to be. Constructors of what it returns say nothing.
    [GeneratedRegex(@"^SoftmaxGen\.Runtime\.((Single|Double)(128|256|512)(\+\w+)?|LaneSums|DenseOrder)\.\w+$")]
    private static partial Regex Step();

    private static async Task<string[]> RunDigestsAsync(string missing)
    {
        ProcessStartInfo start = new("dotnet", [Digests, "--refused-inlining"]) { RedirectStandardOutput = true };

        // Everything is compiled once, with full optimisation, for the hardware but for what this test takes away.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("DOTNET_Enable", StringComparison.Ordinal)).ToArray())
            start.Environment.Remove(name);
        start.Environment["DOTNET_TieredCompilation"] = "0";
        if (missing.Length > 0)
            start.Environment[missing] = "0";
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return output.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
