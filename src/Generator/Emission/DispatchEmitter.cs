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

            string values = $"global::System.ReadOnlySpan<{Element}>", results = $"global::System.Span<{Element}>";
            const string Labels = "global::System.ReadOnlySpan<int>";

            if (plan.Batch is { } batch)
                BatchKernel(batch, "Softmax", $"{values} logits, {results} probabilities, int rows", "logits", "probabilities");
            else
                Kernel("Softmax", $"{values} logits, {results} probabilities, int rows", "logits", "probabilities");
            Kernel("LogSoftmax", $"{values} logits, {results} logProbabilities, int rows", "logits", "logProbabilities");
            Kernel("LogSumExp", $"{values} logits, {results} destination, int rows", "logits", "destination");
            Kernel("ArgMax", $"{values} logits, global::System.Span<int> labels, int rows", "logits", "labels");
            Kernel("CrossEntropy", $"{values} logits, {Labels} labels, {results} losses, int rows", "logits", "labels", "losses");
            Kernel("CrossEntropy", $"{values} logits, {values} targets, {results} losses, int rows", "logits", "targets", "losses");
            Kernel("SoftmaxBackward", $"{values} probabilities, {values} upstream, {results} gradient, int rows", "probabilities", "upstream", "gradient");
            Kernel("LogSoftmaxBackward", $"{values} logProbabilities, {values} upstream, {results} gradient, int rows", "logProbabilities", "upstream", "gradient");
            Gradient($"{Labels} labels", "labels");
            Gradient($"{values} targets", "targets");
            Total($"{Labels} labels", "labels", "1");
            Total($"{values} targets", "targets", $"{Classes}");
            GradientTotal($"{Labels} labels", "labels", "1");
            GradientTotal($"{values} targets", "targets", $"{Classes}");

            Method($"void Jacobian({values} probabilities, {results} jacobian)", "", $"Jacobian({First}(probabilities), {First}(jacobian))");
            Method($"{Element} Entropy({values} logits)", $"return {Cast}", $"Entropy({First}(logits))");
            Method($"double LargestProbability({values} logits)", "return ", $"Reduce({First}(logits)).LargestProbability");
        }
    }

    private string Cast => Element == "float" ? "(float)" : "";

    private void Kernel(string name, string parameters, params string[] spans) =>
        Method($"void {name}({parameters})", "", $"{name}({string.Join(", ", spans.Select(span => $"{First}({span})"))}, rows)");

    /// <summary>Several rows at a time, as long as there are so many, and the rest one by one.</summary>
    private void BatchKernel(BatchPlan batch, string name, string parameters, params string[] spans)
    {
        code.Line();
        code.Line("[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]");
        using (code.Open($"public static void {name}({parameters})"))
        {
            using (code.Open($"if (rows >= {batch.Rows} && global::System.Runtime.Intrinsics.Vector{batch.Bits}.IsHardwareAccelerated)"))
            {
                code.Line($"int turned = rows - (rows % {batch.Rows});");
                code.Line($"{BatchKernelEmitter.ClassName(plan, batch)}.{name}({string.Join(", ", spans.Select(span => $"{First}({span})"))}, turned);");
                code.Line("if (turned == rows)");
                code.Line("    return;");
                code.Line();
                foreach (string span in spans)
                    code.Line($"{span} = {span}.Slice(turned * {Classes});");
                code.Line("rows -= turned;");
            }

            code.Line();
            Choose("", $"{name}({string.Join(", ", spans.Select(span => $"{First}({span})"))}, rows)");
        }
    }

    private void Gradient(string parameter, string name) =>
        Method(
            $"void CrossEntropyGradient(global::System.ReadOnlySpan<{Element}> logits, {parameter}, global::System.Span<{Element}> gradient, global::System.Span<{Element}> losses, double divisor, int rows)",
            "",
            $"CrossEntropyGradient({First}(logits), {First}({name}), {First}(gradient), {First}(losses), divisor, rows)");

    private void Total(string parameter, string name, string width) =>
        Pieces(
            $"double CrossEntropyTotal(global::System.ReadOnlySpan<{Element}> logits, {parameter}, int rows)",
            $"CrossEntropy({Slice("logits", $"{Classes}")}, {Slice(name, width)}, losses, count)");

    private void GradientTotal(string parameter, string name, string width) =>
        Pieces(
            $"double CrossEntropyGradientTotal(global::System.ReadOnlySpan<{Element}> logits, {parameter}, global::System.Span<{Element}> gradient, double divisor, int rows)",
            $"CrossEntropyGradient({Slice("logits", $"{Classes}")}, {Slice(name, width)}, {Slice("gradient", $"{Classes}")}, losses, divisor, count)");

    private static string Slice(string span, string width) => width == "1" ? $"{span}.Slice(start)" : $"{span}.Slice(start * {width})";

    private void Pieces(string signature, string call)
    {
        code.Line();
        using (code.Open($"public static {signature}"))
        {
            code.Line("var total = default(global::SoftmaxGen.Runtime.LossSum);");
            code.Line($"global::System.Span<{Element}> losses = stackalloc {Element}[Piece];");
            using (code.Open("for (int start = 0; start < rows; start += Piece)"))
            {
                code.Line("int count = global::System.Math.Min(Piece, rows - start);");
                code.Line($"{call};");
                code.Line("total.Add(losses.Slice(0, count));");
            }

            code.Line();
            code.Line("return total.Value;");
        }
    }

    /// <summary>One call, to the kernels of the widest vectors there are.</summary>
    private void Method(string signature, string prefix, string call)
    {
        code.Line();
        code.Line("[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]");
        using (code.Open($"public static {signature}"))
        {
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
