using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SoftmaxGen.Runtime;

/// <summary>The checks at the door of every member: all of them run before the first write.</summary>
/// <remarks>
/// The checks are inlined and the throws are not: a call for one row is over in nanoseconds, so that each instruction of
/// the checks shows.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class HeadArguments
{
    /// <summary>The number of rows in <paramref name="values"/>, whole ones only.</summary>
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

    /// <summary>Checks that a second input has as many elements as the first one asks for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ThrowIfLengthDiffers<T>(ReadOnlySpan<T> values, int expected, HeadParameter parameter)
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

    /// <summary>Checks that no more than <paramref name="most"/> elements are asked for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ThrowIfTooLong<T>(Span<T> destination, int most, HeadParameter parameter)
    {
        if (destination.Length > most)
            ThrowTooLong(destination.Length, most, parameter);
    }

    /// <summary>
    /// Checks that the first <paramref name="written"/> elements of <paramref name="destination"/> share no memory with
    /// <paramref name="input"/>, unless both are the same: the same start, the same number of elements of the same size.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ThrowIfPartiallyOverlapping<TInput, TOutput>(ReadOnlySpan<TInput> input, Span<TOutput> destination, long written, HeadParameter parameter)
        where TInput : unmanaged
        where TOutput : unmanaged
    {
        nint inputBytes = (nint)input.Length * Unsafe.SizeOf<TInput>();
        nint outputBytes = (nint)written * Unsafe.SizeOf<TOutput>();
        nint distance = Unsafe.ByteOffset(
            ref Unsafe.As<TInput, byte>(ref MemoryMarshal.GetReference(input)),
            ref Unsafe.As<TOutput, byte>(ref MemoryMarshal.GetReference(destination)));

        // The ranges meet where -outputBytes < distance < inputBytes: one unsigned comparison.
        if ((nuint)(distance + outputBytes - 1) < (nuint)(inputBytes + outputBytes - 1)
            && (distance != 0 || inputBytes != outputBytes || Unsafe.SizeOf<TInput>() != Unsafe.SizeOf<TOutput>()))
        {
            if (inputBytes != 0 && outputBytes != 0)
                ThrowOverlap(parameter);
        }
    }

    /// <summary>Checks that <paramref name="destination"/> and <paramref name="input"/> share no memory at all.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ThrowIfOverlapping<TInput, TOutput>(ReadOnlySpan<TInput> input, Span<TOutput> destination, HeadParameter parameter)
        where TInput : unmanaged
        where TOutput : unmanaged
    {
        if (MemoryMarshal.AsBytes(input).Overlaps(MemoryMarshal.AsBytes(destination)))
            ThrowOverlap(parameter);
    }

    /// <summary>Checks that <paramref name="label"/> is a class.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ThrowIfLabelOutOfRange(int label, int classes, HeadParameter parameter)
    {
        if ((uint)label >= (uint)classes)
            ThrowLabel(0, label, classes, parameter);
    }

    /// <summary>Checks that each of <paramref name="labels"/> is a class.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ThrowIfLabelOutOfRange(ReadOnlySpan<int> labels, int classes, HeadParameter parameter)
    {
        if (labels.Length == 1)
            ThrowIfLabelOutOfRange(labels[0], classes, parameter);
        else
            EachLabel(labels, classes, parameter);
    }

    private static void EachLabel(ReadOnlySpan<int> labels, int classes, HeadParameter parameter)
    {
        // A negative label is a large one without its sign: the largest of all decides.
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

    /// <summary>What a reduction divides the sum of the losses by.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Divisor(Reduction reduction, int rows, HeadParameter parameter)
    {
        if ((uint)reduction > (uint)Reduction.Sum)
            ThrowReduction(reduction, parameter);

        // No rows: the sum is 0, and so is its mean.
        return reduction == Reduction.Mean && rows != 0 ? rows : 1;
    }

    [DoesNotReturn]
    private static void ThrowNotWholeRows(int length, int classes, HeadParameter parameter) =>
        throw new ArgumentException($"The length {length} is not a multiple of the class count {classes}.", Name(parameter));

    [DoesNotReturn]
    private static void ThrowNotOneRow(int length, int classes, HeadParameter parameter) =>
        throw new ArgumentException($"One row of {classes} classes is expected, but the length is {length}.", Name(parameter));

    [DoesNotReturn]
    private static void ThrowLength(int length, int expected, HeadParameter parameter) =>
        throw new ArgumentException($"The length {length} does not match the logits: {expected} is expected.", Name(parameter));

    [DoesNotReturn]
    private static void ThrowTooShort(int length, long needed, HeadParameter parameter) =>
        throw new ArgumentException($"The destination is too short: {needed} elements are needed, but its length is {length}.", Name(parameter));

    [DoesNotReturn]
    private static void ThrowTooLong(int length, int most, HeadParameter parameter) =>
        throw new ArgumentException($"There are {most} classes, but {length} are asked for.", Name(parameter));

    [DoesNotReturn]
    private static void ThrowOverlap(HeadParameter parameter) =>
        throw new ArgumentException("The destination overlaps an input without being the same memory, element for element.", Name(parameter));

    [DoesNotReturn]
    private static void ThrowLabel(int row, int label, int classes, HeadParameter parameter) =>
        throw new ArgumentOutOfRangeException(Name(parameter), label, $"The label {label} in row {row} is not a class: 0 to {classes - 1} are.");

    [DoesNotReturn]
    private static void ThrowReduction(Reduction reduction, HeadParameter parameter) =>
        throw new ArgumentOutOfRangeException(Name(parameter), reduction, "The reduction is neither the mean nor the sum.");

    // The members' parameters are the names of the enumeration in the casing of parameters.
    private static string Name(HeadParameter parameter)
    {
        string name = parameter.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
