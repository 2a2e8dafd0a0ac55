using System.Numerics;
using SoftmaxGen.Runtime.Tests.Heads;
using SoftmaxGen.Runtime.Tests.Inputs;

namespace SoftmaxGen.Runtime.Tests.Memory;

/// <summary>
/// Every span of every member against an inaccessible page: one element read or written too far ends the test process,
/// and the stack trace names the head and the member.
/// </summary>
[Trait(TestCategory.Name, TestCategory.Slow)]
public abstract class MemorySafetyTests<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int LargestClasses = MemorySafetyCases.LargestClasses;
    private const int LargestRows = 33;

    // Every remainder of the groups that rows are treated in, and two of the largest groups with a row more and less.
    private static readonly int[] RowCounts = [.. Enumerable.Range(0, 18), 31, 32, LargestRows];

    public static TheoryData<string, Edge> HeadsWithOptions
    {
        get
        {
            var cases = new TheoryData<string, Edge>();
            foreach (string name in OptionHeads<T>.Named(head => head.Classes <= LargestClasses))
            {
                cases.Add(name, Edge.Start);
                cases.Add(name, Edge.End);
            }

            return cases;
        }
    }

    private readonly GuardedMemory<T> _first = new(LargestClasses * LargestRows);
    private readonly GuardedMemory<T> _second = new(LargestClasses * LargestRows);
    private readonly GuardedMemory<T> _output = new(LargestClasses * LargestClasses);
    private readonly GuardedMemory<int> _labels = new(LargestRows);
    private readonly GuardedMemory<int> _labelOutput = new(LargestClasses);

    [Theory]
    [MemberData(nameof(MemorySafetyCases.All), MemberType = typeof(MemorySafetyCases))]
    public void Members_stay_inside_their_spans(int classes, Edge edge)
    {
        Head<T> head = HeadRegistry<T>.Get(classes);
        RunAll(head, (rows, seed) => Inputs.Rows.Labels(classes, rows, seed), edge);
    }

    [Theory]
    [MemberData(nameof(HeadsWithOptions))]
    public void Members_of_heads_with_options_stay_inside_their_spans(string name, Edge edge)
    {
        OptionHead<T> head = OptionHeads<T>.Get(name);
        RunAll(head.Head, head.Labels, edge);
    }

    [Theory]
    [MemberData(nameof(MemorySafetyCases.All), MemberType = typeof(MemorySafetyCases))]
    public void Members_in_place_stay_inside_their_spans(int classes, Edge edge)
    {
        Head<T> head = HeadRegistry<T>.Get(classes);
        foreach (Member<T> member in Members<T>.All.Where(member => member.Shape == Shape.Matrix))
        {
            var all = new Arguments<T>(member, classes, member.SingleRow ? 1 : LargestRows);
            foreach (int rows in RowCounts.Where(member.Takes))
            {
                Span<T> first = _first.Copy(all.First.AsSpan(0, rows * classes), edge);
                member.Call(head, Operands(all, rows, edge, first, first, default));
            }
        }
    }

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
        _output.Dispose();
        _labels.Dispose();
        _labelOutput.Dispose();
        GC.SuppressFinalize(this);
    }

    private void RunAll(Head<T> head, Func<int, int, int[]> labels, Edge edge)
    {
        foreach (Member<T> member in Members<T>.All)
        {
            var all = new Arguments<T>(member, head.Classes, member.SingleRow ? 1 : LargestRows);
            if (member.TakesLabels)
                all.Labels = labels(all.Labels.Length, 1);
            foreach (int rows in RowCounts.Where(member.Takes))
            {
                Run(member, head, all, rows, edge);
            }
        }
    }

    private void Run(Member<T> member, Head<T> head, Arguments<T> all, int rows, Edge edge)
    {
        Span<T> first = _first.Copy(all.First.AsSpan(0, rows * head.Classes), edge);
        int length = member.OutputLength(head.Classes, rows);
        Span<T> output = _output.Take(member.WritesLabels ? 0 : length, edge);
        Span<int> labelOutput = _labelOutput.Take(member.LabelOutputLength(length), edge);
        output.Fill(Arguments<T>.Mark);
        labelOutput.Fill(Arguments<T>.LabelMark);
        member.Call(head, Operands(all, rows, edge, first, output, labelOutput));

        // Nothing left out either: no result equals the mark.
        Assert.False(output.Contains(Arguments<T>.Mark), $"{member}, {rows} rows");
        Assert.False(labelOutput.Contains(Arguments<T>.LabelMark), $"{member}, {rows} rows");
    }

    private Operands<T> Operands(Arguments<T> all, int rows, Edge edge, Span<T> first, Span<T> output, Span<int> labelOutput) => new()
    {
        First = first,
        Second = _second.Copy(all.Second.AsSpan(0, all.Second.Length == 0 ? 0 : first.Length), edge),
        Labels = _labels.Copy(all.Labels.AsSpan(0, all.Labels.Length == 0 ? 0 : rows), edge),
        Output = output,
        LabelOutput = labelOutput,
        Reduction = (rows & 1) == 0 ? Reduction.Sum : Reduction.Mean,
    };
}

public sealed class MemorySafetySingleTests : MemorySafetyTests<float>;

public sealed class MemorySafetyDoubleTests : MemorySafetyTests<double>;

public static class MemorySafetyCases
{
    // The most classes whose batches have rows as lanes.
    internal const int LargestClasses = 144;

    public static TheoryData<int, Edge> All
    {
        get
        {
            var cases = new TheoryData<int, Edge>();
            // Every third one has each tail, in vectors of 2, 4, 8 and 16.
            foreach (int classes in ClassCounts.Tested.Where(classes => classes <= LargestClasses && !(ClassCounts.HasManyNeighbours(classes) && classes % 3 != 0)))
            {
                cases.Add(classes, Edge.Start);
                cases.Add(classes, Edge.End);
            }

            return cases;
        }
    }
}
