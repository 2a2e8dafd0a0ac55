using System.Globalization;
using SoftmaxGen.Generator.Planning;

namespace SoftmaxGen.Generator.Emission;

/// <summary>
/// Walks a row as its plan says: a loop over whole groups first, where there is one, then the remaining vectors one by one.
/// Kernels say what happens to one vector; this class repeats it, stage by stage.
/// </summary>
internal sealed class KernelWriter(CodeWriter code, HeadPlan plan, RowPlan row)
{
    private const string Logs = "global::SoftmaxGen.Runtime.RowLogs";

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

    public string Element { get; } = Reference.Element(plan);

    public int Classes => plan.Head.Classes;

    public RowPlan Row => row;

    public IEnumerable<Slot> Rest => row.Vectors.Select((vector, i) =>
        new Slot(row.IsStraight ? $"{i}" : $"End{i}", Offset(vector), vector.Accumulator, vector));

    private IEnumerable<Slot> LoopBody => Turns(1);

    private IEnumerable<Slot> Turns(int count) => Enumerable.Range(0, count * row.Interleaved)
        .Select(i => new Slot($"{i}", i == 0 ? "i" : $"i + {i * row.Lanes}", i % row.Accumulators, null));

    /// <summary>The classes that a turn of a loop treats.</summary>
    public int LoopStep => row.Interleaved * row.Lanes;

    /// <summary>Writes a kernel that treats one row, and another that calls it row after row.</summary>
    public void Kernel(string summary, string name, Reference[] references, Action body)
    {
        Method(summary, $"public static void {name}({Reference.Declarations(references)})", body);
        Method("The same, row after row.", $"public static void {name}({Reference.Declarations(references)}, int rows)", () =>
        {
            code.Line($"for (; rows > 0; rows--, {Reference.Next(references, 1)})");
            code.Line($"    {name}({Reference.Arguments(references)});");
        });
    }

    /// <summary>
    /// Writes a kernel whose results want a logarithm, which it puts to those of other rows: the first of the methods that
    /// <see cref="Kernel"/> writes, and both of these with the logarithms.
    /// </summary>
    /// <param name="summary">What the kernel computes.</param>
    /// <param name="name">Its name.</param>
    /// <param name="references">What it is given.</param>
    /// <param name="result">That of these which wants the logarithm.</param>
    /// <param name="body">Its statements, which put the result at its <c>place</c> among the <c>logs</c>.</param>
    public void KernelWithLogs(string summary, string name, Reference[] references, Reference result, Action body)
    {
        Reference[] others = [.. references.Where(reference => reference != result)];
        Method($"{summary} The logarithm is left to be taken.", $"private static void {name}({Reference.Declarations(others)}, ref {Logs} logs, int place)", body);
        RowsWithLogs("The same, row after row; the logarithms of several are taken at once.", name, references, () =>
        {
            code.Line($"for (int place = 0; place < count; place++, {Reference.Next(others, 1)})");
            code.Line($"    {name}({Reference.Arguments(others)}, ref logs, place);");
            code.Line($"logs.WriteTo(ref {result.Name}, count);");
            code.Line($"{result.Name} = ref At(ref {result.Name}, count);");
        });
    }

    /// <summary>Writes a method that takes the logarithms of <c>count</c> rows at once, as often as it must, and one for a single row.</summary>
    public void RowsWithLogs(string summary, string name, Reference[] references, Action together)
    {
        Method(summary, $"public static void {name}({Reference.Declarations(references)}, int rows)", () =>
        {
            code.Line($"var logs = default({Logs});");
            code.Line("int count;");
            using (code.Open("for (; rows > 0; rows -= count)"))
            {
                code.Line($"count = global::System.Math.Min(rows, {row.LogsTogether});");
                together();
            }
        });
        Method("The same for one row.", $"public static void {name}({Reference.Declarations(references)})", () =>
            code.Line($"{name}({Reference.Arguments(references)}, 1);"));
    }

    /// <summary>Writes a method that is compiled once and not inlined.</summary>
    public void Method(string summary, string signature, Action body)
    {
        _known.Clear();
        code.Line();
        code.Line($"/// <summary>{summary}</summary>");
        code.Line("[global::System.Runtime.CompilerServices.MethodImpl(global::SoftmaxGen.Runtime.KernelMethod.Options)]");
        using (code.Open(signature))
            body();
    }

    /// <summary>Writes a comment for the step that follows, set off by an empty line.</summary>
    public void Step(string comment)
    {
        if (!code.IsAtBlockStart)
            code.Line();
        code.Line($"// {comment}");
    }

    public void Line(string text) => code.Line(text);

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
        Step(ReadComment(name, fill));
        ReadRest(name, source, fill);
    }

    /// <summary>A stage that writes a vector.</summary>
    public Stage Write(Func<Slot, string> value, string destination) =>
        new(null, slot => IsPartial(slot)
            ? $"Store{slot.Plan!.Filled}({value(slot)}, ref {destination});"
            : $"Store({value(slot)}, ref {destination}, {slot.Offset});");

    /// <summary>A stage that computes a vector; past the loop each one is computed once and stays in its variable.</summary>
    public Stage Let(string name, string? comment, Func<Slot, string> value) =>
        new(comment, slot => slot.Plan is null || _known.Add(name + slot.Suffix) ? $"var {name}{slot.Suffix} = {value(slot)};" : null);

    /// <summary>A stage that computes vectors four at a time, as long as there are so many; past the loop each one is computed once.</summary>
    public Stage LetByFours(string name, string? comment, Func<IReadOnlyList<Slot>, IEnumerable<string>> statements) =>
        new(comment, slots =>
        {
            Slot[] missing = [.. slots.Where(slot => slot.Plan is null || _known.Add(name + slot.Suffix))];
            return Fours(missing).SelectMany(statements);
        });

    /// <summary>The value with the lanes that repeat classes set to 0.</summary>
    public string Own(Slot slot, string value) =>
        slot.Plan is not { } vector ? value
        : vector.Count < vector.Filled ? $"{value} & Last({(vector.UpperOffset is null ? $"{vector.Count}" : $"{vector.LowerCount}, {vector.UpperCount}")})"
        : IsPartial(slot) ? $"{value} & First({vector.Filled})"
        : value;

    /// <summary>The class in the first lane of a vector, counted from where the loop stands; two of them, for its halves, where the plan has two.</summary>
    public string Lane(Slot slot)
    {
        if (slot.Plan is not { } vector)
            return $"{int.Parse(slot.Suffix, NumberStyles.None, CultureInfo.InvariantCulture) * row.Lanes}";
        string lower = $"{vector.Offset - row.LoopEnd}";
        return vector.UpperOffset is { } upper ? $"{lower}, {upper - row.LoopEnd}" : lower;
    }

    /// <summary>Runs the stages over the row, once.</summary>
    public void Pass(params Stage[] stages)
    {
        if (!row.IsStraight)
        {
            using (code.Open($"for (ulong i = 0; i < {row.LoopEnd}; i += {LoopStep})"))
                WriteStages(stages, LoopBody, withComments: true);
        }

        WriteStages(stages, Rest, withComments: row.IsStraight);
    }

    /// <summary>Reads a row in straight-line code. Lanes past the end of a short one hold a class that it has: any other number might be out of reach of the largest.</summary>
    public void ReadRow(string name, string source) => ReadFirst(name, source, source);

    /// <summary>Finds the row's largest logit, <c>max</c> in every lane, and where asked to its smallest ones.</summary>
    public void FindMax(string? comment = null, bool withMin = false)
    {
        string[] candidates;
        if (row.IsStraight)
        {
            ReadRow("z", "logits");
            Step(comment ?? "The largest logit.");
            candidates = [.. Rest.Select(slot => $"z{slot.Suffix}")];
        }
        else
        {
            Step(comment ?? "The largest logit.");
            foreach (Slot slot in LoopBody)
                code.Line($"var max{slot.Suffix} = Lowest;");
            if (withMin)
            {
                foreach (Slot slot in LoopBody)
                    code.Line($"var min{slot.Suffix} = Highest;");
            }

            using (code.Open($"for (ulong i = 0; i < {row.LoopEnd}; i += {LoopStep})"))
            {
                foreach (Slot slot in LoopBody)
                    code.Line(withMin ? $"var z{slot.Suffix} = {Load(slot, "logits", "0")};" : $"max{slot.Suffix} = Larger(max{slot.Suffix}, {Load(slot, "logits", "0")});");
                if (withMin)
                {
                    foreach (Slot slot in LoopBody)
                        code.Line($"max{slot.Suffix} = Larger(max{slot.Suffix}, z{slot.Suffix});");
                    foreach (Slot slot in LoopBody)
                        code.Line($"min{slot.Suffix} = Smaller(min{slot.Suffix}, z{slot.Suffix});");
                }
            }

            ReadRest("z", "logits");
            candidates = [.. LoopBody.Select(slot => $"max{slot.Suffix}"), .. Rest.Select(slot => $"z{slot.Suffix}")];
            if (withMin)
                code.Line($"var min = {Tree("Smaller", [.. LoopBody.Select(slot => $"min{slot.Suffix}"), .. Rest.Select(slot => $"z{slot.Suffix}")])};");
        }

        code.Line($"var max = LargestLane({Tree("Larger", candidates)});");
    }

    /// <summary>A stage that computes exponentials, the powers n and the bits q of each.</summary>
    /// <param name="counts">Whether the powers count for the <c>highest</c> and the <c>lowest</c>.</param>
    public Stage Powers(bool counts) => LetByFours("q", null, slots =>
    [
        $"Powers({List(slots, "z")}, {List(slots, "out var n")}, {List(slots, "out var q")});",
        .. counts ? (string[])[$"highest = Larger(highest, {Join(slots, "Larger", "n")});", $"lowest = Smaller(lowest, {Join(slots, "Smaller", "n")});"] : [],
    ]);

    /// <summary>Runs a stage over a straight row, before what else happens to it.</summary>
    public void Compute(Stage stage) => WriteStages([stage], Rest, withComments: false);

    /// <summary>What these vectors have under a name, one after the other.</summary>
    public static string List(IReadOnlyList<Slot> slots, string name) => string.Join(", ", slots.Select(slot => name + slot.Suffix));

    /// <summary>Joins what each vector of a straight row has under this name.</summary>
    public string Join(string function, string name) => Join(Rest, function, name);

    private static string Join(IEnumerable<Slot> slots, string function, string name) => Tree(function, [.. slots.Select(slot => name + slot.Suffix)]);

    /// <summary>Runs the stages and adds up each vector's terms, in the order that every width keeps.</summary>
    /// <param name="comment">Says what is added up.</param>
    /// <param name="stages">What happens to each vector before.</param>
    /// <param name="sum">The sum.</param>
    /// <param name="afterTurn">A statement that ends each turn of the loop.</param>
    public void SumPass(string comment, Stage[] stages, RowTerm sum, Func<int, string>? afterTurn = null)
    {
        string total = $"{sum.Name}Total";
        if (row.IsStraight)
            WriteStages(stages, Rest, withComments: true);

        Step(row.BlockLength == 0 ? $"{comment}." : $"{comment}: {row.BlockLength} classes at a time, so that little is rounded away.");
        if (row.BlockLength == 0)
        {
            string lanes = row.IsStraight ? LaneTerms(sum, Rest) : LoopLanes(stages, sum, $"{sum.Name}Lanes", 0, afterTurn);
            code.Lines($"var {sum.Name} = {(row.IsLongSum ? "LongSum" : "Sum")}({lanes});");
            return;
        }

        if (row.IsStraight)
        {
            foreach (IGrouping<int, Slot> block in Rest.GroupBy(slot => slot.Plan!.FirstClass / row.BlockLength))
                code.Lines($"{(block.Key == 0 ? $"var {total} = Total.OfBlock" : $"{total} = {total}.AddBlock")}({LaneTerms(sum, block)});");
        }
        else
        {
            code.Line($"var {total} = default(Total);");
            using (code.Open($"for (ulong block = 0; block < {row.WholeBlocks}; block += {row.BlockLength})"))
            {
                string lanes = $"{sum.Name}Lanes";
                DeclareLanes(lanes);
                using (code.Open($"for (ulong i = block; i < block + {row.BlockLength}; i += {row.TurnsTogether * LoopStep})"))
                    WriteLoopSum(stages, sum, lanes, afterTurn, row.TurnsTogether);
                code.Line($"{total} = {total}.AddBlock({Lanes(lanes)});");
            }

            if (row.WholeBlocks < Classes)
            {
                Step("The rest of the row.");
                string rest = row.WholeBlocks < row.LoopEnd ? LoopLanes(stages, sum, $"{sum.Name}Rest", row.WholeBlocks, afterTurn) : RestLanes(stages, sum);
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
        row.Vectors.FirstOrDefault(vector => vector.Count < vector.Filled) is { } overlapping
            ? $"{what}, without the {Plural(overlapping.Filled - overlapping.Count)} that the {(HasHalves ? "upper half" : "overlapping vector")} repeats"
            : what;

    /// <summary>Whether the row is one vector, whose halves overlap.</summary>
    private bool HasHalves => row.Vectors.Count == 1 && row.Vectors[0].UpperOffset is not null && row.IsStraight;

    private string ReadComment(string name, string fill)
    {
        if (!row.IsStraight)
        {
            return row.Vectors.All(vector => vector.Offset >= row.LoopEnd)
                ? "Read the end of the row, which the loop leaves out."
                : "Read the end of the row, which overlaps what the loop covers: in an in-place call that is soon overwritten.";
        }

        int overlapping = row.Vectors.ToList().FindIndex(vector => vector.Count < vector.Filled);
        if (overlapping >= 0)
        {
            VectorPlan vector = row.Vectors[overlapping];
            string repeated = vector.Filled - vector.Count == 1 ? "a class" : $"{vector.Filled - vector.Count} classes";
            if (HasHalves)
                return $"Read the row, its first {vector.Filled / 2} classes and its last {vector.Filled / 2}: the upper half repeats {repeated}, so that nothing past the row is touched.";

            string of = vector.UpperOffset is null ? $" of {name}{overlapping - 1}" : "";
            return $"Read the row; {name}{overlapping} repeats {repeated}{of}, so that nothing past the row is touched.";
        }

        return row.Vectors[0].Filled == row.Lanes
            ? "Read the row."
            : $"Read the row, which is shorter than a vector: the lanes past its end {(fill == "0" ? "are 0" : "repeat its first class")}.";
    }

    private static string Offset(VectorPlan vector) =>
        vector.UpperOffset is { } upper ? $"{vector.Offset}, {upper}" : $"{vector.Offset}";

    private static string Plural(int count) => count == 1 ? "class" : $"{count} classes";

    private string Load(Slot slot, string source, string fill) => IsPartial(slot)
        ? $"Load{slot.Plan!.Filled}(ref {source}, {fill})"
        : $"Load(ref {source}, {slot.Offset})";

    private bool IsPartial(Slot slot) => slot.Plan is { } vector && vector.Filled < row.Lanes;

    /// <summary>The lanes of a sum over what is left of a row from a class on: a loop adds to them first.</summary>
    private string LoopLanes(Stage[] stages, RowTerm sum, string lanes, int start, Func<int, string>? afterTurn)
    {
        DeclareLanes(lanes);
        using (code.Open($"for (ulong i = {start}; i < {row.LoopEnd}; i += {LoopStep})"))
            WriteLoopSum(stages, sum, lanes, afterTurn, 1);
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
            // Turn after turn, as a loop has them.
            string[] turns = [.. slots
                .Where(slot => slot.Accumulator == accumulator)
                .GroupBy(slot => slot.Plan!.FirstClass / LoopStep)
                .Select(turn => Plus(turn.Select(sum.Term)))];
            return turns.Length == 0 ? "Zero" : turns.Length == 1 ? turns[0] : string.Join(" + ", turns.Select((turn, i) => i == 0 && turn.Contains(" + ") ? turn : Parenthesise(turn)));
        })];

        // One line for all; for each, where that would be long; or for each turn.
        return lanes.Sum(lane => lane.Length) <= 120
            ? string.Join(", ", lanes)
            : $"\n    {string.Join(",\n    ", lanes.Select(lane => lane.Length <= 160 ? lane : lane.Replace(" + (", "\n    + (")))}";
    }

    private string Lanes(string name) => string.Join(", ", Enumerable.Range(0, row.Accumulators).Select(i => $"{name}{i}"));

    /// <summary>The terms that a turn adds to a lane: together before they are added, so that each is rounded less often.</summary>
    private static string Plus(IEnumerable<string> terms)
    {
        string[] all = [.. terms];
        return all.Length == 1 ? all[0] : string.Join(" + ", all.Select(Parenthesise));
    }

    private static string Parenthesise(string term) => term.Contains(" & ") || term.Contains(" + ") ? $"({term})" : term;

    private void DeclareLanes(string name)
    {
        for (int i = 0; i < row.Accumulators; i++)
            code.Line($"var {name}{i} = Zero;");
    }

    private void WriteLoopSum(Stage[] stages, RowTerm sum, string lanes, Func<int, string>? afterTurn, int turns)
    {
        Slot[] slots = [.. Turns(turns)];
        WriteStages(stages, slots, withComments: true);
        code.Line();
        for (int turn = 0; turn < turns; turn++)
            AddToLanes(sum, lanes, slots.Skip(turn * row.Interleaved).Take(row.Interleaved));
        if (afterTurn is not null)
            code.Line(afterTurn(turns * LoopStep));
    }

    private void AddToLanes(RowTerm sum, string lanes, IEnumerable<Slot> turn)
    {
        foreach (IGrouping<int, Slot> lane in turn.GroupBy(slot => slot.Accumulator))
            code.Line($"{lanes}{lane.Key} += {Plus(lane.Select(sum.Term))};");
    }

    private void WriteStages(Stage[] stages, IEnumerable<Slot> slots, bool withComments)
    {
        Slot[] together = [.. slots];
        foreach (Stage stage in stages)
        {
            string[] statements = [.. stage.Statements(together).OfType<string>()];
            if (withComments && stage.Comment is not null && statements.Length > 0)
                Step(stage.Comment);
            foreach (string statement in statements)
                code.Line(statement);
        }
    }

    /// <summary>In fours, then two, then one: as the steps take them.</summary>
    private static IEnumerable<IReadOnlyList<Slot>> Fours(Slot[] slots)
    {
        for (int done = 0, count; done < slots.Length; done += count)
        {
            count = slots.Length - done >= 4 ? 4 : slots.Length - done >= 2 ? 2 : 1;
            yield return new ArraySegment<Slot>(slots, done, count);
        }
    }

    /// <summary>f(f(a, b), f(c, d)): as shallow as can be, so that the operations overlap.</summary>
    public static string Tree(string function, string[] values)
    {
        while (values.Length > 1)
        {
            values = [.. Enumerable.Range(0, (values.Length + 1) / 2).Select(i =>
                (2 * i) + 1 < values.Length ? $"{function}({values[2 * i]}, {values[(2 * i) + 1]})" : values[2 * i])];
        }

        return values[0];
    }
}
