using System.Numerics;
using SoftmaxGen.Runtime.Tests.Heads;
using SoftmaxGen.Runtime.Tests.Inputs;

namespace SoftmaxGen.Runtime.Tests.Contract;

/// <summary>Destinations of dense members that share memory with an input or with each other are refused, and neighbours are not.</summary>
public abstract class DenseOverlapTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Rows = 3;

    [Theory]
    [MemberData(nameof(DenseCases.Members), MemberType = typeof(DenseCases))]
    public void Destination_that_overlaps_an_input_or_another_destination_throws(int features, int classes, string name)
    {
        DenseMember<T> member = DenseMembers<T>.Get(name);
        DenseHead<T> head = DenseHeadRegistry<T>.Get(features, classes);
        for (int i = 0; i < member.Destinations.Length; i++)
        {
            foreach (Operand other in member.Inputs.Concat(member.Destinations.Take(i)))
            {
                var arguments = new DenseArguments<T>(member, features, classes, Rows);
                int otherBytes = arguments.Operands[other].Length, bytes = arguments.Operands[member.Destinations[i]].Length;

                // A single byte in common is an overlap too, and the same place is.
                foreach (int offset in ((int[])[1 - bytes, -bytes / 2, -8, 0, 8, otherBytes / 2, otherBytes - 1]).Where(offset => offset > -bytes && offset < otherBytes))
                {
                    DenseOperands<T> operands = arguments.Operands;
                    Span<byte> memory = new byte[otherBytes + (2 * bytes)];
                    operands[other].CopyTo(memory[bytes..]);
                    byte[] before = memory.ToArray();
                    operands.Set(other, memory.Slice(bytes, otherBytes));
                    operands.Set(member.Destinations[i], memory.Slice(bytes + offset, bytes));
                    string what = $"{member.Destinations[i]} {offset} bytes from the start of {other}";
                    try
                    {
                        member.Call(head, operands);
                        Assert.Fail($"{what}: accepted");
                    }
                    catch (ArgumentException exception)
                    {
                        Assert.True(member.ParameterOf(member.Destinations[i]) == exception.ParamName, $"{what}: names {exception.ParamName}");
                    }

                    Bits.AssertSame<byte>(before, memory, what);
                    foreach (Operand untouched in member.Destinations.Where(destination => destination != member.Destinations[i] && destination != other))
                    {
                        Bits.AssertSame(arguments.Operands[untouched], operands[untouched], what);
                    }

                    Assert.True(arguments.DestinationsAreUntouched, what);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(DenseCases.Members), MemberType = typeof(DenseCases))]
    public void Operands_next_to_each_other_are_accepted(int features, int classes, string name)
    {
        DenseMember<T> member = DenseMembers<T>.Get(name);
        DenseHead<T> head = DenseHeadRegistry<T>.Get(features, classes);
        var apart = new DenseArguments<T>(member, features, classes, member.SingleRow ? 1 : Rows);
        T result = apart.Call(head);

        // In one block of memory, once with the destinations behind the inputs and once before them.
        Operand[] inputs = [.. member.Inputs];
        foreach (Operand[] order in (Operand[][])[[.. inputs, .. member.Destinations], [.. member.Destinations, .. inputs]])
        {
            DenseOperands<T> operands = new DenseArguments<T>(member, features, classes, member.SingleRow ? 1 : Rows).Operands;
            int bytes = 0;
            foreach (Operand operand in order)
            {
                bytes += operands[operand].Length;
            }

            Span<byte> memory = new byte[bytes];
            foreach (Operand operand in order)
            {
                int length = operands[operand].Length;
                operands[operand].CopyTo(memory);
                operands.Set(operand, memory[..length]);
                memory = memory[length..];
            }

            Assert.True(Bits.Same(result, member.Call(head, operands)), name);
            foreach (Operand operand in order)
            {
                Bits.AssertSame(apart.Operands[operand], operands[operand], $"{operand}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(DenseCases.Members), MemberType = typeof(DenseCases))]
    public void Destinations_of_no_rows_may_be_empty_spans_inside_of_inputs(int features, int classes, string name)
    {
        // Nothing of them is written: only the gradients of weights and bias have a length then.
        DenseMember<T> member = DenseMembers<T>.Get(name);
        if (member.SingleRow)
        {
            return;
        }

        var arguments = new DenseArguments<T>(member, features, classes, 0);
        DenseOperands<T> operands = arguments.Operands;
        operands.Output = arguments.Weights.AsSpan(1, 0);
        operands.FeatureGradient = arguments.Weights.AsSpan(1, 0);
        Assert.True(Bits.Same(T.Zero, member.Call(DenseHeadRegistry<T>.Get(features, classes), operands)));
    }
}

public sealed class DenseOverlapSingleTests : DenseOverlapTests<float>;

public sealed class DenseOverlapDoubleTests : DenseOverlapTests<double>;
