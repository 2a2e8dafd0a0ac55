using DistributedTraining.Cluster;
using DistributedTraining.Training;
using Orleans.TestingHost;

namespace SoftmaxGen.Samples.Tests.Distributed;

/// <summary>Silos that come and go in the middle of an epoch do not change a bit of the weights.</summary>
public sealed class SiloLossTests
{
    private const int BlockSize = 4;

    // The third step of the fourth epoch.
    private const int Call = (3 * TrainingRun.StepCount) + 2;

    private static readonly TrainingSet Set = TrainingRun.Set(64);

    [Fact]
    public async Task Digest_is_the_same_where_a_silo_is_killed_while_it_has_calls()
    {
        await using TestSilos silos = await TestSilos.StartAsync(3);
        SiloHandle victim = silos.All[1];

        ClusterGradients gradients = await RunAsync(silos, () => silos.KillInACallAsync(victim));

        Assert.InRange(gradients.Repeated, 1, int.MaxValue);
        await AssertBlocksAreNotOnAsync(victim, silos, gradients);
    }

    [Fact]
    public async Task Digest_is_the_same_where_a_silo_is_stopped()
    {
        await using TestSilos silos = await TestSilos.StartAsync(2);
        SiloHandle leaver = silos.All[1];

        ClusterGradients gradients = await RunAsync(silos, () => silos.StopAsync(leaver));

        await AssertBlocksAreNotOnAsync(leaver, silos, gradients);
    }

    [Fact]
    public async Task Digest_is_the_same_where_a_silo_is_added()
    {
        await using TestSilos silos = await TestSilos.StartAsync(1);

        await RunAsync(silos, silos.AddAsync);

        Assert.Equal(2, (await silos.MembersAsync()).Length);
    }

    /// <summary>Trains, with something done to the silos in the middle, and checks the digest.</summary>
    private static async Task<ClusterGradients> RunAsync(TestSilos silos, Func<Task> disturb)
    {
        SiloAddress[] members = await silos.MembersAsync();
        ClusterGradients gradients = silos.Gradients(Set, BlockSize);
        SiloAddress[] blocks = await gradients.PrepareAsync(members);
        Assert.Equal(members, blocks.Distinct().Order());

        Assert.Equal(
            await TrainingRun.ThreadedDigestAsync(Set.Shards),
            await TrainingRun.DigestAsync(new DisturbedGradients(gradients, Call, disturb), Set));
        return gradients;
    }

    private static async Task AssertBlocksAreNotOnAsync(SiloHandle silo, TestSilos silos, ClusterGradients gradients)
    {
        SiloAddress[] members = await silos.MembersAsync();
        Assert.DoesNotContain(silo.SiloAddress, members);
        Assert.DoesNotContain(silo.SiloAddress, await gradients.PrepareAsync(members));
    }
}
