using DistributedTraining.Training;

namespace SoftmaxGen.Samples.Tests.Distributed;

/// <summary>Does something else to the cluster while it computes one of the gradients.</summary>
internal sealed class DisturbedGradients(IGradients gradients, int call, Func<Task> disturb) : IGradients
{
    private int _calls;

    public async Task<TimeSpan> AddAsync(StepIndex step, ReadOnlyMemory<float> parameters, TreeSum sum)
    {
        if (_calls++ != call)
            return await gradients.AddAsync(step, parameters, sum);

        Task disturbance = disturb();
        TimeSpan slowest = await gradients.AddAsync(step, parameters, sum);
        await disturbance;
        return slowest;
    }
}
