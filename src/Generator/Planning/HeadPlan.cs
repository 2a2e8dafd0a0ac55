using SoftmaxGen.Generator.Model;

namespace SoftmaxGen.Generator.Planning;

/// <summary>Everything the emitter needs to know: it writes what stands here and decides nothing.</summary>
internal sealed record HeadPlan
{
    /// <summary>A readable name of the decisions, for the generated file's header: <c>f32-c10-classes8-overlap2-rows16</c>.</summary>
    public required string Id { get; init; }

    public required HeadSpec Head { get; init; }

    /// <summary>The file-local class that picks the kernels by width; with a width behind it, the class of those kernels.</summary>
    public required string KernelClass { get; init; }

    /// <summary>ln N to 25 digits: the most that an entropy may be.</summary>
    public required decimal LogClasses { get; init; }

    /// <summary>Whether a label has one other class: its term is the sum of the others, exactly, and its entry of a gradient the label's with its sign turned.</summary>
    public required bool HasOneOther { get; init; }

    /// <summary>One plan for each vector width the head has kernels for, widest first; the last one runs everywhere.</summary>
    public required EquatableArray<RowPlan> Widths { get; init; }

    /// <summary>The plans for several rows at a time, widest first; none where single rows are as fast.</summary>
    public required EquatableArray<BatchPlan> Batches { get; init; }
}

/// <summary>How one row lies in vectors whose lanes are classes.</summary>
/// <remarks>
/// A row's sum has a fixed number of virtual lanes, two 256-bit vectors' worth, and one fixed tree over them, whatever the
/// width: so the same row gives the same bits on every machine.
/// </remarks>
internal sealed record RowPlan
{
    /// <summary>The width of a vector in bits.</summary>
    public required int Bits { get; init; }

    /// <summary>The elements of a vector.</summary>
    public required int Lanes { get; init; }

    /// <summary>The width of the vectors that treat rows which are not narrow, in loops: up to 256 bits, since such rows are rare, and no wider than a row.</summary>
    public required int GeneralBits { get; init; }

    /// <summary>How many vectors hold the virtual lanes of a sum.</summary>
    public required int Accumulators { get; init; }

    /// <summary>How many vectors a loop treats at a time, step by step: each waits for its own step before, and meanwhile the others go on.</summary>
    public required int Interleaved { get; init; }

    /// <summary>How many turns of a loop over a block are written as one.</summary>
    public required int TurnsTogether { get; init; }

    /// <summary>The classes that a loop covers, from the first on: a multiple of what it treats at a time, or 0 for straight-line code.</summary>
    public required int LoopEnd { get; init; }

    /// <summary>Whether a sum of one level keeps what is rounded away from the eighth lane on, as long ones do, and not from the fourth on.</summary>
    public required bool IsLongSum { get; init; }

    /// <summary>The classes after which the lanes of a sum are added up on a second level, of higher precision; 0 where there is none.</summary>
    public required int BlockLength { get; init; }

    /// <summary>Whether targets are added up in a method of their own, and where there is a loop, what follows the sums is in another; else their kernels do all of it.</summary>
    public required bool SplitsLongKernels { get; init; }

    /// <summary>Whether straight-line code reads a row again behind a branch, and does not hold it in registers across that.</summary>
    public required bool ReadsTwice { get; init; }

    /// <summary>How many rows' logarithms wait until one step takes all of them; 0 where rows are lanes, and a kernel of one row takes its own.</summary>
    public required int LogsTogether { get; init; }

    /// <summary>The vectors of the rest of the row, in the order of their classes.</summary>
    public required EquatableArray<VectorPlan> Vectors { get; init; }

    /// <summary>The classes of whole blocks.</summary>
    public required int WholeBlocks { get; init; }

    /// <summary>Whether the row is covered without a loop.</summary>
    public bool IsStraight => LoopEnd == 0;
}

/// <summary>One vector of a row.</summary>
/// <param name="Offset">The class in its first lane.</param>
/// <param name="Accumulator">The accumulator that its lanes are added to.</param>
/// <param name="Count">How many of its lanes count, from the last one backwards; the others repeat classes of the vector before it.</param>
/// <param name="Filled">How many of its lanes the row fills, from the first one on: fewer than all where the row is shorter than a vector.</param>
/// <param name="UpperOffset">
/// The class in the first lane of its upper half, where that half does not follow the lower one; <see langword="null"/> where
/// it does. The lanes that count are then the last ones of each half.
/// </param>
internal sealed record VectorPlan(int Offset, int Accumulator, int Count, int Filled, int? UpperOffset = null)
{
    /// <summary>The first class that it counts.</summary>
    public int FirstClass => UpperOffset is null ? Offset + Filled - Count : Offset + (Filled / 2) - LowerCount;

    /// <summary>How many lanes of the lower half count: all of them, where any of the upper half does.</summary>
    public int LowerCount => Math.Min(Count, Filled / 2);

    /// <summary>How many lanes of the upper half count: none where a row ends with the lower half.</summary>
    public int UpperCount => Count - LowerCount;
}
