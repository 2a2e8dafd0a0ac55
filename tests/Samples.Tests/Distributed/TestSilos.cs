using System.Diagnostics;
using DistributedTraining.Cluster;
using DistributedTraining.Training;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.TestingHost;

namespace SoftmaxGen.Samples.Tests.Distributed;

/// <summary>Silos in this process. As in the sample, the first keeps the list of members.</summary>
internal sealed class TestSilos : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TestCluster _cluster;

    private TestSilos(TestCluster cluster) => _cluster = cluster;

    public IReadOnlyList<SiloHandle> All => _cluster.Silos;

    /// <summary>Gets the grains as the first silo sees them, from which training is driven as in the sample.</summary>
    private IGrainFactory Grains => Services(All[0]).GetRequiredService<IGrainFactory>();

    public static async Task<TestSilos> StartAsync(short count)
    {
        TestClusterBuilder builder = new(count);
        builder.Options.ConfigureFileLogging = false;
        builder.Options.InitializeClientOnDeploy = false;

        // What the builder begins with has another directory of grains than silos have by themselves.
        builder.Options.SiloBuilderConfiguratorTypes.Clear();
        builder.AddSiloBuilderConfigurator<Configurator>();
        TestCluster cluster = builder.Build();
        await cluster.DeployAsync();

        // Until the first silo knows which grains the others can have, it places none on them.
        IClusterManifestProvider manifests = Services(cluster.Silos[0]).GetRequiredService<IClusterManifestProvider>();
        long start = Stopwatch.GetTimestamp();
        while (!cluster.Silos.All(silo => manifests.Current.Silos.ContainsKey(silo.SiloAddress)))
        {
            Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, Patience);
            await Task.Delay(10);
        }

        return new TestSilos(cluster);
    }

    public ClusterGradients Gradients(TrainingSet set, int blockSize) => new(Grains, set, int.Log2(blockSize));

    /// <summary>Gets the members of the cluster as the sample asks for them.</summary>
    public Task<SiloAddress[]> MembersAsync() => Members.GetAsync(Services(All[0]));

    /// <summary>Kills a silo while it has a call of training to answer.</summary>
    public async Task KillInACallAsync(SiloHandle silo)
    {
        HeldCalls calls = Services(silo).GetRequiredService<HeldCalls>();
        await calls.HoldAsync();
        await _cluster.KillSiloAsync(silo);
    }

    /// <summary>Has a silo leave.</summary>
    public Task StopAsync(SiloHandle silo) => _cluster.StopSiloAsync(silo);

    public Task AddAsync() => _cluster.StartAdditionalSiloAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    private static IServiceProvider Services(SiloHandle silo) => ((InProcessSiloHandle)silo).ServiceProvider;

    private sealed class Configurator : ISiloConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder)
        {
            HeldCalls calls = new();
            siloBuilder.Services.AddSingleton(calls);
            siloBuilder.AddIncomingGrainCallFilter(calls.InvokeAsync);
            siloBuilder.Configure<ClusterMembershipOptions>(options => options.ProbeTimeout = TimeSpan.FromMilliseconds(500));
        }
    }
}
