using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SoftmaxGen.Runtime;

/// <summary>
/// The steps of a float kernel on vectors of four: what generated code calls, each inlined into its one place of use.
/// </summary>
/// <remarks>
/// Single128, Single256 and Single512 (and their Double siblings) have the same members and give the same bits: they
/// differ by the width of a vector, and by how the lanes of a row's sum are spread over vectors. On hardware without
/// fused multiply-add, products are rounded before they are added and the bits differ from those of hardware that has it.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly partial struct Single128 : ISingleSteps<Vector128<float>, Vector128<int>, Single128.RowSums>
{
    private static ReadOnlySpan<int> LastLanes => [0, 0, 0, 0, -1, -1, -1, -1];

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
        get => 4;
    }

    /// <summary>All lanes 0.</summary>
    public static Vector128<float> Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector128<float>.Zero;
    }

    /// <summary>All lanes minus infinity: below every logit.</summary>
    public static Vector128<float> Lowest
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector128.Create(float.NegativeInfinity);
    }

    /// <summary>All lanes infinite: above every logit.</summary>
    public static Vector128<float> Highest
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector128.Create(float.PositiveInfinity);
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
    public static Vector128<float> Load(ref float row, ulong offset) => Vector128.LoadUnsafe(ref row, (nuint)offset);

    /// <summary>Writes a vector to place <paramref name="offset"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<float> lanes, ref float row, ulong offset) => lanes.StoreUnsafe(ref row, (nuint)offset);

    /// <summary>A mask of the last <paramref name="count"/> lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Last([ConstantExpected] int count) =>
        Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(LastLanes), (nuint)count).AsSingle();

    /// <summary>x + y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Add(Vector128<float> x, Vector128<float> y) => x + y;

    /// <summary>The larger of each pair of lanes. A NaN may be lost here: its own term brings it back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Larger(Vector128<float> x, Vector128<float> y) => Vector128.MaxNative(x, y);

    /// <summary>Which lanes are equal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Equal(Vector128<float> x, Vector128<float> y) => Vector128.Equals(x, y);

    /// <summary>Which lanes are NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> IsNaN(Vector128<float> x) => Vector128.IsNaN(x);

    /// <summary>The lanes that <paramref name="matches"/> does not name, and 0 for the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Without(Vector128<float> x, Vector128<float> matches) => Vector128.AndNot(x, matches);

    /// <summary>How far the label is from each lane, if the first lane holds the first class.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Away(int label) => Vector128.Create(label) - Vector128<int>.Indices;

    /// <summary>The same after a loop has moved on by <paramref name="classes"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Closer(Vector128<int> away, [ConstantExpected] int classes) => away - Vector128.Create(classes);

    /// <summary>The terms, with 0 where <paramref name="labels"/> is <paramref name="label"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Except(Vector128<float> terms, Vector128<int> labels, int label) =>
        Vector128.AndNot(terms, Vector128.Equals(labels, Vector128.Create(label)).AsSingle());

    /// <summary>One bit for each lane of comparison results.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Bits(Vector128<float> matches) => matches.ExtractMostSignificantBits();

    /// <summary>How many lanes of comparison results are set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Count(Vector128<float> matches) => BitOperations.PopCount(matches.ExtractMostSignificantBits());

    /// <summary>The place of the first element equal to <paramref name="value"/>; there is one.</summary>
    public static int IndexOf(ref float row, int count, Vector128<float> value)
    {
        // The last vector may overlap the one before it.
        for (nuint i = 0; ; i = nuint.Min(i + (nuint)Vector128<float>.Count, (nuint)(count - Vector128<float>.Count)))
        {
            uint matches = (uint)Equal(Load(ref row, i), value).ExtractMostSignificantBits();
            if (matches != 0)
                return (int)i + BitOperations.TrailingZeroCount(matches);
        }
    }

    /// <summary>The place of the first NaN; there is one.</summary>
    public static int IndexOfNaN(ref float row, int count)
    {
        for (nuint i = 0; ; i = nuint.Min(i + (nuint)Vector128<float>.Count, (nuint)(count - Vector128<float>.Count)))
        {
            uint matches = (uint)IsNaN(Load(ref row, i)).ExtractMostSignificantBits();
            if (matches != 0)
                return (int)i + BitOperations.TrailingZeroCount(matches);
        }
    }

    /// <summary>The sums of a row from its maximum, that class's term, the sum of the terms below it and the number of ties.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RowSum Row(Vector128<float> max, Vector128<float> largest, Wide below, int ties) =>
        RowSum.OfSingle(max.ToScalar(), largest.ToScalar(), below, ties);

    /// <summary>ln a_i = (z_i - m) - (ln sum - m).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> LogProbabilities(Vector128<float> z, double max, double log) =>
        z - Vector128.Create((float)max) - Vector128.Create((float)log);

    /// <summary>-p_i p_j for a row i of the Jacobian; +0 where that is 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> JacobianRow(float own, Vector128<float> probabilities) => Zero - (probabilities * Vector128.Create(own));

    /// <summary>Whether no upstream gradient less sum_j g_j p_j overflows, whatever its size.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsModerateDot(Wide dot) => Math.Abs(dot.High) <= SingleExp.MostOfDot;

    /// <summary>sum_j g_j p_j, with what its rounding to float takes away.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector128<float>> InParts(Wide sum)
    {
        var high = (float)sum.High;
        return new(Vector128.Create(high), Vector128.Create((float)(sum.High - high)));
    }

    /// <summary>p_i (g_i - sum_j g_j p_j); +0 where that is 0.</summary>
    /// <remarks>The difference to the first part is exact where it cancels, so that the second part is what counts there.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> SoftmaxGradient(Vector128<float> probabilities, Vector128<float> upstream, DoubleWord<Vector128<float>> dot) =>
        Product.Less(Vector128.MultiplyAddEstimate(probabilities, upstream - dot.High, Zero), probabilities, dot.Low);

    /// <summary>Whether a sum of upstream gradients has room to be lowered by what powers of e are lifted by.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsModerateSum(double sum) =>
        (BitConverter.DoubleToUInt64Bits(sum) << 1) - SingleExp.LeastOfSum <= SingleExp.MostOfSum - SingleExp.LeastOfSum || sum == 0;

    /// <summary>g_i - e^(l_i) sum_j g_j.</summary>
    /// <remarks>e^l is lifted, and the sum lowered as much: alone it may be below the normal numbers where their product is not.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> LogSoftmaxGradient(Vector128<float> logProbabilities, Vector128<float> upstream, double sum) =>
        Vector128.MultiplyAddEstimate(Exp(logProbabilities, SingleExp.Lifted), Vector128.Create((float)(-sum * SingleExp.Lowered)), upstream);

    /// <summary>Whether the loss and the gradient of targets with these sums, y_i and y_i (max - z_i), do not overflow on the way.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreModerate(Wide targetSum, double cost) => Math.Abs(targetSum.High) <= SingleExp.MostOfTargets;

    /// <summary>What <see cref="Exp(Vector128{float}, Shift)"/> divides by: the row's maximum m, split so that dividing by e^m loses nothing.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public readonly struct Shift(Vector128<float> @base, Vector128<float> floor, Vector128<int> exponent)
    {
        /// <summary>Subtracted from z before all else: m where |m| is at least 256, else 0.</summary>
        internal readonly Vector128<float> Base = @base;

        /// <summary>(N - 188) ln 2 with N = round((m - Base) / ln 2): at or below it the result is 0.</summary>
        internal readonly Vector128<float> Floor = floor;

        /// <summary>N, in the low bits of <see cref="SingleExp.Round"/>.</summary>
        internal readonly Vector128<int> Exponent = exponent;
    }

    /// <summary>The shift for rows whose largest logit is <paramref name="max"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Shift ShiftFor(Vector128<float> max)
    {
        Vector128<float> isLarge = Vector128.GreaterThanOrEqual(Vector128.Abs(max), Vector128.Create(SingleExp.SubtractFrom));
        Vector128<float> subtracted = max & isLarge;
        Vector128<float> rounded = Vector128.MultiplyAddEstimate(max - subtracted, Vector128.Create(SingleExp.Log2E), Vector128.Create(SingleExp.Round));
        Vector128<float> exponent = rounded - Vector128.Create(SingleExp.Round);
        return new(subtracted, (exponent - Vector128.Create(SingleExp.Bias + SingleExp.Lift)) * Vector128.Create(SingleExp.Ln2), rounded.AsInt32());
    }

    /// <summary>
    /// e^z 2^61 / 2^N, where 2^N is the power of two next to e^m. It is lifted by 2^61 so that the terms of a sure row stay
    /// normal: their sum is its loss. Exactly 0 where even the lifted term is below the normal numbers. NaN gives NaN.
    /// </summary>
    /// <remarks>The scheme, its constants and its error bound are those of <see cref="SingleExp"/>.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Exp(Vector128<float> z, Shift shift)
    {
        // The second operand is what the instruction returns for a NaN in either.
        Vector128<float> x = Vector128.MaxNative(shift.Floor, z - shift.Base);

        // One addition rounds x / ln 2 to the integer n and adds the exponent's bias to its bits.
        Vector128<float> rounded = Vector128.MultiplyAddEstimate(x, Vector128.Create(SingleExp.Log2E), Vector128.Create(SingleExp.Round + SingleExp.Bias + SingleExp.Lift));
        Vector128<float> power = Vector128.ShiftLeft(rounded.AsInt32() - shift.Exponent, 23).AsSingle();
        Vector128<float> n = rounded - Vector128.Create(SingleExp.Round + SingleExp.Bias + SingleExp.Lift);

        return Polynomial(Remainder(x, n)) * power;
    }

    /// <summary>e^x 2^k for an even k, 0 below the normal numbers and infinite from 2^127.5 on. NaN gives NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Exp(Vector128<float> x, int k)
    {
        // Between these ends n + Bias + k runs from 0, where the power of two is 0, to 255, where it is infinite. With an odd k, halves
        // would be rounded to another n.
        x = Vector128.MaxNative(Vector128.Create(-(SingleExp.Bias + k) * SingleExp.Ln2), x);
        x = Vector128.MinNative(Vector128.Create((SingleExp.Bias + 1 - k) * SingleExp.Ln2), x);

        Vector128<float> rounded = Vector128.MultiplyAddEstimate(x, Vector128.Create(SingleExp.Log2E), Vector128.Create(SingleExp.Round + (SingleExp.Bias + k)));
        Vector128<float> power = Vector128.ShiftLeft(rounded.AsInt32(), 23).AsSingle();
        Vector128<float> n = rounded - Vector128.Create(SingleExp.Round + (SingleExp.Bias + k));

        return Polynomial(Remainder(x, n)) * power;
    }

    /// <summary>r = x - n ln 2; the product with the first part of ln 2 is exact with and without fused multiply-add.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Remainder(Vector128<float> x, Vector128<float> n)
    {
        Vector128<float> r = Vector128.MultiplyAddEstimate(n, Vector128.Create(-SingleExp.Ln2High), x);
        return Vector128.MultiplyAddEstimate(n, Vector128.Create(-SingleExp.Ln2Low), r);
    }

    /// <summary>e^r on [-ln 2 / 2, ln 2 / 2], by Horner's rule.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Polynomial(Vector128<float> r)
    {
        Vector128<float> p = Vector128.Create(SingleExp.C6);
        p = Vector128.MultiplyAddEstimate(p, r, Vector128.Create(SingleExp.C5));
        p = Vector128.MultiplyAddEstimate(p, r, Vector128.Create(SingleExp.C4));
        p = Vector128.MultiplyAddEstimate(p, r, Vector128.Create(SingleExp.C3));
        p = Vector128.MultiplyAddEstimate(p, r, Vector128.Create(SingleExp.C2));
        p = Vector128.MultiplyAddEstimate(p, r, Vector128<float>.One);
        return Vector128.MultiplyAddEstimate(p, r, Vector128<float>.One);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DoubleWord<Vector128<float>> Spread(SingleWide number) => new(Vector128.Create(number.High), Vector128.Create(number.Low));

    /// <summary>numerator / denominator, to twice the precision of float.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector128<float>> Quotient(Wide numerator, Wide denominator)
    {
        // Double is more than twice as precise as float: the second parts do not show.
        double exact = numerator.High / denominator.High;
        float high = (float)exact;
        return new(Vector128.Create(high), Vector128.Create((float)(exact - high)));
    }

    /// <summary>1 / sum, to twice the precision of float.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector128<float>> Reciprocal(SingleWide sum) => Spread(sum.Reciprocal());

    /// <summary>The share of one row in a sum that is divided by <paramref name="divisor"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GradientDivisor<Vector128<float>> ShareOf(double divisor) => new(Spread(new Wide(1 / divisor, 0)), Vector128.Create((float)divisor));

    /// <summary>1 / ((others + own) divisor), to twice the precision of float, from the sum of a label's others and its own term.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector128<float>> ScaleOf(SingleWide others, float own, GradientDivisor<Vector128<float>> share)
    {
        SingleWide inverse = new(share.Inverse.High.ToScalar(), share.Inverse.Low.ToScalar());
        return Spread(inverse.DividedBy(others + own, share.Divisor.ToScalar()));
    }

    /// <summary>The label's own entry of the gradient, -(sum of the others) * scale: p - 1 without what would cancel in it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float OwnEntryOf(SingleWide others, DoubleWord<Vector128<float>> scale)
    {
        float high = scale.High.ToScalar();
        return -float.MultiplyAddEstimate(others.High, high, float.MultiplyAddEstimate(others.Low, high, others.High * scale.Low.ToScalar()));
    }

    /// <summary>The odds against the label, (1 - p) / p, rounded once: what <see cref="SingleOdds"/> makes the loss of.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float OddsOf(SingleWide others, float own) => others.DividedBy(own);

    /// <summary>The same of two classes, where one term is the sum of the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float OddsOfOne(SingleWide other, float own) => other.High / own;

    /// <summary>The entry of the class that is not the label, of two: its term divided by the sum of both and by the divisor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float EntryOfOne(SingleWide other, float own, double divisor)
    {
        float single = (float)divisor;
        return other.High / float.MultiplyAddEstimate(own, single, other.High * single);
    }

    /// <summary>terms * scale as a probability, rounded once: 0 where it is below the normal numbers. NaN gives NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Scale(Vector128<float> terms, DoubleWord<Vector128<float>> scale)
    {
        Vector128<float> product = Vector128.MultiplyAddEstimate(terms, scale.High, terms * scale.Low);
        return Vector128.AndNot(product, Vector128.LessThan(product, Vector128.Create(SingleExp.MinNormal)));
    }

    /// <summary>A term of a narrow row times its scale: the bits that the vector of its class gets.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float TimesOne(float term, DoubleWord<Vector128<float>> scale) => float.MultiplyAddEstimate(term, scale.High.ToScalar(), term * scale.Low.ToScalar());

    /// <summary>a_i sum(y) - y_i from the terms e_i: terms * scale, rounded, - targets * weight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> TargetGradient(Vector128<float> terms, DoubleWord<Vector128<float>> scale, Vector128<float> targets, double weight)
    {
        Vector128<float> product = Vector128.MultiplyAddEstimate(terms, scale.High, terms * scale.Low);
        return Vector128.MultiplyAddEstimate(targets, Vector128.Create((float)-weight), product);
    }

    /// <summary>The largest lane, in every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> LargestLane(Vector128<float> lanes)
    {
        lanes = Vector128.MaxNative(lanes, SwapPairs(lanes));
        return Vector128.MaxNative(lanes, SwapNeighbours(lanes));
    }

    /// <summary>The sum of 4 lanes: l and l + 2 first, then those two, and what they round away.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector128<float>> Sum(Vector128<float> lanes) => SumOfFour(lanes, lost: Vector128<float>.Zero, hasLost: false);

    /// <summary>The sum of 8 lanes: l and l + 4 first, then as for 4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector128<float>> Sum(Vector128<float> lanes0, Vector128<float> lanes4) => Sum(lanes0 + lanes4);

    /// <summary>The sum of 16 lanes: l and l + 8 first, then as for 8.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector128<float>> Sum(Vector128<float> lanes0, Vector128<float> lanes4, Vector128<float> lanes8, Vector128<float> lanes12) =>
        Sum(lanes0 + lanes8, lanes4 + lanes12);

    /// <summary>The sum of 8 lanes of a long row, which keeps what rounds away where l and l + 4 meet too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector128<float>> LongSum(Vector128<float> lanes0, Vector128<float> lanes4)
    {
        DoubleWord<Vector128<float>> fours = Pair(lanes0, lanes4);
        return SumOfFour(fours.High, fours.Low, hasLost: true);
    }

    /// <summary>The sum of 16 lanes of a long row: l and l + 8 first, then as for 8.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleWord<Vector128<float>> LongSum(Vector128<float> lanes0, Vector128<float> lanes4, Vector128<float> lanes8, Vector128<float> lanes12) =>
        LongSum(lanes0 + lanes8, lanes4 + lanes12);

    /// <summary>The sum of 4 lanes, and of what has been lost of them before, in every lane: there scaling wants it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DoubleWord<Vector128<float>> SumOfFour(Vector128<float> lanes, Vector128<float> lost, [ConstantExpected] bool hasLost)
    {
        DoubleWord<Vector128<float>> twos = Pair(lanes, SwapPairs(lanes));
        Vector128<float> rest = hasLost ? twos.Low + (lost + SwapPairs(lost)) : twos.Low;
        DoubleWord<Vector128<float>> sum = Pair(twos.High, SwapNeighbours(twos.High));
        return new(sum.High, sum.Low + (rest + SwapNeighbours(rest)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> SwapPairs(Vector128<float> lanes) => Vector128.Shuffle(lanes, Vector128.Create(2, 3, 0, 1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> SwapNeighbours(Vector128<float> lanes) => Vector128.Shuffle(lanes, Vector128.Create(1, 0, 3, 2));

    /// <summary>Reads the first 2 lanes, and fills up with <paramref name="rest"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Load2(ref readonly float source, float rest) =>
        Vector128.Create(Unsafe.ReadUnaligned<double>(in Unsafe.As<float, byte>(ref Unsafe.AsRef(in source))), Vector128.Create(rest).AsDouble().ToScalar()).AsSingle();

    /// <summary>Reads the first 3 lanes, and fills up with <paramref name="rest"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Load3(ref readonly float source, float rest) =>
        Load2(in source, rest).WithElement(2, Unsafe.Add(ref Unsafe.AsRef(in source), 2));

    /// <summary>Writes the first 2 lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store2(Vector128<float> lanes, ref float destination) =>
        Unsafe.WriteUnaligned(ref Unsafe.As<float, byte>(ref destination), lanes.AsDouble().ToScalar());

    /// <summary>Writes the first 3 lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store3(Vector128<float> lanes, ref float destination)
    {
        Store2(lanes, ref destination);
        Unsafe.Add(ref destination, 2) = lanes.GetElement(2);
    }

    /// <summary>A sum in double: of blocks of lanes, each added up in float, or of products.</summary>
    /// <remarks>It has eight lanes in every width; the sum in float alone would lose 5.9 ulp over 4096 terms.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public readonly struct Total(Vector128<double> lanes0, Vector128<double> lanes2, Vector128<double> lanes4, Vector128<double> lanes6)
    {
        private readonly Vector128<double> _lanes0 = lanes0, _lanes2 = lanes2, _lanes4 = lanes4, _lanes6 = lanes6;

        /// <summary>The first block: its 16 lanes, the first 8 and then the last 8.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Total OfBlock(Vector128<float> lanes0, Vector128<float> lanes4, Vector128<float> lanes8, Vector128<float> lanes12) =>
            new Total(Vector128.WidenLower(lanes0), Vector128.WidenUpper(lanes0), Vector128.WidenLower(lanes4), Vector128.WidenUpper(lanes4)).AddLow(lanes8).AddHigh(lanes12);

        /// <summary>Adds 4 terms, the first of 8.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Total AddLow(Vector128<float> terms) =>
            new(_lanes0 + Vector128.WidenLower(terms), _lanes2 + Vector128.WidenUpper(terms), _lanes4, _lanes6);

        /// <summary>Adds 4 terms, the last of 8.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Total AddHigh(Vector128<float> terms) =>
            new(_lanes0, _lanes2, _lanes4 + Vector128.WidenLower(terms), _lanes6 + Vector128.WidenUpper(terms));

        /// <summary>Adds the 16 lanes of a block, the first 8 and then the last 8.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Total AddBlock(Vector128<float> lanes0, Vector128<float> lanes4, Vector128<float> lanes8, Vector128<float> lanes12) =>
            AddLow(lanes0).AddHigh(lanes4).AddLow(lanes8).AddHigh(lanes12);

        /// <summary>Adds x * y, the first 4 of 8, each product exact.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Total AddProductLow(Vector128<float> x, Vector128<float> y) =>
            new(Vector128.MultiplyAddEstimate(Vector128.WidenLower(x), Vector128.WidenLower(y), _lanes0),
                Vector128.MultiplyAddEstimate(Vector128.WidenUpper(x), Vector128.WidenUpper(y), _lanes2),
                _lanes4,
                _lanes6);

        /// <summary>Adds x * y, the last 4 of 8, each product exact.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Total AddProductHigh(Vector128<float> x, Vector128<float> y) =>
            new(_lanes0,
                _lanes2,
                Vector128.MultiplyAddEstimate(Vector128.WidenLower(x), Vector128.WidenLower(y), _lanes4),
                Vector128.MultiplyAddEstimate(Vector128.WidenUpper(x), Vector128.WidenUpper(y), _lanes6));

        /// <summary>Adds targets * (max - z), the first 4 of 8; all of them are finite, so that a target of 0 counts for nothing.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Total AddCostLow(Vector128<float> targets, Vector128<float> z, double max) =>
            new(_lanes0 + Double128.Cost(Vector128.WidenLower(targets), Vector128.WidenLower(z), max),
                _lanes2 + Double128.Cost(Vector128.WidenUpper(targets), Vector128.WidenUpper(z), max),
                _lanes4,
                _lanes6);

        /// <summary>Adds targets * (max - z), the last 4 of 8; all of them are finite, so that a target of 0 counts for nothing.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Total AddCostHigh(Vector128<float> targets, Vector128<float> z, double max) =>
            new(_lanes0,
                _lanes2,
                _lanes4 + Double128.Cost(Vector128.WidenLower(targets), Vector128.WidenLower(z), max),
                _lanes6 + Double128.Cost(Vector128.WidenUpper(targets), Vector128.WidenUpper(z), max));

        /// <summary>The sum of the lanes.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Wide Sum() => Double128.PlainSum((_lanes0 + _lanes4) + (_lanes2 + _lanes6));
    }
}
