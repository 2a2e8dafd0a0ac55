using System.Globalization;
using DistributedTraining.Training;
using Orleans.Placement;

namespace DistributedTraining.Grains;

/// <summary>A shard on a silo: that of the reducer which calls it first, so that its gradients do not leave the process.</summary>
[PreferLocalPlacement]
internal sealed class ShardGrain : Grain, IShardGrain
{
    private readonly Shard _shard;

    public ShardGrain()
    {
        string[] key = this.GetPrimaryKeyString().Split('/');
        _shard = new Shard(TrainingSet.Parse(key[0]), int.Parse(key[1], CultureInfo.InvariantCulture));
    }

    public static string Key(TrainingSet set, int index) => string.Create(CultureInfo.InvariantCulture, $"{set}/{index}");

    public Task Prepare() => Task.CompletedTask;

    public Task<Floats> LossAndGradient(StepIndex step, Floats parameters)
    {
        Floats gradient = new(parameters.Values.Length + 1);
        _shard.LossAndGradient(step, parameters.Values, gradient.Values);
        return Task.FromResult(gradient);
    }

    public Task Release()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
