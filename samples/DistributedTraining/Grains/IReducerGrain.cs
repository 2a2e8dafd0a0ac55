using DistributedTraining.Training;

namespace DistributedTraining.Grains;

/// <summary>A block of shards: one node of the tree of sums.</summary>
internal interface IReducerGrain : IGrainWithStringKey
{
    /// <summary>Gets the silo that the reducer is on.</summary>
    Task<SiloAddress> Locate();

    /// <summary>Makes the rows of all shards of the block, unless they are made.</summary>
    [ResponseTimeout("00:10:00")]
    Task Prepare();

    /// <summary>Computes the sum of the losses and gradients of all shards of the block.</summary>
    [ResponseTimeout("00:10:00")]
    Task<Doubles> LossAndGradient(StepIndex step, Floats parameters);

    /// <summary>Does nothing but take and give as many bytes.</summary>
    Task<Floats> Echo(Floats request, int responseLength);

    /// <summary>Gives up the rows.</summary>
    Task Release();
}
