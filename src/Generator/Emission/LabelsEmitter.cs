using SoftmaxGen.Generator.Model;

namespace SoftmaxGen.Generator.Emission;

/// <summary>Writes the names of the classes of a head: constants behind a switch, so that nothing is looked up by reflection.</summary>
internal static class LabelsEmitter
{
    // The compiler takes a stack frame for each arm of a switch, and time that grows faster than their number.
    private const int LogLabelsPerSwitch = 8;
    private const int LabelsPerSwitch = 1 << LogLabelsPerSwitch;

    private const string Runtime = "global::SoftmaxGen.Runtime.EnumLabels";

    /// <summary>The type arguments of the runtime's members that take or give values of the enumeration.</summary>
    public static string TypeArguments(LabelsSpec labels) => $"<{labels.Type}, {labels.Underlying}>";

    /// <summary>The call that gives the name of the class <c>label</c>.</summary>
    /// <param name="labels">The enumeration.</param>
    /// <param name="typeName">The full name of the type that has the names.</param>
    /// <param name="isNumber">Whether the label is a number, and no value of the enumeration, which may be private to the head's type.</param>
    public static string Name(LabelsSpec labels, string typeName, bool isNumber) =>
        $"{typeName}.LabelName({(isNumber ? "label" : $"{Runtime}.ToInt32{TypeArguments(labels)}(label, {labels.Names.Count})")})";

    /// <summary>Writes a type that is local to the file and has the names behind a method <c>LabelName</c>.</summary>
    /// <param name="code">The file, at a place for types.</param>
    /// <param name="labels">The enumeration.</param>
    /// <param name="typeName">The name of the type.</param>
    public static void Emit(CodeWriter code, LabelsSpec labels, string typeName)
    {
        int count = labels.Names.Count;
        code.Line("/// <summary>The names of the classes.</summary>");
        code.Line(GeneratedCode.Attributes);
        using (code.Open($"file static class {typeName}"))
        {
            if (count <= LabelsPerSwitch)
            {
                Switch(code, labels, "public static string LabelName(int label) => label switch", Enumerable.Range(0, count).Select(Name));
                return;
            }

            int switches = (count + LabelsPerSwitch - 1) / LabelsPerSwitch;
            Switch(code, labels, $"public static string LabelName(int label) => (label >> {LogLabelsPerSwitch}) switch", Enumerable.Range(0, switches).Select(static part => (part, $"LabelName{part}(label)")));
            for (int part = 0; part < switches; part++)
            {
                int first = part * LabelsPerSwitch;
                code.Line();
                Switch(code, labels, $"private static string LabelName{part}(int label) => label switch", Enumerable.Range(first, Math.Min(LabelsPerSwitch, count - first)).Select(Name));
            }
        }

        (int Label, string Name) Name(int label) => (label, StringLiteral.Of(labels.Names[label]));
    }

    private static void Switch(CodeWriter code, LabelsSpec labels, string header, IEnumerable<(int Value, string Result)> arms)
    {
        code.Line("/// <summary>The name of a class.</summary>");
        code.Line(header);
        code.Line("{");
        foreach ((int value, string result) in arms)
            code.Line($"    {value} => {result},");
        code.Line($"    _ => throw {Runtime}.OutOfRange(label, {labels.Names.Count}),");
        code.Line("};");
    }
}
