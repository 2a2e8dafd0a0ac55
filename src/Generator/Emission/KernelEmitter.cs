using SoftmaxGen.Generator.Model;
using SoftmaxGen.Generator.Planning;
using RowTerm = SoftmaxGen.Generator.Emission.KernelWriter.RowTerm;
using Stage = SoftmaxGen.Generator.Emission.KernelWriter.Stage;

namespace SoftmaxGen.Generator.Emission;

/// <summary>Writes the kernels of one vector width: the algorithms, each as the stages that a row goes through.</summary>
/// <remarks>
/// They treat narrow rows, whose logits lie so close together that nothing overflows, underflows or is not a number, and
/// leave others to the runtime.
/// </remarks>
internal sealed class KernelEmitter(CodeWriter code, HeadPlan plan, RowPlan row)
{
    private const string Odds = "global::SoftmaxGen.Runtime.Odds";
    private const string Oversized = "global::SoftmaxGen.Runtime.OversizedRows";

    private readonly KernelWriter _kernel = new(code, plan, row);

    private string Element => _kernel.Element;

    private Reference Rows(string name) => Reference.Rows(plan, name);

    private Reference Items(string name) => Reference.Items(plan, name);

    /// <summary>Whether what follows the sums, and takes the terms once more, is in a method of its own.</summary>
    private bool EndsApart => row.SplitsLongKernels && !row.IsStraight;

    /// <summary>The type of powers of two, a vector of integers as wide as the elements.</summary>
    private string PowersType => $"global::System.Runtime.Intrinsics.Vector{row.Bits}<{(Element == "float" ? "int" : "long")}>";

    /// <summary>Whether the loss of targets may overflow before it is rounded: that of floats is computed in double.</summary>
    private bool LossesOverflow => Element == "double";

    /// <summary>The condition of targets so large that what follows their sums may overflow.</summary>
    private const string AreOversized = "!AreModerate(targetSum, cost)";

    /// <summary>The runtime's kernels for rows that are not narrow.</summary>
    private string General => $"{Steps(plan)}{row.GeneralBits}General";

    /// <summary>The class that holds the kernels of one width.</summary>
    public static string ClassName(HeadPlan plan, RowPlan row) => $"{plan.KernelClass}{row.Bits}";

    /// <summary>The classes of the runtime that hold the steps of kernels, but for the width.</summary>
    public static string Steps(HeadPlan plan) =>
        $"global::SoftmaxGen.Runtime.{(plan.Head.Element == ElementType.Single ? "Single" : "Double")}";

    public void Emit()
    {
        code.Line();
        code.Line($"/// <summary>The kernels for vectors of {row.Bits} bits; the steps they are made of are inherited. Those with terms treat narrow rows, and pass others on.</summary>");
        using (code.Open($"file abstract class {ClassName(plan, row)} : {Steps(plan)}{row.Bits}"))
        {
            Softmax();
            LogSoftmax();
            LogSumExp();
            CrossEntropyOfLabels();
            CrossEntropyOfTargets();
            GradientOfLabels();
            GradientOfTargets();
            if (row.SplitsLongKernels)
                SumTargets();
            if (EndsApart)
                WriteTargetGradient();
            ArgMax();
            SoftmaxBackward();
            LogSoftmaxBackward();
            Jacobian();
            Entropy();
            if (EndsApart)
                SumCosts();
            Probability();
        }
    }

    private void Softmax() => _kernel.Kernel(
        "a_i = exp(z_i) / sum_k exp(z_k).",
        "Softmax",
        [Rows("logits"), Rows("probabilities")],
        () =>
        {
            SumAll($"{General}.Softmax(ref logits, ref probabilities, {_kernel.Classes});", "probabilities");

            _kernel.Step("The probabilities.");
            _kernel.Line("var scale = Reciprocal(sum);");
            Scale("probabilities");
        });

    private void LogSoftmax()
    {
        const string Summary = "ln a_i = (z_i - max) - log1p(others / largest).";
        Reference[] references = [Rows("logits"), Rows("logProbabilities")];
        string passOn = $"{General}.LogSoftmax(ref logits, ref logProbabilities, {_kernel.Classes});";
        if (row.LogsTogether > 0)
        {
            WriteLogProbabilities();
            _kernel.RowsWithLogs(Summary, "LogSoftmax", references, () =>
            {
                _kernel.Step("The logarithms: those that a log-sum-exp takes.");
                code.Line("for (int place = 0; place < count; place++)");
                code.Line($"    LogSumExp(ref At(ref logits, place * {_kernel.Classes}), ref logs, place);");
                code.Line($"logs.TakeFor{(Element == "float" ? "Single" : "Double")}();");
                _kernel.Step("The rows once more; those that are not narrow are passed on.");
                using (code.Open($"for (int place = 0; place < count; place++, {Reference.Next(references, 1)})"))
                {
                    code.Line("if (logs.IsKnown(place))");
                    code.Line($"    {passOn}");
                    code.Line("else");
                    code.Line($"    {nameof(WriteLogProbabilities)}({Reference.Arguments(references)}, logs.Known(place), logs.Log(place));");
                }
            });
            return;
        }

        _kernel.Kernel(Summary, "LogSoftmax", references, () =>
        {
            SumBelow(passOn);
            _kernel.Step("Both parts are at most 0, so that nothing cancels.");
            _kernel.Line("double log = row.Log;");
            LogProbabilities("row.Max");
        });
    }

    private void WriteLogProbabilities() => _kernel.Method(
        "Writes (z_i - max) - log: both parts are at most 0, so that nothing cancels.",
        $"private static void {nameof(WriteLogProbabilities)}(ref {Element} logits, ref {Element} logProbabilities, double max, double log)",
        () =>
        {
            _kernel.ReadFirst("z", "logits");
            LogProbabilities("max");
        });

    private void LogProbabilities(string max) => _kernel.Pass(
        _kernel.Read("z", "logits"),
        _kernel.Write(slot => $"LogProbabilities(z{slot.Suffix}, {max}, log)", "logProbabilities"));

    private void LogSumExp() => KernelOfLog(
        "ln sum_k exp(z_k) = max + log1p(others / largest).",
        "LogSumExp",
        [Rows("logits"), Items("destination")],
        Items("destination"),
        result =>
        {
            SumBelow(result.Known($"{General}.LogSumExp(ref logits, {_kernel.Classes})"));
            _kernel.Line(result.Take("row.Max", "1", Rounded("row.LogSumExp")));
        });

    private void CrossEntropyOfLabels() => _kernel.Kernel(
        "The odds (1 - a_label) / a_label against each label: its loss is C = -ln a_label = log1p(odds).",
        "CrossEntropy",
        [Rows("logits"), Reference.Label, Items("odds")],
        () =>
        {
            SumOthers($"odds = {Odds}.OfLoss({General}.CrossEntropy(ref logits, label, {_kernel.Classes}));");
        });

    private void CrossEntropyOfTargets() => KernelOfLog(
        "C = -sum_i y_i ln a_i = sum_i y_i (max - z_i) + log1p(others / largest) sum_i y_i.",
        "CrossEntropy",
        [Rows("logits"), Rows("targets"), Items("loss")],
        Items("loss"),
        result =>
        {
            string passOn = result.Known($"{General}.CrossEntropy(ref logits, ref targets, {_kernel.Classes})");
            SumBelow(passOn);
            TargetLoss(passOn, result);
        });

    private void GradientOfLabels() => _kernel.Kernel(
        "The odds as above, and dC/dz_i = a_i - (i = label), divided by <paramref name=\"divisor\"/>.",
        "CrossEntropyGradient",
        [Rows("logits"), Reference.Label, Rows("gradient"), Items("odds"), Reference.Divisor],
        () =>
        {
            SumOthers($"odds = {Odds}.OfLoss({General}.CrossEntropyGradient(ref logits, label, ref gradient, divisor, {_kernel.Classes}));", "gradient");

            if (plan.HasOneOther)
            {
                _kernel.Step("The entry of the class that is not the label, and the label's: the same with its sign turned.");
                _kernel.Line($"{Element} entry = EntryOfOne(others, own, divisor);");
                _kernel.Line("At(ref gradient, 1 - label) = entry;");
                _kernel.Line("At(ref gradient, label) = -entry;");
                return;
            }

            _kernel.Step("All entries as if there were no label, then the label's: from the sum of the others, not p - 1, which cancels.");
            _kernel.Line("var scale = ScaleOf(others, own, ShareOf(divisor));");
            Scale("gradient");
            _kernel.Line("At(ref gradient, label) = OwnEntryOf(others, scale);");
        });

    private void GradientOfTargets() => KernelOfLog(
        "C as above, and dC/dz_i = a_i sum_j y_j - y_i, divided by <paramref name=\"divisor\"/>.",
        "CrossEntropyGradient",
        [Rows("logits"), Rows("targets"), Rows("gradient"), Items("loss"), Reference.Divisor],
        Items("loss"),
        result =>
        {
            string passOn = result.Known($"{General}.CrossEntropyGradient(ref logits, ref targets, ref gradient, divisor, {_kernel.Classes})");
            SumBelow(passOn);
            TargetLoss(passOn, result);
            if (!LossesOverflow)
                Leave(AreOversized, $"{Oversized}.TargetGradient(ref logits, ref targets, ref gradient, divisor, {_kernel.Classes});");

            _kernel.Step("The gradient.");
            _kernel.Line("double weight = 1 / divisor;");
            _kernel.Line("var scale = Quotient(targetSum, row.SumTimes(divisor));");
            if (EndsApart)
                _kernel.Line($"{nameof(WriteTargetGradient)}(ref logits, ref targets, ref gradient, top, scale, weight);");
            else
                TargetEntries();
        });

    private void WriteTargetGradient() => _kernel.Method(
        "Writes a_i sum_j y_j - y_i, from the terms of a_i once more.",
        $"private static void {nameof(WriteTargetGradient)}(ref {Element} logits, ref {Element} targets, ref {Element} gradient, {PowersType} top, Factor scale, double weight)",
        () =>
        {
            _kernel.ReadFirst("z", "logits");
            _kernel.ReadRest("y", "targets");
            TargetEntries();
        });

    private void TargetEntries() => _kernel.Pass(
        _kernel.Read("z", "logits"),
        _kernel.Read("y", "targets"),
        Terms(),
        _kernel.Write(slot => $"TargetGradient(e{slot.Suffix}, scale, y{slot.Suffix}, weight)", "gradient"));

    private void SoftmaxBackward() => _kernel.Kernel(
        "p_i (g_i - sum_j g_j p_j).",
        "SoftmaxBackward",
        [Rows("probabilities"), Rows("upstream"), Rows("gradient")],
        () =>
        {
            _kernel.Step("sum_j g_j p_j.");
            _kernel.Line("var dot = default(Total);");
            _kernel.Pass(
                _kernel.Read("p", "probabilities"),
                _kernel.Read("g", "upstream"),
                _kernel.AddTo("dot", "AddProduct", slot => $"{_kernel.Own(slot, $"p{slot.Suffix}")}, {_kernel.Own(slot, $"g{slot.Suffix}")}"));

            _kernel.Step("The gradient, unless upstream gradients are so large that a difference of two may overflow.");
            _kernel.Line("var sum = dot.Sum();");
            Leave("!IsModerateDot(sum)", $"{Oversized}.SoftmaxBackward(ref probabilities, ref upstream, ref gradient, {_kernel.Classes});");
            _kernel.Line("var product = InParts(sum);");
            _kernel.Pass(
                _kernel.Read("p", "probabilities"),
                _kernel.Read("g", "upstream"),
                _kernel.Write(slot => $"SoftmaxGradient(p{slot.Suffix}, g{slot.Suffix}, product)", "gradient"));
        });

    private void LogSoftmaxBackward() => _kernel.Kernel(
        "g_i - exp(l_i) sum_j g_j.",
        "LogSoftmaxBackward",
        [Rows("logProbabilities"), Rows("upstream"), Rows("gradient")],
        () =>
        {
            // What is read a second time has another name. In straight-line code every vector is read before the first is written.
            string again = row.ReadsTwice ? "h" : "g";
            if (!row.ReadsTwice)
                _kernel.ReadFirst("l", "logProbabilities");
            _kernel.Step("sum_j g_j.");
            _kernel.Line("var total = default(Total);");
            _kernel.Pass(
                _kernel.Read("g", "upstream"),
                _kernel.AddTo("total", "Add", slot => _kernel.Own(slot, $"g{slot.Suffix}")));

            _kernel.Step("The gradient, unless the sum is of a size that wants care.");
            _kernel.Line("double sum = total.Sum().High;");
            Leave("!IsModerateSum(sum)", $"{Oversized}.LogSoftmaxBackward(ref logProbabilities, ref upstream, ref gradient, {_kernel.Classes});");
            _kernel.Pass(
                _kernel.Read("l", "logProbabilities"),
                _kernel.Read(again, "upstream"),
                _kernel.Write(slot => $"LogSoftmaxGradient(l{slot.Suffix}, {again}{slot.Suffix}, sum)", "gradient"));
        });

    private void ArgMax() => _kernel.Kernel(
        "The first of the largest logits, or the first NaN.",
        "ArgMax",
        [Rows("logits"), Reference.Label],
        () =>
        {
            _kernel.FindMax();
            if (HasBitForEachClass)
            {
                _kernel.Step("One bit for each class: set for a NaN, and where there is none, for what equals the largest.");
                code.Lines($"ulong matches = {ClassBits("IsNaN(z{0})", "")};");
                code.Line("if (matches == 0)");
                code.Lines($"    matches = {ClassBits("Equal(z{0}, max)", "    ")};");
                code.Line();
                _kernel.Line("label = global::System.Numerics.BitOperations.TrailingZeroCount(matches);");
                return;
            }

            _kernel.Step("A NaN anywhere wins over the largest.");
            _kernel.Line("var nan = Zero;");
            _kernel.Pass(
                _kernel.Read("z", "logits"),
                new Stage(null, slot => $"nan |= IsNaN(z{slot.Suffix});"));
            _kernel.Line($"label = Bits(nan) == 0 ? IndexOf(ref logits, {_kernel.Classes}, max) : IndexOfNaN(ref logits, {_kernel.Classes});");
        });

    private void Jacobian() => _kernel.Method(
        "da_j/dz_i = a_i ((i = j) - a_j).",
        $"public static void Jacobian(ref {Element} probabilities, ref {Element} jacobian)",
        () =>
        {
            _kernel.ReadFirst("a", "probabilities");
            _kernel.Step("Each row as if it had no diagonal, then the diagonal.");
            using (code.Open($"for (int k = 0; k < {_kernel.Classes}; k++)"))
            {
                _kernel.Line($"{Element} own = At(ref probabilities, k);");
                _kernel.Pass(
                    _kernel.Read("a", "probabilities"),
                    _kernel.Write(slot => $"JacobianRow(own, a{slot.Suffix})", "jacobian"));
                _kernel.Line("At(ref jacobian, k) = own * (1 - own);");
                _kernel.Line($"jacobian = ref At(ref jacobian, {_kernel.Classes});");
            }
        });

    private void Entropy() => _kernel.Method(
        "-sum_i a_i ln a_i = log1p(others / largest) + sum_i a_i (max - z_i).",
        $"public static double Entropy(ref {Element} logits)",
        () =>
        {
            SumBelow($"return {General}.Entropy(ref logits, {_kernel.Classes});");
            _kernel.Step("The mean of max - z.");
            if (EndsApart)
            {
                _kernel.Line($"return row.Log + ({nameof(SumCosts)}(ref logits, top, row.Max) / row.Sum);");
            }
            else
            {
                Costs("row.Max");
                _kernel.Line("return row.Log + (cost.Sum().High / row.Sum);");
            }
        });

    private void SumCosts() => _kernel.Method(
        "sum_i e_i (max - z_i), of the terms e_i once more.",
        $"private static double {nameof(SumCosts)}(ref {Element} logits, {PowersType} top, double max)",
        () =>
        {
            Costs("max");
            _kernel.Line("return cost.Sum().High;");
        });

    private void Costs(string max)
    {
        _kernel.Line("var cost = default(Total);");
        _kernel.Pass(
            _kernel.Read("z", "logits"),
            Terms(),
            _kernel.AddTo("cost", "AddCost", slot => $"{_kernel.Own(slot, $"e{slot.Suffix}")}, z{slot.Suffix}, {max}"));
    }

    private void Probability() => _kernel.Method(
        "a_label alone, with the bits that Softmax gives it.",
        $"public static {Element} Probability(ref {Element} logits, int label)",
        () =>
        {
            SumAll($"return {General}.Probability(ref logits, label, {_kernel.Classes});", destination: null);
            _kernel.Line("return TimesOne(Own(At(ref logits, label), top), Reciprocal(sum));");
        });

    /// <summary>A kernel one of whose results wants the logarithm of its row: it takes that at once, or leaves it with those of other rows.</summary>
    private void KernelOfLog(string summary, string name, Reference[] references, Reference result, Action<ResultOfLog> body)
    {
        if (row.LogsTogether > 0)
            _kernel.KernelWithLogs(summary, name, references, result, () => body(new(result.Name, WaitsForLog: true)));
        else
            _kernel.Kernel(summary, name, references, () => body(new(result.Name, WaitsForLog: false)));
    }

    /// <summary>How a kernel gives a result that wants the logarithm of its row.</summary>
    private readonly record struct ResultOfLog(string Name, bool WaitsForLog)
    {
        /// <summary>The statement for a row that is not narrow, whose result another kernel gives.</summary>
        public string Known(string value) => WaitsForLog ? $"logs.PutKnown(place, {value});" : $"{Name} = {value};";

        /// <summary>The statement for a result of known + weight * log, which is also given as a whole.</summary>
        public string Take(string known, string weight, string value) => WaitsForLog ? $"logs.Put(place, {known}, {weight}, row.Odds);" : $"{Name} = {value};";
    }

    /// <summary>
    /// From the logits to the power <c>top</c> that terms are relative to: the largest in straight-line code, where a row that
    /// is not narrow ends here. A loop that needs no more than the terms takes them at once, and looks at their powers later.
    /// </summary>
    /// <param name="passOn">The call that such a row is passed on with.</param>
    /// <param name="destination">Where the terms wait in a loop, if they do.</param>
    private void Powers(string passOn, string? destination)
    {
        if (row.IsStraight)
        {
            StraightPowers(passOn, needsMax: false);
            return;
        }

        if (destination is not null)
        {
            code.Line("// In an in-place call terms take the place of logits: whether the row is narrow must be known before.");
            Leave($"AreSame(ref logits, ref {destination}) && !IsNarrow(ref logits, {_kernel.Classes})", passOn);
        }

        _kernel.ReadFirst("z", "logits");
        _kernel.Step("The terms are relative to a power not far from that of the first logit: the largest is known in the end.");
        code.Line("var top = PowerAbove(logits);");
        code.Line("var drop = DropOf(top);");
        code.Line("var highest = LowestPower;");
        code.Line("var lowest = HighestPower;");
    }

    /// <summary>The same with the largest logit, <c>max</c>, which is known before the first term.</summary>
    private void PowersAndMax(string passOn)
    {
        if (row.IsStraight)
        {
            StraightPowers(passOn, needsMax: true);
            return;
        }

        _kernel.FindMax("The largest logit and the smallest ones, and whether the row is narrow.", withMin: true);
        code.Line("var top = PowerOf(max);");
        Leave("!IsNarrow(top, PowerOf(min))", passOn);
        code.Line("var drop = DropOf(top);");
    }

    private void StraightPowers(string passOn, bool needsMax)
    {
        _kernel.ReadRow("z", "logits");
        _kernel.Step("Each exp(z), before the largest is known: n is its power of two, q its bits.");
        _kernel.Compute(_kernel.Powers(counts: false));
        _kernel.Step("The largest power, and whether the row is narrow.");
        code.Line($"var top = LargestLane({_kernel.Join("Larger", "n")});");
        Leave($"!IsNarrow(top, {_kernel.Join("Smaller", "n")})", passOn);
        if (needsMax)
            _kernel.FindMax();
        _kernel.Step("The terms exp(z) / exp(max), up to a factor that they all share.");
        code.Line("var drop = DropOf(top);");
    }

    private void Leave(string condition, string passOn)
    {
        using (code.Open($"if ({condition})"))
        {
            code.Line(passOn);
            if (!passOn.StartsWith("return ", StringComparison.Ordinal))
                code.Line("return;");
        }
    }

    /// <summary>Ends a row that was not narrow, where a loop has taken it for one.</summary>
    private void LeaveAfterLoop(string passOn)
    {
        if (row.IsStraight)
            return;
        _kernel.Step("Whether the row is narrow; if not, its logits are still what they were.");
        Leave("!IsNarrow(LargestLane(highest), lowest)", passOn);
    }

    /// <summary>The terms of a row, and their <c>sum</c>.</summary>
    private void SumAll(string passOn, string? destination)
    {
        Powers(passOn, destination);
        Stage[] store = destination is null ? [] : [StoreInLoop(destination)];
        _kernel.SumPass(
            _kernel.SumComment("Their sum"),
            [_kernel.Read("z", "logits"), .. TermsOfPowers(), .. store],
            new RowTerm("sum", slot => _kernel.Own(slot, $"e{slot.Suffix}")));
        LeaveAfterLoop(passOn);
    }

    /// <summary>The terms of a row, the sum of all but the label's, <c>others</c>, the label's <c>own</c>, and the odds.</summary>
    private void SumOthers(string passOn, string? destination = null)
    {
        Powers(passOn, destination);

        // Here, before an in-place call writes over the logit.
        _kernel.Line($"{Element} own = Own(At(ref logits, label), top);");
        _kernel.Line("var away = Away(label);");
        Stage[] store = destination is null ? [] : [StoreInLoop(destination)];
        _kernel.SumPass(
            _kernel.SumComment("The sum of the other classes' terms"),
            [_kernel.Read("z", "logits"), .. TermsOfPowers(), .. store],
            new RowTerm("others", slot => _kernel.Own(slot, $"Except(e{slot.Suffix}, away, {_kernel.Lane(slot)})")),
            classes => $"away = Closer(away, {classes});");
        LeaveAfterLoop(passOn);
        _kernel.Line(plan.HasOneOther ? "odds = OddsOfOne(others, own);" : "odds = OddsOf(others, own);");
    }

    /// <summary>The terms of a row, and <c>row</c>: their sums with one largest left out.</summary>
    private void SumBelow(string passOn)
    {
        PowersAndMax(passOn);
        _kernel.Line("var largest = Term(max, drop);");
        _kernel.Line("int ties = 0;");
        _kernel.SumPass(
            _kernel.SumComment("The sum of the smaller ones"),
            [
                _kernel.Read("z", "logits"),
                Terms(),
                _kernel.Let("top", "Which of them equal the largest: all but one of those count again below.", slot => $"Equal(e{slot.Suffix}, largest)"),
                new Stage(null, slot => $"ties += Count({_kernel.Own(slot, $"top{slot.Suffix}")});"),
            ],
            new RowTerm("below", slot => _kernel.Own(slot, $"Without(e{slot.Suffix}, top{slot.Suffix})")));
        _kernel.Line("var row = Row(max, largest, below, ties);");
    }

    private void SumTargets() => _kernel.Method(
        "sum_i y_i, and sum_i y_i (max - z_i).",
        $"private static global::SoftmaxGen.Runtime.Wide {nameof(SumTargets)}(ref {Element} logits, ref {Element} targets, double max, out double cost)",
        () =>
        {
            AddTargets("max");
            _kernel.Line("cost = sums.Cost;");
            _kernel.Line("return sums.Targets;");
        });

    /// <summary>The loss of targets. A row ends before it where those are so large that it may overflow.</summary>
    private void TargetLoss(string passOn, ResultOfLog result)
    {
        _kernel.Step("The loss: no term of it is negative where no target is.");
        if (row.SplitsLongKernels)
        {
            _kernel.Line($"var targetSum = {nameof(SumTargets)}(ref logits, ref targets, row.Max, out double cost);");
        }
        else
        {
            AddTargets("row.Max");
            _kernel.Line("double cost = sums.Cost;");
            _kernel.Line("var targetSum = sums.Targets;");
        }

        if (LossesOverflow)
            Leave(AreOversized, passOn);
        _kernel.Line(result.Take("cost", "targetSum.High", Rounded("cost + (row.Log * targetSum.High)", parenthesise: true)));
    }

    private void AddTargets(string max)
    {
        _kernel.Line("var sums = default(TargetSums);");
        _kernel.Pass(
            _kernel.Read("z", "logits"),
            _kernel.Read("y", "targets"),
            _kernel.AddTo("sums", "Add", slot => $"{_kernel.Own(slot, $"y{slot.Suffix}")}, z{slot.Suffix}, {max}"));
    }

    private Stage Terms() => row.IsStraight
        ? Lowered()
        : _kernel.LetByFours("e", null, slots => [$"Terms({KernelWriter.List(slots, "z")}, top, {KernelWriter.List(slots, "out var e")});"]);

    /// <summary>The terms from powers, which straight-line code has already and a loop computes and counts on its way.</summary>
    private Stage[] TermsOfPowers() => row.IsStraight ? [Lowered()] : [_kernel.Powers(counts: true), Lowered()];

    private Stage Lowered() => _kernel.Let("e", null, slot => $"Lower(q{slot.Suffix}, drop)");

    /// <summary>The terms times the scale.</summary>
    private void Scale(string destination) => _kernel.Pass(
        _kernel.Read("e", destination),
        _kernel.Write(slot => $"Times(e{slot.Suffix}, scale)", destination));

    /// <summary>In a loop the terms wait in the destination; in straight-line code they stay in registers.</summary>
    private Stage StoreInLoop(string destination)
    {
        Stage store = _kernel.Write(slot => $"e{slot.Suffix}", destination);
        return new Stage(
            $"The terms wait in place of the {destination} until their sum is known.",
            slots => store.Statements([.. slots.Where(slot => slot.Plan is null)]));
    }

    /// <summary>Whether the lanes of a row in straight-line code are bits of one number, each at the place of its class.</summary>
    private bool HasBitForEachClass => row.IsStraight && _kernel.Classes <= 64;

    /// <summary>One bit for each class, each vector's on a line of their own where one line would be long.</summary>
    private string ClassBits(string lanes, string indentation)
    {
        string[] vectors = [.. _kernel.Rest.Select(slot =>
        {
            VectorPlan vector = slot.Plan!;
            string upper = vector.UpperOffset is null ? "" : $", {vector.UpperOffset - vector.Offset}";
            string bits = $"Bits({lanes.Replace("{0}", slot.Suffix)}{upper})";
            return vector.Offset == 0 ? bits : $"({bits} << {vector.Offset})";
        })];
        return string.Join(vectors.Length > 4 ? $"\n{indentation}    | " : " | ", vectors);
    }

    private string Rounded(string value, bool parenthesise = false) =>
        Element == "double" ? value : parenthesise ? $"(float)({value})" : $"(float){value}";
}
