namespace DistributedTraining.Training;

/// <summary>Some of the rows, in memory. What it computes has the same bits on every machine.</summary>
internal sealed class Shard
{
    private readonly Problem _problem;
    private readonly float[] _features;
    private readonly int[] _labels;

    public Shard(TrainingSet set, int index)
    {
        _problem = Problem.Named(set.Problem);
        RowRange rows = RowRange.Part(set.Rows, index, set.Shards);
        _features = new float[rows.Count * _problem.FeatureCount];
        _labels = new int[rows.Count];
        _problem.MakeRows(set.Seed, rows.Start, _features, _labels);
    }

    /// <summary>Computes the sum of the losses of a step's rows and its gradient.</summary>
    /// <param name="step">Which part of the rows: one of the steps of an epoch.</param>
    /// <param name="parameters">The weights and the biases.</param>
    /// <param name="gradient">Gets the gradient, and the loss behind it.</param>
    public void LossAndGradient(StepIndex step, ReadOnlySpan<float> parameters, Span<float> gradient)
    {
        RowRange rows = RowRange.Part(_labels.Length, step.Index, step.Count);
        if (rows.Count == 0)
        {
            // A head writes nothing for no rows.
            gradient.Clear();
            return;
        }

        gradient[^1] = _problem.LossAndGradient(
            _features.AsSpan((int)rows.Start * _problem.FeatureCount, rows.Count * _problem.FeatureCount),
            _labels.AsSpan((int)rows.Start, rows.Count),
            parameters,
            gradient[..^1]);
    }
}
