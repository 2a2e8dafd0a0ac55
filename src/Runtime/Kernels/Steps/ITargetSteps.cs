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

    /// <summary>max - z.</summary>
    static abstract TVector Gap(TVector max, TVector z);

    /// <summary>(max - z) * weight.</summary>
    static abstract TVector Gap(TVector max, TVector z, T weight);

    /// <summary>max - z in rows with this label, and what has been found so far in others.</summary>
    static abstract TVector GapOfLabel(TVector max, TVector z, TInteger labels, int label, TVector found);

    /// <summary>The number in every lane.</summary>
    static abstract TVector Broadcast(T number);

    /// <summary>The part of a smoothed label's loss that gaps to the maximum make up.</summary>
    /// <param name="gaps">The sum of all gaps, or of weighted ones.</param>
    /// <param name="offset">What each of them is multiplied by.</param>
    /// <param name="labelGaps">The gap of each row's label.</param>
    /// <param name="labelTargets">What the label's target has beside the offset.</param>
    static abstract TVector SmoothGap(DoubleWord<TVector> gaps, T offset, TVector labelGaps, TVector labelTargets);

    /// <summary>The loss of smoothed labels from that part, the logarithms beside the maximum, and the sums of effective targets.</summary>
    static abstract TVector SmoothLoss(TVector gaps, TVector logs, TVector targetSums);

    /// <summary>The same for z / T.</summary>
    static abstract TVector SmoothLoss<TTemperature>(TVector gaps, TVector logs, TVector targetSums)
        where TTemperature : struct, ITemperature<T>;

    /// <summary>Writes log1p(others / maxTerm) in the precision of the element type.</summary>
    static abstract void StoreSmoothLogs(TSums others, TVector maxTerm, ref T workspace, int index);
}
