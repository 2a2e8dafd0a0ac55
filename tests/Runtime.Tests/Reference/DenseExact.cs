using System.Numerics;

namespace SoftmaxGen.Runtime.Tests.Reference;

/// <summary>A sum of products, and the sum of their sizes, exactly.</summary>
internal readonly record struct ExactSum(BigFloat Value, BigFloat Size)
{
    /// <summary>How far <paramref name="computed"/> is from the sum, as a part of <paramref name="allowed"/>: more than 1 is too far.</summary>
    public double Share<T>(T computed, BigFloat allowed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!T.IsFinite(computed))
        {
            return double.PositiveInfinity;
        }

        BigFloat error = BigFloat.Abs(BigFloat.From(computed) - Value);
        return error.IsZero ? 0 : allowed.IsZero ? double.PositiveInfinity : (error / allowed).ToDouble();
    }
}

/// <summary>Exact sums of a dense layer, and how far those of a head may be off.</summary>
internal static class DenseExact
{
    /// <summary>z = sum_j w_j x_j + b.</summary>
    public static ExactSum Logit<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> w, T bias)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ExactSum products = Sum(x, 0, 1, w, 0, 1, x.Length);
        BigFloat b = BigFloat.From(bias);
        return new ExactSum(products.Value + b, products.Size + BigFloat.Abs(b));
    }

    /// <summary>The sum of so many products of numbers that stand as far apart as the steps say.</summary>
    public static ExactSum Sum<T>(ReadOnlySpan<T> left, int leftStart, int leftStep, ReadOnlySpan<T> right, int rightStart, int rightStep, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        BigFloat value = BigFloat.Zero, size = BigFloat.Zero;
        for (int k = 0; k < count; k++)
        {
            BigFloat product = BigFloat.From(left[leftStart + (k * leftStep)]) * BigFloat.From(right[rightStart + (k * rightStep)]);
            value += product;
            size += BigFloat.Abs(product);
        }

        return new ExactSum(value, size);
    }

    /// <summary>(ceil(F / L) + 5) u (sum_j |w_j x_j| + |b|).</summary>
    public static BigFloat LogitBound<T>(int features, BigFloat size)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int lanes = DenseOrderReference<T>.Lanes(features);
        return Units<T>(((features + lanes - 1) / lanes) + 5, size);
    }

    /// <summary>(n + 6) u times the sum of the sizes of n products: rows of the gradients of weights and bias, classes of that of features.</summary>
    public static BigFloat GradientBound<T>(int terms, BigFloat size)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Units<T>(terms + 6, size);

    /// <summary>So many units of the roundoff of <paramref name="size"/>.</summary>
    public static BigFloat Units<T>(double units, BigFloat size)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => BigFloat.Scale(BigFloat.From(units) * size, -Ulp.Precision<T>());
}
