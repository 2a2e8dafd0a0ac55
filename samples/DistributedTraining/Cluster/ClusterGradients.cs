using System.Diagnostics;
using DigitClassifier;
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
    // Twice those of a small message: serialized, into a pipe, out of it, to the socket.
    private const int SendTurns = 8;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly int _level;
    private readonly IReducerGrain[] _reducers;
    private readonly Task<Doubles>[] _sums;
    private bool[] _isLocal;
    private int _repeated;

    public ClusterGradients(IGrainFactory grains, TrainingSet set, int level)
    {
        _level = level;
        _reducers = [.. Block.All(set, level).Select(block => grains.GetGrain<IReducerGrain>(block.ToString()))];
        _sums = new Task<Doubles>[_reducers.Length];
        _isLocal = new bool[_reducers.Length];
    }

    /// <summary>Gets the reducers, by their blocks.</summary>
    public IReadOnlyList<IReducerGrain> Reducers => _reducers;

    /// <summary>Gets how many calls were made again.</summary>
    public int Repeated => _repeated;

    /// <summary>Has all rows made.</summary>
    /// <param name="silos">The members of the cluster. Each is asked to take as many blocks as the others.</param>
    /// <param name="own">The silo of this process, whose blocks are called after those of others.</param>
    /// <returns>The silo that each block is on.</returns>
    /// <remarks>
    /// Left to itself the engine goes by what silos had a second ago, and puts most blocks on one. The hint is a wish: where
    /// the silo has gone, and after every loss of a silo, the placement of the grain decides.
    /// </remarks>
    public async Task<SiloAddress[]> PrepareAsync(IReadOnlyList<SiloAddress> silos, SiloAddress? own = null)
    {
        SiloAddress[] located = await Task.WhenAll(_reducers.Select((reducer, block) => RepeatAsync(() =>
        {
            RequestContext.Set(IPlacementDirector.PlacementHintKey, silos[block % silos.Count]);
            return reducer.Locate();
        })));
        await Task.WhenAll(_reducers.Select(reducer => RepeatAsync(reducer.Prepare)));
        _isLocal = [.. located.Select(silo => silo.Equals(own))];
        return located;
    }

    /// <summary>Gets the silo that each block is on.</summary>
    public Task<SiloAddress[]> LocateAsync() => Task.WhenAll(_reducers.Select(reducer => RepeatAsync(reducer.Locate)));

    /// <summary>Has the silos give up their rows, which another run would make anew.</summary>
    public Task ReleaseAsync() => Task.WhenAll(_reducers.Select(reducer => RepeatAsync(reducer.Release)));

    public async Task AddAsync(StepIndex step, ReadOnlyMemory<float> parameters, TreeSum sum)
    {
        Floats message = new(parameters.Length);
        parameters.Span.CopyTo(message.Values);

        // Other silos first. What it takes to send a message is queued behind what is called now, in several turns, and on a
        // machine of one processor it would wait until the blocks of this silo are computed.
        Call(isLocal: false);
        for (int turn = 0; turn < SendTurns; turn++)
            await Task.Yield();

        Call(isLocal: true);

        sum.Begin(_level);
        foreach (Task<Doubles> block in _sums)
            sum.Add((await block).Values);

        void Call(bool isLocal)
        {
            for (int i = 0; i < _reducers.Length; i++)
            {
                IReducerGrain reducer = _reducers[i];
                if (_isLocal[i] == isLocal)
                    _sums[i] = RepeatAsync(() => reducer.LossAndGradient(step, message));
            }
        }
    }

    private async Task RepeatAsync(Func<Task> call) =>
        await RepeatAsync(async () =>
        {
            await call();
            return true;
        });

    /// <summary>Makes a call, again and again where its silo is lost.</summary>
    private async Task<T> RepeatAsync<T>(Func<Task<T>> call)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return await call();
            }
            catch (Exception e) when (e is OrleansException or TimeoutException)
            {
                if (Stopwatch.GetElapsedTime(start) > Patience)
                    throw new UserException($"the cluster does not answer: {e.Message}");

                Interlocked.Increment(ref _repeated);
                await Task.Delay(Pause);
            }
        }
    }
}
