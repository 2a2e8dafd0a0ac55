using System.Globalization;

namespace DistributedTraining.Cluster;

/// <summary>The silo of this process, and those of other processes that it has started.</summary>
internal sealed class LocalCluster : IAsyncDisposable
{
    private readonly SiloHost _first;
    private readonly List<SiloProcess> _others = [];

    private LocalCluster(SiloHost first) => _first = first;

    /// <summary>Gets the silo of this process.</summary>
    public SiloAddress Own => _first.Address;

    public IGrainFactory Grains => _first.Grains;

    public static async Task<LocalCluster> StartAsync(Settings settings)
    {
        LocalCluster cluster = new(await SiloHost.StartAsync(new(settings.Address, settings.Port, settings.Redis, null, TimeSpan.Zero)));
        try
        {
            string[] options = settings.Redis is { } redis
                ? ["--redis", $"{redis.Host}:{redis.Port}"]
                : ["--primary", cluster._first.EndPoint.ToString()];
            for (int silo = 1; silo < settings.Silos; silo++)
                cluster._others.Add(await SiloProcess.StartAsync([.. options, "--address", settings.Address.ToString(), "--delay", settings.Delay.ToString(CultureInfo.InvariantCulture)]));

            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc cref="SiloHost.MembersAsync"/>
    public Task<SiloAddress[]> MembersAsync() => _first.MembersAsync();

    public async ValueTask DisposeAsync()
    {
        // The first one last: it may keep the list of members.
        foreach (SiloProcess other in _others)
            other.End();

        foreach (SiloProcess other in _others)
            other.Dispose();

        await _first.DisposeAsync();
    }
}
