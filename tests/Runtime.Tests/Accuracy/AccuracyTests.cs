using System.Numerics;
using SoftmaxGen.Runtime.Tests.Heads;
using SoftmaxGen.Runtime.Tests.Inputs;

namespace SoftmaxGen.Runtime.Tests.Accuracy;

/// <summary>Every member of every head against exact results, in ulps.</summary>
[Trait(TestCategory.Name, TestCategory.Slow)]
public abstract class AccuracyTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [Theory]
    [MemberData(nameof(AccuracyCases.All), MemberType = typeof(AccuracyCases))]
    public void Members_are_within_their_bounds(int classes, RowKind kind) => new AccuracyCase<T>(classes, kind).Run();
}

public sealed class AccuracySingleTests : AccuracyTests<float>;

public sealed class AccuracyDoubleTests : AccuracyTests<double>;

public static class AccuracyCases
{
    private static readonly RowKind[] KindsForTheLargest =
        [RowKind.Unit, RowKind.Wide20, RowKind.OffsetThousand, RowKind.AllEqual, RowKind.Sure];

    public static TheoryData<int, RowKind> All
    {
        get
        {
            var cases = new TheoryData<int, RowKind>();
            foreach (int classes in ClassCounts.Tested)
            {
                RowKind[] kinds = classes > 4096 ? KindsForTheLargest : Enum.GetValues<RowKind>();
                foreach (RowKind kind in ClassCounts.HasManyNeighbours(classes) ? kinds.Where((_, index) => index % 3 == classes % 3) : kinds)
                    cases.Add(classes, kind);
            }

            return cases;
        }
    }
}
