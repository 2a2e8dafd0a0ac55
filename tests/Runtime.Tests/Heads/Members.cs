using System.Numerics;

namespace SoftmaxGen.Runtime.Tests.Heads;

/// <summary>Every member of <see cref="ISoftmaxHead{T}"/>.</summary>
internal static class Members<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static readonly Member<T>[] All =
    [
        new("Softmax", static (head, x) =>
        {
            head.Softmax(x.First, x.Output);
            return T.Zero;
        }) { Shape = Shape.Matrix, Output = "probabilities" },
        new("LogSoftmax", static (head, x) =>
        {
            head.LogSoftmax(x.First, x.Output);
            return T.Zero;
        }) { Shape = Shape.Matrix, Output = "logProbabilities" },
        new("LogSumExp(row)", static (head, x) => head.LogSumExp(x.First)) { SingleRow = true },
        new("LogSumExp", static (head, x) =>
        {
            head.LogSumExp(x.First, x.Output);
            return T.Zero;
        }) { Shape = Shape.Rows, Output = "destination" },
        new("ArgMax(row)", static (head, x) => T.CreateChecked(head.ArgMax(x.First))) { SingleRow = true },
        new("ArgMax", static (head, x) =>
        {
            head.ArgMax(x.First, x.LabelOutput);
            return T.Zero;
        }) { Shape = Shape.Rows, Output = "labels", WritesLabels = true },
        new("TopK", static (head, x) =>
        {
            head.TopK(x.First, x.LabelOutput);
            return T.Zero;
        }) { SingleRow = true, Shape = Shape.Choice, Output = "labels", WritesLabels = true },
        new("TopK(probabilities)", static (head, x) =>
        {
            head.TopK(x.First, x.LabelOutput, x.Output);
            return T.Zero;
        }) { SingleRow = true, Shape = Shape.Choice, Output = "probabilities", AddsLabels = true },
        new("CrossEntropy(label)", static (head, x) => head.CrossEntropy(x.First, x.Labels[0]))
        { SingleRow = true, TakesLabels = true },
        new("CrossEntropy(labels)", static (head, x) => head.CrossEntropy(x.First, x.Labels, x.Reduction))
        { TakesLabels = true, Reduces = true },
        new("CrossEntropy(targets)", static (head, x) => head.CrossEntropy(x.First, x.Second, x.Reduction))
        { Second = "targets", Reduces = true },
        new("CrossEntropy(labels, losses)", static (head, x) =>
        {
            head.CrossEntropy(x.First, x.Labels, x.Output);
            return T.Zero;
        }) { TakesLabels = true, Shape = Shape.Rows, Output = "losses" },
        new("CrossEntropy(targets, losses)", static (head, x) =>
        {
            head.CrossEntropy(x.First, x.Second, x.Output);
            return T.Zero;
        }) { Second = "targets", Shape = Shape.Rows, Output = "losses" },
        new("CrossEntropyGradient(label)", static (head, x) => head.CrossEntropyGradient(x.First, x.Labels[0], x.Output))
        { SingleRow = true, TakesLabels = true, Shape = Shape.Matrix, Output = "gradient" },
        new("CrossEntropyGradient(labels)", static (head, x) => head.CrossEntropyGradient(x.First, x.Labels, x.Output, x.Reduction))
        { TakesLabels = true, Shape = Shape.Matrix, Output = "gradient", Reduces = true },
        new("CrossEntropyGradient(targets)", static (head, x) => head.CrossEntropyGradient(x.First, x.Second, x.Output, x.Reduction))
        { Second = "targets", Shape = Shape.Matrix, Output = "gradient", Reduces = true },
        new("SoftmaxBackward", static (head, x) =>
        {
            head.SoftmaxBackward(x.First, x.Second, x.Output);
            return T.Zero;
        }) { Content = Content.Probabilities, Second = "upstream", Shape = Shape.Matrix, Output = "gradient" },
        new("LogSoftmaxBackward", static (head, x) =>
        {
            head.LogSoftmaxBackward(x.First, x.Second, x.Output);
            return T.Zero;
        }) { Content = Content.LogProbabilities, Second = "upstream", Shape = Shape.Matrix, Output = "gradient" },
        new("Jacobian", static (head, x) =>
        {
            head.Jacobian(x.First, x.Output);
            return T.Zero;
        }) { Content = Content.Probabilities, SingleRow = true, Shape = Shape.Square, Output = "jacobian" },
        new("Entropy(row)", static (head, x) => head.Entropy(x.First)) { SingleRow = true },
        new("Entropy", static (head, x) =>
        {
            head.Entropy(x.First, x.Output);
            return T.Zero;
        }) { Shape = Shape.Rows, Output = "destination" },
        new("TryPredict", static (head, x) =>
            T.CreateChecked((head.TryPredict(x.First, T.CreateChecked(0.5), out int label) ? 1 : -1) * (label + 1)))
        { SingleRow = true },
    ];

    public static Member<T> Get(string name) => All.Single(member => member.Name == name);
}

/// <summary>Theory data: class counts and the names of members.</summary>
public static class MemberCases
{
    private static readonly int[] Few = [2, 3, 7, 8, 10, 16, 33, 64, 100, 129];

    /// <summary>Every member, over a few class counts.</summary>
    public static TheoryData<int, string> All => Cases(_ => true);

    public static TheoryData<int, string> WithOutput => Cases(member => member.Shape != Shape.None);

    /// <summary>One class count more, whose rows are loops in every width: terms wait there in place of the results.</summary>
    public static TheoryData<int, string> WithMatrixOutput => Cases(member => member.Shape == Shape.Matrix, [.. Few, 300]);

    public static TheoryData<int, string> WithLabels => Cases(member => member.TakesLabels);

    public static TheoryData<int, string> WithLabelSpan => Cases(member => member.TakesLabels && !member.SingleRow);

    public static TheoryData<int, string> WithReduction => Cases(member => member.Reduces);

    public static TheoryData<int, string> Batched => Cases(member => !member.SingleRow);

    public static TheoryData<int> Spread => [.. ClassCounts.Spread];

    public static TheoryData<int> SpreadAndLargest => [.. ClassCounts.Spread, 4096, 65536];

    // The description of a member does not depend on the element type.
    private static TheoryData<int, string> Cases(Func<Member<float>, bool> wanted, int[]? counts = null)
    {
        var cases = new TheoryData<int, string>();
        foreach (int classes in counts ?? Few)
        {
            foreach (Member<float> member in Members<float>.All.Where(wanted))
            {
                cases.Add(classes, member.Name);
            }
        }

        return cases;
    }
}
