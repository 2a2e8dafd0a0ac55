using System.Numerics;
using SoftmaxGen.Runtime.Tests.Inputs;
using SoftmaxGen.Runtime.Tests.Reference;

namespace SoftmaxGen.Runtime.Tests.Accuracy.Functions;

/// <summary>e^x 2^k is e^x with another exponent, and a normal number from where it is one.</summary>
public class LiftTests
{
    // As for e^x itself, with FMA or without: docs/numerics/error-analysis.md, section 1.
    private const double Bound = 2;

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(28)]
    [InlineData(64)]
    [InlineData(126)]
    public void Lift_of_floats_changes_the_exponent_alone(int power) => AssertLifted(ExpSteps.Single, power, 200, 0.3f);

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(58)]
    [InlineData(500)]
    [InlineData(1022)]
    public void Lift_of_doubles_changes_the_exponent_alone(int power) => AssertLifted(ExpSteps.Double, power, 1500, 0.3);

    private static void AssertLifted<T>(ExpSteps<T>[] widths, int power, int reach, T largest)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // From where nothing is left of it to just above 0; halves of powers of two are among them.
        var random = new Random(power);
        T[] x = [.. Enumerable.Range(0, 8 * ExpSteps.Multiple).Select(i => largest - T.CreateChecked(i % 3 == 0 ? i / 3 * 0.5 * Math.Log(2) : random.NextDouble() * reach))];
        x[0] = T.NegativeInfinity;
        x[1] = T.NaN;
        T[] plain = Run(widths[0], 0), lifted = Run(widths[0], power);
        foreach (ExpSteps<T> steps in widths.AsSpan(1))
            Bits.AssertSame<T>(lifted, Run(steps, power), $"{steps.Bits} bits");

        var judge = new Judge<T>($"{typeof(T).Name}, lifted by {power}");
        for (int i = 2; i < x.Length; i++)
        {
            // As for e^x itself, an exponent of its own is what ends the range: numbers just below the normal ones may stay.
            BigFloat exact = BigFloat.Scale(BigFloat.Exp(BigFloat.From(x[i])), power);
            if (T.IsNormal(plain[i]))
                judge.Equal($"e^{x[i]}", i, T.ScaleB(plain[i], power), lifted[i]);
            if (!T.IsZero(lifted[i]) || exact >= Ulp.SmallestNormal<T>())
                judge.Relative($"e^{x[i]}", i, -1, lifted[i], exact, Bound);
            else
                judge.Equal($"e^{x[i]}", i, T.Zero, lifted[i]);
        }

        judge.Verdict();
        Assert.Equal(T.Zero, lifted[0]);
        Assert.True(T.IsNaN(lifted[1]));

        T[] Run(ExpSteps<T> steps, int k)
        {
            var results = new T[x.Length];
            steps.Lifted(ref x[0], k, ref results[0], (ulong)x.Length);
            return results;
        }
    }
}
