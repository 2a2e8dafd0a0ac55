using System.Diagnostics;
using DistributedTraining.Grains;
using DistributedTraining.Training;
using Orleans.Runtime.Placement;

namespace DistributedTraining.Cluster;

/// <summary>Lets the silos of a cluster compute gradients, a reducer for each block of shards.</summary>
/// <remarks>
/// Where a silo dies, the calls that it had are made again. The engine finds another silo for the reducer and its shards,
/// which make their rows anew; nothing that they computed before is needed.
/// </remarks>
internal sealed class ClusterGradients : IGradients
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly int _level;
    private readonly IReducerGrain[] _reducers;
    private readonly Task<Doubles>[] _calls;
    private SiloAddress[] _silos = [];
    private int _repeated;

    public ClusterGradients(IGrainFactory grains, TrainingSet set, int level)
    {
        _level = level;
        _reducers = [.. Block.All(set, level).Select(block => grains.GetGrain<IReducerGrain>(block.ToString()))];
        _calls = new Task<Doubles>[_reducers.Length];
    }

    /// <summary>Gets the number of blocks.</summary>
    public int BlockCount => _reducers.Length;

    /// <summary>Gets how many calls were made again.</summary>
    public int Repeated => _repeated;

    /// <summary>Has all rows made.</summary>
    /// <param name="silos">The members of the cluster. Each is asked to take as many blocks as the others.</param>
    /// <returns>The silo that each block is on.</returns>
    /// <remarks>
    /// Left to itself the engine goes by what silos had a second ago, and puts most blocks on one. The hint is a wish: where
    /// the silo has gone, and after every loss of a silo, the placement of the grain decides.
    /// </remarks>
    public async Task<IReadOnlyList<SiloAddress>> PrepareAsync(IReadOnlyList<SiloAddress> silos)
    {
        Task<SiloAddress>[] located = new Task<SiloAddress>[_reducers.Length];
        for (int i = 0; i < located.Length; i++)
        {
            RequestContext.Set(IPlacementDirector.PlacementHintKey, silos[i % silos.Count]);
            located[i] = _reducers[i].Locate();
        }

        RequestContext.Clear();
        _silos = await Task.WhenAll(located);
        await Task.WhenAll(_reducers.Select(reducer => reducer.Prepare()));
        return _silos;
    }

    /// <summary>Gets the reducers that are on other silos than <paramref name="own"/>.</summary>
    public IReducerGrain[] RemoteTo(SiloAddress own) => [.. _reducers.Where((_, block) => !_silos[block].Equals(own))];

    /// <summary>Has the silos give up their rows, which another run would make anew.</summary>
    public Task ReleaseAsync() => Task.WhenAll(_reducers.Select(reducer => reducer.Release()));

    public async Task AddAsync(StepIndex step, ReadOnlyMemory<float> parameters, TreeSum sum)
    {
        Floats message = new(parameters.Length);
        parameters.Span.CopyTo(message.Values);
        for (int i = 0; i < _reducers.Length; i++)
            _calls[i] = CallAsync(_reducers[i], step, message);

        sum.Begin(_level);
        foreach (Task<Doubles> call in _calls)
            sum.Add((await call).Values);
    }

    private async Task<Doubles> CallAsync(IReducerGrain reducer, StepIndex step, Floats parameters)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return await reducer.LossAndGradient(step, parameters);
            }
            catch (Exception e) when (e is OrleansException or TimeoutException && Stopwatch.GetElapsedTime(start) < Patience)
            {
                Interlocked.Increment(ref _repeated);
                await Task.Delay(Pause);
            }
        }
    }
}
