using DistributedTraining.Training;

namespace SoftmaxGen.Samples.Tests.Distributed;

/// <summary>Does something else to the cluster while it computes one of the gradients.</summary>
internal sealed class DisturbedGradients(IGradients gradients, int call, Func<Task> disturb) : IGradients
{
    private int _calls;

    public async Task AddAsync(StepIndex step, ReadOnlyMemory<float> parameters, TreeSum sum)
    {
        Task disturbance = _calls++ == call ? disturb() : Task.CompletedTask;
        await gradients.AddAsync(step, parameters, sum);
        await disturbance;
    }
}
