namespace DistributedTraining.Training;

/// <summary>What steps took, in milliseconds.</summary>
internal sealed class StepTimes
{
    private readonly List<double> _step = [];
    private readonly List<double> _update = [];

    /// <summary>Gets the number of steps; 0 where training went on from its end.</summary>
    public int Count => _step.Count;

    /// <summary>Gets the time of a step, from weights to new weights.</summary>
    public double Step => Median(_step);

    /// <summary>Gets the time from gradients to new weights.</summary>
    public double Update => Median(_update);

    /// <summary>Gets the time that half of the times are above: the first ones are of code that is still being compiled.</summary>
    public static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

    public void Add(TimeSpan step, TimeSpan update)
    {
        _step.Add(step.TotalMilliseconds);
        _update.Add(update.TotalMilliseconds);
    }
}
