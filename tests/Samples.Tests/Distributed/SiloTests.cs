using DistributedTraining.Cluster;
using DistributedTraining.Training;

namespace SoftmaxGen.Samples.Tests.Distributed;

/// <summary>The bits of the weights are those of threads, whatever the number of silos and the size of blocks.</summary>
public sealed class SiloTests(SiloTests.Silos silos) : IClassFixture<SiloTests.Silos>
{
    public static TheoryData<int, int, int> Runs
    {
        get
        {
            TheoryData<int, int, int> runs = [];
            foreach (int count in Silos.Counts)
            {
                foreach (int blockSize in new[] { 1, 8, 64 })
                {
                    foreach (int shards in new[] { 64, 13 })
                        runs.Add(count, blockSize, shards);
                }
            }

            return runs;
        }
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task Digest_of_silos_is_that_of_threads(int count, int blockSize, int shards)
    {
        TestSilos cluster = silos.Of(count);
        ClusterGradients gradients = cluster.Gradients(TrainingRun.Set(shards), blockSize);
        await gradients.PrepareAsync(await cluster.MembersAsync());

        string digest = await TrainingRun.DigestAsync(gradients, TrainingRun.Set(shards));
        await gradients.ReleaseAsync();

        Assert.Equal(await silos.ThreadedDigestAsync(shards), digest);
        Assert.Equal(0, gradients.Repeated);
    }

    [Fact]
    public async Task Digest_depends_on_the_shards_and_the_seed()
    {
        TrainingSet other = TrainingRun.Set(64) with { Seed = 6 };

        string[] digests = [await silos.ThreadedDigestAsync(64), await silos.ThreadedDigestAsync(13), await TrainingRun.DigestAsync(new ThreadedGradients(other), other)];

        Assert.Distinct(digests);
    }

    [Fact]
    public async Task Digest_of_blocks_that_nobody_has_prepared_is_the_same()
    {
        TestSilos cluster = silos.Of(2);
        ClusterGradients gradients = cluster.Gradients(TrainingRun.Set(64), blockSize: 4);

        Assert.Equal(await silos.ThreadedDigestAsync(64), await TrainingRun.DigestAsync(gradients, TrainingRun.Set(64)));
    }

    [Fact]
    public async Task Digest_after_the_rows_were_released_is_the_same()
    {
        TestSilos cluster = silos.Of(2);
        SiloAddress[] members = await cluster.MembersAsync();
        ClusterGradients gradients = cluster.Gradients(TrainingRun.Set(64), blockSize: 2);
        await gradients.PrepareAsync(members);
        string first = await TrainingRun.DigestAsync(gradients, TrainingRun.Set(64));

        await gradients.ReleaseAsync();
        string second = await TrainingRun.DigestAsync(gradients, TrainingRun.Set(64));

        Assert.Equal(await silos.ThreadedDigestAsync(64), first);
        Assert.Equal(first, second);
    }

    /// <summary>Each silo has as many blocks as any other, or one more.</summary>
    [Theory]
    [InlineData(1, 8, 64)]
    [InlineData(2, 8, 64)]
    [InlineData(4, 8, 64)]
    [InlineData(4, 1, 64)]
    [InlineData(4, 2, 13)]
    [InlineData(4, 64, 64)]
    public async Task Blocks_are_spread_evenly_over_the_silos(int count, int blockSize, int shards)
    {
        TestSilos cluster = silos.Of(count);
        SiloAddress[] members = await cluster.MembersAsync();

        // Rows of its own: those of other tests may be on silos already.
        TrainingSet set = TrainingRun.Set(shards) with { Seed = 7 };
        ClusterGradients gradients = cluster.Gradients(set, blockSize);
        SiloAddress[] blocks = await gradients.PrepareAsync(members);
        await gradients.ReleaseAsync();

        Assert.Equal(count, members.Length);
        Assert.Equal(Block.All(set, int.Log2(blockSize)).Length, blocks.Length);
        Assert.All(members, member =>
            Assert.InRange(blocks.Count(silo => silo.Equals(member)), blocks.Length / count, (blocks.Length + count - 1) / count));
    }

    /// <summary>Clusters that no test takes silos from.</summary>
    public sealed class Silos : IAsyncLifetime
    {
        internal static readonly int[] Counts = [1, 2, 4];

        private readonly Dictionary<int, TestSilos> _silos = [];
        private readonly Dictionary<int, string> _digests = [];

        public async Task InitializeAsync()
        {
            foreach (TestSilos silos in await Task.WhenAll(Counts.Select(count => TestSilos.StartAsync((short)count))))
                _silos.Add(silos.All.Count, silos);
        }

        public async Task DisposeAsync() => await Task.WhenAll(_silos.Values.Select(silos => silos.DisposeAsync().AsTask()));

        internal TestSilos Of(int count) => _silos[count];

        internal async Task<string> ThreadedDigestAsync(int shards)
        {
            if (!_digests.TryGetValue(shards, out string? digest))
                _digests[shards] = digest = await TrainingRun.ThreadedDigestAsync(shards);

            return digest;
        }
    }
}
