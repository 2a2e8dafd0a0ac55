using System.Numerics;
using SoftmaxGen.Runtime.Tests.Inputs;
using SoftmaxGen.Runtime.Tests.Reference;

namespace SoftmaxGen.Runtime.Tests.Accuracy;

/// <summary>Other sums than those of the kernels are out of the bounds, and the kernels' own come close to them.</summary>
public abstract class DenseBoundsCanFailTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Features = 496;

    private static readonly DenseInputs<T> Worst = new(Features, 2, 1, 1, TermKind.FirstLargest);

    private static readonly DenseInputs<T> Ordinary = new(Features, 2, 1, 1);

    [Fact]
    public void Logit_that_is_added_up_in_one_lane_is_refused()
    {
        T sum = T.Zero;
        for (int j = 0; j < Features; j++)
        {
            // The first is the largest of all.
            sum += j == 0 ? T.One : T.ScaleB(T.One, -Ulp.Precision<T>());
        }

        T[] weights = [.. Enumerable.Range(0, Features).Select(j => j == 0 ? T.One : T.ScaleB(T.One, -Ulp.Precision<T>()))];
        Assert.True(Share(Worst.Features, weights, T.Zero, sum) > 1);
    }

    [Fact]
    public void Logit_in_the_order_of_the_kernels_comes_close_to_the_bound()
    {
        ReadOnlySpan<T> weights = Worst.Weights.AsSpan(0, Features);
        Assert.InRange(Share(Worst.Features, weights, Worst.Bias[0], DenseOrderReference<T>.Logit(Worst.Features, weights, Worst.Bias[0])), 0.75, 1);
    }

    [Fact]
    public void Logit_without_its_first_feature_is_refused() =>
        Assert.True(ShareOfOrdinary((x, w, b) => DenseOrderReference<T>.Logit(x.AsSpan(1), w.AsSpan(1), b)) > 10);

    [Fact]
    public void Logit_without_its_bias_is_refused() =>
        Assert.True(ShareOfOrdinary((x, w, _) => DenseOrderReference<T>.Logit(x, w, T.Zero)) > 10);

    [Fact]
    public void Logit_of_which_a_feature_counts_twice_is_refused() =>
        Assert.True(ShareOfOrdinary((x, w, b) => DenseOrderReference<T>.Logit([.. x, x[^1]], [.. w, w[^1]], b)) > 10);

    [Fact]
    public void Gradient_that_comes_close_to_the_bound_is_accepted_and_one_without_a_row_refused()
    {
        // One row, then many of half an ulp of it.
        const int Rows = 64;
        T[] gradient = [.. Enumerable.Range(0, Rows).Select(row => row == 0 ? T.One : T.ScaleB(T.One, -Ulp.Precision<T>()))];
        T[] ones = [.. Enumerable.Repeat(T.One, Rows)];
        ExactSum exact = DenseExact.Sum<T>(gradient, 0, 1, ones, 0, 1, Rows);
        BigFloat allowed = DenseExact.GradientBound<T>(Rows, exact.Size);
        Assert.InRange(exact.Share(DenseOrderReference<T>.WeightGradient(ones, gradient, 1, Rows)[0], allowed), 0.75, 1);

        T[] alike = [.. Enumerable.Range(0, Rows).Select(row => T.CreateChecked(1 + (row % 3)))];
        exact = DenseExact.Sum<T>(alike, 0, 1, ones, 0, 1, Rows);
        allowed = DenseExact.GradientBound<T>(Rows, exact.Size);
        Assert.True(exact.Share(DenseOrderReference<T>.WeightGradient(ones.AsSpan(1), alike.AsSpan(1), 1, Rows - 1)[0], allowed) > 100);
    }

    private static double ShareOfOrdinary(Func<T[], T[], T, T> logit)
    {
        T[] weights = Ordinary.Weights[..Features];
        return Share(Ordinary.Features, weights, Ordinary.Bias[0], logit(Ordinary.Features, weights, Ordinary.Bias[0]));
    }

    private static double Share(ReadOnlySpan<T> features, ReadOnlySpan<T> weights, T bias, T computed)
    {
        ExactSum exact = DenseExact.Logit(features, weights, bias);
        return exact.Share(computed, DenseExact.LogitBound<T>(features.Length, exact.Size));
    }
}

public sealed class DenseBoundsCanFailSingleTests : DenseBoundsCanFailTests<float>;

public sealed class DenseBoundsCanFailDoubleTests : DenseBoundsCanFailTests<double>;
