namespace DistributedTraining.Training;

/// <summary>Step <paramref name="Index"/> of the <paramref name="Count"/> steps of an epoch.</summary>
[GenerateSerializer, Immutable]
internal readonly record struct StepIndex([property: Id(0)] int Index, [property: Id(1)] int Count);
