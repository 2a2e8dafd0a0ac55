using System.Diagnostics;
using DistributedTraining.Cluster;

namespace SoftmaxGen.Samples.Tests.Distributed;

[Trait(TestCategory.Name, TestCategory.Slow)]
public sealed class SiloProcessTests
{
    /// <summary>A silo that was killed would be a member until others have missed it, and they would wait for it when they end.</summary>
    [Fact]
    public async Task Silo_of_a_process_that_has_ended_is_no_member_any_more()
    {
        await using SiloHost host = await SiloHost.StartAsync(SiloSettings.Local);
        SiloProcess silo = await SiloProcess.StartAsync("--primary", $"{host.EndPoint}");
        using Process process = Process.GetProcessById(silo.Id);
        Assert.Equal(2, (await host.MembersAsync()).Length);

        silo.Dispose();

        Assert.True(process.HasExited);
        Assert.Equal([host.EndPoint], (await host.MembersAsync()).Select(member => member.Endpoint));
    }

    [Fact]
    public async Task Silo_of_a_process_that_was_killed_is_disposed_of_quietly()
    {
        await using SiloHost host = await SiloHost.StartAsync(SiloSettings.Local);
        SiloProcess silo = await SiloProcess.StartAsync("--primary", $"{host.EndPoint}");
        using Process process = Process.GetProcessById(silo.Id);
        process.Kill();
        await process.WaitForExitAsync();

        silo.Dispose();

        Assert.True(process.HasExited);
    }
}
