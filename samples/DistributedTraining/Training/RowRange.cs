namespace DistributedTraining.Training;

/// <summary>Rows from <paramref name="Start"/> to the one before <paramref name="End"/>.</summary>
internal readonly record struct RowRange(long Start, long End)
{
    public int Count => checked((int)(End - Start));

    /// <summary>Gets part <paramref name="index"/> of <paramref name="count"/> rows in <paramref name="parts"/> parts that differ by one row at most.</summary>
    public static RowRange Part(long count, int index, int parts) => new(count * index / parts, count * (index + 1) / parts);
}
