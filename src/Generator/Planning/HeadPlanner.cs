using System.Collections.Immutable;
using SoftmaxGen.Generator.Model;

namespace SoftmaxGen.Generator.Planning;

/// <summary>Decides how a head's rows are laid out: the only place with heuristics.</summary>
internal static class HeadPlanner
{
    private static readonly int[] Widths = [512, 256, 128];

    /// <summary>Up to how many vectors a row is unrolled whole: loop overhead against code size.</summary>
    /// <remarks>See docs/thresholds.md#unrolled-rows.</remarks>
    private static int MaxUnrolledVectors(int bits) => bits == 256 ? 12 : 8;

    /// <summary>How many bits a loop computes step by step: latency hiding against registers.</summary>
    /// <remarks>See docs/thresholds.md#loop-step.</remarks>
    private const int BitsPerIteration = 1024;

    /// <summary>By how much a loop over whole blocks is unrolled: latency hiding against registers.</summary>
    /// <remarks>See docs/thresholds.md#loop-unroll-factor.</remarks>
    private static int BlockUnroll(int bits) => bits == 512 ? 2 : 1;

    /// <summary>Up to how many classes a sum keeps less of what it rounds away: time against accuracy.</summary>
    /// <remarks>See docs/thresholds.md#short-sums.</remarks>
    private const int MaxClassesOfShortSum = 8;

    /// <summary>Up to how many classes the lanes of a batch are rows: idle lanes and reductions against transposes.</summary>
    /// <remarks>See docs/thresholds.md#vertical-layout.</remarks>
    private static int MaxVerticalClasses(ElementInfo element, int bits) => bits switch
    {
        512 => element == ElementInfo.Single ? 128 : 144,
        128 when element == ElementInfo.Double => 48,
        _ => 100,
    };

    /// <summary>The same for softmax alone, where transposes gain least.</summary>
    /// <remarks>See docs/thresholds.md#vertical-softmax.</remarks>
    private static int MaxVerticalSoftmaxClasses(ElementInfo element, int bits) => element == ElementInfo.Single && bits == 512 ? 72 : 100;

    /// <summary>Up to how many classes targets are added up in unrolled code: loop overhead against the budget for inlining.</summary>
    /// <remarks>See docs/thresholds.md#unrolled-targets.</remarks>
    private const int MaxUnrolledTargets = 8;

    /// <summary>Up to how many classes the largest logit is found with rows as lanes: a comparison of many rows against one of many classes.</summary>
    /// <remarks>See docs/thresholds.md#vertical-arg-max.</remarks>
    private static int MaxVerticalArgMaxClasses(ElementInfo element) => element == ElementInfo.Single ? 20 : 13;

    /// <summary>Up to how many classes a single group of rows has rows as lanes: fewer instructions against latency.</summary>
    /// <remarks>See docs/thresholds.md#single-group.</remarks>
    private const int MaxClassesOfSingleGroup = 24;

    /// <summary>From how many classes on results are stored in a loop of their own: latency hiding against memory traffic.</summary>
    /// <remarks>See docs/thresholds.md#split-stores.</remarks>
    private const int MinClassesOfSplitStores = 5;

    /// <summary>The same for the gradient of labels, whose steps take twice as long.</summary>
    /// <remarks>See docs/thresholds.md#split-gradient-stores.</remarks>
    private const int MinClassesOfSplitGradientStores = 3;

    /// <summary>Up to how many classes the terms that are not the label's are selected before they are added: selections against additions.</summary>
    /// <remarks>See docs/thresholds.md#non-label-selection.</remarks>
    private const int MaxSelectedClasses = 4;

    /// <summary>Up to how many classes those sums take two groups at a time: latency hiding against registers.</summary>
    /// <remarks>See docs/thresholds.md#groups-by-two.</remarks>
    private const int MaxClassesOfGroupsByTwo = 4;

    /// <summary>Up to how many classes each is compared with the labels: a comparison per class against a look-up per row.</summary>
    /// <remarks>See docs/thresholds.md#label-masks.</remarks>
    private const int MaxMaskedClasses = 12;

    /// <summary>How many classes of groups are in flight: latency hiding against the size of the workspace.</summary>
    /// <remarks>See docs/thresholds.md#groups-in-flight.</remarks>
    private const int ClassesInFlight = 32;

    /// <summary>From how many vectors of 256 bits on rows have kernels of 512 bits: fewer instructions against idle lanes.</summary>
    /// <remarks>See docs/thresholds.md#vectors-of-512-bits.</remarks>
    private const int MinGroupsOf512 = 8;

    /// <summary>Up to how many vectors kernels add up targets themselves: a call against the budget for inlining.</summary>
    /// <remarks>See docs/thresholds.md#outlined-target-sums.</remarks>
    private const int MaxVectorsWithTargetSums = 4;

    /// <summary>Up to how many vectors each two rows are held in registers across a branch: a second load against spills.</summary>
    /// <remarks>See docs/thresholds.md#rows-held-in-registers.</remarks>
    private static int MaxVectorsInRegisters(int bits) => bits == 512 ? 8 : 4;

    /// <summary>How many rows take their logarithms at once: one logarithm for all against a second pass over the rows.</summary>
    /// <remarks>See docs/thresholds.md#deferred-logarithms.</remarks>
    private static int DeferredLogCount(int classes) => classes <= 2048 ? 8 : 1;

    /// <summary>Plans the kernels of heads that differ by their types alone.</summary>
    public static HeadPlan Plan(EquatableArray<HeadSpec> heads)
    {
        HeadSpec head = heads[0];
        ImmutableArray<HorizontalPlan> horizontal = [.. Widths.Where(bits => HasHorizontal(head, bits)).Select(bits => PlanHorizontal(head, bits))];
        int[] vertical = [.. Widths.Where(bits => head.Classes <= MaxVerticalClasses(head.Element, bits))];
        var plan = new HeadPlan
        {
            Id = "",
            Heads = heads,
            LogClasses = Logarithm(head.Classes),
            IsBinary = head.Classes == 2,
            Horizontal = new(horizontal),
            Vertical = vertical.Length == 0 ? null : PlanVertical(head, vertical, horizontal[horizontal.Length - 1]),
            Loss = LossPlanner.Plan(head),
            Dense = head.Features is { } features ? DensePlanner.Plan(head, features, horizontal) : null,
        };
        return plan with { Id = Id(plan) };
    }

    // Rows that fill a vector of 128 bits at most need no more. Two of those take longer than one of 256 bits that has them
    // as its halves (Zen 3): 14.0 and 11.1 ns for a row of 5 floats.
    private static bool HasHorizontal(HeadSpec head, int bits) => bits switch
    {
        512 => head.Classes >= MinGroupsOf512 * head.Element.GroupLanes,
        256 => head.Classes > head.Element.GroupLanes / 2,
        _ => true,
    };

    private static HorizontalPlan PlanHorizontal(HeadSpec head, int bits)
    {
        int classes = head.Classes;
        int elementBits = head.Element.Bits;
        int lanes = head.Element.Lanes(bits);
        int group = head.Element.GroupLanes;
        int virtualLanes = 2 * group;
        int blockLength = head.Element.TermsPerLane * virtualLanes;

        int vectors = DivideUp(classes, lanes);
        bool isUnrolled = vectors <= MaxUnrolledVectors(bits);
        int step = BitsPerIteration / elementBits;
        int loopedClasses = isUnrolled ? 0 : classes / step * step;
        bool outlinesTargetSums = vectors > MaxVectorsWithTargetSums;

        // A vector of 512 bits is two of 256, and one of 256 bits that the row does not fill is two of 128.
        bool hasHalves = bits == 512 || (bits == 256 && classes < lanes);

        return new HorizontalPlan
        {
            Bits = bits,
            Lanes = lanes,
            FallbackBits = hasHalves ? bits / 2 : bits,
            Accumulators = classes <= lanes ? 1 : classes <= group ? group / lanes : virtualLanes / lanes,
            UnrollFactor = BitsPerIteration / bits,
            BlockUnroll = BlockUnroll(bits),
            LoopedClasses = loopedClasses,
            IsCompensatedSum = classes > MaxClassesOfShortSum && classes <= blockLength,
            DeferredLogCount = classes > MaxVerticalClasses(head.Element, bits) ? DeferredLogCount(classes) : 0,
            OutlinesTargetSums = outlinesTargetSums,
            OutlinesSecondPass = outlinesTargetSums && !isUnrolled,
            ReadsTwice = isUnrolled && vectors > MaxVectorsInRegisters(bits),
            HasClassBits = isUnrolled && classes <= 64,
            BlockLength = classes > blockLength ? blockLength : 0,
            BlockedClasses = classes > blockLength ? classes / blockLength * blockLength : 0,
            Vectors = new((hasHalves
                ? PairVectors([.. PlanVectors(classes, loopedClasses, lanes / 2, group)], lanes / 2)
                : PlanVectors(classes, loopedClasses, lanes, group)).ToImmutableArray()),
        };
    }

    /// <summary>Lanes are rows where no horizontal reduction and no idle lane outweighs the transposes of the rows.</summary>
    private static VerticalPlan PlanVertical(HeadSpec head, int[] widths, HorizontalPlan row)
    {
        int classes = head.Classes;
        int group = head.Element.GroupLanes;
        int virtualLanes = row.Accumulators * row.Lanes;
        int[] lanes = [.. Enumerable.Range(0, classes).Select(i => i % virtualLanes)];
        foreach (VectorPlan vector in row.Vectors)
        {
            for (int lane = vector.ValidLanes - vector.NewLanes; lane < vector.ValidLanes; lane++)
                lanes[vector.Offset + lane] = (vector.Accumulator * row.Lanes) + lane;
        }

        int block = row.BlockLength == 0 ? classes : row.BlockLength;
        bool isCompensated = row.IsCompensatedSum || row.BlockLength > 0;
        int groups = classes > 64 ? 1 : Math.Max(2, Math.Min(8, ClassesInFlight / classes));
        bool splitsStores = classes >= MinClassesOfSplitStores;
        bool splitsGradientStores = classes >= MinClassesOfSplitGradientStores;
        int transposed = classes / group * group;
        return new VerticalPlan
        {
            Widths = new([.. widths]),
            ClassesPerTranspose = group,
            MinimumGroups = classes <= MaxClassesOfSingleGroup ? 1 : 2,
            Uses128WithoutWiderOnly = classes >= group,
            GroupsInFlight = groups,
            SplitsStores = splitsStores,
            SplitsGradientStores = splitsGradientStores,
            SelectsNonLabelTerms = classes <= MaxSelectedClasses,
            UnrollsGroupsByTwo = splitsGradientStores && classes <= MaxClassesOfGroupsByTwo,
            UsesLabelMasks = classes <= MaxMaskedClasses,
            Softmax = UseOfSoftmax(head.Element, classes, widths),
            ArgMax = classes <= MaxVerticalArgMaxClasses(head.Element) ? VerticalUse.Always : VerticalUse.Never,
            IsUnrolled = !splitsStores || transposed <= 2 * group,
            LoopedTargets = classes <= MaxUnrolledTargets ? 0 : lanes.TakeWhile((lane, i) => lane % group == i % group).Count() / group * group,
            VirtualLanes = new([.. lanes]),
            HalfLanes = group,
            ClassesPerIteration = BitsPerIteration / head.Element.Bits,
            Sum = !isCompensated ? (group == 8 ? VerticalSum.EightLanes : VerticalSum.FourLanes)
                : head.Element.SumsAreDoubleWords ? VerticalSum.CompensatedBlocks
                : VerticalSum.CompensatedEightLanes,
            BlockEnds = new([.. Enumerable.Range(1, DivideUp(classes, block)).Select(i => Math.Min(i * block, classes))]),
            Workspace = PlanWorkspace(classes, groups, splitsGradientStores),
        };
    }

    private static VerticalUse UseOfSoftmax(ElementInfo element, int classes, int[] widths) =>
        widths.All(bits => classes <= MaxVerticalSoftmaxClasses(element, bits)) ? VerticalUse.Always
        : widths.All(bits => bits == 512 || classes <= MaxVerticalSoftmaxClasses(element, bits)) && widths.Length > 1 ? VerticalUse.Without512
        : VerticalUse.Never;

    /// <summary>What waits of a group behind its N terms: either what becomes probabilities and gradients of labels, or the logits and their logarithm.</summary>
    private static WorkspacePlan PlanWorkspace(int classes, int groups, bool splitsGradientStores)
    {
        int logitsLength = (2 * classes) + 7;
        int targets = groups * logitsLength;
        return new WorkspacePlan
        {
            ExponentOffset = classes,
            Factor = classes + 1,
            LabelEntry = classes + 3,
            TermsLength = splitsGradientStores ? classes + 4 : classes + 1,
            Max = classes + 1,
            MaxTerm = classes + 2,
            NonMaxSum = classes + 3,
            Log = classes + 5,
            FirstLogit = classes + 7,
            LogitsLength = logitsLength,
            Targets = targets,
            WeightedGap = classes,
            TargetSum = classes + 2,
            Length = targets + classes + 4,
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
            VectorPlan upper = i + 1 < halves.Length ? halves[i + 1] : lower with { NewLanes = 0 };
            int? upperOffset = upper.Offset == lower.Offset + lanes ? null : upper.Offset;
            yield return new VectorPlan(lower.Offset, 0, lower.NewLanes + upper.NewLanes, 2 * lanes, upperOffset);
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

    private static string Id(HeadPlan plan)
    {
        HorizontalPlan row = plan.Horizontal[0];
        string loop = row.IsUnrolled ? "" : $"-loop{row.LoopedClasses}";
        string block = row.BlockLength == 0 ? "" : $"-block{row.BlockLength}";
        VectorPlan? last = row.Vectors.Count == 0 ? null : row.Vectors[row.Vectors.Count - 1];
        string tail = last is null || last.NewLanes == row.Lanes ? "" : last.ValidLanes < row.Lanes ? $"-fill{last.ValidLanes}" : $"-overlap{last.NewLanes}";
        string vertical = plan.Vertical is { } batch ? $"-vertical{plan.Head.Element.Lanes(batch.Widths[0])}" : "";
        string dense = plan.Dense is { } layer ? $"-features{layer.Features}" : "";
        return $"f{plan.Head.Element.Bits}-c{plan.Head.Classes}{dense}{Options(plan.Loss.Options)}-horizontal{row.Lanes}{loop}{block}{tail}{vertical}";
    }

    private static string Options(LossSpec loss)
    {
        string[] options =
        [
            loss.Temperature == 1 ? "" : "-temperature",
            loss.LabelSmoothing == 0 ? "" : "-smooth",
            loss.ClassWeights.Count == 0 ? "" : "-weights",
            loss.IgnoreLabel is null ? "" : "-ignore",
            loss.FocalHalves == 0 ? "" : "-focal",
        ];
        return string.Concat(options);
    }

    private static int DivideUp(int value, int divisor) => (value + divisor - 1) / divisor;
}
