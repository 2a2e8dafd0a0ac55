using SoftmaxGen;

namespace DistributedTraining;

/// <summary>Ten digits from 8 x 8 pixels.</summary>
[SoftmaxHead(classes: 10, Features = 64)]
internal readonly partial struct Head64x10;

/// <summary>Ten classes from as many features as a digit of MNIST has pixels.</summary>
[SoftmaxHead(classes: 10, Features = 784)]
internal readonly partial struct Head784x10;

/// <summary>A thousand classes from what the last layer but one of a large image model gives.</summary>
[SoftmaxHead(classes: 1000, Features = 2048)]
internal readonly partial struct Head2048x1000;
