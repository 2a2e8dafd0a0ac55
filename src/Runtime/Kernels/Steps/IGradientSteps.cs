using System.ComponentModel;

namespace SoftmaxGen.Runtime;

/// <summary>Steps from the sums of terms to the gradient of labels.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TVector">Vectors of the element type.</typeparam>
/// <typeparam name="TInteger">Vectors of integers as wide as the element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IGradientSteps<T, TVector, TInteger>
    where T : unmanaged
    where TVector : struct
    where TInteger : struct
{
    /// <summary>The divisor of a gradient, in every lane.</summary>
    static abstract GradientDivisor<TVector> BroadcastDivisor(double divisor);

    /// <summary>1 / ((others + labelTerm) divisor), to twice the precision: the scale from terms to a gradient.</summary>
    static abstract DoubleWord<TVector> GradientScale(DoubleWord<TVector> others, TVector labelTerm, GradientDivisor<TVector> divisor);

    /// <summary>The label's entry of the gradient, -others * scale. It is p - 1, without the cancellation.</summary>
    static abstract TVector LabelGradient(DoubleWord<TVector> others, DoubleWord<TVector> scale);

    /// <summary>The entries of a class, but <paramref name="labelGradient"/> for rows with this label.</summary>
    static abstract TVector InsertLabelGradient(TVector entries, TVector labelGradient, TInteger labels, int label);

    /// <summary>Overwrites the entry of each row's label.</summary>
    static abstract void ScatterLabelGradient(TVector labelGradient, ref T rows, ref int labels, int classes);

    /// <summary>Of two classes the gradient's entry that is not the label's: other / ((other + labelTerm) divisor).</summary>
    static abstract TVector BinaryGradient(TVector other, TVector labelTerm, GradientDivisor<TVector> divisor);

    /// <summary>Both entries of two classes: the label's is the negative of the other one.</summary>
    static abstract void SplitBinaryGradient(TVector other, TInteger labels, out TVector r0, out TVector r1);

    /// <summary>The scale of each row's gradient times the row's weight.</summary>
    static abstract DoubleWord<TVector> Weigh(DoubleWord<TVector> scale, TVector weights);

    /// <summary>An entry of each row's gradient times the row's weight.</summary>
    static abstract TVector Weigh(TVector entries, TVector weights);

    /// <summary>The same for a weight in two parts.</summary>
    static abstract TVector Weigh(TVector entries, DoubleWord<TVector> weights);

    /// <summary>The scale of each row's gradient times the row's weight, which may be tiny, and a power of two.</summary>
    static abstract DoubleWord<TVector> WeighUp(DoubleWord<TVector> scale, DoubleWord<TVector> weights);

    /// <summary>Entries without that power of two.</summary>
    static abstract TVector ScaleDown(TVector entries);
}
