using SoftmaxGen.Generator.Model;
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

    private string Element { get; } = plan.Head.Element == ElementType.Single ? "float" : "double";

    private int Classes => plan.Head.Classes;

    private static Parameter Labels => new("global::System.ReadOnlySpan<int>", "labels", "int", 1);

    private static Parameter Divisor => new("double", "divisor", "double", 0);

    public void Emit()
    {
        code.Line();
        code.Line("/// <summary>Picks the kernels for the widest vectors that the hardware has.</summary>");
        using (code.Open($"file static class {plan.KernelClass}"))
        {
            code.Line("// The losses of this many rows wait on the stack until they are added up.");
            code.Line("private const int Piece = 64;");

            Parameter logits = Input("logits"), targets = Input("targets"), gradient = Output("gradient"), losses = Output("losses", 1);

            Kernel("Softmax", logits, Output("probabilities"));
            Kernel("LogSoftmax", logits, Output("logProbabilities"));
            Kernel("LogSumExp", logits, Output("destination", 1));
            Kernel("ArgMax", logits, new Parameter("global::System.Span<int>", "labels", "int", 1));
            Kernel("CrossEntropy", logits, Labels, losses);
            Kernel("CrossEntropy", logits, targets, losses);
            Kernel("CrossEntropyGradient", logits, Labels, gradient, losses, Divisor);
            Kernel("CrossEntropyGradient", logits, targets, gradient, losses, Divisor);
            Kernel("SoftmaxBackward", Input("probabilities"), Input("upstream"), gradient);
            Kernel("LogSoftmaxBackward", Input("logProbabilities"), Input("upstream"), gradient);

            const string Total = "The sum of the losses of all rows, a piece at a time";
            Pieces($"{Total}.", "CrossEntropy", logits, Labels);
            Pieces($"{Total}.", "CrossEntropy", logits, targets);
            Pieces($"{Total}, and the gradient of that sum divided by <paramref name=\"divisor\"/>.", "CrossEntropyGradient", logits, Labels, gradient, Divisor);
            Pieces($"{Total}, and the gradient of that sum divided by <paramref name=\"divisor\"/>.", "CrossEntropyGradient", logits, targets, gradient, Divisor);

            Method("void Jacobian", [Input("probabilities"), Output("jacobian")], "", "Jacobian({0})");
            Method($"{Element} Entropy", [logits], Element == "float" ? "return (float)" : "return ", "Entropy({0})", isGeneral: true);
            Method("double LargestProbability", [logits], "return ", "Reduce({0}).LargestProbability", isGeneral: true);
        }
    }

    private Parameter Input(string name) => new($"global::System.ReadOnlySpan<{Element}>", name, Element, Classes);

    private Parameter Output(string name) => Output(name, Classes);

    private Parameter Output(string name, int width) => new($"global::System.Span<{Element}>", name, Element, width);

    /// <summary>Several rows at a time where there are kernels for it and so many rows, else one by one.</summary>
    private void Kernel(string name, params Parameter[] parameters)
    {
        bool hasTargets = parameters.Any(parameter => parameter.Name == "targets");
        Method(
            $"void {name}",
            [.. parameters, new Parameter("int", "rows", "int", 0)],
            "",
            $"{name}({{0}})",
            () =>
            {
                if (plan.Batch is { } batch && BatchKernelEmitter.Has(name, hasTargets))
                    ByRows(batch, name, parameters);
            });
    }

    private void ByRows(BatchPlan batch, string name, Parameter[] parameters)
    {
        // A call that returns at once leaves the one for a single row nothing to save: all its registers stay its own.
        using (code.Open($"if (rows >= {batch.Rows} && {Intrinsics}.Vector{batch.Bits}.IsHardwareAccelerated)"))
        {
            code.Line($"{BatchKernelEmitter.ClassName(plan, batch)}.{name}({string.Join(", ", parameters.Select(parameter => parameter.Argument))}, rows);");
            code.Line("return;");
        }
    }

    /// <summary>The sum of the losses of a batch, a piece of it at a time.</summary>
    private void Pieces(string summary, string name, params Parameter[] parameters)
    {
        // The losses come after the spans and before the numbers.
        IEnumerable<string> arguments = parameters.Where(parameter => parameter.Width > 0).Select(parameter => parameter.From("start"))
            .Append("losses")
            .Concat(parameters.Where(parameter => parameter.Width == 0).Select(parameter => parameter.Name));

        code.Line();
        code.Line($"/// <summary>{summary}</summary>");
        using (code.Open($"public static double {name}Total({string.Join(", ", parameters.Select(parameter => parameter.Declaration))}, int rows)"))
        {
            code.Line("var total = default(global::SoftmaxGen.Runtime.LossSum);");
            code.Line($"global::System.Span<{Element}> losses = stackalloc {Element}[Piece];");
            using (code.Open("for (int start = 0; start < rows; start += Piece)"))
            {
                code.Line("int count = global::System.Math.Min(Piece, rows - start);");
                code.Line($"{name}({string.Join(", ", arguments)}, count);");
                code.Line("total.Add(losses.Slice(0, count));");
            }

            code.Line("return total.Value;");
        }
    }

    /// <summary>One call, to the kernels of the widest vectors there are.</summary>
    /// <param name="name">The method's type and name.</param>
    /// <param name="parameters">Its parameters: for a span the kernel gets a reference to the first element.</param>
    /// <param name="prefix">What stands before the call.</param>
    /// <param name="call">The call, with <c>{0}</c> for the arguments.</param>
    /// <param name="before">Writes what comes before the call.</param>
    /// <param name="isGeneral">Whether only the kernels for any rows have it.</param>
    private void Method(string name, Parameter[] parameters, string prefix, string call, Action? before = null, bool isGeneral = false)
    {
        code.Line();
        code.Line("[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]");
        using (code.Open($"public static {name}({string.Join(", ", parameters.Select(parameter => parameter.Declaration))})"))
        {
            foreach (Parameter parameter in parameters.Where(parameter => parameter.Width > 0))
                code.Line($"ref {parameter.Item} {parameter.Name}Start = ref global::System.Runtime.InteropServices.MemoryMarshal.GetReference({parameter.Name});");
            code.Line();
            before?.Invoke();

            string arguments = string.Join(", ", parameters.Select(parameter => parameter.Argument));
            for (int i = 0; i < plan.Widths.Count; i++)
            {
                RowPlan row = plan.Widths[i];
                string statement = $"{prefix}{(isGeneral ? KernelEmitter.GeneralClassName(plan, row) : KernelEmitter.ClassName(plan, row))}.{call.Replace("{0}", arguments)};";
                bool isLast = i == plan.Widths.Count - 1;
                if (!isLast)
                    code.Line($"{(i == 0 ? "" : "else ")}if ({Intrinsics}.Vector{row.Bits}.IsHardwareAccelerated)");
                else if (i > 0)
                    code.Line("else");
                code.Line(plan.Widths.Count == 1 ? statement : $"    {statement}");
            }
        }
    }
}
