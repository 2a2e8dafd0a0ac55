namespace SoftmaxGen.Runtime.Tests.Labels;

public enum Species
{
    Setosa,
    Versicolor,
    Virginica,
}

public enum SmallSpecies : byte
{
    Virginica = 2,
    Setosa = 0,
    Versicolor = 1,
}

public enum SignedSpecies : sbyte
{
    Setosa,
    Versicolor,
    Virginica,
}

public enum UnsignedSpecies : uint
{
    Setosa,
    Versicolor,
    Virginica,
}

public enum WideSpecies : long
{
    Setosa,
    @class,
    Virginica,
}

public enum WidestSpecies : ulong
{
    Setosa,
    Größe,
    Virginica,
}

// They are classes because the registries of heads take every struct for one of theirs.
[SoftmaxHead(typeof(Species), Features = 4)] internal static partial class IntHead;
[SoftmaxHead(typeof(SmallSpecies), Features = 4)] internal static partial class ByteHead;
[SoftmaxHead(typeof(SignedSpecies), Features = 4, Element = typeof(double))] internal sealed partial class SByteHead;
[SoftmaxHead(typeof(UnsignedSpecies), Features = 4)] internal sealed partial class UIntHead;
[SoftmaxHead(typeof(WideSpecies), Features = 4)] internal sealed partial class LongHead;
[SoftmaxHead(typeof(WidestSpecies), Features = 4, Element = typeof(double))] internal static partial class ULongHead;
[SoftmaxHead(typeof(Species), Weights = "iris-sklearn.weights.csv")] internal sealed partial class TrainedIntHead;
[SoftmaxHead(typeof(WideSpecies), Weights = "iris-sklearn.weights.csv", Element = typeof(double))] internal static partial class TrainedLongHead;

// Without an enumeration, to compare with.
[SoftmaxHead(3, Features = 4)] public sealed partial class PlainSingleHead;
[SoftmaxHead(3, Features = 4, Element = typeof(double))] public sealed partial class PlainDoubleHead;

// Rows without a class.
[SoftmaxHead(typeof(Species), IgnoreLabel = -100)] internal static partial class IgnoringIntHead;
[SoftmaxHead(typeof(SmallSpecies), IgnoreLabel = 255)] internal static partial class IgnoringByteHead;
[SoftmaxHead(typeof(UnsignedSpecies), IgnoreLabel = -1)] internal static partial class IgnoringUIntHead;
[SoftmaxHead(typeof(WideSpecies), IgnoreLabel = -100)] internal static partial class IgnoringLongHead;
