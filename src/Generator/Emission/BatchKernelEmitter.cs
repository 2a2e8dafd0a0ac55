using System.Globalization;
using SoftmaxGen.Generator.Planning;
using Group = SoftmaxGen.Generator.Emission.BatchKernelWriter.Group;

namespace SoftmaxGen.Generator.Emission;

/// <summary>
/// Writes the kernels that treat several rows at a time, turned so that each vector holds one class of all of them: the
/// algorithms, stage by stage as <see cref="KernelEmitter"/> has them for single rows.
/// </summary>
/// <remarks>
/// A group of rows is read and its exponentials are computed in one function, which all kernels share; the terms wait in
/// aligned memory until the kernel comes to the group.
/// </remarks>
internal sealed class BatchKernelEmitter(CodeWriter code, HeadPlan plan, BatchPlan batch)
{
    private readonly BatchKernelWriter _kernel = new(code, plan, batch);

    private int N => plan.Head.Classes;

    private Reference Rows(string name) => Reference.Rows(plan, name);

    private Reference Items(string name) => Reference.Items(plan, name);

    // Where vectors wait in the memory of a group, behind the terms.
    private int Drop => N;

    // Two vectors for the parts of a factor, and one for the labels' own entries.
    private int Factor => N + 1;

    private int Entry => N + 3;

    // Among logits: the largest ones, their terms, the sums of the others and their logarithms, each of two vectors, all logits.
    private int Max => N + 1;

    private int Largest => N + 2;

    private int Others => N + 3;

    private int Logs => N + 5;

    private int FirstLogit => N + 7;

    private int End => (2 * N) + 7;

    /// <summary>The vectors of a group that has terms only: enough for the kernel that wants the most.</summary>
    private int GroupOfTerms => batch.WritesGradientsInOwnLoop ? N + 4 : N + 1;

    /// <summary>The vectors of all groups of a batch; the targets of one wait behind them.</summary>
    private int Groups => batch.Groups * End;

    // Among targets: their sums, each of two vectors.
    private int Cost => N;

    private int TargetSum => N + 2;

    /// <summary>Memory for the targets of one group, behind all groups of logits.</summary>
    private string Targets => $"ref {_kernel.Element} turned = ref At(ref memory, {Groups * batch.Rows});";

    /// <summary>The class that holds the kernels of one width.</summary>
    public static string ClassName(HeadPlan plan, BatchPlan batch) => $"{plan.KernelClass}{batch.Bits}ByRows";

    /// <summary>The most memory that a kernel of a batch wants, in elements.</summary>
    public static int Memory(HeadPlan plan, BatchPlan batch)
    {
        var kernels = new BatchKernelEmitter(new CodeWriter(), plan, batch);
        return (kernels.Groups + kernels.TargetSum + 2) * batch.Rows;
    }

    /// <summary>Whether there is a kernel of this name.</summary>
    public static bool Has(BatchPlan batch, string kernel) => kernel switch
    {
        "Softmax" => batch.TreatsSoftmax,
        "LogSoftmax" or "LogSumExp" or "CrossEntropy" or "CrossEntropyGradient" => true,
        "ArgMax" => batch.FindsLargest,
        _ => false,
    };

    public void Emit()
    {
        code.Line();
        code.Line($"/// <summary>The kernels for {batch.Rows} narrow rows at a time in vectors of {batch.Bits} bits: a lane is a row, and a vector is a class. Other rows are passed on.</summary>");
        code.Line("/// <remarks>Each row's sums follow the order of the kernels for single rows.</remarks>");
        using (code.Open($"file abstract class {ClassName(plan, batch)} : {KernelEmitter.Steps(plan)}{batch.Bits}"))
        {
            if (batch.TreatsSoftmax)
                Softmax();
            LogSoftmax();
            LogSumExp();
            CrossEntropyOfLabels();
            GradientOfLabels();
            if (batch.FindsLargest)
                ArgMax();
            ReadTerms();
            ReadTermsAndLogits();
            ReadTermsAndSums();
            CrossEntropyOfTargets();
            GradientOfTargets();
            ReadTargets();
            SumTargets();
        }
    }

    private void Softmax() => _kernel.Kernel(
        "a_i = exp(z_i) / sum_k exp(z_k).",
        "Softmax",
        [Rows("logits"), Rows("probabilities")],
        nameof(ReadTerms),
        GroupOfTerms,
        () =>
        {
            _kernel.Step("The probabilities, turned back.");
            Recall(batch.WritesInOwnLoop, ("drop", $"WaitingDrop(ref terms, {Drop})"), ("scale", $"WaitingFactor(ref terms, {Factor})"));
            _kernel.Write("probabilities", i => $"Times({Term(i)}, scale)");
        },
        apart: batch.WritesInOwnLoop,
        sums: _ =>
        {
            Terms();
            _kernel.Step("Their sum, in the order of a single row, and what the terms are divided by.");
            _kernel.Sum("sum", Term);
            code.Line("var scale = Reciprocal(sum);");
            Keep(batch.WritesInOwnLoop, $"KeepFactor(scale, ref terms, {Factor * batch.Rows});");
        });

    private void LogSoftmax() => _kernel.Kernel(
        "ln a_i = (z_i - max) - log1p(others / largest).",
        "LogSoftmax",
        [Rows("logits"), Rows("logProbabilities")],
        nameof(ReadTermsAndSums),
        End,
        () =>
        {
            _kernel.Step("Both parts are at most 0, so that nothing cancels.");
            code.Line($"var max = Waiting(ref terms, {Max});");
            code.Line($"var log = Rounded(WaitingLogs(ref terms, {Logs}));");
            _kernel.Write("logProbabilities", i => $"LogProbabilities({Logit(i)}, max, log)");
        });

    private void LogSumExp() => _kernel.Kernel(
        "ln sum_k exp(z_k) = max + log1p(others / largest).",
        "LogSumExp",
        [Rows("logits"), Items("destination")],
        nameof(ReadTermsAndSums),
        End,
        () =>
        {
            _kernel.Step("One number for each row.");
            code.Line($"StoreResults(LogSumExps(WaitingLogs(ref terms, {Logs}), Waiting(ref terms, {Max})), ref destination, {N});");
        });

    private void ArgMax() => _kernel.Kernel(
        "The first of the largest logits, or the first NaN.",
        "ArgMax",
        [Rows("logits"), Reference.Label],
        null,
        0,
        () =>
        {
            code.Line("// Read the rows and turn them; each class may take the place of the best one before it.");
            code.Line("var best = Lowest;");
            code.Line($"var labels = {NoneYet};");
            _kernel.ForEachBlock("logits", (source, classes) =>
            {
                foreach ((int lane, string name) in classes)
                    code.Line($"Pick({name}, {source.Class(lane)}, ref best, ref labels);");
            });
            code.Line($"StoreLabels(labels, ref label, {N});");
        });

    private void CrossEntropyOfLabels() => _kernel.Kernel(
        "The odds (1 - a_label) / a_label against each label: its loss is C = -ln a_label = log1p(odds).",
        "CrossEntropy",
        [Rows("logits"), Reference.Label, Items("odds")],
        nameof(ReadTerms),
        GroupOfTerms,
        () => SumOthers([new("", null)]));

    private void CrossEntropyOfTargets() => _kernel.Kernel(
        "C = -sum_i y_i ln a_i = sum_i y_i (max - z_i) + log1p(others / largest) sum_i y_i.",
        "CrossEntropy",
        [Rows("logits"), Rows("targets"), Items("loss")],
        nameof(ReadTermsAndSums),
        End,
        () => TargetLoss(mayOverflow: _kernel.Element == "double"),
        Targets);

    private void GradientOfLabels() => _kernel.Kernel(
        "The odds as above, and dC/dz_i = a_i - (i = label), divided by <paramref name=\"divisor\"/>.",
        "CrossEntropyGradient",
        [Rows("logits"), Reference.Label, Rows("gradient"), Items("odds"), Reference.Divisor],
        nameof(ReadTerms),
        GroupOfTerms,
        () =>
        {
            if (plan.HasOneOther)
            {
                _kernel.Step("The gradient, turned back: the label's entry is the other one with its sign turned.");
                code.Line("EntriesOf(entry, labels, out var r0, out var r1);");
                _kernel.Write("gradient");
                return;
            }

            _kernel.Step("The gradient, turned back; each row's label has its own entry.");
            Recall(batch.WritesGradientsInOwnLoop, ("drop", $"WaitingDrop(ref terms, {Drop})"), ("scale", $"WaitingFactor(ref terms, {Factor})"), ("entry", $"Waiting(ref terms, {Entry})"));
            if (batch.ComparesLabels)
            {
                Recall(batch.WritesGradientsInOwnLoop, ("labels", $"LoadLabels(ref label, {N})"));
                _kernel.Write("gradient", i => $"WithOwn(Times({WrittenTerm(i)}, scale), entry, labels, {i})");
            }
            else
            {
                _kernel.Write("gradient", i => $"Times({WrittenTerm(i)}, scale)");
                code.Line($"StoreOwn(entry, ref gradient, ref label, {N});");
            }
        },
        before: "var share = ShareOf(divisor);",
        apart: batch.WritesGradientsInOwnLoop,
        pairs: batch.PairsGroups,
        sums: groups =>
        {
            SumOthers(groups);
            if (plan.HasOneOther)
            {
                _kernel.Step("The entry of the class that is not the label.");
                code.Line("var entry = EntryOf(others, own, share);");
                return;
            }

            _kernel.Step("What the terms are divided by, and the label's own entry: from the sum of the others, not p - 1, which cancels.");
            ForEach(groups, suffix => $"var scale{suffix} = ScaleOf(others{suffix}, own{suffix}, share);");
            ForEach(groups, suffix => $"var entry{suffix} = OwnEntry(others{suffix}, scale{suffix});");
            if (batch.WritesGradientsInOwnLoop)
            {
                ForEach(groups, suffix => $"KeepFactor(scale{suffix}, ref terms{suffix}, {Factor * batch.Rows});");
                ForEach(groups, suffix => $"Store(entry{suffix}, ref terms{suffix}, {Entry * batch.Rows});");
            }
        });

    private void GradientOfTargets() => _kernel.Kernel(
        "C as above, and dC/dz_i = a_i sum_j y_j - y_i, divided by <paramref name=\"divisor\"/>.",
        "CrossEntropyGradient",
        [Rows("logits"), Rows("targets"), Rows("gradient"), Items("loss"), Reference.Divisor],
        nameof(ReadTermsAndSums),
        End,
        () =>
        {
            TargetLoss(mayOverflow: true);
            Terms();
            _kernel.Step("The gradient, turned back.");
            code.Line("double weight = 1 / divisor;");
            code.Line($"var scale = TargetScale(targetSum, WaitingSums(ref terms, {Others}), Waiting(ref terms, {Largest}), divisor);");
            _kernel.Write("gradient", i => $"TargetGradient({Term(i)}, scale, Waiting(ref turned, {i}), weight)");
        },
        Targets);

    private void ReadTerms() => _kernel.Reader(
        "Reads groups of rows, turns them, and leaves exp(z) in memory, a vector for each class, and what they drop by behind.",
        nameof(ReadTerms),
        GroupOfTerms,
        () => _kernel.ForEachBlock("logits", Keep));

    private void ReadTermsAndLogits() => _kernel.Reader(
        "The same, and leaves the largest logits and all logits behind that.",
        nameof(ReadTermsAndLogits),
        End,
        () =>
        {
            code.Line("var max = Lowest;");
            _kernel.ForEachBlock("logits", (source, classes) =>
            {
                Keep(source, classes);
                code.Line($"max = Larger(max, {KernelWriter.Tree("Larger", [.. classes.Select(c => c.Name)])});");
                foreach ((int lane, string name) in classes)
                    code.Line($"Store({name}, {source.Waiting("terms", FirstLogit, lane, batch.Rows)}, 0);");
            });
            code.Line($"Store(max, ref terms, {Max * batch.Rows});");
        });

    private void ReadTermsAndSums()
    {
        code.Line();
        code.Line("/// <summary>The same, and leaves the sum of each row's terms with one largest left out, and its logarithm relative to that one.</summary>");
        code.Line("/// <returns>A bit for each group: whether its rows are narrow.</returns>");
        code.Line(BatchKernelWriter.Options);
        using (code.Open($"private static int {nameof(ReadTermsAndSums)}(ref {_kernel.Element} logits, ref {_kernel.Element} memory, int groups)"))
        {
            code.Line($"int narrow = {nameof(ReadTermsAndLogits)}(ref logits, ref memory, groups);");
            using (code.Open("for (int group = 0; group < groups; group++)"))
            {
                code.Line($"ref {_kernel.Element} terms = ref At(ref memory, group * {End * batch.Rows});");
                Terms();
                _kernel.Step("The sum of the terms below the largest, in the order of a single row; others that equal it count as ties.");
                code.Line($"var largest = Term(Waiting(ref terms, {Max}), drop);");
                code.Line($"var ties = {NoneYet};");
                _kernel.Sum("below", i => $"Below({Term(i)}, largest, ref ties)");
                code.Line("var others = Others(below, ties, largest);");
                code.Line($"Store(largest, ref terms, {Largest * batch.Rows});");
                code.Line($"KeepSums(others, ref terms, {Others * batch.Rows});");
                code.Line($"KeepLogs(Logs(others, largest), ref terms, {Logs * batch.Rows});");
            }

            code.Line("return narrow;");
        }
    }

    private void ReadTargets()
    {
        code.Line();
        code.Line("/// <summary>Reads the targets y of a group of rows and turns them: they wait in memory, a vector for each class.</summary>");
        code.Line(BatchKernelWriter.Options);
        using (code.Open($"private static void {nameof(ReadTargets)}(ref {_kernel.Element} targets, ref {_kernel.Element} turned)"))
        {
            _kernel.ForEachBlock("targets", (source, classes) =>
            {
                foreach ((int lane, string name) in classes)
                    code.Line($"Store({name}, {source.Waiting("turned", 0, lane, batch.Rows)}, 0);");
            });
        }
    }

    private void SumTargets()
    {
        code.Line();
        code.Line("/// <summary>The same, and leaves sum_i y_i (max - z_i) and sum_i y_i behind them.</summary>");
        code.Line(BatchKernelWriter.Options);
        using (code.Open($"private static void {nameof(SumTargets)}(ref {_kernel.Element} targets, ref {_kernel.Element} terms, ref {_kernel.Element} turned)"))
        {
            code.Line($"{nameof(ReadTargets)}(ref targets, ref turned);");
            _kernel.Step("What the classes cost, y_i (max - z_i), in the order of a single row.");
            code.Line($"var max = Waiting(ref terms, {Max});");
            _kernel.Total(
                "cost",
                i => $"CostOf(Waiting(ref turned, {i}), {Logit($"{i}")}, max)",
                (lane, step, end) => $"CostsOf(ref turned, ref At(ref terms, {FirstLogit * batch.Rows}), max, {lane}, {step}, {end})");
            _kernel.Step("The targets alone.");
            _kernel.Total(
                "targetSum",
                i => $"Waiting(ref turned, {i})",
                (lane, step, end) => $"SumsOf(ref turned, {lane}, {step}, {end})");
            code.Line($"KeepSums(cost, ref turned, {Cost * batch.Rows});");
            code.Line($"KeepSums(targetSum, ref turned, {TargetSum * batch.Rows});");
        }
    }

    private void Keep(BatchKernelWriter.Source source, (int Lane, string Name)[] classes)
    {
        foreach ((int start, int count) in BatchKernelWriter.Fours(classes.Length))
        {
            string[] names = [.. classes.Skip(start).Take(count).Select(c => c.Name)];
            bool isFirst = source is { Start: 0, Variable: null } && start == 0;
            code.Line($"Keep{(isFirst ? "First" : "")}({string.Join(", ", names)}, {(isFirst ? "out var top, out var low" : "ref top, ref low")}, {source.Waiting("terms", 0, classes[start].Lane, batch.Rows)});");
        }
    }

    /// <summary>What the terms drop by, and the terms, where variables hold them.</summary>
    private void Terms()
    {
        _kernel.Step("The terms exp(z) / exp(max), up to a factor that a row shares.");
        code.Line($"var drop = WaitingDrop(ref terms, {Drop});");
        if (!batch.WritesInOwnLoop)
        {
            for (int i = 0; i < N; i++)
                code.Line($"var e{i} = Kept(ref terms, {i}, drop);");
        }
    }

    /// <summary>The sum of all terms but the label's, <c>others</c>, the label's <c>own</c>, and the odds.</summary>
    /// <param name="groups">The groups that are treated together; more than one of few classes only, in a loop of their own.</param>
    private void SumOthers(Group[] groups)
    {
        // The labels take the longest to be there: they come first.
        _kernel.Step("The label of each row.");
        foreach (Group group in groups)
            code.Line($"var labels{group.Suffix} = LoadLabels({group.From("label", batch.Rows)}, {N});");

        if (groups.Length == 1)
        {
            Terms();
        }
        else
        {
            _kernel.Step("What the bits of the terms drop by.");
            ForEach(groups, suffix => $"var drop{suffix} = WaitingDrop(ref terms{suffix}, {Drop});");
        }

        _kernel.Step("The term of each row's label, and the sum of the others in the order of a single row.");
        if (batch.PicksOthers)
        {
            ForEach(groups, suffix => $"var others{suffix} = OthersOf({string.Join(", ", Enumerable.Range(0, N).Select(i => groups.Length == 1 ? Term(i) : $"Kept(ref terms{suffix}, {i}, drop{suffix})"))}, labels{suffix}, out var own{suffix});");
        }
        else
        {
            code.Line(batch.ComparesLabels ? "var own = Zero;" : $"var own = LoadOwn(ref terms, {groups[0].From("label", batch.Rows)}, drop);");
            _kernel.Sum("others", i => batch.ComparesLabels ? $"Others({Term(i)}, labels, {i}, ref own)" : $"Except({Term(i)}, labels, {i})");
        }

        foreach (Group group in groups)
            code.Line($"StoreResults(OddsOf(others{group.Suffix}, own{group.Suffix}), {group.From("odds", batch.Rows)}, {N});");
    }

    /// <summary>The same statement for each group, with what its variables end in.</summary>
    private void ForEach(Group[] groups, Func<string, string> statement)
    {
        foreach (Group group in groups)
            code.Line(statement(group.Suffix));
    }

    private void TargetLoss(bool mayOverflow)
    {
        _kernel.Step("The loss: no term of it is negative where no target is.");
        code.Line($"{nameof(SumTargets)}(ref targets, ref terms, ref turned);");
        code.Line($"var cost = WaitingSums(ref turned, {Cost});");
        code.Line($"var targetSum = WaitingSums(ref turned, {TargetSum});");
        if (mayOverflow)
            _kernel.LeaveGroup("!AreModerate(targetSum, cost)");
        code.Line($"StoreResults(TargetLosses(cost, WaitingLogs(ref terms, {Logs}), targetSum), ref loss, {N});");
    }

    private string Term(int index) => Term($"{index}");

    private string Term(string index) => batch.WritesInOwnLoop ? Kept(index) : $"e{index}";

    /// <summary>A term of the gradient when it is written.</summary>
    private string WrittenTerm(string index) => batch.WritesGradientsInOwnLoop ? Kept(index) : Term(index);

    /// <summary>Leaves something in memory for the loop that writes, where there is one.</summary>
    private void Keep(bool apart, params string[] statements)
    {
        foreach (string statement in apart ? statements : [])
            code.Line(statement);
    }

    /// <summary>Reads it there; otherwise the variables still hold it.</summary>
    private void Recall(bool apart, params (string Name, string Value)[] variables)
    {
        foreach ((string name, string value) in apart ? variables : [])
            code.Line($"var {name} = {value};");
    }

    private static string Kept(string index) => $"Kept(ref terms, {index}, drop)";

    private string Logit(string index) =>
        $"Waiting(ref terms, {(int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? $"{FirstLogit + number}" : $"{FirstLogit} + {index}")})";

    /// <summary>A number for each row that is not of the element type: ties, labels.</summary>
    private string NoneYet => $"global::System.Runtime.Intrinsics.Vector{batch.Bits}<{(_kernel.Element == "float" ? "int" : "long")}>.Zero";
}
