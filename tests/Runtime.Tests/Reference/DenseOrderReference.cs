using System.Numerics;

namespace SoftmaxGen.Runtime.Tests.Reference;

/// <summary>The sums of a dense layer, number by number, in the order that docs/numerics documents: for the bits of the kernels.</summary>
internal static class DenseOrderReference<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int TermsPerBlock = 32;

    /// <summary>The lanes of a logit's sum that has as many terms.</summary>
    public static readonly int WideLanes = T.One is float ? 16 : 8;

    public static int Lanes(int features) => features >= WideLanes ? WideLanes : WideLanes / 4;

    /// <summary>The rows whose gradients are added up before they meet those of the rows before.</summary>
    public static int RowsPerBlock(int classes) => Math.Clamp(65536 / classes / 16 * 16, 16, 64);

    public static T Logit(ReadOnlySpan<T> x, ReadOnlySpan<T> w, T bias)
    {
        int lanes = Lanes(x.Length);
        int whole = x.Length / lanes * lanes;
        int tail = x.Length - whole;
        int blocks = Math.Max(1, x.Length / (TermsPerBlock * lanes));
        var sums = new T[lanes];
        for (int lane = 0; lane < lanes; lane++)
        {
            T total = T.Zero;
            for (int block = 0; block < blocks; block++)
            {
                int first = (block * TermsPerBlock * lanes) + lane;
                int end = block == blocks - 1 ? whole : (block + 1) * TermsPerBlock * lanes;

                // Fewer features than lanes: the others are 0.
                T sum = first < end ? w[first] * x[first] : lane < x.Length && whole == 0 ? w[lane] * x[lane] : T.Zero;
                for (int j = first + lanes; j < end; j += lanes)
                {
                    sum = T.FusedMultiplyAdd(w[j], x[j], sum);
                }

                // The tail ends in the last lane.
                if (block == blocks - 1 && whole > 0 && lane >= lanes - tail)
                {
                    int j = x.Length - lanes + lane;
                    sum = T.FusedMultiplyAdd(w[j], x[j], sum);
                }

                total = block == 0 ? sum : total + sum;
            }

            sums[lane] = total;
        }

        for (int half = lanes / 2; half > 0; half /= 2)
        {
            for (int lane = 0; lane < half; lane++)
            {
                sums[lane] += sums[lane + half];
            }
        }

        return sums[0] + bias;
    }

    public static T[] Logits(ReadOnlySpan<T> features, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias, int rows)
    {
        int count = features.Length / Math.Max(rows, 1);
        var logits = new T[rows * bias.Length];
        for (int i = 0; i < logits.Length; i++)
        {
            (int row, int label) = Math.DivRem(i, bias.Length);
            logits[i] = Logit(features.Slice(row * count, count), weights.Slice(label * count, count), bias[label]);
        }

        return logits;
    }

    public static T[] WeightGradient(ReadOnlySpan<T> features, ReadOnlySpan<T> gradient, int classes, int rows)
    {
        int count = features.Length / rows;
        var result = new T[classes * count];
        for (int label = 0; label < classes; label++)
        {
            for (int j = 0; j < count; j++)
            {
                T total = T.Zero;
                for (int start = 0; start < rows; start += RowsPerBlock(classes))
                {
                    T sum = T.Zero;
                    for (int row = start; row < Math.Min(rows, start + RowsPerBlock(classes)); row++)
                    {
                        sum = T.FusedMultiplyAdd(gradient[(row * classes) + label], features[(row * count) + j], sum);
                    }

                    total = start == 0 ? sum : total + sum;
                }

                result[(label * count) + j] = total;
            }
        }

        return result;
    }

    public static T[] BiasGradient(ReadOnlySpan<T> gradient, int classes, int rows)
    {
        var ones = new T[rows];
        Array.Fill(ones, T.One);
        return WeightGradient(ones, gradient, classes, rows);
    }

    public static T[] FeatureGradient(ReadOnlySpan<T> gradient, ReadOnlySpan<T> weights, int classes, int rows)
    {
        int count = weights.Length / classes;
        var result = new T[rows * count];
        for (int row = 0; row < rows; row++)
        {
            for (int j = 0; j < count; j++)
            {
                T sum = T.Zero;
                for (int label = 0; label < classes; label++)
                {
                    sum = T.FusedMultiplyAdd(gradient[(row * classes) + label], weights[(label * count) + j], sum);
                }

                result[(row * count) + j] = sum;
            }
        }

        return result;
    }
}
