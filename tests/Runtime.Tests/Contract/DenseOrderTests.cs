using System.Numerics;
using SoftmaxGen.Runtime.Tests.Heads;
using SoftmaxGen.Runtime.Tests.Inputs;
using SoftmaxGen.Runtime.Tests.Reference;

namespace SoftmaxGen.Runtime.Tests.Contract;

/// <summary>Each sum of a dense layer has the bits of the documented order, on hardware with fused multiply-add.</summary>
public abstract class DenseOrderTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly int[] RowCounts = [1, 2, 3, 4, 5, 7, 8, 63, 64, 65, 130];

    [FusedTheory]
    [MemberData(nameof(DenseCases.All), MemberType = typeof(DenseCases))]
    public void Logits_have_the_bits_of_the_documented_order(int features, int classes)
    {
        DenseHead<T> head = DenseHeadRegistry<T>.Get(features, classes);
        int most = MostRows(features, classes);
        foreach (TermKind kind in Enum.GetValues<TermKind>())
        {
            var layer = new DenseInputs<T>(features, classes, most, 1, kind);
            T[] expected = DenseOrderReference<T>.Logits(layer.Features, layer.Weights, layer.Bias, most);
            foreach (int rows in kind == TermKind.Ordinary ? RowCounts.Where(rows => rows <= most) : [most])
            {
                var logits = new T[rows * classes];
                head.Logits(layer.Features.AsSpan(0, rows * features), layer.Weights, layer.Bias, logits);
                Bits.AssertSame<T>(expected.AsSpan(0, logits.Length), logits, $"{kind}, {rows} rows");
            }
        }
    }

    [FusedTheory]
    [Trait(TestCategory.Name, TestCategory.Slow)]
    [MemberData(nameof(DenseCases.All), MemberType = typeof(DenseCases))]
    public void Gradients_have_the_bits_of_the_documented_order(int features, int classes)
    {
        DenseHead<T> head = DenseHeadRegistry<T>.Get(features, classes);
        foreach (int rows in RowCounts.Where(rows => rows <= MostRows(features, classes)))
        {
            foreach (bool isOfLabels in (bool[])[true, false])
            {
                Reduction reduction = (rows & 1) == 0 ? Reduction.Sum : Reduction.Mean;
                var layer = new DenseInputs<T>(features, classes, rows, 2, rows == 8 ? TermKind.Positive : TermKind.Ordinary);
                var gradient = new T[rows * classes];
                head.Logits(layer.Features, layer.Weights, layer.Bias, gradient);
                T expectedLoss = isOfLabels
                    ? head.OfLogits.CrossEntropyGradient(gradient, layer.Labels, gradient, reduction)
                    : head.OfLogits.CrossEntropyGradient(gradient, layer.Targets, gradient, reduction);

                var weightGradient = new T[features * classes];
                var biasGradient = new T[classes];
                var featureGradient = new T[rows * features];
                T loss = isOfLabels
                    ? head.LossAndGradients(layer.Features, layer.Labels, layer.Weights, layer.Bias, weightGradient, biasGradient, featureGradient, reduction)
                    : head.LossAndGradients(layer.Features, layer.Targets, layer.Weights, layer.Bias, weightGradient, biasGradient, featureGradient, reduction);

                string what = $"{rows} rows, {(isOfLabels ? "labels" : "targets")}";
                Assert.True(Bits.Same(expectedLoss, loss), $"{what}: loss {loss} instead of {expectedLoss}");
                Bits.AssertSame<T>(DenseOrderReference<T>.WeightGradient(layer.Features, gradient, classes, rows), weightGradient, $"weight gradient, {what}");
                Bits.AssertSame<T>(DenseOrderReference<T>.BiasGradient(gradient, classes, rows), biasGradient, $"bias gradient, {what}");
                Bits.AssertSame<T>(DenseOrderReference<T>.FeatureGradient(gradient, layer.Weights, classes, rows), featureGradient, $"feature gradient, {what}");
            }
        }
    }

    // The reference takes one number at a time.
    private static int MostRows(int features, int classes) => (features * classes) switch
    {
        <= 10_000 => 130,
        <= 20_000 => 65,
        _ => 5,
    };
}

public sealed class DenseOrderSingleTests : DenseOrderTests<float>;

public sealed class DenseOrderDoubleTests : DenseOrderTests<double>;
