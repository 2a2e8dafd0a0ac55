using SoftmaxGen.Generator.Model;
using SoftmaxGen.Generator.Planning;
using Xunit;

namespace SoftmaxGen.Generator.Tests;

/// <summary>What must hold of every plan, checked from the plan alone.</summary>
public class PlannerTests
{
    // Around each threshold, primes, powers of two, and the largest head there may be.
    private static readonly int[] LargeClassCounts =
        [500, 509, 511, 512, 513, 784, 991, 992, 993, 1000, 1023, 1024, 1025, 4093, 4096, 10000, 21841, 32000, 50257, 65521, 65535, 65536];

    private static readonly ElementType[] Elements = [ElementType.Single, ElementType.Double];

    private static IEnumerable<HeadPlan> Plans =>
        from element in Elements
        from classes in Enumerable.Range(2, 299).Concat(LargeClassCounts)
        select Plan(classes, element);

    private static IEnumerable<(HeadPlan Head, RowPlan Row)> Rows =>
        from head in Plans
        from row in head.Widths
        select (head, row);

    [Fact]
    public void Every_width_is_one_that_the_runtime_has_and_the_last_one_runs_everywhere() => Assert.All(Plans, head =>
    {
        int bits = head.Head.Classes * ElementBits(head);
        Assert.Equal(bits >= 8 * 256 ? [512, 256, 128] : bits > 128 ? [256, 128] : [128], head.Widths.Select(row => row.Bits));
        Assert.All(head.Widths, row => Assert.Equal(row.Bits / ElementBits(head), row.Lanes));
    });

    [Fact]
    public void Every_class_counts_exactly_once() => Assert.All(Rows, pair =>
    {
        int[] counts = new int[pair.Head.Head.Classes];
        foreach (Term term in Terms(pair.Row))
            counts[term.Class]++;
        Assert.True(Array.TrueForAll(counts, count => count == 1));
    });

    [Fact]
    public void No_vector_leaves_the_row() => Assert.All(Rows, pair =>
    {
        (HeadPlan head, RowPlan row) = pair;
        Assert.All(row.Vectors, vector =>
        {
            Assert.All(Parts(vector), part => Assert.InRange(part.Offset, 0, head.Head.Classes - part.Length));
            Assert.InRange(vector.Filled, 1, row.Lanes);
            Assert.InRange(vector.Count, 1, vector.Filled);
        });
        Assert.InRange(row.LoopEnd, 0, head.Head.Classes);
    });

    [Fact]
    public void Only_a_row_shorter_than_a_vector_leaves_lanes_unfilled() => Assert.All(Rows, pair =>
    {
        (HeadPlan head, RowPlan row) = pair;
        if (row.Vectors.Any(vector => vector.Filled < row.Lanes))
            Assert.Equal([new VectorPlan(0, 0, head.Head.Classes, head.Head.Classes)], row.Vectors);
    });

    [Fact]
    public void What_a_vector_repeats_stands_before_it_in_the_row() => Assert.All(Rows, pair =>
    {
        int covered = pair.Row.LoopEnd;
        foreach (Part part in pair.Row.Vectors.SelectMany(Parts))
        {
            Assert.Equal(covered, part.Offset + part.Length - part.Count);
            covered = part.Offset + part.Length;
        }

        Assert.Equal(pair.Head.Head.Classes, covered);
    });

    [Fact]
    public void Only_the_last_vector_of_512_bits_or_the_only_one_of_256_has_halves_apart_and_they_are_vectors_of_half_the_width() => Assert.All(Plans, head =>
    {
        foreach (RowPlan row in head.Widths)
        {
            VectorPlan[] split = [.. row.Vectors.Where(vector => vector.UpperOffset is not null)];
            if (split.Length == 0)
                continue;

            Assert.True(row.Bits == 512 || (row.Bits == 256 && head.Head.Classes < row.Lanes));
            VectorPlan last = Assert.Single(split);
            Assert.Same(row.Vectors[row.Vectors.Count - 1], last);

            // A half that counts nothing is there to fill the vector, and repeats what the other half reads.
            (int, int)[] halves = [.. Parts(last).Where(part => part.Count > 0).Select(part => (part.Offset, part.Count))];
            Assert.Equal(halves, head.Widths.Single(other => 2 * other.Bits == row.Bits).Vectors.Select(vector => (vector.Offset, vector.Count)).TakeLast(halves.Length));
            Assert.True(halves.Length == 2 || last.UpperOffset == last.Offset);
        }
    });

    [Fact]
    public void Rows_that_are_not_narrow_are_at_least_as_long_as_the_vectors_that_treat_them() => Assert.All(Rows, pair =>
    {
        (HeadPlan head, RowPlan row) = pair;
        Assert.InRange(row.GeneralBits, 128, Math.Min(row.Bits, 256));
        Assert.InRange(row.GeneralBits, 128, Math.Max(128, head.Head.Classes * ElementBits(head)));
    });

    [Fact]
    public void Every_width_adds_each_class_to_the_same_virtual_lane_of_the_same_block_in_the_same_order() => Assert.All(Plans, head =>
    {
        Assert.Single(head.Widths.Select(row => row.Accumulators * row.Lanes).Distinct());
        Term[][] widths = [.. head.Widths.Select(row => Terms(row).OrderBy(term => term.Class).ToArray())];
        Assert.All(widths, terms => Assert.True(terms.AsSpan().SequenceEqual(widths[0])));

        // Classes come in order, so that a lane adds them in that order whatever the width.
        Assert.All(head.Widths, row => Assert.True(Terms(row).Select(term => term.Class).SequenceEqual(Enumerable.Range(0, head.Head.Classes))));
    });

    [Fact]
    public void Every_term_has_a_lane_of_an_accumulator() => Assert.All(Rows, pair =>
    {
        (HeadPlan head, RowPlan row) = pair;
        int lanes = row.Accumulators * row.Lanes;
        Assert.InRange(lanes, 1, VirtualLanes(head));
        Assert.DoesNotContain(Terms(row), term => term.Lane >= lanes);
    });

    [Fact]
    public void Rows_of_few_vectors_are_straight_line_code() => Assert.All(Rows, pair =>
    {
        (HeadPlan head, RowPlan row) = pair;
        int most = row.Bits == 256 ? 12 : 8;
        int vectors = (head.Head.Classes + row.Lanes - 1) / row.Lanes;
        Assert.Equal(vectors <= most, row.IsStraight);
        Assert.InRange(row.Vectors.Count, 0, row.IsStraight ? most : row.Interleaved);
    });

    [Fact]
    public void No_vector_counts_classes_of_two_blocks() => Assert.All(Rows.Where(pair => pair.Row.BlockLength > 0), pair =>
    {
        RowPlan row = pair.Row;
        Assert.Equal(pair.Head.Head.Classes / row.BlockLength * row.BlockLength, row.WholeBlocks);
        Assert.All(row.Vectors, vector =>
        {
            int[] counted = [.. Parts(vector).SelectMany(part => Enumerable.Range(part.Offset + part.Length - part.Count, part.Count))];
            Assert.Equal(counted.Min(), vector.FirstClass);
            Assert.Equal(vector.FirstClass / row.BlockLength, counted.Max() / row.BlockLength);
        });
    });

    [Fact]
    public void A_loop_covers_all_whole_double_turns_of_the_virtual_lanes_in_every_width() => Assert.All(Rows, pair =>
    {
        (HeadPlan head, RowPlan row) = pair;
        if (row.IsStraight)
            return;

        Assert.Equal(VirtualLanes(head), row.Accumulators * row.Lanes);
        Assert.Equal(2 * VirtualLanes(head), row.Interleaved * row.Lanes);
        Assert.Equal(0, Block(head) % (row.TurnsTogether * row.Interleaved * row.Lanes));
        Assert.Equal(head.Head.Classes - (head.Head.Classes % (2 * VirtualLanes(head))), row.LoopEnd);
    });

    [Fact]
    public void A_sum_moves_to_its_second_level_after_8_terms_per_lane_for_float_and_4_for_double() => Assert.All(Rows, pair =>
    {
        (HeadPlan head, RowPlan row) = pair;
        Assert.Equal(head.Head.Classes > Block(head) ? Block(head) : 0, row.BlockLength);
        Assert.Equal(head.Head.Classes > 8 && row.BlockLength == 0, row.IsLongSum);
    });

    [Fact]
    public void Rows_are_lanes_where_there_are_few_classes() => Assert.All(Plans, head =>
    {
        (int most512, int most256, int most128) = head.Head.Element == ElementType.Single ? (128, 100, 100) : (144, 100, 48);
        int classes = head.Head.Classes;
        Assert.Equal(classes <= most128 ? [512, 256, 128] : classes <= most256 ? [512, 256] : classes <= most512 ? [512] : [], head.Batches.Select(batch => batch.Bits));
        Assert.All(head.Batches, batch =>
        {
            Assert.Equal(batch.Bits / ElementBits(head), batch.Rows);
            Assert.Equal(Math.Min(batch.Bits, 256) / ElementBits(head), batch.Block);
            Assert.Equal(0, batch.FewestRows % batch.Rows);
            Assert.InRange(batch.FewestRows, batch.Rows, 2 * batch.Rows);
            Assert.InRange(batch.Groups, 1, 8);
        });
    });

    [Fact]
    public void Logarithms_are_taken_together_where_rows_are_not_lanes_and_several_fit_in_the_caches() => Assert.All(Rows, pair =>
    {
        (HeadPlan head, RowPlan row) = pair;
        Assert.Equal(head.Batches.Any(batch => batch.Bits == row.Bits) ? 0 : head.Head.Classes <= 2048 ? 8 : 1, row.LogsTogether);
    });

    [Fact]
    public void What_takes_little_or_a_chain_of_comparisons_has_rows_as_lanes_for_fewer_classes() => Assert.All(
        from head in Plans
        from batch in head.Batches
        select (head, batch),
        pair =>
        {
            (HeadPlan head, BatchPlan batch) = pair;
            bool isSingle = head.Head.Element == ElementType.Single;
            Assert.Equal(head.Head.Classes <= (isSingle && batch.Bits == 512 ? 72 : 100), batch.TreatsSoftmax);
            Assert.Equal(head.Head.Classes <= (isSingle ? 20 : 13), batch.FindsLargest);
        });

    [Fact]
    public void Loops_over_targets_end_before_the_classes_whose_lanes_are_not_in_turn() => Assert.All(
        from head in Plans
        from batch in head.Batches
        select (head, batch),
        pair =>
        {
            (HeadPlan head, BatchPlan batch) = pair;
            Assert.Equal(0, batch.LoopedTargets % batch.HalfLanes);
            Assert.Equal(head.Head.Classes <= 8 ? 0 : head.Head.Classes / batch.HalfLanes * batch.HalfLanes, batch.LoopedTargets);
            Assert.All(batch.VirtualLanes.Take(batch.LoopedTargets).Select((lane, i) => (lane, i)), at => Assert.Equal(at.i % batch.HalfLanes, at.lane % batch.HalfLanes));
        });

    [Fact]
    public void Several_rows_are_added_up_as_single_ones_are() => Assert.All(
        from head in Plans
        from batch in head.Batches
        select (head, batch),
        pair =>
        {
            (HeadPlan head, BatchPlan batch) = pair;
            Term[] terms = [.. Terms(head.Widths[head.Widths.Count - 1])];
            Assert.Equal(terms.Select(term => term.Lane), batch.VirtualLanes);
            Assert.Equal(VirtualLanes(head) / 2, batch.HalfLanes);
            Assert.Equal(head.Head.Classes > 8, batch.IsLongSum);
            Assert.Equal(terms.GroupBy(term => term.Block).Select(block => block.Max(term => term.Class) + 1), batch.BlockEnds);
        });

    [Fact]
    public void Ids_are_readable_and_tell_plans_apart()
    {
        Assert.All(Plans, head => Assert.Matches(
            $"^f{ElementBits(head)}-c{head.Head.Classes}-classes{head.Widths[0].Lanes}(-loop[0-9]+)?(-block[0-9]+)?(-overlap[0-9]+|-fill[0-9]+)?{(head.Batches.Count > 0 ? $"-rows{head.Batches[0].Rows}" : "")}$",
            head.Id));
        Assert.Equal(Plans.Count(), Plans.Select(head => head.Id).Distinct().Count());
    }

    [Fact]
    public void Plans_are_equal_where_their_heads_are()
    {
        Assert.All(Plans, head =>
        {
            HeadPlan same = Plan(head.Head.Classes, head.Head.Element);
            Assert.NotSame(head, same);
            Assert.Equal(head, same);
            Assert.Equal(head.GetHashCode(), same.GetHashCode());
        });
        HeadPlan[] all = [.. Plans];
        Assert.Equal(all.Length, all.Distinct().Count());
    }

    [Theory]
    [InlineData("Head", "HeadKernels")]
    [InlineData("@class", "classKernels")]
    [InlineData("Head<TKey, @int>", "HeadKernels")]
    public void The_kernels_are_named_after_the_head(string name, string kernels) => Assert.Equal(
        kernels,
        HeadPlanner.Plan(TestHeads.Spec(3, ElementType.Single) with { Declaration = new TypeDeclaration("class", name) }).KernelClass);

    [Fact]
    public void The_plan_of_10_floats() => AssertPlan(
        Plan(10, ElementType.Single),
        "f32-c10-classes8-overlap2-rows16",
        Row(256, 8, 2, loopEnd: 0, blockLength: 0, new(0, 0, 8, 8), new(2, 1, 2, 8)) with { IsLongSum = true },
        Row(128, 4, 4, loopEnd: 0, blockLength: 0, new(0, 0, 4, 4), new(4, 1, 4, 4), new(6, 3, 2, 4)) with { IsLongSum = true });

    [Fact]
    public void The_plan_of_13_floats() => AssertPlan(
        Plan(13, ElementType.Single),
        "f32-c13-classes8-overlap5-rows16",
        Row(256, 8, 2, loopEnd: 0, blockLength: 0, new(0, 0, 8, 8), new(5, 1, 5, 8)) with { IsLongSum = true },
        Row(128, 4, 4, loopEnd: 0, blockLength: 0, new(0, 0, 4, 4), new(4, 1, 4, 4), new(5, 2, 1, 4), new(9, 3, 4, 4)) with { IsLongSum = true });

    [Fact]
    public void The_plan_of_37_floats() => AssertPlan(
        Plan(37, ElementType.Single),
        "f32-c37-classes8-overlap5-rows16",
        Row(256, 8, 2, loopEnd: 0, blockLength: 0, new(0, 0, 8, 8), new(8, 1, 8, 8), new(16, 0, 8, 8), new(24, 1, 8, 8), new(29, 0, 5, 8)) with { IsLongSum = true },
        Row(128, 4, 4, loopEnd: 32, blockLength: 0, new(29, 0, 1, 4), new(33, 1, 4, 4)) with { IsLongSum = true });

    [Fact]
    public void The_plan_of_77_floats() => AssertPlan(
        Plan(77, ElementType.Single),
        "f32-c77-classes16-overlap13-rows16",
        Row(512, 16, 1, loopEnd: 0, blockLength: 0, new(0, 0, 16, 16), new(16, 0, 16, 16), new(32, 0, 16, 16), new(48, 0, 16, 16), new(64, 0, 13, 16, UpperOffset: 69)) with { IsLongSum = true },
        Row(256, 8, 2, loopEnd: 0, blockLength: 0, [.. Whole(64, 8, 2), new(64, 0, 8, 8), new(69, 1, 5, 8)]) with { IsLongSum = true },
        Row(128, 4, 4, loopEnd: 64, blockLength: 0, new(64, 0, 4, 4), new(68, 1, 4, 4), new(69, 2, 1, 4), new(73, 3, 4, 4)) with { IsLongSum = true });

    [Fact]
    public void The_plan_of_1000_floats() => AssertPlan(
        Plan(1000, ElementType.Single),
        "f32-c1000-classes16-loop992-block128-overlap8",
        Row(512, 16, 1, loopEnd: 992, blockLength: 128, new VectorPlan(992, 0, 8, 16, UpperOffset: 992)) with { LogsTogether = 8 },
        Row(256, 8, 2, loopEnd: 992, blockLength: 128, new VectorPlan(992, 0, 8, 8)) with { LogsTogether = 8 },
        Row(128, 4, 4, loopEnd: 992, blockLength: 128, new(992, 0, 4, 4), new(996, 1, 4, 4)) with { LogsTogether = 8 });

    [Fact]
    public void The_plan_of_3_doubles() => AssertPlan(
        Plan(3, ElementType.Double),
        "f64-c3-classes4-overlap3-rows8",
        Row(256, 4, 1, loopEnd: 0, blockLength: 0, new VectorPlan(0, 0, 3, 4, UpperOffset: 1)) with { GeneralBits = 128 },
        Row(128, 2, 2, loopEnd: 0, blockLength: 0, new(0, 0, 2, 2), new(1, 1, 1, 2)));

    [Fact]
    public void The_plan_of_7_doubles() => AssertPlan(
        Plan(7, ElementType.Double),
        "f64-c7-classes4-overlap3-rows8",
        Row(256, 4, 2, loopEnd: 0, blockLength: 0, new(0, 0, 4, 4), new(3, 1, 3, 4)),
        Row(128, 2, 4, loopEnd: 0, blockLength: 0, new(0, 0, 2, 2), new(2, 1, 2, 2), new(3, 2, 1, 2), new(5, 3, 2, 2)));

    [Fact]
    public void The_plan_of_64_doubles() => AssertPlan(
        Plan(64, ElementType.Double),
        "f64-c64-classes8-block32-rows8",
        Row(512, 8, 1, loopEnd: 0, blockLength: 32, Whole(64, 8, 1)) with { WholeBlocks = 64 },
        Row(256, 4, 2, loopEnd: 64, blockLength: 32),
        Row(128, 2, 4, loopEnd: 64, blockLength: 32) with { LogsTogether = 8 });

    /// <summary>One class as a sum sees it.</summary>
    /// <param name="Class">The class.</param>
    /// <param name="Lane">The virtual lane that its term is added to.</param>
    /// <param name="Block">The block whose lanes are added up before the next one's.</param>
    private readonly record struct Term(int Class, int Lane, int Block);

    /// <summary>The terms of a row's sum in the order in which they are added to their lanes.</summary>
    private static IEnumerable<Term> Terms(RowPlan row)
    {
        for (int i = 0; i < row.LoopEnd; i++)
            yield return new Term(i, i % (row.Accumulators * row.Lanes), row.BlockLength == 0 ? 0 : i / row.BlockLength);

        foreach (VectorPlan vector in row.Vectors)
        {
            foreach (Part part in Parts(vector))
            {
                for (int lane = part.Length - part.Count; lane < part.Length; lane++)
                    yield return new Term(part.Offset + lane, (vector.Accumulator * row.Lanes) + part.Lane + lane, row.BlockLength == 0 ? 0 : (part.Offset + lane) / row.BlockLength);
            }
        }
    }

    /// <summary>Lanes of a vector that hold one class after the other: all of them, or each half.</summary>
    /// <param name="Lane">The first lane.</param>
    /// <param name="Offset">The class in it.</param>
    /// <param name="Length">How many lanes there are.</param>
    /// <param name="Count">How many of them count: the last ones.</param>
    private readonly record struct Part(int Lane, int Offset, int Length, int Count);

    private static Part[] Parts(VectorPlan vector) => vector.UpperOffset is { } upper
        ? [new(0, vector.Offset, vector.Filled / 2, vector.LowerCount), new(vector.Filled / 2, upper, vector.Filled / 2, vector.UpperCount)]
        : [new(0, vector.Offset, vector.Filled, vector.Count)];

    private static HeadPlan Plan(int classes, ElementType element) => HeadPlanner.Plan(TestHeads.Spec(classes, element));

    private static RowPlan Row(int bits, int lanes, int accumulators, int loopEnd, int blockLength, params VectorPlan[] vectors) => new()
    {
        Bits = bits,
        Lanes = lanes,
        GeneralBits = Math.Min(bits, 256),
        Accumulators = accumulators,
        Interleaved = 1024 / bits,
        TurnsTogether = bits == 512 ? 2 : 1,
        LogsTogether = 0,
        SplitsLongKernels = loopEnd > 0 || vectors.Length > 4,
        ReadsTwice = loopEnd == 0 && vectors.Length > (bits == 512 ? 8 : 4),
        LoopEnd = loopEnd,
        IsLongSum = false,
        BlockLength = blockLength,
        WholeBlocks = blockLength == 0 ? 0 : loopEnd / blockLength * blockLength,
        Vectors = new EquatableArray<VectorPlan>([.. vectors]),
    };

    /// <summary>Whole vectors that cover the first classes, their accumulators in turn.</summary>
    private static VectorPlan[] Whole(int classes, int lanes, int accumulators) =>
        [.. Enumerable.Range(0, classes / lanes).Select(i => new VectorPlan(i * lanes, i % accumulators, lanes, lanes))];

    private static void AssertPlan(HeadPlan plan, string id, params RowPlan[] widths)
    {
        Assert.Equal(id, plan.Id);
        Assert.Equal(widths, plan.Widths);
    }

    private static int ElementBits(HeadPlan head) => head.Head.Element == ElementType.Single ? 32 : 64;

    /// <summary>The contract: 16 virtual lanes for float, 8 for double.</summary>
    private static int VirtualLanes(HeadPlan head) => head.Head.Element == ElementType.Single ? 16 : 8;

    private static int Block(HeadPlan head) => head.Head.Element == ElementType.Single ? 128 : 32;
}
