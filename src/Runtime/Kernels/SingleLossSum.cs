using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SoftmaxGen.Runtime;

/// <summary>Adds up the losses of a batch of float rows, piece after piece, in double: exact to far more than the result has.</summary>
/// <remarks>
/// ln(1 + x) + ln(1 + y) = ln(1 + (x + y + x y)): of rows whose losses are given as odds, the odds are joined, and one logarithm
/// is taken of all. x + y + x y keeps every digit of tiny odds. Rows take sixteen lanes in turn, in every width; where those are
/// large after eight rows a lane, each of odds below 2^93 as narrow rows have them, their powers of two move to a count of their own.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct SingleLossSum
{
    /// <summary>The most rows that may be added at once: memory for their odds is a multiple of 16, since what is written behind them is.</summary>
    public const int Piece = 1024;

    /// <summary>The rows of a small batch, which has less memory to clear.</summary>
    public const int SmallPiece = 64;

    private const int Lanes = 16;

    // So many rows are joined before powers of two are taken out: the product of their odds is below 2^744. Below 2^256 there is
    // room for it again.
    private const int Joined = 8 * Lanes;
    private const double Large = 1.157920892373162e77;

    private double _known, _powers;
    private Vector256<double> _odds0, _odds4, _odds8, _odds12;

    /// <summary>The sum so far.</summary>
    public readonly double Value
    {
        get
        {
            // Two joined are below 2^512, and four would have no room with their powers.
            Vector256<double> odds = Join(_odds0, _odds4), more = Join(_odds8, _odds12);
            Vector256<double> powers = Log1p.TakePowers(ref odds) + Log1p.TakePowers(ref more);
            Vector256<double> logs = Log1p.OfSingle(Join(odds, more));
            return _known + (((_powers + Double256.PlainSum(powers).High) * DoubleExp.Ln2) + Double256.PlainSum(logs).High);
        }
    }

    /// <summary>Adds the losses of some rows.</summary>
    public void Add(ReadOnlySpan<float> losses)
    {
        double sum = _known;
        foreach (float loss in losses)
            sum += loss;
        _known = sum;
    }

    /// <summary>Adds the losses of up to <see cref="Piece"/> rows, given as the odds against their labels. The memory behind them is written over, up to a multiple of 16 rows.</summary>
    public void AddOdds(Span<float> odds, int rows)
    {
        odds[rows..((rows + Lanes - 1) & -Lanes)].Clear();
        ref float start = ref MemoryMarshal.GetReference(odds);
        if (!Join(ref start, rows, mayBeKnown: true))
        {
            // A NaN keeps its sign.
            TakeKnown(odds[..rows]);
            Join(ref start, rows, mayBeKnown: false);
        }
    }

    // False where some odds have a sign and may be losses that are known: nothing has been added then.
    [MethodImpl(KernelMethod.Options)]
    private bool Join(ref float start, int rows, bool mayBeKnown)
    {
        double powers = _powers;
        Vector256<float> signs = Vector256<float>.Zero;
        Vector256<double> odds0 = _odds0, odds4 = _odds4, odds8 = _odds8, odds12 = _odds12;
        nuint row = 0;
        while (row < (nuint)rows)
        {
            nuint end = nuint.Min(row + Joined, (nuint)rows);
            for (; row < end; row += Lanes)
            {
                signs |= Vector256.LoadUnsafe(ref start, row) | Vector256.LoadUnsafe(ref start, row + 8);
                odds0 = Join(odds0, Load(ref start, row));
                odds4 = Join(odds4, Load(ref start, row + 4));
                odds8 = Join(odds8, Load(ref start, row + 8));
                odds12 = Join(odds12, Load(ref start, row + 12));
            }

            Vector256<double> largest = Vector256.MaxNative(Vector256.MaxNative(odds0, odds4), Vector256.MaxNative(odds8, odds12));
            if (Vector256.GreaterThanAny(largest, Vector256.Create(Large)))
            {
                Vector256<double> taken = (Log1p.TakePowers(ref odds0) + Log1p.TakePowers(ref odds4)) + (Log1p.TakePowers(ref odds8) + Log1p.TakePowers(ref odds12));
                powers += Double256.PlainSum(taken).High;
            }
        }

        if (mayBeKnown && signs.ExtractMostSignificantBits() != 0)
            return false;

        _powers = powers;
        _odds0 = odds0;
        _odds4 = odds4;
        _odds8 = odds8;
        _odds12 = odds12;
        return true;
    }

    // Four odds in double: read and widened in one instruction.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Load(ref float odds, nuint row)
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
