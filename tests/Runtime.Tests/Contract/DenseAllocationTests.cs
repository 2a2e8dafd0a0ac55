using System.Numerics;
using SoftmaxGen.Runtime.Tests.Heads;
using SoftmaxGen.Runtime.Tests.Inputs;

namespace SoftmaxGen.Runtime.Tests.Contract;

public abstract class DenseAllocationTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly int[] RowCounts = [1, 2, 9, 65];

    [Theory]
    [MemberData(nameof(DenseCases.All), MemberType = typeof(DenseCases))]
    public void Members_allocate_nothing(int features, int classes)
    {
        DenseHead<T> head = DenseHeadRegistry<T>.Get(features, classes);
        foreach (DenseMember<T> member in DenseMembers<T>.All)
        {
            foreach (int rows in RowCounts.Where(rows => member.Takes(rows) && rows * classes <= 1_000_000))
            {
                var arguments = new DenseArguments<T>(member, features, classes, rows);
                Allocation.AssertNone(() => arguments.Call(head), $"{member}, {rows} rows");
            }
        }
    }

    [Fact]
    public void Exceptions_leave_nothing_rented()
    {
        // The checks are before the scratch: after many calls that throw, the next ones still allocate nothing.
        DenseHead<T> head = DenseHeadRegistry<T>.Get(16, 1000);
        DenseMember<T> member = DenseMembers<T>.Get("LossAndGradients(labels)");
        var good = new DenseArguments<T>(member, 16, 1000, 65);
        var bad = new DenseArguments<T>(member, 16, 1000, 65);
        bad.Labels[^1] = -1;
        good.Call(head);
        for (int call = 0; call < 50; call++)
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => { bad.Call(head); });
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        good.Call(head);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}

public sealed class DenseAllocationSingleTests : DenseAllocationTests<float>;

public sealed class DenseAllocationDoubleTests : DenseAllocationTests<double>;
