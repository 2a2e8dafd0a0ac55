using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SoftmaxGen.Runtime;

/// <summary>From the odds against a label to its loss.</summary>
/// <remarks>
/// <para>C = -ln p = ln(1 + (1 - p) / p): kernels give the odds (1 - p) / p, the sum of all other terms divided by the label's,
/// and the logarithm of many rows is taken at once. No digit is lost either way: where the model is sure the odds are tiny and
/// so is the loss, ln(1 + x) is x then.</para>
/// <para>Odds of 0 or less are a loss that is there already, with its sign turned: rows that are not narrow have one. It is turned
/// back by a subtraction from 0, so that a loss of 0 is +0.</para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Odds
{
    /// <summary>What stands for a loss that is known. A NaN keeps its sign.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float OfLoss(float loss) => 0 - loss;

    /// <summary>What stands for a loss that is known. A NaN keeps its sign.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double OfLoss(double loss) => 0 - loss;

    /// <summary>The loss of one row, rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ToLoss(float odds) => odds <= 0 ? 0 - odds : (float)Log1p.OfSingle(odds);

    /// <summary>The loss of one row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ToLoss(double odds) => odds <= 0 ? 0 - odds : Log1p.OfDouble(odds);

    /// <summary>Puts the loss of each row in the place of its odds.</summary>
    [MethodImpl(KernelMethod.Options)]
    public static void ToLosses(Span<float> odds)
    {
        ref float start = ref MemoryMarshal.GetReference(odds);
        int row = 0;
        for (; row <= odds.Length - Vector256<float>.Count; row += Vector256<float>.Count)
        {
            Vector256<float> x = Vector256.LoadUnsafe(ref start, (nuint)row);
            Vector256<float> losses = Vector256.Narrow(Log1p.OfSingle(Vector256.WidenLower(x)), Log1p.OfSingle(Vector256.WidenUpper(x)));
            Vector256.ConditionalSelect(Vector256.LessThanOrEqual(x, Vector256<float>.Zero), Vector256<float>.Zero - x, losses).StoreUnsafe(ref start, (nuint)row);
        }

        for (; row < odds.Length; row++)
            odds[row] = ToLoss(odds[row]);
    }

    /// <summary>Puts the loss of each row in the place of its odds.</summary>
    [MethodImpl(KernelMethod.Options)]
    public static void ToLosses(Span<double> odds)
    {
        ref double start = ref MemoryMarshal.GetReference(odds);
        int row = 0;
        for (; row <= odds.Length - Vector256<double>.Count; row += Vector256<double>.Count)
        {
            Vector256<double> x = Vector256.LoadUnsafe(ref start, (nuint)row);
            Vector256.ConditionalSelect(Vector256.LessThanOrEqual(x, Vector256<double>.Zero), Vector256<double>.Zero - x, Log1p.OfDouble(x)).StoreUnsafe(ref start, (nuint)row);
        }

        for (; row < odds.Length; row++)
            odds[row] = ToLoss(odds[row]);
    }
}
