using SoftmaxGen.Generator.Model;
using SoftmaxGen.Generator.Planning;

namespace SoftmaxGen.Generator.Emission;

/// <summary>Writes the kernels that treat several rows at a time, turned so that each vector holds one class of all of them.</summary>
/// <remarks>
/// Few classes stay in registers. More than a vector has lanes are read a block at a time, and their terms wait in memory:
/// there is no room for all of them in registers, and the memory is aligned where the compiler's own would not be.
/// </remarks>
internal sealed class BatchKernelEmitter(CodeWriter code, HeadPlan plan, BatchPlan batch)
{
    private string Element { get; } = plan.Head.Element == ElementType.Single ? "float" : "double";

    private int Classes => plan.Head.Classes;

    /// <summary>The classes of a block, as many as a vector has lanes.</summary>
    private int Block => batch.Rows;

    private bool InRegisters => Classes < Block || Classes <= 4;

    /// <summary>The classes of whole blocks; those of the last block that are not among them follow.</summary>
    private int WholeBlocks => Classes / Block * Block;

    /// <summary>The class in the first lane of the block that ends the row.</summary>
    private int LastBlock => Classes - Block;

    /// <summary>The class that holds the kernels of one width.</summary>
    public static string ClassName(HeadPlan plan, BatchPlan batch) => $"{plan.KernelClass}{batch.Bits}ByRows";

    /// <summary>Whether there is a kernel of this name, for labels or for targets.</summary>
    public static bool Has(string kernel, bool targets) =>
        kernel is "Softmax" or "LogSoftmax" or "LogSumExp" or "ArgMax" || (kernel is "CrossEntropy" or "CrossEntropyGradient" && !targets);

    public void Emit()
    {
        string steps = plan.Head.Element == ElementType.Single ? "Single" : "Double";
        code.Line();
        code.Line($"/// <summary>The kernels for {batch.Rows} narrow rows at a time in vectors of {batch.Bits} bits: a lane is a row, and a vector is a class. Other rows are passed on.</summary>");
        code.Line("/// <remarks>Each row's sums follow the order of the kernels for single rows.</remarks>");
        using (code.Open($"file abstract class {ClassName(plan, batch)} : global::SoftmaxGen.Runtime.{steps}{batch.Bits}"))
        {
            Softmax();
            code.Line();
            LogSoftmax();
            code.Line();
            LogSumExp();
            code.Line();
            ArgMax();
            code.Line();
            CrossEntropy();
            code.Line();
            CrossEntropyGradient();
        }
    }

    private void Softmax() => Kernel(
        "a_i = exp(z_i) / sum_k exp(z_k).",
        "Softmax",
        ["logits", "probabilities"],
        [],
        call =>
        {
            Read(call, withMax: false);
            Step("Their sum, in the order of a single row.");
            Sum("sum", Term);

            Step("The probabilities, turned back.");
            code.Line("var scale = Reciprocal(sum);");
            Write("probabilities", i => $"Times({Term(i)}, scale)");
        });

    private void LogSoftmax() => Kernel(
        "ln a_i = (z_i - max) - log1p(others / largest).",
        "LogSoftmax",
        ["logits", "logProbabilities"],
        [],
        call =>
        {
            Read(call, withMax: true, keepsLogits: true);
            SumOthers();

            Step("Both parts are at most 0, so that nothing cancels.");
            code.Line("var log = Rounded(Logs(others, largest, max));");
            Write("logProbabilities", i => $"LogProbabilities({Logit(i)}, max, log)");
        });

    private void LogSumExp() => Kernel(
        "ln sum_k exp(z_k) = max + log1p(others / largest).",
        "LogSumExp",
        ["logits"],
        ["destination"],
        call =>
        {
            Read(call, withMax: true);
            SumOthers();
            code.Line();
            code.Line($"StoreResults(LogSumExps(Logs(others, largest, max), max), ref destination, {Classes});");
        });

    private void ArgMax() => Kernel(
        "The first of the largest logits, or the first NaN.",
        "ArgMax",
        ["logits"],
        ["label"],
        _ =>
        {
            code.Line("// Read the rows and turn them; each class may take the place of the best one before it.");
            code.Line("var best = Lowest;");
            code.Line($"var labels = {NoneYet};");
            ForEachBlock(
                (source, classes) =>
                {
                    Load("logits", source, classes);
                    foreach ((int lane, string name) in classes)
                        code.Line($"Pick({name}, {source.Class(lane)}, ref best, ref labels);");
                });
            code.Line();
            code.Line($"StoreLabels(labels, ref label, {Classes});");
        },
        hasTerms: false);

    private void CrossEntropy() => Kernel(
        "C = -ln a_label = (max - z_label) + log1p(others / largest).",
        "CrossEntropy",
        ["logits"],
        ["label", "loss"],
        call =>
        {
            Read(call, withMax: true);
            SumOthers();

            Step("The logit of each row's label.");
            OwnLogit();
            code.Line();
            code.Line($"StoreResults(Losses(Logs(others, largest, max), max, logit), ref loss, {Classes});");
        });

    private void CrossEntropyGradient() => Kernel(
        "C as above, and dC/dz_i = a_i - (i = label), divided by <paramref name=\"divisor\"/>.",
        "CrossEntropyGradient",
        ["logits", "gradient"],
        ["label", "loss"],
        call =>
        {
            Read(call, withMax: true);
            SumOthers();

            Step("The logit of each row's label, and its term.");
            OwnLogit();
            code.Line("var term = Term(logit, top);");

            Step("The loss, and the label's own entry from the sum of the others: never p - 1, which cancels.");
            code.Line($"StoreResults(Losses(Logs(others, largest, max), max, logit), ref loss, {Classes});");
            code.Line("var total = SumTimes(others, largest, divisor);");
            code.Line("var own = Own(others, largest, term, total);");

            Step("The gradient, turned back; in the end each row's label gets its own entry.");
            code.Line("var scale = Reciprocal(total);");
            Write("gradient", i => InRegisters ? $"Choose(Are(labels, {i}), own, Times({Term(i)}, scale))" : $"Times({Term(i)}, scale)");
            if (!InRegisters)
                code.Line($"StoreOwn(own, ref gradient, ref label, {Classes});");
        });

    private void Kernel(string summary, string name, string[] rowReferences, string[] itemReferences, Action<string> body, bool hasTerms = true)
    {
        // As the kernels for single rows have them: the labels after the logits, the numbers last.
        bool isGradient = name == "CrossEntropyGradient";
        string[] references = [rowReferences[0], .. itemReferences.Where(item => item == "label"), .. rowReferences.Skip(1), .. itemReferences.Where(item => item != "label")];
        string parameters = string.Join(", ", references.Select(reference => $"ref {(reference == "label" ? "int" : Element)} {reference}"));
        string OneByOne(string rows) =>
            $"{KernelEmitter.ClassName(plan, plan.Widths.First(row => row.Bits <= batch.Bits))}.{name}({string.Join(", ", references.Select(reference => $"ref {reference}"))}, {(isGradient ? "divisor, " : "")}{rows});";

        string[] next =
        [
            $"rows -= {batch.Rows}",
            .. rowReferences.Select(reference => $"{reference} = ref At(ref {reference}, {batch.Rows * Classes})"),
            .. itemReferences.Select(reference => $"{reference} = ref At(ref {reference}, {batch.Rows})"),
        ];

        code.Line($"/// <summary>{summary}</summary>");
        code.Line("[global::System.Runtime.CompilerServices.MethodImpl(global::SoftmaxGen.Runtime.KernelMethod.Options)]");
        using (code.Open($"public static void {name}({parameters}, {(isGradient ? "double divisor, " : "")}int rows)"))
        {
            if (hasTerms && !InRegisters)
            {
                int alignment = 64 * 8 / (256 / batch.Rows);
                int kept = Classes * batch.Rows;
                code.Line($"ref {Element} terms = ref Aligned(stackalloc {Element}[{kept + alignment}]);");
                if (name == "LogSoftmax")
                    code.Line($"ref {Element} kept = ref Aligned(stackalloc {Element}[{kept + alignment}]);");
            }

            using (code.Open($"for (; rows >= {batch.Rows}; {string.Join(", ", next)})"))
                body(OneByOne($"{batch.Rows}"));

            code.Line();
            code.Line("// Too few rows are left to fill the lanes.");
            code.Line("if (rows > 0)");
            code.Line($"    {OneByOne("rows")}");
        }
    }

    /// <summary>From the logits to the largest power, <c>top</c>, and the terms' bits.</summary>
    private void Read(string call, bool withMax, bool keepsLogits = false)
    {
        code.Line($"// Read {batch.Rows} rows and turn them, and compute each exp(z) before the largest is known.");
        if (InRegisters)
        {
            var source = new Source(0, null);
            (int, string)[] classes = [.. Enumerable.Range(0, Classes).Select(i => (i, $"z{i}"))];
            Load("logits", source, classes);
            foreach ((int start, int count) in Groups(Classes))
                code.Line($"Powers({Names(start, count, "z")}, {Names(start, count, "out var n")}, {Names(start, count, "out var q")});");
            code.Line($"var top = {Tree("Larger", Classes, "n")};");
            code.Line($"var low = {Tree("Smaller", Classes, "n")};");
        }
        else
        {
            code.Line("var top = LowestPower;");
            code.Line("var low = HighestPower;");
            if (withMax)
                code.Line("var max = Lowest;");
            ForEachBlock((source, classes) =>
            {
                Load("logits", source, classes);
                if (withMax)
                    code.Line($"max = Larger(max, {KernelWriter.Tree("Larger", [.. classes.Select(c => c.Name)])});");
                foreach ((int start, int count) in Groups(classes.Length))
                {
                    string[] names = [.. classes.Skip(start).Take(count).Select(c => c.Name)];
                    code.Line($"Keep({string.Join(", ", names)}, ref top, ref low, {source.Waiting("terms", classes[start].Lane, batch.Rows)});");
                }

                if (keepsLogits)
                {
                    foreach ((int lane, string name) in classes)
                        code.Line($"Store({name}, {source.Waiting("kept", lane, batch.Rows)}, 0);");
                }
            });
        }

        Step("Rows of which one is not narrow go one by one.");
        using (code.Open("if (!IsNarrow(top, low))"))
        {
            code.Line(call);
            code.Line("continue;");
        }

        if (InRegisters)
        {
            if (withMax)
                code.Line($"var max = {Tree("Larger", Classes, "z")};");
            Step("The terms exp(z) / exp(max), up to a factor that a row shares.");
            for (int i = 0; i < Classes; i++)
                code.Line($"var e{i} = Lower(q{i}, top);");
        }
    }

    /// <summary>The sum of each row's terms with one largest left out.</summary>
    private void SumOthers()
    {
        Step("The sum of the terms below the largest, in the order of a single row; others that equal it count as ties.");
        code.Line("var largest = Term(max, top);");
        code.Line($"var ties = {NoneYet};");
        for (int i = 0; i < Classes; i++)
            code.Line($"var below{i} = Below({Term(i)}, largest, ref ties);");
        Sum("below", i => $"below{i}");
        code.Line("var others = Others(below, ties, largest);");
    }

    private void OwnLogit()
    {
        if (!InRegisters)
        {
            code.Line($"var logit = LoadOwn(ref logits, ref label, {Classes});");
            return;
        }

        code.Line($"var labels = LoadLabels(ref label, {Classes});");
        code.Line("var logit = z0;");
        for (int i = 1; i < Classes; i++)
            code.Line($"logit = Choose(Are(labels, {i}), z{i}, logit);");
    }

    private string Term(int index) => Term($"{index}");

    private string Term(string index) => InRegisters ? $"e{index}" : $"Kept(ref terms, {index}, top)";

    private string Logit(string index) => InRegisters ? $"z{index}" : $"Waiting(ref kept, {index})";

    /// <summary>A number for each row that is not of the element type: powers, ties, labels.</summary>
    private string NoneYet => $"global::System.Runtime.Intrinsics.Vector256<{(Element == "float" ? "int" : "long")}>.Zero";

    /// <summary>
    /// Lanes half the virtual lanes apart meet first, then of 8 lanes those 4 apart; the sums of the last 4 keep what they
    /// round away.
    /// </summary>
    private void Sum(string name, Func<int, string> term)
    {
        string?[] lanes = [.. Enumerable.Range(0, batch.Rows).Select(lane => SumOfLane(lane, term))];
        string?[] quarters = batch.Rows == 4 ? lanes : [.. Enumerable.Range(0, 4).Select(lane => Both(lanes[lane], lanes[lane + 4]))];
        for (int lane = 0; lane < 4; lane++)
        {
            if (quarters[lane] is { } quarter)
                code.Line($"var {name}Lane{lane} = {quarter};");
        }

        string?[] present = [.. quarters.Select((quarter, lane) => quarter is null ? null : $"{name}Lane{lane}")];
        string even = present[2] is null ? present[0]! : $"Pair({present[0]}, {present[2]})";
        string odd = present[3] is null ? present[1]! : $"Pair({present[1]}, {present[3]})";
        code.Line($"var {name} = Join({even}, {odd});");
    }

    private static string? Both(string? left, string? right) =>
        left is null || right is null ? left ?? right : $"{Parenthesise(left)} + {Parenthesise(right)}";

    private static string Parenthesise(string sum) => sum.Contains(" + ") ? $"({sum})" : sum;

    /// <summary>The terms of a virtual lane and of the one that it meets first: each in the order of the classes, then both.</summary>
    private string? SumOfLane(int lane, Func<int, string> term)
    {
        string?[] halves = [.. new[] { lane, lane + batch.Rows }
            .Select(virtualLane => string.Join(" + ", Enumerable.Range(0, Classes).Where(i => batch.VirtualLanes[i] == virtualLane).Select(term)))
            .Select(terms => terms.Length == 0 ? null : terms)];
        return Both(halves[0], halves[1]);
    }

    /// <summary>Where a block of classes starts: at a class, or at a variable in a loop.</summary>
    private readonly record struct Source(int Start, string? Variable)
    {
        public string Class(int lane) => Variable is null ? $"{Start + lane}" : lane == 0 ? Variable : $"{Variable} + {lane}";

        public string From(string row) => Variable is not null ? $"ref At(ref {row}, {Variable})" : Start == 0 ? $"ref {row}" : $"ref At(ref {row}, {Start})";

        public string Waiting(string memory, int lane, int rows) =>
            Variable is null ? $"ref At(ref {memory}, {(Start + lane) * rows})"
            : lane == 0 ? $"ref At(ref {memory}, {rows} * {Variable})"
            : $"ref At(ref {memory}, {rows} * ({Variable} + {lane}))";
    }

    /// <summary>Whole blocks, in a loop where there are several; then what the row ends with.</summary>
    private void ForEachBlock(Action<Source, (int Lane, string Name)[]> body)
    {
        if (InRegisters)
        {
            body(new Source(0, null), [.. Enumerable.Range(0, Classes).Select(i => (i, $"z{i}"))]);
            return;
        }

        (int, string)[] whole = [.. Enumerable.Range(0, Block).Select(lane => (lane, $"z{lane}"))];
        if (WholeBlocks == Block)
        {
            body(new Source(0, null), whole);
        }
        else
        {
            using (code.Open($"for (int k = 0; k < {WholeBlocks}; k += {Block})"))
                body(new Source(0, "k"), whole);
        }

        if (WholeBlocks < Classes)
            body(new Source(LastBlock, null), [.. Enumerable.Range(WholeBlocks, Classes - WholeBlocks).Select(i => (i - LastBlock, $"z{i}"))]);
    }

    /// <summary>Reads the classes of a block; those of its lanes that are not asked for have been read before.</summary>
    private void Load(string row, Source source, (int Lane, string Name)[] classes)
    {
        string Out(int lane) => classes.Where(c => c.Lane == lane).Select(c => $"out var {c.Name}").DefaultIfEmpty("out _").First();

        if (Classes <= 4 && !(Classes == 4 && Block == 4))
            code.Line($"LoadClasses{Classes}(ref {row}, {Outs(Classes)});");
        else if (Classes < Block)
            code.Line($"LoadFewClasses(ref {row}, {Classes}, {Outs(Block)});");
        else
            code.Line($"LoadClasses({source.From(row)}, {Classes}, {Outs(Block)});");

        string Outs(int count) => string.Join(", ", Enumerable.Range(0, count).Select(Out));
    }

    /// <summary>Computes the classes of each block, turns them back and writes them.</summary>
    private void Write(string row, Func<string, string> value)
    {
        if (InRegisters)
        {
            for (int i = 0; i < Classes; i++)
                code.Line($"var r{i} = {value($"{i}")};");
            if (Classes <= 4 && !(Classes == 4 && Block == 4))
                code.Line($"StoreClasses{Classes}(ref {row}, {Names(0, Classes, "r")});");
            else if (Classes < Block)
                code.Line($"StoreFewClasses(ref {row}, {Classes}, {string.Join(", ", Enumerable.Range(0, Block - 1).Select(i => $"r{Math.Min(i, Classes - 1)}"))});");
            else
                code.Line($"StoreClasses(ref {row}, {Classes}, {Names(0, Block, "r")});");
            return;
        }

        if (WholeBlocks == Block)
        {
            for (int i = 0; i < Classes; i++)
                code.Line($"var r{i} = {value($"{i}")};");
            code.Line($"StoreClasses(ref {row}, {Classes}, {Names(0, Block, "r")});");
            if (Classes > Block)
                code.Line($"StoreClasses(ref At(ref {row}, {LastBlock}), {Classes}, {Names(LastBlock, Block, "r")});");
            return;
        }

        using (code.Open($"for (int k = 0; k < {WholeBlocks}; k += {Block})"))
        {
            for (int lane = 0; lane < Block; lane++)
                code.Line($"var r{lane} = {value(lane == 0 ? "k" : $"k + {lane}")};");
            code.Line($"StoreClasses(ref At(ref {row}, k), {Classes}, {Names(0, Block, "r")});");
        }

        if (WholeBlocks < Classes)
        {
            for (int i = LastBlock; i < Classes; i++)
                code.Line($"var r{i} = {value($"{i}")};");
            code.Line($"StoreClasses(ref At(ref {row}, {LastBlock}), {Classes}, {Names(LastBlock, Block, "r")});");
        }
    }

    private void Step(string comment)
    {
        code.Line();
        code.Line($"// {comment}");
    }

    private static string Names(int start, int count, string name) =>
        string.Join(", ", Enumerable.Range(start, count).Select(i => $"{name}{i}"));

    /// <summary>Fours, then two, then one: as the steps take them.</summary>
    private static IEnumerable<(int Start, int Count)> Groups(int count)
    {
        for (int start = 0, size; start < count; start += size)
        {
            size = count - start >= 4 ? 4 : count - start >= 2 ? 2 : 1;
            yield return (start, size);
        }
    }

    private static string Tree(string function, int count, string name) =>
        KernelWriter.Tree(function, [.. Enumerable.Range(0, count).Select(i => $"{name}{i}")]);
}
