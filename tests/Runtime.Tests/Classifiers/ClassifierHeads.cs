namespace SoftmaxGen.Runtime.Tests.Classifiers;

// One head for each shape and element type, which gets the weights as arguments. They are classes because the registries of
// heads take every struct for one of theirs.
[SoftmaxHead(3, Features = 4)] internal sealed partial class IrisSingle;
[SoftmaxHead(3, Features = 4, Element = typeof(double))] internal sealed partial class IrisDouble;
[SoftmaxHead(10, Features = 64)] internal sealed partial class DigitsSingle;
[SoftmaxHead(10, Features = 64, Element = typeof(double))] internal sealed partial class DigitsDouble;

// The same with weights that are compiled in.
[SoftmaxHead(3, Features = 4, Weights = "iris-sklearn.weights.csv")] internal sealed partial class IrisSklearnSingle;
[SoftmaxHead(3, Features = 4, Weights = "iris-sklearn.weights.csv", Element = typeof(double))] internal sealed partial class IrisSklearnDouble;
[SoftmaxHead(3, Features = 4, Weights = "iris-torch.weights.csv")] internal sealed partial class IrisTorchSingle;
[SoftmaxHead(3, Features = 4, Weights = "iris-torch.weights.csv", Element = typeof(double))] internal sealed partial class IrisTorchDouble;
[SoftmaxHead(10, Features = 64, Weights = "digits-sklearn.weights.csv")] internal sealed partial class DigitsSklearnSingle;
[SoftmaxHead(10, Features = 64, Weights = "digits-sklearn.weights.csv", Element = typeof(double))] internal sealed partial class DigitsSklearnDouble;
[SoftmaxHead(10, Features = 64, Weights = "digits-torch.weights.csv")] internal sealed partial class DigitsTorchSingle;
[SoftmaxHead(10, Features = 64, Weights = "digits-torch.weights.csv", Element = typeof(double))] internal sealed partial class DigitsTorchDouble;
