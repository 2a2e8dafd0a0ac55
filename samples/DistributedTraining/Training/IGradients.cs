namespace DistributedTraining.Training;

/// <summary>Who computes the gradient of a step: threads of this process, or silos.</summary>
internal interface IGradients
{
    /// <summary>Computes the sum of the losses of a step's rows and its gradient.</summary>
    /// <param name="step">The step.</param>
    /// <param name="parameters">The weights and the biases.</param>
    /// <param name="sum">Gets the sums of the shards, all of them or those of blocks.</param>
    Task AddAsync(StepIndex step, ReadOnlyMemory<float> parameters, TreeSum sum);
}
