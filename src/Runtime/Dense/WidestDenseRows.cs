using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>Chooses the kernels of a dense layer with the widest vectors that the hardware has. The just-in-time compiler decides that once.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TWide">The kernels with wide vectors.</typeparam>
/// <typeparam name="TNarrow">The kernels for hardware without them.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct WidestDenseRows<T, TWide, TNarrow> : IDenseRows<T>
    where T : unmanaged
    where TWide : struct, IDenseRows<T>
    where TNarrow : struct, IDenseRows<T>
{
    /// <inheritdoc/>
    public static bool IsSupported
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => true;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Logits(ref T features, ref T weights, ref T bias, ref T logits)
    {
        if (TWide.IsSupported)
            TWide.Logits(ref features, ref weights, ref bias, ref logits);
        else
            TNarrow.Logits(ref features, ref weights, ref bias, ref logits);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Probabilities(ref T features, ref T weights, ref T bias, ref T probabilities)
    {
        if (TWide.IsSupported)
            TWide.Probabilities(ref features, ref weights, ref bias, ref probabilities);
        else
            TNarrow.Probabilities(ref features, ref weights, ref bias, ref probabilities);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Predict(ref T features, ref T weights, ref T bias, ref int label)
    {
        if (TWide.IsSupported)
            TWide.Predict(ref features, ref weights, ref bias, ref label);
        else
            TNarrow.Predict(ref features, ref weights, ref bias, ref label);
    }
}
