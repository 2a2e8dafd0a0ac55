using System.Numerics;
using SoftmaxGen.Runtime.Tests.Heads;

namespace SoftmaxGen.Runtime.Tests.Inputs;

/// <summary>Arguments for one member of a dense head, in arrays, with destinations that are marked so that every write shows.</summary>
internal sealed class DenseArguments<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly DenseMember<T> _member;

    public DenseArguments(DenseMember<T> member, int features, int classes, int rows, int seed = 1, int extra = 0)
    {
        _member = member;
        var layer = new DenseInputs<T>(features, classes, rows, seed);
        Features = layer.Features;
        Weights = layer.Weights;
        Bias = layer.Bias;
        Labels = member.TakesLabels ? layer.Labels : [];
        Targets = member.TakesTargets ? layer.Targets : [];
        Output = new T[Length(Operand.Output)];
        PredictedLabels = new int[Length(Operand.PredictedLabels)];
        WeightGradient = new T[Length(Operand.WeightGradient)];
        BiasGradient = new T[Length(Operand.BiasGradient)];
        FeatureGradient = new T[Length(Operand.FeatureGradient)];
        Reset();

        int Length(Operand destination) =>
            member.Destinations.Contains(destination) ? Math.Max(0, DenseMember<T>.LengthOf(destination, features, classes, rows) + extra) : 0;
    }

    public T[] Features { get; set; }

    public T[] Weights { get; set; }

    public T[] Bias { get; set; }

    public int[] Labels { get; set; }

    public T[] Targets { get; set; }

    public T[] Output { get; set; }

    public int[] PredictedLabels { get; set; }

    public T[] WeightGradient { get; set; }

    public T[] BiasGradient { get; set; }

    public T[] FeatureGradient { get; set; }

    public Reduction Reduction { get; set; } = Reduction.Mean;

    public DenseOperands<T> Operands => new()
    {
        Features = Features,
        Weights = Weights,
        Bias = Bias,
        Labels = Labels,
        Targets = Targets,
        Output = Output,
        PredictedLabels = PredictedLabels,
        WeightGradient = WeightGradient,
        BiasGradient = BiasGradient,
        FeatureGradient = FeatureGradient,
        MinimumProbability = T.CreateChecked(0.5),
        Reduction = Reduction,
    };

    public bool DestinationsAreUntouched =>
        !Output.AsSpan().ContainsAnyExcept(Arguments<T>.Mark)
        && !PredictedLabels.AsSpan().ContainsAnyExcept(Arguments<T>.LabelMark)
        && !WeightGradient.AsSpan().ContainsAnyExcept(Arguments<T>.Mark)
        && !BiasGradient.AsSpan().ContainsAnyExcept(Arguments<T>.Mark)
        && !FeatureGradient.AsSpan().ContainsAnyExcept(Arguments<T>.Mark);

    public T Call(DenseHead<T> head) => _member.Call(head, Operands);

    public void Reset()
    {
        foreach (T[] destination in (T[][])[Output, WeightGradient, BiasGradient, FeatureGradient])
        {
            destination.AsSpan().Fill(Arguments<T>.Mark);
        }

        PredictedLabels.AsSpan().Fill(Arguments<T>.LabelMark);
    }

    /// <summary>Makes an operand so many elements longer, or shorter.</summary>
    public void Resize(Operand operand, int change)
    {
        switch (operand)
        {
            case Operand.Features: Features = Resized(Features); break;
            case Operand.Labels: Labels = Resized(Labels); break;
            case Operand.Targets: Targets = Resized(Targets); break;
            case Operand.Weights: Weights = Resized(Weights); break;
            case Operand.Bias: Bias = Resized(Bias); break;
            case Operand.Output: Output = Resized(Output); break;
            case Operand.PredictedLabels: PredictedLabels = Resized(PredictedLabels); break;
            case Operand.WeightGradient: WeightGradient = Resized(WeightGradient); break;
            case Operand.BiasGradient: BiasGradient = Resized(BiasGradient); break;
            default: FeatureGradient = Resized(FeatureGradient); break;
        }

        TItem[] Resized<TItem>(TItem[] items)
        {
            Array.Resize(ref items, items.Length + change);
            return items;
        }
    }

    /// <summary>The call throws the exception the contract names, and has written nothing.</summary>
    public TException Throws<TException>(DenseHead<T> head, string parameter)
        where TException : ArgumentException
    {
        Reset();
        TException exception = Assert.Throws<TException>(() => { Call(head); });
        Assert.Equal(parameter, exception.ParamName);
        Assert.True(DestinationsAreUntouched, "Something was written before the exception.");
        return exception;
    }

    /// <summary>Whether what was written has the same bits.</summary>
    public bool WrittenIsSame(DenseArguments<T> other) =>
        Bits.FirstDifference<T>(Output, other.Output) < 0
        && Bits.FirstDifference<int>(PredictedLabels, other.PredictedLabels) < 0
        && Bits.FirstDifference<T>(WeightGradient, other.WeightGradient) < 0
        && Bits.FirstDifference<T>(BiasGradient, other.BiasGradient) < 0
        && Bits.FirstDifference<T>(FeatureGradient, other.FeatureGradient) < 0;
}
