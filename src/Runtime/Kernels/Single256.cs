using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SoftmaxGen.Runtime;

/// <summary>
/// The steps of a float kernel on vectors of eight: what generated code calls, each inlined into its one place of use.
/// </summary>
/// <remarks>
/// Single128, Single256 and Single512 (and their Double siblings) have the same members and give the same bits: they
/// differ by the width of a vector, and by how the lanes of a row's sum are spread over vectors. On hardware without
/// fused multiply-add, products are rounded before they are added and the bits differ from those of hardware that has it.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly partial struct Single256 : ISingleSteps<Vector256<float>, Vector256<int>, Single256.RowSums>
{
    private static ReadOnlySpan<int> LastLanes => [0, 0, 0, 0, 0, 0, 0, 0, -1, -1, -1, -1, -1, -1, -1, -1];

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
        get => 8;
    }

    /// <summary>All lanes 0.</summary>
    public static Vector256<float> Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256<float>.Zero;
    }

    /// <summary>All lanes minus infinity: below every logit.</summary>
    public static Vector256<float> Lowest
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256.Create(float.NegativeInfinity);
    }

    /// <summary>All lanes infinite: above every logit.</summary>
    public static Vector256<float> Highest
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256.Create(float.PositiveInfinity);
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
    public static Vector256<float> Load(ref float row, ulong offset) => Vector256.LoadUnsafe(ref row, (nuint)offset);

    /// <summary>Reads 4 lanes from place <paramref name="lower"/> and 4 from place <paramref name="upper"/>: a row that is shorter than a vector, the upper ones from its end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load(ref float row, ulong lower, ulong upper) =>
        Vector256.Create(Vector128.LoadUnsafe(ref row, (nuint)lower), Vector128.LoadUnsafe(ref row, (nuint)upper));

    /// <summary>Writes a vector to place <paramref name="offset"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<float> lanes, ref float row, ulong offset) => lanes.StoreUnsafe(ref row, (nuint)offset);

    /// <summary>Writes 4 lanes to place <paramref name="lower"/> and 4 to place <paramref name="upper"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<float> lanes, ref float row, ulong lower, ulong upper)
    {
        lanes.GetLower().StoreUnsafe(ref row, (nuint)lower);
        lanes.GetUpper().StoreUnsafe(ref row, (nuint)upper);
    }

    /// <summary>A mask of the last <paramref name="count"/> lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Last([ConstantExpected] int count) =>
        Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(LastLanes), (nuint)count).AsSingle();

    /// <summary>A mask of the last <paramref name="lower"/> of the lower 4 lanes and the last <paramref name="upper"/> of the upper 4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Last([ConstantExpected] int lower, [ConstantExpected] int upper) =>
        Vector256.Create(
            Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(LastLanes), (nuint)(4 + lower)),
            Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(LastLanes), (nuint)(4 + upper))).AsSingle();

    /// <summary>x + y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Add(Vector256<float> x, Vector256<float> y) => x + y;

    /// <summary>The larger of each pair of lanes. A NaN may be lost here: its own term brings it back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Larger(Vector256<float> x, Vector256<float> y) => Vector256.MaxNative(x, y);

    /// <summary>Which lanes are equal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Equal(Vector256<float> x, Vector256<float> y) => Vector256.Equals(x, y);

    /// <summary>Which lanes are NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> IsNaN(Vector256<float> x) => Vector256.IsNaN(x);

    /// <summary>The lanes that <paramref name="matches"/> does not name, and 0 for the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Without(Vector256<float> x, Vector256<float> matches) => Vector256.AndNot(x, matches);

    /// <summary>How far the label is from each lane, if the first lane holds the first class.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Away(int label) => Vector256.Create(label) - Vector256<int>.Indices;

    /// <summary>The same after a loop has moved on by <paramref name="classes"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Closer(Vector256<int> away, [ConstantExpected] int classes) => away - Vector256.Create(classes);

    /// <summary>The terms, with 0 where <paramref name="labels"/> is <paramref name="label"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Except(Vector256<float> terms, Vector256<int> labels, int label) =>
        Vector256.AndNot(terms, Vector256.Equals(labels, Vector256.Create(label)).AsSingle());

    /// <summary>The same for halves whose first lanes hold these classes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Except(Vector256<float> terms, Vector256<int> away, [ConstantExpected] int lower, [ConstantExpected] int upper) =>
        Vector256.AndNot(terms, Vector256.Equals(away, Vector256.Create(Vector128.Create(lower), Vector128.Create(upper - Vector128<int>.Count))).AsSingle());

    /// <summary>One bit for each lane of comparison results.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Bits(Vector256<float> matches) => matches.ExtractMostSignificantBits();

    /// <summary>The same for halves of which the upper one begins <paramref name="upper"/> classes after the lower one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Bits(Vector256<float> matches, [ConstantExpected] int upper) =>
        Bits(matches) & 0xf | Bits(matches) >> 4 << upper;

    /// <summary>How many lanes of comparison results are set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Count(Vector256<float> matches) => BitOperations.PopCount(matches.ExtractMostSignificantBits());

    /// <summary>The place of the first element equal to <paramref name="value"/>; there is one.</summary>
    public static int IndexOf(ref float row, int count, Vector256<float> value)
    {
        // The last vector may overlap the one before it.
        for (nuint i = 0; ; i = nuint.Min(i + (nuint)Vector256<float>.Count, (nuint)(count - Vector256<float>.Count)))
        {
            uint matches = (uint)Equal(Load(ref row, i), value).ExtractMostSignificantBits();
            if (matches != 0)
                return (int)i + BitOperations.TrailingZeroCount(matches);
        }
    }

    /// <summary>The place of the first NaN; there is one.</summary>
    public static int IndexOfNaN(ref float row, int count)
    {
        for (nuint i = 0; ; i = nuint.Min(i + (nuint)Vector256<float>.Count, (nuint)(count - Vector256<float>.Count)))
        {
            uint matches = (uint)IsNaN(Load(ref row, i)).ExtractMostSignificantBits();
            if (matches != 0)
                return (int)i + BitOperations.TrailingZeroCount(matches);
        }
    }

    /// <summary>The sums of a row from its maximum, that class's term, the sum of the terms below it and the number of ties.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RowSum Row(Vector256<float> max, Vector256<float> largest, Wide below, int ties) =>
        RowSum.OfSingle(max.ToScalar(), largest.ToScalar(), below, ties);

    /// <summary>ln a_i = (z_i - m) - (ln sum - m).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> LogProbabilities(Vector256<float> z, double max, double log) =>
        z - Vector256.Create((float)max) - Vector256.Create((float)log);

    /// <summary>-p_i p_j for a row i of the Jacobian; +0 where that is 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> JacobianRow(float own, Vector256<float> probabilities) => Zero - (probabilities * Vector256.Create(own));

    /// <summary>Whether no upstream gradient less sum_j g_j p_j overflows, whatever its size.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsModerateDot(Wide dot) => Math.Abs(dot.High) <= SingleExp.MostOfDot;

    /// <summary>sum_j g_j p_j, with what its rounding to float takes away.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector256<float>> InParts(Wide sum)
    {
        var high = (float)sum.High;
        return new(Vector256.Create(high), Vector256.Create((float)(sum.High - high)));
    }

    /// <summary>p_i (g_i - sum_j g_j p_j); +0 where that is 0.</summary>
    /// <remarks>The difference to the first part is exact where it cancels, so that the second part is what counts there.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> SoftmaxGradient(Vector256<float> probabilities, Vector256<float> upstream, DoubleWord<Vector256<float>> dot) =>
        Product.Less(Vector256.MultiplyAddEstimate(probabilities, upstream - dot.High, Zero), probabilities, dot.Low);

    /// <summary>Whether a sum of upstream gradients has room to be lowered by what powers of e are lifted by.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsModerateSum(double sum) =>
        (BitConverter.DoubleToUInt64Bits(sum) << 1) - SingleExp.LeastOfSum <= SingleExp.MostOfSum - SingleExp.LeastOfSum || sum == 0;

    /// <summary>g_i - e^(l_i) sum_j g_j.</summary>
    /// <remarks>e^l is lifted, and the sum lowered as much: alone it may be below the normal numbers where their product is not.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> LogSoftmaxGradient(Vector256<float> logProbabilities, Vector256<float> upstream, double sum) =>
        Vector256.MultiplyAddEstimate(Exp(logProbabilities, SingleExp.Lifted), Vector256.Create((float)(-sum * SingleExp.Lowered)), upstream);

    /// <summary>Whether the loss and the gradient of targets with these sums, y_i and y_i (max - z_i), do not overflow on the way.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreModerate(Wide targetSum, double cost) => Math.Abs(targetSum.High) <= SingleExp.MostOfTargets;

    /// <summary>What <see cref="Exp(Vector256{float}, Shift)"/> divides by: the row's maximum m, split so that dividing by e^m loses nothing.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public readonly struct Shift(Vector256<float> @base, Vector256<float> floor, Vector256<int> exponent)
    {
        /// <summary>Subtracted from z before all else: m where |m| is at least 256, else 0.</summary>
        internal readonly Vector256<float> Base = @base;

        /// <summary>(N - 188) ln 2 with N = round((m - Base) / ln 2): at or below it the result is 0.</summary>
        internal readonly Vector256<float> Floor = floor;

        /// <summary>N, in the low bits of <see cref="SingleExp.Round"/>.</summary>
        internal readonly Vector256<int> Exponent = exponent;
    }

    /// <summary>The shift for rows whose largest logit is <paramref name="max"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Shift ShiftFor(Vector256<float> max)
    {
        Vector256<float> isLarge = Vector256.GreaterThanOrEqual(Vector256.Abs(max), Vector256.Create(SingleExp.SubtractFrom));
        Vector256<float> subtracted = max & isLarge;
        Vector256<float> rounded = Vector256.MultiplyAddEstimate(max - subtracted, Vector256.Create(SingleExp.Log2E), Vector256.Create(SingleExp.Round));
        Vector256<float> exponent = rounded - Vector256.Create(SingleExp.Round);
        return new(subtracted, (exponent - Vector256.Create(SingleExp.Bias + SingleExp.Lift)) * Vector256.Create(SingleExp.Ln2), rounded.AsInt32());
    }

    /// <summary>
    /// e^z 2^61 / 2^N, where 2^N is the power of two next to e^m. It is lifted by 2^61 so that the terms of a sure row stay
    /// normal: their sum is its loss. Exactly 0 where even the lifted term is below the normal numbers. NaN gives NaN.
    /// </summary>
    /// <remarks>The scheme, its constants and its error bound are those of <see cref="SingleExp"/>.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Exp(Vector256<float> z, Shift shift)
    {
        // The second operand is what the instruction returns for a NaN in either.
        Vector256<float> x = Vector256.MaxNative(shift.Floor, z - shift.Base);

        // One addition rounds x / ln 2 to the integer n and adds the exponent's bias to its bits.
        Vector256<float> rounded = Vector256.MultiplyAddEstimate(x, Vector256.Create(SingleExp.Log2E), Vector256.Create(SingleExp.Round + SingleExp.Bias + SingleExp.Lift));
        Vector256<float> power = Vector256.ShiftLeft(rounded.AsInt32() - shift.Exponent, 23).AsSingle();
        Vector256<float> n = rounded - Vector256.Create(SingleExp.Round + SingleExp.Bias + SingleExp.Lift);

        return Polynomial(Remainder(x, n)) * power;
    }

    /// <summary>e^x 2^k for an even k, 0 below the normal numbers and infinite from 2^127.5 on. NaN gives NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Exp(Vector256<float> x, int k)
    {
        // Between these ends n + Bias + k runs from 0, where the power of two is 0, to 255, where it is infinite. With an odd k, halves
        // would be rounded to another n.
        x = Vector256.MaxNative(Vector256.Create(-(SingleExp.Bias + k) * SingleExp.Ln2), x);
        x = Vector256.MinNative(Vector256.Create((SingleExp.Bias + 1 - k) * SingleExp.Ln2), x);

        Vector256<float> rounded = Vector256.MultiplyAddEstimate(x, Vector256.Create(SingleExp.Log2E), Vector256.Create(SingleExp.Round + (SingleExp.Bias + k)));
        Vector256<float> power = Vector256.ShiftLeft(rounded.AsInt32(), 23).AsSingle();
        Vector256<float> n = rounded - Vector256.Create(SingleExp.Round + (SingleExp.Bias + k));

        return Polynomial(Remainder(x, n)) * power;
    }

    /// <summary>r = x - n ln 2; the product with the first part of ln 2 is exact with and without fused multiply-add.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Remainder(Vector256<float> x, Vector256<float> n)
    {
        Vector256<float> r = Vector256.MultiplyAddEstimate(n, Vector256.Create(-SingleExp.Ln2High), x);
        return Vector256.MultiplyAddEstimate(n, Vector256.Create(-SingleExp.Ln2Low), r);
    }

    /// <summary>e^r on [-ln 2 / 2, ln 2 / 2], by Horner's rule.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Polynomial(Vector256<float> r)
    {
        Vector256<float> p = Vector256.Create(SingleExp.C6);
        p = Vector256.MultiplyAddEstimate(p, r, Vector256.Create(SingleExp.C5));
        p = Vector256.MultiplyAddEstimate(p, r, Vector256.Create(SingleExp.C4));
        p = Vector256.MultiplyAddEstimate(p, r, Vector256.Create(SingleExp.C3));
        p = Vector256.MultiplyAddEstimate(p, r, Vector256.Create(SingleExp.C2));
        p = Vector256.MultiplyAddEstimate(p, r, Vector256<float>.One);
        return Vector256.MultiplyAddEstimate(p, r, Vector256<float>.One);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DoubleWord<Vector256<float>> Spread(SingleWide number) => new(Vector256.Create(number.High), Vector256.Create(number.Low));

    /// <summary>numerator / denominator, to twice the precision of float.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector256<float>> Quotient(Wide numerator, Wide denominator)
    {
        // Double is more than twice as precise as float: the second parts do not show.
        double exact = numerator.High / denominator.High;
        float high = (float)exact;
        return new(Vector256.Create(high), Vector256.Create((float)(exact - high)));
    }

    /// <summary>1 / sum, to twice the precision of float.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector256<float>> Reciprocal(SingleWide sum) => Spread(sum.Reciprocal());

    /// <summary>The share of one row in a sum that is divided by <paramref name="divisor"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GradientDivisor<Vector256<float>> ShareOf(double divisor) => new(Spread(new Wide(1 / divisor, 0)), Vector256.Create((float)divisor));

    /// <summary>1 / ((others + own) divisor), to twice the precision of float, from the sum of a label's others and its own term.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector256<float>> ScaleOf(SingleWide others, float own, GradientDivisor<Vector256<float>> share)
    {
        SingleWide inverse = new(share.Inverse.High.ToScalar(), share.Inverse.Low.ToScalar());
        return Spread(inverse.DividedBy(others + own, share.Divisor.ToScalar()));
    }

    /// <summary>The label's own entry of the gradient, -(sum of the others) * scale: p - 1 without what would cancel in it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float OwnEntryOf(SingleWide others, DoubleWord<Vector256<float>> scale)
    {
        float high = scale.High.ToScalar();
        return -float.MultiplyAddEstimate(others.High, high, float.MultiplyAddEstimate(others.Low, high, others.High * scale.Low.ToScalar()));
    }

    /// <summary>The odds against the label, (1 - p) / p, rounded once: what <see cref="SingleOdds"/> makes the loss of.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float OddsOf(SingleWide others, float own) => others.DividedBy(own);

    /// <summary>terms * scale as a probability, rounded once: 0 where it is below the normal numbers. NaN gives NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Scale(Vector256<float> terms, DoubleWord<Vector256<float>> scale)
    {
        Vector256<float> product = Vector256.MultiplyAddEstimate(terms, scale.High, terms * scale.Low);
        return Vector256.AndNot(product, Vector256.LessThan(product, Vector256.Create(SingleExp.MinNormal)));
    }

    /// <summary>A term of a narrow row times its scale: the bits that the vector of its class gets.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float TimesOne(float term, DoubleWord<Vector256<float>> scale) => float.MultiplyAddEstimate(term, scale.High.ToScalar(), term * scale.Low.ToScalar());

    /// <summary>a_i sum(y) - y_i from the terms e_i: terms * scale, rounded, - targets * weight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> TargetGradient(Vector256<float> terms, DoubleWord<Vector256<float>> scale, Vector256<float> targets, double weight)
    {
        Vector256<float> product = Vector256.MultiplyAddEstimate(terms, scale.High, terms * scale.Low);
        return Vector256.MultiplyAddEstimate(targets, Vector256.Create((float)-weight), product);
    }

    /// <summary>The largest lane, in every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> LargestLane(Vector256<float> lanes)
    {
        lanes = Vector256.MaxNative(lanes, SwapHalves(lanes));
        lanes = Vector256.MaxNative(lanes, SwapPairs(lanes));
        return Vector256.MaxNative(lanes, SwapNeighbours(lanes));
    }

    /// <summary>The sum of 8 lanes: l and l + 4, then as for the 4 lanes of <see cref="Single128"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector256<float>> Sum(Vector256<float> lanes) => SumOfFour(lanes + SwapHalves(lanes), lost: Vector256<float>.Zero, hasLost: false);

    /// <summary>The sum of 16 lanes: l and l + 8 first, then as for 8.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector256<float>> Sum(Vector256<float> lanes0, Vector256<float> lanes8) => Sum(lanes0 + lanes8);

    /// <summary>The sum of 16 lanes of a long row: l and l + 8 first, then with all that is lost.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector256<float>> LongSum(Vector256<float> lanes0, Vector256<float> lanes8)
    {
        Vector256<float> lanes = lanes0 + lanes8;
        DoubleWord<Vector256<float>> fours = Pair(lanes, SwapHalves(lanes));
        return SumOfFour(fours.High, fours.Low, hasLost: true);
    }

    /// <summary>The sum of the 4 lanes of each half, and of what has been lost of them before: l and l + 2 first, then those two. Each lane has it: scaling wants it there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DoubleWord<Vector256<float>> SumOfFour(Vector256<float> lanes, Vector256<float> lost, [ConstantExpected] bool hasLost)
    {
        DoubleWord<Vector256<float>> twos = Pair(lanes, SwapPairs(lanes));
        Vector256<float> rest = hasLost ? twos.Low + (lost + SwapPairs(lost)) : twos.Low;
        DoubleWord<Vector256<float>> sum = Pair(twos.High, SwapNeighbours(twos.High));
        return new(sum.High, sum.Low + (rest + SwapNeighbours(rest)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> SwapHalves(Vector256<float> lanes) =>
        Avx.IsSupported ? Avx.Permute2x128(lanes, lanes, 1) : Vector256.Create(lanes.GetUpper(), lanes.GetLower());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> SwapPairs(Vector256<float> lanes) => Vector256.Shuffle(lanes, Vector256.Create(2, 3, 0, 1, 6, 7, 4, 5));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> SwapNeighbours(Vector256<float> lanes) => Vector256.Shuffle(lanes, Vector256.Create(1, 0, 3, 2, 5, 4, 7, 6));

    /// <summary>A sum in double: of blocks of lanes, each added up in float, or of products.</summary>
    /// <remarks>It has eight lanes in every width; the sum in float alone would lose 5.9 ulp over 4096 terms.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public readonly struct Total(Vector256<double> lanes0, Vector256<double> lanes4)
    {
        private readonly Vector256<double> _lanes0 = lanes0, _lanes4 = lanes4;

        /// <summary>The first block: its 16 lanes, the first 8 and then the last 8.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Total OfBlock(Vector256<float> lanes0, Vector256<float> lanes8) =>
            new Total(Vector256.WidenLower(lanes0), Vector256.WidenUpper(lanes0)).Add(lanes8);

        /// <summary>Adds 8 terms.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Total Add(Vector256<float> terms) =>
            new(_lanes0 + Vector256.WidenLower(terms), _lanes4 + Vector256.WidenUpper(terms));

        /// <summary>Adds the 16 lanes of a block, the first 8 and then the last 8.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Total AddBlock(Vector256<float> lanes0, Vector256<float> lanes8) => Add(lanes0).Add(lanes8);

        /// <summary>Adds x * y, each product exact.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Total AddProduct(Vector256<float> x, Vector256<float> y) =>
            new(Vector256.MultiplyAddEstimate(Vector256.WidenLower(x), Vector256.WidenLower(y), _lanes0),
                Vector256.MultiplyAddEstimate(Vector256.WidenUpper(x), Vector256.WidenUpper(y), _lanes4));

        /// <summary>Adds targets * (max - z); all of them are finite, so that a target of 0 counts for nothing.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Total AddCost(Vector256<float> targets, Vector256<float> z, double max) =>
            new(_lanes0 + Double256.Cost(Vector256.WidenLower(targets), Vector256.WidenLower(z), max),
                _lanes4 + Double256.Cost(Vector256.WidenUpper(targets), Vector256.WidenUpper(z), max));

        /// <summary>The sum of the lanes.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Wide Sum() => Double256.PlainSum(_lanes0 + _lanes4);
    }
}
