using System.Globalization;
using SoftmaxGen.Generator.Model;
using SoftmaxGen.Generator.Planning;

namespace SoftmaxGen.Generator.Emission;

/// <summary>A plan in words, for the header of the generated file.</summary>
internal static class PlanDescription
{
    public static void Write(CodeWriter code, HeadPlan plan)
    {
        Entry(code, "One row", [.. plan.Horizontal.Select(row => Row(plan, row))]);
        if (plan.Vertical is { } vertical)
            Entry(code, "Batches", Batches(plan, vertical));
        else
            Entry(code, "Batches", ["one row after the other"]);
        Entry(code, "Sum order", [Sum(plan)]);
        if (plan.Dense is { } dense)
            Entry(code, "Dense", Dense(plan, dense));
        if (!plan.Loss.IsPlain)
            Entry(code, "Loss", [.. Options(plan.Loss.Options), $"of a label from {Source(plan.Loss.Labels)}, of targets from {Source(plan.Loss.Targets)}"]);
    }

    private static IEnumerable<string> Options(LossSpec loss)
    {
        if (loss.Temperature != 1)
            yield return $"temperature {ElementInfo.Double.Literal(loss.Temperature)}: logits are divided by it, unrounded";
        if (loss.LabelSmoothing != 0)
            yield return $"label smoothing {ElementInfo.Double.Literal(loss.LabelSmoothing)}";
        if (loss.ClassWeights.Count > 0)
            yield return $"a weight for each class, from {ElementInfo.Double.Literal(loss.ClassWeights.Min())} to {ElementInfo.Double.Literal(loss.ClassWeights.Max())}";
        if (loss.IgnoreLabel is { } label)
            yield return $"rows with the label {label.ToString(CultureInfo.InvariantCulture)} are ignored";
        if (loss.FocalHalves > 0)
            yield return $"focal exponent {ElementInfo.Double.Literal(loss.FocalHalves / 2.0)}";
    }

    private static string Source(LossSource source) => source switch
    {
        LossSource.Odds => "its odds",
        LossSource.Targets => "effective targets",
        _ => "effective targets, row by row in the runtime",
    };

    private static void Entry(CodeWriter code, string name, string[] lines)
    {
        for (int i = 0; i < lines.Length; i++)
            code.Line($"//   {(i == 0 ? name : "").PadRight(10)} {lines[i]}{(i == lines.Length - 1 ? "." : ";")}");
    }

    private static string Row(HeadPlan plan, HorizontalPlan row)
    {
        string loop = row.IsUnrolled ? "" : $"a loop over classes 0-{row.LoopedClasses - 1}, {row.UnrollFactor} vectors at a time{(row.Vectors.Count == 0 ? "" : "; then ")}";
        string logs = row.DeferredLogCount > 0 ? $"; logarithms of {row.DeferredLogCount} {(row.DeferredLogCount == 1 ? "row" : "rows")} at once" : "";
        return $"{row.Bits} bits: {loop}{Vectors(plan, row)}{logs}";
    }

    private static string Vectors(HeadPlan plan, HorizontalPlan row)
    {
        if (row.Vectors.Count == 0)
            return "";
        VectorPlan last = row.Vectors[row.Vectors.Count - 1];
        if (last.ValidLanes < row.Lanes)
            return $"one vector, {last.ValidLanes} of its {row.Lanes} lanes";
        string[] classes = [.. row.Vectors.Select(vector => Classes(row, vector))];
        string shown = classes.Length <= 4 ? string.Join(", ", classes) : $"{classes[0]}, {classes[1]} to {classes[classes.Length - 1]}";
        int repeated = row.Vectors.Where(vector => vector.Overlaps).Sum(vector => vector.ValidLanes - vector.NewLanes);
        string tail = repeated == 0 ? "" : $" ({repeated} repeated {(repeated == 1 ? "lane is" : "lanes are")} left out of sums)";
        return $"{classes.Length} {(classes.Length == 1 ? "vector" : "vectors")}, classes {shown}{tail}";
    }

    private static string Classes(HorizontalPlan row, VectorPlan vector) => vector.UpperOffset switch
    {
        null => Range(vector.Offset, row.Lanes),
        _ when vector.UpperLanes == 0 => $"{Range(vector.Offset, row.Lanes / 2)} in both halves",
        { } upper => $"{Range(vector.Offset, row.Lanes / 2)} and {Range(upper, row.Lanes / 2)}",
    };

    private static string Range(int first, int count) => $"{first}-{first + count - 1}";

    private static string[] Batches(HeadPlan plan, VerticalPlan vertical)
    {
        string widths = string.Join(", ", vertical.Widths.Select(bits => $"{plan.Head.Element.Lanes(bits)} ({bits} bits)"));
        return
        [
            $"a row in each lane: {widths} rows make a group, {vertical.GroupsInFlight} {(vertical.GroupsInFlight == 1 ? "group is" : "groups are")} in flight",
            "rows that do not fill a group go to the next narrower vectors, then one by one",
            "a group with a row outside the fast range goes row by row",
        ];
    }

    private static string Sum(HeadPlan plan)
    {
        HorizontalPlan row = plan.Horizontal[plan.Horizontal.Count - 1];
        string level = row.BlockLength > 0 ? $", then blocks of {row.BlockLength} classes in twice the precision"
            : row.IsCompensatedSum ? ", the last eight of them compensated"
            : ", the last four of them compensated";
        return $"{2 * plan.Head.Element.GroupLanes} virtual lanes and one tree{level}: bitwise identical in every layout and width";
    }

    private static string[] Dense(HeadPlan plan, DensePlan dense)
    {
        string[] rows = dense.Rows.Count == 0 ? ["one row: into memory, then as a row of logits"]
            : [.. dense.Rows.Select(row => $"one row: features in {row.Bits} bits, {row.ClassesAtOnce} of {plan.Head.Classes} classes at once, then logits in {row.Row.Bits} bits")];
        return
        [
            $"{dense.Features} features in {dense.SumLanes} virtual lanes and one tree, then the bias: bitwise identical in every width and batch",
            .. rows,
            $"batches: blocks of {dense.RowsPerBlock} rows, tiles of {dense.ClassesPerTile} classes (512 bits) or {dense.ClassesPerNarrowTile} (narrower)",
        ];
    }
}
