using System.Numerics;

namespace SoftmaxGen.Runtime;

/// <summary>What the rows of a batch are compared with: labels or targets.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TItem">The type of a label or of a target.</typeparam>
internal interface IGroundTruth<T, TItem>
    where T : unmanaged
    where TItem : unmanaged
{
    /// <summary>Gets how many of them a row has.</summary>
    static abstract int ItemsPerRow { get; }

    /// <summary>Whether a row counts for nothing, whatever it holds.</summary>
    static abstract bool IsIgnored(ref TItem truth);

    /// <summary>Computes the loss of each row, and its gradient divided by <paramref name="divisor"/>.</summary>
    static abstract void CrossEntropyGradient(ref T logits, ref TItem truth, ref T gradient, ref T losses, double divisor, int rows, ref T workspace);
}

/// <summary>A label for each row.</summary>
internal readonly struct LabelTruth<T, TBatches, TLoss> : IGroundTruth<T, int>
    where T : unmanaged, INumberBase<T>
    where TBatches : struct, IBatches<T>
    where TLoss : struct, ILossOptions<T>
{
    public static int ItemsPerRow => 1;

    public static bool IsIgnored(ref int truth) => LabelWeights<T, TLoss>.IsIgnored(truth);

    public static void CrossEntropyGradient(ref T logits, ref int truth, ref T gradient, ref T losses, double divisor, int rows, ref T workspace) =>
        TBatches.CrossEntropyGradient(ref logits, ref truth, ref gradient, ref losses, divisor, rows, ref workspace);
}

/// <summary>A target for each class of each row.</summary>
internal readonly struct TargetTruth<T, TKernels, TBatches> : IGroundTruth<T, T>
    where T : unmanaged
    where TKernels : struct, IHeadKernels<T>
    where TBatches : struct, IBatches<T>
{
    public static int ItemsPerRow => TKernels.Classes;

    public static bool IsIgnored(ref T truth) => false;

    public static void CrossEntropyGradient(ref T logits, ref T truth, ref T gradient, ref T losses, double divisor, int rows, ref T workspace) =>
        TBatches.CrossEntropyGradient(ref logits, ref truth, ref gradient, ref losses, divisor, rows, ref workspace);
}
