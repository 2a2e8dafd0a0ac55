using SoftmaxGen.Generator.Model;
using Item = (string Name, string Text);

namespace SoftmaxGen.Generator.Emission;

/// <summary>Writes the documentation of the public members.</summary>
internal sealed class MemberDocumentation
{
    private const string ArgumentException = "global::System.ArgumentException";
    private const string ArgumentOutOfRangeException = "global::System.ArgumentOutOfRangeException";

    private static readonly Item OneRow = ("logits", "The logits z of one row, N numbers.");
    private static readonly Item Rows = ("logits", "The logits z, R x N numbers.");
    private static readonly Item Label = ("label", "The class, 0 to N - 1.");
    private static readonly Item Labels = ("labels", "The class of each row, 0 to N - 1, R numbers.");
    private static readonly Item Targets = ("targets", "The targets y, R x N numbers; a row need not sum to 1. A target of 0 counts for nothing, whatever its logit.");
    private static readonly Item NotOneRow = (ArgumentException, "<paramref name=\"logits\"/> is not one row.");
    private static readonly Item NotRows = (ArgumentException, "The length of <paramref name=\"logits\"/> is not a multiple of N.");
    private static readonly Item NotReduction = (ArgumentOutOfRangeException, "<paramref name=\"reduction\"/> is neither the mean nor the sum.");

    private readonly Dictionary<HeadMethod, Text> _texts;

    /// <param name="element">The element type.</param>
    /// <param name="bound">The error bound of probabilities and log-probabilities.</param>
    public MemberDocumentation(string element, string bound)
    {
        _texts = new()
        {
            [HeadMembers.Softmax] = RowsToRows("Computes the probabilities a_i = exp(z_i) / sum_k exp(z_k) of each row.", "probabilities", "a", "; 0 where a is below the normal numbers"),
            [HeadMembers.LogSoftmax] = RowsToRows("Computes ln a_i = z_i - ln sum_k exp(z_k) for each row, in nats.", "logProbabilities", "ln a", ""),
            [HeadMembers.LogSumExp] = new()
            {
                Summary = "Computes ln sum_k exp(z_k) of one row, in nats.",
                Remarks = "Exact within 4 ulp of the larger of |m| and ln(sum_k exp(z_k)) - m, where m is the largest logit.",
                Parameters = [OneRow],
                Returns = "The log-sum-exp: NaN for a NaN among the logits, else +infinity for one of them, and -infinity where all are.",
                Exceptions = [NotOneRow],
            },
            [HeadMembers.LogSumExpOfRows] = new()
            {
                Summary = "Computes ln sum_k exp(z_k) of each row, in nats.",
                Remarks = "Exact within 4 ulp of the larger of |m| and ln(sum_k exp(z_k)) - m, where m is the row's largest logit.",
                Parameters = [Rows, Output("destination", "the log-sum-exp of each row, R numbers")],
                Exceptions = [NotRows, Short("destination", "logits", canAlias: false)],
            },
            [HeadMembers.ArgMax] = new()
            {
                Summary = "Finds the class with the largest logit.",
                Parameters = [OneRow],
                Returns = "The class, 0 to N - 1: the first of equals, or the first NaN where there is one.",
                Exceptions = [NotOneRow],
            },
            [HeadMembers.ArgMaxOfRows] = new()
            {
                Summary = "Finds the class with the largest logit in each row: the first of equals, or the first NaN where there is one.",
                Parameters = [Rows, Output("labels", "the class of each row, 0 to N - 1, R numbers")],
                Exceptions = [NotRows, Short("labels", "logits", canAlias: false)],
            },
            [HeadMembers.TopK] = new()
            {
                Summary = "Finds the k classes with the largest logits, best first: NaN before all, equals in the order of their class.",
                Parameters = [OneRow, ("labels", "Receives the classes; its length is k, 0 to N.")],
                Exceptions = [NotOneRow, (ArgumentException, "<paramref name=\"labels\"/> is longer than N, or shares memory with <paramref name=\"logits\"/>.")],
            },
            [HeadMembers.LossOfLabel] = new()
            {
                Summary = "Computes the loss C = -ln a_label of one row, in nats.",
                Remarks = "Exact within 4 ulp, also where the model is sure and the loss is tiny.",
                Parameters = [OneRow, Label],
                Returns = "The loss: +infinity for a class whose logit is -infinity.",
                Exceptions = [NotOneRow, NotLabel("label")],
            },
            [HeadMembers.LossOfLabels] = ReducedLoss("-ln a_label", Labels),
            [HeadMembers.LossOfTargets] = ReducedLoss("-sum_i y_i ln a_i", Targets),
            [HeadMembers.LossesOfLabels] = EachLoss("-ln a_label", Labels),
            [HeadMembers.LossesOfTargets] = EachLoss("-sum_i y_i ln a_i", Targets),
            [HeadMembers.GradientOfLabel] = new()
            {
                Summary = "Computes the loss C = -ln a_label of one row, in nats, and its gradient dC/dz_i = a_i - (i = label).",
                Remarks = "Loss and gradient are exact within 4 ulp, the label's own entry included: it is -sum of the others, never a - 1.",
                Parameters = [OneRow, Label, Output("gradient", "dC/dz, N numbers")],
                Returns = "The loss: +infinity for a class whose logit is -infinity.",
                Exceptions = [NotOneRow, Short("gradient", "logits"), NotLabel("label")],
            },
            [HeadMembers.GradientOfLabels] = ReducedGradient("-ln a_label", "a_i - (i = label)", Labels, "within 4 ulp"),
            [HeadMembers.GradientOfTargets] = ReducedGradient("-sum_i y_i ln a_i", "a_i sum_j y_j - y_i", Targets, "within 4 ulp of the larger of a_i sum_j y_j and y_i"),
            [HeadMembers.SoftmaxBackward] = Backward("Softmax", "probabilities", "p", "p_i (g_i - sum_j g_j p_j)"),
            [HeadMembers.LogSoftmaxBackward] = Backward("LogSoftmax", "logProbabilities", "l", "g_i - exp(l_i) sum_j g_j"),
            [HeadMembers.Jacobian] = new()
            {
                Summary = "Computes the Jacobian da_j/dz_i = a_i ((i = j) - a_j) of one row.",
                Parameters = [("probabilities", "The probabilities a of one row, N numbers."), Output("jacobian", "da_j/dz_i in row i and column j, N x N numbers")],
                Exceptions = [(ArgumentException, "<paramref name=\"probabilities\"/> is not one row."), Short("jacobian", "probabilities", canAlias: false)],
            },
            [HeadMembers.Entropy] = new()
            {
                Summary = "Computes the entropy -sum_i a_i ln a_i of one row, in nats.",
                Parameters = [OneRow],
                Returns = "The entropy, 0 to ln N rounded to the element type; NaN for a row without probabilities.",
                Exceptions = [NotOneRow],
            },
            [HeadMembers.TryPredict] = new()
            {
                Summary = "Predicts the most probable class, unless it is not probable enough.",
                Parameters = [OneRow, ("minimumProbability", "The least probability, 0 to 1, at which the prediction counts."), ("label", "The class with the largest logit, whether it counts or not.")],
                Returns = "Whether the class's probability, to the bit as Softmax gives it, is at least <paramref name=\"minimumProbability\"/>; false where it is NaN.",
                Exceptions = [NotOneRow],
            },
        };

        Text RowsToRows(string summary, string destination, string what, string note) => new()
        {
            Summary = summary,
            Remarks = $"Exact within {bound}; a row's result has the same bits in every batch. NaN for a row with a NaN or +infinity.",
            Parameters = [Rows, Output(destination, $"{what}, R x N numbers{note}")],
            Exceptions = [NotRows, Short(destination, "logits")],
        };

        Text Backward(string forward, string input, string symbol, string formula) => new()
        {
            Summary = $"Carries a gradient g back through <see cref=\"{Cref(forward)}\"/>: {formula} for each row.",
            Parameters =
            [
                (input, $"What <see cref=\"{Cref(forward)}\"/> gave, {symbol}, R x N numbers."),
                ("upstream", "The gradient g with respect to it, R x N numbers."),
                Output("gradient", "the gradient with respect to the logits, R x N numbers"),
            ],
            Exceptions =
            [
                (ArgumentException, $"The length of <paramref name=\"{input}\"/> is not a multiple of N, or that of <paramref name=\"upstream\"/> does not match."),
                (ArgumentException, "<paramref name=\"gradient\"/> is too short, or shares memory with an input without being the same."),
            ],
        };

        // With its parameters: the user may have written an overload of the same name.
        string Cref(string name) => $"{name}(global::System.ReadOnlySpan<{element}>, global::System.Span<{element}>)".Replace('<', '{').Replace('>', '}');
    }

    /// <summary>The class count's.</summary>
    public static string ClassCount => "/// <summary>The class count N.</summary>";

    /// <summary>Writes the documentation of a method.</summary>
    public void Write(CodeWriter code, HeadMethod method)
    {
        Text text = _texts[method];
        code.Line($"/// <summary>{text.Summary}</summary>");
        if (text.Remarks is not null)
            code.Line($"/// <remarks>{text.Remarks}</remarks>");
        foreach ((string name, string what) in text.Parameters)
            code.Line($"/// <param name=\"{name}\">{what}</param>");
        if (text.Returns is not null)
            code.Line($"/// <returns>{text.Returns}</returns>");
        foreach ((string type, string when) in text.Exceptions)
            code.Line($"/// <exception cref=\"{type}\">{when}</exception>");
    }

    private static Text ReducedLoss(string formula, Item input) => new()
    {
        Summary = $"Computes the losses C = {formula} of R rows and reduces them to one number, in nats.",
        Remarks = LossBound(input),
        Parameters = [Rows, input, ("reduction", "The mean or the sum.")],
        Returns = "The reduced loss; 0 for no rows.",
        Exceptions = [NotRows, NotAsLong(input), .. NotLabels(input), NotReduction],
    };

    private static Text EachLoss(string formula, Item input) => new()
    {
        Summary = $"Computes the loss C = {formula} of each row, in nats.",
        Remarks = LossBound(input),
        Parameters = [Rows, input, Output("losses", "the loss of each row, R numbers")],
        Exceptions =
        [
            NotRows,
            NotAsLong(input),
            (ArgumentException, $"<paramref name=\"losses\"/> is too short, or shares memory with <paramref name=\"logits\"/> or <paramref name=\"{input.Name}\"/>."),
            .. NotLabels(input),
        ],
    };

    private static Text ReducedGradient(string formula, string gradient, Item input, string bound) => new()
    {
        Summary = $"Computes the losses C = {formula} of R rows, reduces them to one number in nats, and its gradient dC/dz_i = {gradient}, divided by R for the mean.",
        Remarks = $"The gradient is exact {bound}.",
        Parameters = [Rows, input, Output("gradient", "dC/dz, R x N numbers"), ("reduction", "The mean or the sum; the gradient is that of the reduced loss.")],
        Returns = "The reduced loss; 0 for no rows.",
        Exceptions =
        [
            NotRows,
            NotAsLong(input),
            (ArgumentException, "<paramref name=\"gradient\"/> is too short, or shares memory with an input without being the same."),
            .. NotLabels(input),
            NotReduction,
        ],
    };

    private static string LossBound(Item input) =>
        $"Each loss is exact within 4 ulp, {(input == Labels ? "also where the model is sure and the loss is tiny" : "for targets of at least 0")}.";

    private static Item Output(string name, string what) => (name, $"Receives {what}. It may be longer.");

    private static Item Short(string destination, string input, bool canAlias = true) =>
        (ArgumentException, $"<paramref name=\"{destination}\"/> is too short, or shares memory with <paramref name=\"{input}\"/>{(canAlias ? " without being the same" : "")}.");

    private static Item NotAsLong(Item input) =>
        (ArgumentException, $"The length of <paramref name=\"{input.Name}\"/> is not {(input == Labels ? "the number of rows" : "that of <paramref name=\"logits\"/>")}.");

    private static Item NotLabel(string name) =>
        (ArgumentOutOfRangeException, $"<paramref name=\"{name}\"/> {(name == "label" ? "is" : "holds a number")} outside 0 to N - 1.");

    private static Item[] NotLabels(Item input) => input == Labels ? [NotLabel(input.Name)] : [];

    private sealed record Text
    {
        public required string Summary { get; init; }

        public string? Remarks { get; init; }

        public required Item[] Parameters { get; init; }

        public string? Returns { get; init; }

        public required Item[] Exceptions { get; init; }
    }
}
