using System.ComponentModel;

namespace SoftmaxGen.Runtime;

/// <summary>The loss without any option.</summary>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct PlainLoss<T> : ILossOptions<T>
    where T : unmanaged
{
    /// <inheritdoc/>
    public static double Temperature => 1;

    /// <inheritdoc/>
    public static double LabelSmoothing => 0;

    /// <inheritdoc/>
    public static ReadOnlySpan<T> ClassWeights => [];

    /// <inheritdoc/>
    public static bool HasZeroWeights => false;

    /// <inheritdoc/>
    public static bool LeavesLossesUnweighed => false;

    /// <inheritdoc/>
    public static bool HasIgnoreLabel => false;

    /// <inheritdoc/>
    public static int IgnoreLabel => 0;

    /// <inheritdoc/>
    public static int FocalHalves => 0;
}
