using System.Collections.Immutable;
using SoftmaxGen.Generator.Model;

namespace SoftmaxGen.Generator.Planning;

/// <summary>Decides how a head's rows are laid out: the only place with heuristics.</summary>
internal static class HeadPlanner
{
    /// <summary>
    /// Rows of up to this many vectors are unrolled whole. Measured: longer straight-line code gains nothing over a loop, and costs
    /// time in the just-in-time compiler. In vectors of 512 bits (Emerald Rapids) 128 doubles take 97 ns in a loop and 108 without,
    /// the log-softmax of 240 floats 107 and 126.
    /// </summary>
    private static int LongestStraightLine(int bits) => bits == 256 ? 12 : 8;

    /// <summary>
    /// A loop treats this many bits at a time, step by step: each exponential has a dozen steps that wait for the one before,
    /// more than the hardware looks ahead to fill. Measured with vectors of 256 bits (Zen 4): four at a time take 114 ns for
    /// 256 classes and 391 ns for 1024, two at a time 122 and 440 ns. All widths have the same, since where a loop ends is
    /// where the last block of a sum begins.
    /// </summary>
    private const int BitsPerTurn = 1024;

    /// <summary>
    /// Over whole blocks of a sum a loop of 512 bits takes two turns at once: two exponentials at a time leave those units idle
    /// where they wait for one another. Measured (Zen 4): 512 floats take 140 ns so and 157 ns turn by turn, 1000 floats 266 and
    /// 296, 256 doubles 200 and 227; four turns at once gain nothing more. Narrower vectors have too few registers for more
    /// than four at a time.
    /// </summary>
    private static int TurnsTogether(int bits) => bits == 512 ? 2 : 1;

    /// <summary>
    /// Of more classes than this a sum also keeps what is rounded away where its last eight lanes (double: all) meet, and not
    /// the last four alone. In a billion probabilities of random rows with a few large terms, the worst of 13 floats was off
    /// by 4.1 ulp without it, that of 20 floats by 4.5; with it by 3.2 and 3.8. It takes 5% of the time of 10 floats.
    /// </summary>
    private const int MostClassesOfShortSum = 8;

    /// <summary>
    /// Batches of rows of up to this many classes have rows as lanes. Measured in vectors of 256 bits (Zen 4), in ns per class,
    /// lanes that are rows beside lanes that are classes: softmax of 32 floats 0.36 and 0.47, of 64 0.37 and 0.44, of 100
    /// 0.38 and 0.51; their gradient 0.45 and 0.73, 0.43 and 0.64, 0.42 and 0.63. From about 110 classes on the just-in-time
    /// compiler tracks no more variables than a gradient kernel has: 128 floats take 1.86 and 0.52. In vectors of 128 bits two doubles are too
    /// few to pay for being turned: from 56 classes on both ways take the same. Vectors of 512 bits (Emerald Rapids) have the
    /// registers for more. Their limit for floats is where sums begin to have blocks, which kernels of several rows do not keep: 128
    /// floats so, and 129 with classes as lanes, take 53 and 76 ns for the log-sum-exp, 125 and 172 for the gradient of targets. That
    /// for doubles is the gradient of labels again, with 157 and 204 ns for 144 classes, 640 and 186 for 160; the log-sum-exp of 144
    /// and 145 takes 167 and 181 ns.
    /// </summary>
    private static int MostClassesByRows(ElementType element, int bits) => (element, bits) switch
    {
        (ElementType.Single, 512) => 128,
        (ElementType.Double, 512) => 144,
        (ElementType.Double, 128) => 48,
        _ => 100,
    };

    /// <summary>
    /// Nothing takes less than the softmax: in vectors of 512 bits single rows catch up with it earlier. Measured (Emerald Rapids),
    /// lanes that are rows beside lanes that are classes: 60 floats take 26 and 30 ns, 64 floats 24.5 and 23.4, 72 floats 26 and 28,
    /// 80 floats 30 and 29, 100 floats 42 and 37 (in vectors of 256 bits 46); 100 doubles 90 and 98 ns.
    /// </summary>
    private static int MostClassesOfSoftmax(ElementType element, int bits) => element == ElementType.Single && bits == 512 ? 72 : 100;

    /// <summary>
    /// Targets of up to this many classes are added up without a loop. Of more, each lane of the sum has one: longer code than
    /// that the just-in-time compiler does not take its steps in any more. Written out, the loss of 32 floats takes 98 ns instead
    /// of 28, of 16 floats 18 instead of 16.
    /// </summary>
    private const int MostTargetsWrittenOut = 8;

    /// <summary>
    /// The largest logit is found so up to this many classes: one comparison for each class waits for the one before, where a
    /// single row compares a vector of classes at once. Measured (Zen 4): 20 floats take 3.0 ns with rows as lanes and 3.9
    /// with classes as lanes, 32 floats 5.8 and 4.5; 13 doubles 4.1 and 5.1, 20 doubles 6.6 and 5.7.
    /// </summary>
    private static int MostClassesOfLargest(ElementType element) => element == ElementType.Single ? 20 : 13;

    /// <summary>
    /// Rows of up to this many classes are treated so from one group on, longer ones from two: the steps of a single group wait
    /// for one another. Measured: 8 rows of 20 floats take 104 ns as a group and 136 ns one by one, of 32 floats 129 ns both
    /// ways, of 64 floats 236 and 193 ns.
    /// </summary>
    private const int MostClassesOfOneGroup = 24;

    /// <summary>
    /// From this many classes on the numbers are written in a loop of their own, with the terms read from memory again; those
    /// of fewer are held in variables, and the way through memory costs more than it saves. Measured in the gradient: 5 floats
    /// take 3.8 ns with and 4.3 ns without, 8 floats 4.6 and 5.0; 4 floats 2.9 and 2.8.
    /// </summary>
    private const int FewestClassesWrittenApart = 5;

    /// <summary>
    /// The same for the gradient of labels, whose steps take twice as long: fewer of them are under way at a time. Measured in vectors
    /// of 256 bits (Emerald Rapids): 3 floats take 2.4 ns with and 3.6 ns without, 4 floats 2.7 and 3.1. Of two classes there is next
    /// to nothing to write: they take 1.60 ns without and 1.72 with (Zen 3). Vectors of 512 bits have registers for a class more
    /// (Emerald Rapids): the gradient of 3 floats takes 1.36 times as long as their softmax without and 1.39 with, that of 4 floats
    /// 1.40 and 1.385, of 5 floats 1.33 and 1.28.
    /// </summary>
    private static int FewestClassesOfGradientsWrittenApart(int bits) => bits == 512 ? 4 : 3;

    /// <summary>
    /// Of up to this many classes the terms of those that are not the label are picked before they are added: fewer steps than to
    /// add every class, the label's as 0. Measured (Emerald Rapids): the gradient of 3 floats takes 2.3 ns so and 2.5 ns otherwise,
    /// of 4 floats 2.7 and 2.9.
    /// </summary>
    private const int MostClassesPicked = 4;

    /// <summary>
    /// Of up to this many classes the loop of those sums takes two groups at a time: each has some fifty cycles of steps that wait
    /// for one another, more than the hardware looks ahead to fill. Measured (Zen 3): the gradient of 4 floats takes 2.9 ns so and
    /// 3.0 ns one by one, of 3 floats 2.58 and 2.64.
    /// </summary>
    private const int MostClassesPaired = 4;

    /// <summary>
    /// Up to this many classes it takes less to compare each class of a group with the labels than to look up the label's in
    /// each row. Measured: the gradient of 8 floats takes 4.6 ns with and 4.8 ns without, of 10 floats 6.4 and 6.7, of 13 floats
    /// 7.4 both ways, of 16 floats 8.2 and 8.1.
    /// </summary>
    private const int MostClassesCompared = 12;

    /// <summary>
    /// So many classes of groups of rows are read before the first is written, in at least two and at most eight groups.
    /// A group is a chain of steps that wait for one another, from the first exponential to the last product: while the
    /// sums of one are on their way, the exponentials of the next are. Measured: softmax of 4 floats takes 1.7 ns so and 2.2 ns
    /// with one group at a time, of 8 floats 3.2 and 4.3, of 16 floats 6.1 and 7.4; twice as many groups gain nothing more.
    /// </summary>
    private const int ClassesReadAhead = 32;

    /// <summary>
    /// Rows from this many 256-bit vectors on have kernels of 512 bits. Measured where those take two passes through units of
    /// 256 bits (Zen 4): from 64 floats or 32 doubles on they are as fast at least, and 20 to 45% faster in long rows, which
    /// take fewer instructions. In shorter rows the last vector, half of which may be idle, and the longer way to the sum of
    /// the lanes cost up to 30% more than that saves.
    /// </summary>
    private const int FewestGroupsOf512 = 8;

    /// <summary>
    /// Targets of rows of up to this many vectors are added up in the kernels themselves. Longer code than theirs the just-in-time
    /// compiler does not take its steps in any more. Measured in vectors of 128 bits, in methods of their own beside one for all:
    /// the loss of 31 floats takes 105 and 160 ns, of 255 floats 407 and 2355, the gradient of 49 floats 152 and 406, of 255
    /// floats 568 and 2880.
    /// </summary>
    private const int MostVectorsWithTargets = 4;

    /// <summary>
    /// Straight-line code holds two rows of up to this many vectors each in registers across a branch, beside its constants. Longer
    /// ones are read again. Measured in vectors of 256 bits (Zen 4), in the backward pass of the log-softmax: 64 floats take 36 ns
    /// with their vectors held and 27 ns with them read again, 10 floats 7.7 and 8.1. Vectors of 512 bits have twice the registers.
    /// </summary>
    private static int MostVectorsHeld(int bits) => bits == 512 ? 8 : 4;

    /// <summary>
    /// So many rows take their logarithms at once, where rows are not lanes. The log-softmax reads them once more then: long ones
    /// have left the caches by that time, and their logarithms do not show. Measured (Emerald Rapids): the log-sum-exp of 129 floats
    /// takes 89 ns with a logarithm for each row and 70 ns with one for eight, of 145 doubles 214 and 181, of 1000 floats 368 and 333.
    /// </summary>
    private static int LogsTogether(int classes) => classes <= 2048 ? 8 : 1;

    /// <summary>
    /// After this many terms per virtual lane a sum moves to its second level, which rounds nothing away that matters: in
    /// double for float, compensated for double. A float tree alone loses 5.9 ulp over 4096 terms. Where all terms are
    /// equal the lanes round alike and nothing averages out: for double, which has no wider type, the block is shorter.
    /// </summary>
    private static int TermsPerBlock(ElementType element) => element == ElementType.Single ? 8 : 4;

    public static HeadPlan Plan(HeadSpec head)
    {
        var widths = ImmutableArray.CreateBuilder<RowPlan>();
        int group = 256 / ElementBits(head.Element);

        if (head.Classes >= FewestGroupsOf512 * group)
            widths.Add(PlanRow(head, 512));

        // Rows that fill a vector of 128 bits at most need no more. Two of those take longer than one of 256 bits that has them
        // as its halves (Zen 3): 14.0 and 11.1 ns for a row of 5 floats.
        if (head.Classes > group / 2)
            widths.Add(PlanRow(head, 256));
        widths.Add(PlanRow(head, 128));

        ImmutableArray<BatchPlan> batches =
        [
            .. from bits in (int[])[512, 256, 128]
               where head.Classes <= MostClassesByRows(head.Element, bits)
               select PlanBatch(head, bits, widths[widths.Count - 1]),
        ];
        return new HeadPlan
        {
            Id = Id(head, widths[0], batches),
            Head = head,
            LogClasses = Logarithm(head.Classes),
            HasOneOther = head.Classes == 2,
            KernelClass = head.Declaration.Name.TrimStart('@').Split('<')[0] + "Kernels",
            Widths = new(widths.ToImmutable()),
            Batches = new(batches),
        };
    }

    private static RowPlan PlanRow(HeadSpec head, int bits)
    {
        int classes = head.Classes;
        int elementBits = ElementBits(head.Element);
        int lanes = bits / elementBits;
        int group = 256 / elementBits;
        int virtualLanes = 2 * group;
        int blockLength = TermsPerBlock(head.Element) * virtualLanes;

        bool isStraight = DivideUp(classes, lanes) <= LongestStraightLine(bits);
        int step = BitsPerTurn / elementBits;
        int loopEnd = isStraight ? 0 : classes / step * step;

        // A vector of 512 bits is two of 256, and one of 256 bits that the row does not fill is two of 128.
        bool hasHalves = bits == 512 || (bits == 256 && classes < lanes);

        return new RowPlan
        {
            Bits = bits,
            Lanes = lanes,
            GeneralBits = hasHalves ? bits / 2 : bits,
            Accumulators = classes <= lanes ? 1 : classes <= group ? group / lanes : virtualLanes / lanes,
            Interleaved = BitsPerTurn / bits,
            TurnsTogether = TurnsTogether(bits),
            LoopEnd = loopEnd,
            IsLongSum = classes > MostClassesOfShortSum && classes <= blockLength,
            LogsTogether = classes > MostClassesByRows(head.Element, bits) ? LogsTogether(classes) : 0,
            SplitsLongKernels = DivideUp(classes, lanes) > MostVectorsWithTargets,
            ReadsTwice = isStraight && DivideUp(classes, lanes) > MostVectorsHeld(bits),
            BlockLength = classes > blockLength ? blockLength : 0,
            WholeBlocks = classes > blockLength ? classes / blockLength * blockLength : 0,
            Vectors = new((hasHalves
                ? PairVectors([.. PlanVectors(classes, loopEnd, lanes / 2, group)], lanes / 2)
                : PlanVectors(classes, loopEnd, lanes, group)).ToImmutableArray()),
        };
    }

    /// <summary>Lanes are rows where no horizontal reduction and no idle lane outweighs the turning of the rows.</summary>
    private static BatchPlan PlanBatch(HeadSpec head, int bits, RowPlan row)
    {
        int virtualLanes = row.Accumulators * row.Lanes;
        int[] lanes = [.. Enumerable.Range(0, head.Classes).Select(i => i % virtualLanes)];
        foreach (VectorPlan vector in row.Vectors)
        {
            for (int lane = vector.Filled - vector.Count; lane < vector.Filled; lane++)
                lanes[vector.Offset + lane] = (vector.Accumulator * row.Lanes) + lane;
        }

        int block = row.BlockLength == 0 ? head.Classes : row.BlockLength;
        int rows = bits / ElementBits(head.Element);
        int group = 256 / ElementBits(head.Element);
        return new BatchPlan
        {
            Bits = bits,
            Rows = rows,
            Block = Math.Min(rows, group),
            FewestRows = head.Classes <= MostClassesOfOneGroup ? rows : 2 * rows,
            IsForNarrowHardware = bits == 128 && head.Classes >= group,
            Groups = head.Classes > 64 ? 1 : Math.Max(2, Math.Min(8, ClassesReadAhead / head.Classes)),
            WritesInOwnLoop = head.Classes >= FewestClassesWrittenApart,
            WritesGradientsInOwnLoop = head.Classes >= FewestClassesOfGradientsWrittenApart(bits),
            PicksOthers = head.Classes <= MostClassesPicked,
            PairsGroups = head.Classes >= FewestClassesOfGradientsWrittenApart(bits) && head.Classes <= MostClassesPaired,
            ComparesLabels = head.Classes <= MostClassesCompared,
            TreatsSoftmax = head.Classes <= MostClassesOfSoftmax(head.Element, bits),
            LoopedTargets = head.Classes <= MostTargetsWrittenOut ? 0 : lanes.TakeWhile((lane, i) => lane % group == i % group).Count() / group * group,
            FindsLargest = head.Classes <= MostClassesOfLargest(head.Element),
            VirtualLanes = new([.. lanes]),
            HalfLanes = group,
            Turn = BitsPerTurn / ElementBits(head.Element),
            IsLongSum = row.IsLongSum || row.BlockLength > 0,
            BlockEnds = new([.. Enumerable.Range(1, DivideUp(head.Classes, block)).Select(i => Math.Min(i * block, head.Classes))]),
        };
    }

    /// <summary>
    /// Whole groups (a 256-bit vector's worth of classes) go to the even and the odd half of the virtual lanes in turn. The
    /// rest of the row sits at the end of its group's lanes, so that a vector that ends with the row has it in place.
    /// </summary>
    private static IEnumerable<VectorPlan> PlanVectors(int classes, int start, int lanes, int group)
    {
        int perGroup = group / lanes;

        for (; start + group <= classes; start += group)
        {
            for (int part = 0; part < perGroup; part++)
                yield return Whole(start + (part * lanes), Accumulator(start, part));
        }

        int rest = classes - start;
        if (rest == 0)
            yield break;

        if (start == 0)
        {
            // A row shorter than a group: from its first lane on, and what does not fill a vector at the end again.
            if (classes < lanes)
            {
                yield return new VectorPlan(0, 0, classes, classes);
                yield break;
            }

            yield return Whole(0, 0);
            if (classes > lanes)
                yield return new VectorPlan(classes - lanes, 1, classes - lanes, lanes);
            yield break;
        }

        // The vectors that end the row, counted backwards from its end: those that repeat no class but the first.
        for (int part = perGroup - DivideUp(rest, lanes); part < perGroup; part++)
        {
            int fromEnd = (perGroup - part) * lanes;
            yield return new VectorPlan(classes - fromEnd, Accumulator(start, part), Math.Min(lanes, rest - fromEnd + lanes), lanes);
        }

        VectorPlan Whole(int offset, int accumulator) => new(offset, accumulator, lanes, lanes);

        int Accumulator(int groupStart, int part) => (groupStart / group % 2 * perGroup) + part;
    }

    /// <summary>
    /// A vector of two halves has vectors of half its width as those, an even and an odd one, wherever they lie: so its lanes
    /// are the virtual ones. Without an odd one the upper half repeats the lower one, and counts nothing.
    /// </summary>
    private static IEnumerable<VectorPlan> PairVectors(VectorPlan[] halves, int lanes)
    {
        for (int i = 0; i < halves.Length; i += 2)
        {
            VectorPlan lower = halves[i];
            VectorPlan upper = i + 1 < halves.Length ? halves[i + 1] : lower with { Count = 0 };
            int? upperOffset = upper.Offset == lower.Offset + lanes ? null : upper.Offset;
            yield return new VectorPlan(lower.Offset, 0, lower.Count + upper.Count, 2 * lanes, upperOffset);
        }
    }

    /// <summary>ln n, within 10^-25.</summary>
    /// <remarks>In decimal arithmetic, which has the same digits on every machine: the functions of a platform's library may not.</remarks>
    internal static decimal Logarithm(int n)
    {
        const decimal Ln2 = 0.6931471805599453094172321215m;

        // n = m 2^k with m from 2/3 to 4/3, and ln m = 2 artanh((m - 1) / (m + 1)): a term adds more than a digit.
        decimal m = n;
        int k = 0;
        for (; m > 4 / 3m; m /= 2)
            k++;
        decimal s = (m - 1) / (m + 1), power = s, sum = 0;
        for (int i = 1; i < 45; i += 2, power *= s * s)
            sum += power / i;
        return decimal.Round((k * Ln2) + (2 * sum), 25);
    }

    private static string Id(HeadSpec head, RowPlan row, ImmutableArray<BatchPlan> batches)
    {
        string element = head.Element == ElementType.Single ? "f32" : "f64";
        string loop = row.IsStraight ? "" : $"-loop{row.LoopEnd}";
        string block = row.BlockLength == 0 ? "" : $"-block{row.BlockLength}";
        VectorPlan? last = row.Vectors.Count == 0 ? null : row.Vectors[row.Vectors.Count - 1];
        string tail = last is null || last.Count == row.Lanes ? "" : last.Filled < row.Lanes ? $"-fill{last.Filled}" : $"-overlap{last.Count}";
        string byRows = batches.IsEmpty ? "" : $"-rows{batches[0].Rows}";
        return $"{element}-c{head.Classes}-classes{row.Lanes}{loop}{block}{tail}{byRows}";
    }

    private static int ElementBits(ElementType element) => element == ElementType.Single ? 32 : 64;

    private static int DivideUp(int value, int divisor) => (value + divisor - 1) / divisor;
}
