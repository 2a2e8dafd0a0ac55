using System.ComponentModel;

namespace SoftmaxGen.Runtime;

/// <summary>Steps of the loss and the gradient of targets.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TVector">Vectors of the element type.</typeparam>
/// <typeparam name="TInteger">A vector of integers as wide.</typeparam>
/// <typeparam name="TSums">Sums in twice the precision of the element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ITargetSteps<T, TVector, TInteger, TSums>
    where T : unmanaged
    where TVector : struct
    where TInteger : struct
    where TSums : struct
{
    /// <summary>Adds y (m - z) to the sum of each row.</summary>
    static abstract TSums AddWeightedGap(TSums sums, TVector targets, TVector z, TVector max);

    /// <summary>A lane of sum_i y_i (m - z_i): every <paramref name="lanes"/>th class from <paramref name="lane"/> on.</summary>
    static abstract TSums SumWeightedGaps(ref T targets, ref T logits, TVector max, int lane, int lanes, int classes);

    /// <summary>A lane of sum_i y_i.</summary>
    static abstract TSums SumTargets(ref T targets, int lane, int lanes, int classes);

    /// <summary>Whether losses and gradients can be computed from sum_i y_i and sum_i y_i (m - z_i) without overflow on the way.</summary>
    static abstract bool AreInRange(TSums targets, TSums gaps);

    /// <summary>sum_i y_i (m - z_i) + logarithm * sum_i y_i, rounded once.</summary>
    static abstract TVector TargetLoss(TSums gaps, ref T workspace, int index, TSums targets);

    /// <summary>sum_i y_i / ((others + maxTerm) divisor), to twice the precision.</summary>
    static abstract DoubleWord<TVector> TargetScale(TSums targets, TSums others, TVector maxTerm, double divisor);

    /// <summary>terms * scale, rounded, - targets * weight.</summary>
    static abstract TVector TargetGradient(TVector terms, DoubleWord<TVector> scale, TVector targets, double weight);

    /// <summary>The loss of z / T.</summary>
    static abstract TVector TargetLoss<TTemperature>(TSums gaps, ref T workspace, int index, TSums targets)
        where TTemperature : struct, ITemperature<T>;

    /// <summary>targets * scale + offset: the targets of one class with its weight and smoothing.</summary>
    static abstract TVector AdjustTarget(TVector targets, T scale, T offset);

    /// <summary>The targets of the class <paramref name="label"/>: the offset, and <paramref name="labelTarget"/> more in rows with this label.</summary>
    static abstract TVector LabelTarget(TInteger labels, int label, T labelTarget, T offset);

    /// <summary>Whether nothing overflows on the way to a loss and its gradient of z / T.</summary>
    static abstract bool AreInRange<TTemperature>(TSums targets, TSums gaps)
        where TTemperature : struct, ITemperature<T>;
}
