using SoftmaxGen.Generator.Model;
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
    private string AreOversized => $"!S.AreInRange{Of}(targetSum, gap)";

    /// <summary>What a row is compared with: its label, or targets.</summary>
    private readonly record struct Truth(KernelParameter Parameter, bool IsLabel)
    {
        public string Argument => KernelParameter.Arguments([Parameter]);
    }

    private readonly HorizontalLoops _loops = new(code, plan, row);

    private int N => plan.Head.Classes;

    private string Element => plan.Head.Element.Keyword;

    /// <summary>The type of exponents, a vector of integers as wide as the elements.</summary>
    private string ExponentsType => $"Vector{row.Bits}<{plan.Head.Element.Integer}>";

    private string FactorType => $"DoubleWord<Vector{row.Bits}<{Element}>>";

    /// <summary>The argument of steps that divide logits by the temperature.</summary>
    private string Of => KernelTypes.OfTemperature(plan);

    private static Truth Label => new(new("int", "label", 0), IsLabel: true);

    private KernelParameter Logits => KernelParameter.PerClass(plan, "logits");

    private KernelParameter Targets => KernelParameter.PerClass(plan, "targets");

    private Truth GivenTargets => new(Targets, IsLabel: false);

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
        if (row.OutlinesTargetSums && plan.Loss.Targets == LossSource.Targets)
            SumTargets();
        foreach (Truth truth in row.OutlinesSecondPass ? Truths() : [])
            StoreTargetGradient(truth);

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
                if (plan.Loss.Temperature is null)
                {
                    code.Line("double max = logs.Known(place), log = logs.Log(place);");
                    _loops.ReadFirst("z", "logits");
                    StoreLogProbabilities("max");
                    return;
                }

                // What is known has been divided by the temperature, and rounded.
                code.Line("double log = logs.Log(place);");
                _loops.FindMax();
                StoreLogProbabilities("max.ToScalar()");
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
            _loops.Write(slot => $"S.LogProbabilities{Of}(z{slot.Suffix}, {max}, log)", "logProbabilities"));
    }

    private void LogSumExp() => KernelOfLog(
        "ln sum_k exp(z_k) = max + log1p(others / max term)",
        "LogSumExp",
        [Logits],
        KernelParameter.PerRow(plan, "destination"),
        row.DeferredLogCount > 0,
        result =>
        {
            SumBelow(result.Known($"Fallback.LogSumExp(ref logits, {N})"));
            code.Line(result.Take(Divided("row.Max"), "1", plan.Loss.Temperature is null ? Rounded("row.LogSumExp") : Rounded($"({Divided("row.Max")}) + row.Log", parenthesise: true)));
        });

    private void CrossEntropyOfLabels()
    {
        KernelParameter[] parameters = [Logits, KernelParameter.Label];
        if (plan.Loss.Labels != LossSource.Odds)
        {
            CrossEntropyOf(Label, parameters, plan.Loss.Labels, isDeferred: false);
            return;
        }

        _loops.Kernel(
            plan.Loss.HasFocalOdds ? "C = -(1 - a_label)^g ln a_label, from the odds against the label" : "The odds against the label, (1 - a_label) / a_label: the loss is C = -ln a_label = log1p(odds)",
            "void CrossEntropy",
            [.. parameters, Loss],
            () => SumNonLabelTerms($"loss = {LossOfRow("label")};"));
    }

    private void CrossEntropyOfTargets() => CrossEntropyOf(GivenTargets, [Logits, Targets], plan.Loss.Targets, row.DeferredLogCount > 0);

    private void CrossEntropyOf(Truth truth, KernelParameter[] parameters, LossSource source, bool isDeferred)
    {
        string summary = "C = -sum_i y_i ln a_i = sum_i y_i (max - z_i) + log1p(others / max term) sum_i y_i";
        KernelOfLog(source == LossSource.RowByRow ? "C = -sum_i y_i (1 - a_i)^g ln a_i" : summary, "CrossEntropy", parameters, Loss, isDeferred, result =>
        {
            string fallback = result.Known(LossOfRow(truth.Argument));
            if (source == LossSource.RowByRow)
            {
                code.Line(fallback);
                return;
            }

            SumBelow(fallback);
            LossOf(truth, fallback, result);
        });
    }

    private void LossOf(Truth truth, string fallback, ResultOfLog result)
    {
        if (truth.IsLabel)
            SmoothLoss();
        else
            TargetLoss(fallback, result);
    }

    private void GradientOfLabels()
    {
        KernelParameter[] parameters = [Logits, KernelParameter.Label, Gradient];
        if (plan.Loss.Labels != LossSource.Odds)
        {
            GradientOf(Label, parameters, plan.Loss.Labels, isDeferred: false);
            return;
        }

        _loops.Kernel(
            $"{(plan.Loss.HasFocalOdds ? "C as above" : "The odds against the label")}, and {GradientFormula}, divided by <paramref name=\"divisor\"/>",
            "void CrossEntropyGradient",
            [.. parameters, Loss, KernelParameter.Divisor],
            GradientOfOdds);
    }

    private string GradientFormula => plan.Loss.HasFocalOdds ? "dC/dz_i = r (a_i - (i = label)) with r = (1 - a_label)^(g - 1) (1 - a_label + g a_label C')" : "dC/dz_i = a_i - (i = label)";

    private void GradientOfOdds()
    {
        SumNonLabelTerms($"loss = {GradientOfRow("label")};", "gradient");
        if (plan.Loss.WeighsLabels && !plan.Loss.HasFocalOdds)
            code.Line($"{Element} weight = {KernelTypes.Loss(plan)}.ClassWeights[label];");

        if (plan.IsBinary)
        {
            code.Stage("Store: the entry of the class that is not the label; the label's is its negative.");
            code.Line($"{Element} entry = {Weighed("S.BinaryGradient(others, labelTerm, divisor)")};");
            code.Line("Unsafe.Add(ref gradient, 1 - label) = entry;");
            code.Line("Unsafe.Add(ref gradient, label) = -entry;");
            return;
        }

        code.Stage("Store: as if there were no label, then the label's entry: it comes from the sum of the others; p - 1 would cancel.");
        code.Line($"var scale = {Weighed("S.GradientScale(others, labelTerm, S.BroadcastDivisor(divisor))")};");
        StoreScaled("gradient", plan.Loss.HasTinyWeights);
        code.Line($"Unsafe.Add(ref gradient, label) = {ScaledDown("S.LabelGradientScalar(others, scale)", plan.Loss.HasTinyWeights)};");
    }

    private void GradientOfTargets() => GradientOf(GivenTargets, [Logits, Targets, Gradient], plan.Loss.Targets, row.DeferredLogCount > 0);

    private void GradientOf(Truth truth, KernelParameter[] parameters, LossSource source, bool isDeferred)
    {
        string formula = source == LossSource.RowByRow ? "dC/dz_i = a_i sum_j r_j - r_i with r_i = y_i (1 - a_i)^(g - 1) (1 - a_i - g a_i ln a_i)" : "dC/dz_i = a_i sum_j y_j - y_i";
        KernelOfLog($"C as above, and {formula}, divided by <paramref name=\"divisor\"/>", "CrossEntropyGradient", parameters, Loss, isDeferred, result =>
        {
            string fallback = result.Known(GradientOfRow(truth.Argument));
            if (source == LossSource.RowByRow)
            {
                code.Line(fallback);
                return;
            }

            SumBelow(fallback);
            LossOf(truth, fallback, result);
            if (!truth.IsLabel && !plan.Head.Element.LossMayOverflow)
                Leave(AreOversized, RowsOf(truth.Argument) == "LossRows" ? fallback : $"OversizedRows.TargetGradient(ref logits, ref targets, ref gradient, divisor, {N});");

            code.Stage("Store: the gradient.");
            code.Line("double weight = 1 / divisor;");
            code.Line($"var scale = S.Quotient({(truth.IsLabel ? "new DoubleDouble(targetSum, 0)" : "targetSum")}, row.SumTimes(divisor));");
            if (row.OutlinesSecondPass)
                code.Line($"{nameof(StoreTargetGradient)}(ref logits, {truth.Argument}, ref gradient, maxExponent, scale, weight);");
            else
                TargetEntries(truth, declares: !truth.IsLabel && row.OutlinesTargetSums);
        },
        KernelParameter.Divisor);
    }

    private void StoreTargetGradient(Truth truth) => _loops.Method(
        "Stores a_i sum_j y_j - y_i, from the terms of a_i once more",
        $"private static void {nameof(StoreTargetGradient)}(ref {Element} logits, {KernelParameter.Declarations([truth.Parameter])}, ref {Element} gradient, {ExponentsType} maxExponent, {FactorType} scale, double weight)",
        () =>
        {
            DeclareTargets(truth);
            _loops.ReadFirst("z", "logits");
            if (!truth.IsLabel)
                _loops.ReadRest(plan.Loss.AdjustsTargets ? "t" : "y", "targets");
            TargetEntries(truth, declares: false);
        });

    private void TargetEntries(Truth truth, bool declares)
    {
        if (declares)
            DeclareTargets(truth);
        _loops.Pass([
            _loops.Read("z", "logits"),
            .. Effective(truth),
            Terms(),
            _loops.Write(slot => $"S.TargetGradient(e{slot.Suffix}, scale, y{slot.Suffix}, weight)", "gradient"),
        ]);
    }

    /// <summary>The loss of a row outside the fast range, in the form that kernels give it.</summary>
    private string LossOfRow(string truth) =>
        truth == "label" && plan.Loss.KernelsGiveOdds ? $"{plan.Head.Element.Prefix}Odds.Encode(Fallback.CrossEntropy(ref logits, label, {N}))"
        : $"{RowsOf(truth)}.CrossEntropy(ref logits, {truth}, {N})";

    private string GradientOfRow(string truth) =>
        truth == "label" && plan.Loss.KernelsGiveOdds
            ? $"{plan.Head.Element.Prefix}Odds.Encode(Fallback.CrossEntropyGradient(ref logits, label, ref gradient, divisor{(plan.Loss.WeighsLabels ? $" / {KernelTypes.Loss(plan)}.ClassWeights[label]" : "")}, {N}))"
            : $"{RowsOf(truth)}.CrossEntropyGradient(ref logits, {truth}, ref gradient, divisor, {N})";

    /// <summary>What treats a row outside the fast range.</summary>
    private string RowsOf(string truth) =>
        truth == "label" || plan.Loss.NeedsLossRows ? "LossRows" : "Fallback";

    /// <summary>What rows are compared with by effective targets.</summary>
    private IEnumerable<Truth> Truths()
    {
        if (plan.Loss.Targets == LossSource.Targets)
            yield return GivenTargets;
        if (plan.Loss.Labels == LossSource.Targets)
            yield return Label;
    }

    /// <summary>A difference of logits, or a logit, divided by the temperature.</summary>
    private string Divided(string value) => plan.Loss.Temperature is { } temperature ? $"{value} / {ElementInfo.Double.Literal(temperature.Value)}" : value;

    /// <summary>The same as a part of a sum.</summary>
    private static string Operand(string value) => value.Contains(" / ") ? $"({value})" : value;

    /// <summary>A product with a probability divided by the temperature: where that is small, before the product, which may be tiny.</summary>
    private string DividedProduct(string probability, Func<string, string> product) =>
        plan.Loss.Temperature is { Value: < 1 } ? product(DividedEntries(probability)) : DividedEntries(product(probability));

    /// <summary>Entries of a gradient divided by the temperature.</summary>
    private string DividedEntries(string value) => plan.Loss.Temperature is { } temperature ? $"{value} / {plan.Head.Element.Literal(temperature.Value)}" : value;

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
            Leave("!S.IsDotInRange(sum)", $"OversizedRows.SoftmaxBackward{Of}(ref probabilities, ref upstream, ref gradient, {N});");
            code.Stage("Store: the gradient.");
            code.Line("var product = S.ToDoubleWord(sum);");
            _loops.Pass(
                _loops.Read("p", "probabilities"),
                _loops.Read("g", "upstream"),
                _loops.Write(slot => DividedProduct($"p{slot.Suffix}", p => $"S.SoftmaxGradient({p}, g{slot.Suffix}, product)"), "gradient"));
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
            Leave("!S.IsSumInRange(sum)", $"OversizedRows.LogSoftmaxBackward{Of}(ref logProbabilities, ref upstream, ref gradient, {N});");
            code.Stage("Store: the gradient.");
            _loops.Pass(
                _loops.Read("l", "logProbabilities"),
                _loops.Read(again, "upstream"),
                _loops.Write(slot => DividedEntries($"S.LogSoftmaxGradient(l{slot.Suffix}, {again}{slot.Suffix}, sum)"), "gradient"));
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
                    _loops.Write(slot => DividedProduct("labelTerm", p => $"S.JacobianRow({p}, a{slot.Suffix})"), "jacobian"));
                code.Line($"Unsafe.Add(ref jacobian, k) = {DividedProduct("labelTerm", p => $"{p} * (1 - labelTerm)")};");
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
                code.Line($"return {Rounded($"row.Log + ({Divided($"{nameof(SumGaps)}(ref logits, maxExponent, row.Max)")} / row.Sum)", parenthesise: true)};");
            }
            else
            {
                Gaps("row.Max");
                code.Line($"return {Rounded($"row.Log + ({Divided("gap.Sum().High")} / row.Sum)", parenthesise: true)};");
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
            code.Line($"return S.Scale(S.LabelTerm{Of}(Unsafe.Add(ref logits, label), maxExponent), S.Reciprocal(sum));");
        });

    /// <summary>A kernel one of whose results wants the logarithm of its row: it takes that at once, or leaves it with those of other rows.</summary>
    private void KernelOfLog(string summary, string name, KernelParameter[] parameters, KernelParameter result, bool isDeferred, Action<ResultOfLog> body, params KernelParameter[] more)
    {
        if (isDeferred)
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
