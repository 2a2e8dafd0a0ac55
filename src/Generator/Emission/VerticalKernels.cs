using System.Globalization;
using SoftmaxGen.Generator.Model;
using SoftmaxGen.Generator.Planning;
using Block = SoftmaxGen.Generator.Emission.VerticalLoops.Block;
using Group = SoftmaxGen.Generator.Emission.VerticalLoops.Group;

namespace SoftmaxGen.Generator.Emission;

/// <summary>
/// Writes the kernels that treat several rows at a time, a row in each lane: the algorithms, stage by stage as
/// <see cref="HorizontalKernels"/> has them for single rows. They are generic over the steps, and so written once for all widths.
/// </summary>
/// <remarks>
/// A group of rows is read and its exponentials are computed in one method, which all kernels share; the terms wait in the
/// workspace until the kernel comes to the group.
/// </remarks>
internal sealed class VerticalKernels
{
    private readonly CodeWriter _code;
    private readonly HeadPlan _plan;
    private readonly VerticalPlan _vertical;
    private readonly WorkspacePlan _workspace;
    private readonly VerticalLoops _loops;

    public VerticalKernels(CodeWriter code, HeadPlan plan, VerticalPlan vertical)
    {
        _code = code;
        _plan = plan;
        _vertical = vertical;
        _workspace = vertical.Workspace;
        _loops = new(code, plan, vertical);
    }

    private int N => _plan.Head.Classes;

    private string Element => _plan.Head.Element.Keyword;

    /// <summary>The argument of steps that divide logits by the temperature.</summary>
    private string Of => KernelTypes.OfTemperature(_plan);

    private LossPlan Loss => _plan.Loss;

    private KernelParameter Logits => KernelParameter.PerClass(_plan, "logits");

    private KernelParameter Targets => KernelParameter.PerClass(_plan, "targets");

    private KernelParameter Gradient => KernelParameter.PerClass(_plan, "gradient");

    private KernelParameter Losses => KernelParameter.PerRow(_plan, "losses");

    public void Emit()
    {
        Properties();
        Softmax();
        LogSoftmax();
        LogSumExp();
        ArgMax();
        CrossEntropyOfLabels();
        CrossEntropyOfTargets();
        GradientOfLabels();
        GradientOfTargets();
        LoadTerms();
        LoadTermsAndLogits();
        if (Loss.HasFocalOdds)
        {
            LoadTermsAndErrors();
            if (!_vertical.SelectsNonLabelTerms)
                SumErrors();
        }

        LoadTermsAndLogs(isSmooth: false);
        if (Loss.Targets == LossSource.Targets)
        {
            LoadTargets();
            SumTargets();
        }

        if (Loss.Labels == LossSource.Targets)
        {
            LoadTermsAndLogs(isSmooth: true);
            SumGaps();
        }
    }

    private void Properties()
    {
        string isSupported = _vertical.Uses128WithoutWiderOnly && _vertical.Widths.Contains(128)
            ? $"S.IsSupported && (S.Width > {_plan.Head.Element.Lanes(128)} || !Vector256.IsHardwareAccelerated)"
            : "S.IsSupported";
        _code.Line($"public static bool IsSupported => {isSupported};");
        _code.Line();
        _code.Line($"public static int Classes => {N};");
        _code.Line();
        _code.Line("public static int GroupRows => S.Width;");
        _code.Line();
        _code.Line($"public static int MinimumRows => {(_vertical.MinimumGroups == 1 ? "" : $"{_vertical.MinimumGroups} * ")}S.Width;");
        _code.Line();
        _code.Line($"public static int WorkspaceLength => {_workspace.Length} * S.Width;");
    }

    private void Softmax()
    {
        KernelParameter[] parameters = [Logits, KernelParameter.PerClass(_plan, "probabilities")];
        const string Summary = "a_i = exp(z_i) / sum_k exp(z_k)";
        if (_loops.PassedOn(Summary, "Softmax", parameters, _vertical.Softmax))
            return;
        _loops.Kernel(Summary, "Softmax", parameters, new()
        {
            Reader = nameof(LoadTerms),
            Length = _workspace.TermsLength,
            UseOf = _vertical.Softmax,
            SplitsStores = _vertical.SplitsStores,
            Sums = _ =>
            {
                Terms();
                _code.Stage("Sum: in the order of a single row.");
                _loops.Sum("sum", Term);
                _code.Line("var scale = S.Reciprocal(sum);");
                if (_vertical.SplitsStores)
                    _code.Line($"S.StoreFactor(scale, ref terms, {_workspace.Factor});");
            },
            Body = () =>
            {
                _code.Stage("Store: the terms times 1 / sum, transposed back.");
                Recall(_vertical.SplitsStores, ("offset", $"S.LoadExponentOffset(ref terms, {_workspace.ExponentOffset})"), ("scale", $"S.LoadFactor(ref terms, {_workspace.Factor})"));
                _loops.Store("probabilities", i => $"S.Scale({Term(i)}, scale)");
            },
        });
    }

    private void LogSoftmax() => _loops.Kernel(
        "ln a_i = (z_i - max) - log1p(others / max term)",
        "LogSoftmax",
        [Logits, KernelParameter.PerClass(_plan, "logProbabilities")],
        new()
        {
            Reader = nameof(LoadTermsAndLogs),
            Length = _workspace.LogitsLength,
            Body = () =>
            {
                _code.Stage("Store: both parts are at most 0, so that nothing cancels.");
                _code.Line($"var max = S.LoadSlot(ref terms, {_workspace.Max});");
                _code.Line($"var log = S.LoadLogs(ref terms, {_workspace.Log});");
                _loops.Store("logProbabilities", i => $"S.LogProbabilities{Of}({Logit(i)}, max, log)");
            },
        });

    private void LogSumExp() => _loops.Kernel(
        "ln sum_k exp(z_k) = max + log1p(others / max term)",
        "LogSumExp",
        [Logits, KernelParameter.PerRow(_plan, "destination")],
        new()
        {
            Reader = nameof(LoadTermsAndLogs),
            Length = _workspace.LogitsLength,
            Body = () =>
            {
                _code.Stage("Store: one number for each row.");
                _code.Line($"S.StoreResults(S.LogSumExp{Of}(ref terms, {_workspace.Log}, S.LoadSlot(ref terms, {_workspace.Max})), ref destination, {N});");
            },
        });

    private void ArgMax()
    {
        KernelParameter[] parameters = [Logits, KernelParameter.Label];
        const string Summary = "The first of the largest logits, or the first NaN";
        if (_loops.PassedOn(Summary, "ArgMax", parameters, _vertical.ArgMax))
            return;
        _loops.Kernel(Summary, "ArgMax", parameters, new()
        {
            Body = () =>
            {
                _code.Line("// Load: each class may take the place of the best one before it.");
                _code.Line("var best = S.NegativeInfinity;");
                _code.Line("var labels = default(I);");
                _loops.ForEachBlock("logits", (block, classes) =>
                {
                    foreach ((int lane, string name) in classes)
                        _code.Line($"S.UpdateArgMax({name}, {block.Class(lane)}, ref best, ref labels);");
                });
                _code.Stage("Store.");
                _code.Line($"S.StoreLabels(labels, ref label, {N});");
            },
        });
    }

    private void CrossEntropyOfLabels()
    {
        KernelParameter[] parameters = [Logits, KernelParameter.Label, Losses];
        if (Loss.Labels != LossSource.Odds)
        {
            CrossEntropyOf(isLabel: true, parameters, Loss.Labels);
            return;
        }

        _loops.Kernel(
            Loss.HasFocalOdds ? "C = -(1 - a_label)^g ln a_label, from the odds against each label" : "The odds against each label, (1 - a_label) / a_label: the loss is C = -ln a_label = log1p(odds)",
            "CrossEntropy",
            parameters,
            new()
            {
                Reader = OddsReader,
                Length = OddsLength,
                Body = () => SumNonLabelTerms([new("", null)], hasGradient: false),
            });
    }

    private void CrossEntropyOfTargets() => CrossEntropyOf(isLabel: false, [Logits, Targets, Losses], Loss.Targets);

    private void CrossEntropyOf(bool isLabel, KernelParameter[] parameters, LossSource source)
    {
        if (_loops.PassedOn("C = -sum_i y_i (1 - a_i)^g ln a_i", "CrossEntropy", parameters, Use(source)))
            return;
        _loops.Kernel(
            "C = -sum_i y_i ln a_i = sum_i y_i (max - z_i) + log1p(others / max term) sum_i y_i",
            "CrossEntropy",
            parameters,
            new()
            {
                Reader = isLabel ? SmoothReader : nameof(LoadTermsAndLogs),
                Length = _workspace.LogitsLength,
                HasTargets = !isLabel,
                Body = () =>
                {
                    if (isLabel)
                        SmoothLoss();
                    else
                        TargetLoss(checksRange: _plan.Head.Element.LossMayOverflow);
                },
            });
    }

    /// <summary>Focal factors of all classes are left to the runtime, row by row.</summary>
    private static VerticalUse Use(LossSource source) => source == LossSource.RowByRow ? VerticalUse.Never : VerticalUse.Always;

    private void GradientOfLabels()
    {
        KernelParameter[] parameters = [Logits, KernelParameter.Label, Gradient, Losses, KernelParameter.Divisor];
        if (Loss.Labels == LossSource.Odds)
            GradientOfOdds(parameters);
        else
            GradientOf(isLabel: true, parameters, Loss.Labels);
    }

    private void GradientOfOdds(KernelParameter[] parameters) => _loops.Kernel(
        Loss.HasFocalOdds
            ? "C as above, and dC/dz_i = r (a_i - (i = label)) with r = (1 - a_label)^(g - 1) (1 - a_label + g a_label C'), divided by <paramref name=\"divisor\"/>"
            : "The odds against each label, and dC/dz_i = a_i - (i = label), divided by <paramref name=\"divisor\"/>",
        "CrossEntropyGradient",
        parameters,
        new()
        {
            Before = "var gradientDivisor = S.BroadcastDivisor(divisor);",
            Reader = OddsReader,
            Length = OddsLength,
            SplitsStores = _vertical.SplitsGradientStores,
            UnrollsByTwo = _vertical.UnrollsGroupsByTwo,
            Sums = groups =>
            {
                SumNonLabelTerms(groups, hasGradient: true);
                if (Loss.WeighsLabels && !Loss.HasFocalOdds)
                    ForEach(groups, suffix => $"var weight{suffix} = {ClassWeights(suffix)};");
                if (_plan.IsBinary)
                {
                    _code.Stage("Scale: the entry of the class that is not the label.");
                    _code.Line($"var entry = {Weighed("S.BinaryGradient(others, labelTerm, gradientDivisor)", "")};");
                    return;
                }

                _code.Stage("Scale: the label's entry comes from the sum of the others; p - 1 would cancel.");
                ForEach(groups, suffix => $"var scale{suffix} = {Weighed($"S.GradientScale(others{suffix}, labelTerm{suffix}, gradientDivisor)", suffix)};");
                ForEach(groups, suffix => $"var entry{suffix} = {ScaledDown($"S.LabelGradient(others{suffix}, scale{suffix})")};");
                if (_vertical.SplitsGradientStores)
                {
                    ForEach(groups, suffix => $"S.StoreFactor(scale{suffix}, ref terms{suffix}, {_workspace.Factor});");
                    ForEach(groups, suffix => $"S.StoreSlot(entry{suffix}, ref terms{suffix}, {_workspace.LabelEntry});");
                }
            },
            Body = StoreGradientOfLabels,
        });

    private void StoreGradientOfLabels()
    {
        if (_plan.IsBinary)
        {
            _code.Stage("Store: the label's entry is the negative of the other.");
            _code.Line("S.SplitBinaryGradient(entry, labels, out var r0, out var r1);");
            _loops.Store("gradient");
            return;
        }

        bool splits = _vertical.SplitsGradientStores;
        _code.Stage("Store: transposed back; each row's label has its labelTerm entry.");
        Recall(
            splits,
            ("offset", $"S.LoadExponentOffset(ref terms, {_workspace.ExponentOffset})"),
            ("scale", $"S.LoadFactor(ref terms, {_workspace.Factor})"),
            ("entry", $"S.LoadSlot(ref terms, {_workspace.LabelEntry})"));
        if (_vertical.UsesLabelMasks)
        {
            Recall(splits, ("labels", $"S.LoadLabels(ref label, {N})"));
            _loops.Store("gradient", i => $"S.InsertLabelGradient({Entry(i)}, entry, labels, {i})");
        }
        else
        {
            _loops.Store("gradient", Entry);
            _code.Line($"S.ScatterLabelGradient(entry, ref gradient, ref label, {N});");
        }
    }

    private string Entry(string index) => ScaledDown($"S.Scale({GradientTerm(index)}, scale)");

    /// <summary>What reads groups for losses from odds: a focal loss needs what the terms lack too.</summary>
    private string OddsReader => Loss.HasFocalOdds ? nameof(LoadTermsAndErrors) : nameof(LoadTerms);

    private int OddsLength => Loss.HasFocalOdds ? _workspace.LogitsLength : _workspace.TermsLength;

    private string ClassWeights(string suffix) => $"S.GatherByLabel({KernelTypes.Loss(_plan)}.ClassWeights, labels{suffix})";

    private string Weighed(string value, string suffix) =>
        !Loss.WeighsGradient ? value : $"S.Weigh{(Loss.HasTinyWeights && !_plan.IsBinary ? "Up" : "")}({value}, weight{suffix})";

    private string ScaledDown(string value) => Loss.HasTinyWeights ? $"S.ScaleDown({value})" : value;

    private void GradientOfTargets() => GradientOf(isLabel: false, [Logits, Targets, Gradient, Losses, KernelParameter.Divisor], Loss.Targets);

    private void GradientOf(bool isLabel, KernelParameter[] parameters, LossSource source)
    {
        if (_loops.PassedOn("C as above, and dC/dz_i = a_i sum_j r_j - r_i with r_i = y_i (1 - a_i)^(g - 1) (1 - a_i - g a_i ln a_i), divided by <paramref name=\"divisor\"/>", "CrossEntropyGradient", parameters, Use(source)))
            return;
        _loops.Kernel(
            "C as above, and dC/dz_i = a_i sum_j y_j - y_i, divided by <paramref name=\"divisor\"/>",
            "CrossEntropyGradient",
            parameters,
            new()
            {
                Reader = isLabel ? SmoothReader : nameof(LoadTermsAndLogs),
                Length = _workspace.LogitsLength,
                HasTargets = !isLabel,
                Body = () =>
                {
                    if (isLabel)
                        SmoothLoss();
                    else
                        TargetLoss(checksRange: true);
                    Terms();
                    _code.Stage("Store: the gradient, transposed back.");
                    _code.Line("double weight = 1 / divisor;");
                    _code.Line($"var scale = S.TargetScale({(isLabel ? "S.Add(S.ZeroSums, targetSum)" : "targetSum")}, S.LoadSums(ref terms, {_workspace.NonMaxSum}), S.LoadSlot(ref terms, {_workspace.MaxTerm}), divisor);");
                    if (isLabel)
                        DeclareTables();
                    _loops.Store("gradient", i => $"S.TargetGradient({Term(i)}, scale, {(isLabel ? LabelTarget(i) : $"S.LoadSlot(ref transposed, {i})")}, weight)");
                },
            });
    }

    /// <summary>The loss of smoothed labels: targets of one number and a constant vector, whose sum is known.</summary>
    private void SmoothLoss()
    {
        _code.Stage("Load: the label of each row, and what its target is beside.");
        _code.Line($"var labels = S.LoadLabels(ref label, {N});");
        _code.Line($"var labelTarget = {(Loss.HasTargetTables ? $"S.GatherByLabel({KernelTypes.Loss(_plan)}.TargetScales, labels)" : $"S.Broadcast({Constant(Loss.TargetScales, "", "")})")};");
        _code.Stage("Sum: what each class has beside the label, times its gap to the maximum.");
        _code.Line($"var gaps = {nameof(SumGaps)}(labels, ref label, ref terms, out var labelGap);");
        _code.Line($"var gap = S.SmoothGap(gaps, {_plan.Head.Element.Literal(Loss.HasTargetTables ? 1 : Loss.TargetOffsets[0])}, labelGap, labelTarget);");
        _code.Line($"var targetSum = {(Loss.HasTargetTables ? $"S.GatherByLabel({KernelTypes.Loss(_plan)}.LabelSums, labels)" : $"S.Broadcast({Constant(Loss.LabelSums, "", "")})")};");
        _code.Line($"S.StoreResults(S.SmoothLoss{Of}(gap, S.LoadSlot(ref terms, {_workspace.Log}), targetSum), ref losses, {N});");
    }

    // A method of its own: the just-in-time compiler inlines only so many steps in one.
    private void SumGaps() => _code.Method(
        "The gaps to the maximum, or weighted ones, in the order of a single row, and the label's",
        $"private static DoubleWord<F> {nameof(SumGaps)}(I labels, ref int label, ref {Element} terms, out F labelGap)",
        () =>
        {
            if (Loss.HasTargetTables)
                _code.Line($"ref {Element} offsets = ref MemoryMarshal.GetReference({KernelTypes.Loss(_plan)}.TargetOffsets);");
            _code.Line($"var max = S.LoadSlot(ref terms, {_workspace.Max});");
            _code.Line($"labelGap = {(_vertical.SelectsNonLabelTerms ? "S.Zero" : $"S.Gap(max, {OfLabels})")};");
            for (int i = 0; _vertical.SelectsNonLabelTerms && i < N; i++)
                _code.Line($"labelGap = S.GapOfLabel(max, {Logit($"{i}")}, labels, {i}, labelGap);");
            _loops.Sum("gaps", i => $"S.Gap(max, {Logit($"{i}")}{(Loss.HasTargetTables ? $", {Constant(Loss.TargetOffsets, "offsets", $"{i}")}" : "")})");
            _code.Line("return gaps;");
        });

    private string LabelTarget(string index) =>
        $"S.LabelTarget(labels, {index}, {Constant(Loss.TargetScales, "scales", index)}, {Constant(Loss.TargetOffsets, "offsets", index)})";

    private const string SmoothReader = "LoadTermsAndSmoothLogs";

    private void LoadTerms() => _loops.Reader(
        "Leaves exp(z) in the workspace, a vector for each class, and the exponent offset behind",
        nameof(LoadTerms),
        _workspace.TermsLength,
        () =>
        {
            _code.Line("// Load and exp: transposed, before the largest logit is known.");
            _loops.ForEachBlock("logits", KeepTerms);
        });

    private void LoadTermsAndLogits() => _loops.Reader(
        "The same, and leaves the largest logit and all logits behind that",
        nameof(LoadTermsAndLogits),
        _workspace.LogitsLength,
        () =>
        {
            _code.Line("// Load and exp: transposed, before the largest logit is known.");
            _code.Line("var max = S.NegativeInfinity;");
            _loops.ForEachBlock("logits", (block, classes) =>
            {
                KeepTerms(block, classes);
                _code.Line($"max = S.Max(max, {KernelText.Tree("S.Max", [.. classes.Select(c => c.Name)])});");
                foreach ((int lane, string name) in classes)
                    _code.Line($"S.StoreSlot({name}, ref terms, {block.Class(lane, _workspace.FirstLogit)});");
            });
            _code.Line($"S.StoreSlot(max, ref terms, {_workspace.Max});");
        });

    private void LoadTermsAndErrors() => _code.Method(
        "The same, and leaves what each term lacks of the exact exponential in place of its logit",
        $"private static int {nameof(LoadTermsAndErrors)}(ref {Element} logits, ref {Element} workspace, int groups)",
        () =>
        {
            _code.Line($"int inFastRange = {nameof(LoadTermsAndLogits)}(ref logits, ref workspace, groups);");
            using (_code.Open("for (int group = 0; group < groups; group++)"))
            {
                _code.Line($"ref {Element} terms = ref S.Slot(ref workspace, group * {_workspace.LogitsLength});");
                _code.Line($"var offset = S.LoadExponentOffset(ref terms, {_workspace.ExponentOffset});");
                using (_code.Open($"for (int k = {_workspace.FirstLogit}; k < {_workspace.FirstLogit + N}; k++)"))
                    _code.Line($"S.StoreSlot(S.TermError{Of}(S.LoadSlot(ref terms, k), offset), ref terms, k);");
            }

            _code.Line("return inFastRange;");
        });

    // A method of its own: the just-in-time compiler inlines only so many steps in one.
    private void SumErrors() => _code.Method(
        "What the terms lack that are not the label's, in the order of a single row, and what the label's lacks",
        $"private static DoubleWord<F> {nameof(SumErrors)}(I labels, ref int label, ref {Element} terms, out F lostLabel)",
        () =>
        {
            _code.Line($"lostLabel = {OfLabels};");
            _loops.Sum("lostOthers", i => $"S.ZeroLabel({Logit($"{i}")}, labels, {i})");
            _code.Line("return lostOthers;");
        });

    /// <summary>What the workspace has of each row's label among the logits.</summary>
    private string OfLabels => $"S.GatherLabelTerms(ref S.Slot(ref terms, {_workspace.FirstLogit}), ref label, default)";

    private void LoadTermsAndLogs(bool isSmooth) => _code.Method(
        "The same, and leaves the sum of the terms but one of the maxTerm, and its logarithm relative to that one",
        $"private static int {(isSmooth ? SmoothReader : nameof(LoadTermsAndLogs))}(ref {Element} logits, ref {Element} workspace, int groups)",
        () =>
        {
            _code.Line($"int inFastRange = {nameof(LoadTermsAndLogits)}(ref logits, ref workspace, groups);");
            using (_code.Open("for (int group = 0; group < groups; group++)"))
            {
                _code.Line($"ref {Element} terms = ref S.Slot(ref workspace, group * {_workspace.LogitsLength});");
                Terms();
                _code.Stage("Sum: the terms below the maxTerm, in the order of a single row; others that equal it count as ties.");
                _code.Line($"var maxTerm = S.Term{Of}(S.LoadSlot(ref terms, {_workspace.Max}), offset);");
                _code.Line("var ties = default(I);");
                _loops.Sum("below", i => $"S.ExcludeMaxTerms({Term(i)}, maxTerm, ref ties)");
                _code.Line("var others = S.NonMaxSum(below, ties, maxTerm);");
                _code.Line($"S.StoreSlot(maxTerm, ref terms, {_workspace.MaxTerm});");
                _code.Line($"S.StoreSums(others, ref terms, {_workspace.NonMaxSum});");
                _code.Line($"S.Store{(isSmooth ? "Smooth" : "")}Logs(others, maxTerm, ref terms, {_workspace.Log});");
            }

            _code.Line("return inFastRange;");
        });

    private void LoadTargets() => _code.Method(
        "Leaves the targets y of a group in the workspace, transposed",
        $"private static void {nameof(LoadTargets)}(ref {Element} targets, ref {Element} transposed)",
        () =>
        {
            DeclareTables();
            _loops.ForEachBlock("targets", (block, classes) =>
            {
                foreach ((int lane, string name) in classes)
                    _code.Line($"S.StoreSlot({Adjusted(name, block.Class(lane))}, ref transposed, {block.Class(lane)});");
            });
        });

    private void DeclareTables()
    {
        if (!Loss.HasTargetTables)
            return;
        _code.Line($"ref {Element} scales = ref MemoryMarshal.GetReference({KernelTypes.Loss(_plan)}.TargetScales);");
        if (Loss.TargetOffsets.Count > 0)
            _code.Line($"ref {Element} offsets = ref MemoryMarshal.GetReference({KernelTypes.Loss(_plan)}.TargetOffsets);");
    }

    private string Adjusted(string target, string index) => Loss.AdjustsTargets
        ? $"S.AdjustTarget({target}, {Constant(Loss.TargetScales, "scales", index)}, {Constant(Loss.TargetOffsets, "offsets", index)})"
        : target;

    private string Constant(EquatableArray<double> numbers, string table, string index) => numbers.Count switch
    {
        0 => "0",
        1 => _plan.Head.Element.Literal(numbers[0]),
        _ => $"Unsafe.Add(ref {table}, {index})",
    };

    private void SumTargets() => _code.Method(
        "The same, and leaves sum_i y_i (max - z_i) and sum_i y_i behind them",
        $"private static void {nameof(SumTargets)}(ref {Element} targets, ref {Element} terms, ref {Element} transposed)",
        () =>
        {
            _code.Line($"{nameof(LoadTargets)}(ref targets, ref transposed);");
            _code.Stage("Sum: y_i (max - z_i), in the order of a single row.");
            _code.Line($"var max = S.LoadSlot(ref terms, {_workspace.Max});");
            _loops.Total(
                "gap",
                (sum, i) => $"S.AddWeightedGap({sum}, S.LoadSlot(ref transposed, {i}), {Logit($"{i}")}, max)",
                (lane, lanes, end) => $"S.SumWeightedGaps(ref transposed, ref S.Slot(ref terms, {_workspace.FirstLogit}), max, {lane}, {lanes}, {end})");
            _code.Stage("Sum: y_i.");
            _loops.Total(
                "targetSum",
                (sum, i) => $"S.Add({sum}, S.LoadSlot(ref transposed, {i}))",
                (lane, lanes, end) => $"S.SumTargets(ref transposed, {lane}, {lanes}, {end})");
            _code.Line($"S.StoreSums(gap, ref transposed, {_workspace.WeightedGap});");
            _code.Line($"S.StoreSums(targetSum, ref transposed, {_workspace.TargetSum});");
        });

    private void KeepTerms(Block block, (int Lane, string Name)[] classes)
    {
        foreach ((int start, int count) in KernelText.Fours(classes.Length))
        {
            string[] names = [.. classes.Skip(start).Take(count).Select(c => c.Name)];
            bool isFirst = block is { Start: 0, Variable: null } && start == 0;
            _code.Line($"S.Store{(isFirst ? "First" : "")}Terms{Of}({string.Join(", ", names)}, {(isFirst ? "out var maxExponent, out var minExponent" : "ref maxExponent, ref minExponent")}, ref terms, {block.Class(classes[start].Lane)});");
        }
    }

    /// <summary>The exponent offset, and the terms, where variables hold them.</summary>
    private void Terms()
    {
        _code.Stage("Scale: exp(z - max), up to a power of two that cancels.");
        _code.Line($"var offset = S.LoadExponentOffset(ref terms, {_workspace.ExponentOffset});");
        if (!_vertical.SplitsStores)
        {
            for (int i = 0; i < N; i++)
                _code.Line($"var e{i} = S.LoadTerm(ref terms, {i}, offset);");
        }
    }

    /// <summary>The sum of all terms but the label's, <c>others</c>, the label's <c>labelTerm</c>, and the odds.</summary>
    /// <param name="groups">The groups that are treated together; more than one of few classes only, in a loop of their labelTerm.</param>
    /// <param name="hasGradient">Whether a focal loss leaves what its gradient is multiplied by, <c>weight</c>.</param>
    private void SumNonLabelTerms(Group[] groups, bool hasGradient)
    {
        // The labels take the longest to be there: they come first.
        _code.Stage("Load: the label of each row.");
        foreach (Group group in groups)
            _code.Line($"var labels{group.Suffix} = S.LoadLabels({group.From("label")}, {N});");

        if (groups.Length == 1)
        {
            Terms();
        }
        else
        {
            _code.Stage("Scale: the exponent offsets.");
            ForEach(groups, suffix => $"var offset{suffix} = S.LoadExponentOffset(ref terms{suffix}, {_workspace.ExponentOffset});");
        }

        _code.Stage("Sum: without the term of each row's label, in the order of a single row.");
        if (_vertical.SelectsNonLabelTerms)
        {
            ForEach(groups, suffix => $"var others{suffix} = S.NonLabelSum({string.Join(", ", Enumerable.Range(0, N).Select(i => groups.Length == 1 ? Term(i) : $"S.LoadTerm(ref terms{suffix}, {i}, offset{suffix})"))}, labels{suffix}, out var labelTerm{suffix});");
        }
        else
        {
            _code.Line(_vertical.UsesLabelMasks ? "var labelTerm = S.Zero;" : $"var labelTerm = S.GatherLabelTerms(ref terms, {groups[0].From("label")}, offset);");
            _loops.Sum("others", i => _vertical.UsesLabelMasks ? $"S.SplitLabelTerm({Term(i)}, labels, {i}, ref labelTerm)" : $"S.ZeroLabel({Term(i)}, labels, {i})");
        }

        if (Loss.HasFocalOdds)
        {
            FocalLoss(groups, hasGradient);
            return;
        }

        foreach (Group group in groups)
            _code.Line($"S.StoreResults(S.Odds(others{group.Suffix}, labelTerm{group.Suffix}), {group.From("losses")}, {N});");
    }

    private void FocalLoss(Group[] groups, bool hasGradient)
    {
        _code.Stage("Sum: what the terms lack of the exact exponentials, which a power would multiply.");
        string Lost(string suffix, int i) => $"S.LoadSlot(ref terms{suffix}, {_workspace.FirstLogit + i})";
        if (_vertical.SelectsNonLabelTerms)
        {
            ForEach(groups, suffix => $"var lostOthers{suffix} = S.NonLabelSum({string.Join(", ", Enumerable.Range(0, N).Select(i => Lost(suffix, i)))}, labels{suffix}, out var lostLabel{suffix});");
        }
        else
        {
            _code.Line($"var lostOthers = {nameof(SumErrors)}(labels, {groups[0].From("label")}, ref terms, out var lostLabel);");
        }

        foreach (Group group in groups)
        {
            string suffix = group.Suffix;
            _code.Line($"var loss{suffix} = S.FocalLoss(others{suffix}, lostOthers{suffix}, labelTerm{suffix}, lostLabel{suffix}, {Loss.Options.FocalHalves}, out var {(hasGradient ? $"weight{suffix}" : "_")});");
            if (Loss.WeighsLabels)
            {
                _code.Line($"var classWeight{suffix} = {ClassWeights(suffix)};");
                _code.Line($"loss{suffix} = S.Weigh(loss{suffix}, classWeight{suffix});");
                if (hasGradient)
                    _code.Line($"weight{suffix} = S.Weigh(weight{suffix}, classWeight{suffix});");
            }

            _code.Line($"S.StoreResults(loss{suffix}, {group.From("losses")}, {N});");
        }
    }

    private void TargetLoss(bool checksRange)
    {
        _code.Stage("Sum: no part of the loss is negative where no target is.");
        _code.Line($"{nameof(SumTargets)}(ref targets, ref terms, ref transposed);");
        _code.Line($"var gap = S.LoadSums(ref transposed, {_workspace.WeightedGap});");
        _code.Line($"var targetSum = S.LoadSums(ref transposed, {_workspace.TargetSum});");
        if (checksRange)
            _loops.LeaveGroup($"!S.AreInRange{Of}(targetSum, gap)");
        _code.Line($"S.StoreResults(S.TargetLoss{Of}(gap, ref terms, {_workspace.Log}, targetSum), ref losses, {N});");
    }

    /// <summary>The same statement for each group, with what its variables end in.</summary>
    private void ForEach(Group[] groups, Func<string, string> statement)
    {
        foreach (Group group in groups)
            _code.Line(statement(group.Suffix));
    }

    /// <summary>Reads what waits in the workspace for the loop that stores; without such a loop the variables still hold it.</summary>
    private void Recall(bool splits, params (string Name, string Value)[] variables)
    {
        foreach ((string name, string value) in splits ? variables : [])
            _code.Line($"var {name} = {value};");
    }

    private string Term(int index) => Term($"{index}");

    private string Term(string index) => _vertical.SplitsStores ? KeptTerm(index) : $"e{index}";

    /// <summary>A term of the gradient when it is written.</summary>
    private string GradientTerm(string index) => _vertical.SplitsGradientStores ? KeptTerm(index) : Term(index);

    private static string KeptTerm(string index) => $"S.LoadTerm(ref terms, {index}, offset)";

    private string Logit(string index) =>
        $"S.LoadSlot(ref terms, {(int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? $"{_workspace.FirstLogit + number}" : $"{_workspace.FirstLogit} + {index}")})";
}
