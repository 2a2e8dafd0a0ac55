using System.Numerics;
using SoftmaxGen.Runtime.Tests.Heads;
using SoftmaxGen.Runtime.Tests.Reference;

namespace SoftmaxGen.Runtime.Tests.Contract;

/// <summary>
/// One example of each member, in the order of <see cref="IDenseHead{T}"/>, whose numbers can be checked by hand. The features
/// (1, 1) give the logits 0, ln 2 and ln 5, whose probabilities are eighths; (1, 0) gives 0, ln 2 and 0: quarters.
/// </summary>
public abstract class DenseMemberExamplesTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double Tolerance = 8;

    private static readonly DenseHead<T> Head = DenseHeadRegistry<T>.Get(2, 3);

    private static readonly double Ln2 = Math.Log(2);

    private static readonly double Ln5 = Math.Log(5);

    private static readonly T[] Features = Numbers(1, 1, 1, 0);

    private static readonly T[] FirstRow = Features[..2];

    private static readonly T[] Weights = Numbers(0, 0, Ln2, 0, 0, Ln5);

    private static readonly T[] Bias = Numbers(0, 0, 0);

    private readonly T[] _weightGradient = new T[6];
    private readonly T[] _biasGradient = new T[3];
    private readonly T[] _featureGradient = new T[4];

    [Fact]
    public void FeatureCount_is_F() => Assert.Equal(2, Head.Features);

    [Fact]
    public void Logits_are_products_with_the_weights_and_the_bias()
    {
        var logits = new T[6];

        Head.Logits(Numbers(1, 2, -3, 0.5), Numbers(1, 2, 3, 4, -5, 6), Numbers(0, 10, 0.25), logits);

        // 1 + 4, 3 + 8 + 10, -5 + 12 + 1/4; -3 + 1, -9 + 2 + 10, 15 + 3 + 1/4.
        Assert.Equal(Numbers(5, 21, 7.25, -2, 3, 18.25), logits);
    }

    [Fact]
    public void Probabilities_are_those_of_the_logits_of_each_row()
    {
        var probabilities = new T[6];

        Head.Probabilities(Features, Weights, Bias, probabilities);

        AssertClose([1 / 8.0, 2 / 8.0, 5 / 8.0, 1 / 4.0, 2 / 4.0, 1 / 4.0], probabilities);
    }

    [Fact]
    public void Predict_of_one_row_is_the_class_of_the_largest_logit() => Assert.Equal(2, Head.Predict(FirstRow, Weights, Bias));

    [Fact]
    public void Predict_of_rows_is_the_first_of_equals()
    {
        var labels = new int[3];

        Head.Predict([.. Features, T.Zero, T.Zero], Weights, Bias, labels);

        Assert.Equal([2, 1, 0], labels);
    }

    [Theory]
    [InlineData(0.62, true)]
    [InlineData(0.63, false)]
    public void TryPredict_gives_the_class_and_whether_its_probability_is_enough(double minimum, bool expected)
    {
        Assert.Equal(expected, Head.TryPredict(FirstRow, Weights, Bias, T.CreateChecked(minimum), out int label));
        Assert.Equal(2, label);
    }

    [Fact]
    public void LossAndGradients_of_labels_adds_up_the_rows()
    {
        T loss = Head.LossAndGradients(Features, [2, 1], Weights, Bias, _weightGradient, _biasGradient, Reduction.Sum);

        // The gradients of the logits are 1/8, 2/8, -3/8 and 1/4, -2/4, 1/4. Only the first row has a second feature.
        AssertClose([Math.Log(8 / 5.0) + Ln2], [loss]);
        AssertClose([3 / 8.0, 1 / 8.0, -2 / 8.0, 2 / 8.0, -1 / 8.0, -3 / 8.0], _weightGradient);
        AssertClose([3 / 8.0, -2 / 8.0, -1 / 8.0], _biasGradient);
    }

    [Fact]
    public void LossAndGradients_of_labels_with_features_divides_by_the_rows()
    {
        T loss = Head.LossAndGradients(Features, [2, 1], Weights, Bias, _weightGradient, _biasGradient, _featureGradient, Reduction.Mean);

        AssertClose([(Math.Log(8 / 5.0) + Ln2) / 2], [loss]);
        AssertClose([3 / 16.0, 1 / 16.0, -2 / 16.0, 2 / 16.0, -1 / 16.0, -3 / 16.0], _weightGradient);
        AssertClose([3 / 16.0, -2 / 16.0, -1 / 16.0], _biasGradient);
        AssertClose([Ln2 / 8, -3 * Ln5 / 16, -Ln2 / 4, Ln5 / 8], _featureGradient);
    }

    [Fact]
    public void LossAndGradients_of_targets_weighs_the_log_probabilities()
    {
        T loss = Head.LossAndGradients(Features, Numbers(0.5, 0.5, 0, 0, 0, 1), Weights, Bias, _weightGradient, _biasGradient, Reduction.Sum);

        // The gradients of the logits are -3/8, -2/8, 5/8 and 1/4, 2/4, -3/4. 1/2 ln 8 + 1/2 ln 4 of the first row, ln 4 of the second.
        AssertClose([4.5 * Ln2], [loss]);
        AssertClose([-1 / 8.0, -3 / 8.0, 2 / 8.0, -2 / 8.0, -1 / 8.0, 5 / 8.0], _weightGradient);
        AssertClose([-1 / 8.0, 2 / 8.0, -1 / 8.0], _biasGradient);
    }

    [Fact]
    public void LossAndGradients_of_targets_with_features_divides_by_the_rows()
    {
        T loss = Head.LossAndGradients(Features, Numbers(0.5, 0.5, 0, 0, 0, 1), Weights, Bias, _weightGradient, _biasGradient, _featureGradient, Reduction.Mean);

        AssertClose([2.25 * Ln2], [loss]);
        AssertClose([-1 / 16.0, -3 / 16.0, 2 / 16.0, -2 / 16.0, -1 / 16.0, 5 / 16.0], _weightGradient);
        AssertClose([-1 / 16.0, 2 / 16.0, -1 / 16.0], _biasGradient);
        AssertClose([-Ln2 / 8, 5 * Ln5 / 16, Ln2 / 4, -3 * Ln5 / 8], _featureGradient);
    }

    private static T[] Numbers(params double[] numbers) => [.. numbers.Select(T.CreateChecked)];

    private static void AssertClose(double[] expected, T[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            double error = Ulp.Error(actual[i], BigFloat.From(expected[i]), BigFloat.From(1.0));
            Assert.True(error <= Tolerance, $"{actual[i]} at {i} instead of {expected[i]}: {error} ulps of 1");
        }
    }
}

public sealed class DenseMemberExamplesSingleTests : DenseMemberExamplesTests<float>;

public sealed class DenseMemberExamplesDoubleTests : DenseMemberExamplesTests<double>;
