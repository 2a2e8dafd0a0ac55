using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SoftmaxGen.Runtime;

/// <summary>Labels between values of an enumeration and numbers.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class EnumLabels
{
    /// <summary>A class as a number, for the name of the class.</summary>
    /// <typeparam name="TLabel">The enumeration.</typeparam>
    /// <typeparam name="TInteger">Its underlying type.</typeparam>
    /// <param name="label">The class.</param>
    /// <param name="classes">The class count N.</param>
    /// <returns>The number, which may still be no class.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="label"/> is a number that no <see cref="int"/> holds.</exception>
    public static int ToInt32<TLabel, TInteger>(TLabel label, int classes)
        where TLabel : unmanaged, Enum
        where TInteger : unmanaged, IBinaryInteger<TInteger> =>
        TryConvert(Unsafe.BitCast<TLabel, TInteger>(label), out int number) ? number : throw OutOfRange(Unsafe.BitCast<TLabel, TInteger>(label), classes);

    /// <summary>The exception for a label whose name is asked for and that is no class.</summary>
    /// <typeparam name="TInteger">The type of the label.</typeparam>
    /// <param name="label">The label.</param>
    /// <param name="classes">The class count N.</param>
    /// <returns>The exception, for the caller to throw.</returns>
    public static ArgumentOutOfRangeException OutOfRange<TInteger>(TInteger label, int classes)
        where TInteger : unmanaged, IBinaryInteger<TInteger> =>
        new(nameof(label), label, $"Label {label} is out of range; expected 0 to {classes - 1}.");

    /// <summary>The label of one row as a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Number<TLabel, TInteger>(TLabel label, int classes)
        where TLabel : unmanaged, Enum
        where TInteger : unmanaged, IBinaryInteger<TInteger>
    {
        TInteger value = Unsafe.BitCast<TLabel, TInteger>(label);
        if (!TryConvert(value, out int number))
            HeadArguments.ThrowLabel(0, value, classes, HeadParameter.Label);
        return number;
    }

    /// <summary>A number as a class.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLabel Label<TLabel, TInteger>(int number)
        where TLabel : unmanaged, Enum
        where TInteger : unmanaged, IBinaryInteger<TInteger> =>
        Unsafe.BitCast<TInteger, TLabel>(TInteger.CreateTruncating(number));

    /// <summary>Whether labels are numbers already: memory that holds the ones holds the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool AreNumbers<TInteger>() => typeof(TInteger) == typeof(int);

    /// <summary>Converts the label of each row, and throws for the first that no <see cref="int"/> holds.</summary>
    internal static ReadOnlySpan<int> Numbers<TLabel, TInteger>(ReadOnlySpan<TLabel> labels, Span<int> numbers, int classes)
        where TLabel : unmanaged, Enum
        where TInteger : unmanaged, IBinaryInteger<TInteger>
    {
        ReadOnlySpan<TInteger> values = MemoryMarshal.Cast<TLabel, TInteger>(labels);
        for (int row = 0; row < values.Length; row++)
        {
            if (!TryConvert(values[row], out numbers[row]))
                HeadArguments.ThrowLabel(row, values[row], classes, HeadParameter.Labels);
        }

        return numbers[..values.Length];
    }

    // Each way saturates: what an int does not hold comes back as another number. Truncated, the largest ulong would be -1.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryConvert<TInteger>(TInteger value, out int number)
        where TInteger : unmanaged, IBinaryInteger<TInteger>
    {
        number = int.CreateSaturating(value);
        return TInteger.CreateSaturating(number) == value;
    }
}
