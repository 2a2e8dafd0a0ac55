using System.Numerics;
using SoftmaxGen.Runtime.Tests.Heads;
using SoftmaxGen.Runtime.Tests.Inputs;

namespace SoftmaxGen.Runtime.Tests.Accuracy;

/// <summary>The losses of heads with options against exact results, in ulps of the largest term of the documented formula.</summary>
[Trait(TestCategory.Name, TestCategory.Slow)]
public abstract class LossAccuracyTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static TheoryData<string> Heads => OptionHeads<T>.Names;

    [Theory]
    [MemberData(nameof(Heads))]
    public void Members_without_losses_are_those_of_logits_divided_by_the_temperature(string name)
    {
        OptionHead<T> head = OptionHeads<T>.Get(name);
        foreach (RowKind kind in Enum.GetValues<RowKind>())
        {
            new AccuracyCase<T>(head, kind, isScaled: false).RunWithoutLosses();
            new AccuracyCase<T>(head, kind, isScaled: true).RunWithoutLosses();
        }
    }

    [Theory]
    [MemberData(nameof(Heads))]
    public void Losses_are_within_their_bounds(string name)
    {
        OptionHead<T> head = OptionHeads<T>.Get(name);

        // Exact numbers take their time: fewer rows of many classes.
        int rows = head.Classes > 100 ? 5 : head.Classes > 20 ? 9 : 19;
        foreach (RowKind kind in Enum.GetValues<RowKind>())
        {
            new LossCase<T>(head, kind, isScaled: false, rows).Run();
            if (head.Options.Temperature != 1)
            {
                new LossCase<T>(head, kind, isScaled: true, rows).Run();
            }
        }
    }
}

public sealed class LossAccuracySingleTests : LossAccuracyTests<float>;

public sealed class LossAccuracyDoubleTests : LossAccuracyTests<double>;
