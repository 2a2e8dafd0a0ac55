using SoftmaxGen;

namespace EmbeddedClassifier;

/// <summary>Softmax regression on handwritten digits, whose trained weights are compiled in.</summary>
[SoftmaxHead(classes: 10, Features = 64, Weights = "digits.csv")]
internal static partial class DigitHead;
