using System.Globalization;

namespace DistributedTraining.Training;

/// <summary>Which rows are trained on, and into how many shards they are cut, whatever the number of machines.</summary>
/// <param name="Problem">The name of the problem.</param>
/// <param name="Seed">The seed of the rows.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="Shards">The number of shards. It is part of the result: the sums of shards are rounded.</param>
internal sealed record TrainingSet(string Problem, int Seed, long Rows, int Shards)
{
    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static TrainingSet Parse(string text)
    {
        string[] parts = text.Split(' ');
        return new(
            parts[0],
            int.Parse(parts[1], CultureInfo.InvariantCulture),
            long.Parse(parts[2], CultureInfo.InvariantCulture),
            int.Parse(parts[3], CultureInfo.InvariantCulture));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Problem} {Seed} {Rows} {Shards}");
}
