namespace DistributedTraining.Training;

/// <summary>Computes gradients on the threads of this process. The sums have the bits of those of any cluster.</summary>
internal sealed class ThreadedGradients : IGradients
{
    private readonly Shard[] _shards;
    private readonly float[][] _gradients;

    public ThreadedGradients(TrainingSet set)
    {
        _shards = new Shard[set.Shards];
        _gradients = new float[set.Shards][];
        int length = Problem.Named(set.Problem).ParameterCount + 1;
        Parallel.For(0, set.Shards, index =>
        {
            _shards[index] = new Shard(set, index);
            _gradients[index] = new float[length];
        });
    }

    public Task AddAsync(StepIndex step, ReadOnlyMemory<float> parameters, TreeSum sum)
    {
        Parallel.For(0, _shards.Length, index => _shards[index].LossAndGradient(step, parameters.Span, _gradients[index]));
        sum.Begin(level: 0);
        foreach (float[] gradient in _gradients)
            sum.Add(gradient);

        return Task.CompletedTask;
    }
}
