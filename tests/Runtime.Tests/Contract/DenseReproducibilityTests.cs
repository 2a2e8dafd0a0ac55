using System.Numerics;
using SoftmaxGen.Runtime.Tests.Heads;
using SoftmaxGen.Runtime.Tests.Inputs;

namespace SoftmaxGen.Runtime.Tests.Contract;

/// <summary>A row's results have the same bits in any batch, at any place in it, and at any address, and members agree with each other.</summary>
[Trait(TestCategory.Name, TestCategory.Slow)]
public abstract class DenseReproducibilityTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly int[] RowCounts = [0, 1, 2, 3, 4, 5, 7, 8, 63, 64, 65, 130];

    [Theory]
    [MemberData(nameof(DenseCases.All), MemberType = typeof(DenseCases))]
    public void Row_has_the_same_bits_in_every_batch(int features, int classes)
    {
        DenseHead<T> head = DenseHeadRegistry<T>.Get(features, classes);
        int most = features * classes > 20_000 ? 7 : 130;
        var layer = new DenseInputs<T>(features, classes, most, 1);
        Rows all = new(head, layer, 0, most);
        foreach (int rows in RowCounts.Where(rows => rows < most))
        {
            // The first rows, the last ones, and some in between.
            foreach (int from in ((int[])[0, 1, most - rows]).Where(from => from + rows <= most))
            {
                new Rows(head, layer, from, rows).AssertSame(all, from);
            }
        }

        for (int row = 0; row < Math.Min(most, 20); row++)
        {
            new Rows(head, layer, row, 1).AssertSame(all, row);
        }
    }

    [Theory]
    [MemberData(nameof(DenseCases.All), MemberType = typeof(DenseCases))]
    public void Probabilities_and_labels_are_those_of_the_logits(int features, int classes)
    {
        DenseHead<T> head = DenseHeadRegistry<T>.Get(features, classes);
        foreach (int rows in RowCounts.Where(rows => rows <= (features * classes > 20_000 ? 3 : 130)))
        {
            var layer = new DenseInputs<T>(features, classes, rows, 2, rows == 7 ? TermKind.Spread : TermKind.Ordinary);
            var actual = new Rows(head, layer, 0, rows);
            var probabilities = new T[rows * classes];
            var labels = new int[rows];
            head.OfLogits.Softmax(actual.Logits, probabilities);
            head.OfLogits.ArgMax(actual.Logits, labels);
            Bits.AssertSame<T>(probabilities, actual.Probabilities, $"{rows} rows");
            Assert.Equal(labels, actual.Labels);
            for (int row = 0; row < Math.Min(rows, 9); row++)
            {
                ReadOnlySpan<T> x = layer.Features.AsSpan(row * features, features);
                Assert.Equal(labels[row], head.Predict(x, layer.Weights, layer.Bias));
                T probability = probabilities[(row * classes) + labels[row]];
                AssertTryPredict(T.Zero, true);
                AssertTryPredict(T.BitDecrement(probability), true);
                AssertTryPredict(probability, true);
                AssertTryPredict(T.BitIncrement(probability), false);
                AssertTryPredict(T.NaN, false);

                void AssertTryPredict(T minimum, bool expected)
                {
                    ReadOnlySpan<T> one = layer.Features.AsSpan(row * features, features);
                    Assert.Equal(expected, head.TryPredict(one, layer.Weights, layer.Bias, minimum, out int label));
                    Assert.Equal(labels[row], label);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(DenseCases.All), MemberType = typeof(DenseCases))]
    public void Losses_are_those_of_the_logits_and_overloads_agree(int features, int classes)
    {
        DenseHead<T> head = DenseHeadRegistry<T>.Get(features, classes);
        foreach (int rows in RowCounts.Where(rows => rows <= (features * classes > 20_000 ? 3 : 130)))
        {
            foreach (Reduction reduction in Enum.GetValues<Reduction>())
            {
                DenseInputs<T> layer = new(features, classes, rows, 3);
                var logits = new T[rows * classes];
                head.Logits(layer.Features, layer.Weights, layer.Bias, logits);
                foreach ((string truth, T loss) in new[]
                {
                    ("labels", head.OfLogits.CrossEntropy(logits, layer.Labels, reduction)),
                    ("targets", head.OfLogits.CrossEntropy(logits, layer.Targets, reduction)),
                })
                {
                    var without = Arguments($"LossAndGradients({truth})");
                    var with = Arguments($"LossAndGradients({truth}, featureGradient)");
                    Assert.True(Bits.Same(loss, without.Call(head)), $"{truth}, {rows} rows, {reduction}");
                    Assert.True(Bits.Same(loss, with.Call(head)), $"{truth} with features, {rows} rows, {reduction}");
                    Bits.AssertSame<T>(without.WeightGradient, with.WeightGradient, $"{truth}, {rows} rows, {reduction}");
                    Bits.AssertSame<T>(without.BiasGradient, with.BiasGradient, $"{truth}, {rows} rows, {reduction}");
                }

                DenseArguments<T> Arguments(string name) => new(DenseMembers<T>.Get(name), features, classes, rows, seed: 3) { Reduction = reduction };
            }
        }
    }

    [Theory]
    [MemberData(nameof(DenseCases.Members), MemberType = typeof(DenseCases))]
    public void Members_at_any_address_give_the_same_bits(int features, int classes, string name)
    {
        DenseMember<T> member = DenseMembers<T>.Get(name);
        DenseHead<T> head = DenseHeadRegistry<T>.Get(features, classes);
        int rows = member.SingleRow ? 1 : 5;
        var aligned = new DenseArguments<T>(member, features, classes, rows);
        T result = aligned.Call(head);
        foreach (int shift in (int[])[1, 2, 3, 5, 8, 13])
        {
            var arguments = new DenseArguments<T>(member, features, classes, rows);
            DenseOperands<T> operands = arguments.Operands;
            int nth = 0;
            foreach (Operand operand in member.Inputs.Concat(member.Destinations))
            {
                // Each at another address.
                int offset = (shift + nth++) * (operand is Operand.Labels or Operand.PredictedLabels || T.One is float ? 4 : 8);
                ReadOnlySpan<byte> bytes = operands[operand];
                Span<byte> memory = new byte[bytes.Length + offset].AsSpan(offset);
                bytes.CopyTo(memory);
                operands.Set(operand, memory);
            }

            Assert.True(Bits.Same(result, member.Call(head, operands)), $"at +{shift}");
            foreach (Operand destination in member.Destinations)
            {
                Bits.AssertSame(aligned.Operands[destination], operands[destination], $"{destination} at +{shift}");
            }
        }
    }

    /// <summary>All results that belong to a row.</summary>
    private sealed class Rows
    {
        private readonly int _features;
        private readonly int _rows;
        private readonly T[] _featureGradientOfLabels;
        private readonly T[] _featureGradientOfTargets;

        public Rows(DenseHead<T> head, DenseInputs<T> layer, int from, int rows)
        {
            (_features, int classes) = (head.Features, head.Classes);
            _rows = rows;
            ReadOnlySpan<T> x = layer.Features.AsSpan(from * _features, rows * _features);
            Logits = new T[rows * classes];
            Probabilities = new T[rows * classes];
            Labels = new int[rows];
            _featureGradientOfLabels = new T[rows * _features];
            _featureGradientOfTargets = new T[rows * _features];
            var weightGradient = new T[layer.Weights.Length];
            var biasGradient = new T[classes];
            head.Logits(x, layer.Weights, layer.Bias, Logits);
            head.Probabilities(x, layer.Weights, layer.Bias, Probabilities);
            head.Predict(x, layer.Weights, layer.Bias, Labels);
            head.LossAndGradients(
                x, layer.Labels.AsSpan(from, rows), layer.Weights, layer.Bias, weightGradient, biasGradient, _featureGradientOfLabels, Reduction.Sum);
            head.LossAndGradients(
                x, layer.Targets.AsSpan(from * classes, rows * classes), layer.Weights, layer.Bias, weightGradient, biasGradient, _featureGradientOfTargets, Reduction.Sum);
        }

        public T[] Logits { get; }

        public T[] Probabilities { get; }

        public int[] Labels { get; }

        /// <summary>These rows are those from one on of <paramref name="all"/>.</summary>
        public void AssertSame(Rows all, int from)
        {
            int classes = all.Logits.Length / all._rows;
            string what = $"{_rows} rows from {from} on";
            Bits.AssertSame<T>(all.Logits.AsSpan(from * classes, Logits.Length), Logits, $"logits, {what}");
            Bits.AssertSame<T>(all.Probabilities.AsSpan(from * classes, Logits.Length), Probabilities, $"probabilities, {what}");
            Bits.AssertSame<int>(all.Labels.AsSpan(from, _rows), Labels, $"labels, {what}");
            Bits.AssertSame<T>(all._featureGradientOfLabels.AsSpan(from * _features, _rows * _features), _featureGradientOfLabels, $"feature gradient of labels, {what}");
            Bits.AssertSame<T>(all._featureGradientOfTargets.AsSpan(from * _features, _rows * _features), _featureGradientOfTargets, $"feature gradient of targets, {what}");
        }
    }
}

public sealed class DenseReproducibilitySingleTests : DenseReproducibilityTests<float>;

public sealed class DenseReproducibilityDoubleTests : DenseReproducibilityTests<double>;
