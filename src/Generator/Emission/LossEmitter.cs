using System.Globalization;
using SoftmaxGen.Generator.Model;
using SoftmaxGen.Generator.Planning;

namespace SoftmaxGen.Generator.Emission;

/// <summary>Writes the constants of a loss with options: none stands where none is set.</summary>
internal static class LossEmitter
{
    // So many numbers of a table on a line.
    private const int PerLine = 8;

    public static void Emit(CodeWriter code, HeadPlan plan, string attributes, string lossName, string temperatureName)
    {
        if (plan.Loss.IsPlain)
            return;
        ElementInfo element = plan.Head.Element;
        LossSpec options = plan.Loss.Options;
        code.Line("/// <summary>The options of the loss.</summary>");
        code.Line(attributes);
        using (code.Open($"file readonly struct {lossName} : ILossOptions<{element.Keyword}>"))
        {
            code.Line($"public static double Temperature => {ElementInfo.Double.Literal(options.Temperature)};");
            code.Line();
            code.Line($"public static double LabelSmoothing => {ElementInfo.Double.Literal(options.LabelSmoothing)};");
            code.Line();
            Table(code, element, "ClassWeights", Padded(options.ClassWeights, element));
            code.Line();
            code.Line($"public static bool HasZeroWeights => {(options.ClassWeights.Any(weight => element.Literal(weight) == element.Literal(0)) ? "true" : "false")};");
            code.Line();
            code.Line($"public static bool LeavesLossesUnweighed => {(plan.Loss.KernelsGiveOdds && plan.Loss.WeighsLabels ? "true" : "false")};");
            code.Line();
            code.Line($"public static bool HasIgnoreLabel => {(options.IgnoreLabel is null ? "false" : "true")};");
            code.Line();
            code.Line($"public static int IgnoreLabel => {(options.IgnoreLabel ?? 0).ToString(CultureInfo.InvariantCulture)};");
            code.Line();
            code.Line($"public static int FocalHalves => {options.FocalHalves};");
            if (plan.Loss.HasTargetTables)
            {
                code.Line();
                code.Line("/// <summary>What a target of 1 counts for.</summary>");
                Table(code, element, "TargetScales", Padded(plan.Loss.TargetScales, element));
                if (plan.Loss.TargetOffsets.Count > 0)
                {
                    code.Line();
                    code.Line("/// <summary>What each class has beside.</summary>");
                    Table(code, element, "TargetOffsets", plan.Loss.TargetOffsets);
                    code.Line();
                    code.Line("/// <summary>What the effective targets of a label add up to.</summary>");
                    Table(code, element, "LabelSums", Padded(plan.Loss.LabelSums, element));
                }
            }
        }

        if (plan.Loss.Temperature is not { } temperature)
            return;
        code.Line();
        code.Line("/// <summary>The constants of the temperature.</summary>");
        code.Line(attributes);
        using (code.Open($"file readonly struct {temperatureName} : ITemperature<{element.Keyword}>"))
        {
            code.Line($"public static double Value => {ElementInfo.Double.Literal(temperature.Value)};");
            Constant("Prescale", temperature.Prescale);
            Constant("Log2E", temperature.Log2E);
            Constant("Ln2High", temperature.Ln2High);
            Constant("Ln2Low", temperature.Ln2Low);
            Constant("Inverse", temperature.Inverse);
            Constant("InverseLow", temperature.InverseLow);
        }

        void Constant(string name, double value)
        {
            code.Line();
            code.Line($"public static {element.Keyword} {name} => {element.Literal(value)};");
        }
    }

    // Whole vectors are looked up at once.
    private static EquatableArray<double> Padded(EquatableArray<double> weights, ElementInfo element) => weights.Count == 0
        ? weights
        : new([.. weights, .. Enumerable.Repeat(0.0, Math.Max(0, element.Lanes(512) - weights.Count))]);

    private static void Table(CodeWriter code, ElementInfo element, string name, EquatableArray<double> numbers)
    {
        string[] literals = [.. numbers.Select(element.Literal)];
        if (literals.Length <= PerLine)
        {
            code.Line($"public static ReadOnlySpan<{element.Keyword}> {name} => [{string.Join(", ", literals)}];");
            return;
        }

        code.Line($"public static ReadOnlySpan<{element.Keyword}> {name} =>");
        code.Line("[");
        for (int start = 0; start < literals.Length; start += PerLine)
            code.Line($"    {string.Join(", ", literals.Skip(start).Take(PerLine))},");
        code.Line("];");
    }
}
