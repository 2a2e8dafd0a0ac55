using System.Numerics;

namespace SoftmaxGen.Runtime.Tests.Heads;

/// <summary>What the first argument of a member holds.</summary>
internal enum Content
{
    Logits,
    Probabilities,
    LogProbabilities,
}

/// <summary>How much a member writes.</summary>
internal enum Shape
{
    /// <summary>Nothing: it returns its result.</summary>
    None,

    /// <summary>One number for each row.</summary>
    Rows,

    /// <summary>As many numbers as the first argument has.</summary>
    Matrix,

    /// <summary>N x N.</summary>
    Square,

    /// <summary>As many labels as its length says, at most N.</summary>
    Choice,
}

/// <summary>The arguments of a call. Each member takes those that it has.</summary>
internal ref struct Operands<T>
    where T : unmanaged
{
    public ReadOnlySpan<T> First;
    public ReadOnlySpan<T> Second;
    public ReadOnlySpan<int> Labels;
    public Span<T> Output;
    public Span<int> LabelOutput;
    public Reduction Reduction;
}

/// <summary>Makes the call and gives what it returns; 0 for nothing.</summary>
internal delegate T Call<T>(Head<T> head, scoped Operands<T> operands)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

/// <summary>A member of a head, described well enough that one test can call them all.</summary>
internal sealed record Member<T>(string Name, Call<T> Call)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Choosing k of N may take k * N steps: all of 65536 would.
    private const int LongestChoice = 130;

    public Content Content { get; init; }

    /// <summary>Gets the name of the second matrix; empty for none.</summary>
    public string Second { get; init; } = "";

    public bool TakesLabels { get; init; }

    /// <summary>Gets whether the first argument is one row. A label is then a number and not a span.</summary>
    public bool SingleRow { get; init; }

    public Shape Shape { get; init; }

    /// <summary>Gets the name of the output; empty for none.</summary>
    public string Output { get; init; } = "";

    /// <summary>Gets whether the output is of labels.</summary>
    public bool WritesLabels { get; init; }

    /// <summary>Gets whether a label is written beside each number of the output.</summary>
    public bool AddsLabels { get; init; }

    public bool Reduces { get; init; }

    public string First => Content switch
    {
        Content.Logits => "logits",
        Content.Probabilities => "probabilities",
        _ => "logProbabilities",
    };

    /// <summary>Whether the member has an overload for this many rows.</summary>
    public bool Takes(int rows) => !SingleRow || rows == 1;

    public int OutputLength(int classes, int rows) => Shape switch
    {
        Shape.None => 0,
        Shape.Rows => rows,
        Shape.Matrix => rows * classes,
        Shape.Square => classes * classes,
        _ => Math.Min(classes, LongestChoice),
    };

    /// <summary>How many labels are written, as the output or beside it.</summary>
    public int LabelOutputLength(int outputLength) => WritesLabels || AddsLabels ? outputLength : 0;

    public override string ToString() => Name;
}
