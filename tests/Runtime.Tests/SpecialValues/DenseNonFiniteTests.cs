using System.Numerics;
using SoftmaxGen.Runtime.Tests.Heads;
using SoftmaxGen.Runtime.Tests.Inputs;

namespace SoftmaxGen.Runtime.Tests.SpecialValues;

/// <summary>NaN and infinities in a dense layer: of a feature they reach its own row only, of a weight or bias its own class's logits.</summary>
public abstract class DenseNonFiniteTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Rows = 9;

    private static readonly T[] Poisons = [T.NaN, T.PositiveInfinity, T.NegativeInfinity];

    [Theory]
    [MemberData(nameof(DenseCases.Small), MemberType = typeof(DenseCases))]
    public void Feature_reaches_the_results_of_its_row_only(int features, int classes)
    {
        DenseHead<T> head = DenseHeadRegistry<T>.Get(features, classes);
        var layer = new DenseInputs<T>(features, classes, Rows, 1);
        var clean = new Results(head, layer);
        T[] x = [.. layer.Features];
        int bad = 0;
        foreach (int at in SpecialRows.Positions(features))
        {
            foreach (T poison in Poisons)
            {
                bad = (bad + 4) % Rows;
                x.CopyTo(layer.Features, 0);
                layer.Features[(bad * features) + at] = poison;
                var actual = new Results(head, layer);
                for (int row = 0; row < Rows; row++)
                {
                    if (row != bad)
                    {
                        actual.AssertSame(clean, row, $"{poison} at {at} of row {bad}");
                    }
                }

                for (int i = 0; i < classes; i++)
                {
                    // The sign of an infinity is that of the product; nothing else in the sum is infinite.
                    T expected = T.IsNaN(poison) ? poison : poison * layer.Weights[(i * features) + at];
                    AssertAlike(expected, actual.Logits[(bad * classes) + i], $"{poison} at {at} of row {bad}, logit {i}");
                    Assert.True(T.IsNaN(actual.Probabilities[(bad * classes) + i]), $"{poison} at {at}, probability {i}");
                }

                Assert.Equal(head.OfLogits.ArgMax(actual.Logits.AsSpan(bad * classes, classes)), actual.Labels[bad]);
                Assert.False(head.TryPredict(layer.Features.AsSpan(bad * features, features), layer.Weights, layer.Bias, T.Zero, out int label));
                Assert.Equal(actual.Labels[bad], label);
                Assert.True(T.IsNaN(actual.Loss), $"{poison} at {at}, loss");
                Assert.All(actual.FeatureGradient[(bad * features)..((bad + 1) * features)], value => Assert.True(T.IsNaN(value)));
                Assert.All(actual.WeightGradient, value => Assert.True(T.IsNaN(value)));
                Assert.All(actual.BiasGradient, value => Assert.True(T.IsNaN(value)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(DenseCases.Small), MemberType = typeof(DenseCases))]
    public void Weight_or_bias_reaches_the_logits_of_its_class_as_IEEE_754_says(int features, int classes)
    {
        DenseHead<T> head = DenseHeadRegistry<T>.Get(features, classes);
        var layer = new DenseInputs<T>(features, classes, Rows, 2);
        var clean = new Results(head, layer);
        T[] weights = [.. layer.Weights];
        T[] bias = [.. layer.Bias];
        int label = 0;

        // The position after the last stands for the bias.
        foreach (int at in SpecialRows.Positions(features).Append(features))
        {
            foreach (T poison in Poisons)
            {
                label = (label + 5) % classes;
                weights.CopyTo(layer.Weights, 0);
                bias.CopyTo(layer.Bias, 0);
                if (at < features)
                    layer.Weights[(label * features) + at] = poison;
                else
                    layer.Bias[label] = poison;
                T x = at < features ? layer.Features[(4 * features) + at] : T.One;
                if (at < features)
                    layer.Features[(4 * features) + at] = T.Zero;
                var actual = new Results(head, layer);
                if (at < features)
                    layer.Features[(4 * features) + at] = x;
                for (int row = 0; row < Rows; row++)
                {
                    // Of row 4 the feature is 0, and 0 times infinity is NaN.
                    T factor = at == features ? T.One : row == 4 ? T.Zero : layer.Features[(row * features) + at];
                    for (int i = 0; i < classes; i++)
                    {
                        T logit = actual.Logits[(row * classes) + i];
                        string what = $"{poison} at {at} of class {label}, row {row}, logit {i}";
                        if (i == label)
                            AssertAlike(poison * factor, logit, what);
                        else if (row != 4 || at == features)
                            Assert.True(Bits.Same(clean.Logits[(row * classes) + i], logit), what);
                        else
                            Assert.True(T.IsFinite(logit), what);
                    }
                }

                AssertSameAsSoftmax(head, actual, $"{poison} at {at} of class {label}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(DenseCases.Small), MemberType = typeof(DenseCases))]
    public void Layer_that_overflows_gives_what_the_softmax_makes_of_infinities(int features, int classes)
    {
        DenseHead<T> head = DenseHeadRegistry<T>.Get(features, classes);
        var layer = new DenseInputs<T>(features, classes, Rows, 3);
        T[] x = [.. layer.Features];
        T largest = T.BitDecrement(T.PositiveInfinity);
        foreach (T size in (T[])[largest, T.Sqrt(largest), T.Epsilon])
        {
            for (int i = 0; i < x.Length; i++)
            {
                layer.Features[i] = x[i] * size;
            }

            AssertSameAsSoftmax(head, new Results(head, layer), $"{size}");
        }
    }

    private static void AssertSameAsSoftmax(DenseHead<T> head, Results actual, string what)
    {
        var probabilities = new T[actual.Logits.Length];
        var labels = new int[Rows];
        head.OfLogits.Softmax(actual.Logits, probabilities);
        head.OfLogits.ArgMax(actual.Logits, labels);
        for (int i = 0; i < probabilities.Length; i++)
        {
            AssertAlike(probabilities[i], actual.Probabilities[i], $"{what}, probability {i}");
        }

        Assert.Equal(labels, actual.Labels);
    }

    // Which NaN an operation gives is the hardware's choice.
    private static void AssertAlike(T expected, T actual, string what) =>
        Assert.True(T.IsNaN(expected) ? T.IsNaN(actual) : Bits.Same(expected, actual), $"{what}: {actual} instead of {expected}");

    private sealed class Results
    {
        private readonly int _features;
        private readonly int _classes;

        public Results(DenseHead<T> head, DenseInputs<T> layer)
        {
            (_features, _classes) = (head.Features, head.Classes);
            Logits = new T[Rows * _classes];
            Probabilities = new T[Rows * _classes];
            Labels = new int[Rows];
            WeightGradient = new T[_features * _classes];
            BiasGradient = new T[_classes];
            FeatureGradient = new T[Rows * _features];
            head.Logits(layer.Features, layer.Weights, layer.Bias, Logits);
            head.Probabilities(layer.Features, layer.Weights, layer.Bias, Probabilities);
            head.Predict(layer.Features, layer.Weights, layer.Bias, Labels);
            Loss = head.LossAndGradients(layer.Features, layer.Labels, layer.Weights, layer.Bias, WeightGradient, BiasGradient, FeatureGradient, Reduction.Sum);
            for (int row = 0; row < Rows; row++)
            {
                Assert.Equal(Labels[row], head.Predict(layer.Features.AsSpan(row * _features, _features), layer.Weights, layer.Bias));
            }
        }

        public T[] Logits { get; }

        public T[] Probabilities { get; }

        public int[] Labels { get; }

        public T[] WeightGradient { get; }

        public T[] BiasGradient { get; }

        public T[] FeatureGradient { get; }

        public T Loss { get; }

        public void AssertSame(Results expected, int row, string what)
        {
            Range ofClasses = (row * _classes)..((row + 1) * _classes), ofFeatures = (row * _features)..((row + 1) * _features);
            Bits.AssertSame<T>(expected.Logits[ofClasses], Logits[ofClasses], $"{what}, logits of row {row}");
            Bits.AssertSame<T>(expected.Probabilities[ofClasses], Probabilities[ofClasses], $"{what}, probabilities of row {row}");
            Bits.AssertSame<T>(expected.FeatureGradient[ofFeatures], FeatureGradient[ofFeatures], $"{what}, feature gradient of row {row}");
            Assert.Equal(expected.Labels[row], Labels[row]);
        }
    }
}

public sealed class DenseNonFiniteSingleTests : DenseNonFiniteTests<float>;

public sealed class DenseNonFiniteDoubleTests : DenseNonFiniteTests<double>;
