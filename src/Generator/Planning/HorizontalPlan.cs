using SoftmaxGen.Generator.Model;

namespace SoftmaxGen.Generator.Planning;

/// <summary>How one row lies in vectors whose lanes are classes.</summary>
/// <remarks>
/// A row's sum has a fixed number of virtual lanes, two 256-bit vectors' worth, and one fixed tree over them, whatever the
/// width: so the same row gives the same bits on every machine.
/// </remarks>
internal sealed record HorizontalPlan
{
    /// <summary>The width of a vector in bits.</summary>
    public required int Bits { get; init; }

    /// <summary>The elements of a vector.</summary>
    public required int Lanes { get; init; }

    /// <summary>The width of the vectors that treat rows outside the fast range, in loops: up to 256 bits, since such rows are rare, and no wider than a row.</summary>
    public required int FallbackBits { get; init; }

    /// <summary>How many vectors hold the virtual lanes of a sum.</summary>
    public required int Accumulators { get; init; }

    /// <summary>How many vectors a loop treats at a time, step by step: each waits for its own step before, and meanwhile the others go on.</summary>
    public required int UnrollFactor { get; init; }

    /// <summary>How many iterations of a loop over a block are written as one.</summary>
    public required int BlockUnroll { get; init; }

    /// <summary>The classes that a loop covers, from the first on: a multiple of what it treats at a time, or 0 where there is no loop.</summary>
    public required int LoopedClasses { get; init; }

    /// <summary>Whether a sum of one level keeps what is rounded away from the eighth lane on, and not from the fourth on.</summary>
    public required bool IsCompensatedSum { get; init; }

    /// <summary>The classes after which the lanes of a sum are added up on a second level, of higher precision; 0 where there is none.</summary>
    public required int BlockLength { get; init; }

    /// <summary>The classes of whole blocks.</summary>
    public required int BlockedClasses { get; init; }

    /// <summary>Whether targets are added up in a method of their own; else their kernels do all of it.</summary>
    public required bool OutlinesTargetSums { get; init; }

    /// <summary>Whether what follows the sums, and takes the terms once more, is in a method of its own.</summary>
    public required bool OutlinesSecondPass { get; init; }

    /// <summary>Whether code without a loop reads a row again behind a branch, and does not hold it in registers across that.</summary>
    public required bool ReadsTwice { get; init; }

    /// <summary>Whether the lanes of a row are bits of one number, each at the place of its class.</summary>
    public required bool HasClassBits { get; init; }

    /// <summary>How many rows' logarithms wait until one step takes all of them; 0 where a kernel of one row takes its own.</summary>
    public required int DeferredLogCount { get; init; }

    /// <summary>The vectors behind the loop, or of the whole row where there is none, in the order of their classes.</summary>
    public required EquatableArray<VectorPlan> Vectors { get; init; }

    /// <summary>Whether the row is covered without a loop.</summary>
    public bool IsUnrolled => LoopedClasses == 0;

    /// <summary>The classes that an iteration of the loop treats.</summary>
    public int ClassesPerIteration => UnrollFactor * Lanes;
}

/// <summary>One vector of a row.</summary>
/// <param name="Offset">The class in its first lane.</param>
/// <param name="Accumulator">The accumulator that its lanes are added to.</param>
/// <param name="NewLanes">How many of its lanes count, from the last one backwards; the others repeat classes of the vector before it.</param>
/// <param name="ValidLanes">How many of its lanes the row fills, from the first one on: fewer than all where the row is shorter than a vector.</param>
/// <param name="UpperOffset">
/// The class in the first lane of its upper half, where that half does not follow the lower one; <see langword="null"/> where
/// it does. The lanes that count are then the last ones of each half.
/// </param>
internal sealed record VectorPlan(int Offset, int Accumulator, int NewLanes, int ValidLanes, int? UpperOffset = null)
{
    /// <summary>The first class that it counts.</summary>
    public int FirstClass => UpperOffset is null ? Offset + ValidLanes - NewLanes : Offset + (ValidLanes / 2) - LowerLanes;

    /// <summary>How many lanes of the lower half count: all of them, where any of the upper half does.</summary>
    public int LowerLanes => Math.Min(NewLanes, ValidLanes / 2);

    /// <summary>How many lanes of the upper half count: none where a row ends with the lower half.</summary>
    public int UpperLanes => NewLanes - LowerLanes;

    /// <summary>Whether it repeats classes of the vector before it.</summary>
    public bool Overlaps => NewLanes < ValidLanes;
}
