namespace DistributedTraining.Training;

/// <summary>What steps took in all.</summary>
/// <param name="Steps">The number of steps.</param>
/// <param name="Total">From weights to new weights.</param>
/// <param name="Compute">Of that, what the slowest block of each step computed.</param>
internal readonly record struct StepTimes(int Steps, TimeSpan Total, TimeSpan Compute)
{
    public StepTimes With(TimeSpan total, TimeSpan compute) => new(Steps + 1, Total + total, Compute + compute);
}
