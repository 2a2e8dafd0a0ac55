using System.Globalization;
using System.Numerics;
using SoftmaxGen.Runtime.Tests.Heads;
using SoftmaxGen.Runtime.Tests.Inputs;
using SoftmaxGen.Runtime.Tests.Reference;
using Xunit.Abstractions;

namespace SoftmaxGen.Runtime.Tests.Accuracy;

/// <summary>The members of dense heads against exact sums. Each test writes the largest error, as a part of what is allowed.</summary>
[Trait(TestCategory.Name, TestCategory.Slow)]
public abstract class DenseAccuracyTests<T>(ITestOutputHelper output)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Exact numbers take a thousand times as long as those of the head: of a large layer some entries have them.
    private const int MostTerms = 60_000;

    private double _worst;

    [Theory]
    [MemberData(nameof(DenseCases.All), MemberType = typeof(DenseCases))]
    public void Logits_are_within_their_bound(int features, int classes)
    {
        DenseHead<T> head = DenseHeadRegistry<T>.Get(features, classes);
        foreach (TermKind kind in Enum.GetValues<TermKind>())
        {
            foreach (int rows in (int[])[1, 6])
            {
                var layer = new DenseInputs<T>(features, classes, rows, 1, kind);
                var logits = new T[rows * classes];
                head.Logits(layer.Features, layer.Weights, layer.Bias, logits);
                foreach (int i in Some(logits.Length, features))
                {
                    ExactSum exact = Logit(layer, features, i / classes, i % classes);
                    Judge(exact, logits[i], DenseExact.LogitBound<T>(features, exact.Size), $"{kind}, {rows} rows, logit {i}");
                }
            }

            Report($"logits, {features} x {classes}, {kind}");
        }
    }

    [Theory]
    [MemberData(nameof(DenseCases.AllButTheMostClasses), MemberType = typeof(DenseCases))]
    public void Probabilities_and_predictions_are_within_their_bound(int features, int classes)
    {
        DenseHead<T> head = DenseHeadRegistry<T>.Get(features, classes);
        foreach (TermKind kind in (TermKind[])[TermKind.Ordinary, TermKind.Positive, TermKind.Cancelling])
        {
            int rows = features * classes > 10_000 ? 1 : 3;
            var layer = new DenseInputs<T>(features, classes, rows, 2, kind);
            var probabilities = new T[rows * classes];
            var labels = new int[rows];
            head.Probabilities(layer.Features, layer.Weights, layer.Bias, probabilities);
            head.Predict(layer.Features, layer.Weights, layer.Bias, labels);
            for (int row = 0; row < rows; row++)
            {
                (BigFloat[] logits, BigFloat off) = Logits(layer, features, classes, row);
                SoftmaxReference exact = SoftmaxReference.Of(logits);
                BigFloat relative = RelativeBound(Bounds.Probability<T>(classes), off);
                for (int i = 0; i < classes; i++)
                {
                    BigFloat probability = exact.Probability(i);
                    Assert.True(probability >= Ulp.SmallestNormal<T>(), "Such a probability would be 0.");
                    Judge(new ExactSum(probability, probability), probabilities[(row * classes) + i], relative * probability, $"{kind}, row {row}, probability {i}");
                }

                Assert.True(logits[labels[row]] + (2 * off) >= logits[exact.ArgMax], $"{kind}, row {row}: {labels[row]} is not the class of the largest logit.");
            }

            Report($"probabilities, {features} x {classes}, {kind}");
        }
    }

    // Much less than what is proven: the errors of logits go all ways.
    [Theory]
    [MemberData(nameof(DenseCases.AllButTheMostClasses), MemberType = typeof(DenseCases))]
    public void Probabilities_of_ordinary_layers_are_as_exact_as_documented(int features, int classes)
    {
        DenseHead<T> head = DenseHeadRegistry<T>.Get(features, classes);
        int rows = features * classes > 10_000 ? 1 : 8;
        var layer = new DenseInputs<T>(features, classes, rows, 3);
        var probabilities = new T[rows * classes];
        head.Probabilities(layer.Features, layer.Weights, layer.Bias, probabilities);
        for (int row = 0; row < rows; row++)
        {
            BigFloat largest = BigFloat.Zero;
            var logits = new BigFloat[classes];
            for (int i = 0; i < classes; i++)
            {
                ExactSum exact = Logit(layer, features, row, i);
                logits[i] = exact.Value;
                largest = BigFloat.Max(largest, exact.Size);
            }

            SoftmaxReference softmax = SoftmaxReference.Of(logits);
            BigFloat relative = DenseExact.Units<T>(4, BigFloat.One + largest);
            for (int i = 0; i < classes; i++)
            {
                BigFloat probability = softmax.Probability(i);
                Judge(new ExactSum(probability, probability), probabilities[(row * classes) + i], relative * probability, $"row {row}, probability {i}");
                Assert.True(
                    T.One is not float || largest > 110 || Math.Abs(double.CreateChecked(probabilities[(row * classes) + i]) - probability.ToDouble()) <= 1.5e-6,
                    $"row {row}, probability {i}");
            }
        }

        Report($"probabilities as documented, {features} x {classes}");
    }

    [Theory]
    [MemberData(nameof(DenseCases.All), MemberType = typeof(DenseCases))]
    public void Gradients_are_within_their_bound_of_the_sums_over_the_gradient_of_the_logits(int features, int classes)
    {
        DenseHead<T> head = DenseHeadRegistry<T>.Get(features, classes);
        int many = classes > 1000 ? 17 : 130;
        foreach ((int rows, Reduction reduction) in new[] { (1, Reduction.Sum), (7, Reduction.Mean), (many, Reduction.Sum) })
        {
            foreach (TermKind kind in rows == many ? (TermKind[])[TermKind.Positive] : [TermKind.Ordinary, TermKind.Spread])
            {
                var layer = new DenseInputs<T>(features, classes, rows, 4, kind);
                var gradient = new T[rows * classes];
                head.Logits(layer.Features, layer.Weights, layer.Bias, gradient);
                head.OfLogits.CrossEntropyGradient(gradient, layer.Labels, gradient, reduction);

                var weightGradient = new T[features * classes];
                var biasGradient = new T[classes];
                var featureGradient = new T[rows * features];
                head.LossAndGradients(layer.Features, layer.Labels, layer.Weights, layer.Bias, weightGradient, biasGradient, featureGradient, reduction);

                foreach (int i in Some(weightGradient.Length, rows))
                {
                    ExactSum exact = DenseExact.Sum<T>(gradient, i / features, classes, layer.Features, i % features, features, rows);
                    Judge(exact, weightGradient[i], Allowed(rows, exact), $"{kind}, {rows} rows, weight gradient {i}");
                }

                Report($"weight gradient, {features} x {classes}, {rows} rows, {kind}");
                T[] ones = [.. Enumerable.Repeat(T.One, rows)];
                foreach (int i in Some(classes, rows))
                {
                    ExactSum exact = DenseExact.Sum<T>(gradient, i, classes, ones, 0, 1, rows);
                    Judge(exact, biasGradient[i], Allowed(rows, exact), $"{kind}, {rows} rows, bias gradient {i}");
                }

                Report($"bias gradient, {features} x {classes}, {rows} rows, {kind}");
                foreach (int i in Some(featureGradient.Length, classes))
                {
                    ExactSum exact = DenseExact.Sum<T>(gradient, i / features * classes, 1, layer.Weights, i % features, features, classes);
                    Judge(exact, featureGradient[i], Allowed(classes, exact), $"{kind}, {rows} rows, feature gradient {i}");
                }

                Report($"feature gradient, {features} x {classes}, {rows} rows, {kind}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(DenseCases.Small), MemberType = typeof(DenseCases))]
    public void Loss_and_gradients_of_labels_are_within_their_bound(int features, int classes)
    {
        const int Rows = 5;
        DenseHead<T> head = DenseHeadRegistry<T>.Get(features, classes);
        var layer = new DenseInputs<T>(features, classes, Rows, 5);
        var actual = new Gradients(features, classes, Rows);
        T loss = head.LossAndGradients(layer.Features, layer.Labels, layer.Weights, layer.Bias, actual.Weights, actual.Bias, actual.Features, Reduction.Sum);

        BigFloat exactLoss = BigFloat.Zero, lossOff = BigFloat.Zero;
        var gradient = new BigFloat[Rows * classes];
        var gradientOff = new BigFloat[Rows * classes];
        for (int row = 0; row < Rows; row++)
        {
            (BigFloat[] logits, BigFloat off) = Logits(layer, features, classes, row);
            SoftmaxReference exact = SoftmaxReference.Of(logits);
            exactLoss += exact.Loss(layer.Labels[row]);
            lossOff += 2 * off;
            for (int i = 0; i < classes; i++)
            {
                BigFloat entry = exact.LabelGradient(layer.Labels[row], i);
                gradient[(row * classes) + i] = entry;
                gradientOff[(row * classes) + i] = BigFloat.Abs(entry) * RelativeBound(Bounds.Loss(classes), off);
            }
        }

        Judge(new ExactSum(exactLoss, exactLoss), loss, lossOff + DenseExact.Units<T>(2 * Bounds.Loss(classes), exactLoss), "loss");
        actual.Judge(this, layer, gradient, gradientOff);
    }

    [Theory]
    [MemberData(nameof(DenseCases.Small), MemberType = typeof(DenseCases))]
    public void Loss_and_gradients_of_targets_are_within_their_bound(int features, int classes)
    {
        const int Rows = 5;
        DenseHead<T> head = DenseHeadRegistry<T>.Get(features, classes);
        var layer = new DenseInputs<T>(features, classes, Rows, 6);
        var actual = new Gradients(features, classes, Rows);
        T loss = head.LossAndGradients(layer.Features, layer.Targets, layer.Weights, layer.Bias, actual.Weights, actual.Bias, actual.Features, Reduction.Sum);

        BigFloat exactLoss = BigFloat.Zero, lossOff = BigFloat.Zero;
        var gradient = new BigFloat[Rows * classes];
        var gradientOff = new BigFloat[Rows * classes];
        for (int row = 0; row < Rows; row++)
        {
            (BigFloat[] logits, BigFloat off) = Logits(layer, features, classes, row);
            SoftmaxReference exact = SoftmaxReference.Of(logits);
            BigFloat[] targets = [.. layer.Targets.AsSpan(row * classes, classes).ToArray().Select(BigFloat.From)];
            BigFloat sum = targets.Aggregate((left, right) => left + right);
            exactLoss += exact.Loss(targets);
            lossOff += 2 * off * sum;
            for (int i = 0; i < classes; i++)
            {
                (BigFloat entry, BigFloat scale) = exact.TargetGradient(targets[i], sum, i);
                gradient[(row * classes) + i] = entry;
                gradientOff[(row * classes) + i] = scale * RelativeBound(Bounds.Loss(classes), off);
            }
        }

        Judge(new ExactSum(exactLoss, exactLoss), loss, lossOff + DenseExact.Units<T>(2 * Bounds.Loss(classes), exactLoss), "loss");
        actual.Judge(this, layer, gradient, gradientOff);
    }

    private static BigFloat Allowed(int terms, ExactSum exact) =>
        DenseExact.GradientBound<T>(terms, exact.Size) + BigFloat.Scale(terms, Ulp.SmallestBinade<T>() - Ulp.Precision<T>());

    private static ExactSum Logit(DenseInputs<T> layer, int features, int row, int label) =>
        DenseExact.Logit(layer.Features.AsSpan(row * features, features), layer.Weights.AsSpan(label * features, features), layer.Bias[label]);

    /// <summary>The exact logits of a row, and how far any of the head's may be off.</summary>
    private static (BigFloat[] Logits, BigFloat Off) Logits(DenseInputs<T> layer, int features, int classes, int row)
    {
        var logits = new BigFloat[classes];
        BigFloat off = BigFloat.Zero;
        for (int i = 0; i < classes; i++)
        {
            ExactSum exact = Logit(layer, features, row, i);
            logits[i] = exact.Value;
            off = BigFloat.Max(off, DenseExact.LogitBound<T>(features, exact.Size));
        }

        return (logits, off);
    }

    /// <summary>So many ulps, and exp(2 off) - 1, which is below 2 off (1 + 2 off) where off is below a half.</summary>
    private static BigFloat RelativeBound(double ulps, BigFloat off)
    {
        Assert.True(off < BigFloat.From(0.5));
        return DenseExact.Units<T>(2 * ulps, BigFloat.One) + (2 * off * (BigFloat.One + (2 * off)));
    }

    /// <summary>Indices of up to so many entries that their terms are not too many, the first and the last among them.</summary>
    private static IEnumerable<int> Some(int length, int termsOfEach)
    {
        int step = Math.Max(1, (int)((long)length * termsOfEach / MostTerms));

        // In steps that have nothing in common with widths and numbers of classes.
        step = step == 1 ? 1 : step | 1;
        for (int i = 0; i < length - 1; i += step)
        {
            yield return i;
        }

        yield return length - 1;
    }

    private void Judge(ExactSum exact, T computed, BigFloat allowed, string what)
    {
        double share = exact.Share(computed, allowed);
        _worst = Math.Max(_worst, share);
        Assert.True(share <= 1, string.Create(CultureInfo.InvariantCulture, $"{what}: {computed}, exactly {exact.Value}: {share:G4} times what is allowed"));
    }

    private void Report(string what)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{typeof(T).Name}, {what}: {_worst:F3} of the bound"));
        _worst = 0;
    }

    private sealed class Gradients(int features, int classes, int rows)
    {
        public T[] Weights { get; } = new T[features * classes];

        public T[] Bias { get; } = new T[classes];

        public T[] Features { get; } = new T[rows * features];

        /// <summary>Compares all gradients with sums over an exact gradient of the logits, from which that of the head is off.</summary>
        public void Judge(DenseAccuracyTests<T> test, DenseInputs<T> layer, BigFloat[] gradient, BigFloat[] off)
        {
            foreach (int i in Some(Weights.Length, rows))
            {
                AssertClose(Weights[i], rows, row => ((row * classes) + (i / features), BigFloat.From(layer.Features[(row * features) + (i % features)])), $"weight gradient {i}");
            }

            for (int i = 0; i < classes; i++)
            {
                AssertClose(Bias[i], rows, row => ((row * classes) + i, BigFloat.One), $"bias gradient {i}");
            }

            foreach (int i in Some(Features.Length, classes))
            {
                AssertClose(Features[i], classes, label => ((i / features * classes) + label, BigFloat.From(layer.Weights[(label * features) + (i % features)])), $"feature gradient {i}");
            }

            void AssertClose(T computed, int terms, Func<int, (int Entry, BigFloat Factor)> term, string what)
            {
                BigFloat value = BigFloat.Zero, size = BigFloat.Zero, ofGradient = BigFloat.Zero;
                for (int k = 0; k < terms; k++)
                {
                    (int entry, BigFloat factor) = term(k);
                    value += gradient[entry] * factor;
                    size += BigFloat.Abs(gradient[entry] * factor);
                    ofGradient += off[entry] * BigFloat.Abs(factor);
                }

                // The sum is of computed entries, which are larger by their error at most.
                test.Judge(new ExactSum(value, size), computed, ofGradient + DenseExact.GradientBound<T>(terms, size + ofGradient), what);
            }
        }
    }
}

public sealed class DenseAccuracySingleTests(ITestOutputHelper output) : DenseAccuracyTests<float>(output);

public sealed class DenseAccuracyDoubleTests(ITestOutputHelper output) : DenseAccuracyTests<double>(output);
