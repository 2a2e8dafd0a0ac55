using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SoftmaxGen.Runtime;

/// <summary>Calls a kernel for labels that may be ignored and weigh differently.</summary>
/// <remarks>
/// The kernel is given a class for each row, which for a row that is ignored is the first one. Afterwards, what it wrote for such
/// a row is cleared, whatever the row held.
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TKernels">The constants of the head.</typeparam>
/// <typeparam name="TKernel">The kernel.</typeparam>
/// <typeparam name="TForm">The form in which the kernel gives losses. Weighed losses are numbers.</typeparam>
/// <typeparam name="TLoss">The options of the loss.</typeparam>
internal static class LabelBlocks<T, TKernels, TKernel, TForm, TLoss>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TKernels : struct, IHeadKernels<T>
    where TKernel : struct, ILabelKernel<T>
    where TForm : struct, ILossForm<T>
    where TLoss : struct, ILossOptions<T>
{
    // Labels are copied so many at a time.
    private const int BlockRows = 256;

    // A smoothed label gives weight to all classes, and kernels apply it.
    private static bool AreWeighted
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => !TLoss.ClassWeights.IsEmpty && TLoss.LabelSmoothing == 0;
    }

    /// <inheritdoc cref="ILabelKernel{T}.Run"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run(ref T logits, ref int labels, ref T gradient, ref T losses, double divisor, int rows, ref T workspace)
    {
        if (rows == 1)
            RunOne(ref logits, ref labels, ref gradient, ref losses, divisor, ref workspace);
        else
            RunBlocks(ref logits, ref labels, ref gradient, ref losses, divisor, rows, ref workspace);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void RunOne(ref T logits, ref int label, ref T gradient, ref T loss, double divisor, ref T workspace)
    {
        if (TLoss.HasIgnoreLabel && label == TLoss.IgnoreLabel)
        {
            Clear(ref gradient, ref loss);
            return;
        }

        int row = label;
        TKernel.Run(ref logits, ref row, ref gradient, ref loss, divisor, 1, ref workspace);
        if (AreWeighted)
            Weigh(row, ref gradient, ref loss);
    }

    [SkipLocalsInit]
    [MethodImpl(KernelMethod.Options)]
    private static void RunBlocks(ref T logits, ref int labels, ref T gradient, ref T losses, double divisor, int rows, ref T workspace)
    {
        // In place, losses overwrite labels.
        Span<int> copy = stackalloc int[BlockRows], classes = stackalloc int[BlockRows];
        for (int start = 0; start < rows; start += BlockRows)
        {
            int count = Math.Min(BlockRows, rows - start);
            Span<int> block = copy[..count];
            MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref labels, start), count).CopyTo(block);
            int firstIgnored = TLoss.HasIgnoreLabel ? block.IndexOf(TLoss.IgnoreLabel) : -1;
            if (firstIgnored >= 0)
                block.Replace(classes, TLoss.IgnoreLabel, 0);

            ref T g = ref GradientRow(ref gradient, start), loss = ref Unsafe.Add(ref losses, start);
            ref int valid = ref MemoryMarshal.GetReference(firstIgnored >= 0 ? classes : block);
            TKernel.Run(ref Row(ref logits, start), ref valid, ref g, ref loss, divisor, count, ref workspace);
            if (AreWeighted)
                WeighAll(ref valid, ref g, ref loss, count);

            for (int row = firstIgnored; (uint)row < (uint)count; row++)
            {
                if (block[row] == TLoss.IgnoreLabel)
                    Clear(ref GradientRow(ref g, row), ref Unsafe.Add(ref loss, row));
            }
        }
    }

    // Kernels have weighed the gradient. A class that weighs nothing is as if it were ignored: an infinite loss or entry counts for 0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WeighAll(ref int labels, ref T gradient, ref T losses, int rows)
    {
        if (TLoss.LeavesLossesUnweighed)
            WeighedLosses<T, TForm>.Weigh(ref losses, ref labels, TLoss.ClassWeights, rows);
        for (int row = 0; TLoss.HasZeroWeights && row < rows; row++)
        {
            if (WeightOf(Unsafe.Add(ref labels, row)) == T.Zero)
                Clear(ref GradientRow(ref gradient, row), ref Unsafe.Add(ref losses, row));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Weigh(int label, ref T gradient, ref T loss)
    {
        T weight = WeightOf(label);
        if (TLoss.LeavesLossesUnweighed)
            loss = WeighedLosses<T, TForm>.Weigh(loss, weight);
        if (TLoss.HasZeroWeights && weight == T.Zero)
            Clear(ref gradient, ref loss);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T WeightOf(int label) => Unsafe.Add(ref MemoryMarshal.GetReference(TLoss.ClassWeights), label);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Clear(ref T gradient, ref T loss)
    {
        loss = T.Zero;
        if (TKernel.HasGradient)
            Unsafe.InitBlockUnaligned(ref Unsafe.As<T, byte>(ref gradient), 0, (uint)(TKernels.Classes * Unsafe.SizeOf<T>()));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref T GradientRow(ref T gradient, int row) => ref TKernel.HasGradient ? ref Row(ref gradient, row) : ref gradient;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref T Row(ref T rows, int row) => ref Unsafe.Add(ref rows, (nint)row * TKernels.Classes);
}
