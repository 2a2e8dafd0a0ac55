using RowTerm = SoftmaxGen.Generator.Emission.HorizontalLoops.RowTerm;
using Stage = SoftmaxGen.Generator.Emission.HorizontalLoops.Stage;

namespace SoftmaxGen.Generator.Emission;

// From the logits of a row to sums of their terms: what kernels have in common.
internal sealed partial class HorizontalKernels
{
    /// <summary>
    /// From the logits to the exponent <c>maxExponent</c> that terms are relative to: the largest in code without a loop, where a
    /// row outside the fast range ends here. A loop that needs no more than the terms takes them at once, and looks at their
    /// exponents later.
    /// </summary>
    /// <param name="fallback">The call that such a row is passed on with.</param>
    /// <param name="destination">Where the terms wait in a loop, if they do.</param>
    private void Exponents(string fallback, string? destination)
    {
        if (row.IsUnrolled)
        {
            UnrolledExponents(fallback, needsMax: false);
            return;
        }

        if (destination is not null)
        {
            code.Line("// Range check: in an in-place call terms take the place of logits, and it must be known before.");
            Leave($"Unsafe.AreSame(ref logits, ref {destination}) && !S.IsInFastRange{Of}(ref logits, {N})", fallback);
        }

        _loops.ReadFirst("z", "logits");
        code.Stage("Exp: relative to an exponent not far from that of the first logit; the largest is known in the end.");
        code.Line($"var maxExponent = S.StartingExponent{Of}(logits);");
        code.Line("var offset = S.ExponentOffset(maxExponent);");
        code.Line("var runningMax = S.MinExponent;");
        code.Line("var runningMin = S.MaxExponent;");
    }

    /// <summary>The same with the largest logit, <c>max</c>, which is known before the first term.</summary>
    private void ExponentsAndMax(string fallback)
    {
        if (row.IsUnrolled)
        {
            UnrolledExponents(fallback, needsMax: true);
            return;
        }

        _loops.FindMax("Load: the largest logit and the smallest ones.", withMin: true);
        code.Stage("Range check.");
        code.Line($"var maxExponent = S.RoundedExponent{Of}(max);");
        Leave($"!S.IsInFastRange(maxExponent, S.RoundedExponent{Of}(min))", fallback);
        code.Stage("Exp.");
        code.Line("var offset = S.ExponentOffset(maxExponent);");
    }

    private void UnrolledExponents(string fallback, bool needsMax)
    {
        _loops.ReadRow("z", "logits");
        code.Stage("Exp: exp(z) as exponent n and bits q, before the largest logit is known.");
        _loops.Compute(_loops.Exponentials(counts: false));
        code.Stage("Range check: a row that could overflow or underflow takes the fallback.");
        code.Lines($"var maxExponent = S.BroadcastMax({_loops.Join("S.Max", "n")});");
        Leave($"!S.IsInFastRange(maxExponent, {_loops.Join("S.Min", "n")})", fallback);
        if (needsMax)
            _loops.FindMax();
        code.Stage("Scale: exp(z - max), up to a power of two that cancels.");
        code.Line("var offset = S.ExponentOffset(maxExponent);");
    }

    private void Leave(string condition, string fallback)
    {
        using (code.Open($"if ({condition})"))
        {
            code.Lines(fallback);
            if (!fallback.StartsWith("return ", StringComparison.Ordinal))
                code.Line("return;");
        }
    }

    /// <summary>Ends a row outside the fast range, where a loop has taken it for one inside.</summary>
    private void LeaveAfterLoop(string fallback)
    {
        if (row.IsUnrolled)
            return;
        code.Stage("Range check: a row outside takes the fallback; its logits are still what they were.");
        Leave("!S.IsInFastRange(S.BroadcastMax(runningMax), runningMin)", fallback);
    }

    /// <summary>The terms of a row, and their <c>sum</c>.</summary>
    private void SumAll(string fallback, string? destination)
    {
        Exponents(fallback, destination);
        Stage[] store = destination is null ? [] : [StoreInLoop(destination)];
        _loops.SumPass(
            _loops.SumComment("Sum: all terms"),
            [_loops.Read("z", "logits"), .. TermsOfExponents(), .. store],
            new RowTerm("sum", slot => _loops.NewLanes(slot, $"e{slot.Suffix}")));
        LeaveAfterLoop(fallback);
    }

    /// <summary>The terms of a row, the sum of all but the label's, <c>others</c>, the label's <c>labelTerm</c>, and the odds.</summary>
    private void SumNonLabelTerms(string fallback, string? destination = null)
    {
        Exponents(fallback, destination);

        // Here, before an in-place call writes over the logit.
        code.Line($"{Element} labelTerm = S.LabelTerm{Of}(Unsafe.Add(ref logits, label), maxExponent);");
        if (plan.Loss.HasFocalOdds)
            SumErrors();
        code.Line($"{(plan.Loss.HasFocalOdds ? "" : "var ")}distance = S.LabelDistance(label);");
        Stage[] store = destination is null ? [] : [StoreInLoop(destination)];
        _loops.SumPass(
            _loops.SumComment("Sum: all terms but the label's"),
            [_loops.Read("z", "logits"), .. TermsOfExponents(), .. store],
            new RowTerm("others", slot => _loops.NewLanes(slot, $"S.ZeroLabel(e{slot.Suffix}, distance, {_loops.Lane(slot)})")),
            classes => $"distance = S.AdvanceLabelDistance(distance, {classes});");
        LeaveAfterLoop(fallback);
        if (plan.Loss.HasFocalOdds)
            FocalLoss(hasGradient: destination is not null);
        else
            code.Line(plan.IsBinary ? "loss = S.BinaryOdds(others, labelTerm);" : "loss = S.Odds(others, labelTerm);");
    }

    /// <summary>
    /// What the terms lack, which a power would multiply: of all but the label's, <c>lostOthers</c>, and of the label's,
    /// <c>lostLabel</c>. It comes first, while the logits are still there.
    /// </summary>
    private void SumErrors()
    {
        code.Line($"{Element} lostLabel = S.TermError{Of}(Unsafe.Add(ref logits, label), offset);");
        code.Line("var distance = S.LabelDistance(label);");
        _loops.SumPass(
            _loops.SumComment("Sum: what the terms lack of the exact exponentials, which a power would multiply"),
            [_loops.Read("z", "logits"), _loops.Let("lost", null, slot => $"S.TermError{Of}(z{slot.Suffix}, offset)")],
            new RowTerm("lostOthers", slot => _loops.NewLanes(slot, $"S.ZeroLabel(lost{slot.Suffix}, distance, {_loops.Lane(slot)})")),
            classes => $"distance = S.AdvanceLabelDistance(distance, {classes});");
    }

    /// <summary>The focal loss of a label, and what its gradient is multiplied by beside the plain one, <c>weight</c>.</summary>
    private void FocalLoss(bool hasGradient)
    {
        code.Line($"loss = S.FocalLoss(others, lostOthers, labelTerm, lostLabel, {plan.Loss.Options.FocalHalves}, out {(hasGradient ? "var weight" : "var _")});");
        if (!plan.Loss.WeighsLabels)
            return;
        code.Line($"{Element} classWeight = {KernelTypes.Loss(plan)}.ClassWeights[label];");
        code.Line("loss *= classWeight;");
        if (hasGradient)
            code.Line("weight = S.Weigh(weight, classWeight);");
    }

    /// <summary>The terms of a row, and <c>row</c>: their sums with one largest left out.</summary>
    private void SumBelow(string fallback)
    {
        ExponentsAndMax(fallback);
        code.Line($"var maxTerm = S.Term{Of}(max, offset);");
        code.Line("int ties = 0;");
        _loops.SumPass(
            _loops.SumComment("Sum: the terms below the largest"),
            [
                _loops.Read("z", "logits"),
                Terms(),
                _loops.Let("top", "Sum: which terms equal the largest; all but one of them count again below.", slot => $"S.Equal(e{slot.Suffix}, maxTerm)"),
                new Stage(null, slot => $"ties += S.Count({_loops.NewLanes(slot, $"top{slot.Suffix}")});"),
            ],
            new RowTerm("below", slot => _loops.NewLanes(slot, $"S.ZeroWhere(e{slot.Suffix}, top{slot.Suffix})")));
        code.Line("var row = S.Row(max, maxTerm, below, ties);");
    }

    private void SumTargets() => _loops.Method(
        "sum_i y_i, and sum_i y_i (max - z_i)",
        $"private static DoubleDouble {nameof(SumTargets)}(ref {Element} logits, ref {Element} targets, double max, out double gap)",
        () =>
        {
            DeclareTargets(GivenTargets);
            AddTargets("max");
            code.Line("gap = sums.WeightedGap;");
            code.Line("return sums.Targets;");
        });

    /// <summary>The loss of targets. A row ends before it where those are so large that it may overflow.</summary>
    private void TargetLoss(string fallback, ResultOfLog result)
    {
        if (!row.OutlinesTargetSums)
            DeclareTargets(GivenTargets);
        code.Stage("Sum: no part of the loss is negative where no target is.");
        if (row.OutlinesTargetSums)
        {
            code.Line($"var targetSum = {nameof(SumTargets)}(ref logits, ref targets, row.Max, out double gap);");
        }
        else
        {
            AddTargets("row.Max");
            code.Line("double gap = sums.WeightedGap;");
            code.Line("var targetSum = sums.Targets;");
        }

        if (plan.Head.Element.LossMayOverflow)
            Leave(AreOversized, fallback);
        string known = Divided("gap");
        code.Line(result.Take(known, "targetSum.High", Rounded($"{Operand(known)} + (row.Log * targetSum.High)", parenthesise: true)));
    }

    private void AddTargets(string max)
    {
        code.Line("var sums = default(S.TargetSums);");
        _loops.Pass([
            _loops.Read("z", "logits"),
            .. Effective(GivenTargets),
            _loops.AddTo("sums", "Add", slot => $"{_loops.NewLanes(slot, $"y{slot.Suffix}")}, z{slot.Suffix}, {max}"),
        ]);
    }

    /// <summary>The loss of a smoothed label: targets of one number and a constant vector, whose sum is known.</summary>
    private void SmoothLoss()
    {
        DeclareTargets(Label);
        _loops.SumPass(
            _loops.SumComment("Sum: what each class has beside the label, times its gap to the maximum"),
            [
                _loops.Read("z", "logits"),
                _loops.Let("gap", null, slot => plan.Loss.HasTargetTables ? $"S.Gap(max, z{slot.Suffix}, {Offsets(slot)})" : $"S.Gap(max, z{slot.Suffix})"),
            ],
            new RowTerm("gaps", slot => _loops.NewLanes(slot, $"gap{slot.Suffix}")));
        code.Line($"{Element} gap = S.SmoothGap(gaps, {OffsetOfGaps}, max.ToScalar() - Unsafe.Add(ref logits, label), labelTarget);");
        code.Line($"{Element} targetSum = {(plan.Loss.HasTargetTables ? $"{KernelTypes.Loss(plan)}.LabelSums[label]" : plan.Head.Element.Literal(plan.Loss.LabelSums[0]))};");
        string known = plan.Loss.Temperature is { } temperature ? $"(gap / {plan.Head.Element.Literal(temperature.Value)})" : "gap";
        code.Line($"loss = {known} + (S.SmoothLog(row.Odds) * targetSum);");
    }

    /// <summary>What the sum of gaps is multiplied by: gaps of weighted classes have been already.</summary>
    private string OffsetOfGaps => plan.Head.Element.Literal(plan.Loss.HasTargetTables ? 1 : plan.Loss.TargetOffsets[0]);

    /// <summary>What effective targets are made of, where that is more than the given ones.</summary>
    private void DeclareTargets(Truth truth)
    {
        if (truth.IsLabel)
            code.Line($"{Element} labelTarget = {(plan.Loss.HasTargetTables ? $"{KernelTypes.Loss(plan)}.TargetScales[label]" : plan.Head.Element.Literal(plan.Loss.TargetScales[0]))};");
        if (!plan.Loss.HasTargetTables)
            return;
        if (!truth.IsLabel)
            code.Line($"ref {Element} scales = ref MemoryMarshal.GetReference({KernelTypes.Loss(plan)}.TargetScales);");
        if (plan.Loss.TargetOffsets.Count > 0)
            code.Line($"ref {Element} offsets = ref MemoryMarshal.GetReference({KernelTypes.Loss(plan)}.TargetOffsets);");
    }

    /// <summary>The stages that leave the effective targets of a vector in <c>y</c>.</summary>
    private Stage[] Effective(Truth truth)
    {
        if (truth.IsLabel)
            return [_loops.Let("y", null, slot => $"S.LabelTarget(label, labelTarget, {Offsets(slot)}, {slot.Offset})")];
        if (!plan.Loss.AdjustsTargets)
            return [_loops.Read("y", "targets")];
        return
        [
            _loops.Read("t", "targets"),
            _loops.Let("y", null, slot => $"S.AdjustTarget(t{slot.Suffix}, {(plan.Loss.HasTargetTables ? _loops.LoadRow(slot, "scales") : plan.Head.Element.Literal(plan.Loss.TargetScales[0]))}, {Offsets(slot)})"),
        ];
    }

    /// <summary>What the effective targets of a vector have beside the given ones.</summary>
    private string Offsets(HorizontalLoops.Slot slot) =>
        plan.Loss.TargetOffsets.Count == 0 ? "S.Zero"
        : plan.Loss.HasTargetTables ? _loops.LoadRow(slot, "offsets")
        : plan.Head.Element.Literal(plan.Loss.TargetOffsets[0]);

    private void Gaps(string max)
    {
        code.Line("var gap = default(S.Accumulator);");
        _loops.Pass(
            _loops.Read("z", "logits"),
            Terms(),
            _loops.AddTo("gap", "AddWeightedGap", slot => $"{_loops.NewLanes(slot, $"e{slot.Suffix}")}, z{slot.Suffix}, {max}"));
    }

    private Stage Terms() => row.IsUnrolled
        ? Scaled()
        : _loops.LetByFours("e", null, slots => [$"S.Terms{Of}({HorizontalLoops.List(slots, "z")}, maxExponent, {HorizontalLoops.List(slots, "out var e")});"]);

    /// <summary>The terms from their bits, which code without a loop has already and a loop computes and counts on its way.</summary>
    private Stage[] TermsOfExponents() => row.IsUnrolled ? [Scaled()] : [_loops.Exponentials(counts: true), Scaled()];

    private Stage Scaled() => _loops.Let("e", null, slot => $"S.ApplyExponentOffset(q{slot.Suffix}, offset)");

    /// <summary>Stores the terms times the scale.</summary>
    private void StoreScaled(string destination, bool isWeighed = false) => _loops.Pass(
        _loops.Read("e", destination),
        _loops.Write(slot => ScaledDown($"S.Scale(e{slot.Suffix}, scale)", isWeighed), destination));

    private static string ScaledDown(string value, bool isWeighed) => isWeighed ? $"S.ScaleDown({value})" : value;

    private string Weighed(string value) =>
        !plan.Loss.WeighsGradient ? value : $"S.Weigh{(plan.Loss.HasTinyWeights && !plan.IsBinary ? "Up" : "")}({value}, weight)";

    /// <summary>In a loop the terms wait in the destination; without one they stay in registers.</summary>
    private Stage StoreInLoop(string destination)
    {
        Stage store = _loops.Write(slot => $"e{slot.Suffix}", destination);
        return new Stage(
            $"The terms wait in place of the {destination} until their sum is known.",
            slots => store.Statements([.. slots.Where(slot => slot.Plan is null)]));
    }
}
