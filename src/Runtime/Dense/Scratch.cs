using System.Buffers;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>Scratch buffers: on the stack up to 16 KB, and from the shared pool beyond, which keeps them for the next call.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal static class Scratch<T>
    where T : unmanaged
{
    private static int StackLength
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 16384 / Unsafe.SizeOf<T>();
    }

    /// <summary>How much of a buffer is on the stack.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int OnStack(int length) => length <= StackLength ? length : 0;

    /// <summary>A buffer from the pool; <see langword="null"/> where the stack has room.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T[]? Rent(int length) => length <= StackLength ? null : ArrayPool<T>.Shared.Rent(length);

    /// <summary>Gives a buffer back to the pool, if it came from there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Return(T[]? rented)
    {
        if (rented is not null)
            ArrayPool<T>.Shared.Return(rented);
    }
}
