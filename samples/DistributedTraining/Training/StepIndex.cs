namespace DistributedTraining.Training;

/// <summary>Step <paramref name="Index"/> of the <paramref name="Count"/> steps of an epoch.</summary>
[GenerateSerializer, Immutable]
internal readonly record struct StepIndex([property: Id(0)] int Index, [property: Id(1)] int Count)
{
    /// <summary>Gets a step that has no rows, of any shard: its index is one of more steps than there are rows.</summary>
    public static StepIndex Empty => new(0, int.MaxValue);
}
