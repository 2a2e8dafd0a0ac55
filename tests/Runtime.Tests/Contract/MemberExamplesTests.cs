using System.Numerics;
using SoftmaxGen.Runtime.Tests.Heads;
using SoftmaxGen.Runtime.Tests.Reference;

namespace SoftmaxGen.Runtime.Tests.Contract;

/// <summary>
/// One example of each member, in the order of <see cref="ISoftmaxHead{T}"/>, whose numbers can be checked by hand. The row A
/// of logits is ln 1, ln 2, ln 5: the exponentials sum to 8, and the probabilities are eighths. Those of B are quarters.
/// </summary>
public abstract class MemberExamplesTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // 4 ulp are promised; the others are for logits that are logarithms rounded to T, and for targets, whose gradient is
    // promised in ulp of a target that may be twice as large.
    private const double Tolerance = 8;

    private static readonly Head<T> Head = HeadRegistry<T>.Get(3);

    private static readonly T[] A = Numbers(Math.Log(1), Math.Log(2), Math.Log(5));

    private static readonly T[] B = Numbers(Math.Log(1), Math.Log(1), Math.Log(2));

    private static readonly T[] AThenB = [.. A, .. B];

    private static readonly double Ln2 = Math.Log(2);

    [Fact]
    public void ClassCount_is_N() => Assert.Equal(3, Head.Classes);

    [Fact]
    public void Softmax_divides_by_the_sum_of_each_row()
    {
        var probabilities = new T[6];

        Head.Softmax(AThenB, probabilities);

        AssertClose([1 / 8.0, 2 / 8.0, 5 / 8.0, 1 / 4.0, 1 / 4.0, 2 / 4.0], probabilities);
    }

    [Fact]
    public void LogSoftmax_is_the_logarithm_of_the_probabilities()
    {
        var logProbabilities = new T[6];

        Head.LogSoftmax(AThenB, logProbabilities);

        AssertClose([-3 * Ln2, -2 * Ln2, Math.Log(5 / 8.0), -2 * Ln2, -2 * Ln2, -Ln2], logProbabilities);
    }

    [Fact]
    public void LogSumExp_of_one_row_is_ln_8() => AssertClose(3 * Ln2, Head.LogSumExp(A));

    [Fact]
    public void LogSumExp_of_two_rows_is_ln_8_and_ln_4()
    {
        var destination = new T[2];

        Head.LogSumExp(AThenB, destination);

        AssertClose([3 * Ln2, 2 * Ln2], destination);
    }

    [Fact]
    public void ArgMax_of_one_row_is_the_class_of_the_largest() => Assert.Equal(1, Head.ArgMax(Numbers(1, 3, 2)));

    [Fact]
    public void ArgMax_of_two_rows_is_the_first_of_equals()
    {
        var labels = new int[2];

        Head.ArgMax(Numbers(1, 3, 2, 0, 5, 5), labels);

        Assert.Equal([1, 1], labels);
    }

    [Fact]
    public void TopK_gives_the_best_two_of_three()
    {
        var labels = new int[2];

        Head.TopK(Numbers(1, 3, 2), labels);

        Assert.Equal([1, 2], labels);
    }

    [Fact]
    public void TopK_gives_the_probabilities_of_the_best_two()
    {
        var labels = new int[2];
        var probabilities = new T[2];

        Head.TopK(A, labels, probabilities);

        Assert.Equal([2, 1], labels);
        AssertClose([5 / 8.0, 2 / 8.0], probabilities);
    }

    [Fact]
    public void CrossEntropy_of_label_is_minus_its_log_probability() => AssertClose(Math.Log(8 / 5.0), Head.CrossEntropy(A, 2));

    [Fact]
    public void CrossEntropy_of_labels_reduces_the_losses_of_the_rows()
    {
        // ln 8/5 + ln 4.
        double sum = Math.Log(32 / 5.0);

        AssertClose(sum, Head.CrossEntropy(AThenB, [2, 0], Reduction.Sum));
        AssertClose(sum / 2, Head.CrossEntropy(AThenB, [2, 0], Reduction.Mean));
    }

    [Fact]
    public void CrossEntropy_of_targets_weighs_the_log_probabilities()
    {
        // 1/2 ln 8 + 1/2 ln 4 of the row A, and ln 2 of B.
        T[] targets = Numbers(0.5, 0.5, 0, 0, 0, 1);

        AssertClose(3.5 * Ln2, Head.CrossEntropy(AThenB, targets, Reduction.Sum));
        AssertClose(1.75 * Ln2, Head.CrossEntropy(AThenB, targets, Reduction.Mean));
    }

    [Fact]
    public void CrossEntropy_of_labels_gives_the_loss_of_each_row()
    {
        var losses = new T[2];

        Head.CrossEntropy(AThenB, [2, 0], losses);

        AssertClose([Math.Log(8 / 5.0), 2 * Ln2], losses);
    }

    [Fact]
    public void CrossEntropy_of_targets_gives_the_loss_of_each_row()
    {
        var losses = new T[2];

        Head.CrossEntropy(AThenB, Numbers(0.5, 0.5, 0, 0, 0, 1), losses);

        AssertClose([2.5 * Ln2, Ln2], losses);
    }

    [Fact]
    public void CrossEntropyGradient_of_label_is_probability_minus_1_there()
    {
        var gradient = new T[3];

        AssertClose(Math.Log(8 / 5.0), Head.CrossEntropyGradient(A, 2, gradient));

        AssertClose([1 / 8.0, 2 / 8.0, -3 / 8.0], gradient);
    }

    [Fact]
    public void CrossEntropyGradient_of_labels_is_that_of_the_reduced_loss()
    {
        var gradient = new T[6];

        AssertClose(Math.Log(32 / 5.0), Head.CrossEntropyGradient(AThenB, [2, 0], gradient, Reduction.Sum));
        AssertClose([1 / 8.0, 2 / 8.0, -3 / 8.0, -3 / 4.0, 1 / 4.0, 2 / 4.0], gradient);

        AssertClose(Math.Log(32 / 5.0) / 2, Head.CrossEntropyGradient(AThenB, [2, 0], gradient, Reduction.Mean));
        AssertClose([1 / 16.0, 2 / 16.0, -3 / 16.0, -3 / 8.0, 1 / 8.0, 2 / 8.0], gradient);
    }

    [Fact]
    public void CrossEntropyGradient_of_targets_is_probability_minus_target()
    {
        T[] targets = Numbers(0.5, 0.5, 0, 0, 0, 1);
        var gradient = new T[6];

        AssertClose(3.5 * Ln2, Head.CrossEntropyGradient(AThenB, targets, gradient, Reduction.Sum));
        AssertClose([-3 / 8.0, -2 / 8.0, 5 / 8.0, 1 / 4.0, 1 / 4.0, -2 / 4.0], gradient);

        AssertClose(1.75 * Ln2, Head.CrossEntropyGradient(AThenB, targets, gradient, Reduction.Mean));
        AssertClose([-3 / 16.0, -2 / 16.0, 5 / 16.0, 1 / 8.0, 1 / 8.0, -2 / 8.0], gradient);
    }

    [Fact]
    public void SoftmaxBackward_is_p_times_upstream_less_its_mean()
    {
        var gradient = new T[3];

        // sum_j g_j p_j = 8 / 8.
        Head.SoftmaxBackward(Numbers(1 / 8.0, 2 / 8.0, 5 / 8.0), Numbers(8, 0, 0), gradient);

        AssertClose([7 / 8.0, -2 / 8.0, -5 / 8.0], gradient);
    }

    [Fact]
    public void LogSoftmaxBackward_is_upstream_less_p_times_its_sum()
    {
        var gradient = new T[3];

        // sum_j g_j = 1.
        Head.LogSoftmaxBackward(Numbers(Math.Log(1 / 8.0), Math.Log(2 / 8.0), Math.Log(5 / 8.0)), Numbers(1, 0, 0), gradient);

        AssertClose([7 / 8.0, -2 / 8.0, -5 / 8.0], gradient);
    }

    [Fact]
    public void Jacobian_is_p_times_1_minus_p_on_the_diagonal()
    {
        var jacobian = new T[9];

        Head.Jacobian(Numbers(1 / 8.0, 2 / 8.0, 5 / 8.0), jacobian);

        AssertClose(
            [
                7 / 64.0, -2 / 64.0, -5 / 64.0,
                -2 / 64.0, 12 / 64.0, -10 / 64.0,
                -5 / 64.0, -10 / 64.0, 15 / 64.0,
            ],
            jacobian);
    }

    // 1/4 ln 4 + 1/4 ln 4 + 1/2 ln 2.
    [Fact]
    public void Entropy_of_quarters_and_a_half_is_ln_2_and_a_half() => AssertClose(1.5 * Ln2, Head.Entropy(B));

    [Fact]
    public void Entropy_of_two_rows_is_that_of_each()
    {
        var destination = new T[2];

        Head.Entropy([.. B, .. Numbers(0, 0, 0)], destination);

        AssertClose([1.5 * Ln2, Math.Log(3)], destination);
    }

    [Fact]
    public void TryPredict_of_five_eighths_takes_0_6_and_not_0_7()
    {
        Assert.True(Head.TryPredict(A, T.CreateChecked(0.6), out int label));
        Assert.Equal(2, label);

        Assert.False(Head.TryPredict(A, T.CreateChecked(0.7), out label));
        Assert.Equal(2, label);
    }

    private static T[] Numbers(params double[] numbers) => [.. numbers.Select(T.CreateChecked)];

    private static void AssertClose(double[] expected, T[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => AssertClose(pair.First, pair.Second));
    }

    private static void AssertClose(double expected, T actual)
    {
        double error = Ulp.Error(actual, BigFloat.From(expected));
        Assert.True(error <= Tolerance, $"{actual} instead of {expected}: {error} ulp");
    }
}

public sealed class MemberExamplesSingleTests : MemberExamplesTests<float>;

public sealed class MemberExamplesDoubleTests : MemberExamplesTests<double>;
