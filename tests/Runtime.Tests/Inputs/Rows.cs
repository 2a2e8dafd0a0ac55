using System.Numerics;
using SoftmaxGen.Runtime.Tests.Reference;

namespace SoftmaxGen.Runtime.Tests.Inputs;

/// <summary>Seeded inputs: the same arguments give the same numbers on every run and machine.</summary>
internal static class Rows
{
    /// <summary>Fills <paramref name="row"/> with logits of one kind.</summary>
    public static void Fill<T>(Span<T> row, RowKind kind, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(HashSeed(seed, (int)kind, row.Length));
        switch (kind)
        {
            case RowKind.Narrow:
                Uniform(row, random, 0, 1e-3);
                break;
            case RowKind.Unit:
                Uniform(row, random, 0, 1);
                break;
            case RowKind.Wide20:
                Uniform(row, random, 0, 20);
                break;
            case RowKind.Wide90:
                Uniform(row, random, 0, 90);
                break;
            case RowKind.Wide1000:
                Uniform(row, random, 0, 1000);
                break;
            case RowKind.Huge:
                Uniform(row, random, 0, 2e30);
                break;
            case RowKind.OffsetThousand:
                Uniform(row, random, 1e3, random.Next(2) == 0 ? 1 : 30);
                break;
            case RowKind.OffsetMillion:
                Uniform(row, random, 1e6, 20);
                break;
            case RowKind.OffsetMinus300:
                Uniform(row, random, -300, 20);
                break;
            case RowKind.Threshold:
                Threshold(row, random);
                break;
            case RowKind.Ties:
                Choose(row, random, [1.5, 0.25, -3, 1.5, -20]);
                break;
            case RowKind.AllEqual:
                row.Fill(T.CreateChecked((random.NextDouble() - 0.5) * 100));
                break;
            case RowKind.Sure:
                Uniform(row, random, random.Next(-40, 40), 5);
                row[random.Next(row.Length)] += T.CreateChecked(30 + (random.NextDouble() * 50));
                break;
            case RowKind.NegativeInfinities:
                Uniform(row, random, 0, 10);
                Forbid(row, random);
                break;
            case RowKind.UnderflowEdge:
                UnderflowEdge(row, random);
                break;
            case RowKind.Tiny:
                Uniform(row, random, 0, 1e-6);
                break;
            case RowKind.NarrowEdge:
                NarrowEdge(row, random);
                break;
            case RowKind.NarrowReach:
                NarrowReach(row, random, seed % 3);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, null);
        }
    }

    /// <summary>Logits for tests that are not about numbers: moderate, all different, some at the maximum.</summary>
    public static T[] Logits<T>(int classes, int rows, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var logits = new T[classes * rows];
        Uniform(logits, new Random(HashSeed(seed, classes, rows)), 0, 16);
        return logits;
    }

    /// <summary>Rows of probabilities, none of them 0.</summary>
    public static T[] Probabilities<T>(int classes, int rows, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var probabilities = new T[classes * rows];
        var random = new Random(HashSeed(seed, classes, rows));
        for (int r = 0; r < rows; r++)
        {
            double[] weights = [.. Enumerable.Range(0, classes).Select(_ => Math.Exp((random.NextDouble() - 0.5) * 10))];
            double sum = weights.Sum();
            for (int i = 0; i < classes; i++)
            {
                probabilities[(r * classes) + i] = T.CreateChecked(weights[i] / sum);
            }
        }

        return probabilities;
    }

    /// <summary>Numbers of either sign, none of them 0: what comes down from the layer above.</summary>
    public static T[] Upstream<T>(int length, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var upstream = new T[length];
        Uniform(upstream, new Random(HashSeed(seed, length, 7)), 0, 4);
        return upstream;
    }

    public static int[] Labels(int classes, int rows, int seed)
    {
        var random = new Random(HashSeed(seed, classes, rows));
        return [.. Enumerable.Range(0, rows).Select(_ => random.Next(classes))];
    }

    /// <summary>
    /// Targets of one row, by turns: a distribution; some zeros and a sum that is not 1; a smoothed label; a single 1.
    /// </summary>
    public static void FillTargets<T>(Span<T> targets, ReadOnlySpan<T> logits, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int classes = targets.Length;
        var random = new Random(HashSeed(seed, classes, 11));
        int label = random.Next(classes);
        for (int i = 0; i < classes; i++)
        {
            double target = (seed & 3) switch
            {
                0 => random.NextDouble() * 2 / classes,
                1 => random.Next(3) == 0 ? 0 : random.NextDouble() * 3,
                2 => (i == label ? 0.9 : 0) + (0.1 / classes),
                _ => i == label ? 1 : 0,
            };

            // A class that cannot be has an infinite loss: those cases have tests of their own.
            targets[i] = T.IsNegativeInfinity(logits[i]) ? T.Zero : T.CreateChecked(target);
        }
    }

    private static void Uniform<T>(Span<T> row, Random random, double center, double range)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (ref T logit in row)
        {
            logit = T.CreateChecked(center + ((random.NextDouble() - 0.5) * range));
        }
    }

    private static void Choose<T>(Span<T> row, Random random, ReadOnlySpan<double> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (ref T logit in row)
        {
            logit = T.CreateChecked(values[random.Next(values.Length)]);
        }
    }

    private static void Threshold<T>(Span<T> row, Random random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double max = (random.Next(2) == 0 ? 256 : 2048) * (random.Next(2) == 0 ? 1 : -1);
        Uniform(row, random, max - 10.5, 20);
        T edge = T.CreateChecked(max);
        row[random.Next(row.Length)] = random.Next(3) switch
        {
            0 => T.BitDecrement(edge),
            1 => edge,
            _ => T.BitIncrement(edge),
        };
    }

    private static void Forbid<T>(Span<T> row, Random random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int possible = random.Next(row.Length);
        for (int i = 0; i < row.Length; i++)
        {
            if (i != possible && random.Next(3) == 0)
            {
                row[i] = T.NegativeInfinity;
            }
        }
    }

    private static void UnderflowEdge<T>(Span<T> row, Random random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Half of the rows have nothing but one class and such tails: what is left when its label is taken out.
        double edge = Ulp.SmallestBinade<T>() * Math.Log(2);
        double top = (random.NextDouble() - 0.5) * 6;
        bool bare = random.Next(2) == 0;
        foreach (ref T logit in row)
        {
            bool tail = bare || random.Next(2) == 0;
            logit = T.CreateChecked(top + (tail ? edge + ((random.NextDouble() - 0.5) * 4) : -random.NextDouble()));
        }

        row[random.Next(row.Length)] = T.CreateChecked(top);
    }

    private static void NarrowEdge<T>(Span<T> row, Random random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Rounded to powers of two, a narrow row lies within these of 0 and of its maximum.
        (int largest, int reach) = T.One is float ? (256, 76) : (1024, 760);
        double top = (random.Next(3) - 1) * largest * Math.Log(2);
        top += random.NextDouble() - 0.5;
        foreach (ref T logit in row)
        {
            double tail = random.Next(2) == 0 ? reach + (2 * random.NextDouble()) - 1 : reach * random.NextDouble();
            logit = T.CreateChecked(top - (tail * Math.Log(2)));
        }

        row[random.Next(row.Length)] = T.CreateChecked(top);
    }

    private static void NarrowReach<T>(Span<T> row, Random random, int first)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Rounded to powers of two, these two are as far apart as they can be.
        int reach = T.One is float ? 76 : 760;
        double top = (random.Next(200) - 100) * Math.Log(2);
        double bottom = top - (reach * Math.Log(2));
        foreach (ref T logit in row)
        {
            logit = T.CreateChecked(bottom + (random.NextDouble() * (top - bottom)));
        }

        row[first == 0 ? 0 : random.Next(1, row.Length)] = T.CreateChecked(top);
        if (first == 1)
            row[0] = T.CreateChecked(bottom);
    }

    // Not HashCode.Combine: it differs from process to process.
    private static int HashSeed(int a, int b, int c) => unchecked((((a * 31) + b) * 7919) + c);
}
