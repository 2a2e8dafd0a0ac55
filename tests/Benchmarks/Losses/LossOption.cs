using System.Globalization;

namespace SoftmaxGen.Benchmarks.Losses;

/// <summary>One kind of option of the loss.</summary>
/// <param name="Name">What measurements and heads are called by.</param>
/// <param name="Title">What tables call it.</param>
/// <param name="Meaning">What the head and its labels are like.</param>
/// <param name="Bar">What the time of a head with it may be, divided by that of a head without options; null where that is for information.</param>
/// <param name="IgnoresLabels">Whether some of the labels are those of rows that do not count.</param>
/// <param name="Arguments">The arguments of the attribute, by class count.</param>
internal sealed record LossOption(string Name, string Title, string Meaning, double? Bar, bool IgnoresLabels, Func<int, string> Arguments)
{
    public const int IgnoredLabel = -100;

    private static readonly string Ignoring = string.Create(CultureInfo.InvariantCulture, $"IgnoreLabel = {IgnoredLabel}");

    /// <summary>No option, which the others are held against.</summary>
    public static LossOption None { get; } = Number("None", "no options", null, "");

    /// <summary>The options that are timed.</summary>
    public static IReadOnlyList<LossOption> Options { get; } =
    [
        new(
            "Weights", "class weights, ignored label", $"`ClassWeights` of 0.5 + 0.25 (c mod 5) for class c; `{Ignoring}`, which is one label in eight, at random", 1.2,
            IgnoresLabels: true, classes => $"{Ignoring}, ClassWeights = new double[] {{ {Weights(classes)} }}"),
        new("Ignored", "ignored label", $"`{Ignoring}`, the same labels", null, IgnoresLabels: true, _ => Ignoring),
        Number("Smoothing", "smoothing", 1.6, "LabelSmoothing = 0.1"),
        Number("Temperature", "temperature", 1.35, "Temperature = 0.7"),
        Number("Focal", "focal loss", 1.6, "FocalGamma = 2"),
    ];

    public static IReadOnlyList<LossOption> All { get; } = [None, .. Options];

    // All labels count.
    private static LossOption Number(string name, string title, double? bar, string argument) =>
        new(name, title, $"`{argument}`", bar, IgnoresLabels: false, _ => argument);

    private static string Weights(int classes) =>
        string.Join(", ", Enumerable.Range(0, classes).Select(label => (0.5 + (0.25 * (label % 5))).ToString("R", CultureInfo.InvariantCulture)));
}
