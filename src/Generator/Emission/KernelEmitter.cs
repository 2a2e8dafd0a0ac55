using SoftmaxGen.Generator.Model;
using SoftmaxGen.Generator.Planning;
using RowTerm = SoftmaxGen.Generator.Emission.KernelWriter.RowTerm;
using Stage = SoftmaxGen.Generator.Emission.KernelWriter.Stage;

namespace SoftmaxGen.Generator.Emission;

/// <summary>Writes the kernels of one vector width: the algorithms, each as the stages that a row goes through.</summary>
/// <remarks>
/// Those with terms come twice: for narrow rows, whose logits lie so close together that nothing overflows, underflows or is
/// not a number, and for any rows. The former leave rows that are not narrow to the latter.
/// </remarks>
internal sealed class KernelEmitter(CodeWriter code, HeadPlan plan, RowPlan row, bool isNarrow)
{
    private readonly KernelWriter _kernel = new(code, plan, row, isNarrow);

    private string Element => _kernel.Element;

    /// <summary>The class that holds the kernels of one width.</summary>
    public static string ClassName(HeadPlan plan, RowPlan row) => $"{plan.KernelClass}{row.Bits}";

    /// <summary>The class that holds those for any rows.</summary>
    public static string GeneralClassName(HeadPlan plan, RowPlan row) => $"{ClassName(plan, row)}General";

    public void Emit()
    {
        string steps = plan.Head.Element == ElementType.Single ? "Single" : "Double";
        code.Line();
        code.Line(isNarrow
            ? $"/// <summary>The kernels for vectors of {row.Bits} bits; the steps they are made of are inherited. Those with terms treat narrow rows, and pass others on.</summary>"
            : $"/// <summary>The kernels for vectors of {row.Bits} bits and rows with any logits: of any size, infinite or NaN.</summary>");
        using (code.Open($"file abstract class {(isNarrow ? ClassName(plan, row) : GeneralClassName(plan, row))} : global::SoftmaxGen.Runtime.{steps}{row.Bits}"))
        {
            Softmax();
            LogSoftmax();
            LogSumExp();
            CrossEntropyOfLabels();
            CrossEntropyOfTargets();
            GradientOfLabels();
            GradientOfTargets();
            if (isNarrow)
            {
                ArgMax();
                SoftmaxBackward();
                LogSoftmaxBackward();
                Jacobian();
            }
            else
            {
                Entropy();
                Reduce();
            }
        }
    }

    private void Softmax() => _kernel.Kernel(
        "a_i = exp(z_i) / sum_k exp(z_k).",
        "Softmax",
        $"ref {Element} logits, ref {Element} probabilities",
        () =>
        {
            Shift("Softmax", needsMax: false, "logits", "probabilities");
            _kernel.SumPass(
                _kernel.SumComment("Their sum"),
                [
                    _kernel.Read("z", "logits"),
                    Terms(),
                    StoreInLoop("probabilities"),
                ],
                new RowTerm("sum", slot => _kernel.Own(slot, $"e{slot.Suffix}")));

            _kernel.Step("The probabilities.");
            _kernel.Line("var scale = Reciprocal(sum);");
            _kernel.Pass(
                _kernel.Read("e", "probabilities"),
                _kernel.Write(null, slot => $"{Scale}(e{slot.Suffix}, scale)", "probabilities"));
        },
        ["logits", "probabilities"],
        []);

    private void LogSoftmax() => _kernel.Kernel(
        "ln a_i = (z_i - max) - log1p(others / largest).",
        "LogSoftmax",
        $"ref {Element} logits, ref {Element} logProbabilities",
        () =>
        {
            SumOthers(null, "LogSoftmax", "logits", "logProbabilities");
            _kernel.Step("Both parts are at most 0, so that nothing cancels.");
            _kernel.Line("double log = row.Log;");
            _kernel.Pass(
                _kernel.Read("z", "logits"),
                _kernel.Write(null, slot => $"LogProbabilities(z{slot.Suffix}, row.Max, log)", "logProbabilities"));
        },
        ["logits", "logProbabilities"],
        []);

    private void LogSumExp() => _kernel.Kernel(
        "ln sum_k exp(z_k) = max + log1p(others / largest).",
        "LogSumExp",
        $"ref {Element} logits, ref {Element} destination",
        () =>
        {
            SumOthers(null, "LogSumExp", "logits", "destination");
            _kernel.Line($"destination = {Rounded("row.LogSumExp")};");
        },
        ["logits"],
        ["destination"]);

    private void CrossEntropyOfLabels() => _kernel.Kernel(
        "C = -ln a_label = (max - z_label) + log1p(others / largest).",
        "CrossEntropy",
        $"ref {Element} logits, ref int label, ref {Element} loss",
        () =>
        {
            SumOthers(null, "CrossEntropy", "logits", "label", "loss");
            _kernel.Line($"loss = {Rounded("row.Loss(At(ref logits, label))")};");
        },
        ["logits"],
        ["label", "loss"]);

    private void CrossEntropyOfTargets() => _kernel.Kernel(
        "C = -sum_i y_i ln a_i = sum_i y_i (max - z_i) + log1p(others / largest) sum_i y_i.",
        "CrossEntropy",
        $"ref {Element} logits, ref {Element} targets, ref {Element} loss",
        () =>
        {
            SumOthers(null, "CrossEntropy", "logits", "targets", "loss");
            TargetLoss();
        },
        ["logits", "targets"],
        ["loss"]);

    private void GradientOfLabels() => _kernel.Kernel(
        "C as above, and dC/dz_i = a_i - (i = label), divided by <paramref name=\"divisor\"/>.",
        "CrossEntropyGradient",
        $"ref {Element} logits, ref int label, ref {Element} gradient, ref {Element} loss, double divisor",
        () =>
        {
            _kernel.Step("The label's logit, before an in-place call writes over it.");
            _kernel.Line($"{Element} logit = At(ref logits, label);");
            SumOthers(
                _kernel.Write("The terms wait in the gradient, where the label's is looked up below.", slot => $"e{slot.Suffix}", "gradient"),
                "CrossEntropyGradient",
                "logits",
                "label",
                "gradient",
                "loss");

            _kernel.Step("The loss, and the label's own entry from the sum of the others: never p - 1, which cancels.");
            _kernel.Line($"loss = {Rounded("row.Loss(logit)")};");
            _kernel.Line("var total = row.SumTimes(divisor);");
            _kernel.Line($"{Element} own = {Rounded("row.Own(At(ref gradient, label), total)")};");

            _kernel.Step("All entries as if there were no label, then the label's.");
            _kernel.Line("var scale = Reciprocal(total);");
            _kernel.Pass(
                _kernel.Read("e", "gradient"),
                _kernel.Write(null, slot => $"{Scale}(e{slot.Suffix}, scale)", "gradient"));
            _kernel.Line("At(ref gradient, label) = own;");
        },
        ["logits", "gradient"],
        ["label", "loss"]);

    private void GradientOfTargets() => _kernel.Kernel(
        "C as above, and dC/dz_i = a_i sum_j y_j - y_i, divided by <paramref name=\"divisor\"/>.",
        "CrossEntropyGradient",
        $"ref {Element} logits, ref {Element} targets, ref {Element} gradient, ref {Element} loss, double divisor",
        () =>
        {
            SumOthers(null, "CrossEntropyGradient", "logits", "targets", "gradient", "loss");
            TargetLoss();

            _kernel.Step("The gradient.");
            _kernel.Line("double weight = 1 / divisor;");
            _kernel.Line("var scale = Quotient(targetSum, row.SumTimes(divisor));");
            _kernel.Pass(
                _kernel.Read("z", "logits"),
                _kernel.Read("y", "targets"),
                Terms(),
                _kernel.Write(null, slot => $"TargetGradient(e{slot.Suffix}, scale, y{slot.Suffix}, weight)", "gradient"));
        },
        ["logits", "targets", "gradient"],
        ["loss"]);

    private void SoftmaxBackward() => _kernel.Kernel(
        "p_i (g_i - sum_j g_j p_j).",
        "SoftmaxBackward",
        $"ref {Element} probabilities, ref {Element} upstream, ref {Element} gradient",
        () =>
        {
            _kernel.Step("sum_j g_j p_j.");
            _kernel.Line("var dot = default(Total);");
            _kernel.Pass(
                _kernel.Read("p", "probabilities"),
                _kernel.Read("g", "upstream"),
                _kernel.AddTo("dot", "AddProduct", slot => $"{_kernel.Own(slot, $"p{slot.Suffix}")}, {_kernel.Own(slot, $"g{slot.Suffix}")}"));

            _kernel.Step("The gradient.");
            _kernel.Line("double product = dot.Sum().High;");
            _kernel.Pass(
                _kernel.Read("p", "probabilities"),
                _kernel.Read("g", "upstream"),
                _kernel.Write(null, slot => $"SoftmaxGradient(p{slot.Suffix}, g{slot.Suffix}, product)", "gradient"));
        },
        ["probabilities", "upstream", "gradient"],
        []);

    private void LogSoftmaxBackward() => _kernel.Kernel(
        "g_i - exp(l_i) sum_j g_j.",
        "LogSoftmaxBackward",
        $"ref {Element} logProbabilities, ref {Element} upstream, ref {Element} gradient",
        () =>
        {
            _kernel.ReadFirst("l", "logProbabilities");
            _kernel.Step("sum_j g_j.");
            _kernel.Line("var total = default(Total);");
            _kernel.Pass(
                _kernel.Read("g", "upstream"),
                _kernel.AddTo("total", "Add", slot => _kernel.Own(slot, $"g{slot.Suffix}")));

            _kernel.Step("The gradient.");
            _kernel.Line("double sum = total.Sum().High;");
            _kernel.Pass(
                _kernel.Read("l", "logProbabilities"),
                _kernel.Read("g", "upstream"),
                _kernel.Write(null, slot => $"LogSoftmaxGradient(l{slot.Suffix}, g{slot.Suffix}, sum)", "gradient"));
        },
        ["logProbabilities", "upstream", "gradient"],
        []);

    private void ArgMax() => _kernel.Kernel(
        "The first of the largest logits, or the first NaN.",
        "ArgMax",
        $"ref {Element} logits, ref int label",
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
        },
        ["logits"],
        ["label"]);

    private void Jacobian() => _kernel.Function(
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
                    _kernel.Write(null, slot => $"JacobianRow(own, a{slot.Suffix})", "jacobian"));
                _kernel.Line("At(ref jacobian, k) = own * (1 - own);");
                _kernel.Line($"jacobian = ref At(ref jacobian, {_kernel.Classes});");
            }
        });

    private void Entropy() => _kernel.Function(
        "-sum_i a_i ln a_i = log1p(others / largest) + sum_i a_i (max - z_i).",
        $"public static double Entropy(ref {Element} logits)",
        () =>
        {
            SumOthers(null);
            _kernel.Step("The mean of max - z, where a term of 0 counts for nothing.");
            _kernel.Line("var cost = default(Total);");
            _kernel.Pass(
                _kernel.Read("z", "logits"),
                Terms(),
                _kernel.AddTo("cost", "AddCost", slot => $"{_kernel.Own(slot, $"e{slot.Suffix}")}, z{slot.Suffix}, row.Max"));
            _kernel.Line("return row.Log + (cost.Sum().High / row.Sum);");
        });

    private void Reduce() => _kernel.Function(
        "What the losses of a row are made of: the largest logit, its term, and the sum of the others.",
        $"public static global::SoftmaxGen.Runtime.RowSum Reduce(ref {Element} logits)",
        () =>
        {
            SumOthers(null);
            _kernel.Line("return row;");
        });

    /// <summary>The terms of a row, and <c>row</c>: their sums with one largest left out.</summary>
    /// <param name="store">Writes the terms, where they are wanted again.</param>
    /// <param name="kernel">The kernel that this stands in.</param>
    /// <param name="references">What the kernel takes references to.</param>
    private void SumOthers(Stage? store, string kernel = "", params string[] references)
    {
        Shift(kernel, needsMax: true, references);
        _kernel.Line(isNarrow ? "var largest = Term(max, top);" : "var largest = Exp(max, shift);");
        _kernel.Line("int ties = 0;");

        List<Stage> stages = [_kernel.Read("z", "logits"), Terms()];
        if (store is { } write)
            stages.Add(write);
        stages.Add(_kernel.Let("top", "Which of them equal the largest: all but one of those count again below.", slot => $"Equal(e{slot.Suffix}, largest)"));
        stages.Add(new Stage(null, slot => $"ties += Count({_kernel.Own(slot, $"top{slot.Suffix}")});"));
        _kernel.SumPass(
            _kernel.SumComment("The sum of the smaller ones"),
            [.. stages],
            new RowTerm("below", slot => _kernel.Own(slot, $"Without(e{slot.Suffix}, top{slot.Suffix})")));
        _kernel.Line("var row = Row(max, largest, below, ties);");
    }

    private void TargetLoss()
    {
        _kernel.Step("The loss: no term of it is negative where no target is.");
        _kernel.Line("var cost = default(Total);");
        _kernel.Line("var target = default(Total);");
        _kernel.Pass(
            _kernel.Read("z", "logits"),
            _kernel.Read("y", "targets"),
            _kernel.AddTo("cost", "AddCost", slot => $"{_kernel.Own(slot, $"y{slot.Suffix}")}, z{slot.Suffix}, row.Max"),
            _kernel.AddTo("target", "Add", slot => _kernel.Own(slot, $"y{slot.Suffix}")));
        _kernel.Line("var targetSum = target.Sum();");
        _kernel.Line($"loss = {Rounded("cost.Sum().High + (row.Log * targetSum.High)", parenthesise: true)};");
    }

    /// <summary>What the terms are divided by. A row that is not narrow ends here, where the kernel is for those alone.</summary>
    private void Shift(string kernel, bool needsMax, params string[] references)
    {
        if (!isNarrow)
        {
            _kernel.FindMax();
            _kernel.Step("The terms exp(z) / exp(max), up to a factor that they all share.");
            _kernel.Line("var shift = ShiftFor(max);");
            return;
        }

        if (row.IsStraight)
        {
            _kernel.ReadRow("z", "logits");
            _kernel.Step("Each exp(z), before the largest is known: n is its power of two, q its bits.");
            _kernel.Powers();
            _kernel.Step("The largest power, and whether the row is narrow.");
            _kernel.Line($"var top = LargestLane({_kernel.Join("Larger", "n")});");
            PassOn($"top, {_kernel.Join("Smaller", "n")}");
            if (needsMax)
                _kernel.FindMax();
        }
        else
        {
            _kernel.FindMax("The largest logit and the smallest ones, and whether the row is narrow.", withMin: true);
            PassOn("max, min");
            _kernel.Line("var top = PowerOf(max);");
        }

        if (row.IsStraight)
            _kernel.Step("The terms exp(z) / exp(max), up to a factor that they all share.");

        void PassOn(string limits)
        {
            using (code.Open($"if (!IsNarrow({limits}))"))
            {
                code.Line($"{GeneralClassName(plan, row)}.{kernel}({string.Join(", ", references.Select(reference => $"ref {reference}"))}, {(kernel == "CrossEntropyGradient" ? "divisor, " : "")}1);");
                code.Line("continue;");
            }
        }
    }

    private Stage Terms() => !isNarrow ? _kernel.Let("e", null, slot => $"Exp(z{slot.Suffix}, shift)")
        : row.IsStraight ? _kernel.Let("e", null, slot => $"Lower(q{slot.Suffix}, top)")
        : _kernel.LetByFours("e", null, slots => $"Terms({KernelWriter.List(slots, "z")}, top, {KernelWriter.List(slots, "out var e")});");

    private string Scale => isNarrow ? "Times" : "Scale";

    /// <summary>In a loop the terms wait in the destination; in straight-line code they stay in registers.</summary>
    private Stage StoreInLoop(string destination)
    {
        Stage store = _kernel.Write(null, slot => $"e{slot.Suffix}", destination);
        return new Stage(
            $"The terms wait in place of the {destination} until their sum is known.",
            slots => store.Statements([.. slots.Where(slot => slot.Plan is null)]));
    }

    /// <summary>Whether the lanes of a row in straight-line code are bits of one number, each at the place of its class.</summary>
    private bool HasBitForEachClass =>
        row.IsStraight && _kernel.Classes <= 64 && row.Vectors.All(vector => vector.UpperOffset is null);

    /// <summary>One bit for each class, each vector's on a line of their own where one line would be long.</summary>
    private string ClassBits(string lanes, string indentation)
    {
        string[] vectors = [.. _kernel.Rest.Select(slot =>
        {
            string bits = $"Bits({lanes.Replace("{0}", slot.Suffix)})";
            return slot.Plan!.Offset == 0 ? bits : $"({bits} << {slot.Offset})";
        })];
        return string.Join(vectors.Length > 4 ? $"\n{indentation}    | " : " | ", vectors);
    }

    private string Rounded(string value, bool parenthesise = false) =>
        Element == "double" ? value : parenthesise ? $"(float)({value})" : $"(float){value}";
}
