using System.Numerics;

namespace SoftmaxGen.Runtime.Tests.Classifiers;

/// <summary>Heads with the weights of classifiers that scikit-learn and PyTorch trained agree with them, and with exact results.</summary>
public class ReferenceClassifierTests
{
    [Theory]
    [MemberData(nameof(ReferenceClassifier.Names), MemberType = typeof(ReferenceClassifier))]
    public void Double_head_has_the_labels_and_exact_probabilities(string name)
    {
        ReferenceClassifier classifier = ReferenceClassifier.Load(name);
        Results<double> results = classifier.Expected.Classes == 3 ? Run<IrisDouble, double>(classifier) : Run<DigitsDouble, double>(classifier);

        Assert.Equal(classifier.Expected.PredictedLabels, results.Labels);
        AssertClose(classifier.Expected.ExactProbabilities, results.Probabilities, _ => 1e-12, classifier);
    }

    /// <summary>The bound is that of the logits: a probability is off by twice what the largest logit of its row may be off by.</summary>
    [Theory]
    [MemberData(nameof(ReferenceClassifier.Names), MemberType = typeof(ReferenceClassifier))]
    public void Single_head_has_the_labels_and_probabilities_within_the_bound(string name)
    {
        ReferenceClassifier classifier = ReferenceClassifier.Load(name);
        Results<float> results = classifier.Expected.Classes == 3 ? Run<IrisSingle, float>(classifier) : Run<DigitsSingle, float>(classifier);

        Assert.Equal(classifier.Expected.PredictedLabels, results.Labels);
        double unit = Math.ScaleB(1, -24);
        AssertClose(
            classifier.Expected.ExactProbabilitiesFloat32Weights,
            [.. results.Probabilities.Select(probability => (double)probability)],
            row => (4 * unit) + (4 * unit * LargestSum(classifier, row)),
            classifier);
    }

    [Fact]
    public void Trained_heads_have_the_bits_of_heads_that_are_given_the_weights()
    {
        AssertSameBits<IrisSklearnSingle, IrisSingle, float>("iris-sklearn");
        AssertSameBits<IrisTorchSingle, IrisSingle, float>("iris-torch");
        AssertSameBits<DigitsSklearnSingle, DigitsSingle, float>("digits-sklearn");
        AssertSameBits<DigitsTorchSingle, DigitsSingle, float>("digits-torch");
        AssertSameBits<IrisSklearnDouble, IrisDouble, double>("iris-sklearn");
        AssertSameBits<IrisTorchDouble, IrisDouble, double>("iris-torch");
        AssertSameBits<DigitsSklearnDouble, DigitsDouble, double>("digits-sklearn");
        AssertSameBits<DigitsTorchDouble, DigitsDouble, double>("digits-torch");
    }

    [Fact]
    public void Bound_of_a_row_can_be_missed()
    {
        ReferenceClassifier classifier = ReferenceClassifier.Load("iris-sklearn");
        double[] probabilities = [.. classifier.Expected.ExactProbabilities];
        probabilities[7] *= 1 + 2e-12;

        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => AssertClose(classifier.Expected.ExactProbabilities, probabilities, _ => 1e-12, classifier));
    }

    /// <summary>Classifies all rows at once; each of them alone has the same bits.</summary>
    private static Results<T> Run<THead, T>(ReferenceClassifier classifier)
        where THead : IDenseHead<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (T[] weights, T[] bias, T[] features) = (Round<T>(classifier.Weights), Round<T>(classifier.Bias), Round<T>(classifier.Expected.FeaturesRows));
        int rows = classifier.Expected.Rows;
        Results<T> results = new(new int[rows], new T[rows * THead.ClassCount]);
        THead.Predict(features, weights, bias, results.Labels);
        THead.Probabilities(features, weights, bias, results.Probabilities);

        T[] alone = new T[THead.ClassCount];
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<T> x = features.AsSpan(row * THead.FeatureCount, THead.FeatureCount);
            ReadOnlySpan<T> expected = results.Probabilities.AsSpan(row * THead.ClassCount, THead.ClassCount);
            THead.Probabilities(x, weights, bias, alone);
            Assert.Equal(expected.ToArray(), alone);
            Assert.Equal(results.Labels[row], THead.Predict(x, weights, bias));

            T probability = alone[results.Labels[row]];
            Assert.True(THead.TryPredict(x, weights, bias, probability, out int label));
            Assert.Equal(results.Labels[row], label);
            Assert.False(THead.TryPredict(x, weights, bias, T.BitIncrement(probability), out label));
            Assert.Equal(results.Labels[row], label);
        }

        return results;
    }

    private static void AssertSameBits<TTrained, THead, T>(string name)
        where TTrained : ITrainedHead<T>
        where THead : IDenseHead<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReferenceClassifier classifier = ReferenceClassifier.Load(name);
        Results<T> expected = Run<THead, T>(classifier);
        T[] features = Round<T>(classifier.Expected.FeaturesRows);

        Assert.Equal(Round<T>(classifier.Weights), TTrained.Weights.ToArray());
        Assert.Equal(Round<T>(classifier.Bias), TTrained.Bias.ToArray());

        T[] probabilities = new T[expected.Probabilities.Length];
        int[] labels = new int[expected.Labels.Length];
        TTrained.Probabilities(features, probabilities);
        TTrained.Predict(features, labels);
        Assert.Equal(expected.Probabilities, probabilities);
        Assert.Equal(expected.Labels, labels);

        // Logits, then softmax.
        TTrained.Logits(features, probabilities);
        TTrained.Softmax(probabilities, probabilities);
        Assert.Equal(expected.Probabilities, probabilities);

        for (int row = 0; row < labels.Length; row++)
        {
            ReadOnlySpan<T> x = features.AsSpan(row * TTrained.FeatureCount, TTrained.FeatureCount);
            T probability = probabilities[(row * TTrained.ClassCount) + labels[row]];
            Assert.Equal(labels[row], TTrained.Predict(x));
            Assert.True(TTrained.TryPredict(x, probability, out int label));
            Assert.Equal(labels[row], label);
            Assert.False(TTrained.TryPredict(x, T.BitIncrement(probability), out label));
            Assert.Equal(labels[row], label);
        }
    }

    private static void AssertClose(double[] expected, double[] actual, Func<int, double> bound, ReferenceClassifier classifier)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            int row = i / classifier.Expected.Classes;
            double error = Math.Abs(actual[i] - expected[i]) / expected[i];
            Assert.True(error <= bound(row), $"row {row}: {actual[i]:R} instead of {expected[i]:R}, off by {error:E2}; the bound is {bound(row):E2}");
        }
    }

    /// <summary>max_i (sum_j |w_ij x_j| + |b_i|)</summary>
    private static double LargestSum(ReferenceClassifier classifier, int row)
    {
        int features = classifier.Expected.Features;
        return Enumerable.Range(0, classifier.Expected.Classes).Max(i =>
            Math.Abs(classifier.Bias[i])
            + Enumerable.Range(0, features).Sum(j => Math.Abs(classifier.Weights[(i * features) + j] * classifier.Expected.FeaturesRows[(row * features) + j])));
    }

    private static T[] Round<T>(double[] values)
        where T : INumber<T> => [.. values.Select(T.CreateTruncating)];

    private sealed record Results<T>(int[] Labels, T[] Probabilities);
}
