using System.Numerics;
using SoftmaxGen.Runtime.Tests.Heads;

namespace SoftmaxGen.Runtime.Tests.Inputs;

/// <summary>Arguments for one member, in arrays, with an output that is marked so that every write shows.</summary>
internal sealed class Arguments<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public const int LabelMark = -12345;

    public static readonly T Mark = T.CreateChecked(-12345);

    private readonly Member<T> _member;

    public Arguments(Member<T> member, int classes, int rows, int seed = 1, int extraOutput = 0)
    {
        _member = member;
        First = member.Content switch
        {
            Content.Logits => Rows.Logits<T>(classes, rows, seed),
            Content.Probabilities => Rows.Probabilities<T>(classes, rows, seed),
            _ => [.. Rows.Probabilities<T>(classes, rows, seed).Select(T.Log)],
        };
        Second = member.Second switch
        {
            "targets" => Rows.Probabilities<T>(classes, rows, seed + 100),
            "upstream" => Rows.Upstream<T>(classes * rows, seed),
            _ => [],
        };
        Labels = member.TakesLabels ? Rows.Labels(classes, rows, seed) : [];
        int length = member.OutputLength(classes, rows) + extraOutput;
        Output = member.WritesLabels ? [] : new T[length];
        LabelOutput = new int[member.LabelOutputLength(length)];
        Reset();
    }

    public T[] First { get; set; }

    public T[] Second { get; set; }

    public int[] Labels { get; set; }

    public T[] Output { get; set; }

    public int[] LabelOutput { get; set; }

    public Reduction Reduction { get; set; } = Reduction.Sum;

    public Operands<T> Operands => new()
    {
        First = First,
        Second = Second,
        Labels = Labels,
        Output = Output,
        LabelOutput = LabelOutput,
        Reduction = Reduction,
    };

    public T Call(Head<T> head) => _member.Call(head, Operands);

    public void Reset()
    {
        Output.AsSpan().Fill(Mark);
        LabelOutput.AsSpan().Fill(LabelMark);
    }

    public bool OutputIsUntouched => !Output.AsSpan().ContainsAnyExcept(Mark) && !LabelOutput.AsSpan().ContainsAnyExcept(LabelMark);

    /// <summary>The call throws the exception the contract names, and has written nothing.</summary>
    public TException Throws<TException>(Head<T> head, string parameter)
        where TException : ArgumentException
    {
        TException exception = Assert.Throws<TException>(() => { Call(head); });
        Assert.Equal(parameter, exception.ParamName);
        Assert.True(OutputIsUntouched, "The output was written before the exception.");
        return exception;
    }
}
