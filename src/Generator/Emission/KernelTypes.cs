using SoftmaxGen.Generator.Model;
using SoftmaxGen.Generator.Planning;

namespace SoftmaxGen.Generator.Emission;

/// <summary>
/// Writes the file-local types behind a head: its constants, its members as the runtime puts them together from the kernels,
/// then the kernels.
/// </summary>
internal sealed class KernelTypes(CodeWriter code, HeadPlan plan)
{
    private const string Namespace = KernelScope.Namespace;
    private const string Runtime = "global::SoftmaxGen.Runtime.";

    /// <summary>The attributes of generated types.</summary>
    private static readonly string Attributes = $"[GeneratedCode({GeneratedCode.Tool}), ExcludeFromCodeCoverage]";

    private string Prefix { get; } = NamePrefix(plan);

    private ElementInfo Element => plan.Head.Element;

    /// <summary>The full name of the type whose static methods are the head's members.</summary>
    public static string Members(HeadPlan plan) => $"global::{Namespace}.{NamePrefix(plan)}Members";

    /// <summary>The full name of the type that holds the compiled-in weights and bias.</summary>
    public static string Weights(HeadPlan plan) => $"global::{Namespace}.{NamePrefix(plan)}Weights";

    /// <summary>The name of the type that holds the constants of the loss.</summary>
    public static string Loss(HeadPlan plan) => $"{NamePrefix(plan)}Loss";

    /// <summary>The type argument of what divides logits by the temperature; empty without one.</summary>
    public static string OfTemperature(HeadPlan plan) => plan.Loss.Temperature is null ? "" : $"<{Temperature(plan)}>";

    private static string Temperature(HeadPlan plan) => $"{NamePrefix(plan)}Temperature";

    /// <summary>The full name of the type that has the names of the classes.</summary>
    public static string Labels(HeadPlan plan) => $"global::{Namespace}.{NamePrefix(plan)}Labels";

    public void Emit()
    {
        Types();
        foreach (HorizontalPlan row in plan.Horizontal)
            Kernels(row);
        foreach (DenseRowPlan row in plan.Dense?.Rows ?? [])
            Kernels(plan.Dense!, row);
        if (plan.Head.Weights is { } weights)
        {
            code.Line();
            using (code.Open($"namespace {Namespace}"))
                WeightsEmitter.Emit(code, weights, $"{Prefix}Weights");
        }

        if (plan.Head.Labels is { } labels)
        {
            code.Line();
            using (code.Open($"namespace {Namespace}"))
                LabelsEmitter.Emit(code, labels, $"{Prefix}Labels");
        }
    }

    private static string NamePrefix(HeadPlan plan) => plan.Head.Declaration.Name.TrimStart('@').Split('<')[0];

    private void Types()
    {
        code.Line();
        using (code.Open($"namespace {Namespace}"))
        {
            Usings();
            code.Line($"using Rows = {Rows()};");
            if (plan.Dense is { } dense)
            {
                code.Line($"using Tiles = {Tiles(dense)};");
                code.Line($"using Dense = {Dense(dense)};");
            }

            code.Line();
            code.Line("/// <summary>The members of the head.</summary>");
            code.Line(Attributes);
            code.Lines($"file abstract class {Prefix}Members : {MembersBase()};");
            code.Line();
            code.Line("/// <summary>The constants of the head, and its kernels of many rows, whose types are loaded with the first batch.</summary>");
            code.Line(Attributes);
            using (code.Open($"file readonly struct {Prefix}Kernels : IHeadKernels<{Element.Keyword}>"))
            {
                code.Line($"public static int Classes => {plan.Head.Classes};");
                code.Line();
                code.Line("/// <summary>ln N.</summary>");
                code.Line($"public static {Element.Keyword} MaxEntropy => {plan.LogClasses}{Element.LiteralSuffix};");
                CallBatches(BatchMethods());
            }

            if (plan.Dense is not null)
                Layer(plan.Dense);
            LossEmitter.Emit(code, plan, Attributes, Loss(plan), Temperature(plan));
            code.Line("/// <summary>Groups of rows in the widest vectors first, then the rows that those leave.</summary>");
            code.Line(Attributes);
            code.Lines($"file abstract class {Prefix}Batches : {BatchesBase()};");
            if (plan.Vertical is { } vertical)
            {
                code.Line();
                code.Line("/// <summary>Several rows at a time, a row in each lane: a vector holds one class of all of them. Each row's sum is that of a single row.</summary>");
                code.Line(Attributes);
                string sums = Element.SumsAreDoubleWords ? "" : ", TSums";
                code.Line($"file readonly struct {Prefix}Batch<S, F, I{sums}> : IBatchKernels<{Element.Keyword}>");
                code.Line($"    where S : struct, I{Element.Prefix}Steps<F, I{sums}>");
                code.Line("    where F : struct");
                using (code.Open($"    where I : struct{(sums.Length == 0 ? "" : "\n    where TSums : struct")}"))
                    new VerticalKernels(code, plan, vertical).Emit();
            }
        }
    }

    /// <summary>The dense layer: its constants, and its kernels of many rows.</summary>
    private void Layer(DensePlan dense)
    {
        code.Line("/// <summary>The constants of the dense layer, and its kernels of many rows, whose types are loaded with the first batch.</summary>");
        code.Line(Attributes);
        using (code.Open($"file readonly struct {Prefix}Layer : IDenseLayer<{Element.Keyword}>"))
        {
            code.Line($"public static int Classes => {plan.Head.Classes};");
            code.Line();
            code.Line($"public static int Features => {dense.Features};");
            code.Line();
            code.Line($"public static int ClassesPerTile => {dense.ClassesPerTile};");
            code.Line();
            code.Line($"public static int ClassesPerNarrowTile => {dense.ClassesPerNarrowTile};");
            code.Line();
            code.Line($"public static int RowsPerBlock => {dense.RowsPerBlock};");
            CallBatches(LayerMethods());
        }
    }

    /// <summary>Writes methods that call those of the batches' type, which is loaded with the first of these calls.</summary>
    private void CallBatches(IEnumerable<(string Returns, string Name, KernelParameter[] Parameters)> methods)
    {
        foreach ((string returns, string name, KernelParameter[] parameters) in methods)
        {
            code.Line();
            code.Line("[MethodImpl(MethodImplOptions.NoInlining)]");
            code.Line($"public static {returns} {name}({KernelParameter.Declarations(parameters)}, int rows) =>");
            code.Line($"    {Prefix}Batches.{name}({KernelParameter.Arguments(parameters)}, rows);");
        }
    }

    private void Kernels(HorizontalPlan row)
    {
        code.Line();
        using (code.Open($"namespace {Namespace}"))
        {
            Usings();
            code.Line($"using Fallback = global::SoftmaxGen.Runtime.{Element.Prefix}{row.FallbackBits}Fallback{FullTemperature};");
            UsingLossRows();
            code.Line($"using S = global::SoftmaxGen.Runtime.{Element.Prefix}{row.Bits};");
            code.Line();
            code.Line($"/// <summary>One row in vectors of {row.Bits} bits, a class in each lane.</summary>");
            code.Line(Attributes);
            using (code.Open($"file readonly struct {RowType(row)} : {(row.DeferredLogCount > 0 ? "IDeferredLogKernels" : "IRowLogKernels")}<{Element.Keyword}>"))
                new HorizontalKernels(code, plan, row).Emit();
        }
    }

    private void Kernels(DensePlan layer, DenseRowPlan dense)
    {
        code.Line();
        using (code.Open($"namespace {Namespace}"))
        {
            Usings();
            code.Line($"using D = {Runtime}{Element.Prefix}{dense.Bits};");
            code.Line($"using Fallback = {Runtime}{Element.Prefix}{dense.Row.FallbackBits}Fallback{FullTemperature};");
            code.Line($"using S = {Runtime}{Element.Prefix}{dense.Row.Bits};");
            code.Line($"using V = global::System.Runtime.Intrinsics.Vector{dense.Bits};");
            code.Line();
            code.Line($"/// <summary>One row of features in vectors of {dense.Bits} bits; its logits stay in registers.</summary>");
            code.Line(Attributes);
            using (code.Open($"file readonly struct {DenseType(dense)} : IDenseRows<{Element.Keyword}>"))
                new HorizontalKernels(code, plan, dense.Row).EmitDense(layer, dense);
        }
    }

    private void Usings()
    {
        foreach (string name in KernelScope.Imports.Where(name => name != KernelScope.ImportOfTables || plan.Loss.HasTargetTables))
            code.Line($"using global::{name};");
    }

    private void UsingLossRows()
    {
        if (!plan.Loss.NeedsLossRows)
            return;
        string temperature = plan.Loss.Temperature is null || Element == ElementInfo.Single ? $"{Runtime}DoubleUnitTemperature" : $"global::{Namespace}.{Temperature(plan)}";
        code.Line($"using LossRows = {Runtime}LossRows<{Element.Keyword}, {Namespace}.{Loss(plan)}, {temperature}>;");
    }

    private string FullTemperature => plan.Loss.Temperature is null ? "" : $"<{Namespace}.{Temperature(plan)}>";

    /// <summary>The runtime's type that has the members of such a head.</summary>
    private string MembersBase()
    {
        string dense = plan.Dense is null ? "" : "Dense", layer = plan.Dense is null ? "" : $", {Prefix}Layer, Dense";
        return plan.Loss.IsPlain
            ? $"{Element.Prefix}{dense}Head<{Prefix}Kernels, Rows{layer}>"
            : $"{dense}Head<{Element.Keyword}, {Prefix}Kernels,\n    {Labelled("Rows", "Rows")},\n    {LossForms}{layer}, {Loss(plan)}>";
    }

    /// <summary>The runtime's type that drives the batches of such a head.</summary>
    private string BatchesBase()
    {
        string dense = plan.Dense is null ? "" : "Dense", layer = plan.Dense is null ? "" : $"{Prefix}Layer, Tiles";
        return plan.Loss.IsPlain
            ? $"{Element.Prefix}{dense}Batches<{Prefix}Kernels,\n    {Batches()}{(layer.Length == 0 ? "" : $",\n    {layer}")}>"
            : $"{(dense.Length == 0 ? "Batch" : dense)}Driver<{Element.Keyword}, {Prefix}Kernels,\n    {Labelled("Batches", Batches())},\n    {LossForms}{(layer.Length == 0 ? "" : $", {layer}")}, {Loss(plan)}>";
    }

    /// <summary>The forms in which the losses of labels and of targets are added up.</summary>
    private string LossForms => $"{Element.Prefix}{(plan.Loss.AddsOdds ? "Odds" : "Losses")}, {Element.Prefix}Losses";

    /// <summary>Kernels whose labels may be ignored and weigh differently, where they may.</summary>
    private string Labelled(string of, string kernels) => plan.Loss.HasLabelRules
        ? $"Labelled{of}<{Element.Keyword}, {kernels}, {Prefix}Kernels, {Element.Prefix}{(plan.Loss.KernelsGiveOdds ? "Odds" : "Losses")}, {Loss(plan)}>"
        : kernels;

    private IEnumerable<(string Returns, string Name, KernelParameter[] Parameters)> BatchMethods()
    {
        KernelParameter logits = PerClass("logits"), gradient = PerClass("gradient"), losses = KernelParameter.PerRow(plan, "losses");
        KernelParameter[] inputs = [KernelParameter.Labels, PerClass("targets")];
        yield return ("void", "Softmax", [logits, PerClass("probabilities")]);
        yield return ("void", "LogSoftmax", [logits, PerClass("logProbabilities")]);
        yield return ("void", "LogSumExp", [logits, KernelParameter.PerRow(plan, "destination")]);
        yield return ("void", "ArgMax", [logits, KernelParameter.Labels]);
        foreach (KernelParameter input in inputs)
        {
            yield return ("void", "CrossEntropy", [logits, input, losses]);
            yield return (Element.Keyword, "CrossEntropy", [logits, input, KernelParameter.Divisor]);
            yield return (Element.Keyword, "CrossEntropyGradient", [logits, input, gradient, KernelParameter.Divisor]);
        }

        KernelParameter PerClass(string name) => KernelParameter.PerClass(plan, name);
    }

    private IEnumerable<(string Returns, string Name, KernelParameter[] Parameters)> LayerMethods()
    {
        KernelParameter features = PerFeature("features");
        KernelParameter[] layer = [PerFeature("weights"), PerClass("bias")];
        yield return ("void", "Logits", [features, .. layer, PerClass("logits")]);
        yield return ("void", "Probabilities", [features, .. layer, PerClass("probabilities")]);
        yield return ("void", "Predict", [features, .. layer, KernelParameter.Labels]);
        foreach (KernelParameter truth in (KernelParameter[])[KernelParameter.Labels, PerClass("targets")])
            yield return (Element.Keyword, "LossAndGradients", [features, truth, .. layer, KernelParameter.Gradients(plan), KernelParameter.Divisor]);

        KernelParameter PerClass(string name) => KernelParameter.PerClass(plan, name);
        KernelParameter PerFeature(string name) => KernelParameter.PerFeature(plan, name);
    }

    /// <summary>The kernels of the dense layer in the widest vectors that the hardware has.</summary>
    private string Tiles(DensePlan dense) => dense.Widths.Reverse()
        .Select(bits => $"{Runtime}{Element.Prefix}Dense{bits}")
        .Aggregate((narrower, tiles) => $"{Runtime}WidestTiles<{Element.Keyword}, {tiles}, {narrower}>");

    /// <summary>The kernels of the dense layer and what follows it, one row after the other.</summary>
    private string Dense(DensePlan dense) => dense.Rows.Count == 0
        ? $"{Runtime}DenseThenRows<{Element.Keyword}, {Rows()}, {Prefix}Layer, {Tiles(dense)}>"
        : dense.Rows.Reverse().Select(DenseType).Aggregate((narrower, row) => $"{Runtime}WidestDenseRows<{Element.Keyword}, {row}, {narrower}>");

    private string DenseType(DenseRowPlan dense) => $"{Prefix}Dense{Math.Max(dense.Bits, dense.Row.Bits)}";

    private string RowType(HorizontalPlan row) => $"{Prefix}Row{row.Bits}";

    /// <summary>The kernels of rows one after the other, in the widest vectors that the hardware has.</summary>
    private string Rows()
    {
        string[] widths = [.. plan.Horizontal.Select(row => $"{Runtime}{(row.DeferredLogCount > 0 ? "DeferredRows" : "EachRow")}<{Element.Keyword}, {RowType(row)}>")];
        return widths.AsEnumerable().Reverse().Aggregate((narrower, row) => $"{Runtime}WidestRows<{Element.Keyword}, {row}, {narrower}>");
    }

    /// <summary>The kernels of many rows: groups in the widest vectors first, then the rows that those leave.</summary>
    private string Batches()
    {
        string batches = $"SingleRows<{Element.Keyword}, Rows>";
        int[] widths = plan.Vertical is null ? [] : [.. plan.Vertical.Widths];
        foreach (int bits in widths.AsEnumerable().Reverse())
        {
            string steps = $"{Element.Prefix}{bits}";
            string sums = Element.SumsAreDoubleWords ? "" : $", {steps}.RowSums";
            batches = $"Groups<{Element.Keyword}, {Prefix}Batch<{steps}, Vector{bits}<{Element.Keyword}>, Vector{bits}<{Element.Integer}>{sums}>,\n    {batches}>";
        }

        return batches;
    }
}
