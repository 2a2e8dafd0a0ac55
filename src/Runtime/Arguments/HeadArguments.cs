using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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
    public static int Rows<T>(ReadOnlySpan<T> values, int classes, string parameterName)
    {
        if (values.Length == classes)
            return 1;

        (int rows, int rest) = Math.DivRem(values.Length, classes);
        if (rest != 0)
            ThrowNotWholeRows(values.Length, classes, parameterName);
        return rows;
    }

    /// <summary>Checks that <paramref name="values"/> is one row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OneRow<T>(ReadOnlySpan<T> values, int classes, string parameterName)
    {
        if (values.Length != classes)
            ThrowNotOneRow(values.Length, classes, parameterName);
    }

    /// <summary>Checks that a second input has as many elements as the first one asks for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Length<T>(ReadOnlySpan<T> values, int expected, string parameterName)
    {
        if (values.Length != expected)
            ThrowLength(values.Length, expected, parameterName);
    }

    /// <summary>Checks that <paramref name="destination"/> has room for <paramref name="needed"/> elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Room<T>(Span<T> destination, long needed, string parameterName)
    {
        if (destination.Length < needed)
            ThrowTooShort(destination.Length, needed, parameterName);
    }

    /// <summary>Checks that no more than <paramref name="most"/> elements are asked for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AtMost<T>(Span<T> destination, int most, string parameterName)
    {
        if (destination.Length > most)
            ThrowTooLong(destination.Length, most, parameterName);
    }

    /// <summary>
    /// Checks that the first <paramref name="written"/> elements of <paramref name="destination"/> share no memory with
    /// <paramref name="input"/>, unless both are the same: the same start, the same number of elements of the same size.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Overlap<TInput, TOutput>(ReadOnlySpan<TInput> input, Span<TOutput> destination, long written, string parameterName)
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
                ThrowOverlap(parameterName);
        }
    }

    /// <summary>Checks that <paramref name="destination"/> and <paramref name="input"/> share no memory at all.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apart<TInput, TOutput>(ReadOnlySpan<TInput> input, Span<TOutput> destination, string parameterName)
        where TInput : unmanaged
        where TOutput : unmanaged
    {
        if (MemoryMarshal.AsBytes(input).Overlaps(MemoryMarshal.AsBytes(destination)))
            ThrowOverlap(parameterName);
    }

    /// <summary>Checks that <paramref name="label"/> is a class.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Label(int label, int classes, string parameterName)
    {
        if ((uint)label >= (uint)classes)
            ThrowLabel(0, label, classes, parameterName);
    }

    /// <summary>Checks that each of <paramref name="labels"/> is a class.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Labels(ReadOnlySpan<int> labels, int classes, string parameterName)
    {
        if (labels.Length == 1)
            Label(labels[0], classes, parameterName);
        else
            EachLabel(labels, classes, parameterName);
    }

    private static void EachLabel(ReadOnlySpan<int> labels, int classes, string parameterName)
    {
        // A negative label is a large one without its sign: one comparison per vector.
        ReadOnlySpan<uint> values = MemoryMarshal.Cast<int, uint>(labels);
        int row = 0;
        for (var limit = new Vector<uint>((uint)classes); row <= values.Length - Vector<uint>.Count; row += Vector<uint>.Count)
        {
            if (Vector.GreaterThanOrEqualAny(new Vector<uint>(values[row..]), limit))
                break;
        }

        for (; row < labels.Length; row++)
        {
            if (values[row] >= (uint)classes)
                ThrowLabel(row, labels[row], classes, parameterName);
        }
    }

    /// <summary>What a reduction divides the sum of the losses by.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Divisor(Reduction reduction, int rows, string parameterName)
    {
        if ((uint)reduction > (uint)Reduction.Sum)
            ThrowReduction(reduction, parameterName);

        // No rows: the sum is 0, and so is its mean.
        return reduction == Reduction.Mean && rows != 0 ? rows : 1;
    }

    [DoesNotReturn]
    private static void ThrowNotWholeRows(int length, int classes, string parameterName) =>
        throw new ArgumentException($"The length {length} is not a multiple of the class count {classes}.", parameterName);

    [DoesNotReturn]
    private static void ThrowNotOneRow(int length, int classes, string parameterName) =>
        throw new ArgumentException($"One row of {classes} classes is expected, but the length is {length}.", parameterName);

    [DoesNotReturn]
    private static void ThrowLength(int length, int expected, string parameterName) =>
        throw new ArgumentException($"The length {length} does not match the logits: {expected} is expected.", parameterName);

    [DoesNotReturn]
    private static void ThrowTooShort(int length, long needed, string parameterName) =>
        throw new ArgumentException($"The destination is too short: {needed} elements are needed, but its length is {length}.", parameterName);

    [DoesNotReturn]
    private static void ThrowTooLong(int length, int most, string parameterName) =>
        throw new ArgumentException($"There are {most} classes, but {length} are asked for.", parameterName);

    [DoesNotReturn]
    private static void ThrowOverlap(string parameterName) =>
        throw new ArgumentException("The destination overlaps an input without being the same memory, element for element.", parameterName);

    [DoesNotReturn]
    private static void ThrowLabel(int row, int label, int classes, string parameterName) =>
        throw new ArgumentOutOfRangeException(parameterName, label, $"The label {label} in row {row} is not a class: 0 to {classes - 1} are.");

    [DoesNotReturn]
    private static void ThrowReduction(Reduction reduction, string parameterName) =>
        throw new ArgumentOutOfRangeException(parameterName, reduction, "The reduction is neither the mean nor the sum.");
}
