using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SoftmaxGen.Runtime;

/// <summary>
/// The steps of a double kernel on vectors of two: what generated code calls, each inlined into its one place of use.
/// </summary>
/// <remarks>
/// Double128, Double256 and Double512 (and their Single siblings) have the same members and give the same bits: they
/// differ by the width of a vector, and by how the lanes of a row's sum are spread over vectors. On hardware without
/// fused multiply-add, products are rounded before they are added and the bits differ from those of hardware that has it.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly partial struct Double128 : IDoubleSteps<Vector128<double>, Vector128<long>>
{
    private static ReadOnlySpan<long> LastLanes => [0, 0, -1, -1];

    /// <summary>Whether the hardware has vectors of this width.</summary>
    public static bool IsSupported
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector128.IsHardwareAccelerated;
    }

    /// <summary>The number of lanes.</summary>
    public static int Width
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 2;
    }

    /// <summary>All lanes 0.</summary>
    public static Vector128<double> Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector128<double>.Zero;
    }

    /// <summary>All lanes minus infinity: below every logit.</summary>
    public static Vector128<double> Lowest
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector128.Create(double.NegativeInfinity);
    }

    /// <summary>All lanes infinite: above every logit.</summary>
    public static Vector128<double> Highest
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector128.Create(double.PositiveInfinity);
    }

    /// <summary>The element at place <paramref name="index"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref double At(ref double row, int index) => ref Unsafe.Add(ref row, index);

    /// <summary>Whether two rows are the same memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreSame(ref double left, ref double right) => Unsafe.AreSame(ref left, ref right);

    /// <summary>The label at place <paramref name="index"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref int At(ref int labels, int index) => ref Unsafe.Add(ref labels, index);

    /// <summary>Reads a vector from place <paramref name="offset"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Load(ref double row, ulong offset) => Vector128.LoadUnsafe(ref row, (nuint)offset);

    /// <summary>Writes a vector to place <paramref name="offset"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<double> lanes, ref double row, ulong offset) => lanes.StoreUnsafe(ref row, (nuint)offset);

    /// <summary>A mask of the last <paramref name="count"/> lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Last([ConstantExpected] int count) =>
        Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(LastLanes), (nuint)count).AsDouble();

    /// <summary>x + y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Add(Vector128<double> x, Vector128<double> y) => x + y;

    /// <summary>The larger of each pair of lanes. A NaN may be lost here: its own term brings it back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Larger(Vector128<double> x, Vector128<double> y) => Vector128.MaxNative(x, y);

    /// <summary>Which lanes are equal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Equal(Vector128<double> x, Vector128<double> y) => Vector128.Equals(x, y);

    /// <summary>Which lanes are NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> IsNaN(Vector128<double> x) => Vector128.IsNaN(x);

    /// <summary>The lanes that <paramref name="matches"/> does not name, and 0 for the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Without(Vector128<double> x, Vector128<double> matches) => Vector128.AndNot(x, matches);

    /// <summary>How far the label is from each lane, if the first lane holds the first class.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<long> Away(int label) => Vector128.Create((long)label) - Vector128<long>.Indices;

    /// <summary>The same after a loop has moved on by <paramref name="classes"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<long> Closer(Vector128<long> away, [ConstantExpected] int classes) => away - Vector128.Create((long)classes);

    /// <summary>The terms, with 0 where <paramref name="labels"/> is <paramref name="label"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Except(Vector128<double> terms, Vector128<long> labels, int label) =>
        Vector128.AndNot(terms, Vector128.Equals(labels, Vector128.Create((long)label)).AsDouble());

    /// <summary>One bit for each lane of comparison results.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Bits(Vector128<double> matches) => matches.ExtractMostSignificantBits();

    /// <summary>How many lanes of comparison results are set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Count(Vector128<double> matches) => BitOperations.PopCount(matches.ExtractMostSignificantBits());

    /// <summary>The place of the first element equal to <paramref name="value"/>; there is one.</summary>
    public static int IndexOf(ref double row, int count, Vector128<double> value)
    {
        // The last vector may overlap the one before it.
        for (nuint i = 0; ; i = nuint.Min(i + (nuint)Vector128<double>.Count, (nuint)(count - Vector128<double>.Count)))
        {
            uint matches = (uint)Equal(Load(ref row, i), value).ExtractMostSignificantBits();
            if (matches != 0)
                return (int)i + BitOperations.TrailingZeroCount(matches);
        }
    }

    /// <summary>The place of the first NaN; there is one.</summary>
    public static int IndexOfNaN(ref double row, int count)
    {
        for (nuint i = 0; ; i = nuint.Min(i + (nuint)Vector128<double>.Count, (nuint)(count - Vector128<double>.Count)))
        {
            uint matches = (uint)IsNaN(Load(ref row, i)).ExtractMostSignificantBits();
            if (matches != 0)
                return (int)i + BitOperations.TrailingZeroCount(matches);
        }
    }

    /// <summary>The sums of a row from its maximum, that class's term, the sum of the terms below it and the number of ties.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RowSum Row(Vector128<double> max, Vector128<double> largest, Wide below, int ties) =>
        RowSum.OfDouble(max.ToScalar(), largest.ToScalar(), below, ties);

    /// <summary>ln a_i = (z_i - m) - (ln sum - m).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> LogProbabilities(Vector128<double> z, double max, double log) =>
        z - Vector128.Create(max) - Vector128.Create(log);

    /// <summary>-p_i p_j for a row i of the Jacobian; +0 where that is 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> JacobianRow(double own, Vector128<double> probabilities) => Zero - (probabilities * Vector128.Create(own));

    /// <summary>Whether no upstream gradient less sum_j g_j p_j overflows, whatever its size.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsModerateDot(Wide dot) => Math.Abs(dot.High) <= DoubleExp.MostOfDot;

    /// <summary>sum_j g_j p_j, with what its rounding to double takes away.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector128<double>> InParts(Wide sum) => new(Vector128.Create(sum.High), Vector128.Create(sum.Low));

    /// <summary>p_i (g_i - sum_j g_j p_j); +0 where that is 0.</summary>
    /// <remarks>The difference to the first part is exact where it cancels, so that the second part is what counts there.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> SoftmaxGradient(Vector128<double> probabilities, Vector128<double> upstream, DoubleWord<Vector128<double>> dot) =>
        Product.Less(Vector128.MultiplyAddEstimate(probabilities, upstream - dot.High, Zero), probabilities, dot.Low);

    /// <summary>Whether a sum of upstream gradients has room to be lowered by what powers of e are lifted by.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsModerateSum(double sum) =>
        (BitConverter.DoubleToUInt64Bits(sum) << 1) - DoubleExp.LeastOfSum <= DoubleExp.MostOfSum - DoubleExp.LeastOfSum || sum == 0;

    /// <summary>g_i - e^(l_i) sum_j g_j.</summary>
    /// <remarks>e^l is lifted, and the sum lowered as much: alone it may be below the normal numbers where their product is not.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> LogSoftmaxGradient(Vector128<double> logProbabilities, Vector128<double> upstream, double sum) =>
        Vector128.MultiplyAddEstimate(Exp(logProbabilities, DoubleExp.Lifted), Vector128.Create(-sum * DoubleExp.Lowered), upstream);

    /// <summary>Whether the loss and the gradient of targets with these sums, y_i and y_i (max - z_i), do not overflow on the way.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreModerate(Wide targetSum, double cost) => Math.Abs(targetSum.High) <= DoubleExp.MostOfTargets && double.IsFinite(cost);

    /// <summary>What <see cref="Exp(Vector128{double}, Shift)"/> divides by: the row's maximum m, split so that dividing by e^m loses nothing.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public readonly struct Shift(Vector128<double> @base, Vector128<double> floor, Vector128<long> exponent)
    {
        /// <summary>Subtracted from z before all else: m where |m| is at least 2048, else 0.</summary>
        internal readonly Vector128<double> Base = @base;

        /// <summary>(N - 1224) ln 2 with N = round((m - Base) / ln 2): at or below it the result is 0.</summary>
        internal readonly Vector128<double> Floor = floor;

        /// <summary>N, in the low bits of <see cref="DoubleExp.Round"/>.</summary>
        internal readonly Vector128<long> Exponent = exponent;
    }

    /// <summary>The shift for rows whose largest logit is <paramref name="max"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Shift ShiftFor(Vector128<double> max)
    {
        Vector128<double> isLarge = Vector128.GreaterThanOrEqual(Vector128.Abs(max), Vector128.Create(DoubleExp.SubtractFrom));
        Vector128<double> subtracted = max & isLarge;
        Vector128<double> rounded = Vector128.MultiplyAddEstimate(max - subtracted, Vector128.Create(DoubleExp.Log2E), Vector128.Create(DoubleExp.Round));
        Vector128<double> exponent = rounded - Vector128.Create(DoubleExp.Round);
        return new(subtracted, (exponent - Vector128.Create(DoubleExp.Bias + DoubleExp.Lift)) * Vector128.Create(DoubleExp.Ln2), rounded.AsInt64());
    }

    /// <summary>
    /// e^z 2^201 / 2^N, where 2^N is the power of two next to e^m. It is lifted by 2^201 so that the terms of a sure row stay
    /// normal: their sum is its loss. Exactly 0 where even the lifted term is below the normal numbers. NaN gives NaN.
    /// </summary>
    /// <remarks>The scheme, its constants and its error bound are those of <see cref="DoubleExp"/>.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Exp(Vector128<double> z, Shift shift)
    {
        // The second operand is what the instruction returns for a NaN in either.
        Vector128<double> x = Vector128.MaxNative(shift.Floor, z - shift.Base);

        // One addition rounds x / ln 2 to the integer n and adds the exponent's bias to its bits.
        Vector128<double> rounded = Vector128.MultiplyAddEstimate(x, Vector128.Create(DoubleExp.Log2E), Vector128.Create(DoubleExp.Round + DoubleExp.Bias + DoubleExp.Lift));
        Vector128<double> power = Vector128.ShiftLeft(rounded.AsInt64() - shift.Exponent, 52).AsDouble();
        Vector128<double> n = rounded - Vector128.Create(DoubleExp.Round + DoubleExp.Bias + DoubleExp.Lift);

        return Polynomial(Remainder(x, n)) * power;
    }

    /// <summary>e^x 2^k for an even k, 0 below the normal numbers and infinite from 2^1023.5 on. NaN gives NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Exp(Vector128<double> x, int k)
    {
        // Between these ends n + Bias + k runs from 0, where the power of two is 0, to 2047, where it is infinite. With an odd k, halves
        // would be rounded to another n.
        x = Vector128.MaxNative(Vector128.Create(-(DoubleExp.Bias + k) * DoubleExp.Ln2), x);
        x = Vector128.MinNative(Vector128.Create((DoubleExp.Bias + 1 - k) * DoubleExp.Ln2), x);

        Vector128<double> rounded = Vector128.MultiplyAddEstimate(x, Vector128.Create(DoubleExp.Log2E), Vector128.Create(DoubleExp.Round + (DoubleExp.Bias + k)));
        Vector128<double> power = Vector128.ShiftLeft(rounded.AsInt64(), 52).AsDouble();
        Vector128<double> n = rounded - Vector128.Create(DoubleExp.Round + (DoubleExp.Bias + k));

        return Polynomial(Remainder(x, n)) * power;
    }

    /// <summary>r = x - n ln 2; the product with the first part of ln 2 is exact with and without fused multiply-add.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> Remainder(Vector128<double> x, Vector128<double> n)
    {
        Vector128<double> r = Vector128.MultiplyAddEstimate(n, Vector128.Create(-DoubleExp.Ln2High), x);
        return Vector128.MultiplyAddEstimate(n, Vector128.Create(-DoubleExp.Ln2Low), r);
    }

    /// <summary>e^r on [-ln 2 / 2, ln 2 / 2], by Horner's rule.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> Polynomial(Vector128<double> r)
    {
        Vector128<double> p = Vector128.Create(DoubleExp.C11);
        p = Vector128.MultiplyAddEstimate(p, r, Vector128.Create(DoubleExp.C10));
        p = Vector128.MultiplyAddEstimate(p, r, Vector128.Create(DoubleExp.C9));
        p = Vector128.MultiplyAddEstimate(p, r, Vector128.Create(DoubleExp.C8));
        p = Vector128.MultiplyAddEstimate(p, r, Vector128.Create(DoubleExp.C7));
        p = Vector128.MultiplyAddEstimate(p, r, Vector128.Create(DoubleExp.C6));
        p = Vector128.MultiplyAddEstimate(p, r, Vector128.Create(DoubleExp.C5));
        p = Vector128.MultiplyAddEstimate(p, r, Vector128.Create(DoubleExp.C4));
        p = Vector128.MultiplyAddEstimate(p, r, Vector128.Create(DoubleExp.C3));
        p = Vector128.MultiplyAddEstimate(p, r, Vector128.Create(DoubleExp.C2));
        p = Vector128.MultiplyAddEstimate(p, r, Vector128<double>.One);
        return Vector128.MultiplyAddEstimate(p, r, Vector128<double>.One);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DoubleWord<Vector128<double>> Spread(Wide number) => new(Vector128.Create(number.High), Vector128.Create(number.Low));

    /// <summary>numerator / denominator, to twice the precision of double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector128<double>> Quotient(Wide numerator, Wide denominator)
    {
        double high = numerator.High / denominator.High;
        double rest = Product.Rest(numerator.High, denominator.High, high);
        return new(Vector128.Create(high), Vector128.Create((rest + numerator.Low - (high * denominator.Low)) / denominator.High));
    }

    /// <summary>1 / sum, to twice the precision of double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector128<double>> Reciprocal(Wide sum) => Spread(sum.Reciprocal());

    /// <summary>The share of one row in a sum that is divided by <paramref name="divisor"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GradientDivisor<Vector128<double>> ShareOf(double divisor) => new(Spread(new Wide(divisor, 0).Reciprocal()), Vector128.Create(divisor));

    /// <summary>1 / ((others + own) divisor), to twice the precision of double, from the sum of a label's others and its own term.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector128<double>> ScaleOf(Wide others, double own, GradientDivisor<Vector128<double>> share)
    {
        Wide inverse = new(share.Inverse.High.ToScalar(), share.Inverse.Low.ToScalar());
        return Spread(inverse.DividedBy(others + own, share.Divisor.ToScalar()));
    }

    /// <summary>The label's own entry of the gradient, -(sum of the others) * scale: p - 1 without what would cancel in it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double OwnEntryOf(Wide others, DoubleWord<Vector128<double>> scale)
    {
        double high = scale.High.ToScalar();
        return -double.MultiplyAddEstimate(others.High, high, double.MultiplyAddEstimate(others.Low, high, others.High * scale.Low.ToScalar()));
    }

    /// <summary>The odds against the label, (1 - p) / p, rounded once: what <see cref="DoubleOdds"/> makes the loss of.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double OddsOf(Wide others, double own) => others.DividedBy(own);

    /// <summary>The same of two classes, where one term is the sum of the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double OddsOfOne(Wide other, double own) => other.High / own;

    /// <summary>The entry of the class that is not the label, of two: its term divided by the sum of both and by the divisor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double EntryOfOne(Wide other, double own, double divisor) =>
        other.High / double.MultiplyAddEstimate(own, divisor, other.High * divisor);

    /// <summary>terms * scale as a probability, rounded once: 0 where it is below the normal numbers. NaN gives NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Scale(Vector128<double> terms, DoubleWord<Vector128<double>> scale)
    {
        Vector128<double> product = Vector128.MultiplyAddEstimate(terms, scale.High, terms * scale.Low);
        return Vector128.AndNot(product, Vector128.LessThan(product, Vector128.Create(DoubleExp.MinNormal)));
    }

    /// <summary>A term of a narrow row times its scale: the bits that the vector of its class gets.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double TimesOne(double term, DoubleWord<Vector128<double>> scale) => double.MultiplyAddEstimate(term, scale.High.ToScalar(), term * scale.Low.ToScalar());

    /// <summary>a_i sum(y) - y_i from the terms e_i: terms * scale, rounded, - targets * weight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> TargetGradient(Vector128<double> terms, DoubleWord<Vector128<double>> scale, Vector128<double> targets, double weight)
    {
        Vector128<double> product = Vector128.MultiplyAddEstimate(terms, scale.High, terms * scale.Low);
        return Vector128.MultiplyAddEstimate(targets, Vector128.Create(-weight), product);
    }

    /// <summary>The largest lane, in every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> LargestLane(Vector128<double> lanes) =>
        Vector128.MaxNative(lanes, Vector128.Shuffle(lanes, Vector128.Create(1, 0)));

    /// <summary>The sum of 4 lanes: l and l + 2 first, then those two, rounded once at the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide Sum(Vector128<double> lanes0, Vector128<double> lanes2) => Sum(lanes0, lanes2, Vector128<double>.Zero);

    /// <summary>The same with what has been lost of lanes l and l + 2 before.</summary>
    /// <remarks>Each addition keeps what its rounding takes away (Knuth's TwoSum, The Art of Computer Programming, 4.2.2).</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Wide Sum(Vector128<double> lanes0, Vector128<double> lanes2, Vector128<double> lost)
    {
        Vector128<double> pair = lanes0 + lanes2;
        Vector128<double> part = pair - lanes0;
        lost = ((lanes0 - (pair - part)) + (lanes2 - part)) + lost;

        double first = pair.ToScalar(), second = pair.GetElement(1);
        double sum = first + second;
        double rest = sum - first;
        double correction = (first - (sum - rest)) + (second - rest) + (lost.ToScalar() + lost.GetElement(1));

        return Wide.Of(sum, correction);
    }

    /// <summary>The sum of 2 lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide Sum(Vector128<double> lanes) => Sum(lanes, Vector128<double>.Zero);

    /// <summary>The sum of 8 lanes: l and l + 4 first, then as for 4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide Sum(Vector128<double> lanes0, Vector128<double> lanes2, Vector128<double> lanes4, Vector128<double> lanes6) =>
        Sum(lanes0 + lanes4, lanes2 + lanes6);

    /// <summary>The sum of 8 lanes of a longer row, which keeps what rounds away where l and l + 4 meet too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide LongSum(Vector128<double> lanes0, Vector128<double> lanes2, Vector128<double> lanes4, Vector128<double> lanes6) =>
        Total.OfBlock(lanes0, lanes2, lanes4, lanes6).Sum();

    /// <summary>The sum of 2 lanes, without what it rounds away: enough for terms that are floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Wide PlainSum(Vector128<double> lanes) => new(lanes.ToScalar() + lanes.GetElement(1), 0);

    /// <summary>targets * (max - z), all of them finite, so that a target of 0 counts for nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<double> Cost(Vector128<double> targets, Vector128<double> z, double max) => Cost(targets, z, Vector128.Create(max));

    /// <summary>The same where each lane has a maximum of its own.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<double> Cost(Vector128<double> targets, Vector128<double> z, Vector128<double> max) => targets * (max - z);

    /// <summary>A second level of the sum: of blocks of lanes, or of products, with what each addition rounds away.</summary>
    /// <remarks>It has four lanes in every width.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public readonly struct Total(Vector128<double> lanes0, Vector128<double> lanes2, Vector128<double> lost0, Vector128<double> lost2)
    {
        private readonly Vector128<double> _lanes0 = lanes0, _lanes2 = lanes2, _lost0 = lost0, _lost2 = lost2;

        /// <summary>The first block: its 8 lanes, the first 4 and then the last 4.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Total OfBlock(Vector128<double> lanes0, Vector128<double> lanes2, Vector128<double> lanes4, Vector128<double> lanes6) =>
            new Total(lanes0, lanes2, Vector128<double>.Zero, Vector128<double>.Zero).AddLow(lanes4).AddHigh(lanes6);

        /// <summary>Adds 2 terms, the first of 4.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Total AddLow(Vector128<double> terms)
        {
            // Knuth's TwoSum: sum + lost is exactly _lanes0 + terms.
            Vector128<double> sum = _lanes0 + terms;
            Vector128<double> part = sum - _lanes0;
            Vector128<double> lost = _lost0 + ((_lanes0 - (sum - part)) + (terms - part));
            return new(sum, _lanes2, lost, _lost2);
        }

        /// <summary>Adds 2 terms, the last of 4.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Total AddHigh(Vector128<double> terms)
        {
            // Knuth's TwoSum: sum + lost is exactly _lanes2 + terms.
            Vector128<double> sum = _lanes2 + terms;
            Vector128<double> part = sum - _lanes2;
            Vector128<double> lost = _lost2 + ((_lanes2 - (sum - part)) + (terms - part));
            return new(_lanes0, sum, _lost0, lost);
        }

        /// <summary>Adds the 8 lanes of a block, the first 4 and then the last 4.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Total AddBlock(Vector128<double> lanes0, Vector128<double> lanes2, Vector128<double> lanes4, Vector128<double> lanes6) =>
            AddLow(lanes0).AddHigh(lanes2).AddLow(lanes4).AddHigh(lanes6);

        /// <summary>Adds x * y, the first 2 of 4, each product with what its rounding takes away.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Total AddProductLow(Vector128<double> x, Vector128<double> y)
        {
            Vector128<double> product = x * y;
            Total total = AddLow(product);
            return new(total._lanes0, total._lanes2, total._lost0 + Product.LostOfAny(x, y, product), total._lost2);
        }

        /// <summary>Adds x * y, the last 2 of 4, each product with what its rounding takes away.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Total AddProductHigh(Vector128<double> x, Vector128<double> y)
        {
            Vector128<double> product = x * y;
            Total total = AddHigh(product);
            return new(total._lanes0, total._lanes2, total._lost0, total._lost2 + Product.LostOfAny(x, y, product));
        }

        /// <summary>Adds targets * (max - z), the first 2 of 4; all of them are finite, so that a target of 0 counts for nothing.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Total AddCostLow(Vector128<double> targets, Vector128<double> z, double max) => AddLow(Cost(targets, z, max));

        /// <summary>Adds targets * (max - z), the last 2 of 4; all of them are finite, so that a target of 0 counts for nothing.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Total AddCostHigh(Vector128<double> targets, Vector128<double> z, double max) => AddHigh(Cost(targets, z, max));

        /// <summary>The sum of the lanes, and what it rounds away.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Wide Sum() => Double128.Sum(_lanes0, _lanes2, _lost0 + _lost2);
    }
}
