using System.Globalization;
using System.Net;
using DistributedTraining.Training;

namespace DistributedTraining;

/// <summary>What the user may choose of training.</summary>
internal sealed record Settings(
    string Problem, int Rows, int Shards, int BlockSize, int Batch, int Epochs, int Seed, float Rate,
    int Silos, DnsEndPoint? Redis, IPAddress Address, int Port, string CheckpointFile, bool IsResumed, int Delay)
{
    /// <summary>Gets the rows, and the shards that they are cut into.</summary>
    public TrainingSet Set => new(Problem, Seed, Rows, Shards);

    /// <summary>Gets the number of steps in an epoch, each with about as many rows as a batch has.</summary>
    public int StepCount => Math.Max(1, (int)Math.Round((double)Rows / Batch));

    /// <summary>Gets all that the bits of the weights depend on, but for the number of epochs.</summary>
    public string Training => string.Create(CultureInfo.InvariantCulture, $"--problem {Problem} --rows {Rows} --shards {Shards} --batch {Batch} --seed {Seed} --rate {Rate}");

    /// <summary>Gets what is wrong with options that are right one by one, if anything is.</summary>
    public string? Mistake
    {
        get
        {
            if (Shards > Rows)
                return string.Create(CultureInfo.InvariantCulture, $"--shards: expected at most as many as rows, {Rows}, found {Shards}");

            // With less, a step of one row of the largest shards and none of the others would come after steps of no rows at all.
            if (Batch < Shards)
                return string.Create(CultureInfo.InvariantCulture, $"--batch: expected at least as many rows as shards, {Shards}, found {Batch}");
            if (!int.IsPow2(BlockSize))
                return string.Create(CultureInfo.InvariantCulture, $"--block: expected a power of two, found {BlockSize}");
            long most = Array.MaxLength / DistributedTraining.Problem.Named(Problem).FeatureCount;
            if ((Rows / Shards) + 1 > most)
                return string.Create(CultureInfo.InvariantCulture, $"--rows: expected at most {most * Shards} in {Shards} shards, found {Rows}");
            return null;
        }
    }
}
