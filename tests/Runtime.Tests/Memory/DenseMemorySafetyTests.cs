using System.Numerics;
using System.Runtime.InteropServices;
using SoftmaxGen.Runtime.Tests.Heads;
using SoftmaxGen.Runtime.Tests.Inputs;

namespace SoftmaxGen.Runtime.Tests.Memory;

/// <summary>
/// Every span of every dense member against an inaccessible page: one element read or written too far ends the test process, and
/// the stack trace names the head and the member.
/// </summary>
[Trait(TestCategory.Name, TestCategory.Slow)]
public abstract class DenseMemorySafetyTests<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Capacity = 8 * 300_000;

    private static readonly int[] RowCounts = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 63, 64, 65];

    private readonly GuardedMemory<byte>[] _memory = [.. Enum.GetValues<Operand>().Select(_ => new GuardedMemory<byte>(Capacity))];

    [Theory]
    [MemberData(nameof(DenseCases.All), MemberType = typeof(DenseCases))]
    public void Members_stay_inside_their_spans(int features, int classes)
    {
        DenseHead<T> head = DenseHeadRegistry<T>.Get(features, classes);
        foreach (DenseMember<T> member in DenseMembers<T>.All)
        {
            foreach (int rows in RowCounts.Where(rows => member.Takes(rows) && Math.Max(features, classes) * rows <= 300_000))
            {
                var arguments = new DenseArguments<T>(member, features, classes, rows);
                foreach (Edge edge in Enum.GetValues<Edge>())
                {
                    DenseOperands<T> operands = arguments.Operands;
                    foreach (Operand operand in member.Inputs.Concat(member.Destinations))
                    {
                        operands.Set(operand, _memory[(int)operand].Copy(operands[operand], edge));
                    }

                    member.Call(head, operands);

                    // Nothing left out either: no result equals the mark.
                    foreach (Operand destination in member.Destinations)
                    {
                        bool isLeftOut = destination == Operand.PredictedLabels
                            ? MemoryMarshal.Cast<byte, int>(operands[destination]).Contains(Arguments<T>.LabelMark)
                            : MemoryMarshal.Cast<byte, T>(operands[destination]).Contains(Arguments<T>.Mark);
                        Assert.False(isLeftOut, $"{member}, {rows} rows, {destination}");
                    }
                }
            }
        }
    }

    public void Dispose()
    {
        foreach (GuardedMemory<byte> memory in _memory)
        {
            memory.Dispose();
        }

        GC.SuppressFinalize(this);
    }
}

public sealed class DenseMemorySafetySingleTests : DenseMemorySafetyTests<float>;

public sealed class DenseMemorySafetyDoubleTests : DenseMemorySafetyTests<double>;
