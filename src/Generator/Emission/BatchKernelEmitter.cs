using SoftmaxGen.Generator.Model;
using SoftmaxGen.Generator.Planning;

namespace SoftmaxGen.Generator.Emission;

/// <summary>Writes the kernels that treat several rows at a time, turned so that each vector holds one class of all of them.</summary>
internal sealed class BatchKernelEmitter(CodeWriter code, HeadPlan plan, BatchPlan batch)
{
    private string Element { get; } = plan.Head.Element == ElementType.Single ? "float" : "double";

    private int Classes => plan.Head.Classes;

    /// <summary>The class that holds the kernels of one width.</summary>
    public static string ClassName(HeadPlan plan, BatchPlan batch) => $"{plan.KernelClass}{batch.Bits}ByRows";

    /// <summary>Whether there is a kernel of this name, for labels or for targets.</summary>
    public static bool Has(string kernel, bool targets) =>
        kernel is "Softmax" or "LogSoftmax" or "LogSumExp" || (kernel is "CrossEntropy" or "CrossEntropyGradient" && !targets);

    public void Emit()
    {
        string steps = plan.Head.Element == ElementType.Single ? "Single" : "Double";
        code.Line();
        code.Line($"/// <summary>The kernels for {batch.Rows} rows at a time in vectors of {batch.Bits} bits: a lane is a row, and a vector is a class.</summary>");
        code.Line($"/// <remarks>The number of rows is a multiple of {batch.Rows}. Each row's sums follow the order of the kernels for single rows.</remarks>");
        using (code.Open($"file abstract class {ClassName(plan, batch)} : global::SoftmaxGen.Runtime.{steps}{batch.Bits}"))
        {
            Softmax();
            code.Line();
            LogSoftmax();
            code.Line();
            LogSumExp();
            code.Line();
            CrossEntropy();
            code.Line();
            CrossEntropyGradient();
        }
    }

    private void Softmax() => Kernel(
        "a_i = exp(z_i) / sum_k exp(z_k).",
        $"Softmax(ref {Element} logits, ref {Element} probabilities, int rows)",
        () =>
        {
            Terms();

            Step("Their sum, in the order of a single row.");
            code.Line($"var sum = {Sum("e")};");

            Step("The probabilities.");
            code.Line("var scale = Reciprocal(sum);");
            ForEachClass(i => $"e{i} = Scale(e{i}, scale);");
            TurnBack("e", "probabilities");
        },
        ["logits", "probabilities"],
        []);

    private void LogSoftmax() => Kernel(
        "ln a_i = (z_i - max) - log1p(others / largest).",
        $"LogSoftmax(ref {Element} logits, ref {Element} logProbabilities, int rows)",
        () =>
        {
            Terms();
            SumOthers();

            Step("Both parts are at most 0, so that nothing cancels.");
            code.Line("var log = Rounded(Logs(others, largest, max));");
            ForEachClass(i => $"z{i} = LogProbabilities(z{i}, max, log);");
            TurnBack("z", "logProbabilities");
        },
        ["logits", "logProbabilities"],
        []);

    private void LogSumExp() => Kernel(
        "ln sum_k exp(z_k) = max + log1p(others / largest).",
        $"LogSumExp(ref {Element} logits, ref {Element} destination, int rows)",
        () =>
        {
            Terms();
            SumOthers();
            code.Line();
            code.Line($"StoreResults(LogSumExps(Logs(others, largest, max), max), ref destination, {Classes});");
        },
        ["logits"],
        ["destination"]);

    private void CrossEntropy() => Kernel(
        "C = -ln a_label = (max - z_label) + log1p(others / largest).",
        $"CrossEntropy(ref {Element} logits, ref int label, ref {Element} loss, int rows)",
        () =>
        {
            Terms();
            SumOthers();

            Step("The logit of each row's label.");
            ChooseByLabel(("logit", "z"));
            code.Line();
            code.Line($"StoreResults(Losses(Logs(others, largest, max), max, logit), ref loss, {Classes});");
        },
        ["logits"],
        ["label", "loss"]);

    private void CrossEntropyGradient() => Kernel(
        "C as above, and dC/dz_i = a_i - (i = label), divided by <paramref name=\"divisor\"/>.",
        $"CrossEntropyGradient(ref {Element} logits, ref int label, ref {Element} gradient, ref {Element} loss, double divisor, int rows)",
        () =>
        {
            Terms();
            SumOthers();

            Step("The logit and the term of each row's label.");
            ChooseByLabel(("logit", "z"), ("term", "e"));

            Step("The loss, and the label's own entry from the sum of the others: never p - 1, which cancels.");
            code.Line($"StoreResults(Losses(Logs(others, largest, max), max, logit), ref loss, {Classes});");
            code.Line("var total = SumTimes(others, largest, divisor);");
            code.Line("var own = Own(others, largest, term, total);");

            Step("The gradient.");
            code.Line("var scale = Reciprocal(total);");
            ForEachClass(i => $"e{i} = Choose(Are(labels, {i}), own, Scale(e{i}, scale));");
            TurnBack("e", "gradient");
        },
        ["logits", "gradient"],
        ["label", "loss"]);

    private void Kernel(string summary, string signature, Action body, string[] rowReferences, string[] itemReferences)
    {
        code.Line($"/// <summary>{summary}</summary>");
        code.Line("[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization)]");
        using (code.Open($"public static void {signature}"))
        using (code.Open($"for (; rows > 0; rows -= {batch.Rows})"))
        {
            body();
            code.Line();
            foreach (string reference in rowReferences)
                code.Line($"{reference} = ref At(ref {reference}, {batch.Rows * Classes});");
            foreach (string reference in itemReferences)
                code.Line($"{reference} = ref global::System.Runtime.CompilerServices.Unsafe.Add(ref {reference}, {batch.Rows});");
        }
    }

    /// <summary>From the logits to the terms.</summary>
    private void Terms()
    {
        code.Line($"// Read {batch.Rows} rows and turn them: z0 to z{Classes - 1} are the classes.");
        Load("logits", "z");

        Step("The largest logit of each row.");
        code.Line("var max = z0;");
        for (int i = 1; i < Classes; i++)
            code.Line($"max = Larger(max, z{i});");

        Step("The terms exp(z) / exp(max), up to a factor that a row shares.");
        code.Line("var shift = ShiftFor(max);");
        ForEachClass(i => $"var e{i} = Exp(z{i}, shift);");
    }

    /// <summary>The sum of each row's terms with one largest left out.</summary>
    private void SumOthers()
    {
        Step("Which terms equal the largest: all but one of those count again below.");
        code.Line("var largest = Exp(max, shift);");
        ForEachClass(i => $"var top{i} = Equal(e{i}, largest);");
        code.Line("var ties = Ties(top0);");
        for (int i = 1; i < Classes; i++)
            code.Line($"ties += Ties(top{i});");

        Step("The sum of the smaller ones, in the order of a single row.");
        ForEachClass(i => $"var below{i} = Without(e{i}, top{i});");
        code.Line($"var below = {Sum("below")};");
        code.Line("var others = Others(below, ties, largest);");
    }

    private void ChooseByLabel(params (string Result, string Source)[] choices)
    {
        code.Line($"var labels = LoadLabels(ref label, {Classes});");
        foreach ((string result, string source) in choices)
        {
            code.Line($"var {result} = {source}0;");
            for (int i = 1; i < Classes; i++)
                code.Line($"{result} = Choose(Are(labels, {i}), {source}{i}, {result});");
        }
    }

    private void TurnBack(string name, string destination)
    {
        Step("Turn them back and write them.");
        Store(name, destination);
    }

    private void Step(string comment)
    {
        code.Line();
        code.Line($"// {comment}");
    }

    private void ForEachClass(Func<int, string> statement)
    {
        for (int i = 0; i < Classes; i++)
            code.Line(statement(i));
    }

    private void Load(string source, string name)
    {
        if (Classes <= 4)
        {
            code.Line($"LoadClasses{Classes}(ref {source}, {Names(0, Classes, i => $"out var {name}{i}")});");
            return;
        }

        if (Classes < batch.Rows)
        {
            code.Line($"LoadFewClasses(ref {source}, {Classes}, {Names(0, batch.Rows, i => i < Classes ? $"out var {name}{i}" : "out _")});");
            return;
        }

        // The last block overlaps the one before it, so that nothing past the row is touched.
        for (int known = 0; known < Classes; known += batch.Rows)
        {
            int start = Math.Min(known, Classes - batch.Rows);
            code.Line($"LoadClasses({From(source, start)}, {Classes}, {Names(start, batch.Rows, i => i < known ? "out _" : $"out var {name}{i}")});");
        }
    }

    private void Store(string name, string destination)
    {
        if (Classes <= 4)
        {
            code.Line($"StoreClasses{Classes}(ref {destination}, {Names(0, Classes, i => $"{name}{i}")});");
            return;
        }

        if (Classes < batch.Rows)
        {
            code.Line($"StoreFewClasses(ref {destination}, {Classes}, {Names(0, batch.Rows - 1, i => $"{name}{Math.Min(i, Classes - 1)}")});");
            return;
        }

        for (int done = 0; done < Classes; done += batch.Rows)
        {
            int start = Math.Min(done, Classes - batch.Rows);
            code.Line($"StoreClasses({From(destination, start)}, {Classes}, {Names(start, batch.Rows, i => $"{name}{i}")});");
        }
    }

    private static string From(string row, int start) => start == 0 ? $"ref {row}" : $"ref At(ref {row}, {start})";

    private static string Names(int start, int count, Func<int, string> name) =>
        string.Join(", ", Enumerable.Range(start, count).Select(name));

    /// <summary>
    /// Lanes half the virtual lanes apart meet in the element type; the tree over the rest is wider: l and l + 4, then l and
    /// l + 2, then l and l + 1. The last two stand on lines of their own, before the line that uses their sum.
    /// </summary>
    private string Sum(string name)
    {
        int half = batch.Rows;
        string?[] sums = [.. Enumerable.Range(0, half).Select(lane => SumOfLane(name, lane))];
        string?[] quarters = [.. Enumerable.Range(0, half / 2).Select(lane => Join(sums[lane], sums[lane + (half / 2)]))];
        string? even = Join(quarters[0], quarters[2]), odd = Join(quarters[1], quarters[3]);
        if (even is null || odd is null)
            return (even ?? odd)!;

        code.Line($"var {name}Even = {Unwrap(even)};");
        code.Line($"var {name}Odd = {Unwrap(odd)};");
        return $"{name}Even + {name}Odd";
    }

    // What Join has put in brackets stands alone here.
    private static string Unwrap(string sum) => sum[0] == '(' ? sum.Substring(1, sum.Length - 2) : sum;

    private static string? Join(string? left, string? right) =>
        left is null || right is null ? left ?? right : $"({left} + {right})";

    /// <summary>The terms of a virtual lane and of the one that it meets first: each in the order of the classes, then both.</summary>
    private string? SumOfLane(string name, int lane)
    {
        string[] halves = [.. new[] { lane, lane + batch.Rows }
            .Select(virtualLane => string.Join(" + ", Enumerable.Range(0, Classes).Where(i => batch.VirtualLanes[i] == virtualLane).Select(i => $"{name}{i}")))
            .Where(terms => terms.Length > 0)];
        return halves.Length switch
        {
            0 => null,
            1 => $"Wider({halves[0]})",
            _ => $"Wider({string.Join(" + ", halves.Select(terms => terms.Contains('+') ? $"({terms})" : terms))})",
        };
    }
}
