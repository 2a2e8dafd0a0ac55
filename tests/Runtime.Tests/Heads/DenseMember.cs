using System.Numerics;
using System.Runtime.InteropServices;

namespace SoftmaxGen.Runtime.Tests.Heads;

/// <summary>A span that a member of a dense head takes.</summary>
public enum Operand
{
    Features,
    Labels,
    Targets,
    Weights,
    Bias,

    /// <summary>The logits or probabilities.</summary>
    Output,
    PredictedLabels,
    WeightGradient,
    BiasGradient,
    FeatureGradient,
}

/// <summary>The arguments of a call. Each member takes those that it has.</summary>
internal ref struct DenseOperands<T>
    where T : unmanaged
{
    public Span<T> Features;
    public Span<int> Labels;
    public Span<T> Targets;
    public Span<T> Weights;
    public Span<T> Bias;
    public Span<T> Output;
    public Span<int> PredictedLabels;
    public Span<T> WeightGradient;
    public Span<T> BiasGradient;
    public Span<T> FeatureGradient;
    public T MinimumProbability;
    public Reduction Reduction;

    public readonly ReadOnlySpan<byte> this[Operand operand] => operand switch
    {
        Operand.Features => MemoryMarshal.AsBytes(Features),
        Operand.Labels => MemoryMarshal.AsBytes(Labels),
        Operand.Targets => MemoryMarshal.AsBytes(Targets),
        Operand.Weights => MemoryMarshal.AsBytes(Weights),
        Operand.Bias => MemoryMarshal.AsBytes(Bias),
        Operand.Output => MemoryMarshal.AsBytes(Output),
        Operand.PredictedLabels => MemoryMarshal.AsBytes(PredictedLabels),
        Operand.WeightGradient => MemoryMarshal.AsBytes(WeightGradient),
        Operand.BiasGradient => MemoryMarshal.AsBytes(BiasGradient),
        _ => MemoryMarshal.AsBytes(FeatureGradient),
    };

    /// <summary>Puts an operand into other memory.</summary>
    public void Set(Operand operand, Span<byte> memory)
    {
        switch (operand)
        {
            case Operand.Features: Features = MemoryMarshal.Cast<byte, T>(memory); break;
            case Operand.Labels: Labels = MemoryMarshal.Cast<byte, int>(memory); break;
            case Operand.Targets: Targets = MemoryMarshal.Cast<byte, T>(memory); break;
            case Operand.Weights: Weights = MemoryMarshal.Cast<byte, T>(memory); break;
            case Operand.Bias: Bias = MemoryMarshal.Cast<byte, T>(memory); break;
            case Operand.Output: Output = MemoryMarshal.Cast<byte, T>(memory); break;
            case Operand.PredictedLabels: PredictedLabels = MemoryMarshal.Cast<byte, int>(memory); break;
            case Operand.WeightGradient: WeightGradient = MemoryMarshal.Cast<byte, T>(memory); break;
            case Operand.BiasGradient: BiasGradient = MemoryMarshal.Cast<byte, T>(memory); break;
            default: FeatureGradient = MemoryMarshal.Cast<byte, T>(memory); break;
        }
    }
}

/// <summary>Makes the call and gives what it returns; 0 for nothing.</summary>
internal delegate T DenseCall<T>(DenseHead<T> head, scoped DenseOperands<T> operands)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

/// <summary>A member of a dense head, described well enough that one test can call them all.</summary>
internal sealed record DenseMember<T>(string Name, DenseCall<T> Call)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Gets whether the features are those of one row.</summary>
    public bool SingleRow { get; init; }

    /// <summary>Gets whether the batch has labels, and a reduction.</summary>
    public bool TakesLabels { get; init; }

    /// <summary>Gets whether the batch has targets, and a reduction.</summary>
    public bool TakesTargets { get; init; }

    /// <summary>Gets the destinations.</summary>
    public Operand[] Destinations { get; init; } = [];

    /// <summary>Gets the name of the parameter of <see cref="Operand.Output"/>.</summary>
    public string Output { get; init; } = "";

    public IEnumerable<Operand> Inputs =>
    [
        Operand.Features,
        .. TakesLabels ? [Operand.Labels] : Array.Empty<Operand>(),
        .. TakesTargets ? [Operand.Targets] : Array.Empty<Operand>(),
        Operand.Weights,
        Operand.Bias,
    ];

    /// <summary>Whether the member has an overload for this many rows.</summary>
    public bool Takes(int rows) => !SingleRow || rows == 1;

    /// <summary>The name of an operand's parameter.</summary>
    public string ParameterOf(Operand operand) => operand switch
    {
        Operand.Output => Output,
        Operand.PredictedLabels => "labels",
        _ => char.ToLowerInvariant(operand.ToString()[0]) + operand.ToString()[1..],
    };

    /// <summary>How many elements an operand has.</summary>
    public static int LengthOf(Operand operand, int features, int classes, int rows) => operand switch
    {
        Operand.Features or Operand.FeatureGradient => rows * features,
        Operand.Labels or Operand.PredictedLabels => rows,
        Operand.Targets or Operand.Output => rows * classes,
        Operand.Weights or Operand.WeightGradient => features * classes,
        _ => classes,
    };

    public override string ToString() => Name;
}
