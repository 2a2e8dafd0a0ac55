using System.Numerics;
using SoftmaxGen.Runtime.Tests.Heads;
using SoftmaxGen.Runtime.Tests.Inputs;
using SoftmaxGen.Runtime.Tests.Reference;

namespace SoftmaxGen.Runtime.Tests.Accuracy;

/// <summary>No entropy is above that of equal probabilities, ln N, rounded.</summary>
public abstract class EntropyTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [Fact]
    public void Entropy_is_at_most_ln_N()
    {
        foreach (int classes in ClassCounts.Tested)
        {
            Head<T> head = HeadRegistry<T>.Get(classes);
            T most = Ulp.Nearest<T>(BigFloat.Log(classes));
            var random = new Random(classes);
            var row = new T[classes];
            for (int trial = 0; trial < (classes > 1000 ? 20 : 200); trial++)
            {
                // Equal, or nearly so: a few ulps apart, then more and more.
                double center = (random.NextDouble() - 0.5) * 100, spread = trial % 4 == 0 ? 0 : Math.Pow(2, -random.Next(5, 50));
                foreach (ref T logit in row.AsSpan())
                    logit = T.CreateChecked(center + (spread * random.NextDouble()));
                T entropy = head.Entropy(row);
                Assert.True(entropy <= most, $"N = {classes}: {entropy} is above {most}.");
                Assert.True(entropy >= most - T.ScaleB(most, 8 - Ulp.Precision<T>()) || spread > 1e-9, $"N = {classes}: {entropy} is far below {most}.");
            }
        }
    }

    [Fact]
    public void Entropy_of_rows_has_the_bits_of_each()
    {
        foreach (int classes in ClassCounts.Tested)
        {
            Head<T> head = HeadRegistry<T>.Get(classes);
            RowKind[] kinds = Enum.GetValues<RowKind>();
            var logits = new T[kinds.Length * classes];
            for (int row = 0; row < kinds.Length; row++)
                Rows.Fill(logits.AsSpan(row * classes, classes), kinds[row], 31);
            var entropies = new T[kinds.Length];
            head.Entropy(logits, entropies);
            for (int row = 0; row < kinds.Length; row++)
                Assert.True(Bits.Same(head.Entropy(logits.AsSpan(row * classes, classes)), entropies[row]), $"N = {classes}: {kinds[row]}");
        }
    }

    [Fact]
    public void Entropy_of_a_row_without_probabilities_is_nan()
    {
        foreach (int classes in ClassCounts.Tested)
        {
            foreach (T special in new[] { T.NaN, T.PositiveInfinity })
            {
                var row = new T[classes];
                row[classes / 2] = special;
                Assert.True(T.IsNaN(HeadRegistry<T>.Get(classes).Entropy(row)));
            }
        }
    }
}

public sealed class EntropySingleTests : EntropyTests<float>;

public sealed class EntropyDoubleTests : EntropyTests<double>;
