using System.Net;
using System.Net.Sockets;
using DigitClassifier;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using StackExchange.Redis;

namespace DistributedTraining.Cluster;

/// <summary>A silo in this process.</summary>
internal sealed class SiloHost : IAsyncDisposable
{
    private const string ClusterName = "softmax-training";

    // A cluster that cannot be reached is reported within ten seconds.
    private static readonly TimeSpan ConnectTime = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan JoinTime = TimeSpan.FromSeconds(8);

    // A silo that joins none has nobody to wait for, but a machine that may be busy.
    private static readonly TimeSpan StartTime = TimeSpan.FromMinutes(1);

    private readonly IHost _host;

    private SiloHost(IHost host, IPEndPoint endPoint)
    {
        _host = host;
        EndPoint = endPoint;
    }

    /// <summary>Gets where other silos reach it.</summary>
    public IPEndPoint EndPoint { get; }

    public SiloAddress Address => _host.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress;

    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    /// <summary>Starts a silo, and waits until it is a member of its cluster.</summary>
    /// <exception cref="UserException">The cluster cannot be reached, or the port is taken.</exception>
    public static async Task<SiloHost> StartAsync(SiloSettings settings)
    {
        using CancellationTokenSource timeout = new(settings.Redis is null && settings.Primary is null ? StartTime : JoinTime);
        if (settings.Redis is { } redis)
            await ConnectAsync($"--redis: cannot reach {redis.Host}:{redis.Port}", socket => socket.ConnectAsync(redis.Host, redis.Port, timeout.Token));
        else if (settings.Primary is { } primary)
            await ConnectAsync($"--primary: cannot reach {primary}", socket => socket.ConnectAsync(primary, timeout.Token));

        IPEndPoint endPoint = new(settings.Address, FreePort(settings));
        IHost? host = null;
        try
        {
            HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new());
            builder.UseOrleans(silo => Configure(silo, settings, endPoint));
            host = builder.Build();
            await host.StartAsync(timeout.Token);
            return new SiloHost(host, endPoint);
        }
        catch (Exception e)
        {
            host?.Dispose();
            throw new UserException($"cannot join the cluster: {Reason(e)}");
        }
    }

    /// <inheritdoc cref="Members.GetAsync"/>
    public Task<SiloAddress[]> MembersAsync() => Members.GetAsync(_host.Services);

    /// <summary>Waits until the process is told to end.</summary>
    public Task WaitAsync(CancellationToken cancellation) => _host.WaitForShutdownAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        using CancellationTokenSource timeout = new(JoinTime);
        await _host.StopAsync(timeout.Token);
        _host.Dispose();
    }

    private static void Configure(ISiloBuilder silo, SiloSettings settings, IPEndPoint endPoint)
    {
        if (settings.Redis is { } redis)
        {
            silo.UseRedisClustering(options => options.ConfigurationOptions = new ConfigurationOptions
            {
                EndPoints = { redis },
                ConnectTimeout = (int)ConnectTime.TotalMilliseconds,
                AbortOnConnectFail = true,
            });
            silo.Configure<ClusterOptions>(options => options.ClusterId = options.ServiceId = ClusterName);
        }
        else
        {
            silo.UseLocalhostClustering(endPoint.Port, gatewayPort: 0, settings.Primary ?? endPoint, ClusterName, ClusterName);
        }

        silo.ConfigureEndpoints(settings.Address, endPoint.Port, gatewayPort: 0, listenOnAnyHostAddress: ListensOnAny(settings));

        // A silo that does not answer for three seconds is dead. Those that died with a whole cluster are not waited for.
        silo.Configure<ClusterMembershipOptions>(options =>
        {
            options.ProbeTimeout = TimeSpan.FromSeconds(1);
            options.TableRefreshTimeout = TimeSpan.FromSeconds(5);
            options.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(1);
            options.NumMissedTableIAmAliveLimit = 3;
        });
        if (settings.Delay > TimeSpan.Zero)
            silo.AddIncomingGrainCallFilter(context => DelayedCall.InvokeAsync(context, settings.Delay));
    }

    private static async Task ConnectAsync(string problem, Func<Socket, ValueTask> connect)
    {
        using Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await connect(socket).AsTask().WaitAsync(ConnectTime);
        }
        catch (Exception e) when (e is SocketException or TimeoutException)
        {
            throw new UserException($"{problem}: {e.Message}");
        }
    }

    /// <summary>Says whether a silo listens on all addresses of the machine. Others may know it by one that it does not have itself.</summary>
    private static bool ListensOnAny(SiloSettings settings) =>
        settings.Redis is not null && settings.Address.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(settings.Address);

    /// <summary>Gets the port of the settings, or any that is free.</summary>
    /// <exception cref="UserException">The port is taken, or the address is not one of this machine.</exception>
    private static int FreePort(SiloSettings settings)
    {
        IPEndPoint endPoint = new(ListensOnAny(settings) ? IPAddress.Any : settings.Address, settings.Port);
        using Socket socket = new(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(endPoint);
            return ((IPEndPoint)socket.LocalEndPoint!).Port;
        }
        catch (SocketException e)
        {
            throw new UserException($"--address, --port: cannot listen at {endPoint}: {e.Message}");
        }
    }

    private static string Reason(Exception e) => e is OperationCanceledException
        ? $"it has not answered within {JoinTime.TotalSeconds} seconds"
        : e.GetBaseException().Message;
}
