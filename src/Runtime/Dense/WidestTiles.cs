using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>Chooses the widest vectors that the hardware has and the layer fills. The just-in-time compiler decides that once.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TWide">The kernels with wide vectors.</typeparam>
/// <typeparam name="TNarrow">The kernels for other hardware, and for layers of few features.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct WidestTiles<T, TWide, TNarrow> : IDenseTiles<T>
    where T : unmanaged
    where TWide : struct, IDenseTiles<T>
    where TNarrow : struct, IDenseTiles<T>
{
    /// <inheritdoc/>
    public static bool IsSupported
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => true;
    }

    /// <inheritdoc/>
    public static int Width
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TNarrow.Width;
    }

    /// <inheritdoc/>
    public static int SumLanes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TNarrow.SumLanes;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Logits<TShape>(ref T features, ref T weights, ref T bias, ref T logits, int rows)
        where TShape : struct, IDenseShape
    {
        if (TWide.IsSupported && TShape.Features >= TWide.SumLanes)
            TWide.Logits<TShape>(ref features, ref weights, ref bias, ref logits, rows);
        else
            TNarrow.Logits<TShape>(ref features, ref weights, ref bias, ref logits, rows);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddWeightGradient<TShape>(ref T features, ref T gradient, ref T weightGradient, int rows, bool isFirst)
        where TShape : struct, IDenseShape
    {
        if (TWide.IsSupported && TShape.Features >= TWide.Width)
            TWide.AddWeightGradient<TShape>(ref features, ref gradient, ref weightGradient, rows, isFirst);
        else
            TNarrow.AddWeightGradient<TShape>(ref features, ref gradient, ref weightGradient, rows, isFirst);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddBiasGradient<TShape>(ref T gradient, ref T biasGradient, int rows, bool isFirst)
        where TShape : struct, IDenseShape
    {
        if (TWide.IsSupported && TShape.Classes >= TWide.Width)
            TWide.AddBiasGradient<TShape>(ref gradient, ref biasGradient, rows, isFirst);
        else
            TNarrow.AddBiasGradient<TShape>(ref gradient, ref biasGradient, rows, isFirst);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FeatureGradient<TShape>(ref T gradient, ref T weights, ref T featureGradient, int rows)
        where TShape : struct, IDenseShape
    {
        if (TWide.IsSupported && TShape.Features >= TWide.Width)
            TWide.FeatureGradient<TShape>(ref gradient, ref weights, ref featureGradient, rows);
        else
            TNarrow.FeatureGradient<TShape>(ref gradient, ref weights, ref featureGradient, rows);
    }
}
