using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SoftmaxGen.Runtime;

/// <summary>The checks of the arguments. A member runs all of them before its first write.</summary>
/// <remarks>
/// The checks are inlined, and the throws are not. A call for one row takes a few nanoseconds, so every instruction of the checks
/// counts.
/// </remarks>
internal static class HeadArguments
{
    /// <summary>The number of rows in <paramref name="values"/>, which must be whole.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Rows<T>(ReadOnlySpan<T> values, int classes, HeadParameter parameter)
    {
        if (values.Length == classes)
            return 1;

        (int rows, int rest) = Math.DivRem(values.Length, classes);
        if (rest != 0)
            ThrowNotWholeRows(values.Length, classes, parameter);
        return rows;
    }

    /// <summary>Checks that <paramref name="values"/> is one row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ThrowIfNotSingleRow<T>(ReadOnlySpan<T> values, int classes, HeadParameter parameter)
    {
        if (values.Length != classes)
            ThrowNotOneRow(values.Length, classes, parameter);
    }

    /// <summary>Checks that an input has as many elements as the first argument implies.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ThrowIfLengthDiffers<T>(ReadOnlySpan<T> values, long expected, HeadParameter parameter)
    {
        if (values.Length != expected)
            ThrowLength(values.Length, expected, parameter);
    }

    /// <summary>Checks that <paramref name="destination"/> has room for <paramref name="needed"/> elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ThrowIfTooShort<T>(Span<T> destination, long needed, HeadParameter parameter)
    {
        if (destination.Length < needed)
            ThrowTooShort(destination.Length, needed, parameter);
    }

    /// <summary>Checks that <paramref name="destination"/> has at most <paramref name="most"/> elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ThrowIfTooLong<T>(Span<T> destination, int most, HeadParameter parameter)
    {
        if (destination.Length > most)
            ThrowTooLong(destination.Length, most, parameter);
    }

    /// <summary>
    /// Checks that the first <paramref name="written"/> elements of <paramref name="destination"/> share no memory with
    /// <paramref name="input"/>, unless both have the same start, length and element size.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ThrowIfPartiallyOverlapping<TInput, TOutput>(ReadOnlySpan<TInput> input, Span<TOutput> destination, long written, HeadParameter parameter)
        where TInput : unmanaged
        where TOutput : unmanaged
    {
        nint inputBytes = (nint)input.Length * Unsafe.SizeOf<TInput>();
        nint outputBytes = (nint)written * Unsafe.SizeOf<TOutput>();
        if (MayOverlap(input, inputBytes, destination, outputBytes, out nint distance)
            && (distance != 0 || inputBytes != outputBytes || Unsafe.SizeOf<TInput>() != Unsafe.SizeOf<TOutput>()))
        {
            if (inputBytes != 0 && outputBytes != 0)
                ThrowOverlap(parameter);
        }
    }

    /// <summary>Checks that the first <paramref name="written"/> elements of <paramref name="destination"/> share no memory with <paramref name="input"/> at all.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ThrowIfOverlapping<TInput, TOutput>(ReadOnlySpan<TInput> input, Span<TOutput> destination, long written, HeadParameter parameter)
        where TInput : unmanaged
        where TOutput : unmanaged
    {
        nint inputBytes = (nint)input.Length * Unsafe.SizeOf<TInput>();
        nint outputBytes = (nint)written * Unsafe.SizeOf<TOutput>();
        if (MayOverlap(input, inputBytes, destination, outputBytes, out _))
        {
            if (inputBytes != 0 && outputBytes != 0)
                ThrowAnyOverlap(parameter);
        }
    }

    // The ranges overlap where -outputBytes < distance < inputBytes, which takes one unsigned comparison; unless one is empty.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool MayOverlap<TInput, TOutput>(ReadOnlySpan<TInput> input, nint inputBytes, Span<TOutput> destination, nint outputBytes, out nint distance)
        where TInput : unmanaged
        where TOutput : unmanaged
    {
        distance = Unsafe.ByteOffset(
            ref Unsafe.As<TInput, byte>(ref MemoryMarshal.GetReference(input)),
            ref Unsafe.As<TOutput, byte>(ref MemoryMarshal.GetReference(destination)));
        return (nuint)(distance + outputBytes - 1) < (nuint)(inputBytes + outputBytes - 1);
    }

    /// <summary>Checks that the first <paramref name="written"/> elements of <paramref name="destination"/> are there, and share no memory with a layer's inputs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ThrowIfUnfit<T, TOutput>(
        Span<TOutput> destination, long written, ReadOnlySpan<T> features, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias, HeadParameter parameter)
        where T : unmanaged
        where TOutput : unmanaged
    {
        ThrowIfTooShort(destination, written, parameter);
        ThrowIfOverlapping(features, destination, written, parameter);
        ThrowIfOverlapping(weights, destination, written, parameter);
        ThrowIfOverlapping(bias, destination, written, parameter);
    }

    /// <summary>Checks that <paramref name="label"/> is a class, or one whose rows are ignored.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ThrowIfLabelOutOfRange<T, TLoss>(int label, int classes, HeadParameter parameter)
        where T : unmanaged
        where TLoss : struct, ILossOptions<T>
    {
        if ((uint)label >= (uint)classes && !(TLoss.HasIgnoreLabel && label == TLoss.IgnoreLabel))
            ThrowLabel(0, label, classes, parameter);
    }

    /// <summary>Checks that each of <paramref name="labels"/> is a class, or one whose rows are ignored.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ThrowIfLabelOutOfRange<T, TLoss>(ReadOnlySpan<int> labels, int classes, HeadParameter parameter)
        where T : unmanaged
        where TLoss : struct, ILossOptions<T>
    {
        if (labels.Length == 1)
            ThrowIfLabelOutOfRange<T, TLoss>(labels[0], classes, parameter);
        else if (TLoss.HasIgnoreLabel)
            EachLabel(labels, classes, TLoss.IgnoreLabel, parameter);
        else
            EachLabel(labels, classes, parameter);
    }

    // The largest label decides, as below, where ignored ones count as 0.
    private static void EachLabel(ReadOnlySpan<int> labels, int classes, int ignored, HeadParameter parameter)
    {
        int row = 0;
        Vector256<uint> largest = Vector256<uint>.Zero;
        for (; row <= labels.Length - Vector256<int>.Count; row += Vector256<int>.Count)
        {
            Vector256<int> values = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(labels), (nuint)row);
            largest = Vector256.Max(largest, Vector256.AndNot(values, Vector256.Equals(values, Vector256.Create(ignored))).AsUInt32());
        }

        if (Vector256.GreaterThanOrEqualAny(largest, Vector256.Create((uint)classes)))
            row = 0;

        for (; row < labels.Length; row++)
        {
            if ((uint)labels[row] >= (uint)classes && labels[row] != ignored)
                ThrowLabel(row, labels[row], classes, parameter);
        }
    }

    private static void EachLabel(ReadOnlySpan<int> labels, int classes, HeadParameter parameter)
    {
        // As an unsigned integer, a negative label is a large one. So the largest label decides.
        ReadOnlySpan<uint> values = MemoryMarshal.Cast<int, uint>(labels);
        ref uint start = ref MemoryMarshal.GetReference(values);
        int row = 0;
        Vector256<uint> even = Vector256<uint>.Zero, odd = Vector256<uint>.Zero;
        if (Vector512.IsHardwareAccelerated)
        {
            Vector512<uint> wideEven = Vector512<uint>.Zero, wideOdd = Vector512<uint>.Zero;
            for (; row <= values.Length - 32; row += 32)
            {
                wideEven = Vector512.Max(wideEven, Vector512.LoadUnsafe(ref start, (nuint)row));
                wideOdd = Vector512.Max(wideOdd, Vector512.LoadUnsafe(ref start, (nuint)row + 16));
            }

            wideEven = Vector512.Max(wideEven, wideOdd);
            even = Vector256.Max(wideEven.GetLower(), wideEven.GetUpper());
        }

        for (; row <= values.Length - 16; row += 16)
        {
            even = Vector256.Max(even, Vector256.LoadUnsafe(ref start, (nuint)row));
            odd = Vector256.Max(odd, Vector256.LoadUnsafe(ref start, (nuint)row + 8));
        }

        if (Vector256.GreaterThanOrEqualAny(Vector256.Max(even, odd), Vector256.Create((uint)classes)))
            row = 0;

        for (; row < labels.Length; row++)
        {
            if (values[row] >= (uint)classes)
                ThrowLabel(row, labels[row], classes, parameter);
        }
    }

    /// <summary>The divisor of the sum of the losses.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Divisor(Reduction reduction, int rows, HeadParameter parameter)
    {
        if ((uint)reduction > (uint)Reduction.Sum)
            ThrowReduction(reduction, parameter);

        // For no rows, the sum is 0, and so is the mean.
        return reduction == Reduction.Mean && rows != 0 ? rows : 1;
    }

    [DoesNotReturn]
    private static void ThrowNotWholeRows(int length, int classes, HeadParameter parameter) =>
        throw new ArgumentException($"Length {length} is not a whole number of rows; expected a multiple of {classes}.", Name(parameter));

    [DoesNotReturn]
    private static void ThrowNotOneRow(int length, int classes, HeadParameter parameter) =>
        throw new ArgumentException($"Length {length} is not one row; expected {classes}.", Name(parameter));

    [DoesNotReturn]
    private static void ThrowLength(int length, long expected, HeadParameter parameter) =>
        throw new ArgumentException($"Length {length} does not match; expected {expected}.", Name(parameter));

    [DoesNotReturn]
    private static void ThrowTooShort(int length, long needed, HeadParameter parameter) =>
        throw new ArgumentException($"Length {length} is too short; expected at least {needed}.", Name(parameter));

    [DoesNotReturn]
    private static void ThrowTooLong(int length, int most, HeadParameter parameter) =>
        throw new ArgumentException($"Length {length} is too long; expected at most {most}.", Name(parameter));

    [DoesNotReturn]
    private static void ThrowOverlap(HeadParameter parameter) =>
        throw new ArgumentException("The destination overlaps an input; expected no overlap, or the same start, length and element type.", Name(parameter));

    [DoesNotReturn]
    private static void ThrowAnyOverlap(HeadParameter parameter) =>
        throw new ArgumentException("The destination overlaps an input or another destination; expected no overlap.", Name(parameter));

    /// <summary>Throws for a label that is no class.</summary>
    [DoesNotReturn]
    internal static void ThrowLabel<TLabel>(int row, TLabel label, int classes, HeadParameter parameter)
        where TLabel : unmanaged =>
        throw new ArgumentOutOfRangeException(Name(parameter), label, $"Label {label} in row {row} is out of range; expected 0 to {classes - 1}.");

    [DoesNotReturn]
    private static void ThrowReduction(Reduction reduction, HeadParameter parameter) =>
        throw new ArgumentOutOfRangeException(Name(parameter), reduction, $"Reduction {(int)reduction} is out of range; expected {nameof(Reduction.Mean)} or {nameof(Reduction.Sum)}.");

    // The names of the enumeration, in the casing of parameters.
    private static string Name(HeadParameter parameter)
    {
        string name = parameter.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
