using SoftmaxGen.Generator.Planning;

namespace SoftmaxGen.Generator.Emission;

/// <summary>
/// Walks a batch as its plan says: group after group of rows, and the classes of a group in blocks that are turned at once.
/// Kernels say what happens to a group; this class reads, adds up and writes it.
/// </summary>
internal sealed class BatchKernelWriter(CodeWriter code, HeadPlan plan, BatchPlan batch)
{
    /// <summary>The attribute of kernels: compiled once, not inlined.</summary>
    public const string Options = "[global::System.Runtime.CompilerServices.MethodImpl(global::SoftmaxGen.Runtime.KernelMethod.Options)]";

    // A sum that is longer takes several lines.
    private const int LongestLine = 140;

    // The statement that treats the rows of a group one by one, in the kernel that is being written.
    private string _rowByRow = "";

    /// <summary>Where a block of classes starts: at a class, or at a variable in a loop.</summary>
    internal readonly record struct Source(int Start, string? Variable)
    {
        public string Class(int lane) => Variable is null ? $"{Start + lane}" : lane == 0 ? Variable : $"{Variable} + {lane}";

        public string From(string row) => Variable is null && Start == 0 ? $"ref {row}" : $"ref At(ref {row}, {Class(0)})";

        /// <summary>Where the vector of a class waits in memory, behind the first of its kind.</summary>
        public string Waiting(string memory, int first, int lane, int rows) =>
            $"ref At(ref {memory}, {(Variable is null ? $"{(first + Start + lane) * rows}" : $"({rows} * {Variable}) + {(first + lane) * rows}")})";
    }

    /// <summary>A group of rows while code for it is written.</summary>
    /// <param name="Suffix">Ends the names of the variables that belong to it.</param>
    /// <param name="Index">Its number among those that have been read; none where what the kernel is given has moved on to it.</param>
    internal readonly record struct Group(string Suffix, string? Index)
    {
        /// <summary>Where its terms wait.</summary>
        public string Terms => $"terms{Suffix}";

        /// <summary>The first number of its rows, of one number for each.</summary>
        public string From(string items, int rows) => Index is null ? $"ref {items}" : $"ref At(ref {items}, {Index} * {rows})";
    }

    public string Element { get; } = Reference.Element(plan);

    private int Classes => plan.Head.Classes;

    private int Block => batch.Block;

    /// <summary>The classes of whole blocks; those of the last block that are not among them follow.</summary>
    private int WholeBlocks => Classes / Block * Block;

    /// <summary>The class in the first lane of the block that ends the row.</summary>
    private int LastBlock => Classes - Block;

    /// <summary>Whether each block is written out; more blocks than two take a loop, unless variables hold their terms.</summary>
    private bool IsUnrolled => !batch.WritesInOwnLoop || WholeBlocks <= 2 * Block;

    /// <summary>Writes a comment for the step that follows, set off by an empty line.</summary>
    public void Step(string comment)
    {
        if (!code.IsAtBlockStart)
            code.Line();
        code.Line($"// {comment}");
    }

    /// <summary>Writes a kernel that treats <c>rows</c> rows, a group at a time.</summary>
    /// <param name="summary">What it computes.</param>
    /// <param name="name">Its name, that of the kernel for single rows.</param>
    /// <param name="references">What it is given, but for the number of rows.</param>
    /// <param name="reader">The function that reads groups; none where the kernel reads its rows itself.</param>
    /// <param name="vectors">How many vectors of a group wait in memory.</param>
    /// <param name="body">Writes what happens to a group.</param>
    /// <param name="before">What is computed once for all rows.</param>
    /// <param name="sums">Writes what happens to a group before: what the written numbers wait for.</param>
    /// <param name="apart">Whether that is a loop of its own.</param>
    /// <param name="pairs">Whether that loop takes two groups at a time.</param>
    public void Kernel(string summary, string name, Reference[] references, string? reader, int vectors, Action body, string? before = null, Action<Group[]>? sums = null, bool apart = false, bool pairs = false)
    {
        string single = KernelEmitter.ClassName(plan, plan.Widths.First(row => row.Bits <= batch.Bits));
        BatchPlan? narrower = plan.Batches.FirstOrDefault(other => other.Bits < batch.Bits && !other.IsForNarrowHardware && BatchKernelEmitter.Has(other, name));
        string With(string kernels, string rows) => $"{kernels}.{name}({Reference.Arguments(references)}, {rows});";
        string memory = reader is null ? "" : ", ref memory";
        string next = Reference.Next(references, batch.Rows);
        _rowByRow = With(single, $"{batch.Rows}");

        code.Line();
        code.Line($"/// <summary>{summary}</summary>");
        code.Line(Options);
        using (code.Open($"public static void {name}({Reference.Declarations(references)}, int rows{(reader is null ? "" : $", ref {Element} memory")})"))
        {
            if (before is not null)
                code.Line(before);
            if (reader is null)
            {
                using (code.Open($"for (; rows >= {batch.Rows}; rows -= {batch.Rows}, {next})"))
                    body();
            }
            else
            {
                int group = vectors * batch.Rows;
                using (code.Open($"while (rows >= {batch.Rows})"))
                {
                    code.Line($"// Read some groups of {batch.Rows} rows; each step is a loop over them, so that one group need not wait for another.");
                    code.Line($"int groups = global::System.Math.Min(rows / {batch.Rows}, {batch.Groups});");
                    code.Line($"int narrow = {reader}(ref logits, ref memory, groups);");
                    code.Line($"rows -= groups * {batch.Rows};");
                    if (sums is not null && apart)
                    {
                        code.Line();
                        using (code.Open($"for (int group = 0; group < groups; group{(pairs ? " += 2" : "++")})"))
                        {
                            Group[] together = pairs ? [new("0", "group"), new("1", "next")] : [new("", "group")];
                            if (pairs)
                            {
                                code.Line("// Two groups, step by step: while one waits for its step before, the other goes on. The last of an odd number is both.");
                                code.Line("int next = global::System.Math.Min(group + 1, groups - 1);");
                            }

                            foreach (Group one in together)
                                code.Line($"ref {Element} {one.Terms} = ref At(ref memory, {one.Index} * {group});");
                            sums(together);
                        }
                    }

                    code.Line();
                    using (code.Open($"for (int group = 0; group < groups; group++, narrow >>= 1,\n    {next})"))
                    {
                        code.Line("// Rows of which one is not narrow go one by one.");
                        LeaveGroup("(narrow & 1) == 0");
                        code.Line($"ref {Element} terms = ref At(ref memory, group * {group});");
                        if (!apart)
                            sums?.Invoke([new("", null)]);
                        body();
                    }
                }
            }

            code.Line("// Too few rows are left to fill the lanes.");
            if (narrower is not null)
            {
                code.Line($"if (rows >= {narrower.FewestRows})");
                code.Line($"    {With(BatchKernelEmitter.ClassName(plan, narrower), $"rows{memory}")}");
            }

            code.Line($"{(narrower is null ? "" : "else ")}if (rows > 0)");
            code.Line($"    {With(single, "rows")}");
        }
    }

    /// <summary>Has the rows of a group go one by one where the condition holds.</summary>
    public void LeaveGroup(string condition)
    {
        using (code.Open($"if ({condition})"))
        {
            code.Line(_rowByRow);
            code.Line("continue;");
        }
    }

    /// <summary>Writes a function that reads groups of rows from <c>logits</c> into the memory at <c>terms</c>.</summary>
    public void Reader(string summary, string name, int vectors, Action body)
    {
        code.Line();
        code.Line($"/// <summary>{summary}</summary>");
        code.Line("/// <returns>A bit for each group: whether its rows are narrow.</returns>");
        code.Line(Options);
        using (code.Open($"private static int {name}(ref {Element} logits, ref {Element} terms, int groups)"))
        {
            code.Line("int narrow = 0;");
            using (code.Open($"for (int group = 0; group < groups; group++, logits = ref At(ref logits, {batch.Rows * Classes}), terms = ref At(ref terms, {batch.Rows * vectors}))"))
            {
                if (!IsUnrolled)
                {
                    code.Line("var top = LowestPower;");
                    code.Line("var low = HighestPower;");
                }

                body();
                code.Line($"KeepDrop(DropOf(top), ref terms, {Classes * batch.Rows});");
                code.Line("if (IsNarrow(top, low))");
                code.Line("    narrow |= 1 << group;");
            }

            code.Line("return narrow;");
        }
    }

    /// <summary>Reads and turns the classes block by block: whole blocks first, then what is left with the block that ends the row.</summary>
    /// <param name="row">What is read.</param>
    /// <param name="body">Writes what happens to the classes of a block, which have these lanes and names.</param>
    public void ForEachBlock(string row, Action<Source, (int Lane, string Name)[]> body)
    {
        void Write(Source source, (int, string)[] classes)
        {
            Load(row, source, classes);
            body(source, classes);
        }

        if (Classes < Block)
        {
            Write(new Source(0, null), [.. Enumerable.Range(0, Classes).Select(i => (i, $"c{i}"))]);
            return;
        }

        if (IsUnrolled)
        {
            for (int start = 0; start < WholeBlocks; start += Block)
                Write(new Source(start, null), [.. Enumerable.Range(0, Block).Select(lane => (lane, $"c{start + lane}"))]);
        }
        else
        {
            using (code.Open($"for (int k = 0; k < {WholeBlocks}; k += {Block})"))
                Write(new Source(0, "k"), [.. Enumerable.Range(0, Block).Select(lane => (lane, $"c{lane}"))]);
        }

        if (WholeBlocks < Classes)
            Write(new Source(LastBlock, null), [.. Enumerable.Range(WholeBlocks, Classes - WholeBlocks).Select(i => (i - LastBlock, $"c{i}"))]);
    }

    /// <summary>Computes the classes of each block, turns them back and writes them.</summary>
    public void Write(string row, Func<string, string> value)
    {
        if (IsUnrolled)
        {
            for (int i = 0; i < Classes; i++)
                code.Line($"var r{i} = {value($"{i}")};");
            Write(row);
            return;
        }

        using (code.Open($"for (int k = 0; k < {WholeBlocks}; k += {Block})"))
        {
            for (int lane = 0; lane < Block; lane++)
                code.Line($"var r{lane} = {value(lane == 0 ? "k" : $"k + {lane}")};");
            code.Line($"StoreClasses(ref At(ref {row}, k), {Classes}, {Names(0, Block, "r")});");
        }

        if (WholeBlocks < Classes)
        {
            for (int i = LastBlock; i < Classes; i++)
                code.Line($"var r{i} = {value($"{i}")};");
            code.Line($"StoreClasses(ref At(ref {row}, {LastBlock}), {Classes}, {Names(LastBlock, Block, "r")});");
        }
    }

    /// <summary>Turns the classes back that variables hold, <c>r0</c> and so on, and writes them.</summary>
    public void Write(string row)
    {
        if (Classes < Block)
        {
            code.Line(Classes <= 4
                ? $"StoreClasses{Classes}(ref {row}, {Names(0, Classes, "r")});"
                : $"StoreFewClasses(ref {row}, {Classes}, {string.Join(", ", Enumerable.Range(0, Block - 1).Select(i => $"r{Math.Min(i, Classes - 1)}"))});");
            return;
        }

        for (int start = 0; start < WholeBlocks; start += Block)
            code.Line($"StoreClasses({new Source(start, null).From(row)}, {Classes}, {Names(start, Block, "r")});");
        if (WholeBlocks < Classes)
            code.Line($"StoreClasses(ref At(ref {row}, {LastBlock}), {Classes}, {Names(LastBlock, Block, "r")});");
    }

    /// <summary>Adds up the terms of each row in the order of a single row.</summary>
    public void Sum(string name, Func<int, string> term)
    {
        if (batch.HalfLanes == 4 && batch.IsLongSum)
        {
            // The lanes of each block, after one another.
            string[] lanes = [.. Enumerable.Range(0, batch.HalfLanes).Select(lane =>
            {
                string[] terms = [..
                    from block in Blocks.Select((block, i) => (block.Start, block.End, Name: batch.BlockEnds.Count == 1 ? name : $"{name}Block{i}"))
                    from half in (int[])[lane, lane + batch.HalfLanes]
                    let sum = VirtualLane(block.Name, half, block.Start, block.End, term)
                    where sum is not null
                    select Let($"{block.Name}Lane{half}", sum)];
                code.Line($"var {name}{lane} = {Wrap([$"FirstOf({terms[0]})", .. terms.Skip(1)])};");
                return $"{name}{lane}";
            })];
            code.Line($"var {name} = SumOf({string.Join(", ", lanes)});");
            return;
        }

        if (batch.IsLongSum)
        {
            string[] lanes = [.. Enumerable.Range(0, batch.HalfLanes).Select(lane => LaneOf(name, lane, term) is { } sum ? Let($"{name}{lane}", sum) : "Zero")];
            code.Line($"var {name} = LongSum({string.Join(", ", lanes)});");
            return;
        }

        // Of 8 lanes those 4 apart meet next; the sums of the last 4 keep what they round away.
        var present = new string?[4];
        for (int lane = 0; lane < present.Length; lane++)
        {
            SumNode? sum = LaneOf(name, lane, term);
            if (batch.HalfLanes == 8)
                sum = SumNode.Of($"{name}Quarter{lane}", sum, LaneOf(name, lane + 4, term));
            if (sum is not null)
                present[lane] = Let($"{name}{lane}", sum);
        }

        string even = present[2] is null ? present[0]! : $"Pair({present[0]}, {present[2]})";
        string odd = present[3] is null ? present[1]! : $"Pair({present[1]}, {present[3]})";
        code.Line($"var {name} = Join({even}, {odd});");
    }

    /// <summary>Adds up numbers as a single row does in its <c>Total</c>, whose lanes the classes take in turn.</summary>
    /// <param name="name">The sum.</param>
    /// <param name="term">A number.</param>
    /// <param name="loop">A loop over every so many classes from the one of a lane on, up to an end.</param>
    public void Total(string name, Func<int, string> term, Func<int, int, int, string> loop)
    {
        int looped = batch.LoopedTargets;
        string[] lanes = [.. Enumerable.Range(0, batch.HalfLanes).Select(lane =>
        {
            SumNode[] terms = [.. Enumerable.Range(looped, Classes - looped).Where(i => batch.VirtualLanes[i] % batch.HalfLanes == lane).Select(i => SumNode.Term(term(i)))];
            SumNode first = SumNode.Term(looped > 0 ? loop(lane, batch.HalfLanes, looped) : "None");
            return looped == 0 && terms.Length == 0 ? "None" : Let($"{name}{lane}", new SumNode(name, [first, .. terms]));
        })];
        code.Line($"var {name} = SumOf({string.Join(", ", lanes)});");
    }

    /// <summary>In fours, then two, then one: as the steps take them.</summary>
    public static IEnumerable<(int Start, int Count)> Fours(int count)
    {
        for (int start = 0, size; start < count; start += size)
        {
            size = count - start >= 4 ? 4 : count - start >= 2 ? 2 : 1;
            yield return (start, size);
        }
    }

    /// <summary>Reads the classes of a block; those of its lanes that are not asked for have been read before.</summary>
    private void Load(string row, Source source, (int Lane, string Name)[] classes)
    {
        string Outs(int count) => string.Join(", ", Enumerable.Range(0, count)
            .Select(lane => classes.Where(c => c.Lane == lane).Select(c => $"out var {c.Name}").DefaultIfEmpty("out var _").First()));

        code.Line(Classes >= Block ? $"LoadClasses({source.From(row)}, {Classes}, {Outs(Block)});"
            : Classes <= 4 ? $"LoadClasses{Classes}(ref {row}, {Outs(Classes)});"
            : $"LoadFewClasses(ref {row}, {Classes}, {Outs(Block)});");
    }

    private IEnumerable<(int Start, int End)> Blocks =>
        batch.BlockEnds.Select((end, i) => (i == 0 ? 0 : batch.BlockEnds[i - 1], end));

    /// <summary>The terms of a virtual lane and of the one that it meets first, half their number apart.</summary>
    private SumNode? LaneOf(string name, int lane, Func<int, string> term) => SumNode.Of(
        $"{name}Pair{lane}",
        VirtualLane(name, lane, 0, Classes, term),
        VirtualLane(name, lane + batch.HalfLanes, 0, Classes, term));

    /// <summary>The terms that some classes add to a virtual lane, turn after turn.</summary>
    private SumNode? VirtualLane(string name, int lane, int start, int end, Func<int, string> term) => SumNode.Of(
        $"{name}Lane{lane}",
        [.. Enumerable.Range(start, end - start)
            .Where(i => batch.VirtualLanes[i] == lane)
            .GroupBy(i => i / batch.Turn)
            .Select(turn => SumNode.Of($"{name}Lane{lane}Turn{turn.Key}", [.. turn.Select(i => SumNode.Term(term(i)))]))]);

    /// <summary>Declares a variable for a sum; where that would be a long line, parts of it get variables of their own.</summary>
    private string Let(string name, SumNode sum)
    {
        string line = $"var {name} = {sum.Inline};";
        if (line.Length > LongestLine)
        {
            string[] parts = [.. sum.Parts.Select(part => part.Parts.Length > 0 ? Let(part.Name, part) : part.Inline)];
            line = $"var {name} = {Wrap(parts)};";
        }

        code.Lines(line);
        return name;
    }

    /// <summary>A sum on as many lines as it takes.</summary>
    private static string Wrap(string[] parts)
    {
        string sum = parts[0];
        int length = parts[0].Length;
        foreach (string part in parts.Skip(1))
        {
            bool fits = length + part.Length < LongestLine;
            sum += fits ? $" + {part}" : $"\n    + {part}";
            length = fits ? length + part.Length : part.Length;
        }

        return sum;
    }

    /// <summary>A term, or the sum of parts from the first one on.</summary>
    /// <param name="Name">What its variable is called, where it has one.</param>
    /// <param name="Parts">The parts; none of a term.</param>
    private sealed record SumNode(string Name, SumNode[] Parts)
    {
        /// <summary>The whole sum as one expression.</summary>
        public string Inline => Parts.Length == 0 ? Name : string.Join(" + ", Parts.Select((part, i) => i > 0 && part.Parts.Length > 0 ? $"({part.Inline})" : part.Inline));

        public static SumNode Term(string text) => new(text, []);

        /// <summary>The sum of what there is: one part is itself, none is nothing.</summary>
        public static SumNode? Of(string name, params SumNode?[] parts)
        {
            SumNode[] present = [.. parts.OfType<SumNode>()];
            return present.Length > 1 ? new(name, present) : present.FirstOrDefault();
        }
    }

    private static string Names(int start, int count, string name) =>
        string.Join(", ", Enumerable.Range(start, count).Select(i => $"{name}{i}"));
}
