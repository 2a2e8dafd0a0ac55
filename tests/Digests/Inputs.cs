using System.Numerics;

namespace SoftmaxGen.Digests;

/// <summary>Seeded inputs, made with nothing but integers and exact arithmetic: the same on every platform.</summary>
internal sealed class Inputs(ulong seed)
{
    private ulong _state = seed;

    /// <summary>Logits of rows of every kind, by turns; those within the fast range alone where asked to.</summary>
    public T[] Logits<T>(int rows, int classes, bool isOrdinary)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var logits = new T[rows * classes];
        for (int row = 0; row < rows; row++)
        {
            Span<T> z = logits.AsSpan(row * classes, classes);
            int kind = row % 10;
            double range = isOrdinary ? 1 + (4 * kind) : kind switch { 0 => 1, 1 => 20, 2 => 300, 3 => 3000, 4 => 2e30, 5 => 1e-40, _ => 40 };
            double center = kind switch { 6 => -500, 7 => 700, _ => 0 };
            for (int i = 0; i < classes; i++)
                z[i] = T.CreateChecked(center + (range * (Uniform() - 0.5)));
            int any = (int)(Next() % (ulong)classes);
            if (kind == 8)
                z[any] = z[0];
            if (isOrdinary || kind != 9)
                continue;
            z[any] = (row / 10 % 4) switch { 0 => T.NaN, 1 => T.PositiveInfinity, 2 => T.NegativeInfinity, _ => T.CreateChecked(200) };
        }

        return logits;
    }

    /// <summary>Targets, of which a third are 0.</summary>
    public T[] Targets<T>(int length)
        where T : unmanaged, IFloatingPointIeee754<T> => [.. Enumerable.Range(0, length).Select(i => i % 3 == 0 ? T.Zero : T.CreateChecked(Uniform()))];

    /// <summary>Numbers of either sign.</summary>
    public T[] Signed<T>(int length)
        where T : unmanaged, IFloatingPointIeee754<T> => [.. Enumerable.Range(0, length).Select(_ => T.CreateChecked((4 * Uniform()) - 2))];

    public int[] Labels(int rows, int classes) => [.. Enumerable.Range(0, rows).Select(_ => (int)(Next() % (ulong)classes))];

    // 2^-53 of a number of 53 bits: exact.
    private double Uniform() => (Next() >> 11) * 1.1102230246251565e-16;

    /// <summary>SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).</summary>
    private ulong Next()
    {
        ulong z = _state += 0x9e3779b97f4a7c15;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }
}
