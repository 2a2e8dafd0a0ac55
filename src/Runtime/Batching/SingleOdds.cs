using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SoftmaxGen.Runtime;

/// <summary>Losses of labels as odds against the label: C = -ln p = log1p((1 - p) / p).</summary>
/// <remarks>
/// <para>Kernels give the odds (1 - p) / p: the sum of all other terms divided by the label's. The logarithms of many rows are
/// computed at once. No digit is lost: where the model is sure, the odds are tiny, and so is the loss. Numbers of at most 0 are
/// known losses, negated. They are subtracted from 0, so that a loss of 0 is +0.</para>
/// <para>The losses of a batch are added up in double, far more precisely than the result needs. Odds are combined first, as
/// ln(1 + x) + ln(1 + y) = ln(1 + (x + y + x y)), and one logarithm is taken of all. x + y + x y keeps every digit of tiny odds.
/// Rows are dealt to sixteen lanes, in every width. Where a lane is large after eight rows, its exponent moves to a sum of its
/// own. Odds in the fast range are below 2^93.</para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct SingleOdds : ILossForm<float>
{
    private const int Lanes = 16;

    // After so many rows, exponents are taken out: eight odds have a product below 2^744. A lane below 2^256 has room for another
    // eight.
    private const int Combined = 8 * Lanes;
    private const double Large = 1.157920892373162e77;

    private double _known, _exponents;
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
        // Two lanes combined are below 2^512. Four would overflow with their exponents.
        Vector256<double> odds = Combine(_odds0.GetLower(), _odds0.GetUpper()), more = Combine(_odds8.GetLower(), _odds8.GetUpper());
        Vector256<double> exponents = Log1p.TakeExponents(ref odds) + Log1p.TakeExponents(ref more);
        Vector256<double> logs = Log1p.OfSingle(Combine(odds, more));
        return (float)((_known + (((_exponents + Double256.PlainSum(exponents).High) * DoubleExp.Ln2) + Double256.PlainSum(logs).High)) / divisor);
    }

    /// <inheritdoc/>
    public void Add(Span<float> values, int rows)
    {
        values[rows..((rows + Lanes - 1) & -Lanes)].Clear();
        ref float start = ref MemoryMarshal.GetReference(values);
        if (!Combine(ref start, rows, mayBeKnown: true))
        {
            // A NaN keeps its sign.
            TakeKnown(values[..rows]);
            Combine(ref start, rows, mayBeKnown: false);
        }
    }

    // False where some number has a sign and may be a known loss. Nothing has been added then.
    [MethodImpl(KernelMethod.Options)]
    private bool Combine(ref float start, int rows, bool mayBeKnown)
    {
        SingleOdds combined = this;
        bool hasSigns = Vector512.IsHardwareAccelerated ? combined.Combine512(ref start, (nuint)rows) : combined.Combine256(ref start, (nuint)rows);
        if (mayBeKnown && hasSigns)
            return false;

        this = combined;
        return true;
    }

    // Returns whether some number has a sign.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Combine512(ref float start, nuint rows)
    {
        Vector512<float> signs = Vector512<float>.Zero;
        Vector512<double> odds0 = _odds0, odds8 = _odds8;
        for (nuint row = 0; row < rows;)
        {
            for (nuint end = nuint.Min(row + Combined, rows); row < end; row += Lanes)
            {
                signs |= Vector512.LoadUnsafe(ref start, row);
                odds0 = Combine(odds0, Load8(ref start, row));
                odds8 = Combine(odds8, Load8(ref start, row + 8));
            }

            if (Vector512.GreaterThanAny(Vector512.MaxNative(odds0, odds8), Vector512.Create(Large)))
            {
                Vector512<double> taken = Log1p.TakeExponents(ref odds0) + Log1p.TakeExponents(ref odds8);
                _exponents += Double256.PlainSum(taken.GetLower() + taken.GetUpper()).High;
            }
        }

        _odds0 = odds0;
        _odds8 = odds8;
        return signs.ExtractMostSignificantBits() != 0;
    }

    // The same.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Combine256(ref float start, nuint rows)
    {
        Vector256<float> signs = Vector256<float>.Zero;
        Vector256<double> odds0 = _odds0.GetLower(), odds4 = _odds0.GetUpper(), odds8 = _odds8.GetLower(), odds12 = _odds8.GetUpper();
        for (nuint row = 0; row < rows;)
        {
            for (nuint end = nuint.Min(row + Combined, rows); row < end; row += Lanes)
            {
                signs |= Vector256.LoadUnsafe(ref start, row) | Vector256.LoadUnsafe(ref start, row + 8);
                odds0 = Combine(odds0, Load4(ref start, row));
                odds4 = Combine(odds4, Load4(ref start, row + 4));
                odds8 = Combine(odds8, Load4(ref start, row + 8));
                odds12 = Combine(odds12, Load4(ref start, row + 12));
            }

            Vector256<double> max = Vector256.MaxNative(Vector256.MaxNative(odds0, odds4), Vector256.MaxNative(odds8, odds12));
            if (Vector256.GreaterThanAny(max, Vector256.Create(Large)))
            {
                Vector256<double> taken = (Log1p.TakeExponents(ref odds0) + Log1p.TakeExponents(ref odds4)) + (Log1p.TakeExponents(ref odds8) + Log1p.TakeExponents(ref odds12));
                _exponents += Double256.PlainSum(taken).High;
            }
        }

        _odds0 = Vector512.Create(odds0, odds4);
        _odds8 = Vector512.Create(odds8, odds12);
        return signs.ExtractMostSignificantBits() != 0;
    }

    // Eight odds in double: one instruction reads and widens them.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Load8(ref float odds, nuint row)
    {
        Vector256<float> x = Vector256.LoadUnsafe(ref odds, row);
        return Avx512F.IsSupported ? Avx512F.ConvertToVector512Double(x) : Vector512.WidenLower(x.ToVector512Unsafe());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Combine(Vector512<double> x, Vector512<double> y) =>
        Vector512.MultiplyAddEstimate(x, Vector512<double>.One + y, y);

    // Four odds.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Load4(ref float odds, nuint row)
    {
        Vector128<float> x = Vector128.LoadUnsafe(ref odds, row);
        return Avx.IsSupported ? Avx.ConvertToVector256Double(x) : Vector256.WidenLower(x.ToVector256Unsafe());
    }

    // x + y + x y. The rounding of 1 + y affects x (1 + y) alone.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Combine(Vector256<double> x, Vector256<double> y) =>
        Vector256.MultiplyAddEstimate(x, Vector256<double>.One + y, y);

    // Numbers of at most 0 are known losses. They are added up, and combined as odds of 0.
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
