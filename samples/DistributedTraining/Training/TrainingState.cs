namespace DistributedTraining.Training;

/// <summary>What training has come to: all that the next epoch depends on.</summary>
internal sealed class TrainingState(int epoch, List<double> losses, double[] parameters, double[] velocity)
{
    /// <summary>Gets or sets the number of epochs that are done.</summary>
    public int Epoch { get; set; } = epoch;

    /// <summary>Gets the mean loss of each epoch.</summary>
    public List<double> Losses => losses;

    public double[] Parameters => parameters;

    public double[] Velocity => velocity;
}
