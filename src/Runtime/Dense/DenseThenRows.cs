using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SoftmaxGen.Runtime;

/// <summary>A dense layer, then the kernels for its logits: for so many classes that the logits do not stay in registers.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TRows">The kernels for rows of logits.</typeparam>
/// <typeparam name="TShape">The constants of the layer.</typeparam>
/// <typeparam name="TTiles">The kernels of the layer.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DenseThenRows<T, TRows, TShape, TTiles> : IDenseRows<T>
    where T : unmanaged
    where TRows : struct, IRows<T>
    where TShape : struct, IDenseShape
    where TTiles : struct, IDenseTiles<T>
{
    /// <inheritdoc/>
    public static bool IsSupported
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => true;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Logits(ref T features, ref T weights, ref T bias, ref T logits) =>
        TTiles.Logits<TShape>(ref features, ref weights, ref bias, ref logits, 1);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Probabilities(ref T features, ref T weights, ref T bias, ref T probabilities)
    {
        TTiles.Logits<TShape>(ref features, ref weights, ref bias, ref probabilities, 1);
        TRows.Softmax(ref probabilities, ref probabilities, 1);
    }

    /// <inheritdoc/>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Predict(ref T features, ref T weights, ref T bias, ref int label)
    {
        T[]? rented = Scratch<T>.Rent(TShape.Classes);
        Span<T> logits = rented ?? stackalloc T[Scratch<T>.OnStack(TShape.Classes)];
        ref T first = ref MemoryMarshal.GetReference(logits);
        TTiles.Logits<TShape>(ref features, ref weights, ref bias, ref first, 1);
        TRows.ArgMax(ref first, ref label, 1);
        Scratch<T>.Return(rented);
    }
}
