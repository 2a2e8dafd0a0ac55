namespace DistributedTraining.Costs;

/// <summary>What a step costs by part, in milliseconds, and what it would cost on another number of silos.</summary>
/// <remarks>
/// <para>The model: silos work at the same time, each on its share of the rows and of the blocks. The coordinator, one
/// machine, serializes the weights for each block on another silo, and reads the sum of each, one after the other. So with S
/// silos, B blocks in all and R(S) = (S - 1) max(1, B / S) of them on other silos than the coordinator's:</para>
/// <para>T(S) = compute / S + max(1, B / S) within + latency + R(S) (call + out + back) + update.</para>
/// </remarks>
/// <param name="Silos">The number of silos that it was measured on.</param>
/// <param name="Blocks">The number of blocks of shards, B.</param>
/// <param name="Parameters">The number of weights and biases.</param>
/// <param name="Compute">What one silo would compute for all rows.</param>
/// <param name="Within">What a silo takes for a block but for its rows: calls of shards, and sums of their gradients.</param>
/// <param name="Latency">The way to another silo and back, whatever is sent.</param>
/// <param name="Call">What each such call adds while others are under way.</param>
/// <param name="Out">What the weights for such a block add.</param>
/// <param name="Back">What the sum of such a block adds.</param>
/// <param name="Update">From gradients to new weights.</param>
internal sealed record StepCost(
    int Silos, int Blocks, int Parameters, double Compute, double Within, double Latency, double Call, double Out, double Back, double Update)
{
    /// <summary>Gets the bytes of the weights for a block, as floats.</summary>
    public long BytesOut => (long)Parameters * sizeof(float);

    /// <summary>Gets the bytes of the sum of a block, gradients and loss as doubles.</summary>
    public long BytesBack => (Parameters + 1L) * sizeof(double);

    /// <summary>Gets how many blocks a silo has.</summary>
    public double BlocksOfSilo(int silos) => Math.Max(1, (double)Blocks / silos);

    /// <summary>Gets how many blocks are on other silos than the coordinator's.</summary>
    public double RemoteBlocks(int silos) => (silos - 1) * BlocksOfSilo(silos);

    /// <summary>Computes the time of a step on so many silos, each on processors of its own.</summary>
    public double Step(int silos) => (Compute / silos) + Fixed(silos);

    /// <summary>Computes the factor of rows from which so many silos are at least <paramref name="speedup"/> times as fast as one.</summary>
    /// <returns>1 for the rows of the step that was measured; 0 where they are for any.</returns>
    public double RowsFor(int silos, double speedup) =>
        Math.Max(0, (speedup * Fixed(silos)) - Fixed(1)) / (Compute * (1 - (speedup / silos)));

    // What does not depend on the rows.
    private double Fixed(int silos) =>
        (BlocksOfSilo(silos) * Within) + (silos == 1 ? 0 : Latency) + (RemoteBlocks(silos) * (Call + Out + Back)) + Update;
}
