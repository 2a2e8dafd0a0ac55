using SoftmaxGen;

namespace DigitClassifier;

/// <summary>
/// The output of the network: a dense layer from 64 features to ten classes, softmax, cross-entropy and their gradients, all
/// of it generated. The features are the pixels themselves, or a hidden layer of 64 units.
/// </summary>
[SoftmaxHead(classes: 10, Features = DigitData.PixelCount)]
internal readonly partial struct DigitHead;

// The same behind hidden layers of other widths. The feature count is a constant of the generated code, so each width has a
// head of its own. OutputLayer chooses among them.
[SoftmaxHead(classes: 10, Features = 8)]
internal readonly partial struct DigitHead8;

[SoftmaxHead(classes: 10, Features = 16)]
internal readonly partial struct DigitHead16;

[SoftmaxHead(classes: 10, Features = 32)]
internal readonly partial struct DigitHead32;

[SoftmaxHead(classes: 10, Features = 128)]
internal readonly partial struct DigitHead128;

[SoftmaxHead(classes: 10, Features = 256)]
internal readonly partial struct DigitHead256;
