using DistributedTraining.Training;
using Orleans.Placement;

namespace DistributedTraining.Grains;

/// <summary>A block of shards, spread over the silos by how many grains each has.</summary>
[ActivationCountBasedPlacement]
internal sealed class ReducerGrain : Grain, IReducerGrain
{
    private readonly ILocalSiloDetails _silo;
    private readonly IShardGrain[] _shards;
    private readonly Task<Floats>[] _gradients;
    private readonly TreeSum _sum;

    public ReducerGrain(ILocalSiloDetails silo)
    {
        _silo = silo;
        Block block = Block.Parse(this.GetPrimaryKeyString());
        _shards =
        [
            .. Enumerable.Range(block.FirstShard, block.ShardCount).Select(index => GrainFactory.GetGrain<IShardGrain>(ShardGrain.Key(block.Set, index))),
        ];
        _gradients = new Task<Floats>[_shards.Length];
        _sum = new TreeSum(Problem.Named(block.Set.Problem).ParameterCount + 1);
    }

    public Task<SiloAddress> Locate() => Task.FromResult(_silo.SiloAddress);

    public Task Prepare() => Task.WhenAll(_shards.Select(shard => shard.Prepare()));

    public async Task<Doubles> LossAndGradient(StepIndex step, Floats parameters)
    {
        for (int i = 0; i < _shards.Length; i++)
            _gradients[i] = _shards[i].LossAndGradient(step, parameters);

        // In the order of the tree, in which they need not come.
        _sum.Begin(level: 0);
        foreach (Task<Floats> gradient in _gradients)
            _sum.Add((await gradient).Values);

        return new Doubles(_sum.End());
    }

    public Task<Floats> Echo(Floats request, int responseLength) => Task.FromResult(new Floats(responseLength));

    public async Task Release()
    {
        await Task.WhenAll(_shards.Select(shard => shard.Release()));
        DeactivateOnIdle();
    }
}
