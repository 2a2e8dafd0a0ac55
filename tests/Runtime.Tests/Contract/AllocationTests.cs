using System.Numerics;
using SoftmaxGen.Runtime.Tests.Heads;
using SoftmaxGen.Runtime.Tests.Inputs;

namespace SoftmaxGen.Runtime.Tests.Contract;

public abstract class AllocationTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly int[] RowCounts = [1, 2, 9, 33];

    [Theory]
    [MemberData(nameof(MemberCases.SpreadAndLargest), MemberType = typeof(MemberCases))]
    public void Members_allocate_nothing(int classes)
    {
        Head<T> head = HeadRegistry<T>.Get(classes);
        foreach (Member<T> member in Members<T>.All.Where(member => member.Shape != Shape.Square || classes <= 1023))
        {
            foreach (int rows in RowCounts.Where(member.Takes))
            {
                var arguments = new Arguments<T>(member, classes, rows);
                Allocation.AssertNone(() => arguments.Call(head), $"{member}, {rows} rows");
            }
        }
    }
}

public sealed class AllocationSingleTests : AllocationTests<float>;

public sealed class AllocationDoubleTests : AllocationTests<double>;
