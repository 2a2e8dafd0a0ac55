using System.Numerics;

namespace SoftmaxGen.Runtime.Tests.Inputs;

/// <summary>How the terms of a logit's sum compare.</summary>
public enum TermKind
{
    /// <summary>Of either sign, and of one size.</summary>
    Ordinary,

    /// <summary>All positive: nothing cancels.</summary>
    Positive,

    /// <summary>Each with its opposite half of the features away: all but the last bits of the sum cancels.</summary>
    Cancelling,

    /// <summary>Of either sign, over 40 binades.</summary>
    Spread,

    /// <summary>In each lane one large term, then ones of a roundoff of it, each of which is lost.</summary>
    FirstLargest,
}

/// <summary>A layer and a batch for it. The same arguments give the same numbers on every run and machine.</summary>
internal sealed class DenseInputs<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public DenseInputs(int features, int classes, int rows, int seed, TermKind kind = TermKind.Ordinary)
    {
        var random = new Random((((seed * 31) + features) * 7919) + (classes * 31) + (rows * 1013) + (int)kind);

        // Logits of a few units, whatever the number of features.
        double size = 6 / Math.Sqrt(features);
        Features = Fill(rows * features, (_, _) => Signed() + Math.CopySign(0.01, random.Next(2) - 0.5));
        Weights = Fill(features * classes, (_, _) => size * Signed());
        Bias = Fill(classes, (_, _) => 0.5 * Signed());
        Labels = [.. Enumerable.Range(0, rows).Select(_ => random.Next(classes))];
        Targets = Fill(rows * classes, (_, _) => random.Next(3) == 0 ? 0 : random.NextDouble() * 3 / classes);
        Shape(features, kind, random);

        double Signed() => (2 * random.NextDouble()) - 1;

        static T[] Fill(int length, Func<int, int, double> next)
        {
            var values = new T[length];
            for (int i = 0; i < length; i++)
            {
                values[i] = T.CreateChecked(next(i, length));
            }

            return values;
        }
    }

    public T[] Features { get; }

    public T[] Weights { get; }

    public T[] Bias { get; }

    public int[] Labels { get; }

    public T[] Targets { get; }

    private void Shape(int features, TermKind kind, Random random)
    {
        switch (kind)
        {
            case TermKind.Positive:
                Apply(Features, (_, value) => T.Abs(value));
                Apply(Weights, (_, value) => T.Abs(value));
                Apply(Bias, (_, value) => T.Abs(value));
                break;
            case TermKind.Cancelling:
                // Equal features, and weights of the other sign: exact products that cancel to the last bit, but for the middle one.
                int half = (features + 1) / 2;
                for (int i = 0; i < Features.Length; i++)
                {
                    Features[i] = i % features < half ? Features[i] : Features[i - half];
                }

                for (int i = 0; i < Weights.Length; i++)
                {
                    Weights[i] = i % features < half ? Weights[i] : -Weights[i - half];
                }

                Apply(Bias, (_, _) => T.Zero);
                break;
            case TermKind.Spread:
                Apply(Features, (_, value) => T.ScaleB(value, random.Next(21) - 10));
                Apply(Weights, (_, value) => T.ScaleB(value, random.Next(21) - 10));
                break;
            case TermKind.FirstLargest:
                int lanes = features >= Reference.DenseOrderReference<T>.WideLanes ? Reference.DenseOrderReference<T>.WideLanes : Reference.DenseOrderReference<T>.WideLanes / 4;
                T lost = T.ScaleB(T.One, -Reference.Ulp.Precision<T>());
                Apply(Features, (_, _) => T.One);
                Apply(Weights, (i, _) => i % features < lanes ? T.One : lost);
                Apply(Bias, (_, _) => lost);
                break;
            default:
                break;
        }

        static void Apply(T[] values, Func<int, T, T> change)
        {
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = change(i, values[i]);
            }
        }
    }
}
