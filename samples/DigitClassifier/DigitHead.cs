using SoftmaxGen;

namespace DigitClassifier;

/// <summary>
/// The output of the network: softmax, cross-entropy and its gradient over ten classes, all of it generated.
/// </summary>
[SoftmaxHead(classes: 10)]
internal static partial class DigitHead;
