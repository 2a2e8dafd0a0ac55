using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SoftmaxGen.Runtime;

/// <content>
/// The members that take and give labels as values of an enumeration. They call those with numbers: labels of 32 signed bits
/// are numbers already, others are converted into a buffer.
/// </content>
public abstract partial class Head<T, TKernels, TRows, TLabelForm, TTargetForm, TLoss>
{
    /// <inheritdoc cref="ISoftmaxHead{T}.ArgMax(ReadOnlySpan{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLabel ArgMaxLabel<TLabel, TInteger>(ReadOnlySpan<T> logits)
        where TLabel : unmanaged, Enum
        where TInteger : unmanaged, IBinaryInteger<TInteger> =>
        EnumLabels.Label<TLabel, TInteger>(ArgMax(logits));

    /// <inheritdoc cref="ISoftmaxHead{T}.TryPredict"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryPredict<TLabel, TInteger>(ReadOnlySpan<T> logits, T minimumProbability, out TLabel label)
        where TLabel : unmanaged, Enum
        where TInteger : unmanaged, IBinaryInteger<TInteger>
    {
        bool isSure = TryPredict(logits, minimumProbability, out int number);
        label = EnumLabels.Label<TLabel, TInteger>(number);
        return isSure;
    }

    /// <inheritdoc cref="ISoftmaxHead{T}.CrossEntropy(ReadOnlySpan{T}, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T CrossEntropy<TLabel, TInteger>(ReadOnlySpan<T> logits, TLabel label)
        where TLabel : unmanaged, Enum
        where TInteger : unmanaged, IBinaryInteger<TInteger> =>
        CrossEntropy(logits, EnumLabels.Number<TLabel, TInteger>(label, Classes));

    /// <inheritdoc cref="ISoftmaxHead{T}.CrossEntropy(ReadOnlySpan{T}, ReadOnlySpan{int}, Reduction)"/>
    [SkipLocalsInit]
    public static T CrossEntropy<TLabel, TInteger>(ReadOnlySpan<T> logits, ReadOnlySpan<TLabel> labels, Reduction reduction)
        where TLabel : unmanaged, Enum
        where TInteger : unmanaged, IBinaryInteger<TInteger>
    {
        if (EnumLabels.AreNumbers<TInteger>())
            return CrossEntropy(logits, MemoryMarshal.Cast<TLabel, int>(labels), reduction);

        int[]? rented = Scratch<int>.Rent(labels.Length);
        Span<int> numbers = rented ?? stackalloc int[Scratch<int>.OnStack(labels.Length)];
        T loss = CrossEntropy(logits, EnumLabels.Numbers<TLabel, TInteger>(labels, numbers, Classes), reduction);
        Scratch<int>.Return(rented);
        return loss;
    }

    /// <inheritdoc cref="ISoftmaxHead{T}.CrossEntropy(ReadOnlySpan{T}, ReadOnlySpan{int}, Span{T})"/>
    [SkipLocalsInit]
    public static void CrossEntropy<TLabel, TInteger>(ReadOnlySpan<T> logits, ReadOnlySpan<TLabel> labels, Span<T> losses)
        where TLabel : unmanaged, Enum
        where TInteger : unmanaged, IBinaryInteger<TInteger>
    {
        if (EnumLabels.AreNumbers<TInteger>())
        {
            CrossEntropy(logits, MemoryMarshal.Cast<TLabel, int>(labels), losses);
            return;
        }

        ThrowIfOverlapping(labels, losses, labels.Length, HeadParameter.Losses);
        int[]? rented = Scratch<int>.Rent(labels.Length);
        Span<int> numbers = rented ?? stackalloc int[Scratch<int>.OnStack(labels.Length)];
        CrossEntropy(logits, EnumLabels.Numbers<TLabel, TInteger>(labels, numbers, Classes), losses);
        Scratch<int>.Return(rented);
    }

    /// <inheritdoc cref="ISoftmaxHead{T}.CrossEntropyGradient(ReadOnlySpan{T}, int, Span{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T CrossEntropyGradient<TLabel, TInteger>(ReadOnlySpan<T> logits, TLabel label, Span<T> gradient)
        where TLabel : unmanaged, Enum
        where TInteger : unmanaged, IBinaryInteger<TInteger> =>
        CrossEntropyGradient(logits, EnumLabels.Number<TLabel, TInteger>(label, Classes), gradient);

    /// <inheritdoc cref="ISoftmaxHead{T}.CrossEntropyGradient(ReadOnlySpan{T}, ReadOnlySpan{int}, Span{T}, Reduction)"/>
    [SkipLocalsInit]
    public static T CrossEntropyGradient<TLabel, TInteger>(ReadOnlySpan<T> logits, ReadOnlySpan<TLabel> labels, Span<T> gradient, Reduction reduction)
        where TLabel : unmanaged, Enum
        where TInteger : unmanaged, IBinaryInteger<TInteger>
    {
        if (EnumLabels.AreNumbers<TInteger>())
            return CrossEntropyGradient(logits, MemoryMarshal.Cast<TLabel, int>(labels), gradient, reduction);

        ThrowIfOverlapping(labels, gradient, logits.Length, HeadParameter.Gradient);
        int[]? rented = Scratch<int>.Rent(labels.Length);
        Span<int> numbers = rented ?? stackalloc int[Scratch<int>.OnStack(labels.Length)];
        T loss = CrossEntropyGradient(logits, EnumLabels.Numbers<TLabel, TInteger>(labels, numbers, Classes), gradient, reduction);
        Scratch<int>.Return(rented);
        return loss;
    }

    // Of labels that are converted the member with numbers sees the copies alone. A destination that is too short is its concern.
    private protected static void ThrowIfOverlapping<TLabel>(ReadOnlySpan<TLabel> labels, Span<T> destination, int written, HeadParameter parameter)
        where TLabel : unmanaged =>
        HeadArguments.ThrowIfOverlapping(labels, destination, Math.Min(written, destination.Length), parameter);
}
