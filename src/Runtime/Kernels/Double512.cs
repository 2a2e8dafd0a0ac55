using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SoftmaxGen.Runtime;

/// <summary>
/// The steps of a double kernel on vectors of eight: what generated code calls, each inlined into its one place of use.
/// </summary>
/// <remarks>
/// Double128, Double256 and Double512 (and their Single siblings) have the same members and give the same bits: they
/// differ by the width of a vector, and by how the lanes of a row's sum are spread over vectors. On hardware without
/// fused multiply-add, products are rounded before they are added and the bits differ from those of hardware that has it. The
/// virtual lanes of a sum fill one vector of 512 bits; the vectors that a row ends with keep their places in it as halves.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly partial struct Double512 : IDoubleSteps<Vector512<double>, Vector512<long>>
{
    private static ReadOnlySpan<long> LastLanes => [0, 0, 0, 0, -1, -1, -1, -1];

    /// <summary>Whether the hardware has vectors of this width.</summary>
    public static bool IsSupported
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.IsHardwareAccelerated;
    }

    /// <summary>The number of lanes.</summary>
    public static int Width
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 8;
    }

    /// <summary>All lanes 0.</summary>
    public static Vector512<double> Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512<double>.Zero;
    }

    /// <summary>All lanes minus infinity: below every logit.</summary>
    public static Vector512<double> Lowest
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(double.NegativeInfinity);
    }

    /// <summary>All lanes infinite: above every logit.</summary>
    public static Vector512<double> Highest
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(double.PositiveInfinity);
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
    public static Vector512<double> Load(ref double row, ulong offset) => Vector512.LoadUnsafe(ref row, (nuint)offset);

    /// <summary>Reads 4 lanes from place <paramref name="lower"/> and 4 from place <paramref name="upper"/>: the two vectors of 256 bits that a row ends with.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Load(ref double row, ulong lower, ulong upper) =>
        Vector512.Create(Vector256.LoadUnsafe(ref row, (nuint)lower), Vector256.LoadUnsafe(ref row, (nuint)upper));

    /// <summary>Writes a vector to place <paramref name="offset"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<double> lanes, ref double row, ulong offset) => lanes.StoreUnsafe(ref row, (nuint)offset);

    /// <summary>Writes 4 lanes to place <paramref name="lower"/> and 4 to place <paramref name="upper"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<double> lanes, ref double row, ulong lower, ulong upper)
    {
        lanes.GetLower().StoreUnsafe(ref row, (nuint)lower);
        lanes.GetUpper().StoreUnsafe(ref row, (nuint)upper);
    }

    /// <summary>A mask of the last <paramref name="lower"/> of the lower 4 lanes and the last <paramref name="upper"/> of the upper 4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Last([ConstantExpected] int lower, [ConstantExpected] int upper) =>
        Vector512.Create(
            Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(LastLanes), (nuint)lower),
            Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(LastLanes), (nuint)upper)).AsDouble();

    /// <summary>x + y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Add(Vector512<double> x, Vector512<double> y) => x + y;

    /// <summary>The larger of each pair of lanes. A NaN may be lost here: its own term brings it back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Larger(Vector512<double> x, Vector512<double> y) => Vector512.MaxNative(x, y);

    /// <summary>Which lanes are equal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Equal(Vector512<double> x, Vector512<double> y) => Vector512.Equals(x, y);

    /// <summary>Which lanes are NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> IsNaN(Vector512<double> x) => Vector512.IsNaN(x);

    /// <summary>The lanes that <paramref name="matches"/> does not name, and 0 for the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Without(Vector512<double> x, Vector512<double> matches) => Vector512.AndNot(x, matches);

    /// <summary>How far the label is from each lane, if the first lane holds the first class.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> Away(int label) => Vector512.Create((long)label) - Vector512<long>.Indices;

    /// <summary>The same after a loop has moved on by <paramref name="classes"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> Closer(Vector512<long> away, [ConstantExpected] int classes) => away - Vector512.Create((long)classes);

    /// <summary>The terms, with 0 where <paramref name="labels"/> is <paramref name="label"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Except(Vector512<double> terms, Vector512<long> labels, int label) =>
        Vector512.AndNot(terms, Vector512.Equals(labels, Vector512.Create((long)label)).AsDouble());

    /// <summary>The same for halves whose first lanes hold these classes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Except(Vector512<double> terms, Vector512<long> away, [ConstantExpected] int lower, [ConstantExpected] int upper) =>
        Vector512.AndNot(terms, Vector512.Equals(away, Vector512.Create(Vector256.Create((long)lower), Vector256.Create((long)upper - Vector256<long>.Count))).AsDouble());

    /// <summary>One bit for each lane of comparison results.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Bits(Vector512<double> matches) => matches.ExtractMostSignificantBits();

    /// <summary>The same for halves of which the upper one begins <paramref name="upper"/> classes after the lower one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Bits(Vector512<double> matches, [ConstantExpected] int upper) =>
        Bits(matches) & 0xf | Bits(matches) >> 4 << upper;

    /// <summary>How many lanes of comparison results are set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Count(Vector512<double> matches) => BitOperations.PopCount(matches.ExtractMostSignificantBits());

    /// <summary>The place of the first element equal to <paramref name="value"/>; there is one.</summary>
    public static int IndexOf(ref double row, int count, Vector512<double> value)
    {
        // The last vector may overlap the one before it.
        for (nuint i = 0; ; i = nuint.Min(i + (nuint)Vector512<double>.Count, (nuint)(count - Vector512<double>.Count)))
        {
            uint matches = (uint)Equal(Load(ref row, i), value).ExtractMostSignificantBits();
            if (matches != 0)
                return (int)i + BitOperations.TrailingZeroCount(matches);
        }
    }

    /// <summary>The place of the first NaN; there is one.</summary>
    public static int IndexOfNaN(ref double row, int count)
    {
        for (nuint i = 0; ; i = nuint.Min(i + (nuint)Vector512<double>.Count, (nuint)(count - Vector512<double>.Count)))
        {
            uint matches = (uint)IsNaN(Load(ref row, i)).ExtractMostSignificantBits();
            if (matches != 0)
                return (int)i + BitOperations.TrailingZeroCount(matches);
        }
    }

    /// <summary>The sums of a row from its maximum, that class's term, the sum of the terms below it and the number of ties.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RowSum Row(Vector512<double> max, Vector512<double> largest, Wide below, int ties) =>
        RowSum.OfDouble(max.ToScalar(), largest.ToScalar(), below, ties);

    /// <summary>ln a_i = (z_i - m) - (ln sum - m).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> LogProbabilities(Vector512<double> z, double max, double log) =>
        z - Vector512.Create(max) - Vector512.Create(log);

    /// <summary>-p_i p_j for a row i of the Jacobian; +0 where that is 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> JacobianRow(double own, Vector512<double> probabilities) => Zero - (probabilities * Vector512.Create(own));

    /// <summary>Whether no upstream gradient less sum_j g_j p_j overflows, whatever its size.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsModerateDot(Wide dot) => Math.Abs(dot.High) <= DoubleExp.MostOfDot;

    /// <summary>sum_j g_j p_j, with what its rounding to double takes away.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector512<double>> InParts(Wide sum) => new(Vector512.Create(sum.High), Vector512.Create(sum.Low));

    /// <summary>p_i (g_i - sum_j g_j p_j); +0 where that is 0.</summary>
    /// <remarks>The difference to the first part is exact where it cancels, so that the second part is what counts there.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> SoftmaxGradient(Vector512<double> probabilities, Vector512<double> upstream, DoubleWord<Vector512<double>> dot) =>
        Product.Less(Vector512.MultiplyAddEstimate(probabilities, upstream - dot.High, Zero), probabilities, dot.Low);

    /// <summary>Whether a sum of upstream gradients has room to be lowered by what powers of e are lifted by.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsModerateSum(double sum) =>
        (BitConverter.DoubleToUInt64Bits(sum) << 1) - DoubleExp.LeastOfSum <= DoubleExp.MostOfSum - DoubleExp.LeastOfSum || sum == 0;

    /// <summary>g_i - e^(l_i) sum_j g_j.</summary>
    /// <remarks>e^l is lifted, and the sum lowered as much: alone it may be below the normal numbers where their product is not.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> LogSoftmaxGradient(Vector512<double> logProbabilities, Vector512<double> upstream, double sum) =>
        Vector512.MultiplyAddEstimate(Exp(logProbabilities, DoubleExp.Lifted), Vector512.Create(-sum * DoubleExp.Lowered), upstream);

    /// <summary>Whether the loss and the gradient of targets with these sums, y_i and y_i (max - z_i), do not overflow on the way.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreModerate(Wide targetSum, double cost) => Math.Abs(targetSum.High) <= DoubleExp.MostOfTargets && double.IsFinite(cost);

    /// <summary>What <see cref="Exp(Vector512{double}, Shift)"/> divides by: the row's maximum m, split so that dividing by e^m loses nothing.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public readonly struct Shift(Vector512<double> @base, Vector512<double> floor, Vector512<long> exponent)
    {
        /// <summary>Subtracted from z before all else: m where |m| is at least 2048, else 0.</summary>
        internal readonly Vector512<double> Base = @base;

        /// <summary>(N - 1224) ln 2 with N = round((m - Base) / ln 2): at or below it the result is 0.</summary>
        internal readonly Vector512<double> Floor = floor;

        /// <summary>N, in the low bits of <see cref="DoubleExp.Round"/>.</summary>
        internal readonly Vector512<long> Exponent = exponent;
    }

    /// <summary>The shift for rows whose largest logit is <paramref name="max"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Shift ShiftFor(Vector512<double> max)
    {
        Vector512<double> isLarge = Vector512.GreaterThanOrEqual(Vector512.Abs(max), Vector512.Create(DoubleExp.SubtractFrom));
        Vector512<double> subtracted = max & isLarge;
        Vector512<double> rounded = Vector512.MultiplyAddEstimate(max - subtracted, Vector512.Create(DoubleExp.Log2E), Vector512.Create(DoubleExp.Round));
        Vector512<double> exponent = rounded - Vector512.Create(DoubleExp.Round);
        return new(subtracted, (exponent - Vector512.Create(DoubleExp.Bias + DoubleExp.Lift)) * Vector512.Create(DoubleExp.Ln2), rounded.AsInt64());
    }

    /// <summary>
    /// e^z 2^201 / 2^N, where 2^N is the power of two next to e^m. It is lifted by 2^201 so that the terms of a sure row stay
    /// normal: their sum is its loss. Exactly 0 where even the lifted term is below the normal numbers. NaN gives NaN.
    /// </summary>
    /// <remarks>The scheme, its constants and its error bound are those of <see cref="DoubleExp"/>.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Exp(Vector512<double> z, Shift shift)
    {
        // The second operand is what the instruction returns for a NaN in either.
        Vector512<double> x = Vector512.MaxNative(shift.Floor, z - shift.Base);

        // One addition rounds x / ln 2 to the integer n and adds the exponent's bias to its bits.
        Vector512<double> rounded = Vector512.MultiplyAddEstimate(x, Vector512.Create(DoubleExp.Log2E), Vector512.Create(DoubleExp.Round + DoubleExp.Bias + DoubleExp.Lift));
        Vector512<double> power = Vector512.ShiftLeft(rounded.AsInt64() - shift.Exponent, 52).AsDouble();
        Vector512<double> n = rounded - Vector512.Create(DoubleExp.Round + DoubleExp.Bias + DoubleExp.Lift);

        return Polynomial(Remainder(x, n)) * power;
    }

    /// <summary>e^x 2^k for an even k, 0 below the normal numbers and infinite from 2^1023.5 on. NaN gives NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Exp(Vector512<double> x, int k)
    {
        // Between these ends n + Bias + k runs from 0, where the power of two is 0, to 2047, where it is infinite. With an odd k, halves
        // would be rounded to another n.
        x = Vector512.MaxNative(Vector512.Create(-(DoubleExp.Bias + k) * DoubleExp.Ln2), x);
        x = Vector512.MinNative(Vector512.Create((DoubleExp.Bias + 1 - k) * DoubleExp.Ln2), x);

        Vector512<double> rounded = Vector512.MultiplyAddEstimate(x, Vector512.Create(DoubleExp.Log2E), Vector512.Create(DoubleExp.Round + (DoubleExp.Bias + k)));
        Vector512<double> power = Vector512.ShiftLeft(rounded.AsInt64(), 52).AsDouble();
        Vector512<double> n = rounded - Vector512.Create(DoubleExp.Round + (DoubleExp.Bias + k));

        return Polynomial(Remainder(x, n)) * power;
    }

    /// <summary>r = x - n ln 2; the product with the first part of ln 2 is exact with and without fused multiply-add.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Remainder(Vector512<double> x, Vector512<double> n)
    {
        Vector512<double> r = Vector512.MultiplyAddEstimate(n, Vector512.Create(-DoubleExp.Ln2High), x);
        return Vector512.MultiplyAddEstimate(n, Vector512.Create(-DoubleExp.Ln2Low), r);
    }

    /// <summary>e^r on [-ln 2 / 2, ln 2 / 2], by Horner's rule.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Polynomial(Vector512<double> r)
    {
        Vector512<double> p = Vector512.Create(DoubleExp.C11);
        p = Vector512.MultiplyAddEstimate(p, r, Vector512.Create(DoubleExp.C10));
        p = Vector512.MultiplyAddEstimate(p, r, Vector512.Create(DoubleExp.C9));
        p = Vector512.MultiplyAddEstimate(p, r, Vector512.Create(DoubleExp.C8));
        p = Vector512.MultiplyAddEstimate(p, r, Vector512.Create(DoubleExp.C7));
        p = Vector512.MultiplyAddEstimate(p, r, Vector512.Create(DoubleExp.C6));
        p = Vector512.MultiplyAddEstimate(p, r, Vector512.Create(DoubleExp.C5));
        p = Vector512.MultiplyAddEstimate(p, r, Vector512.Create(DoubleExp.C4));
        p = Vector512.MultiplyAddEstimate(p, r, Vector512.Create(DoubleExp.C3));
        p = Vector512.MultiplyAddEstimate(p, r, Vector512.Create(DoubleExp.C2));
        p = Vector512.MultiplyAddEstimate(p, r, Vector512<double>.One);
        return Vector512.MultiplyAddEstimate(p, r, Vector512<double>.One);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DoubleWord<Vector512<double>> Spread(Wide number) => new(Vector512.Create(number.High), Vector512.Create(number.Low));

    /// <summary>numerator / denominator, to twice the precision of double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector512<double>> Quotient(Wide numerator, Wide denominator)
    {
        double high = numerator.High / denominator.High;
        double rest = Product.Rest(numerator.High, denominator.High, high);
        return new(Vector512.Create(high), Vector512.Create((rest + numerator.Low - (high * denominator.Low)) / denominator.High));
    }

    /// <summary>1 / sum, to twice the precision of double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector512<double>> Reciprocal(Wide sum) => Spread(sum.Reciprocal());

    /// <summary>The share of one row in a sum that is divided by <paramref name="divisor"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GradientDivisor<Vector512<double>> ShareOf(double divisor) => new(Spread(new Wide(divisor, 0).Reciprocal()), Vector512.Create(divisor));

    /// <summary>1 / ((others + own) divisor), to twice the precision of double, from the sum of a label's others and its own term.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector512<double>> ScaleOf(Wide others, double own, GradientDivisor<Vector512<double>> share)
    {
        Wide inverse = new(share.Inverse.High.ToScalar(), share.Inverse.Low.ToScalar());
        return Spread(inverse.DividedBy(others + own, share.Divisor.ToScalar()));
    }

    /// <summary>The label's own entry of the gradient, -(sum of the others) * scale: p - 1 without what would cancel in it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double OwnEntryOf(Wide others, DoubleWord<Vector512<double>> scale)
    {
        double high = scale.High.ToScalar();
        return -double.MultiplyAddEstimate(others.High, high, double.MultiplyAddEstimate(others.Low, high, others.High * scale.Low.ToScalar()));
    }

    /// <summary>The odds against the label, (1 - p) / p, rounded once: what <see cref="DoubleOdds"/> makes the loss of.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double OddsOf(Wide others, double own) => others.DividedBy(own);

    /// <summary>terms * scale as a probability, rounded once: 0 where it is below the normal numbers. NaN gives NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Scale(Vector512<double> terms, DoubleWord<Vector512<double>> scale)
    {
        Vector512<double> product = Vector512.MultiplyAddEstimate(terms, scale.High, terms * scale.Low);
        return Vector512.AndNot(product, Vector512.LessThan(product, Vector512.Create(DoubleExp.MinNormal)));
    }

    /// <summary>A term of a narrow row times its scale: the bits that the vector of its class gets.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double TimesOne(double term, DoubleWord<Vector512<double>> scale) => double.MultiplyAddEstimate(term, scale.High.ToScalar(), term * scale.Low.ToScalar());

    /// <summary>a_i sum(y) - y_i from the terms e_i: terms * scale, rounded, - targets * weight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> TargetGradient(Vector512<double> terms, DoubleWord<Vector512<double>> scale, Vector512<double> targets, double weight)
    {
        Vector512<double> product = Vector512.MultiplyAddEstimate(terms, scale.High, terms * scale.Low);
        return Vector512.MultiplyAddEstimate(targets, Vector512.Create(-weight), product);
    }

    /// <summary>The largest lane, in every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> LargestLane(Vector512<double> lanes) =>
        Vector512.Create(Double256.LargestLane(Vector256.MaxNative(lanes.GetLower(), lanes.GetUpper())).ToScalar());

    /// <summary>The sum of 8 lanes: l and l + 4, then l and l + 2, then l and l + 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide Sum(Vector512<double> lanes) => Double256.Sum(lanes.GetLower(), lanes.GetUpper());

    /// <summary>The sum of 8 lanes of a longer row, which keeps what rounds away where l and l + 4 meet too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide LongSum(Vector512<double> lanes) => Total.OfBlock(lanes).Sum();

    /// <summary>targets * (max - z), all of them finite, so that a target of 0 counts for nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<double> Cost(Vector512<double> targets, Vector512<double> z, double max) => Cost(targets, z, Vector512.Create(max));

    /// <summary>The same where each lane has a maximum of its own.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<double> Cost(Vector512<double> targets, Vector512<double> z, Vector512<double> max) => targets * (max - z);

    /// <summary>A second level of the sum: of blocks of lanes, or of products, with what each addition rounds away.</summary>
    /// <remarks>It has four lanes in every width.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public readonly struct Total(Double256.Total total)
    {
        private readonly Double256.Total _total = total;

        /// <summary>The first block: its 8 lanes, the first 4 and then the last 4.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Total OfBlock(Vector512<double> lanes) => new(Double256.Total.OfBlock(lanes.GetLower(), lanes.GetUpper()));

        /// <summary>Adds 8 terms, 4 after 4.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Total Add(Vector512<double> terms) => new(_total.Add(terms.GetLower()).Add(terms.GetUpper()));

        /// <summary>Adds the 8 lanes of a block, the first 4 and then the last 4.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Total AddBlock(Vector512<double> lanes) => new(_total.AddBlock(lanes.GetLower(), lanes.GetUpper()));

        /// <summary>Adds x * y, 4 after 4, each product exact where multiply-add is fused.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Total AddProduct(Vector512<double> x, Vector512<double> y) =>
            new(_total.AddProduct(x.GetLower(), y.GetLower()).AddProduct(x.GetUpper(), y.GetUpper()));

        /// <summary>Adds targets * (max - z), 4 after 4; all of them are finite, so that a target of 0 counts for nothing.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Total AddCost(Vector512<double> targets, Vector512<double> z, double max) => Add(Cost(targets, z, max));

        /// <summary>The sum of the lanes, and what it rounds away.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Wide Sum() => _total.Sum();
    }
}
