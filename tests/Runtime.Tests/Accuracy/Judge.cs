using System.Globalization;
using System.Numerics;
using System.Text;
using SoftmaxGen.Runtime.Tests.Inputs;
using SoftmaxGen.Runtime.Tests.Reference;

namespace SoftmaxGen.Runtime.Tests.Accuracy;

/// <summary>Collects what is further from the exact result than its bound allows, and says so in one failure.</summary>
/// <param name="subject">What is judged.</param>
/// <param name="worst">Where the errors of results in the normal range go, if they are of interest.</param>
internal sealed class Judge<T>(string subject, WorstErrors? worst = null)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Shown = 8;

    private static readonly BigFloat SmallestNormal = Ulp.SmallestNormal<T>();

    private readonly StringBuilder _failures = new();
    private int _count;

    /// <summary>A probability: below the smallest normal number it is exactly 0.</summary>
    public void Probability(string member, int row, int index, T computed, BigFloat exact, double bound)
    {
        double error = Ulp.Error(computed, exact);
        bool good = error <= bound;
        if (exact < SmallestNormal || T.Abs(computed) < SmallestNormalElement)
        {
            // Within the bound of the smallest normal number either side of it is right; subnormal is never.
            bool eitherSide = BigFloat.Abs(exact - SmallestNormal) <= (BigFloat.From(bound) * Ulp.Of<T>(SmallestNormal));
            bool zeroIsRight = exact < SmallestNormal || eitherSide;
            good = (computed == T.Zero && zeroIsRight) || (computed >= SmallestNormalElement && eitherSide && good);
        }

        Record(good, member, row, index, computed, exact, error, bound);
        if (exact >= SmallestNormal && T.Abs(computed) >= SmallestNormalElement)
        {
            worst?.Add(member, error);
        }
    }

    /// <summary>Anything else whose bound is in ulps of itself; where that is not a normal number, no larger than one.</summary>
    public void Relative(string member, int row, int index, T computed, BigFloat exact, double bound) =>
        Scaled(member, row, index, computed, exact, exact, bound);

    /// <summary>A bound in ulps of <paramref name="scale"/>.</summary>
    public void Scaled(string member, int row, int index, T computed, BigFloat exact, BigFloat scale, double bound)
    {
        double error = Ulp.Error(computed, exact, scale);
        bool good = error <= bound;
        if (!good && BigFloat.Abs(scale) < SmallestNormal)
        {
            bool signIsRight = computed == T.Zero || exact.IsZero || T.Sign(computed) == exact.Sign;
            good = T.Abs(computed) <= SmallestNormalElement && signIsRight;
        }

        Record(good, member, row, index, computed, exact, error, bound);
        if (BigFloat.Abs(scale) >= SmallestNormal)
        {
            worst?.Add(member, error);
        }
    }

    /// <summary>A result that has one right value.</summary>
    public void Equal<TValue>(string member, int row, TValue expected, TValue actual)
    {
        if (!EqualityComparer<TValue>.Default.Equals(expected, actual))
        {
            Fail($"{member}, row {row}: {actual} instead of {expected}");
        }
    }

    /// <summary>Two results that have the same bits.</summary>
    public void SameBits(string member, int row, ReadOnlySpan<T> expected, ReadOnlySpan<T> actual)
    {
        int index = Bits.FirstDifference(expected, actual);
        if (index >= 0)
        {
            Fail($"{member}, row {row}, class {index}: {Show(actual[index])} instead of the same row's {Show(expected[index])}");
        }
    }

    public void Verdict()
    {
        if (_count > 0)
        {
            Assert.Fail($"{subject}: {_count} results out of bounds.\n{_failures}");
        }
    }

    private static T SmallestNormalElement => Ulp.Nearest<T>(SmallestNormal);

    private void Record(bool good, string member, int row, int index, T computed, BigFloat exact, double error, double bound)
    {
        if (!good)
        {
            Fail($"{member}, row {row}, class {index}: {Show(computed)}, exactly {exact}: {error:G4} ulps, {bound} allowed");
        }
    }

    private void Fail(FormattableString failure)
    {
        if (_count++ < Shown)
        {
            _failures.AppendLine(failure.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static string Show(T value) => value.ToString("R", CultureInfo.InvariantCulture);
}
