using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SoftmaxGen.Runtime;

/// <summary>
/// The steps of a double kernel on vectors of four: what generated code calls, each inlined into its one place of use.
/// </summary>
/// <remarks>
/// Double128, Double256 and Double512 (and their Single siblings) have the same members and give the same bits: they
/// differ by the width of a vector, and by how the lanes of a row's sum are spread over vectors. On hardware without
/// fused multiply-add, products are rounded before they are added and the bits differ from those of hardware that has it.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly partial struct Double256 : IDoubleSteps<Vector256<double>, Vector256<long>>
{
    private static ReadOnlySpan<long> LastLanes => [0, 0, 0, 0, -1, -1, -1, -1];

    /// <summary>Whether the hardware has vectors of this width.</summary>
    public static bool IsSupported
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256.IsHardwareAccelerated;
    }

    /// <summary>The number of lanes.</summary>
    public static int Width
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 4;
    }

    /// <summary>All lanes 0.</summary>
    public static Vector256<double> Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256<double>.Zero;
    }

    /// <summary>All lanes minus infinity: below every logit.</summary>
    public static Vector256<double> Lowest
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256.Create(double.NegativeInfinity);
    }

    /// <summary>All lanes infinite: above every logit.</summary>
    public static Vector256<double> Highest
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256.Create(double.PositiveInfinity);
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
    public static Vector256<double> Load(ref double row, ulong offset) => Vector256.LoadUnsafe(ref row, (nuint)offset);

    /// <summary>Reads 2 lanes from place <paramref name="lower"/> and 2 from place <paramref name="upper"/>: a row that is shorter than a vector, the upper ones from its end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Load(ref double row, ulong lower, ulong upper) =>
        Vector256.Create(Vector128.LoadUnsafe(ref row, (nuint)lower), Vector128.LoadUnsafe(ref row, (nuint)upper));

    /// <summary>Writes a vector to place <paramref name="offset"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<double> lanes, ref double row, ulong offset) => lanes.StoreUnsafe(ref row, (nuint)offset);

    /// <summary>Writes 2 lanes to place <paramref name="lower"/> and 2 to place <paramref name="upper"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<double> lanes, ref double row, ulong lower, ulong upper)
    {
        lanes.GetLower().StoreUnsafe(ref row, (nuint)lower);
        lanes.GetUpper().StoreUnsafe(ref row, (nuint)upper);
    }

    /// <summary>A mask of the last <paramref name="count"/> lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Last([ConstantExpected] int count) =>
        Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(LastLanes), (nuint)count).AsDouble();

    /// <summary>A mask of the last <paramref name="lower"/> of the lower 2 lanes and the last <paramref name="upper"/> of the upper 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Last([ConstantExpected] int lower, [ConstantExpected] int upper) =>
        Vector256.Create(
            Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(LastLanes), (nuint)(2 + lower)),
            Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(LastLanes), (nuint)(2 + upper))).AsDouble();

    /// <summary>x + y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Add(Vector256<double> x, Vector256<double> y) => x + y;

    /// <summary>The larger of each pair of lanes. A NaN may be lost here: its own term brings it back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Larger(Vector256<double> x, Vector256<double> y) => Vector256.MaxNative(x, y);

    /// <summary>Which lanes are equal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Equal(Vector256<double> x, Vector256<double> y) => Vector256.Equals(x, y);

    /// <summary>Which lanes are NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> IsNaN(Vector256<double> x) => Vector256.IsNaN(x);

    /// <summary>The lanes that <paramref name="matches"/> does not name, and 0 for the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Without(Vector256<double> x, Vector256<double> matches) => Vector256.AndNot(x, matches);

    /// <summary>How far the label is from each lane, if the first lane holds the first class.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> Away(int label) => Vector256.Create((long)label) - Vector256<long>.Indices;

    /// <summary>The same after a loop has moved on by <paramref name="classes"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> Closer(Vector256<long> away, [ConstantExpected] int classes) => away - Vector256.Create((long)classes);

    /// <summary>The terms, with 0 where <paramref name="labels"/> is <paramref name="label"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Except(Vector256<double> terms, Vector256<long> labels, int label) =>
        Vector256.AndNot(terms, Vector256.Equals(labels, Vector256.Create((long)label)).AsDouble());

    /// <summary>The same for halves whose first lanes hold these classes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Except(Vector256<double> terms, Vector256<long> away, [ConstantExpected] int lower, [ConstantExpected] int upper) =>
        Vector256.AndNot(terms, Vector256.Equals(away, Vector256.Create(Vector128.Create((long)lower), Vector128.Create((long)upper - Vector128<long>.Count))).AsDouble());

    /// <summary>One bit for each lane of comparison results.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Bits(Vector256<double> matches) => matches.ExtractMostSignificantBits();

    /// <summary>The same for halves of which the upper one begins <paramref name="upper"/> classes after the lower one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Bits(Vector256<double> matches, [ConstantExpected] int upper) =>
        Bits(matches) & 0x3 | Bits(matches) >> 2 << upper;

    /// <summary>How many lanes of comparison results are set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Count(Vector256<double> matches) => BitOperations.PopCount(matches.ExtractMostSignificantBits());

    /// <summary>The place of the first element equal to <paramref name="value"/>; there is one.</summary>
    public static int IndexOf(ref double row, int count, Vector256<double> value)
    {
        // The last vector may overlap the one before it.
        for (nuint i = 0; ; i = nuint.Min(i + (nuint)Vector256<double>.Count, (nuint)(count - Vector256<double>.Count)))
        {
            uint matches = (uint)Equal(Load(ref row, i), value).ExtractMostSignificantBits();
            if (matches != 0)
                return (int)i + BitOperations.TrailingZeroCount(matches);
        }
    }

    /// <summary>The place of the first NaN; there is one.</summary>
    public static int IndexOfNaN(ref double row, int count)
    {
        for (nuint i = 0; ; i = nuint.Min(i + (nuint)Vector256<double>.Count, (nuint)(count - Vector256<double>.Count)))
        {
            uint matches = (uint)IsNaN(Load(ref row, i)).ExtractMostSignificantBits();
            if (matches != 0)
                return (int)i + BitOperations.TrailingZeroCount(matches);
        }
    }

    /// <summary>The sums of a row from its maximum, that class's term, the sum of the terms below it and the number of ties.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RowSum Row(Vector256<double> max, Vector256<double> largest, Wide below, int ties) =>
        RowSum.OfDouble(max.ToScalar(), largest.ToScalar(), below, ties);

    /// <summary>ln a_i = (z_i - m) - (ln sum - m).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> LogProbabilities(Vector256<double> z, double max, double log) =>
        z - Vector256.Create(max) - Vector256.Create(log);

    /// <summary>-p_i p_j for a row i of the Jacobian; +0 where that is 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> JacobianRow(double own, Vector256<double> probabilities) => Zero - (probabilities * Vector256.Create(own));

    /// <summary>Whether no upstream gradient less sum_j g_j p_j overflows, whatever its size.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsModerateDot(Wide dot) => Math.Abs(dot.High) <= DoubleExp.MostOfDot;

    /// <summary>sum_j g_j p_j, with what its rounding to double takes away.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector256<double>> InParts(Wide sum) => new(Vector256.Create(sum.High), Vector256.Create(sum.Low));

    /// <summary>p_i (g_i - sum_j g_j p_j); +0 where that is 0.</summary>
    /// <remarks>The difference to the first part is exact where it cancels, so that the second part is what counts there.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> SoftmaxGradient(Vector256<double> probabilities, Vector256<double> upstream, DoubleWord<Vector256<double>> dot) =>
        Product.Less(Vector256.MultiplyAddEstimate(probabilities, upstream - dot.High, Zero), probabilities, dot.Low);

    /// <summary>Whether a sum of upstream gradients has room to be lowered by what powers of e are lifted by.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsModerateSum(double sum) =>
        (BitConverter.DoubleToUInt64Bits(sum) << 1) - DoubleExp.LeastOfSum <= DoubleExp.MostOfSum - DoubleExp.LeastOfSum || sum == 0;

    /// <summary>g_i - e^(l_i) sum_j g_j.</summary>
    /// <remarks>e^l is lifted, and the sum lowered as much: alone it may be below the normal numbers where their product is not.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> LogSoftmaxGradient(Vector256<double> logProbabilities, Vector256<double> upstream, double sum) =>
        Vector256.MultiplyAddEstimate(Exp(logProbabilities, DoubleExp.Lifted), Vector256.Create(-sum * DoubleExp.Lowered), upstream);

    /// <summary>Whether the loss and the gradient of targets with these sums, y_i and y_i (max - z_i), do not overflow on the way.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreModerate(Wide targetSum, double cost) => Math.Abs(targetSum.High) <= DoubleExp.MostOfTargets && double.IsFinite(cost);

    /// <summary>What <see cref="Exp(Vector256{double}, Shift)"/> divides by: the row's maximum m, split so that dividing by e^m loses nothing.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public readonly struct Shift(Vector256<double> @base, Vector256<double> floor, Vector256<long> exponent)
    {
        /// <summary>Subtracted from z before all else: m where |m| is at least 2048, else 0.</summary>
        internal readonly Vector256<double> Base = @base;

        /// <summary>(N - 1224) ln 2 with N = round((m - Base) / ln 2): at or below it the result is 0.</summary>
        internal readonly Vector256<double> Floor = floor;

        /// <summary>N, in the low bits of <see cref="DoubleExp.Round"/>.</summary>
        internal readonly Vector256<long> Exponent = exponent;
    }

    /// <summary>The shift for rows whose largest logit is <paramref name="max"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Shift ShiftFor(Vector256<double> max)
    {
        Vector256<double> isLarge = Vector256.GreaterThanOrEqual(Vector256.Abs(max), Vector256.Create(DoubleExp.SubtractFrom));
        Vector256<double> subtracted = max & isLarge;
        Vector256<double> rounded = Vector256.MultiplyAddEstimate(max - subtracted, Vector256.Create(DoubleExp.Log2E), Vector256.Create(DoubleExp.Round));
        Vector256<double> exponent = rounded - Vector256.Create(DoubleExp.Round);
        return new(subtracted, (exponent - Vector256.Create(DoubleExp.Bias + DoubleExp.Lift)) * Vector256.Create(DoubleExp.Ln2), rounded.AsInt64());
    }

    /// <summary>
    /// e^z 2^201 / 2^N, where 2^N is the power of two next to e^m. It is lifted by 2^201 so that the terms of a sure row stay
    /// normal: their sum is its loss. Exactly 0 where even the lifted term is below the normal numbers. NaN gives NaN.
    /// </summary>
    /// <remarks>The scheme, its constants and its error bound are those of <see cref="DoubleExp"/>.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Exp(Vector256<double> z, Shift shift)
    {
        // The second operand is what the instruction returns for a NaN in either.
        Vector256<double> x = Vector256.MaxNative(shift.Floor, z - shift.Base);

        // One addition rounds x / ln 2 to the integer n and adds the exponent's bias to its bits.
        Vector256<double> rounded = Vector256.MultiplyAddEstimate(x, Vector256.Create(DoubleExp.Log2E), Vector256.Create(DoubleExp.Round + DoubleExp.Bias + DoubleExp.Lift));
        Vector256<double> power = Vector256.ShiftLeft(rounded.AsInt64() - shift.Exponent, 52).AsDouble();
        Vector256<double> n = rounded - Vector256.Create(DoubleExp.Round + DoubleExp.Bias + DoubleExp.Lift);

        return Polynomial(Remainder(x, n)) * power;
    }

    /// <summary>e^x 2^k for an even k, 0 below the normal numbers and infinite from 2^1023.5 on. NaN gives NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Exp(Vector256<double> x, int k)
    {
        // Between these ends n + Bias + k runs from 0, where the power of two is 0, to 2047, where it is infinite. With an odd k, halves
        // would be rounded to another n.
        x = Vector256.MaxNative(Vector256.Create(-(DoubleExp.Bias + k) * DoubleExp.Ln2), x);
        x = Vector256.MinNative(Vector256.Create((DoubleExp.Bias + 1 - k) * DoubleExp.Ln2), x);

        Vector256<double> rounded = Vector256.MultiplyAddEstimate(x, Vector256.Create(DoubleExp.Log2E), Vector256.Create(DoubleExp.Round + (DoubleExp.Bias + k)));
        Vector256<double> power = Vector256.ShiftLeft(rounded.AsInt64(), 52).AsDouble();
        Vector256<double> n = rounded - Vector256.Create(DoubleExp.Round + (DoubleExp.Bias + k));

        return Polynomial(Remainder(x, n)) * power;
    }

    /// <summary>r = x - n ln 2; the product with the first part of ln 2 is exact with and without fused multiply-add.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Remainder(Vector256<double> x, Vector256<double> n)
    {
        Vector256<double> r = Vector256.MultiplyAddEstimate(n, Vector256.Create(-DoubleExp.Ln2High), x);
        return Vector256.MultiplyAddEstimate(n, Vector256.Create(-DoubleExp.Ln2Low), r);
    }

    /// <summary>e^r on [-ln 2 / 2, ln 2 / 2], by Horner's rule.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Polynomial(Vector256<double> r)
    {
        Vector256<double> p = Vector256.Create(DoubleExp.C11);
        p = Vector256.MultiplyAddEstimate(p, r, Vector256.Create(DoubleExp.C10));
        p = Vector256.MultiplyAddEstimate(p, r, Vector256.Create(DoubleExp.C9));
        p = Vector256.MultiplyAddEstimate(p, r, Vector256.Create(DoubleExp.C8));
        p = Vector256.MultiplyAddEstimate(p, r, Vector256.Create(DoubleExp.C7));
        p = Vector256.MultiplyAddEstimate(p, r, Vector256.Create(DoubleExp.C6));
        p = Vector256.MultiplyAddEstimate(p, r, Vector256.Create(DoubleExp.C5));
        p = Vector256.MultiplyAddEstimate(p, r, Vector256.Create(DoubleExp.C4));
        p = Vector256.MultiplyAddEstimate(p, r, Vector256.Create(DoubleExp.C3));
        p = Vector256.MultiplyAddEstimate(p, r, Vector256.Create(DoubleExp.C2));
        p = Vector256.MultiplyAddEstimate(p, r, Vector256<double>.One);
        return Vector256.MultiplyAddEstimate(p, r, Vector256<double>.One);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DoubleWord<Vector256<double>> Spread(Wide number) => new(Vector256.Create(number.High), Vector256.Create(number.Low));

    /// <summary>numerator / denominator, to twice the precision of double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector256<double>> Quotient(Wide numerator, Wide denominator)
    {
        double high = numerator.High / denominator.High;
        double rest = Product.Rest(numerator.High, denominator.High, high);
        return new(Vector256.Create(high), Vector256.Create((rest + numerator.Low - (high * denominator.Low)) / denominator.High));
    }

    /// <summary>1 / sum, to twice the precision of double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector256<double>> Reciprocal(Wide sum) => Spread(sum.Reciprocal());

    /// <summary>The share of one row in a sum that is divided by <paramref name="divisor"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GradientDivisor<Vector256<double>> ShareOf(double divisor) => new(Spread(new Wide(divisor, 0).Reciprocal()), Vector256.Create(divisor));

    /// <summary>1 / ((others + own) divisor), to twice the precision of double, from the sum of a label's others and its own term.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector256<double>> ScaleOf(Wide others, double own, GradientDivisor<Vector256<double>> share)
    {
        Wide inverse = new(share.Inverse.High.ToScalar(), share.Inverse.Low.ToScalar());
        return Spread(inverse.DividedBy(others + own, share.Divisor.ToScalar()));
    }

    /// <summary>The label's own entry of the gradient, -(sum of the others) * scale: p - 1 without what would cancel in it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double OwnEntryOf(Wide others, DoubleWord<Vector256<double>> scale)
    {
        double high = scale.High.ToScalar();
        return -double.MultiplyAddEstimate(others.High, high, double.MultiplyAddEstimate(others.Low, high, others.High * scale.Low.ToScalar()));
    }

    /// <summary>The odds against the label, (1 - p) / p, rounded once: what <see cref="DoubleOdds"/> makes the loss of.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double OddsOf(Wide others, double own) => others.DividedBy(own);

    /// <summary>terms * scale as a probability, rounded once: 0 where it is below the normal numbers. NaN gives NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Scale(Vector256<double> terms, DoubleWord<Vector256<double>> scale)
    {
        Vector256<double> product = Vector256.MultiplyAddEstimate(terms, scale.High, terms * scale.Low);
        return Vector256.AndNot(product, Vector256.LessThan(product, Vector256.Create(DoubleExp.MinNormal)));
    }

    /// <summary>A term of a narrow row times its scale: the bits that the vector of its class gets.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double TimesOne(double term, DoubleWord<Vector256<double>> scale) => double.MultiplyAddEstimate(term, scale.High.ToScalar(), term * scale.Low.ToScalar());

    /// <summary>a_i sum(y) - y_i from the terms e_i: terms * scale, rounded, - targets * weight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> TargetGradient(Vector256<double> terms, DoubleWord<Vector256<double>> scale, Vector256<double> targets, double weight)
    {
        Vector256<double> product = Vector256.MultiplyAddEstimate(terms, scale.High, terms * scale.Low);
        return Vector256.MultiplyAddEstimate(targets, Vector256.Create(-weight), product);
    }

    /// <summary>The largest lane, in every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> LargestLane(Vector256<double> lanes) =>
        Vector256.Create(Double128.LargestLane(Vector128.MaxNative(lanes.GetLower(), lanes.GetUpper())).ToScalar());

    /// <summary>The sum of 4 lanes: l and l + 2 first, then those two, rounded once at the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide Sum(Vector256<double> lanes) => Double128.Sum(lanes.GetLower(), lanes.GetUpper());

    /// <summary>The sum of 8 lanes: l and l + 4 first, then as for 4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide Sum(Vector256<double> lanes0, Vector256<double> lanes4) => Sum(lanes0 + lanes4);

    /// <summary>The sum of 8 lanes of a longer row, which keeps what rounds away where l and l + 4 meet too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide LongSum(Vector256<double> lanes0, Vector256<double> lanes4) => Total.OfBlock(lanes0, lanes4).Sum();

    /// <summary>The sum of 4 lanes, as <see cref="Sum(Vector256{double})"/> without what it rounds away: enough for terms that are floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Wide PlainSum(Vector256<double> lanes) => Double128.PlainSum(lanes.GetLower() + lanes.GetUpper());

    /// <summary>targets * (max - z), all of them finite, so that a target of 0 counts for nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> Cost(Vector256<double> targets, Vector256<double> z, double max) => Cost(targets, z, Vector256.Create(max));

    /// <summary>The same where each lane has a maximum of its own.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> Cost(Vector256<double> targets, Vector256<double> z, Vector256<double> max) => targets * (max - z);

    /// <summary>A second level of the sum: of blocks of lanes, or of products, with what each addition rounds away.</summary>
    /// <remarks>It has four lanes in every width.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public readonly struct Total(Vector256<double> lanes, Vector256<double> lost)
    {
        private readonly Vector256<double> _lanes = lanes, _lost = lost;

        /// <summary>The first block: its 8 lanes, the first 4 and then the last 4.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Total OfBlock(Vector256<double> lanes0, Vector256<double> lanes4) => new Total(lanes0, Vector256<double>.Zero).Add(lanes4);

        /// <summary>Adds 4 terms.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Total Add(Vector256<double> terms)
        {
            // Knuth's TwoSum: sum + lost is exactly _lanes + terms.
            Vector256<double> sum = _lanes + terms;
            Vector256<double> part = sum - _lanes;
            return new(sum, _lost + ((_lanes - (sum - part)) + (terms - part)));
        }

        /// <summary>Adds the 8 lanes of a block, the first 4 and then the last 4.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Total AddBlock(Vector256<double> lanes0, Vector256<double> lanes4) => Add(lanes0).Add(lanes4);

        /// <summary>Adds x * y, each product with what its rounding takes away.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Total AddProduct(Vector256<double> x, Vector256<double> y)
        {
            Vector256<double> product = x * y;
            Total total = Add(product);
            return new(total._lanes, total._lost + Product.LostOfAny(x, y, product));
        }

        /// <summary>Adds targets * (max - z); all of them are finite, so that a target of 0 counts for nothing.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Total AddCost(Vector256<double> targets, Vector256<double> z, double max) => Add(Cost(targets, z, max));

        /// <summary>The sum of the lanes, and what it rounds away.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Wide Sum() => Double128.Sum(_lanes.GetLower(), _lanes.GetUpper(), _lost.GetLower() + _lost.GetUpper());
    }
}
