using System.Collections.Immutable;
using SoftmaxGen.Generator.Model;

namespace SoftmaxGen.Generator.Planning;

/// <summary>Decides how a head's rows are laid out: the only place with heuristics.</summary>
internal static class HeadPlanner
{
    /// <summary>Up to how many vectors a row is unrolled whole: loop overhead against code size.</summary>
    /// <remarks>See docs/thresholds.md#unrolled-rows.</remarks>
    private static int LongestStraightLine(int bits) => bits == 256 ? 12 : 8;

    /// <summary>How many bits a loop computes step by step: latency hiding against registers.</summary>
    /// <remarks>See docs/thresholds.md#loop-step.</remarks>
    private const int BitsPerTurn = 1024;

    /// <summary>By how much a loop over whole blocks is unrolled: latency hiding against registers.</summary>
    /// <remarks>See docs/thresholds.md#loop-unroll-factor.</remarks>
    private static int TurnsTogether(int bits) => bits == 512 ? 2 : 1;

    /// <summary>Up to how many classes a sum keeps less of what it rounds away: time against accuracy.</summary>
    /// <remarks>See docs/thresholds.md#short-sums.</remarks>
    private const int MostClassesOfShortSum = 8;

    /// <summary>Up to how many classes the lanes of a batch are rows: idle lanes and reductions against transposes.</summary>
    /// <remarks>See docs/thresholds.md#vertical-layout.</remarks>
    private static int MostClassesByRows(ElementType element, int bits) => (element, bits) switch
    {
        (ElementType.Single, 512) => 128,
        (ElementType.Double, 512) => 144,
        (ElementType.Double, 128) => 48,
        _ => 100,
    };

    /// <summary>The same for softmax alone, where transposes gain least.</summary>
    /// <remarks>See docs/thresholds.md#vertical-softmax.</remarks>
    private static int MostClassesOfSoftmax(ElementType element, int bits) => element == ElementType.Single && bits == 512 ? 72 : 100;

    /// <summary>Up to how many classes targets are added up in unrolled code: loop overhead against the budget for inlining.</summary>
    /// <remarks>See docs/thresholds.md#unrolled-targets.</remarks>
    private const int MostTargetsWrittenOut = 8;

    /// <summary>Up to how many classes the largest logit is found with rows as lanes: a comparison of many rows against one of many classes.</summary>
    /// <remarks>See docs/thresholds.md#vertical-arg-max.</remarks>
    private static int MostClassesOfLargest(ElementType element) => element == ElementType.Single ? 20 : 13;

    /// <summary>Up to how many classes a single group of rows has rows as lanes: fewer instructions against latency.</summary>
    /// <remarks>See docs/thresholds.md#single-group.</remarks>
    private const int MostClassesOfOneGroup = 24;

    /// <summary>From how many classes on results are stored in a loop of their own: latency hiding against memory traffic.</summary>
    /// <remarks>See docs/thresholds.md#split-stores.</remarks>
    private const int FewestClassesWrittenApart = 5;

    /// <summary>The same for the gradient of labels, whose steps take twice as long.</summary>
    /// <remarks>See docs/thresholds.md#split-gradient-stores.</remarks>
    private static int FewestClassesOfGradientsWrittenApart(int bits) => bits == 512 ? 4 : 3;

    /// <summary>Up to how many classes the terms that are not the label's are selected before they are added: selections against additions.</summary>
    /// <remarks>See docs/thresholds.md#non-label-selection.</remarks>
    private const int MostClassesPicked = 4;

    /// <summary>Up to how many classes those sums take two groups at a time: latency hiding against registers.</summary>
    /// <remarks>See docs/thresholds.md#groups-by-two.</remarks>
    private const int MostClassesPaired = 4;

    /// <summary>Up to how many classes each is compared with the labels: a comparison per class against a look-up per row.</summary>
    /// <remarks>See docs/thresholds.md#label-masks.</remarks>
    private const int MostClassesCompared = 12;

    /// <summary>How many classes of groups are in flight: latency hiding against the size of the workspace.</summary>
    /// <remarks>See docs/thresholds.md#groups-in-flight.</remarks>
    private const int ClassesReadAhead = 32;

    /// <summary>From how many vectors of 256 bits on rows have kernels of 512 bits: fewer instructions against idle lanes.</summary>
    /// <remarks>See docs/thresholds.md#vectors-of-512-bits.</remarks>
    private const int FewestGroupsOf512 = 8;

    /// <summary>Up to how many vectors kernels add up targets themselves: a call against the budget for inlining.</summary>
    /// <remarks>See docs/thresholds.md#outlined-target-sums.</remarks>
    private const int MostVectorsWithTargets = 4;

    /// <summary>Up to how many vectors each two rows are held in registers across a branch: a second load against spills.</summary>
    /// <remarks>See docs/thresholds.md#rows-held-in-registers.</remarks>
    private static int MostVectorsHeld(int bits) => bits == 512 ? 8 : 4;

    /// <summary>How many rows take their logarithms at once: one logarithm for all against a second pass over the rows.</summary>
    /// <remarks>See docs/thresholds.md#deferred-logarithms.</remarks>
    private static int LogsTogether(int classes) => classes <= 2048 ? 8 : 1;

    /// <summary>After how many terms per virtual lane a sum moves to its second level: time against accuracy.</summary>
    /// <remarks>See docs/thresholds.md#sum-blocks.</remarks>
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
