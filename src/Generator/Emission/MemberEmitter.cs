using System.Globalization;
using SoftmaxGen.Generator.Model;
using SoftmaxGen.Generator.Planning;

namespace SoftmaxGen.Generator.Emission;

/// <summary>Writes the public members: the documentation, the checks, and one call.</summary>
internal sealed class MemberEmitter(CodeWriter code, HeadPlan plan)
{
    private const string Arguments = "global::SoftmaxGen.Runtime.HeadArguments";
    private const string Labels = "global::System.ReadOnlySpan<int>";
    private const string Reduction = "global::SoftmaxGen.Reduction reduction = global::SoftmaxGen.Reduction.Mean";

    private string T { get; } = plan.Head.Element == ElementType.Single ? "float" : "double";

    private string Kernels { get; } = plan.Head.Namespace.Length == 0
        ? $"global::{plan.KernelClass}"
        : $"global::{plan.Head.Namespace}.{plan.KernelClass}";

    private string Inputs => $"global::System.ReadOnlySpan<{T}>";

    private string Outputs => $"global::System.Span<{T}>";

    private int N => plan.Head.Classes;

    private string Rounded => T == "float" ? "(float)" : "";

    /// <summary>ln N, which the compiler rounds to the element type: no entropy is more.</summary>
    private string LogClasses => plan.LogClasses.ToString(CultureInfo.InvariantCulture) + (T == "float" ? "f" : "");

    /// <summary>The error bound of probabilities and log-probabilities, as the documentation states it.</summary>
    private string Bound => plan.Head.Element == ElementType.Double && N > 64 ? "8 ulp" : "4 ulp";

    public void Emit()
    {
        code.Line("/// <summary>The class count N.</summary>");
        code.Line($"public const int ClassCount = {N};");
        if (!plan.Head.IsStatic)
        {
            code.Line();
            code.Line($"static int global::SoftmaxGen.ISoftmaxHead<{T}>.ClassCount => ClassCount;");
        }

        RowsToRows("Softmax", "Computes the probabilities a_i = exp(z_i) / sum_k exp(z_k) of each row.", "probabilities", "a", "; 0 where a is below the normal numbers");
        RowsToRows("LogSoftmax", "Computes ln a_i = z_i - ln sum_k exp(z_k) for each row, in nats.", "logProbabilities", "ln a", "");

        Member(
            "Computes ln sum_k exp(z_k) of one row, in nats.",
            $"Exact within 4 ulp of the larger of |m| and ln(sum_k exp(z_k)) - m, where m is the largest logit.",
            $"static {T} LogSumExp({Inputs} logits)",
            [OneRow],
            "The log-sum-exp: NaN for a NaN among the logits, else +infinity for one of them, and -infinity where all are.",
            [NotOneRow],
            $"{Arguments}.OneRow(logits, ClassCount, {Parameter("logits")});",
            $"{T} result = 0;",
            $"{Kernels}.LogSumExp(logits, new {Outputs}(ref result), 1);",
            "return result;");

        Member(
            "Computes ln sum_k exp(z_k) of each row, in nats.",
            $"Exact within 4 ulp of the larger of |m| and ln(sum_k exp(z_k)) - m, where m is the row's largest logit.",
            $"static void LogSumExp({Inputs} logits, {Outputs} destination)",
            [Rows, Output("destination", "the log-sum-exp of each row, R numbers")],
            null,
            [NotRows, Short("destination", "logits", canAlias: false)],
            $"int rows = {Arguments}.Rows(logits, ClassCount, {Parameter("logits")});",
            Room("destination", "rows"),
            Overlap("logits", "destination", "rows"),
            $"{Kernels}.LogSumExp(logits, destination, rows);");

        Member(
            "Finds the class with the largest logit.",
            null,
            $"static int ArgMax({Inputs} logits)",
            [OneRow],
            "The class, 0 to N - 1: the first of equals, or the first NaN where there is one.",
            [NotOneRow],
            $"{Arguments}.OneRow(logits, ClassCount, {Parameter("logits")});",
            "int label = 0;",
            $"{Kernels}.ArgMax(logits, new global::System.Span<int>(ref label), 1);",
            "return label;");

        Member(
            "Finds the class with the largest logit in each row: the first of equals, or the first NaN where there is one.",
            null,
            $"static void ArgMax({Inputs} logits, global::System.Span<int> labels)",
            [Rows, Output("labels", "the class of each row, 0 to N - 1, R numbers")],
            null,
            [NotRows, Short("labels", "logits", canAlias: false)],
            $"int rows = {Arguments}.Rows(logits, ClassCount, {Parameter("logits")});",
            Room("labels", "rows"),
            Overlap("logits", "labels", "rows"),
            $"{Kernels}.ArgMax(logits, labels, rows);");

        Member(
            "Finds the k classes with the largest logits, best first: NaN before all, equals in the order of their class.",
            null,
            $"static void TopK({Inputs} logits, global::System.Span<int> labels)",
            [OneRow, ("labels", "Receives the classes; its length is k, 0 to N.")],
            null,
            [NotOneRow, ("global::System.ArgumentException", "<paramref name=\"labels\"/> is longer than N, or shares memory with <paramref name=\"logits\"/>.")],
            $"{Arguments}.OneRow(logits, ClassCount, {Parameter("logits")});",
            $"{Arguments}.AtMost(labels, ClassCount, {Parameter("labels")});",
            $"{Arguments}.Apart(logits, labels, {Parameter("labels")});",
            "global::SoftmaxGen.Runtime.Ranking.TopK(logits, labels);");

        Member(
            "Computes the loss C = -ln a_label of one row, in nats.",
            "Exact within 4 ulp, also where the model is sure and the loss is tiny.",
            $"static {T} CrossEntropy({Inputs} logits, int label)",
            [OneRow, Label],
            "The loss: +infinity for a class whose logit is -infinity.",
            [NotOneRow, NotLabel("label")],
            $"{Arguments}.OneRow(logits, ClassCount, {Parameter("logits")});",
            $"{Arguments}.Label(label, ClassCount, {Parameter("label")});",
            $"{T} odds = 0;",
            $"{Kernels}.CrossEntropy(logits, new {Labels}(in label), new {Outputs}(ref odds), 1);",
            "return global::SoftmaxGen.Runtime.Odds.ToLoss(odds);");

        ReducedLoss("labels", Labels, "-ln a_label", LabelsInput, NotLabel("labels"));
        ReducedLoss("targets", Inputs, "-sum_i y_i ln a_i", TargetsInput, null);
        EachLoss("labels", Labels, "-ln a_label", LabelsInput, NotLabel("labels"));
        EachLoss("targets", Inputs, "-sum_i y_i ln a_i", TargetsInput, null);

        Member(
            "Computes the loss C = -ln a_label of one row, in nats, and its gradient dC/dz_i = a_i - (i = label).",
            "Loss and gradient are exact within 4 ulp, the label's own entry included: it is -sum of the others, never a - 1.",
            $"static {T} CrossEntropyGradient({Inputs} logits, int label, {Outputs} gradient)",
            [OneRow, Label, Output("gradient", "dC/dz, N numbers")],
            "The loss: +infinity for a class whose logit is -infinity.",
            [NotOneRow, Short("gradient", "logits"), NotLabel("label")],
            $"{Arguments}.OneRow(logits, ClassCount, {Parameter("logits")});",
            Room("gradient", "ClassCount"),
            Overlap("logits", "gradient", "ClassCount"),
            $"{Arguments}.Label(label, ClassCount, {Parameter("label")});",
            $"{T} odds = 0;",
            $"{Kernels}.CrossEntropyGradient(logits, new {Labels}(in label), gradient, new {Outputs}(ref odds), 1, 1);",
            "return global::SoftmaxGen.Runtime.Odds.ToLoss(odds);");

        ReducedGradient("labels", Labels, "-ln a_label", "a_i - (i = label)", LabelsInput, NotLabel("labels"), "within 4 ulp");
        ReducedGradient("targets", Inputs, "-sum_i y_i ln a_i", "a_i sum_j y_j - y_i", TargetsInput, null, "within 4 ulp of the larger of a_i sum_j y_j and y_i");

        Backward("SoftmaxBackward", "Softmax", "probabilities", "p", "p_i (g_i - sum_j g_j p_j)");
        Backward("LogSoftmaxBackward", "LogSoftmax", "logProbabilities", "l", "g_i - exp(l_i) sum_j g_j");

        Member(
            "Computes the Jacobian da_j/dz_i = a_i ((i = j) - a_j) of one row.",
            null,
            $"static void Jacobian({Inputs} probabilities, {Outputs} jacobian)",
            [("probabilities", "The probabilities a of one row, N numbers."), Output("jacobian", "da_j/dz_i in row i and column j, N x N numbers")],
            null,
            [("global::System.ArgumentException", "<paramref name=\"probabilities\"/> is not one row."), Short("jacobian", "probabilities", canAlias: false)],
            $"{Arguments}.OneRow(probabilities, ClassCount, {Parameter("probabilities")});",
            Room("jacobian", "(long)ClassCount * ClassCount"),
            Overlap("probabilities", "jacobian", "(long)ClassCount * ClassCount"),
            $"{Kernels}.Jacobian(probabilities, jacobian);");

        Member(
            "Computes the entropy -sum_i a_i ln a_i of one row, in nats.",
            null,
            $"static {T} Entropy({Inputs} logits)",
            [OneRow],
            "The entropy, 0 to ln N rounded to the element type; NaN for a row without probabilities.",
            [NotOneRow],
            $"{Arguments}.OneRow(logits, ClassCount, {Parameter("logits")});",
            $"{T} entropy = {Kernels}.Entropy(logits);",
            $"return entropy > {LogClasses} ? {LogClasses} : entropy;");

        Member(
            "Predicts the most probable class, unless it is not probable enough.",
            null,
            $"static bool TryPredict({Inputs} logits, {T} minimumProbability, out int label)",
            [OneRow, ("minimumProbability", "The least probability, 0 to 1, at which the prediction counts."), ("label", "The class with the largest logit, whether it counts or not.")],
            "Whether the class's probability, to the bit as Softmax gives it, is at least <paramref name=\"minimumProbability\"/>; false where it is NaN.",
            [NotOneRow],
            $"{Arguments}.OneRow(logits, ClassCount, {Parameter("logits")});",
            "label = 0;",
            $"{Kernels}.ArgMax(logits, new global::System.Span<int>(ref label), 1);",
            $"return {Kernels}.Probability(logits, label) >= minimumProbability;");
    }

    /// <summary>How the checks know a parameter.</summary>
    private static string Parameter(string name) => $"global::SoftmaxGen.Runtime.HeadParameter.{char.ToUpperInvariant(name[0])}{name.Substring(1)}";

    private static (string, string) OneRow => ("logits", "The logits z of one row, N numbers.");

    private static (string, string) Rows => ("logits", "The logits z, R x N numbers.");

    private static (string, string) Label => ("label", "The class, 0 to N - 1.");

    private static (string, string) LabelsInput => ("labels", "The class of each row, 0 to N - 1, R numbers.");

    private static (string, string) TargetsInput => ("targets", "The targets y, R x N numbers; a row need not sum to 1. A target of 0 counts for nothing, whatever its logit.");

    private static (string, string) NotOneRow => ("global::System.ArgumentException", "<paramref name=\"logits\"/> is not one row.");

    private static (string, string) NotRows => ("global::System.ArgumentException", "The length of <paramref name=\"logits\"/> is not a multiple of N.");

    private static (string, string) NotAsLong(string input) =>
        ("global::System.ArgumentException", $"The length of <paramref name=\"{input}\"/> is not {(input == "labels" ? "the number of rows" : "that of <paramref name=\"logits\"/>")}.");

    private static string LossBound(string input) =>
        $"Each loss is exact within 4 ulp, {(input == "labels" ? "also where the model is sure and the loss is tiny" : "for targets of at least 0")}.";

    private static (string, string) Output(string name, string what) => (name, $"Receives {what}. It may be longer.");

    private static (string, string) Short(string destination, string input, bool canAlias = true) =>
        ("global::System.ArgumentException", $"<paramref name=\"{destination}\"/> is too short, or shares memory with <paramref name=\"{input}\"/>{(canAlias ? " without being the same" : "")}.");

    private static (string, string) NotLabel(string name) =>
        ("global::System.ArgumentOutOfRangeException", $"<paramref name=\"{name}\"/> {(name == "label" ? "is" : "holds a number")} outside 0 to N - 1.");

    private static string Room(string destination, string needed) => $"{Arguments}.Room({destination}, {needed}, {Parameter(destination)});";

    private static string Overlap(string input, string destination, string written) =>
        $"{Arguments}.Overlap({input}, {destination}, {written}, {Parameter(destination)});";

    private void RowsToRows(string name, string summary, string destination, string what, string note) => Member(
        summary,
        $"Exact within {Bound}; a row's result has the same bits in every batch. NaN for a row with a NaN or +infinity.",
        $"static void {name}({Inputs} logits, {Outputs} {destination})",
        [Rows, Output(destination, $"{what}, R x N numbers{note}")],
        null,
        [NotRows, Short(destination, "logits")],
        () =>
        {
            // Measured (Zen 3): a row of 8 floats takes 10.4 ns so, and 11.6 ns through the checks of any number of rows.
            using (code.Open("if (logits.Length == ClassCount)"))
            {
                Lines(
                    "// One row, as most calls have: what it is checked against are constants.",
                    Room(destination, "ClassCount"),
                    Overlap("logits", destination, "ClassCount"),
                    $"{Kernels}.{name}(logits, {destination}, 1);",
                    "return;");
            }

            code.Line();
            Lines(
                $"int rows = {Arguments}.Rows(logits, ClassCount, {Parameter("logits")});",
                Room(destination, "logits.Length"),
                Overlap("logits", destination, "logits.Length"),
                $"{Kernels}.{name}(logits, {destination}, rows);");
        });

    private static string SecondLength(string input) =>
        $"{Arguments}.Length({input}, {(input == "labels" ? "rows" : "logits.Length")}, {Parameter(input)});";

    private static string[] LabelCheck(string input) =>
        input == "labels" ? [$"{Arguments}.Labels(labels, ClassCount, {Parameter("labels")});"] : [];

    private void ReducedLoss(string input, string type, string formula, (string, string) parameter, (string, string)? error) => Member(
        $"Computes the losses C = {formula} of R rows and reduces them to one number, in nats.",
        LossBound(input),
        $"static {T} CrossEntropy({Inputs} logits, {type} {input}, {Reduction})",
        [Rows, parameter, ("reduction", "The mean or the sum.")],
        "The reduced loss; 0 for no rows.",
        [NotRows, NotAsLong(input), .. Some(error), NotReduction],
        [
            $"int rows = {Arguments}.Rows(logits, ClassCount, {Parameter("logits")});",
            SecondLength(input),
            $"double divisor = {Arguments}.Divisor(reduction, rows, {Parameter("reduction")});",
            .. LabelCheck(input),
            $"return {Rounded}{Kernels}.CrossEntropyTotal(logits, {input}, divisor, rows);",
        ]);

    private void EachLoss(string input, string type, string formula, (string, string) parameter, (string, string)? error) => Member(
        $"Computes the loss C = {formula} of each row, in nats.",
        LossBound(input),
        $"static void CrossEntropy({Inputs} logits, {type} {input}, {Outputs} losses)",
        [Rows, parameter, Output("losses", "the loss of each row, R numbers")],
        null,
        [NotRows, NotAsLong(input), ("global::System.ArgumentException", $"<paramref name=\"losses\"/> is too short, or shares memory with <paramref name=\"logits\"/> or <paramref name=\"{input}\"/>."), .. Some(error)],
        [
            $"int rows = {Arguments}.Rows(logits, ClassCount, {Parameter("logits")});",
            SecondLength(input),
            Room("losses", "rows"),
            Overlap("logits", "losses", "rows"),
            Overlap(input, "losses", "rows"),
            .. LabelCheck(input),
            $"{Kernels}.CrossEntropy(logits, {input}, losses, rows);",
            .. input == "labels" ? ["global::SoftmaxGen.Runtime.Odds.ToLosses(losses.Slice(0, rows));"] : (string[])[],
        ]);

    private void ReducedGradient(string input, string type, string formula, string gradient, (string, string) parameter, (string, string)? error, string bound) => Member(
        $"Computes the losses C = {formula} of R rows, reduces them to one number in nats, and its gradient dC/dz_i = {gradient}, divided by R for the mean.",
        $"The gradient is exact {bound}.",
        $"static {T} CrossEntropyGradient({Inputs} logits, {type} {input}, {Outputs} gradient, {Reduction})",
        [Rows, parameter, Output("gradient", "dC/dz, R x N numbers"), ("reduction", "The mean or the sum; the gradient is that of the reduced loss.")],
        "The reduced loss; 0 for no rows.",
        [NotRows, NotAsLong(input), ("global::System.ArgumentException", $"<paramref name=\"gradient\"/> is too short, or shares memory with an input without being the same."), .. Some(error), NotReduction],
        [
            $"int rows = {Arguments}.Rows(logits, ClassCount, {Parameter("logits")});",
            SecondLength(input),
            Room("gradient", "logits.Length"),
            Overlap("logits", "gradient", "logits.Length"),
            Overlap(input, "gradient", "logits.Length"),
            $"double divisor = {Arguments}.Divisor(reduction, rows, {Parameter("reduction")});",
            .. LabelCheck(input),
            $"return {Rounded}{Kernels}.CrossEntropyGradientTotal(logits, {input}, gradient, divisor, rows);",
        ]);

    private void Backward(string name, string forward, string input, string symbol, string formula) => Member(
        $"Carries a gradient g back through <see cref=\"{Cref(forward)}\"/>: {formula} for each row.",
        null,
        $"static void {name}({Inputs} {input}, {Inputs} upstream, {Outputs} gradient)",
        [
            (input, $"What <see cref=\"{Cref(forward)}\"/> gave, {symbol}, R x N numbers."),
            ("upstream", "The gradient g with respect to it, R x N numbers."),
            Output("gradient", "the gradient with respect to the logits, R x N numbers"),
        ],
        null,
        [
            ("global::System.ArgumentException", $"The length of <paramref name=\"{input}\"/> is not a multiple of N, or that of <paramref name=\"upstream\"/> does not match."),
            ("global::System.ArgumentException", "<paramref name=\"gradient\"/> is too short, or shares memory with an input without being the same."),
        ],
        $"int rows = {Arguments}.Rows({input}, ClassCount, {Parameter(input)});",
        $"{Arguments}.Length(upstream, {input}.Length, {Parameter("upstream")});",
        Room("gradient", $"{input}.Length"),
        Overlap(input, "gradient", $"{input}.Length"),
        Overlap("upstream", "gradient", $"{input}.Length"),
        $"{Kernels}.{name}({input}, upstream, gradient, rows);");

    // With its parameters: the user may have written an overload of the same name.
    private string Cref(string name) => $"{name}(global::System.ReadOnlySpan{{{T}}}, global::System.Span{{{T}}})";

    private static (string, string) NotReduction =>
        ("global::System.ArgumentOutOfRangeException", "<paramref name=\"reduction\"/> is neither the mean nor the sum.");

    private static IEnumerable<(string, string)> Some((string, string)? item) => item is { } value ? [value] : [];

    private void Member(
        string summary,
        string? remarks,
        string signature,
        (string Name, string Text)[] parameters,
        string? returns,
        (string Type, string Text)[] exceptions,
        params string[] body) => Member(summary, remarks, signature, parameters, returns, exceptions, () => Lines(body));

    private void Lines(params string[] lines)
    {
        foreach (string line in lines)
            code.Line(line);
    }

    private void Member(
        string summary,
        string? remarks,
        string signature,
        (string Name, string Text)[] parameters,
        string? returns,
        (string Type, string Text)[] exceptions,
        Action body)
    {
        code.Line();
        code.Line($"/// <summary>{summary}</summary>");
        if (remarks is not null)
            code.Line($"/// <remarks>{remarks}</remarks>");
        foreach ((string name, string text) in parameters)
            code.Line($"/// <param name=\"{name}\">{text}</param>");
        if (returns is not null)
            code.Line($"/// <returns>{returns}</returns>");
        foreach ((string type, string text) in exceptions)
            code.Line($"/// <exception cref=\"{type}\">{text}</exception>");
        using (code.Open($"public {signature}"))
            body();
    }
}
