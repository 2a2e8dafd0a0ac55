using System.Text.RegularExpressions;

namespace SoftmaxGen.Package.Tests;

/// <summary>Heads that are compiled ahead of time have the bits of the just-in-time compiler, or the publish warns.</summary>
public sealed partial class AheadOfTimeTests(AheadOfTimeTests.RestoredProject restored) : IClassFixture<AheadOfTimeTests.RestoredProject>
{
    private const string Warning = "warning SMG100";

    private static readonly string[] Heads = ["Single10", "Double10", "SingleDense64x10"];

    [Trait(TestCategory.Name, TestCategory.Slow)]
    [LinkerFact]
    public async Task Head_published_ahead_of_time_has_the_same_bits()
    {
        using ConsumerProject project = new("<PublishAot>true</PublishAot>", hasOtherSources: true);
        foreach (string file in Directory.GetFiles(TestFiles.InRepository("tests/Digests"), "*.cs"))
            project.Write(Path.GetFileName(file), OfAFewHeads(File.ReadAllText(file)));

        // As an error the warning ends the publish before anything is compiled.
        (int exitCode, string output) = await project.TryDotnetAsync("publish", "-r", "linux-x64", "-warnaserror:SMG100");
        Assert.NotEqual(0, exitCode);
        Assert.Contains("error SMG100", output, StringComparison.Ordinal);

        Assert.DoesNotContain("SMG100", await project.DotnetAsync("publish", "-r", "linux-x64", "-p:IlcInstructionSet=x86-64-v3"), StringComparison.Ordinal);
        string justInTime = await project.DotnetAsync(Path.Combine("bin", "Release", "net10.0", "linux-x64", "Consumer.dll"));
        (exitCode, string aheadOfTime) = await project.RunAsync(project[Path.Combine("bin", "Release", "net10.0", "linux-x64", "publish", "Consumer")]);

        Assert.Equal(0, exitCode);
        Assert.Equal(Digests(justInTime), Digests(aheadOfTime));
    }

    [Trait(TestCategory.Name, TestCategory.Slow)]
    [Theory]
    [InlineData(true, "linux-x64", "")]
    [InlineData(true, "win-x64", "x86-64-v2")]
    [InlineData(true, "osx-x64", "avx,sse4.2")]
    [InlineData(false, "linux-x64", "x86-64-v3")]
    [InlineData(false, "linux-x64", "X86-64-V4")]
    [InlineData(false, "win-x64", "native")]
    [InlineData(false, "linux-x64", "aes; avx2")]
    [InlineData(false, "linux-arm64", "")]
    [InlineData(false, "linux-x64", "", "-p:NoWarn=SMG100")]
    [InlineData(false, "linux-x64", "", "-p:PublishAot=false")]
    public async Task Publish_without_fused_multiply_add_warns(bool warns, string runtime, string instructions, string option = "-p:Any=true")
    {
        // The target alone: what it comes before takes the compiler's package.
        (int exitCode, string output) = await restored.Project.TryDotnetAsync(
            "msbuild", "-t:WarnOfInstructionSet", $"-p:RuntimeIdentifier={runtime}", "-p:PublishAot=true", $"-p:IlcInstructionSet={Escaped(instructions)}", option);

        Assert.Equal(0, exitCode);
        Assert.Equal(warns, output.Contains(Warning, StringComparison.Ordinal));
        Assert.Equal(warns, output.Contains("x86-64-v3", StringComparison.Ordinal));
    }

    // CI compares the digests of all heads, compiled in every way from the sources.
    private static string OfAFewHeads(string source) => HeadOrItsDigests().Replace(source, static match => Heads.Contains(match.Groups["head"].Value) ? match.Value : "");

    [GeneratedRegex(@"\[SoftmaxHead[^\n]*\]\s+internal partial struct (?<head>\w+);|\w+Digests<(?<head>\w+), \w+>\.Write\(output\);")]
    private static partial Regex HeadOrItsDigests();

    // Commas and semicolons part properties.
    private static string Escaped(string property) => property.Replace(",", "%2C", StringComparison.Ordinal).Replace(";", "%3B", StringComparison.Ordinal);

    private static string[] Digests(string output)
    {
        string[] digests = [.. output.ReplaceLineEndings("\n").Split('\n').Where(line => line.Length > 0 && line[0] != '#')];
        Assert.True(digests.Length > 40, output);
        return digests;
    }

    /// <summary>A project with the package, restored once for all that is tried with it.</summary>
    public sealed class RestoredProject : IAsyncLifetime
    {
        internal ConsumerProject Project { get; } = new();

        public Task InitializeAsync() => Project.DotnetAsync("restore");

        public Task DisposeAsync()
        {
            Project.Dispose();
            return Task.CompletedTask;
        }
    }
}
