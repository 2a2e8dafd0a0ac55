using SoftmaxGen.Generator.Planning;

namespace SoftmaxGen.Generator.Emission;

/// <summary>
/// Writes the type between the members and the kernels: it picks the widest vectors that the hardware has, which the
/// just-in-time compiler decides once and for all, and gives batches to the kernels for several rows, with memory that the
/// library lends them.
/// </summary>
internal sealed class DispatchEmitter(CodeWriter code, HeadPlan plan)
{
    private const string Intrinsics = "global::System.Runtime.Intrinsics";
    private const string Batch = "global::SoftmaxGen.Runtime.Batch";
    private const string Inlined = "[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]";

    /// <summary>A parameter of a kernel.</summary>
    /// <param name="Type">The span's type, or that of a number.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Item">The type of the span's elements.</param>
    /// <param name="Width">How many of them belong to a row; 0 for a number.</param>
    private readonly record struct Parameter(string Type, string Name, string Item, int Width)
    {
        public string Declaration => $"{Type} {Name}";

        /// <summary>What a kernel gets: a reference to the first element, or the number.</summary>
        public string Argument => Width == 0 ? Name : $"ref {Name}Start";

        /// <summary>The same where its caller has the reference already.</summary>
        public Reference Reference => new(Width == 0 ? Type : Item, Name, Width);
    }

    private string Element { get; } = Reference.Element(plan);

    private int Classes => plan.Head.Classes;

    private static Parameter Labels => new("global::System.ReadOnlySpan<int>", "labels", "int", 1);

    private static Parameter Count => new("int", "rows", "int", 0);

    private static Parameter Divisor => new("double", "divisor", "double", 0);

    public void Emit()
    {
        code.Line();
        code.Line("/// <summary>Picks the kernels for the widest vectors that the hardware has.</summary>");
        using (code.Open($"file readonly struct {plan.KernelClass} : global::SoftmaxGen.Runtime.IHeadKernels<{Element}>"))
        {
            code.Line($"public static int Classes => {Classes};");
            code.Line();
            code.Line("/// <summary>The most memory that a kernel wants.</summary>");
            code.Line($"public static int Memory => {plan.Batches.Select(batch => BatchKernelEmitter.Memory(plan, batch)).DefaultIfEmpty().Max()};");

            Parameter logits = Input("logits"), targets = Input("targets"), gradient = Output("gradient"), losses = Output("losses", 1), odds = Output("odds", 1);

            (string Name, Parameter[] Parameters)[] inMemory =
            [
                ("Softmax", [logits, Output("probabilities")]),
                ("LogSoftmax", [logits, Output("logProbabilities")]),
                ("LogSumExp", [logits, Output("destination", 1)]),
                ("CrossEntropy", [logits, Labels, odds]),
                ("CrossEntropy", [logits, targets, losses]),
                ("CrossEntropyGradient", [logits, Labels, gradient, odds, Divisor]),
                ("CrossEntropyGradient", [logits, targets, gradient, losses, Divisor]),
            ];
            foreach ((string name, Parameter[] parameters) in inMemory)
                Rows(name, parameters);

            const string Sum = "The sum of the losses of all rows, divided by <paramref name=\"divisor\"/>";
            const string WithGradient = $"{Sum}, and its gradient";
            Total("CrossEntropy", $"{Sum}.", logits, Labels, Divisor);
            Total("CrossEntropy", $"{Sum}.", logits, targets, Divisor);
            Total("CrossEntropyGradient", $"{WithGradient}.", logits, Labels, gradient, Divisor);
            Total("CrossEntropyGradient", $"{WithGradient}.", logits, targets, gradient, Divisor);

            foreach ((string name, Parameter[] parameters) in inMemory)
                RowsInMemory(name, parameters);

            RowsWithoutMemory("ArgMax", logits, new Parameter("global::System.Span<int>", "labels", "int", 1));
            RowsWithoutMemory("SoftmaxBackward", Input("probabilities"), Input("upstream"), gradient);
            RowsWithoutMemory("LogSoftmaxBackward", Input("logProbabilities"), Input("upstream"), gradient);

            OneRow("void Jacobian", "", Input("probabilities"), Output("jacobian"));
            OneRow($"{Element} Entropy", Element == "float" ? "return (float)" : "return ", logits);
            OneRow($"{Element} Probability", "return ", logits, new Parameter("int", "label", "int", 0));
        }
    }

    private Parameter Input(string name) => new($"global::System.ReadOnlySpan<{Element}>", name, Element, Classes);

    private Parameter Output(string name) => Output(name, Classes);

    private Parameter Output(string name, int width) => new($"global::System.Span<{Element}>", name, Element, width);

    /// <summary>A single row at once; several with memory.</summary>
    private void Rows(string name, params Parameter[] parameters) => Method(
        $"void {name}",
        [.. parameters, Count],
        () =>
        {
            OneOfRows(name, parameters);
            code.Line($"{Batch}.{name}<{Element}, {plan.KernelClass}>({Arguments(parameters)}, rows);");
        });

    /// <summary>The sum of the losses of a batch, divided by a number.</summary>
    private void Total(string name, string summary, params Parameter[] parameters) => Method(
        $"double {name}Total",
        [.. parameters, Count],
        () => code.Line($"return {Batch}.{name}Total<{Element}, {plan.KernelClass}, {KernelEmitter.Steps(plan)}LossSum>({Arguments(parameters)}, rows);"),
        summary);

    /// <summary>Several rows at a time where there are kernels for it and so many rows; else one after the other.</summary>
    private void RowsInMemory(string name, params Parameter[] parameters)
    {
        code.Line();
        code.Line("/// <summary>Several rows, of which groups wait in memory.</summary>");
        code.Line(Inlined);
        Reference[] references = [.. parameters.Select(parameter => parameter.Reference)];
        using (code.Open($"public static void {name}({Reference.Declarations(references)}, int rows, ref {Element} memory)"))
            Several(name, Reference.Arguments(references), ", ref memory");
    }

    /// <summary>The same where the kernels want no memory.</summary>
    private void RowsWithoutMemory(string name, params Parameter[] parameters) => Method(
        $"void {name}",
        [.. parameters, Count],
        () =>
        {
            OneOfRows(name, parameters);
            Several(name, Arguments(parameters), "");
        });

    private void OneOfRows(string name, Parameter[] parameters)
    {
        using (code.Open("if (rows == 1)"))
        {
            ByWidth($"{name}({Arguments(parameters)})");
            code.Line("return;");
        }

        code.Line();
    }

    private void Several(string name, string arguments, string memory)
    {
        foreach (BatchPlan batch in plan.Batches.Where(batch => BatchKernelEmitter.Has(batch, name)))
        {
            // Where wider vectors treat such rows one by one, hardware that has those does too.
            bool isForNarrowHardware = batch.IsForNarrowHardware || plan.Batches.Any(wider => wider.Bits == 2 * batch.Bits && !BatchKernelEmitter.Has(wider, name));
            string hardware = $"{Intrinsics}.Vector{batch.Bits}.IsHardwareAccelerated{(isForNarrowHardware ? $" && !{Intrinsics}.Vector{2 * batch.Bits}.IsHardwareAccelerated" : "")}";
            using (code.Open($"if (rows >= {batch.FewestRows} && {hardware})"))
            {
                code.Line($"{BatchKernelEmitter.ClassName(plan, batch)}.{name}({arguments}, rows{memory});");
                code.Line("return;");
            }

            code.Line();
        }

        ByWidth($"{name}({arguments}, rows)");
    }

    /// <summary>A kernel that there is for one row alone.</summary>
    private void OneRow(string name, string prefix, params Parameter[] parameters) => Method(name, parameters, () =>
    {
        code.Line();
        ByWidth($"{name.Split(' ')[1]}({Arguments(parameters)})", prefix);
    });

    private static string Arguments(Parameter[] parameters) => string.Join(", ", parameters.Select(parameter => parameter.Argument));

    /// <summary>A method that its caller takes in, with a reference to the first element of each span.</summary>
    private void Method(string name, Parameter[] parameters, Action body, string? summary = null)
    {
        code.Line();
        if (summary is not null)
            code.Line($"/// <summary>{summary}</summary>");
        code.Line(Inlined);
        using (code.Open($"public static {name}({string.Join(", ", parameters.Select(parameter => parameter.Declaration))})"))
        {
            foreach (Parameter parameter in parameters.Where(parameter => parameter.Width > 0))
                code.Line($"ref {parameter.Item} {parameter.Name}Start = ref global::System.Runtime.InteropServices.MemoryMarshal.GetReference({parameter.Name});");
            body();
        }
    }

    /// <summary>One call, to the kernels of the widest vectors there are.</summary>
    private void ByWidth(string call, string prefix = "")
    {
        for (int i = 0; i < plan.Widths.Count; i++)
        {
            RowPlan row = plan.Widths[i];
            string statement = $"{prefix}{KernelEmitter.ClassName(plan, row)}.{call};";
            if (i < plan.Widths.Count - 1)
                code.Line($"{(i == 0 ? "" : "else ")}if ({Intrinsics}.Vector{row.Bits}.IsHardwareAccelerated)");
            else if (i > 0)
                code.Line("else");
            code.Line(plan.Widths.Count == 1 ? statement : $"    {statement}");
        }
    }
}
