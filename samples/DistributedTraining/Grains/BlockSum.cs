namespace DistributedTraining.Grains;

/// <summary>The answer of a reducer.</summary>
/// <param name="Sum">The gradient, and the loss behind it.</param>
/// <param name="Elapsed">What it took from the request to the answer, without the way of either.</param>
[GenerateSerializer, Immutable]
internal sealed record BlockSum([property: Id(0)] Doubles Sum, [property: Id(1)] TimeSpan Elapsed);
