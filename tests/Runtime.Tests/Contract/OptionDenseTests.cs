using System.Numerics;
using SoftmaxGen.Runtime.Tests.Heads;
using SoftmaxGen.Runtime.Tests.Inputs;
using SoftmaxGen.Runtime.Tests.Reference;

namespace SoftmaxGen.Runtime.Tests.Contract;

/// <summary>Gradients of a dense layer under a loss with options: those of the logits, in the documented sums.</summary>
public abstract class OptionDenseTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly int[] RowCounts = [1, 2, 3, 8, 63, 64, 65, 130];

    public static TheoryData<string> Heads => OptionHeads<T>.DenseNames;

    [FusedTheory]
    [MemberData(nameof(Heads))]
    public void Gradients_have_the_bits_of_the_documented_order(string name)
    {
        OptionHead<T> head = OptionHeads<T>.Get(name);
        foreach (int rows in RowCounts)
        {
            foreach (Reduction reduction in Enum.GetValues<Reduction>())
            {
                foreach (bool isOfLabels in (bool[])[true, false])
                {
                    DenseInputs<T> layer = Layer(head, rows);
                    var gradient = new T[rows * head.Classes];
                    head.Dense!.Logits(layer.Features, layer.Weights, layer.Bias, gradient);
                    T expected = isOfLabels
                        ? head.Head.CrossEntropyGradient(gradient, layer.Labels, gradient, reduction)
                        : head.Head.CrossEntropyGradient(gradient, layer.Targets, gradient, reduction);
                    Results actual = Run(head, layer, isOfLabels, reduction);
                    string what = $"{rows} rows, {(isOfLabels ? "labels" : "targets")}, {reduction}";
                    Assert.True(Bits.Same(expected, actual.Loss), $"{what}: loss {actual.Loss} instead of {expected}");
                    Bits.AssertSame<T>(DenseOrderReference<T>.WeightGradient(layer.Features, gradient, head.Classes, rows), actual.Weights, $"weight gradient, {what}");
                    Bits.AssertSame<T>(DenseOrderReference<T>.BiasGradient(gradient, head.Classes, rows), actual.Bias, $"bias gradient, {what}");
                    Bits.AssertSame<T>(DenseOrderReference<T>.FeatureGradient(gradient, layer.Weights, head.Classes, rows), actual.Features, $"feature gradient, {what}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Heads))]
    public void Row_that_counts_nothing_may_hold_anything(string name)
    {
        OptionHead<T> head = OptionHeads<T>.Get(name);
        foreach (int rows in RowCounts)
        {
            foreach (Reduction reduction in Enum.GetValues<Reduction>())
            {
                DenseInputs<T> layer = Layer(head, rows);
                Results expected = Run(head, layer, isOfLabels: true, reduction);
                foreach (T poison in new[] { T.NaN, T.PositiveInfinity, T.NegativeInfinity })
                {
                    for (int row = 0; row < rows; row++)
                    {
                        if (head.Options.CountsNothing(layer.Labels[row]))
                            layer.Features.AsSpan(row * head.Dense!.Features, head.Dense.Features).Fill(poison);
                    }

                    Results actual = Run(head, layer, isOfLabels: true, reduction);
                    string what = $"{rows} rows, {reduction}, {poison}";
                    Assert.True(Bits.Same(expected.Loss, actual.Loss), $"{what}: loss {actual.Loss} instead of {expected.Loss}");

                    // Zeros of either sign are the same here: a sum may start from one or the other.
                    Assert.Equal(expected.Weights, actual.Weights);
                    Assert.Equal(expected.Bias, actual.Bias);
                    Assert.Equal(expected.Features, actual.Features);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Heads))]
    public void Gradients_of_nothing_counted_are_0(string name)
    {
        OptionHead<T> head = OptionHeads<T>.Get(name);
        foreach (int rows in RowCounts)
        {
            DenseInputs<T> layer = Layer(head, rows);
            layer.Labels.AsSpan().Fill(head.Options.IgnoreLabel!.Value);
            layer.Features.AsSpan().Fill(T.NaN);
            foreach (Reduction reduction in Enum.GetValues<Reduction>())
            {
                Results actual = Run(head, layer, isOfLabels: true, reduction);
                Assert.All([actual.Loss, .. actual.Weights, .. actual.Bias, .. actual.Features], number => Assert.Equal(T.Zero, number));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Heads))]
    public void Label_that_is_neither_class_nor_ignored_throws_before_any_write(string name)
    {
        OptionHead<T> head = OptionHeads<T>.Get(name);
        foreach (DenseMember<T> member in DenseMembers<T>.All.Where(member => member.TakesLabels))
        {
            foreach (int label in new[] { head.Classes, -2, int.MinValue })
            {
                var arguments = new DenseArguments<T>(member, head.Dense!.Features, head.Classes, 19);
                arguments.Labels[17] = label;
                arguments.Labels[18] = head.Options.IgnoreLabel!.Value;
                arguments.Throws<ArgumentOutOfRangeException>(head.Dense, "labels");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Heads))]
    public void Members_allocate_nothing(string name)
    {
        OptionHead<T> head = OptionHeads<T>.Get(name);
        foreach (DenseMember<T> member in DenseMembers<T>.All)
        {
            foreach (int rows in RowCounts.Where(member.Takes))
            {
                var arguments = new DenseArguments<T>(member, head.Dense!.Features, head.Classes, rows);
                if (member.TakesLabels)
                    arguments.Labels = head.Labels(rows, 1);

                Allocation.AssertNone(() => arguments.Call(head.Dense), $"{member}, {rows} rows");
            }
        }
    }

    private static DenseInputs<T> Layer(OptionHead<T> head, int rows)
    {
        var layer = new DenseInputs<T>(head.Dense!.Features, head.Classes, rows, 2);
        head.Labels(rows, 2).CopyTo(layer.Labels, 0);
        return layer;
    }

    private static Results Run(OptionHead<T> head, DenseInputs<T> layer, bool isOfLabels, Reduction reduction)
    {
        Results results = new(default, new T[layer.Weights.Length], new T[layer.Bias.Length], new T[layer.Features.Length]);
        T loss = isOfLabels
            ? head.Dense!.LossAndGradients(layer.Features, layer.Labels, layer.Weights, layer.Bias, results.Weights, results.Bias, results.Features, reduction)
            : head.Dense!.LossAndGradients(layer.Features, layer.Targets, layer.Weights, layer.Bias, results.Weights, results.Bias, results.Features, reduction);
        return results with { Loss = loss };
    }

    private sealed record Results(T Loss, T[] Weights, T[] Bias, T[] Features);
}

public sealed class OptionDenseSingleTests : OptionDenseTests<float>;

public sealed class OptionDenseDoubleTests : OptionDenseTests<double>;
