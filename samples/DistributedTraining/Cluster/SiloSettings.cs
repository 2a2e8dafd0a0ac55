using System.Net;

namespace DistributedTraining.Cluster;

/// <summary>Where a silo listens, and which cluster it joins.</summary>
/// <param name="Address">The address that other silos reach it at.</param>
/// <param name="Port">The port that other silos reach it at; 0 for any that is free.</param>
/// <param name="Redis">The server that keeps the list of members; null for a cluster on this machine alone.</param>
/// <param name="Primary">Without such a server: the silo that keeps the list; null if it is this one.</param>
/// <param name="Delay">How long calls from other silos wait on their way in and out, as on a slow network.</param>
internal sealed record SiloSettings(IPAddress Address, int Port, DnsEndPoint? Redis, IPEndPoint? Primary, TimeSpan Delay)
{
    /// <summary>Gets the settings of the only silo, or the first one, of a cluster on this machine.</summary>
    public static SiloSettings Local { get; } = new(IPAddress.Loopback, 0, null, null, TimeSpan.Zero);
}
