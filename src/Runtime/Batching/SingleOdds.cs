using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SoftmaxGen.Runtime;

/// <summary>Losses of labels as odds against the label: C = -ln p = log1p((1 - p) / p).</summary>
/// <remarks>
/// <para>Kernels give the odds (1 - p) / p, the sum of all other terms divided by the label's, and the logarithm of many rows is
/// taken at once. No digit is lost either way: where the model is sure the odds are tiny and so is the loss. Odds of 0 or less
/// stand for a loss that is known, with its sign turned; a subtraction from 0 turns it back, so that a loss of 0 is +0.</para>
/// <para>The losses of a batch are added up in double, exact to far more than the result has.
/// ln(1 + x) + ln(1 + y) = ln(1 + (x + y + x y)): of rows whose losses are given as odds, the odds are joined, and one logarithm
/// is taken of all. x + y + x y keeps every digit of tiny odds. Rows take sixteen lanes in turn, in every width; where those are
/// large after eight rows a lane, each of odds below 2^93 as narrow rows have them, their powers of two move to a count of their own.</para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct SingleOdds : ILossForm<float>
{
    private const int Lanes = 16;

    // So many rows are joined before powers of two are taken out: the product of their odds is below 2^744. Below 2^256 there is
    // room for it again.
    private const int Joined = 8 * Lanes;
    private const double Large = 1.157920892373162e77;

    private double _known, _powers;
    private Vector512<double> _odds0, _odds8;

    /// <inheritdoc/>
    public static int BlockRows => 1024;

    /// <inheritdoc/>
    /// <remarks>A NaN keeps its sign.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Encode(float loss) => 0 - loss;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Decode(float value) => value <= 0 ? 0 - value : (float)Log1p.OfSingle(value);

    /// <inheritdoc/>
    [MethodImpl(KernelMethod.Options)]
    public static void Decode(Span<float> values)
    {
        ref float start = ref MemoryMarshal.GetReference(values);
        int row = 0;
        for (; row <= values.Length - Vector256<float>.Count; row += Vector256<float>.Count)
        {
            Vector256<float> x = Vector256.LoadUnsafe(ref start, (nuint)row);
            Vector256<float> losses = Vector256.Narrow(Log1p.OfSingle(Vector256.WidenLower(x)), Log1p.OfSingle(Vector256.WidenUpper(x)));
            Vector256.ConditionalSelect(Vector256.LessThanOrEqual(x, Vector256<float>.Zero), Vector256<float>.Zero - x, losses).StoreUnsafe(ref start, (nuint)row);
        }

        for (; row < values.Length; row++)
            values[row] = Decode(values[row]);
    }

    /// <inheritdoc/>
    public readonly float DividedBy(double divisor)
    {
        // Two joined are below 2^512, and four would have no room with their powers.
        Vector256<double> odds = Join(_odds0.GetLower(), _odds0.GetUpper()), more = Join(_odds8.GetLower(), _odds8.GetUpper());
        Vector256<double> powers = Log1p.TakeExponents(ref odds) + Log1p.TakeExponents(ref more);
        Vector256<double> logs = Log1p.OfSingle(Join(odds, more));
        return (float)((_known + (((_powers + Double256.PlainSum(powers).High) * DoubleExp.Ln2) + Double256.PlainSum(logs).High)) / divisor);
    }

    /// <inheritdoc/>
    public void Add(Span<float> values, int rows)
    {
        values[rows..((rows + Lanes - 1) & -Lanes)].Clear();
        ref float start = ref MemoryMarshal.GetReference(values);
        if (!Join(ref start, rows, mayBeKnown: true))
        {
            // A NaN keeps its sign.
            TakeKnown(values[..rows]);
            Join(ref start, rows, mayBeKnown: false);
        }
    }

    // False where some odds have a sign and may be losses that are known: nothing has been added then.
    [MethodImpl(KernelMethod.Options)]
    private bool Join(ref float start, int rows, bool mayBeKnown)
    {
        SingleOdds joined = this;
        bool hasSigns = Vector512.IsHardwareAccelerated ? joined.Join512(ref start, (nuint)rows) : joined.Join256(ref start, (nuint)rows);
        if (mayBeKnown && hasSigns)
            return false;

        this = joined;
        return true;
    }

    // Whether some odds have a sign.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Join512(ref float start, nuint rows)
    {
        Vector512<float> signs = Vector512<float>.Zero;
        Vector512<double> odds0 = _odds0, odds8 = _odds8;
        for (nuint row = 0; row < rows;)
        {
            for (nuint end = nuint.Min(row + Joined, rows); row < end; row += Lanes)
            {
                signs |= Vector512.LoadUnsafe(ref start, row);
                odds0 = Join(odds0, Load8(ref start, row));
                odds8 = Join(odds8, Load8(ref start, row + 8));
            }

            if (Vector512.GreaterThanAny(Vector512.MaxNative(odds0, odds8), Vector512.Create(Large)))
            {
                Vector512<double> taken = Log1p.TakeExponents(ref odds0) + Log1p.TakeExponents(ref odds8);
                _powers += Double256.PlainSum(taken.GetLower() + taken.GetUpper()).High;
            }
        }

        _odds0 = odds0;
        _odds8 = odds8;
        return signs.ExtractMostSignificantBits() != 0;
    }

    // The same.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Join256(ref float start, nuint rows)
    {
        Vector256<float> signs = Vector256<float>.Zero;
        Vector256<double> odds0 = _odds0.GetLower(), odds4 = _odds0.GetUpper(), odds8 = _odds8.GetLower(), odds12 = _odds8.GetUpper();
        for (nuint row = 0; row < rows;)
        {
            for (nuint end = nuint.Min(row + Joined, rows); row < end; row += Lanes)
            {
                signs |= Vector256.LoadUnsafe(ref start, row) | Vector256.LoadUnsafe(ref start, row + 8);
                odds0 = Join(odds0, Load4(ref start, row));
                odds4 = Join(odds4, Load4(ref start, row + 4));
                odds8 = Join(odds8, Load4(ref start, row + 8));
                odds12 = Join(odds12, Load4(ref start, row + 12));
            }

            Vector256<double> largest = Vector256.MaxNative(Vector256.MaxNative(odds0, odds4), Vector256.MaxNative(odds8, odds12));
            if (Vector256.GreaterThanAny(largest, Vector256.Create(Large)))
            {
                Vector256<double> taken = (Log1p.TakeExponents(ref odds0) + Log1p.TakeExponents(ref odds4)) + (Log1p.TakeExponents(ref odds8) + Log1p.TakeExponents(ref odds12));
                _powers += Double256.PlainSum(taken).High;
            }
        }

        _odds0 = Vector512.Create(odds0, odds4);
        _odds8 = Vector512.Create(odds8, odds12);
        return signs.ExtractMostSignificantBits() != 0;
    }

    // Eight odds in double: read and widened in one instruction.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Load8(ref float odds, nuint row)
    {
        Vector256<float> x = Vector256.LoadUnsafe(ref odds, row);
        return Avx512F.IsSupported ? Avx512F.ConvertToVector512Double(x) : Vector512.WidenLower(x.ToVector512Unsafe());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Join(Vector512<double> x, Vector512<double> y) =>
        Vector512.MultiplyAddEstimate(x, Vector512<double>.One + y, y);

    // Four odds.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Load4(ref float odds, nuint row)
    {
        Vector128<float> x = Vector128.LoadUnsafe(ref odds, row);
        return Avx.IsSupported ? Avx.ConvertToVector256Double(x) : Vector256.WidenLower(x.ToVector256Unsafe());
    }

    // x + y + x y, with the rounding of 1 + y: that of x (1 + y), no more.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Join(Vector256<double> x, Vector256<double> y) =>
        Vector256.MultiplyAddEstimate(x, Vector256<double>.One + y, y);

    // Odds below 0 are losses that are known: they are added as they are, and joined as odds of 0.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void TakeKnown(Span<float> odds)
    {
        foreach (ref float x in odds)
        {
            if (x <= 0)
            {
                _known -= x;
                x = 0;
            }
        }
    }
}
