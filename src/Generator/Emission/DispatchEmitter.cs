using SoftmaxGen.Generator.Model;
using SoftmaxGen.Generator.Planning;

namespace SoftmaxGen.Generator.Emission;

/// <summary>
/// Writes the class between the members and the kernels: it picks the widest vectors that the hardware has, which the
/// just-in-time compiler decides once and for all, and cuts batches whose losses are reduced into pieces.
/// </summary>
internal sealed class DispatchEmitter(CodeWriter code, HeadPlan plan)
{
    private const string First = "ref global::System.Runtime.InteropServices.MemoryMarshal.GetReference";

    private string Element { get; } = plan.Head.Element == ElementType.Single ? "float" : "double";

    private int Classes => plan.Head.Classes;

    public void Emit()
    {
        code.Line();
        code.Line("/// <summary>Picks the kernels for the widest vectors that the hardware has.</summary>");
        using (code.Open($"file static class {plan.KernelClass}"))
        {
            code.Line("// The losses of this many rows wait on the stack until they are added up.");
            code.Line("private const int Piece = 64;");

            Parameter logits = Rows("logits"), labels = new("global::System.ReadOnlySpan<int>", "labels", 1), targets = Rows("targets"), losses = new(Results, "losses", 1);

            Kernel("Softmax", logits, Output("probabilities"));
            Kernel("LogSoftmax", logits, Output("logProbabilities"));
            Kernel("LogSumExp", logits, new Parameter(Results, "destination", 1));
            Kernel("ArgMax", logits, new Parameter("global::System.Span<int>", "labels", 1));
            Kernel("CrossEntropy", logits, labels, losses);
            Kernel("CrossEntropy", logits, targets, losses);
            Kernel("CrossEntropyGradient", logits, labels, Output("gradient"), losses, Divisor);
            Kernel("CrossEntropyGradient", logits, targets, Output("gradient"), losses, Divisor);
            Kernel("SoftmaxBackward", Rows("probabilities"), Rows("upstream"), Output("gradient"));
            Kernel("LogSoftmaxBackward", Rows("logProbabilities"), Rows("upstream"), Output("gradient"));
            Pieces("CrossEntropy", logits, labels);
            Pieces("CrossEntropy", logits, targets);
            Pieces("CrossEntropyGradient", logits, labels, Output("gradient"), Divisor);
            Pieces("CrossEntropyGradient", logits, targets, Output("gradient"), Divisor);

            Method($"void Jacobian({Values} probabilities, {Results} jacobian)", "", $"Jacobian({First}(probabilities), {First}(jacobian))");
            Method($"{Element} Entropy({Values} logits)", $"return {Cast}", $"Entropy({First}(logits))");
            Method($"double LargestProbability({Values} logits)", "return ", $"Reduce({First}(logits)).LargestProbability");
        }
    }

    private string Cast => Element == "float" ? "(float)" : "";

    /// <summary>A span of a kernel's, and how many of its elements belong to a row; 0 for a number that is no span.</summary>
    private readonly record struct Parameter(string Type, string Name, int Width)
    {
        public string Declaration => $"{Type} {Name}";

        public string First => Width == 0 ? Name : $"{DispatchEmitter.First}({Name})";

        public string From(string row) => Width switch
        {
            0 => Name,
            1 => $"{Name}.Slice({row})",
            _ => $"{Name}.Slice({row} * {Width})",
        };
    }

    private string Values => $"global::System.ReadOnlySpan<{Element}>";

    private string Results => $"global::System.Span<{Element}>";

    private static Parameter Divisor => new("double", "divisor", 0);

    private Parameter Rows(string name) => new(Values, name, Classes);

    private Parameter Output(string name) => new(Results, name, Classes);

    /// <summary>Several rows at a time where there are kernels for it, as long as there are so many, and the rest one by one.</summary>
    private void Kernel(string name, params Parameter[] parameters)
    {
        string call = $"{name}({string.Join(", ", parameters.Select(parameter => parameter.First))}";
        Method(
            $"void {name}({string.Join(", ", parameters.Select(parameter => parameter.Declaration))}, int rows)",
            "",
            $"{call}, rows)",
            () =>
            {
                if (plan.Batch is not { } batch || !BatchKernelEmitter.Has(name, parameters.Any(parameter => parameter.Name == "targets")))
                    return;

                using (code.Open($"if (rows >= {batch.Rows} && global::System.Runtime.Intrinsics.Vector{batch.Bits}.IsHardwareAccelerated)"))
                {
                    code.Line($"int turned = rows - (rows % {batch.Rows});");
                    code.Line($"{BatchKernelEmitter.ClassName(plan, batch)}.{call}, turned);");
                    code.Line("if (turned == rows)");
                    code.Line("    return;");
                    code.Line();
                    foreach (Parameter parameter in parameters.Where(parameter => parameter.Width > 0))
                        code.Line($"{parameter.Name} = {parameter.From("turned")};");
                    code.Line("rows -= turned;");
                }

                code.Line();
            });
    }

    /// <summary>The sum of the losses of a batch, a piece of it at a time.</summary>
    private void Pieces(string name, params Parameter[] parameters)
    {
        code.Line();
        using (code.Open($"public static double {name}Total({string.Join(", ", parameters.Select(parameter => parameter.Declaration))}, int rows)"))
        {
            code.Line("var total = default(global::SoftmaxGen.Runtime.LossSum);");
            code.Line($"{Results} losses = stackalloc {Element}[Piece];");
            using (code.Open("for (int start = 0; start < rows; start += Piece)"))
            {
                // The losses come after the spans and before the numbers.
                IEnumerable<string> arguments = parameters.Where(parameter => parameter.Width > 0).Select(parameter => parameter.From("start"))
                    .Append("losses")
                    .Concat(parameters.Where(parameter => parameter.Width == 0).Select(parameter => parameter.Name));
                code.Line("int count = global::System.Math.Min(Piece, rows - start);");
                code.Line($"{name}({string.Join(", ", arguments)}, count);");
                code.Line("total.Add(losses.Slice(0, count));");
            }

            code.Line();
            code.Line("return total.Value;");
        }
    }

    /// <summary>One call, to the kernels of the widest vectors there are.</summary>
    private void Method(string signature, string prefix, string call, Action? before = null)
    {
        code.Line();
        code.Line("[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]");
        using (code.Open($"public static {signature}"))
        {
            before?.Invoke();
            Choose(prefix, call);
        }
    }

    private void Choose(string prefix, string call)
    {
        for (int i = 0; i < plan.Widths.Count; i++)
        {
            RowPlan row = plan.Widths[i];
            string statement = $"{prefix}{KernelEmitter.ClassName(plan, row)}.{call};";
            bool isLast = i == plan.Widths.Count - 1;
            if (!isLast)
                code.Line($"{(i == 0 ? "" : "else ")}if (global::System.Runtime.Intrinsics.Vector{row.Bits}.IsHardwareAccelerated)");
            else if (i > 0)
                code.Line("else");
            code.Line(plan.Widths.Count == 1 ? statement : $"    {statement}");
        }
    }
}
