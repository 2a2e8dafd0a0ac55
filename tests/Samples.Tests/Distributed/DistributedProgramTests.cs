using System.CommandLine;
using System.Globalization;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using System.Text.RegularExpressions;
using DistributedTraining;

namespace SoftmaxGen.Samples.Tests.Distributed;

public sealed partial class DistributedProgramTests : IDisposable
{
    // Rows and steps as of the digests of silos.
    private static readonly string[] Training = ["--rows", "6000", "--batch", "2000", "--seed", "5", "--shards", "64"];

    private readonly string _directory = Directory.CreateTempSubdirectory("SoftmaxGen.Samples.Tests.").FullName;
    private readonly string _checkpoint;

    public DistributedProgramTests() => _checkpoint = Path.Combine(_directory, "checkpoint.json");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Help_explains_every_option()
    {
        RootCommand command = CommandLine.Create((_) => Task.FromResult(0), (_, _, _) => Task.FromResult(0));
        AssertHelp(command, "--problem", "--rows", "--shards", "--block", "--batch", "--epochs", "--seed", "--rate", "--silos", "--redis", "--address", "--port", "--checkpoint", "--resume", "--delay", "silo");
        Command silo = Assert.Single(command.Subcommands, subcommand => subcommand.Name == CommandLine.SiloVerb);
        AssertHelp(silo, "--redis", "--primary", "--address", "--port", "--delay");
    }

    [Theory]
    [InlineData("--problem: expected digits or 784x10 or 2048x1000, found 'mnist'", "--problem", "mnist")]
    [InlineData("--rows: expected a whole number from 1 to 100000000, found '0'", "--rows", "0")]
    [InlineData("--shards: expected a whole number from 1 to 65536, found '65537'", "--shards", "65537")]
    [InlineData("--shards: expected at most as many as rows, 63, found 64", "--rows", "63")]
    [InlineData("--block: expected a whole number from 1 to 65536, found '0'", "--block", "0")]
    [InlineData("--block: expected a power of two, found 6", "--block", "6")]
    [InlineData("--batch: expected a whole number from 1 to 100000000, found '2e4'", "--batch", "2e4")]
    [InlineData("--batch: expected at least as many rows as shards, 64, found 1", "--batch", "1")]
    [InlineData("--rows: expected at most 2739137 in 1 shards, found 100000000", "--problem", "784x10", "--rows", "100000000", "--shards", "1")]
    [InlineData("--epochs: expected a whole number from 1 to 10000, found '0'", "--epochs", "0")]
    [InlineData("--seed: expected a whole number from 0 to 2147483647, found '-1'", "--seed", "-1")]
    [InlineData("--rate: expected a number greater than 0, found 'NaN'", "--rate", "NaN")]
    [InlineData("--silos: expected a whole number from 0 to 64, found '65'", "--silos", "65")]
    [InlineData("--redis: expected HOST:PORT, found 'localhost'", "--redis", "localhost")]
    [InlineData("--redis: expected HOST:PORT, found ':6379'", "--redis", ":6379")]
    [InlineData("--redis: expected HOST:PORT, found 'localhost:0'", "--redis", "localhost:0")]
    [InlineData("--redis: expected HOST:PORT, found 'localhost:65536'", "--redis", "localhost:65536")]
    [InlineData("--redis: expected HOST:PORT, found 'localhost:+1'", "--redis", "localhost:+1")]
    [InlineData("--address: expected an IP address, found 'localhost'", "--address", "localhost")]
    [InlineData("--port: expected a whole number from 0 to 65535, found '65536'", "--port", "65536")]
    [InlineData("--checkpoint: expected the name of a file, found ''", "--checkpoint", "")]
    [InlineData("--delay: expected a whole number from 0 to 10000, found '-1'", "--delay", "-1")]
    [InlineData("none.json: there is no checkpoint to resume from", "--resume", "--checkpoint", "none.json")]
    [InlineData("silo: expected --redis or --primary, the cluster to join", "silo")]
    [InlineData("silo: expected --redis or --primary, the cluster to join", "silo", "--redis", "localhost:6379", "--primary", "127.0.0.1:11111")]
    [InlineData("--redis: expected HOST:PORT, found '6379'", "silo", "--redis", "6379")]
    [InlineData("--primary: expected IP:PORT, found '127.0.0.1'", "silo", "--primary", "127.0.0.1")]
    [InlineData("--primary: expected IP:PORT, found '127.0.0.1:0'", "silo", "--primary", "127.0.0.1:0")]
    [InlineData("--primary: expected IP:PORT, found 'localhost:11111'", "silo", "--primary", "localhost:11111")]
    [InlineData("--primary: expected IP:PORT, found '::1'", "silo", "--primary", "::1")]
    [InlineData("--address: expected an IP address, found 'here'", "silo", "--primary", "127.0.0.1:11111", "--address", "here")]
    public void Bad_value_gets_one_line_and_code_1(string message, params string[] args) =>
        Assert.Equal((1, "", message + Environment.NewLine), ProgramRun.Run(args));

    [Theory]
    [InlineData("--epochs")]
    [InlineData("--primary", "127.0.0.1:11111")]
    [InlineData("train")]
    [InlineData("silo", "--rows", "5", "--redis", "localhost:6379")]
    [InlineData("--rows", "0", "--shards", "0")]
    public void Command_line_that_is_bad_gets_one_line_and_code_1(params string[] args) => ProgramRun.AssertOneLine(ProgramRun.Run(args));

    [Fact]
    public void Run_on_threads_reports_the_accuracy_the_chart_and_the_digest()
    {
        (int exitCode, string output, string error) = Train("--silos", "0");

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains("6,000 rows in 64 shards, 3 steps an epoch, on the threads of this process", output, StringComparison.Ordinal);
        Assert.Equal(10, Regex.Count(output, @"^Epoch \d+/10, training loss \d\.\d{4}, [\d,]+ rows/s\r?$", RegexOptions.Multiline));
        Assert.Contains("Training loss by epoch", output, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^ 1 +█{20,} \d\.\d+ *\r?$", output);
        Assert.Equal(10, Regex.Count(output, @"^ ?\d+ +█* ?\d\.\d+ *\r?$", RegexOptions.Multiline));
        Match accuracy = AccuracyLine().Match(output);
        Assert.True(accuracy.Success, output);
        Assert.InRange(double.Parse(accuracy.Groups["percent"].Value, CultureInfo.InvariantCulture), 85, 100);
        Assert.DoesNotContain('\e', output);
        Assert.DoesNotContain("silo was lost", output, StringComparison.Ordinal);
    }

    /// <summary>The digest and the accuracy of samples/DistributedTraining/README.md.</summary>
    [Trait(TestCategory.Name, TestCategory.Slow)]
    [Fact]
    public void Run_without_options_has_the_weights_of_the_page()
    {
        (int exitCode, string output, string error) = ProgramRun.Run("--silos", "0", "--checkpoint", _checkpoint);

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains("Test accuracy: 96.7 %", output, StringComparison.Ordinal);

        // Without fused multiply-add the last bits of each step differ.
        if (Fma.IsSupported || AdvSimd.IsSupported)
            Assert.Equal("6545c453726c1cf9", Digest(output));
    }

    [Fact]
    public async Task Run_on_one_silo_has_the_digest_of_threads()
    {
        (int exitCode, string output, string error) = Train("--silos", "1");

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Matches(@"on 1 silo:\r?\n  127\.0\.0\.1:\d+ has 8 of 8 blocks of shards", output);
        Assert.Equal(await TrainingRun.ThreadedDigestAsync(64), Digest(output));
        Assert.Equal(Digest(output), Digest(Train("--silos", "0").Output));
    }

    /// <summary>The second silo is a process, which ends with the run.</summary>
    [Trait(TestCategory.Name, TestCategory.Slow)]
    [Fact]
    public async Task Run_on_a_second_process_has_the_digest_of_threads()
    {
        (int exitCode, string output, string error) = Train("--silos", "2", "--block", "4");

        Assert.Equal((0, ""), (exitCode, error));
        Assert.True(Regex.IsMatch(output, @"on 2 silos:(\r?\n  127\.0\.0\.1:\d+ has 8 of 16 blocks of shards){2}\r?\n"), output);
        Assert.Equal(await TrainingRun.ThreadedDigestAsync(64), Digest(output));
    }

    [Fact]
    public void Run_that_goes_on_from_a_checkpoint_has_the_digest_of_one_without_a_break()
    {
        string whole = Train("--silos", "0").Output;
        Train("--silos", "0", "--epochs", "3");

        (int exitCode, string output, string error) = Train("--silos", "0", "--resume");

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Equal(Digest(whole), Digest(output));
        Assert.DoesNotContain("Epoch 3/10", output, StringComparison.Ordinal);
        Assert.Contains("Epoch 4/10", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_from_a_checkpoint_that_is_at_the_end_reports_it()
    {
        string whole = Train("--silos", "0", "--epochs", "2").Output;

        (int exitCode, string output, string error) = Train("--silos", "0", "--epochs", "2", "--resume");

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Equal(Digest(whole), Digest(output));
    }

    [Fact]
    public void Run_from_a_checkpoint_of_other_settings_gets_one_line_and_code_1()
    {
        Train("--silos", "0", "--epochs", "1");

        (int ExitCode, string Output, string Error) result = Train("--silos", "0", "--rate", "0.25", "--resume");

        ProgramRun.AssertOneLine(result);
        Assert.Contains("--rate 0.5, not of", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_with_a_checkpoint_that_cannot_be_written_gets_one_line_and_code_1()
    {
        Directory.CreateDirectory(_checkpoint);

        (int exitCode, _, string error) = Train("--silos", "0");

        Assert.Equal(1, exitCode);
        Assert.StartsWith($"{_checkpoint}: ", Assert.Single(error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public void Rate_that_diverges_gets_one_line_and_code_1()
    {
        (int exitCode, _, string error) = Train("--silos", "0", "--rate", "1e30");

        Assert.Equal((1, "--rate: training diverges at 1E+30; try a smaller rate" + Environment.NewLine), (exitCode, error));
    }

    private static void AssertHelp(Command command, params string[] names)
    {
        (int exitCode, string output, string error) = ProgramRun.Run(command is RootCommand ? ["--help"] : [command.Name, "--help"]);

        Assert.Equal((0, ""), (exitCode, error));
        Assert.All(names, name => Assert.Contains(name, output, StringComparison.Ordinal));
        Assert.All(
            command.Options.Where(option => !option.Hidden),
            option => Assert.Matches($@"(?m)^  .*{Regex.Escape(option.Name)}\b.*  \S", output));
        Assert.DoesNotContain(CommandLine.ChildOption, output, StringComparison.Ordinal);
    }

    private static string Digest(string output)
    {
        Match match = DigestLine().Match(output);
        Assert.True(match.Success, output);
        return match.Groups["digest"].Value;
    }

    private (int ExitCode, string Output, string Error) Train(params string[] args) => ProgramRun.Run([.. Training, "--checkpoint", _checkpoint, .. args]);

    [GeneratedRegex(@"^Test accuracy: (?<percent>\d+\.\d) %\r?$", RegexOptions.Multiline)]
    private static partial Regex AccuracyLine();

    [GeneratedRegex(@"^Weights: sha256 (?<digest>[0-9a-f]{16})\r?$", RegexOptions.Multiline)]
    private static partial Regex DigestLine();
}
