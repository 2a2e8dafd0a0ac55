using SoftmaxGen.Generator.Planning;
using Stage = SoftmaxGen.Generator.Emission.HorizontalLoops.Stage;

namespace SoftmaxGen.Generator.Emission;

/// <summary>Writes the kernels of one row in vectors of one width, a class in each lane: the algorithms, each as the stages that a row goes through.</summary>
/// <remarks>
/// They treat rows in the fast range, whose logits lie so close together that nothing overflows, underflows or is not a number,
/// and leave others to the runtime's fallback.
/// </remarks>
internal sealed partial class HorizontalKernels(CodeWriter code, HeadPlan plan, HorizontalPlan row)
{
    /// <summary>The condition of targets so large that what follows their sums may overflow.</summary>
    private const string AreOversized = "!S.AreInRange(targetSum, gap)";

    private readonly HorizontalLoops _loops = new(code, plan, row);

    private int N => plan.Head.Classes;

    private string Element => plan.Head.Element.Keyword;

    /// <summary>The type of exponents, a vector of integers as wide as the elements.</summary>
    private string ExponentsType => $"Vector{row.Bits}<{plan.Head.Element.Integer}>";

    private string FactorType => $"DoubleWord<Vector{row.Bits}<{Element}>>";

    /// <summary>The form of the losses of labels.</summary>
    private string LabelForm => $"{plan.Head.Element.Prefix}Odds";

    private KernelParameter Logits => KernelParameter.PerClass(plan, "logits");

    private KernelParameter Targets => KernelParameter.PerClass(plan, "targets");

    private KernelParameter Gradient => KernelParameter.PerClass(plan, "gradient");

    private KernelParameter Loss => KernelParameter.PerRow(plan, "loss");

    public void Emit()
    {
        code.Line("public static bool IsSupported => S.IsSupported;");
        code.Line();
        code.Line($"public static int Classes => {N};");
        if (row.DeferredLogCount > 0)
        {
            code.Line();
            code.Line($"public static int DeferredRows => {row.DeferredLogCount};");
        }

        Softmax();
        LogSoftmax();
        LogSumExp();
        CrossEntropyOfLabels();
        CrossEntropyOfTargets();
        GradientOfLabels();
        GradientOfTargets();
        if (row.OutlinesTargetSums)
            SumTargets();
        if (row.OutlinesSecondPass)
            StoreTargetGradient();
        ArgMax();
        SoftmaxBackward();
        LogSoftmaxBackward();
        Jacobian();
        Entropy();
        if (row.OutlinesSecondPass)
            SumGaps();
        Probability();
    }

    private void Softmax() => _loops.Kernel(
        "a_i = exp(z_i) / sum_k exp(z_k)",
        "void Softmax",
        [Logits, KernelParameter.PerClass(plan, "probabilities")],
        () => SoftmaxOfRow($"Fallback.Softmax(ref logits, ref probabilities, {N});"));

    private void SoftmaxOfRow(string fallback)
    {
        SumAll(fallback, "probabilities");
        code.Stage("Store: the terms times 1 / sum.");
        code.Line("var scale = S.Reciprocal(sum);");
        StoreScaled("probabilities");
    }

    private void LogSoftmax()
    {
        const string Summary = "ln a_i = (z_i - max) - log1p(others / max term)";
        KernelParameter[] parameters = [Logits, KernelParameter.PerClass(plan, "logProbabilities")];
        string fallback = $"Fallback.LogSoftmax(ref logits, ref logProbabilities, {N});";
        if (row.DeferredLogCount > 0)
        {
            _loops.DeferredKernel($"{Summary}, once the logarithm has been taken", "LogSoftmax", parameters, () =>
            {
                Leave("logs.IsKnown(place)", fallback);
                code.Line("double max = logs.Known(place), log = logs.Log(place);");
                _loops.ReadFirst("z", "logits");
                StoreLogProbabilities("max");
            });
            return;
        }

        _loops.Kernel(Summary, "void LogSoftmax", parameters, () =>
        {
            SumBelow(fallback);
            code.Line("double log = row.Log;");
            StoreLogProbabilities("row.Max");
        });
    }

    private void StoreLogProbabilities(string max)
    {
        code.Stage("Store: both parts are at most 0, so that nothing cancels.");
        _loops.Pass(
            _loops.Read("z", "logits"),
            _loops.Write(slot => $"S.LogProbabilities(z{slot.Suffix}, {max}, log)", "logProbabilities"));
    }

    private void LogSumExp() => KernelOfLog(
        "ln sum_k exp(z_k) = max + log1p(others / max term)",
        "LogSumExp",
        [Logits],
        KernelParameter.PerRow(plan, "destination"),
        result =>
        {
            SumBelow(result.Known($"Fallback.LogSumExp(ref logits, {N})"));
            code.Line(result.Take("row.Max", "1", Rounded("row.LogSumExp")));
        });

    private void CrossEntropyOfLabels() => _loops.Kernel(
        "The odds against the label, (1 - a_label) / a_label: the loss is C = -ln a_label = log1p(odds)",
        "void CrossEntropy",
        [Logits, KernelParameter.Label, Loss],
        () => SumNonLabelTerms($"loss = {LabelForm}.Encode(Fallback.CrossEntropy(ref logits, label, {N}));"));

    private void CrossEntropyOfTargets() => KernelOfLog(
        "C = -sum_i y_i ln a_i = sum_i y_i (max - z_i) + log1p(others / max term) sum_i y_i",
        "CrossEntropy",
        [Logits, Targets],
        Loss,
        result =>
        {
            string fallback = result.Known($"Fallback.CrossEntropy(ref logits, ref targets, {N})");
            SumBelow(fallback);
            TargetLoss(fallback, result);
        });

    private void GradientOfLabels() => _loops.Kernel(
        "The odds against the label, and dC/dz_i = a_i - (i = label), divided by <paramref name=\"divisor\"/>",
        "void CrossEntropyGradient",
        [Logits, KernelParameter.Label, Gradient, Loss, KernelParameter.Divisor],
        () =>
        {
            SumNonLabelTerms($"loss = {LabelForm}.Encode(Fallback.CrossEntropyGradient(ref logits, label, ref gradient, divisor, {N}));", "gradient");
            if (plan.IsBinary)
            {
                code.Stage("Store: the entry of the class that is not the label; the label's is its negative.");
                code.Line($"{Element} entry = S.BinaryGradient(others, labelTerm, divisor);");
                code.Line("Unsafe.Add(ref gradient, 1 - label) = entry;");
                code.Line("Unsafe.Add(ref gradient, label) = -entry;");
                return;
            }

            code.Stage("Store: as if there were no label, then the label's entry: it comes from the sum of the others; p - 1 would cancel.");
            code.Line("var scale = S.GradientScale(others, labelTerm, S.BroadcastDivisor(divisor));");
            StoreScaled("gradient");
            code.Line("Unsafe.Add(ref gradient, label) = S.LabelGradientScalar(others, scale);");
        });

    private void GradientOfTargets() => KernelOfLog(
        "C as above, and dC/dz_i = a_i sum_j y_j - y_i, divided by <paramref name=\"divisor\"/>",
        "CrossEntropyGradient",
        [Logits, Targets, Gradient],
        Loss,
        result =>
        {
            string fallback = result.Known($"Fallback.CrossEntropyGradient(ref logits, ref targets, ref gradient, divisor, {N})");
            SumBelow(fallback);
            TargetLoss(fallback, result);
            if (!plan.Head.Element.LossMayOverflow)
                Leave(AreOversized, $"OversizedRows.TargetGradient(ref logits, ref targets, ref gradient, divisor, {N});");

            code.Stage("Store: the gradient.");
            code.Line("double weight = 1 / divisor;");
            code.Line("var scale = S.Quotient(targetSum, row.SumTimes(divisor));");
            if (row.OutlinesSecondPass)
                code.Line($"{nameof(StoreTargetGradient)}(ref logits, ref targets, ref gradient, maxExponent, scale, weight);");
            else
                TargetEntries();
        },
        KernelParameter.Divisor);

    private void StoreTargetGradient() => _loops.Method(
        "Stores a_i sum_j y_j - y_i, from the terms of a_i once more",
        $"private static void {nameof(StoreTargetGradient)}(ref {Element} logits, ref {Element} targets, ref {Element} gradient, {ExponentsType} maxExponent, {FactorType} scale, double weight)",
        () =>
        {
            _loops.ReadFirst("z", "logits");
            _loops.ReadRest("y", "targets");
            TargetEntries();
        });

    private void TargetEntries() => _loops.Pass(
        _loops.Read("z", "logits"),
        _loops.Read("y", "targets"),
        Terms(),
        _loops.Write(slot => $"S.TargetGradient(e{slot.Suffix}, scale, y{slot.Suffix}, weight)", "gradient"));

    private void SoftmaxBackward() => _loops.Kernel(
        "p_i (g_i - sum_j g_j p_j)",
        "void SoftmaxBackward",
        [KernelParameter.PerClass(plan, "probabilities"), KernelParameter.PerClass(plan, "upstream"), Gradient],
        () =>
        {
            code.Stage("Sum: g_j p_j.");
            code.Line("var dot = default(S.Accumulator);");
            _loops.Pass(
                _loops.Read("p", "probabilities"),
                _loops.Read("g", "upstream"),
                _loops.AddTo("dot", "AddProduct", slot => $"{_loops.NewLanes(slot, $"p{slot.Suffix}")}, {_loops.NewLanes(slot, $"g{slot.Suffix}")}"));

            code.Stage("Range check: a difference of two upstream gradients might overflow.");
            code.Line("var sum = dot.Sum();");
            Leave("!S.IsDotInRange(sum)", $"OversizedRows.SoftmaxBackward(ref probabilities, ref upstream, ref gradient, {N});");
            code.Stage("Store: the gradient.");
            code.Line("var product = S.ToDoubleWord(sum);");
            _loops.Pass(
                _loops.Read("p", "probabilities"),
                _loops.Read("g", "upstream"),
                _loops.Write(slot => $"S.SoftmaxGradient(p{slot.Suffix}, g{slot.Suffix}, product)", "gradient"));
        });

    private void LogSoftmaxBackward() => _loops.Kernel(
        "g_i - exp(l_i) sum_j g_j",
        "void LogSoftmaxBackward",
        [KernelParameter.PerClass(plan, "logProbabilities"), KernelParameter.PerClass(plan, "upstream"), Gradient],
        () =>
        {
            // What is read a second time has another name. Without a loop every vector is read before the first is written.
            string again = row.ReadsTwice ? "h" : "g";
            if (!row.ReadsTwice)
                _loops.ReadFirst("l", "logProbabilities");
            code.Stage("Sum: g_j.");
            code.Line("var total = default(S.Accumulator);");
            _loops.Pass(
                _loops.Read("g", "upstream"),
                _loops.AddTo("total", "Add", slot => _loops.NewLanes(slot, $"g{slot.Suffix}")));

            code.Stage("Range check: a product with the sum might overflow or underflow on its way.");
            code.Line("double sum = total.Sum().High;");
            Leave("!S.IsSumInRange(sum)", $"OversizedRows.LogSoftmaxBackward(ref logProbabilities, ref upstream, ref gradient, {N});");
            code.Stage("Store: the gradient.");
            _loops.Pass(
                _loops.Read("l", "logProbabilities"),
                _loops.Read(again, "upstream"),
                _loops.Write(slot => $"S.LogSoftmaxGradient(l{slot.Suffix}, {again}{slot.Suffix}, sum)", "gradient"));
        });

    private void ArgMax() => _loops.Kernel(
        "The first of the largest logits, or the first NaN",
        "void ArgMax",
        [Logits, KernelParameter.Label],
        LabelOfRow);

    private void LabelOfRow()
    {
        _loops.FindMax();
        if (row.HasClassBits)
        {
            code.Stage("Store: of one bit for each class, set for a NaN, and where there is none, for what equals the largest.");
            code.Lines($"ulong matches = {ClassBits("S.IsNaN(z{0})", "")};");
            code.Line("if (matches == 0)");
            code.Lines($"    matches = {ClassBits("S.Equal(z{0}, max)", "    ")};");
            code.Line();
            code.Line("label = BitOperations.TrailingZeroCount(matches);");
            return;
        }

        code.Stage("Store: a NaN anywhere wins over the largest.");
        code.Line("var nan = S.Zero;");
        _loops.Pass(
            _loops.Read("z", "logits"),
            new Stage(null, slot => $"nan |= S.IsNaN(z{slot.Suffix});"));
        code.Line($"label = S.Bits(nan) == 0 ? S.IndexOf(ref logits, {N}, max) : S.IndexOfNaN(ref logits, {N});");
    }

    private void Jacobian() => _loops.Kernel(
        "da_j/dz_i = a_i ((i = j) - a_j)",
        "void Jacobian",
        [KernelParameter.PerClass(plan, "probabilities"), KernelParameter.PerClass(plan, "jacobian")],
        () =>
        {
            _loops.ReadFirst("a", "probabilities");
            code.Stage("Store: each row as if it had no diagonal, then the diagonal.");
            using (code.Open($"for (int k = 0; k < {N}; k++)"))
            {
                code.Line($"{Element} labelTerm = Unsafe.Add(ref probabilities, k);");
                _loops.Pass(
                    _loops.Read("a", "probabilities"),
                    _loops.Write(slot => $"S.JacobianRow(labelTerm, a{slot.Suffix})", "jacobian"));
                code.Line("Unsafe.Add(ref jacobian, k) = labelTerm * (1 - labelTerm);");
                code.Line($"jacobian = ref Unsafe.Add(ref jacobian, {N});");
            }
        });

    private void Entropy() => _loops.Kernel(
        "-sum_i a_i ln a_i = log1p(others / max term) + sum_i a_i (max - z_i)",
        $"{Element} Entropy",
        [Logits],
        () =>
        {
            SumBelow($"return {Rounded($"Fallback.Entropy(ref logits, {N})")};");
            code.Stage("Sum: the mean of max - z.");
            if (row.OutlinesSecondPass)
            {
                code.Line($"return {Rounded($"row.Log + ({nameof(SumGaps)}(ref logits, maxExponent, row.Max) / row.Sum)", parenthesise: true)};");
            }
            else
            {
                Gaps("row.Max");
                code.Line($"return {Rounded("row.Log + (gap.Sum().High / row.Sum)", parenthesise: true)};");
            }
        });

    private void SumGaps() => _loops.Method(
        "sum_i e_i (max - z_i), of the terms e_i once more",
        $"private static double {nameof(SumGaps)}(ref {Element} logits, {ExponentsType} maxExponent, double max)",
        () =>
        {
            Gaps("max");
            code.Line("return gap.Sum().High;");
        });

    private void Probability() => _loops.Kernel(
        "a_label alone, with the bits that Softmax gives it",
        $"{Element} Probability",
        [Logits, new("int", "label", 0)],
        () =>
        {
            SumAll($"return Fallback.Probability(ref logits, label, {N});", destination: null);
            code.Stage("Scale.");
            code.Line("return S.Scale(S.LabelTerm(Unsafe.Add(ref logits, label), maxExponent), S.Reciprocal(sum));");
        });

    /// <summary>A kernel one of whose results wants the logarithm of its row: it takes that at once, or leaves it with those of other rows.</summary>
    private void KernelOfLog(string summary, string name, KernelParameter[] parameters, KernelParameter result, Action<ResultOfLog> body, params KernelParameter[] more)
    {
        if (row.DeferredLogCount > 0)
            _loops.DeferredKernel($"{summary}: the logarithm is taken later", name, [.. parameters, .. more], () => body(new(result.Name, IsDeferred: true)));
        else
            _loops.Kernel(summary, $"void {name}", [.. parameters, result, .. more], () => body(new(result.Name, IsDeferred: false)));
    }

    /// <summary>How a kernel gives a result that wants the logarithm of its row.</summary>
    private readonly record struct ResultOfLog(string Name, bool IsDeferred)
    {
        /// <summary>The statement for a row that the fallback has treated.</summary>
        public string Known(string value) => IsDeferred ? $"logs.PutKnown(place, {value});" : $"{Name} = {value};";

        /// <summary>The statement for a result of known + weight * log, which is also given as a whole.</summary>
        public string Take(string known, string weight, string value) => IsDeferred ? $"logs.Put(place, {known}, {weight}, row.Odds);" : $"{Name} = {value};";
    }

    /// <summary>One bit for each class, each vector's on a line of their labelTerm where one line would be long.</summary>
    private string ClassBits(string lanes, string indentation)
    {
        string[] vectors = [.. _loops.Rest.Select(slot =>
        {
            VectorPlan vector = slot.Plan!;
            string upper = vector.UpperOffset is null ? "" : $", {vector.UpperOffset - vector.Offset}";
            string bits = $"S.Bits({lanes.Replace("{0}", slot.Suffix)}{upper})";
            return vector.Offset == 0 ? bits : $"({bits} << {vector.Offset})";
        })];
        return string.Join(vectors.Length > 4 ? $"\n{indentation}    | " : " | ", vectors);
    }

    /// <summary>A double as an expression of the element type.</summary>
    private string Rounded(string value, bool parenthesise = false) =>
        Element == "double" ? value : parenthesise ? $"(float)({value})" : $"(float){value}";
}
