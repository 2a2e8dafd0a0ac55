using SoftmaxGen.Generator.Planning;

namespace SoftmaxGen.Generator.Emission;

/// <summary>
/// Writes the class between the members and the kernels: it picks the widest vectors that the hardware has, which the
/// just-in-time compiler decides once and for all, gives batches to the kernels for several rows, and cuts batches whose
/// losses are reduced into pieces.
/// </summary>
internal sealed class DispatchEmitter(CodeWriter code, HeadPlan plan)
{
    private const string Intrinsics = "global::System.Runtime.Intrinsics";

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

        public string From(string row) => Width switch
        {
            0 => Name,
            1 => $"{Name}.Slice({row})",
            _ => $"{Name}.Slice({row} * {Width})",
        };
    }

    private string Element { get; } = Reference.Element(plan);

    private int Classes => plan.Head.Classes;

    private static Parameter Labels => new("global::System.ReadOnlySpan<int>", "labels", "int", 1);

    private static Parameter Rows => new("int", "rows", "int", 0);

    private static Parameter Divisor => new("double", "divisor", "double", 0);

    public void Emit()
    {
        code.Line();
        code.Line("/// <summary>Picks the kernels for the widest vectors that the hardware has.</summary>");
        using (code.Open($"file static class {plan.KernelClass}"))
        {
            Parameter logits = Input("logits"), targets = Input("targets"), gradient = Output("gradient"), losses = Output("losses", 1), odds = Output("odds", 1);

            Kernel("Softmax", logits, Output("probabilities"));
            Kernel("LogSoftmax", logits, Output("logProbabilities"));
            Kernel("LogSumExp", logits, Output("destination", 1));
            Kernel("ArgMax", logits, new Parameter("global::System.Span<int>", "labels", "int", 1));
            Kernel("CrossEntropy", logits, Labels, odds);
            Kernel("CrossEntropy", logits, targets, losses);
            Kernel("CrossEntropyGradient", logits, Labels, gradient, odds, Divisor);
            Kernel("CrossEntropyGradient", logits, targets, gradient, losses, Divisor);
            Kernel("SoftmaxBackward", Input("probabilities"), Input("upstream"), gradient);
            Kernel("LogSoftmaxBackward", Input("logProbabilities"), Input("upstream"), gradient);

            const string Total = "The sum of the losses of all rows, a piece at a time";
            const string WithGradient = $"{Total}, and the gradient of that sum divided by <paramref name=\"divisor\"/>";
            Pieces($"{Total}.", "CrossEntropy", odds, logits, Labels);
            Pieces($"{Total}.", "CrossEntropy", losses, logits, targets);
            Pieces($"{WithGradient}.", "CrossEntropyGradient", odds, logits, Labels, gradient, Divisor);
            Pieces($"{WithGradient}.", "CrossEntropyGradient", losses, logits, targets, gradient, Divisor);

            OneRow("void Jacobian", "", Input("probabilities"), Output("jacobian"));
            OneRow($"{Element} Entropy", Element == "float" ? "return (float)" : "return ", logits);
            OneRow("double LargestProbability", "return ", logits);
        }
    }

    private Parameter Input(string name) => new($"global::System.ReadOnlySpan<{Element}>", name, Element, Classes);

    private Parameter Output(string name) => Output(name, Classes);

    private Parameter Output(string name, int width) => new($"global::System.Span<{Element}>", name, Element, width);

    /// <summary>A single row at once; several at a time where there are kernels for it and so many rows; else one after the other.</summary>
    private void Kernel(string name, params Parameter[] parameters) => Method(
        $"void {name}",
        [.. parameters, Rows],
        () =>
        {
            string arguments = Arguments(parameters);
            using (code.Open("if (rows == 1)"))
            {
                ByWidth($"{name}({arguments})");
                code.Line("return;");
            }

            code.Line();
            foreach (BatchPlan batch in plan.Batches.Where(batch => BatchKernelEmitter.Has(batch, name)))
            {
                // Where wider vectors treat such rows one by one, hardware that has those does too.
                bool isForNarrowHardware = batch.IsForNarrowHardware || plan.Batches.Any(wider => wider.Bits == 2 * batch.Bits && !BatchKernelEmitter.Has(wider, name));
                string hardware = $"{Intrinsics}.Vector{batch.Bits}.IsHardwareAccelerated{(isForNarrowHardware ? $" && !{Intrinsics}.Vector{2 * batch.Bits}.IsHardwareAccelerated" : "")}";
                using (code.Open($"if (rows >= {batch.FewestRows} && {hardware})"))
                {
                    code.Line($"{BatchKernelEmitter.ClassName(plan, batch)}.{name}({arguments}, rows);");
                    code.Line("return;");
                }
            }

            ByWidth($"{name}({arguments}, rows)");
        });

    /// <summary>The sum of the losses of a batch, a piece of it at a time.</summary>
    /// <param name="summary">What it computes.</param>
    /// <param name="name">The kernel.</param>
    /// <param name="each">What the kernel gives for each row: its loss, or the odds that make it.</param>
    /// <param name="parameters">The kernel's other parameters.</param>
    private void Pieces(string summary, string name, Parameter each, params Parameter[] parameters)
    {
        // What waits comes after the spans and before the numbers.
        IEnumerable<string> arguments = parameters.Where(parameter => parameter.Width > 0).Select(parameter => parameter.From("start"))
            .Append(each.Name)
            .Concat(parameters.Where(parameter => parameter.Width == 0).Select(parameter => parameter.Name));

        code.Line();
        code.Line($"/// <summary>{summary}</summary>");
        using (code.Open($"public static double {name}Total({string.Join(", ", parameters.Select(parameter => parameter.Declaration))}, int rows)"))
        {
            string sum = $"{KernelEmitter.Steps(plan)}LossSum";
            code.Line($"const int Piece = {sum}.Piece, SmallPiece = {sum}.SmallPiece;");
            code.Line($"var total = default({sum});");

            // Of constant lengths: memory of any other length is cleared sixteen bytes at a time.
            code.Line($"global::System.Span<{Element}> {each.Name} = rows <= SmallPiece ? stackalloc {Element}[SmallPiece] : stackalloc {Element}[Piece];");
            using (code.Open("for (int start = 0; start < rows; start += Piece)"))
            {
                code.Line("int count = global::System.Math.Min(Piece, rows - start);");
                code.Line($"{name}({string.Join(", ", arguments)}, count);");
                code.Line(each.Name == "odds" ? "total.AddOdds(odds, count);" : "total.Add(losses.Slice(0, count));");
            }

            code.Line("return total.Value;");
        }
    }

    /// <summary>A kernel that there is for one row alone.</summary>
    private void OneRow(string name, string prefix, params Parameter[] parameters) => Method(name, parameters, () =>
    {
        code.Line();
        ByWidth($"{name.Split(' ')[1]}({Arguments(parameters)})", prefix);
    });

    private static string Arguments(Parameter[] parameters) => string.Join(", ", parameters.Select(parameter => parameter.Argument));

    /// <summary>A method that its caller takes in, with a reference to the first element of each span.</summary>
    private void Method(string name, Parameter[] parameters, Action body)
    {
        code.Line();
        code.Line("[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]");
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
