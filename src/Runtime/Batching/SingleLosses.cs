using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>Losses as numbers, for targets. They are added up in double.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct SingleLosses : ILossForm<float>
{
    private double _sum;

    /// <inheritdoc/>
    public static int BlockRows => 1024;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Encode(float loss) => loss;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Decode(float value) => value;

    /// <inheritdoc/>
    public static void Decode(Span<float> values)
    {
    }

    /// <inheritdoc/>
    public void Add(Span<float> values, int rows)
    {
        double sum = _sum;
        foreach (float loss in values[..rows])
            sum += loss;
        _sum = sum;
    }

    /// <inheritdoc/>
    public readonly float DividedBy(double divisor) => (float)(_sum / divisor);
}
