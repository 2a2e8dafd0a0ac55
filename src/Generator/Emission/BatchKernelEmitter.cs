using SoftmaxGen.Generator.Model;
using SoftmaxGen.Generator.Planning;

namespace SoftmaxGen.Generator.Emission;

/// <summary>Writes the kernels that treat several rows at a time, turned so that each vector holds one class of all of them.</summary>
internal sealed class BatchKernelEmitter(CodeWriter code, HeadPlan plan, BatchPlan batch)
{
    private string Element { get; } = plan.Head.Element == ElementType.Single ? "float" : "double";

    private int Classes => plan.Head.Classes;

    /// <summary>The class that holds the kernels of one width.</summary>
    public static string ClassName(HeadPlan plan, BatchPlan batch) => $"{plan.KernelClass}{batch.Bits}ByRows";

    public void Emit()
    {
        string steps = plan.Head.Element == ElementType.Single ? "Single" : "Double";
        code.Line();
        code.Line($"/// <summary>The kernels for {batch.Rows} rows at a time in vectors of {batch.Bits} bits: a lane is a row, and a vector is a class.</summary>");
        using (code.Open($"file abstract class {ClassName(plan, batch)} : global::SoftmaxGen.Runtime.{steps}{batch.Bits}"))
            Softmax();
    }

    private void Softmax()
    {
        code.Line($"/// <summary>a_i = exp(z_i) / sum_k exp(z_k); <paramref name=\"rows\"/> is a multiple of {batch.Rows}.</summary>");
        code.Line("[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization)]");
        using (code.Open($"public static void Softmax(ref {Element} logits, ref {Element} probabilities, int rows)"))
        using (code.Open($"for (; rows > 0; rows -= {batch.Rows})"))
        {
            code.Line($"// Read {batch.Rows} rows and turn them: z0 to z{Classes - 1} are the classes.");
            Load("logits", "z");

            Step("The largest logit of each row.");
            code.Line("var max = z0;");
            for (int i = 1; i < Classes; i++)
                code.Line($"max = Larger(max, z{i});");

            Step("The terms exp(z) / exp(max), up to a factor that a row shares.");
            code.Line("var shift = ShiftFor(max);");
            ForEachClass(i => $"var e{i} = Exp(z{i}, shift);");

            Step("Their sum, in the order of a single row.");
            code.Line($"var sum = {Sum("e")};");

            Step("The probabilities.");
            code.Line("var scale = Reciprocal(sum);");
            ForEachClass(i => $"e{i} = Scale(e{i}, scale);");

            Step("Turn them back and write them.");
            Store("e", "probabilities");

            code.Line();
            code.Line($"logits = ref At(ref logits, {batch.Rows * Classes});");
            code.Line($"probabilities = ref At(ref probabilities, {batch.Rows * Classes});");
        }
    }

    private void Step(string comment)
    {
        code.Line();
        code.Line($"// {comment}");
    }

    private void ForEachClass(Func<int, string> statement)
    {
        for (int i = 0; i < Classes; i++)
            code.Line(statement(i));
    }

    private void Load(string source, string name)
    {
        if (Classes <= 4)
        {
            code.Line($"LoadClasses{Classes}(ref {source}, {Names(0, Classes, i => $"out var {name}{i}")});");
            return;
        }

        if (Classes < batch.Rows)
        {
            code.Line($"LoadFewClasses(ref {source}, {Classes}, {Names(0, batch.Rows, i => i < Classes ? $"out var {name}{i}" : "out _")});");
            return;
        }

        // The last block overlaps the one before it, so that nothing past the row is touched.
        for (int known = 0; known < Classes; known += batch.Rows)
        {
            int start = Math.Min(known, Classes - batch.Rows);
            code.Line($"LoadClasses({From(source, start)}, {Classes}, {Names(start, batch.Rows, i => i < known ? "out _" : $"out var {name}{i}")});");
        }
    }

    private void Store(string name, string destination)
    {
        if (Classes <= 4)
        {
            code.Line($"StoreClasses{Classes}(ref {destination}, {Names(0, Classes, i => $"{name}{i}")});");
            return;
        }

        if (Classes < batch.Rows)
        {
            code.Line($"StoreFewClasses(ref {destination}, {Classes}, {Names(0, batch.Rows - 1, i => $"{name}{Math.Min(i, Classes - 1)}")});");
            return;
        }

        for (int done = 0; done < Classes; done += batch.Rows)
        {
            int start = Math.Min(done, Classes - batch.Rows);
            code.Line($"StoreClasses({From(destination, start)}, {Classes}, {Names(start, batch.Rows, i => $"{name}{i}")});");
        }
    }

    private static string From(string row, int start) => start == 0 ? $"ref {row}" : $"ref At(ref {row}, {start})";

    private static string Names(int start, int count, Func<int, string> name) =>
        string.Join(", ", Enumerable.Range(start, count).Select(name));

    /// <summary>Lanes half the virtual lanes apart meet in the element type; the tree over the rest is wider.</summary>
    private string Sum(string name)
    {
        int half = batch.Rows;
        string?[] sums = new string?[half];
        for (int lane = 0; lane < half; lane++)
            sums[lane] = batch.VirtualLanes.Any(virtualLane => virtualLane % half == lane) ? $"Wider({SumOfLane(name, lane)})" : null;

        for (int width = half / 2; width > 0; width /= 2)
        {
            for (int lane = 0; lane < width; lane++)
                sums[lane] = (sums[lane], sums[lane + width]) is ({ } left, { } right) ? $"({left} + {right})" : sums[lane] ?? sums[lane + width];
        }

        return sums[0]!;
    }

    /// <summary>The terms of a virtual lane and of the one that it meets first: each in the order of the classes, then both.</summary>
    private string SumOfLane(string name, int lane)
    {
        string[] halves = [.. new[] { lane, lane + batch.Rows }
            .Select(virtualLane => string.Join(" + ", Enumerable.Range(0, Classes).Where(i => batch.VirtualLanes[i] == virtualLane).Select(i => $"{name}{i}")))
            .Where(terms => terms.Length > 0)];
        return halves.Length == 1 ? halves[0] : string.Join(" + ", halves.Select(terms => terms.Contains('+') ? $"({terms})" : terms));
    }
}
