using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace SoftmaxGen.Samples.Tests.Distributed;

/// <summary>Where silos listen, and clusters that cannot be reached: one line and code 1, within ten seconds.</summary>
public sealed class ClusterAddressTests : IDisposable
{
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(10);

    private readonly string _checkpoint = Path.GetTempFileName();

    public void Dispose() => File.Delete(_checkpoint);

    [Theory]
    [InlineData("--redis")]
    [InlineData("silo", "--redis")]
    [InlineData("silo", "--primary")]
    public void Cluster_behind_a_closed_port_gets_one_line_and_code_1(params string[] args)
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        string server = $"{listener.LocalEndpoint}";
        listener.Stop();

        string error = Fail([.. args, server]);

        Assert.StartsWith($"{args[^1]}: cannot reach {server}: ", error, StringComparison.Ordinal);
    }

    /// <summary>All at once: each waits for nearly as long as it may.</summary>
    [Trait(TestCategory.Name, TestCategory.Slow)]
    [Fact]
    public async Task Cluster_that_does_not_answer_gets_one_line_and_code_1()
    {
        // Connections are made by the system, and nobody ever reads from them.
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        string server = $"{listener.LocalEndpoint}";

        string[] errors = await Task.WhenAll(
            Task.Run(() => Fail("--redis", server)),
            Task.Run(() => Fail("silo", "--redis", server)),
            Task.Run(() => Fail("silo", "--primary", server)));

        Assert.All(errors, error => Assert.StartsWith("cannot join the cluster: ", error, StringComparison.Ordinal));
    }

    [Fact]
    public void Host_that_nobody_has_gets_one_line_and_code_1() =>
        Assert.StartsWith("--redis: cannot reach nobody.invalid:6379: ", Fail("--redis", "nobody.invalid:6379"), StringComparison.Ordinal);

    [Fact]
    public void Port_that_is_taken_gets_one_line_and_code_1()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();

        string error = Fail("--port", $"{((IPEndPoint)listener.LocalEndpoint).Port}");

        Assert.StartsWith($"--address, --port: cannot listen at {listener.LocalEndpoint}: ", error, StringComparison.Ordinal);
    }

    /// <summary>The address is one of those for examples in documents, which no machine has.</summary>
    [Theory]
    [InlineData("0")]
    [InlineData("11111")]
    public void Address_of_another_machine_gets_one_line_and_code_1(string port) =>
        Assert.StartsWith(
            $"--address, --port: cannot listen at 192.0.2.1:{port}: ", Fail("--address", "192.0.2.1", "--port", port), StringComparison.Ordinal);

    /// <summary>An address that is not the loopback's, as where silos on other machines are to join.</summary>
    [UnixFact]
    public void Run_at_another_address_of_this_machine_has_a_silo_there()
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);

        // Sends nothing: it is how one asks which address the machine has.
        try
        {
            socket.Connect("192.0.2.1", 9);
        }
        catch (SocketException)
        {
            socket.Bind(new IPEndPoint(IPAddress.Parse("127.0.0.2"), 0));
        }

        IPAddress address = ((IPEndPoint)socket.LocalEndPoint!).Address;

        (int exitCode, string output, string error) = ProgramRun.Run("--address", $"{address}", "--rows", "1000", "--epochs", "1", "--checkpoint", _checkpoint);

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Matches($@"on 1 silo:\r?\n  {Regex.Escape($"{address}")}:\d+ has 8 of 8 blocks of shards", output);
    }

    private string Fail(params string[] args)
    {
        string[] all = args[0] == "silo" ? args : [.. args, "--checkpoint", _checkpoint];
        long start = Stopwatch.GetTimestamp();
        (int ExitCode, string Output, string Error) result = ProgramRun.Run(all);

        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, MostTime);
        ProgramRun.AssertOneLine(result);
        return result.Error;
    }
}
