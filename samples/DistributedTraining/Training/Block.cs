using System.Globalization;

namespace DistributedTraining.Training;

/// <summary>Neighbouring shards whose sum is one node of the tree of sums, at <paramref name="Level"/> above the shards.</summary>
internal sealed record Block(TrainingSet Set, int Level, int Index)
{
    /// <summary>Gets the first of its shards.</summary>
    public int FirstShard => Index << Level;

    /// <summary>Gets the number of its shards: 2^level, or what is left at the end.</summary>
    public int ShardCount => Math.Min(Set.Shards - FirstShard, 1 << Level);

    /// <summary>Gets all blocks of a level.</summary>
    public static Block[] All(TrainingSet set, int level)
    {
        int count = ((set.Shards - 1) >> level) + 1;
        return [.. Enumerable.Range(0, count).Select(index => new Block(set, level, index))];
    }

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static Block Parse(string text)
    {
        string[] parts = text.Split('/');
        return new(TrainingSet.Parse(parts[0]), int.Parse(parts[1], CultureInfo.InvariantCulture), int.Parse(parts[2], CultureInfo.InvariantCulture));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Set}/{Level}/{Index}");
}
