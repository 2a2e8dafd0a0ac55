using DistributedTraining.Training;

namespace DistributedTraining.Grains;

/// <summary>A shard. Its key says which, so that it can be made anew on any silo.</summary>
internal interface IShardGrain : IGrainWithStringKey
{
    /// <summary>Makes the rows, unless they are made.</summary>
    [ResponseTimeout("00:10:00")]
    Task Prepare();

    /// <inheritdoc cref="Shard.LossAndGradient"/>
    [ResponseTimeout("00:10:00")]
    Task<Floats> LossAndGradient(StepIndex step, Floats parameters);

    /// <summary>Gives up the rows.</summary>
    Task Release();
}
