using System.Globalization;
using SoftmaxGen.Generator.Planning;

namespace SoftmaxGen.Generator.Emission;

/// <summary>
/// Walks a row as its plan says: a loop over whole groups first, where there is one, then the remaining vectors one by one.
/// Kernels say what happens to one vector; this class repeats it, stage by stage.
/// </summary>
internal sealed class HorizontalLoops(CodeWriter code, HeadPlan plan, HorizontalPlan row)
{
    private readonly HashSet<string> _known = [];

    /// <summary>One vector of the row while code for it is written.</summary>
    /// <param name="Suffix">Ends the names of the variables that belong to it.</param>
    /// <param name="Offset">The class in its first lane, as an expression; two of them, for its halves, where the plan has two.</param>
    /// <param name="Accumulator">The accumulator its lanes are added to.</param>
    /// <param name="Plan">Its plan, or <see langword="null"/> inside the loop, where every vector is whole.</param>
    internal readonly record struct Slot(string Suffix, string Offset, int Accumulator, VectorPlan? Plan);

    /// <summary>What happens to the vectors that are treated together: statements, or nothing where one is <see langword="null"/>.</summary>
    internal readonly record struct Stage(string? Comment, Func<IReadOnlyList<Slot>, IEnumerable<string?>> Statements)
    {
        /// <summary>One statement for each vector.</summary>
        public Stage(string? comment, Func<Slot, string?> statement)
            : this(comment, slots => slots.Select(statement))
        {
        }
    }

    /// <summary>A sum over the row: the name of the result, and the term of one vector.</summary>
    internal readonly record struct RowTerm(string Name, Func<Slot, string> Term);

    private int Classes => plan.Head.Classes;

    public IEnumerable<Slot> Rest => row.Vectors.Select((vector, i) =>
        new Slot(row.IsUnrolled ? $"{i}" : $"End{i}", Offset(vector), vector.Accumulator, vector));

    private IEnumerable<Slot> LoopBody => Iterations(1);

    private IEnumerable<Slot> Iterations(int count) => Enumerable.Range(0, count * row.UnrollFactor)
        .Select(i => new Slot($"{i}", i == 0 ? "i" : $"i + {i * row.Lanes}", i % row.Accumulators, null));

    /// <summary>Writes a kernel that treats one row.</summary>
    /// <param name="summary">What it computes; the full stop is added.</param>
    /// <param name="name">What it returns, and its name.</param>
    /// <param name="parameters">What it is given.</param>
    /// <param name="body">Writes its statements.</param>
    public void Kernel(string summary, string name, KernelParameter[] parameters, Action body) =>
        Method(summary, $"public static {name}({KernelParameter.Declarations(parameters)})", body);

    /// <summary>Writes a kernel whose results want a logarithm, which it puts to those of other rows.</summary>
    public void DeferredKernel(string summary, string name, KernelParameter[] parameters, Action body) =>
        Method(summary, $"public static void {name}({KernelParameter.Declarations(parameters)}, ref DeferredLogs logs, int place)", body);

    /// <summary>Writes a method that is compiled once and not inlined.</summary>
    public void Method(string summary, string signature, Action body)
    {
        _known.Clear();
        code.Method(summary, signature, body);
    }

    /// <summary>Says that the vectors of a straight row are in these variables already.</summary>
    public void Know(string name)
    {
        foreach (Slot slot in Rest)
            _known.Add(name + slot.Suffix);
    }

    /// <summary>What reads a vector of a straight row; lanes past the end of a short one hold the first number.</summary>
    public string LoadRow(Slot slot, string source) => Load(slot, source, source);

    /// <summary>A stage that reads a vector; past the loop each one is read once and stays in its variable.</summary>
    public Stage Read(string name, string source, string fill = "0") =>
        new(null, slot => slot.Plan is null || _known.Add(name + slot.Suffix) ? $"var {name}{slot.Suffix} = {Load(slot, source, fill)};" : null);

    /// <summary>Reads the vectors past the loop before anything is written: in an in-place call the last one overlaps what the loop writes.</summary>
    public void ReadRest(string name, string source, string fill = "0")
    {
        WriteStages([Read(name, source, fill)], [.. Rest], withComments: false);
    }

    /// <summary>The same, under a comment.</summary>
    public void ReadFirst(string name, string source, string fill = "0")
    {
        if (Rest.All(slot => _known.Contains(name + slot.Suffix)))
            return;
        code.Stage(ReadComment(name, fill));
        ReadRest(name, source, fill);
    }

    /// <summary>A stage that writes a vector.</summary>
    public Stage Write(Func<Slot, string> value, string destination) =>
        new(null, slot => IsPartial(slot)
            ? $"S.Store{slot.Plan!.ValidLanes}({value(slot)}, ref {destination});"
            : $"S.Store({value(slot)}, ref {destination}, {slot.Offset});");

    /// <summary>A stage that computes a vector; past the loop each one is computed once and stays in its variable.</summary>
    public Stage Let(string name, string? comment, Func<Slot, string> value) =>
        new(comment, slot => slot.Plan is null || _known.Add(name + slot.Suffix) ? $"var {name}{slot.Suffix} = {value(slot)};" : null);

    /// <summary>A stage that computes vectors four at a time, as long as there are so many; past the loop each one is computed once.</summary>
    public Stage LetByFours(string name, string? comment, Func<IReadOnlyList<Slot>, IEnumerable<string>> statements) =>
        new(comment, slots =>
        {
            Slot[] missing = [.. slots.Where(slot => slot.Plan is null || _known.Add(name + slot.Suffix))];
            return KernelText.Fours(missing.Length).SelectMany(part => statements(new ArraySegment<Slot>(missing, part.Start, part.Count)));
        });

    /// <summary>The value with the lanes that repeat classes set to 0.</summary>
    public string NewLanes(Slot slot, string value) =>
        slot.Plan is not { } vector ? value
        : vector.NewLanes < vector.ValidLanes ? $"{value} & S.LastLanesMask({(vector.UpperOffset is null ? $"{vector.NewLanes}" : $"{vector.LowerLanes}, {vector.UpperLanes}")})"
        : IsPartial(slot) ? $"{value} & S.FirstLanesMask({vector.ValidLanes})"
        : value;

    /// <summary>The class in the first lane of a vector, counted from where the loop stands; two of them, for its halves, where the plan has two.</summary>
    public string Lane(Slot slot)
    {
        if (slot.Plan is not { } vector)
            return $"{int.Parse(slot.Suffix, NumberStyles.None, CultureInfo.InvariantCulture) * row.Lanes}";
        string lower = $"{vector.Offset - row.LoopedClasses}";
        return vector.UpperOffset is { } upper ? $"{lower}, {upper - row.LoopedClasses}" : lower;
    }

    /// <summary>Runs the stages over the row, once.</summary>
    public void Pass(params Stage[] stages)
    {
        if (!row.IsUnrolled)
        {
            using (code.Open($"for (ulong i = 0; i < {row.LoopedClasses}; i += {row.ClassesPerIteration})"))
                WriteStages(stages, LoopBody, withComments: true);
        }

        WriteStages(stages, Rest, withComments: row.IsUnrolled);
    }

    /// <summary>Reads a row in straight-line code. Lanes past the end of a short one hold a class that it has: any other number might be out of reach of the largest.</summary>
    public void ReadRow(string name, string source) => ReadFirst(name, source, source);

    /// <summary>Finds the row's largest logit, <c>max</c> in every lane, and where asked to its smallest ones.</summary>
    public void FindMax(string? comment = null, bool withMin = false)
    {
        string[] candidates;
        if (row.IsUnrolled)
        {
            ReadRow("z", "logits");
            code.Stage(comment ?? "Load: the largest logit.");
            candidates = [.. Rest.Select(slot => $"z{slot.Suffix}")];
        }
        else
        {
            code.Stage(comment ?? "Load: the largest logit.");
            foreach (Slot slot in LoopBody)
                code.Line($"var max{slot.Suffix} = S.NegativeInfinity;");
            if (withMin)
            {
                foreach (Slot slot in LoopBody)
                    code.Line($"var min{slot.Suffix} = S.PositiveInfinity;");
            }

            using (code.Open($"for (ulong i = 0; i < {row.LoopedClasses}; i += {row.ClassesPerIteration})"))
            {
                foreach (Slot slot in LoopBody)
                    code.Line(withMin ? $"var z{slot.Suffix} = {Load(slot, "logits", "0")};" : $"max{slot.Suffix} = S.Max(max{slot.Suffix}, {Load(slot, "logits", "0")});");
                if (withMin)
                {
                    foreach (Slot slot in LoopBody)
                        code.Line($"max{slot.Suffix} = S.Max(max{slot.Suffix}, z{slot.Suffix});");
                    foreach (Slot slot in LoopBody)
                        code.Line($"min{slot.Suffix} = S.Min(min{slot.Suffix}, z{slot.Suffix});");
                }
            }

            ReadRest("z", "logits");
            candidates = [.. LoopBody.Select(slot => $"max{slot.Suffix}"), .. Rest.Select(slot => $"z{slot.Suffix}")];
            if (withMin)
                code.Lines($"var min = {KernelText.Tree("S.Min", [.. LoopBody.Select(slot => $"min{slot.Suffix}"), .. Rest.Select(slot => $"z{slot.Suffix}")])};");
        }

        code.Lines($"var max = S.BroadcastMax({KernelText.Tree("S.Max", candidates)});");
    }

    /// <summary>A stage that computes exponentials, the exponent n and the bits q of each.</summary>
    /// <param name="counts">Whether the exponents count for <c>runningMax</c> and <c>runningMin</c>.</param>
    public Stage Exponentials(bool counts) => LetByFours("q", null, slots =>
    [
        $"S.ExpUnscaled{KernelTypes.OfTemperature(plan)}({List(slots, "z")}, {List(slots, "out var n")}, {List(slots, "out var q")});",
        .. counts ? (string[])[$"runningMax = S.Max(runningMax, {Join(slots, "S.Max", "n")});", $"runningMin = S.Min(runningMin, {Join(slots, "S.Min", "n")});"] : [],
    ]);

    /// <summary>Runs a stage over a straight row, before what else happens to it.</summary>
    public void Compute(Stage stage) => WriteStages([stage], Rest, withComments: false);

    /// <summary>What these vectors have under a name, one after the other.</summary>
    public static string List(IReadOnlyList<Slot> slots, string name) => string.Join(", ", slots.Select(slot => name + slot.Suffix));

    /// <summary>Joins what each vector of a straight row has under this name.</summary>
    public string Join(string function, string name) => Join(Rest, function, name);

    private static string Join(IEnumerable<Slot> slots, string function, string name) => KernelText.Tree(function, [.. slots.Select(slot => name + slot.Suffix)]);

    /// <summary>Runs the stages and adds up each vector's terms, in the order that every width keeps.</summary>
    /// <param name="comment">Says what is added up.</param>
    /// <param name="stages">What happens to each vector before.</param>
    /// <param name="sum">The sum.</param>
    /// <param name="afterIteration">A statement that ends each iteration of the loop.</param>
    public void SumPass(string comment, Stage[] stages, RowTerm sum, Func<int, string>? afterIteration = null)
    {
        string total = $"{sum.Name}Total";
        if (row.IsUnrolled)
            WriteStages(stages, Rest, withComments: true);

        code.Stage(row.BlockLength == 0 ? $"{comment}." : $"{comment}: {row.BlockLength} classes at a time, so that little is rounded away.");
        if (row.BlockLength == 0)
        {
            string lanes = row.IsUnrolled ? LaneTerms(sum, Rest) : LoopLanes(stages, sum, $"{sum.Name}Lanes", 0, afterIteration);
            code.Lines($"var {sum.Name} = {(row.IsCompensatedSum ? "S.SumLanesCompensated" : "S.SumLanes")}({lanes});");
            return;
        }

        if (row.IsUnrolled)
        {
            foreach (IGrouping<int, Slot> block in Rest.GroupBy(slot => slot.Plan!.FirstClass / row.BlockLength))
                code.Lines($"{(block.Key == 0 ? $"var {total} = S.Accumulator.OfBlock" : $"{total} = {total}.AddBlock")}({LaneTerms(sum, block)});");
        }
        else
        {
            code.Line($"var {total} = default(S.Accumulator);");
            using (code.Open($"for (ulong block = 0; block < {row.BlockedClasses}; block += {row.BlockLength})"))
            {
                string lanes = $"{sum.Name}Lanes";
                DeclareLanes(lanes);
                using (code.Open($"for (ulong i = block; i < block + {row.BlockLength}; i += {row.BlockUnroll * row.ClassesPerIteration})"))
                    WriteLoopSum(stages, sum, lanes, afterIteration, row.BlockUnroll);
                code.Line($"{total} = {total}.AddBlock({Lanes(lanes)});");
            }

            if (row.BlockedClasses < Classes)
            {
                code.Stage("The rest of the row.");
                string rest = row.BlockedClasses < row.LoopedClasses ? LoopLanes(stages, sum, $"{sum.Name}Rest", row.BlockedClasses, afterIteration) : RestLanes(stages, sum);
                code.Lines($"{total} = {total}.AddBlock({rest});");
            }
        }

        code.Line($"var {sum.Name} = {total}.Sum();");
    }

    /// <summary>A stage that adds a vector to a <c>Total</c>, in the half of its group that the vector holds.</summary>
    public Stage AddTo(string total, string method, Func<Slot, string> arguments)
    {
        int vectorsPerGroup = 256 / (row.Bits < 256 ? row.Bits : 256);
        return new(null, slot =>
        {
            string half = vectorsPerGroup == 1 ? "" : slot.Accumulator % vectorsPerGroup == 0 ? "Low" : "High";
            return $"{total} = {total}.{method}{half}({arguments(slot)});";
        });
    }

    /// <summary>Says which classes a sum leaves out, where it does; the full stop is left to the caller.</summary>
    public string SumComment(string what) =>
        row.Vectors.FirstOrDefault(vector => vector.NewLanes < vector.ValidLanes) is { } overlapping
            ? $"{what}, without the {Plural(overlapping.ValidLanes - overlapping.NewLanes)} that the {(HasHalves ? "upper half" : "overlapping vector")} repeats"
            : what;

    /// <summary>Whether the row is one vector, whose halves overlap.</summary>
    private bool HasHalves => row.Vectors.Count == 1 && row.Vectors[0].UpperOffset is not null && row.IsUnrolled;

    private string ReadComment(string name, string fill)
    {
        if (!row.IsUnrolled)
        {
            return row.Vectors.All(vector => vector.Offset >= row.LoopedClasses)
                ? "Load: the end of the row, which the loop leaves out."
                : "Load: the end of the row, which overlaps what the loop covers and in an in-place call is soon overwritten.";
        }

        int overlapping = row.Vectors.ToList().FindIndex(vector => vector.NewLanes < vector.ValidLanes);
        if (overlapping >= 0)
        {
            VectorPlan vector = row.Vectors[overlapping];
            string repeated = vector.ValidLanes - vector.NewLanes == 1 ? "a class" : $"{vector.ValidLanes - vector.NewLanes} classes";
            if (HasHalves)
                return $"Load: the first {vector.ValidLanes / 2} classes and the last {vector.ValidLanes / 2}; the upper half repeats {repeated}, so that nothing past the row is read.";

            string of = vector.UpperOffset is null ? $" of {name}{overlapping - 1}" : "";
            return $"Load: {name}{overlapping} repeats {repeated}{of}, so that nothing past the row is read.";
        }

        return row.Vectors[0].ValidLanes == row.Lanes
            ? "Load."
            : $"Load: the row is shorter than a vector; the lanes past its end {(fill == "0" ? "are 0" : "repeat its first class")}.";
    }

    private static string Offset(VectorPlan vector) =>
        vector.UpperOffset is { } upper ? $"{vector.Offset}, {upper}" : $"{vector.Offset}";

    private static string Plural(int count) => count == 1 ? "class" : $"{count} classes";

    private string Load(Slot slot, string source, string fill) => IsPartial(slot)
        ? $"S.Load{slot.Plan!.ValidLanes}(ref {source}, {fill})"
        : $"S.Load(ref {source}, {slot.Offset})";

    private bool IsPartial(Slot slot) => slot.Plan is { } vector && vector.ValidLanes < row.Lanes;

    /// <summary>The lanes of a sum over what is left of a row from a class on: a loop adds to them first.</summary>
    private string LoopLanes(Stage[] stages, RowTerm sum, string lanes, int start, Func<int, string>? afterIteration)
    {
        DeclareLanes(lanes);
        using (code.Open($"for (ulong i = {start}; i < {row.LoopedClasses}; i += {row.ClassesPerIteration})"))
            WriteLoopSum(stages, sum, lanes, afterIteration, 1);
        WriteStages(stages, Rest, withComments: false);
        AddToLanes(sum, lanes, Rest);
        return Lanes(lanes);
    }

    /// <summary>The lanes of a sum over the vectors behind a loop.</summary>
    private string RestLanes(Stage[] stages, RowTerm sum)
    {
        WriteStages(stages, Rest, withComments: false);
        return LaneTerms(sum, Rest);
    }

    private string LaneTerms(RowTerm sum, IEnumerable<Slot> slots)
    {
        string[] lanes = [.. Enumerable.Range(0, row.Accumulators).Select(accumulator =>
        {
            // Iteration after iteration, as a loop has them.
            string[] parts = [.. slots
                .Where(slot => slot.Accumulator == accumulator)
                .GroupBy(slot => slot.Plan!.FirstClass / row.ClassesPerIteration)
                .Select(iteration => Plus(iteration.Select(sum.Term)))];
            return parts.Length == 0 ? "S.Zero" : parts.Length == 1 ? parts[0] : string.Join(" + ", parts.Select((part, i) => i == 0 && part.Contains(" + ") ? part : Parenthesise(part)));
        })];

        // One line for all; for each, where that would be long; or for each iteration.
        return lanes.Sum(lane => lane.Length) <= 120
            ? string.Join(", ", lanes)
            : $"\n    {string.Join(",\n    ", lanes.Select(lane => lane.Length <= 160 ? lane : lane.Replace(" + (", "\n    + (")))}";
    }

    private string Lanes(string name) => string.Join(", ", Enumerable.Range(0, row.Accumulators).Select(i => $"{name}{i}"));

    /// <summary>The terms that an iteration adds to a lane: together before they are added, so that each is rounded less often.</summary>
    private static string Plus(IEnumerable<string> terms)
    {
        string[] all = [.. terms];
        return all.Length == 1 ? all[0] : string.Join(" + ", all.Select(Parenthesise));
    }

    private static string Parenthesise(string term) => term.Contains(" & ") || term.Contains(" + ") ? $"({term})" : term;

    private void DeclareLanes(string name)
    {
        for (int i = 0; i < row.Accumulators; i++)
            code.Line($"var {name}{i} = S.Zero;");
    }

    private void WriteLoopSum(Stage[] stages, RowTerm sum, string lanes, Func<int, string>? afterIteration, int iterations)
    {
        Slot[] slots = [.. Iterations(iterations)];
        WriteStages(stages, slots, withComments: true);
        code.Line();
        for (int iteration = 0; iteration < iterations; iteration++)
            AddToLanes(sum, lanes, slots.Skip(iteration * row.UnrollFactor).Take(row.UnrollFactor));
        if (afterIteration is not null)
            code.Line(afterIteration(iterations * row.ClassesPerIteration));
    }

    private void AddToLanes(RowTerm sum, string lanes, IEnumerable<Slot> iteration)
    {
        foreach (IGrouping<int, Slot> lane in iteration.GroupBy(slot => slot.Accumulator))
            code.Line($"{lanes}{lane.Key} += {Plus(lane.Select(sum.Term))};");
    }

    private void WriteStages(Stage[] stages, IEnumerable<Slot> slots, bool withComments)
    {
        Slot[] together = [.. slots];
        foreach (Stage stage in stages)
        {
            string[] statements = [.. stage.Statements(together).OfType<string>()];
            if (withComments && stage.Comment is not null && statements.Length > 0)
                code.Stage(stage.Comment);
            foreach (string statement in statements)
                code.Line(statement);
        }
    }
}
