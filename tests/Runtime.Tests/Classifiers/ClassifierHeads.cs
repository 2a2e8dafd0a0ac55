namespace SoftmaxGen.Runtime.Tests.Classifiers;

// One head for each shape and element type, which gets the weights as arguments.
[SoftmaxHead(3, Features = 4)] internal readonly partial struct IrisSingle;
[SoftmaxHead(3, Features = 4, Element = typeof(double))] internal readonly partial struct IrisDouble;
[SoftmaxHead(10, Features = 64)] internal readonly partial struct DigitsSingle;
[SoftmaxHead(10, Features = 64, Element = typeof(double))] internal readonly partial struct DigitsDouble;
