using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SoftmaxGen.Runtime;

/// <summary>
/// The steps of a float kernel on vectors of sixteen: what generated code calls, each inlined into its one place of use.
/// </summary>
/// <remarks>
/// Single128, Single256 and Single512 (and their Double siblings) have the same members and give the same bits: they
/// differ by the width of a vector, and by how the lanes of a row's sum are spread over vectors. On hardware without
/// fused multiply-add, products are rounded before they are added and the bits differ from those of hardware that has it. The
/// virtual lanes of a sum fill one vector of 512 bits; the vectors that a row ends with keep their places in it as halves.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly partial struct Single512 : ISingleSteps<Vector512<float>, Vector512<int>, Single512.RowSums>
{
    private static ReadOnlySpan<int> LastLanes => [0, 0, 0, 0, 0, 0, 0, 0, -1, -1, -1, -1, -1, -1, -1, -1];

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
        get => 16;
    }

    /// <summary>All lanes 0.</summary>
    public static Vector512<float> Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512<float>.Zero;
    }

    /// <summary>All lanes minus infinity: below every logit.</summary>
    public static Vector512<float> Lowest
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(float.NegativeInfinity);
    }

    /// <summary>All lanes infinite: above every logit.</summary>
    public static Vector512<float> Highest
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(float.PositiveInfinity);
    }

    /// <summary>The element at place <paramref name="index"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref float At(ref float row, int index) => ref Unsafe.Add(ref row, index);

    /// <summary>Whether two rows are the same memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreSame(ref float left, ref float right) => Unsafe.AreSame(ref left, ref right);

    /// <summary>The label at place <paramref name="index"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref int At(ref int labels, int index) => ref Unsafe.Add(ref labels, index);

    /// <summary>Reads a vector from place <paramref name="offset"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(ref float row, ulong offset) => Vector512.LoadUnsafe(ref row, (nuint)offset);

    /// <summary>Reads 8 lanes from place <paramref name="lower"/> and 8 from place <paramref name="upper"/>: the two vectors of 256 bits that a row ends with.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(ref float row, ulong lower, ulong upper) =>
        Vector512.Create(Vector256.LoadUnsafe(ref row, (nuint)lower), Vector256.LoadUnsafe(ref row, (nuint)upper));

    /// <summary>Writes a vector to place <paramref name="offset"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<float> lanes, ref float row, ulong offset) => lanes.StoreUnsafe(ref row, (nuint)offset);

    /// <summary>Writes 8 lanes to place <paramref name="lower"/> and 8 to place <paramref name="upper"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<float> lanes, ref float row, ulong lower, ulong upper)
    {
        lanes.GetLower().StoreUnsafe(ref row, (nuint)lower);
        lanes.GetUpper().StoreUnsafe(ref row, (nuint)upper);
    }

    /// <summary>A mask of the last <paramref name="lower"/> of the lower 8 lanes and the last <paramref name="upper"/> of the upper 8.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Last([ConstantExpected] int lower, [ConstantExpected] int upper) =>
        Vector512.Create(
            Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(LastLanes), (nuint)lower),
            Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(LastLanes), (nuint)upper)).AsSingle();

    /// <summary>x + y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Add(Vector512<float> x, Vector512<float> y) => x + y;

    /// <summary>The larger of each pair of lanes. A NaN may be lost here: its own term brings it back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Larger(Vector512<float> x, Vector512<float> y) => Vector512.MaxNative(x, y);

    /// <summary>Which lanes are equal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Equal(Vector512<float> x, Vector512<float> y) => Vector512.Equals(x, y);

    /// <summary>Which lanes are NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> IsNaN(Vector512<float> x) => Vector512.IsNaN(x);

    /// <summary>The lanes that <paramref name="matches"/> does not name, and 0 for the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Without(Vector512<float> x, Vector512<float> matches) => Vector512.AndNot(x, matches);

    /// <summary>How far the label is from each lane, if the first lane holds the first class.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Away(int label) => Vector512.Create(label) - Vector512<int>.Indices;

    /// <summary>The same after a loop has moved on by <paramref name="classes"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Closer(Vector512<int> away, [ConstantExpected] int classes) => away - Vector512.Create(classes);

    /// <summary>The terms, with 0 where <paramref name="labels"/> is <paramref name="label"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Except(Vector512<float> terms, Vector512<int> labels, int label) =>
        Vector512.AndNot(terms, Vector512.Equals(labels, Vector512.Create(label)).AsSingle());

    /// <summary>The same for halves whose first lanes hold these classes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Except(Vector512<float> terms, Vector512<int> away, [ConstantExpected] int lower, [ConstantExpected] int upper) =>
        Vector512.AndNot(terms, Vector512.Equals(away, Vector512.Create(Vector256.Create(lower), Vector256.Create(upper - Vector256<int>.Count))).AsSingle());

    /// <summary>One bit for each lane of comparison results.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Bits(Vector512<float> matches) => matches.ExtractMostSignificantBits();

    /// <summary>The same for halves of which the upper one begins <paramref name="upper"/> classes after the lower one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Bits(Vector512<float> matches, [ConstantExpected] int upper) =>
        Bits(matches) & 0xff | Bits(matches) >> 8 << upper;

    /// <summary>How many lanes of comparison results are set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Count(Vector512<float> matches) => BitOperations.PopCount(matches.ExtractMostSignificantBits());

    /// <summary>The place of the first element equal to <paramref name="value"/>; there is one.</summary>
    public static int IndexOf(ref float row, int count, Vector512<float> value)
    {
        // The last vector may overlap the one before it.
        for (nuint i = 0; ; i = nuint.Min(i + (nuint)Vector512<float>.Count, (nuint)(count - Vector512<float>.Count)))
        {
            uint matches = (uint)Equal(Load(ref row, i), value).ExtractMostSignificantBits();
            if (matches != 0)
                return (int)i + BitOperations.TrailingZeroCount(matches);
        }
    }

    /// <summary>The place of the first NaN; there is one.</summary>
    public static int IndexOfNaN(ref float row, int count)
    {
        for (nuint i = 0; ; i = nuint.Min(i + (nuint)Vector512<float>.Count, (nuint)(count - Vector512<float>.Count)))
        {
            uint matches = (uint)IsNaN(Load(ref row, i)).ExtractMostSignificantBits();
            if (matches != 0)
                return (int)i + BitOperations.TrailingZeroCount(matches);
        }
    }

    /// <summary>The sums of a row from its maximum, that class's term, the sum of the terms below it and the number of ties.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RowSum Row(Vector512<float> max, Vector512<float> largest, Wide below, int ties) =>
        RowSum.OfSingle(max.ToScalar(), largest.ToScalar(), below, ties);

    /// <summary>ln a_i = (z_i - m) - (ln sum - m).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LogProbabilities(Vector512<float> z, double max, double log) =>
        z - Vector512.Create((float)max) - Vector512.Create((float)log);

    /// <summary>-p_i p_j for a row i of the Jacobian; +0 where that is 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> JacobianRow(float own, Vector512<float> probabilities) => Zero - (probabilities * Vector512.Create(own));

    /// <summary>Whether no upstream gradient less sum_j g_j p_j overflows, whatever its size.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsModerateDot(Wide dot) => Math.Abs(dot.High) <= SingleExp.MostOfDot;

    /// <summary>sum_j g_j p_j, with what its rounding to float takes away.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector512<float>> InParts(Wide sum)
    {
        var high = (float)sum.High;
        return new(Vector512.Create(high), Vector512.Create((float)(sum.High - high)));
    }

    /// <summary>p_i (g_i - sum_j g_j p_j); +0 where that is 0.</summary>
    /// <remarks>The difference to the first part is exact where it cancels, so that the second part is what counts there.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> SoftmaxGradient(Vector512<float> probabilities, Vector512<float> upstream, DoubleWord<Vector512<float>> dot) =>
        Product.Less(Vector512.MultiplyAddEstimate(probabilities, upstream - dot.High, Zero), probabilities, dot.Low);

    /// <summary>Whether a sum of upstream gradients has room to be lowered by what powers of e are lifted by.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsModerateSum(double sum) =>
        (BitConverter.DoubleToUInt64Bits(sum) << 1) - SingleExp.LeastOfSum <= SingleExp.MostOfSum - SingleExp.LeastOfSum || sum == 0;

    /// <summary>g_i - e^(l_i) sum_j g_j.</summary>
    /// <remarks>e^l is lifted, and the sum lowered as much: alone it may be below the normal numbers where their product is not.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LogSoftmaxGradient(Vector512<float> logProbabilities, Vector512<float> upstream, double sum) =>
        Vector512.MultiplyAddEstimate(Exp(logProbabilities, SingleExp.Lifted), Vector512.Create((float)(-sum * SingleExp.Lowered)), upstream);

    /// <summary>Whether the loss and the gradient of targets with these sums, y_i and y_i (max - z_i), do not overflow on the way.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreModerate(Wide targetSum, double cost) => Math.Abs(targetSum.High) <= SingleExp.MostOfTargets;

    /// <summary>What <see cref="Exp(Vector512{float}, Shift)"/> divides by: the row's maximum m, split so that dividing by e^m loses nothing.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public readonly struct Shift(Vector512<float> @base, Vector512<float> floor, Vector512<int> exponent)
    {
        /// <summary>Subtracted from z before all else: m where |m| is at least 256, else 0.</summary>
        internal readonly Vector512<float> Base = @base;

        /// <summary>(N - 188) ln 2 with N = round((m - Base) / ln 2): at or below it the result is 0.</summary>
        internal readonly Vector512<float> Floor = floor;

        /// <summary>N, in the low bits of <see cref="SingleExp.Round"/>.</summary>
        internal readonly Vector512<int> Exponent = exponent;
    }

    /// <summary>The shift for rows whose largest logit is <paramref name="max"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Shift ShiftFor(Vector512<float> max)
    {
        Vector512<float> isLarge = Vector512.GreaterThanOrEqual(Vector512.Abs(max), Vector512.Create(SingleExp.SubtractFrom));
        Vector512<float> subtracted = max & isLarge;
        Vector512<float> rounded = Vector512.MultiplyAddEstimate(max - subtracted, Vector512.Create(SingleExp.Log2E), Vector512.Create(SingleExp.Round));
        Vector512<float> exponent = rounded - Vector512.Create(SingleExp.Round);
        return new(subtracted, (exponent - Vector512.Create(SingleExp.Bias + SingleExp.Lift)) * Vector512.Create(SingleExp.Ln2), rounded.AsInt32());
    }

    /// <summary>
    /// e^z 2^61 / 2^N, where 2^N is the power of two next to e^m. It is lifted by 2^61 so that the terms of a sure row stay
    /// normal: their sum is its loss. Exactly 0 where even the lifted term is below the normal numbers. NaN gives NaN.
    /// </summary>
    /// <remarks>The scheme, its constants and its error bound are those of <see cref="SingleExp"/>.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> z, Shift shift)
    {
        // The second operand is what the instruction returns for a NaN in either.
        Vector512<float> x = Vector512.MaxNative(shift.Floor, z - shift.Base);

        // One addition rounds x / ln 2 to the integer n and adds the exponent's bias to its bits.
        Vector512<float> rounded = Vector512.MultiplyAddEstimate(x, Vector512.Create(SingleExp.Log2E), Vector512.Create(SingleExp.Round + SingleExp.Bias + SingleExp.Lift));
        Vector512<float> power = Vector512.ShiftLeft(rounded.AsInt32() - shift.Exponent, 23).AsSingle();
        Vector512<float> n = rounded - Vector512.Create(SingleExp.Round + SingleExp.Bias + SingleExp.Lift);

        return Polynomial(Remainder(x, n)) * power;
    }

    /// <summary>e^x 2^k for an even k, 0 below the normal numbers and infinite from 2^127.5 on. NaN gives NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x, int k)
    {
        // Between these ends n + Bias + k runs from 0, where the power of two is 0, to 255, where it is infinite. With an odd k, halves
        // would be rounded to another n.
        x = Vector512.MaxNative(Vector512.Create(-(SingleExp.Bias + k) * SingleExp.Ln2), x);
        x = Vector512.MinNative(Vector512.Create((SingleExp.Bias + 1 - k) * SingleExp.Ln2), x);

        Vector512<float> rounded = Vector512.MultiplyAddEstimate(x, Vector512.Create(SingleExp.Log2E), Vector512.Create(SingleExp.Round + (SingleExp.Bias + k)));
        Vector512<float> power = Vector512.ShiftLeft(rounded.AsInt32(), 23).AsSingle();
        Vector512<float> n = rounded - Vector512.Create(SingleExp.Round + (SingleExp.Bias + k));

        return Polynomial(Remainder(x, n)) * power;
    }

    /// <summary>r = x - n ln 2; the product with the first part of ln 2 is exact with and without fused multiply-add.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Remainder(Vector512<float> x, Vector512<float> n)
    {
        Vector512<float> r = Vector512.MultiplyAddEstimate(n, Vector512.Create(-SingleExp.Ln2High), x);
        return Vector512.MultiplyAddEstimate(n, Vector512.Create(-SingleExp.Ln2Low), r);
    }

    /// <summary>e^r on [-ln 2 / 2, ln 2 / 2], by Horner's rule.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Polynomial(Vector512<float> r)
    {
        Vector512<float> p = Vector512.Create(SingleExp.C6);
        p = Vector512.MultiplyAddEstimate(p, r, Vector512.Create(SingleExp.C5));
        p = Vector512.MultiplyAddEstimate(p, r, Vector512.Create(SingleExp.C4));
        p = Vector512.MultiplyAddEstimate(p, r, Vector512.Create(SingleExp.C3));
        p = Vector512.MultiplyAddEstimate(p, r, Vector512.Create(SingleExp.C2));
        p = Vector512.MultiplyAddEstimate(p, r, Vector512<float>.One);
        return Vector512.MultiplyAddEstimate(p, r, Vector512<float>.One);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DoubleWord<Vector512<float>> Spread(SingleWide number) => new(Vector512.Create(number.High), Vector512.Create(number.Low));

    /// <summary>numerator / denominator, to twice the precision of float.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector512<float>> Quotient(Wide numerator, Wide denominator)
    {
        // Double is more than twice as precise as float: the second parts do not show.
        double exact = numerator.High / denominator.High;
        float high = (float)exact;
        return new(Vector512.Create(high), Vector512.Create((float)(exact - high)));
    }

    /// <summary>1 / sum, to twice the precision of float.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector512<float>> Reciprocal(SingleWide sum) => Spread(sum.Reciprocal());

    /// <summary>The share of one row in a sum that is divided by <paramref name="divisor"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GradientDivisor<Vector512<float>> ShareOf(double divisor) => new(Spread(new Wide(1 / divisor, 0)), Vector512.Create((float)divisor));

    /// <summary>1 / ((others + own) divisor), to twice the precision of float, from the sum of a label's others and its own term.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector512<float>> ScaleOf(SingleWide others, float own, GradientDivisor<Vector512<float>> share)
    {
        SingleWide inverse = new(share.Inverse.High.ToScalar(), share.Inverse.Low.ToScalar());
        return Spread(inverse.DividedBy(others + own, share.Divisor.ToScalar()));
    }

    /// <summary>The label's own entry of the gradient, -(sum of the others) * scale: p - 1 without what would cancel in it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float OwnEntryOf(SingleWide others, DoubleWord<Vector512<float>> scale)
    {
        float high = scale.High.ToScalar();
        return -float.MultiplyAddEstimate(others.High, high, float.MultiplyAddEstimate(others.Low, high, others.High * scale.Low.ToScalar()));
    }

    /// <summary>The odds against the label, (1 - p) / p, rounded once: what <see cref="SingleOdds"/> makes the loss of.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float OddsOf(SingleWide others, float own) => others.DividedBy(own);

    /// <summary>terms * scale as a probability, rounded once: 0 where it is below the normal numbers. NaN gives NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Scale(Vector512<float> terms, DoubleWord<Vector512<float>> scale)
    {
        Vector512<float> product = Vector512.MultiplyAddEstimate(terms, scale.High, terms * scale.Low);
        return Vector512.AndNot(product, Vector512.LessThan(product, Vector512.Create(SingleExp.MinNormal)));
    }

    /// <summary>A term of a narrow row times its scale: the bits that the vector of its class gets.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float TimesOne(float term, DoubleWord<Vector512<float>> scale) => float.MultiplyAddEstimate(term, scale.High.ToScalar(), term * scale.Low.ToScalar());

    /// <summary>a_i sum(y) - y_i from the terms e_i: terms * scale, rounded, - targets * weight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> TargetGradient(Vector512<float> terms, DoubleWord<Vector512<float>> scale, Vector512<float> targets, double weight)
    {
        Vector512<float> product = Vector512.MultiplyAddEstimate(terms, scale.High, terms * scale.Low);
        return Vector512.MultiplyAddEstimate(targets, Vector512.Create((float)-weight), product);
    }

    /// <summary>The largest lane, in every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LargestLane(Vector512<float> lanes) =>
        Vector512.Create(Single256.LargestLane(Vector256.MaxNative(lanes.GetLower(), lanes.GetUpper())).ToScalar());

    /// <summary>The sum of 16 lanes: l and l + 8, then l and l + 4, then l and l + 2, then l and l + 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleWide Sum(Vector512<float> lanes) => Single256.Sum(lanes.GetLower(), lanes.GetUpper());

    /// <summary>The sum of 16 lanes of a long row: l and l + 8 first, then with all that is lost.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleWide LongSum(Vector512<float> lanes) => Single256.LongSum(lanes.GetLower(), lanes.GetUpper());

    /// <summary>A sum in double: of blocks of lanes, each added up in float, or of products.</summary>
    /// <remarks>It has eight lanes in every width; the sum in float alone would lose 5.9 ulp over 4096 terms.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public readonly struct Total(Vector512<double> lanes)
    {
        private readonly Vector512<double> _lanes = lanes;

        /// <summary>The first block: its 16 lanes, the first 8 and then the last 8.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Total OfBlock(Vector512<float> lanes) => new(Vector512.WidenLower(lanes) + Vector512.WidenUpper(lanes));

        /// <summary>Adds 16 terms, 8 after 8.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Total Add(Vector512<float> terms) =>
            new(_lanes + Vector512.WidenLower(terms) + Vector512.WidenUpper(terms));

        /// <summary>Adds the 16 lanes of a block, the first 8 and then the last 8.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Total AddBlock(Vector512<float> lanes) => Add(lanes);

        /// <summary>Adds x * y, 8 after 8, each product exact.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Total AddProduct(Vector512<float> x, Vector512<float> y) =>
            new(Vector512.MultiplyAddEstimate(Vector512.WidenUpper(x), Vector512.WidenUpper(y), Vector512.MultiplyAddEstimate(Vector512.WidenLower(x), Vector512.WidenLower(y), _lanes)));

        /// <summary>Adds targets * (max - z), 8 after 8; all of them are finite, so that a target of 0 counts for nothing.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Total AddCost(Vector512<float> targets, Vector512<float> z, double max) =>
            new(_lanes
                + Double512.Cost(Vector512.WidenLower(targets), Vector512.WidenLower(z), max)
                + Double512.Cost(Vector512.WidenUpper(targets), Vector512.WidenUpper(z), max));

        /// <summary>The sum of the lanes.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Wide Sum() => Double256.PlainSum(_lanes.GetLower() + _lanes.GetUpper());
    }
}
