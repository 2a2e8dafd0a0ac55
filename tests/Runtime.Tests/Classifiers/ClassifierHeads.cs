namespace SoftmaxGen.Runtime.Tests.Classifiers;

// One head for each shape and element type, which gets the weights as arguments. They are classes because the registries of
// heads take every struct for one of theirs.
[SoftmaxHead(3, Features = 4)] internal sealed partial class IrisSingle;
[SoftmaxHead(3, Features = 4, Element = typeof(double))] internal sealed partial class IrisDouble;
[SoftmaxHead(10, Features = 64)] internal sealed partial class DigitsSingle;
[SoftmaxHead(10, Features = 64, Element = typeof(double))] internal sealed partial class DigitsDouble;
