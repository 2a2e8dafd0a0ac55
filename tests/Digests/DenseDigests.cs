using System.Globalization;
using System.Numerics;

namespace SoftmaxGen.Digests;

/// <summary>The digests of a head's dense layer, one for each member.</summary>
internal static class DenseDigests<THead, T>
    where THead : struct, IDenseHead<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // Tiles of rows that are whole and broken, and blocks of rows.
    private static readonly int[] BatchSizes = [0, 1, 2, 7, 64, 70];

    private static readonly int F = THead.FeatureCount;

    private static readonly int N = THead.ClassCount;

    public static void Write(TextWriter output)
    {
        OrderedDictionary<string, Digest> digests = [];
        foreach (int rows in BatchSizes)
            Add(digests, rows);
        foreach ((string member, Digest digest) in digests)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{typeof(T).Name} {F} x {N} {member} {digest.Value:x16}"));
    }

    private static void Add(OrderedDictionary<string, Digest> digests, int rows)
    {
        Inputs inputs = new((ulong)((1_000_000 * F) + (1000 * N) + rows));
        T[] x = inputs.Signed<T>(rows * F);
        T[] weights = inputs.Signed<T>(N * F);
        T[] bias = inputs.Signed<T>(N);
        T[] targets = inputs.Targets<T>(rows * N);
        int[] labels = inputs.Labels(rows, N);
        var matrix = new T[rows * N];
        var best = new int[rows];
        var weightGradient = new T[N * F];
        var biasGradient = new T[N];
        var featureGradient = new T[rows * F];

        // One row in ten has something that is not finite.
        for (int row = 9; row < rows; row += 10)
            x[(row * F) + (row % F)] = (row / 10 % 3) switch { 0 => T.NaN, 1 => T.PositiveInfinity, _ => T.NegativeInfinity };

        THead.Logits(x, weights, bias, matrix);
        To("Logits").Add<T>(matrix);
        THead.Probabilities(x, weights, bias, matrix);
        To("Probabilities").Add<T>(matrix);
        THead.Predict(x, weights, bias, best);
        To("Predict").Add(best);
        foreach (Reduction reduction in (Reduction[])[Reduction.Mean, Reduction.Sum])
        {
            AddGradients("LossAndGradients of labels", THead.LossAndGradients(x, labels, weights, bias, weightGradient, biasGradient, reduction), []);
            AddGradients("LossAndGradients of labels, with features", THead.LossAndGradients(x, labels, weights, bias, weightGradient, biasGradient, featureGradient, reduction), featureGradient);
            AddGradients("LossAndGradients of targets", THead.LossAndGradients(x, targets, weights, bias, weightGradient, biasGradient, reduction), []);
            AddGradients("LossAndGradients of targets, with features", THead.LossAndGradients(x, targets, weights, bias, weightGradient, biasGradient, featureGradient, reduction), featureGradient);
        }

        for (int row = 0; row < Math.Min(rows, 10); row++)
        {
            ReadOnlySpan<T> one = x.AsSpan(row * F, F);
            To("Predict of a row").Add([THead.Predict(one, weights, bias)]);
            T probability = matrix[(row * N) + best[row]];
            foreach (T minimum in (T[])[T.BitDecrement(probability), probability, T.BitIncrement(probability)])
                To("TryPredict").Add([THead.TryPredict(one, weights, bias, minimum, out int predicted) ? 1 : 0, predicted]);
        }

        void AddGradients(string member, T loss, T[] ofFeatures)
        {
            To(member).Add(loss);
            To(member).Add<T>(weightGradient);
            To(member).Add<T>(biasGradient);
            To(member).Add<T>(ofFeatures);
        }

        Digest To(string member)
        {
            if (!digests.TryGetValue(member, out Digest? digest))
                digests.Add(member, digest = new Digest());
            return digest;
        }
    }
}
