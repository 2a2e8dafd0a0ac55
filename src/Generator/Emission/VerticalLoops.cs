using SoftmaxGen.Generator.Planning;

namespace SoftmaxGen.Generator.Emission;

/// <summary>
/// Walks a batch as its plan says: group after group of rows, and the classes of a group in blocks that are transposed at once.
/// Kernels say what happens to a group; this class loads, adds up and stores it.
/// </summary>
internal sealed class VerticalLoops(CodeWriter code, HeadPlan plan, VerticalPlan vertical)
{
    // The statement that treats the rows of a group one by one, in the kernel that is being written.
    private string _rowByRow = "";

    /// <summary>Where a block of classes starts: at a class, or at a variable in a loop.</summary>
    internal readonly record struct Block(int Start, string? Variable)
    {
        /// <summary>The class in a lane of the block, or the slot of its vector behind those that wait before it.</summary>
        public string Class(int lane, int before = 0) =>
            Variable is null ? $"{before + Start + lane}" : before + lane == 0 ? Variable : $"{Variable} + {before + lane}";

        public string From(string row) => Variable is null && Start == 0 ? $"ref {row}" : $"ref Unsafe.Add(ref {row}, {Class(0)})";
    }

    /// <summary>A group of rows while code for it is written.</summary>
    /// <param name="Suffix">Ends the names of the variables that belong to it.</param>
    /// <param name="Index">Its number among those that have been read; none where what the kernel is given has moved on to it.</param>
    internal readonly record struct Group(string Suffix, string? Index)
    {
        /// <summary>The first number of its rows, of one number for each.</summary>
        public string From(string items) => Index is null ? $"ref {items}" : $"ref Unsafe.Add(ref {items}, {Index} * S.Width)";
    }

    /// <summary>What a kernel consists of.</summary>
    internal sealed record Kernels
    {
        /// <summary>A statement that stands before all groups.</summary>
        public string? Before { get; init; }

        /// <summary>The method that reads groups; none where the kernel reads its rows itself.</summary>
        public string? Reader { get; init; }

        /// <summary>How many vectors of a group wait in the workspace.</summary>
        public int Length { get; init; }

        /// <summary>When the kernel is used.</summary>
        public VerticalUse UseOf { get; init; }

        /// <summary>Writes what happens to a group before its numbers are written: what those wait for.</summary>
        public Action<Group[]>? Sums { get; init; }

        /// <summary>Whether that is a loop of its labelTerm.</summary>
        public bool SplitsStores { get; init; }

        /// <summary>Whether that loop takes two groups at a time.</summary>
        public bool UnrollsByTwo { get; init; }

        /// <summary>Whether targets wait in the workspace too.</summary>
        public bool HasTargets { get; init; }

        /// <summary>Writes what happens to a group.</summary>
        public required Action Body { get; init; }
    }

    private string Element => plan.Head.Element.Keyword;

    private int Classes => plan.Head.Classes;

    private int BlockClasses => vertical.ClassesPerTranspose;

    /// <summary>The classes of whole blocks; those of the last block that are not among them follow.</summary>
    private int BlockedClasses => Classes / BlockClasses * BlockClasses;

    /// <summary>The class in the first lane of the block that ends the row.</summary>
    private int LastBlock => Classes - BlockClasses;

    /// <summary>Writes a member that leaves all rows to the kernels for single ones, where that is the plan.</summary>
    public bool PassedOn(string summary, string name, KernelParameter[] parameters, VerticalUse use)
    {
        if (use != VerticalUse.Never)
            return false;
        code.Line();
        code.Line($"/// <summary>{summary}: single rows are as fast.</summary>");
        code.Line($"public static void {name}({Signature(parameters, name)}) =>");
        code.Line($"    Rows.{name}({KernelParameter.Arguments(parameters)}, rows);");
        return true;
    }

    /// <summary>Writes a kernel that treats <c>rows</c> rows, a group at a time.</summary>
    public void Kernel(string summary, string name, KernelParameter[] parameters, Kernels kernel)
    {
        string next = KernelParameter.NextGroup(parameters);
        _rowByRow = $"Rows.{name}({KernelParameter.Arguments(parameters)}, S.Width);";

        code.Method(summary, $"public static void {name}({Signature(parameters, name)})", () =>
        {
            if (kernel.UseOf == VerticalUse.Without512)
            {
                using (code.Open("if (Vector512.IsHardwareAccelerated)"))
                {
                    code.Line("// Single rows are as fast there.");
                    code.Line($"Rows.{name}({KernelParameter.Arguments(parameters)}, rows);");
                    code.Line("return;");
                }
            }

            if (kernel.Before is not null)
                code.Line(kernel.Before);
            if (kernel.Reader is null)
            {
                using (code.Open($"for (; rows > 0; rows -= S.Width, {next})"))
                    kernel.Body();
                return;
            }

            if (kernel.HasTargets)
                code.Line($"ref {Element} transposed = ref S.Slot(ref workspace, {vertical.Workspace.Targets});");
            using (code.Open("while (rows > 0)"))
            {
                code.Line("// Each stage is a loop over several groups of rows, so that one group need not wait for another.");
                code.Line($"int groups = Math.Min(rows / S.Width, {vertical.GroupsInFlight});");
                code.Line($"int inFastRange = {kernel.Reader}(ref logits, ref workspace, groups);");
                code.Line("rows -= groups * S.Width;");
                if (kernel.Sums is not null && kernel.SplitsStores)
                    SumLoop(kernel);

                code.Line();
                using (code.Open($"for (int group = 0; group < groups; group++, inFastRange >>= 1,\n    {next})"))
                {
                    code.Line("// Range check: a group with a row outside the fast range goes row by row.");
                    LeaveGroup("(inFastRange & 1) == 0");
                    code.Line($"ref {Element} terms = ref S.Slot(ref workspace, group * {kernel.Length});");
                    if (!kernel.SplitsStores)
                        kernel.Sums?.Invoke([new("", null)]);
                    kernel.Body();
                }
            }
        });
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

    /// <summary>Writes a method that reads groups of rows from <c>logits</c> into the workspace at <c>terms</c>.</summary>
    public void Reader(string summary, string name, int length, Action body) => code.Method(
        summary,
        $"private static int {name}(ref {Element} logits, ref {Element} terms, int groups)",
        () =>
        {
            code.Line("// A bit for each group.");
            code.Line("int inFastRange = 0;");
            using (code.Open($"for (int group = 0; group < groups; group++,\n    logits = ref Unsafe.Add(ref logits, {Classes} * S.Width), terms = ref S.Slot(ref terms, {length}))"))
            {
                if (!vertical.IsUnrolled)
                {
                    code.Line("var maxExponent = S.MinExponent;");
                    code.Line("var minExponent = S.MaxExponent;");
                }

                body();
                code.Stage("Range check.");
                code.Line($"S.StoreExponentOffset(S.ExponentOffset(maxExponent), ref terms, {vertical.Workspace.ExponentOffset});");
                code.Line("if (S.IsInFastRange(maxExponent, minExponent))");
                code.Line("    inFastRange |= 1 << group;");
            }

            code.Line("return inFastRange;");
        });

    /// <summary>Loads the classes block by block, transposed: whole blocks first, then what is left with the block that ends the row.</summary>
    /// <param name="row">What is read.</param>
    /// <param name="body">Writes what happens to the classes of a block, which have these lanes and names.</param>
    public void ForEachBlock(string row, Action<Block, (int Lane, string Name)[]> body)
    {
        void Write(Block block, (int, string)[] classes)
        {
            Load(row, block, classes);
            body(block, classes);
        }

        if (Classes < BlockClasses)
        {
            Write(new Block(0, null), [.. Enumerable.Range(0, Classes).Select(i => (i, $"c{i}"))]);
            return;
        }

        if (vertical.IsUnrolled)
        {
            for (int start = 0; start < BlockedClasses; start += BlockClasses)
                Write(new Block(start, null), [.. Enumerable.Range(0, BlockClasses).Select(lane => (lane, $"c{start + lane}"))]);
        }
        else
        {
            using (code.Open($"for (int k = 0; k < {BlockedClasses}; k += {BlockClasses})"))
                Write(new Block(0, "k"), [.. Enumerable.Range(0, BlockClasses).Select(lane => (lane, $"c{lane}"))]);
        }

        if (BlockedClasses < Classes)
            Write(new Block(LastBlock, null), [.. Enumerable.Range(BlockedClasses, Classes - BlockedClasses).Select(i => (i - LastBlock, $"c{i}"))]);
    }

    /// <summary>Computes the classes of each block, transposes them back and writes them.</summary>
    public void Store(string row, Func<string, string> value)
    {
        if (vertical.IsUnrolled)
        {
            for (int i = 0; i < Classes; i++)
                code.Line($"var r{i} = {value($"{i}")};");
            Store(row);
            return;
        }

        using (code.Open($"for (int k = 0; k < {BlockedClasses}; k += {BlockClasses})"))
        {
            for (int lane = 0; lane < BlockClasses; lane++)
                code.Line($"var r{lane} = {value(lane == 0 ? "k" : $"k + {lane}")};");
            code.Line($"S.StoreTransposed(ref Unsafe.Add(ref {row}, k), {Classes}, {Names(0, BlockClasses, "r")});");
        }

        if (BlockedClasses < Classes)
        {
            for (int i = LastBlock; i < Classes; i++)
                code.Line($"var r{i} = {value($"{i}")};");
            code.Line($"S.StoreTransposed(ref Unsafe.Add(ref {row}, {LastBlock}), {Classes}, {Names(LastBlock, BlockClasses, "r")});");
        }
    }

    /// <summary>Transposes the classes back that variables hold, <c>r0</c> and so on, and writes them.</summary>
    public void Store(string row)
    {
        if (Classes < BlockClasses)
        {
            code.Line(Classes <= 4
                ? $"S.StoreTransposed{Classes}(ref {row}, {Names(0, Classes, "r")});"
                : $"S.StoreTransposedPartial(ref {row}, {Classes}, {string.Join(", ", Enumerable.Range(0, BlockClasses - 1).Select(i => $"r{Math.Min(i, Classes - 1)}"))});");
            return;
        }

        for (int start = 0; start < BlockedClasses; start += BlockClasses)
            code.Line($"S.StoreTransposed({new Block(start, null).From(row)}, {Classes}, {Names(start, BlockClasses, "r")});");
        if (BlockedClasses < Classes)
            code.Line($"S.StoreTransposed(ref Unsafe.Add(ref {row}, {LastBlock}), {Classes}, {Names(LastBlock, BlockClasses, "r")});");
    }

    /// <summary>Adds up the terms of each row in the order of a single row.</summary>
    public void Sum(string name, Func<int, string> term) => new VerticalSums(code, vertical).Sum(name, term);

    /// <summary>Adds up numbers as a single row does in twice the precision; the classes take the lanes in turn.</summary>
    /// <param name="name">The sum.</param>
    /// <param name="add">Adds the number of a class to a sum.</param>
    /// <param name="loop">A loop over every so many classes from the one of a lane on, up to an end.</param>
    public void Total(string name, Func<string, int, string> add, Func<int, int, int, string> loop)
    {
        int looped = vertical.LoopedTargets;
        string[] lanes = [.. Enumerable.Range(0, vertical.HalfLanes).Select(lane =>
        {
            int[] rest = [.. Enumerable.Range(looped, Classes - looped).Where(i => vertical.VirtualLanes[i] % vertical.HalfLanes == lane)];
            if (looped == 0 && rest.Length == 0)
                return "S.ZeroSums";
            code.Line($"var {name}{lane} = {rest.Aggregate(looped > 0 ? loop(lane, vertical.HalfLanes, looped) : "S.ZeroSums", add)};");
            return $"{name}{lane}";
        })];
        code.Line($"var {name} = S.SumLanes({string.Join(", ", lanes)});");
    }

    private string Signature(KernelParameter[] parameters, string name) =>
        $"{KernelParameter.Declarations(parameters)}, int rows{(name == "ArgMax" ? "" : $", ref {Element} workspace")}";

    private void SumLoop(Kernels kernel)
    {
        code.Line();
        using (code.Open($"for (int group = 0; group < groups; group{(kernel.UnrollsByTwo ? " += 2" : "++")})"))
        {
            Group[] together = kernel.UnrollsByTwo ? [new("0", "group"), new("1", "next")] : [new("", "group")];
            if (kernel.UnrollsByTwo)
            {
                code.Line("// Two groups, stage by stage: while one waits, the other goes on. The last of an odd number is both.");
                code.Line("int next = Math.Min(group + 1, groups - 1);");
            }

            foreach (Group one in together)
                code.Line($"ref {Element} terms{one.Suffix} = ref S.Slot(ref workspace, {one.Index} * {kernel.Length});");
            kernel.Sums!(together);
        }
    }

    /// <summary>Loads the classes of a block; those of its lanes that are not asked for have been loaded before.</summary>
    private void Load(string row, Block block, (int Lane, string Name)[] classes)
    {
        string Outs(int count) => string.Join(", ", Enumerable.Range(0, count)
            .Select(lane => classes.Where(c => c.Lane == lane).Select(c => $"out var {c.Name}").DefaultIfEmpty("out var _").First()));

        code.Line(Classes >= BlockClasses ? $"S.LoadTransposed({block.From(row)}, {Classes}, {Outs(BlockClasses)});"
            : Classes <= 4 ? $"S.LoadTransposed{Classes}(ref {row}, {Outs(Classes)});"
            : $"S.LoadTransposedPartial(ref {row}, {Classes}, {Outs(BlockClasses)});");
    }

    private static string Names(int start, int count, string name) =>
        string.Join(", ", Enumerable.Range(start, count).Select(i => $"{name}{i}"));
}
