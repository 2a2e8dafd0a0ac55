using SoftmaxGen.Generator.Model;
using SoftmaxGen.Generator.Planning;
using Xunit;

namespace SoftmaxGen.Generator.Tests;

/// <summary>
/// What must hold of every plan, checked from the plan alone: that each class counts once, in the same order in every layout,
/// and that nothing leaves its row. Where a layout begins to pay is for the planner to say, and for benchmarks to judge.
/// </summary>
public class PlannerTests
{
    // Around each threshold, primes, powers of two, and the largest head there may be.
    private static readonly int[] LargeClassCounts =
        [500, 509, 511, 512, 513, 784, 991, 992, 993, 1000, 1023, 1024, 1025, 4093, 4096, 10000, 21841, 32000, 50257, 65521, 65535, 65536];

    private static IEnumerable<HeadPlan> Plans =>
    from element in ElementInfo.All
    from classes in Enumerable.Range(2, 299).Concat(LargeClassCounts)
    select Plan(classes, element);

    private static IEnumerable<(HeadPlan Head, HorizontalPlan Row)> Rows =>
        from head in Plans
        from row in head.Horizontal
        select (head, row);

    private static IEnumerable<(HeadPlan Head, VerticalPlan Batch)> Batches =>
        from head in Plans
        where head.Vertical is not null
        select (head, head.Vertical);

    [Fact]
    public void Widths_are_those_of_the_runtime_down_to_128_bits() => Assert.All(Plans, head =>
    {
        AssertDescend(head.Horizontal.Select(row => row.Bits));
        Assert.Equal(128, head.Horizontal[head.Horizontal.Count - 1].Bits);
        Assert.All(head.Horizontal, row => Assert.Equal(row.Bits / head.Head.Element.Bits, row.Lanes));
    });

    [Fact]
    public void Classes_count_exactly_once() => Assert.All(Rows, pair =>
    {
        int[] counts = new int[pair.Head.Head.Classes];
        foreach (Term term in Terms(pair.Row))
            counts[term.Class]++;
        Assert.True(Array.TrueForAll(counts, count => count == 1));
    });

    [Fact]
    public void Vectors_stay_inside_the_row() => Assert.All(Rows, pair =>
    {
        (HeadPlan head, HorizontalPlan row) = pair;
        Assert.All(row.Vectors, vector =>
        {
            Assert.All(Parts(vector), part => Assert.InRange(part.Offset, 0, head.Head.Classes - part.Length));
            Assert.InRange(vector.ValidLanes, 1, row.Lanes);
            Assert.InRange(vector.NewLanes, 1, vector.ValidLanes);
        });
        Assert.InRange(row.LoopedClasses, 0, head.Head.Classes);
    });

    [Fact]
    public void Lanes_of_a_row_as_long_as_a_vector_are_filled() => Assert.All(Rows, pair =>
    {
        (HeadPlan head, HorizontalPlan row) = pair;
        if (row.Vectors.Any(vector => vector.ValidLanes < row.Lanes))
            Assert.Equal([new VectorPlan(0, 0, head.Head.Classes, head.Head.Classes)], row.Vectors);
    });

    [Fact]
    public void Vectors_repeat_only_classes_before_them() => Assert.All(Rows, pair =>
    {
        int covered = pair.Row.LoopedClasses;
        foreach (Part part in pair.Row.Vectors.SelectMany(Parts))
        {
            Assert.Equal(covered, part.Offset + part.Length - part.Count);
            covered = part.Offset + part.Length;
        }

        Assert.Equal(pair.Head.Head.Classes, covered);
    });

    [Fact]
    public void Halves_apart_are_the_last_vectors_of_half_the_width() => Assert.All(Plans, head =>
    {
        foreach (HorizontalPlan row in head.Horizontal)
        {
            VectorPlan[] split = [.. row.Vectors.Where(vector => vector.UpperOffset is not null)];
            if (split.Length == 0)
                continue;

            VectorPlan last = Assert.Single(split);
            Assert.Same(row.Vectors[row.Vectors.Count - 1], last);

            // A half that counts nothing is there to fill the vector, and repeats what the other half reads.
            (int, int)[] halves = [.. Parts(last).Where(part => part.Count > 0).Select(part => (part.Offset, part.Count))];
            Assert.Equal(halves, head.Horizontal.Single(other => 2 * other.Bits == row.Bits).Vectors.Select(vector => (vector.Offset, vector.NewLanes)).TakeLast(halves.Length));
            Assert.True(halves.Length == 2 || last.UpperOffset == last.Offset);
        }
    });

    [Fact]
    public void Fallback_vectors_are_no_longer_than_the_row() => Assert.All(Rows, pair =>
    {
        (HeadPlan head, HorizontalPlan row) = pair;
        Assert.InRange(row.FallbackBits, 128, Math.Min(row.Bits, 256));
        Assert.InRange(row.FallbackBits, 128, Math.Max(128, head.Head.Classes * head.Head.Element.Bits));
    });

    [Fact]
    public void Widths_add_each_class_to_the_same_virtual_lane() => Assert.All(Plans, head =>
    {
        Assert.Single(head.Horizontal.Select(row => row.Accumulators * row.Lanes).Distinct());
        Term[][] widths = [.. head.Horizontal.Select(row => Terms(row).OrderBy(term => term.Class).ToArray())];
        Assert.All(widths, terms => Assert.True(terms.AsSpan().SequenceEqual(widths[0])));

        // Classes come in order, so that a lane adds them in that order whatever the width.
        Assert.All(head.Horizontal, row => Assert.True(Terms(row).Select(term => term.Class).SequenceEqual(Enumerable.Range(0, head.Head.Classes))));
    });

    [Fact]
    public void Terms_have_a_lane_of_an_accumulator() => Assert.All(Rows, pair =>
    {
        (HeadPlan head, HorizontalPlan row) = pair;
        int lanes = row.Accumulators * row.Lanes;
        Assert.InRange(lanes, 1, VirtualLanes(head));
        Assert.DoesNotContain(Terms(row), term => term.Lane >= lanes);
    });

    [Fact]
    public void Vectors_count_classes_of_one_block() => Assert.All(Rows.Where(pair => pair.Row.BlockLength > 0), pair =>
    {
        HorizontalPlan row = pair.Row;
        Assert.Equal(pair.Head.Head.Classes / row.BlockLength * row.BlockLength, row.BlockedClasses);
        Assert.All(row.Vectors, vector =>
        {
            int[] counted = [.. Parts(vector).SelectMany(part => Enumerable.Range(part.Offset + part.Length - part.Count, part.Count))];
            Assert.Equal(counted.Min(), vector.FirstClass);
            Assert.Equal(vector.FirstClass / row.BlockLength, counted.Max() / row.BlockLength);
        });
    });

    [Fact]
    public void Loops_cover_all_whole_iterations_and_no_more() => Assert.All(Rows, pair =>
    {
        (_, HorizontalPlan row) = pair;
        if (row.IsUnrolled)
            return;

        int iteration = row.UnrollFactor * row.Lanes;
        Assert.Equal(0, iteration % (row.Accumulators * row.Lanes));
        Assert.Equal(0, row.LoopedClasses % iteration);
        Assert.InRange(pair.Head.Head.Classes - row.LoopedClasses, 0, iteration - 1);
        Assert.Equal(0, row.BlockLength % (row.BlockUnroll * iteration));
    });

    [Fact]
    public void Batches_go_from_wide_vectors_to_narrow_ones() => Assert.All(Batches, pair =>
    {
        VerticalPlan batch = pair.Batch;
        AssertDescend(batch.Widths);
        Assert.Equal(0, pair.Head.Head.Element.Lanes(512) % batch.ClassesPerTranspose);
        Assert.InRange(batch.MinimumGroups, 1, int.MaxValue);
        Assert.InRange(batch.GroupsInFlight, 1, int.MaxValue);
    });

    [Fact]
    public void Looped_targets_have_their_lanes_in_turn() => Assert.All(Batches, pair =>
    {
        (HeadPlan head, VerticalPlan batch) = pair;
        Assert.Equal(0, batch.LoopedTargets % batch.HalfLanes);
        Assert.InRange(batch.LoopedTargets, 0, head.Head.Classes);
        Assert.All(batch.VirtualLanes.Take(batch.LoopedTargets).Select((lane, i) => (lane, i)), at => Assert.Equal(at.i % batch.HalfLanes, at.lane % batch.HalfLanes));
    });

    [Fact]
    public void Batches_add_up_rows_as_single_ones_are() => Assert.All(Batches, pair =>
    {
        (HeadPlan head, VerticalPlan batch) = pair;
        Term[] terms = [.. Terms(head.Horizontal[head.Horizontal.Count - 1])];
        Assert.Equal(terms.Select(term => term.Lane), batch.VirtualLanes);
        Assert.Equal(VirtualLanes(head) / 2, batch.HalfLanes);
        bool isCompensated = batch.Sum is VerticalSum.CompensatedEightLanes or VerticalSum.CompensatedBlocks;
        Assert.All(head.Horizontal.Where(row => row.BlockLength == 0), row => Assert.Equal(isCompensated, row.IsCompensatedSum));
        Assert.Equal(terms.GroupBy(term => term.Block).Select(block => block.Max(term => term.Class) + 1), batch.BlockEnds);
    });

    [Fact]
    public void Workspace_has_room_for_all_that_waits_at_a_time() => Assert.All(Batches, pair =>
    {
        int classes = pair.Head.Head.Classes;
        WorkspacePlan workspace = pair.Batch.Workspace;

        // What waits together of a group, each from its first slot on, and how many there are.
        AssertApart(workspace.LogitsLength, (0, classes), (workspace.ExponentOffset, 1), (workspace.Max, 1), (workspace.MaxTerm, 1), (workspace.NonMaxSum, 2), (workspace.Log, 2), (workspace.FirstLogit, classes));
        AssertApart(workspace.Length - workspace.Targets, (0, classes), (workspace.WeightedGap, 2), (workspace.TargetSum, 2));
        AssertApart(workspace.Length, (0, pair.Batch.GroupsInFlight * workspace.LogitsLength), (workspace.Targets, classes));
        if (pair.Batch.SplitsGradientStores)
            AssertApart(workspace.TermsLength, (0, classes), (workspace.ExponentOffset, 1), (workspace.Factor, 2), (workspace.LabelEntry, 1));
        Assert.InRange(workspace.TermsLength, classes + 1, workspace.LogitsLength);
    });

    [Fact]
    public void Ids_tell_plans_apart()
    {
        Assert.All(Plans, head => Assert.Matches(
            $"^f{head.Head.Element.Bits}-c{head.Head.Classes}-horizontal{head.Horizontal[0].Lanes}(-loop[0-9]+)?(-block[0-9]+)?(-overlap[0-9]+|-fill[0-9]+)?{(head.Vertical is { } batch ? $"-vertical{head.Head.Element.Lanes(batch.Widths[0])}" : "")}$",
            head.Id));
        Assert.Equal(Plans.Count(), Plans.Select(head => head.Id).Distinct().Count());
    }

    /// <summary>One class as a sum sees it.</summary>
    /// <param name="Class">The class.</param>
    /// <param name="Lane">The virtual lane that its term is added to.</param>
    /// <param name="Block">The block whose lanes are added up before the next one's.</param>
    private readonly record struct Term(int Class, int Lane, int Block);

    /// <summary>The terms of a row's sum in the order in which they are added to their lanes.</summary>
    private static IEnumerable<Term> Terms(HorizontalPlan row)
    {
        for (int i = 0; i < row.LoopedClasses; i++)
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
        ? [new(0, vector.Offset, vector.ValidLanes / 2, vector.LowerLanes), new(vector.ValidLanes / 2, upper, vector.ValidLanes / 2, vector.UpperLanes)]
        : [new(0, vector.Offset, vector.ValidLanes, vector.NewLanes)];

    private static HeadPlan Plan(int classes, ElementInfo element) => HeadPlanner.Plan(new([TestHeads.Spec(classes, element)]));

    /// <summary>Each width is one that the runtime has steps for, and none comes twice.</summary>
    private static void AssertDescend(IEnumerable<int> widths) => Assert.Equal(((int[])[512, 256, 128]).Intersect(widths), widths);

    private static void AssertApart(int length, params (int First, int Count)[] parts)
    {
        int end = 0;
        foreach ((int first, int count) in parts.OrderBy(part => part.First))
        {
            Assert.InRange(first, end, length - count);
            end = first + count;
        }
    }

    /// <summary>The contract: 16 virtual lanes for float, 8 for double.</summary>
    private static int VirtualLanes(HeadPlan head) => head.Head.Element == ElementInfo.Single ? 16 : 8;
}
