using SoftmaxGen.Generator.Model;
using SoftmaxGen.Generator.Planning;

namespace SoftmaxGen.Generator.Emission;

/// <summary>Writes the public members: the documentation, the checks, and one call.</summary>
internal sealed class MemberEmitter
{
    private const string Arguments = "global::SoftmaxGen.Runtime.HeadArguments";
    private const string Labels = "global::System.ReadOnlySpan<int>";

    private readonly CodeWriter _code;
    private readonly HeadPlan _plan;
    private readonly Dictionary<HeadMethod, Action> _bodies;

    public MemberEmitter(CodeWriter code, HeadPlan plan)
    {
        _code = code;
        _plan = plan;
        T = Reference.Element(plan);
        Kernels = plan.Head.Namespace.Length == 0 ? $"global::{plan.KernelClass}" : $"global::{plan.Head.Namespace}.{plan.KernelClass}";
        _bodies = new()
        {
            [HeadMembers.Softmax] = () => RowsToRows("Softmax", "probabilities"),
            [HeadMembers.LogSoftmax] = () => RowsToRows("LogSoftmax", "logProbabilities"),
            [HeadMembers.LogSumExp] = () => Lines(
                OneRow("logits"),
                $"{T} result = 0;",
                $"{Kernels}.LogSumExp(logits, new {Outputs}(ref result), 1);",
                "return result;"),
            [HeadMembers.LogSumExpOfRows] = () => Lines(
                Rows("logits"),
                Room("destination", "rows"),
                Overlap("logits", "destination", "rows"),
                $"{Kernels}.LogSumExp(logits, destination, rows);"),
            [HeadMembers.ArgMax] = () => Lines(
                OneRow("logits"),
                "int label = 0;",
                $"{Kernels}.ArgMax(logits, new global::System.Span<int>(ref label), 1);",
                "return label;"),
            [HeadMembers.ArgMaxOfRows] = () => Lines(
                Rows("logits"),
                Room("labels", "rows"),
                Overlap("logits", "labels", "rows"),
                $"{Kernels}.ArgMax(logits, labels, rows);"),
            [HeadMembers.TopK] = () => Lines(
                OneRow("logits"),
                $"{Arguments}.AtMost(labels, ClassCount, {Parameter("labels")});",
                $"{Arguments}.Apart(logits, labels, {Parameter("labels")});",
                "global::SoftmaxGen.Runtime.Ranking.TopK(logits, labels);"),
            [HeadMembers.LossOfLabel] = () => Lines(
                OneRow("logits"),
                $"{Arguments}.Label(label, ClassCount, {Parameter("label")});",
                $"{T} odds = 0;",
                $"{Kernels}.CrossEntropy(logits, new {Labels}(in label), new {Outputs}(ref odds), 1);",
                "return global::SoftmaxGen.Runtime.Odds.ToLoss(odds);"),
            [HeadMembers.LossOfLabels] = () => ReducedLoss("labels"),
            [HeadMembers.LossOfTargets] = () => ReducedLoss("targets"),
            [HeadMembers.LossesOfLabels] = () => EachLoss("labels"),
            [HeadMembers.LossesOfTargets] = () => EachLoss("targets"),
            [HeadMembers.GradientOfLabel] = () => Lines(
                OneRow("logits"),
                Room("gradient", "ClassCount"),
                Overlap("logits", "gradient", "ClassCount"),
                $"{Arguments}.Label(label, ClassCount, {Parameter("label")});",
                $"{T} odds = 0;",
                $"{Kernels}.CrossEntropyGradient(logits, new {Labels}(in label), gradient, new {Outputs}(ref odds), 1, 1);",
                "return global::SoftmaxGen.Runtime.Odds.ToLoss(odds);"),
            [HeadMembers.GradientOfLabels] = () => ReducedGradient("labels"),
            [HeadMembers.GradientOfTargets] = () => ReducedGradient("targets"),
            [HeadMembers.SoftmaxBackward] = () => Backward("SoftmaxBackward", "probabilities"),
            [HeadMembers.LogSoftmaxBackward] = () => Backward("LogSoftmaxBackward", "logProbabilities"),
            [HeadMembers.Jacobian] = () => Lines(
                OneRow("probabilities"),
                Room("jacobian", "(long)ClassCount * ClassCount"),
                Overlap("probabilities", "jacobian", "(long)ClassCount * ClassCount"),
                $"{Kernels}.Jacobian(probabilities, jacobian);"),
            [HeadMembers.Entropy] = () => Lines(
                OneRow("logits"),
                // The second operand is what is returned for a NaN in either.
                $"return {T}.MinNative({LogClasses}, {Kernels}.Entropy(logits));"),
            [HeadMembers.TryPredict] = () => Lines(
                OneRow("logits"),
                "label = 0;",
                $"{Kernels}.ArgMax(logits, new global::System.Span<int>(ref label), 1);",
                $"return {Kernels}.Probability(logits, label) >= minimumProbability;"),
        };
    }

    private string T { get; }

    private string Kernels { get; }

    private string Outputs => $"global::System.Span<{T}>";

    private string Rounded => T == "float" ? "(float)" : "";

    /// <summary>ln N, which the compiler rounds to the element type: no entropy is more.</summary>
    private string LogClasses => $"{_plan.LogClasses}{(T == "float" ? "f" : "")}";

    /// <summary>The error bound of probabilities and log-probabilities, as the documentation states it.</summary>
    private string Bound => _plan.Head.Element == ElementType.Double && _plan.Head.Classes > 64 ? "8 ulp" : "4 ulp";

    public void Emit()
    {
        _code.Line(MemberDocumentation.ClassCount);
        _code.Line($"public const int ClassCount = {_plan.Head.Classes};");
        if (!_plan.Head.IsStatic)
        {
            _code.Line();
            _code.Line($"static int {MemberSignature.Interface(T)}.ClassCount => ClassCount;");
        }

        var documentation = new MemberDocumentation(T, Bound);
        foreach (HeadMethod method in HeadMembers.Methods)
        {
            _code.Line();
            documentation.Write(_code, method);
            using (_code.Open($"public {MemberSignature.Of(method, T)}"))
                _bodies[method]();
        }
    }

    /// <summary>How the checks know a parameter.</summary>
    private static string Parameter(string name) => $"global::SoftmaxGen.Runtime.HeadParameter.{char.ToUpperInvariant(name[0])}{name.Substring(1)}";

    private static string OneRow(string input) => $"{Arguments}.OneRow({input}, ClassCount, {Parameter(input)});";

    private static string Rows(string input) => $"int rows = {Arguments}.Rows({input}, ClassCount, {Parameter(input)});";

    private static string Room(string destination, string needed) => $"{Arguments}.Room({destination}, {needed}, {Parameter(destination)});";

    private static string Overlap(string input, string destination, string written) =>
        $"{Arguments}.Overlap({input}, {destination}, {written}, {Parameter(destination)});";

    private static string SecondLength(string input) =>
        $"{Arguments}.Length({input}, {(input == "labels" ? "rows" : "logits.Length")}, {Parameter(input)});";

    private static string Divisor => $"double divisor = {Arguments}.Divisor(reduction, rows, {Parameter("reduction")});";

    private static string[] LabelCheck(string input) =>
        input == "labels" ? [$"{Arguments}.Labels(labels, ClassCount, {Parameter("labels")});"] : [];

    private void RowsToRows(string name, string destination)
    {
        // Measured (Zen 3): a row of 8 floats takes 10.4 ns so, and 11.6 ns through the checks of any number of rows.
        using (_code.Open("if (logits.Length == ClassCount)"))
        {
            Lines(
                "// One row, as most calls have: what it is checked against are constants.",
                Room(destination, "ClassCount"),
                Overlap("logits", destination, "ClassCount"),
                $"{Kernels}.{name}(logits, {destination}, 1);",
                "return;");
        }

        _code.Line();
        Lines(
            Rows("logits"),
            Room(destination, "logits.Length"),
            Overlap("logits", destination, "logits.Length"),
            $"{Kernels}.{name}(logits, {destination}, rows);");
    }

    private void ReducedLoss(string input) => Lines(
    [
        Rows("logits"),
        SecondLength(input),
        Divisor,
        .. LabelCheck(input),
        $"return {Rounded}{Kernels}.CrossEntropyTotal(logits, {input}, divisor, rows);",
    ]);

    private void EachLoss(string input) => Lines(
    [
        Rows("logits"),
        SecondLength(input),
        Room("losses", "rows"),
        Overlap("logits", "losses", "rows"),
        Overlap(input, "losses", "rows"),
        .. LabelCheck(input),
        $"{Kernels}.CrossEntropy(logits, {input}, losses, rows);",
        .. input == "labels" ? ["global::SoftmaxGen.Runtime.Odds.ToLosses(losses.Slice(0, rows));"] : (string[])[],
    ]);

    private void ReducedGradient(string input) => Lines(
    [
        Rows("logits"),
        SecondLength(input),
        Room("gradient", "logits.Length"),
        Overlap("logits", "gradient", "logits.Length"),
        Overlap(input, "gradient", "logits.Length"),
        Divisor,
        .. LabelCheck(input),
        $"return {Rounded}{Kernels}.CrossEntropyGradientTotal(logits, {input}, gradient, divisor, rows);",
    ]);

    private void Backward(string name, string input) => Lines(
        Rows(input),
        $"{Arguments}.Length(upstream, {input}.Length, {Parameter("upstream")});",
        Room("gradient", $"{input}.Length"),
        Overlap(input, "gradient", $"{input}.Length"),
        Overlap("upstream", "gradient", $"{input}.Length"),
        $"{Kernels}.{name}({input}, upstream, gradient, rows);");

    private void Lines(params string[] lines)
    {
        foreach (string line in lines)
            _code.Line(line);
    }
}
