using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace DistributedTraining.Cluster;

/// <summary>The silos of a cluster, as one of them knows them.</summary>
internal static class Members
{
    private static readonly TimeSpan PollTime = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Gets all members, when the silo of these services knows what grains each of them can have.</summary>
    /// <remarks>That comes a moment after the member itself. Until then no grain is placed there, whatever is asked for.</remarks>
    public static async Task<SiloAddress[]> GetAsync(IServiceProvider services)
    {
        IManagementGrain management = services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0);
        IClusterManifestProvider manifests = services.GetRequiredService<IClusterManifestProvider>();
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            Dictionary<SiloAddress, SiloStatus> hosts = await management.GetHosts(onlyActive: true);
            if (hosts.Keys.All(manifests.Current.Silos.ContainsKey) || Stopwatch.GetElapsedTime(start) > Patience)
                return [.. hosts.Keys.Order()];

            await Task.Delay(PollTime);
        }
    }
}
