namespace SoftmaxGen.Runtime.Tests.Inputs;

/// <summary>What a row of logits is made of.</summary>
public enum RowKind
{
    /// <summary>Within 1e-3.</summary>
    Narrow,

    /// <summary>Within 1.</summary>
    Unit,

    /// <summary>Within 20.</summary>
    Wide20,

    /// <summary>Within 90: the tails of a float reach its smallest normal number.</summary>
    Wide90,

    /// <summary>Within 1000: most tails of a float and some of a double are 0.</summary>
    Wide1000,

    /// <summary>Up to 1e30 of either sign.</summary>
    Huge,

    /// <summary>Around 1000.</summary>
    OffsetThousand,

    /// <summary>Around 1e6.</summary>
    OffsetMillion,

    /// <summary>Around -300.</summary>
    OffsetMinus300,

    /// <summary>The maximum a few ulps around +-256 and +-2048, where kernels may change how they subtract it.</summary>
    Threshold,

    /// <summary>Few values, so that the maximum and others occur more than once.</summary>
    Ties,

    /// <summary>One value.</summary>
    AllEqual,

    /// <summary>One class ahead of all others by 30 to 80.</summary>
    Sure,

    /// <summary>Some entries negative infinity, one at least finite.</summary>
    NegativeInfinities,

    /// <summary>Tails whose probabilities lie around the smallest normal number.</summary>
    UnderflowEdge,

    /// <summary>Within 1e-6.</summary>
    Tiny,

    /// <summary>The maximum, and how far the tails are below it, around where rows cease to be narrow.</summary>
    NarrowEdge,

    /// <summary>As wide as narrow rows can be. The first logit, from which kernels may start, is the largest, the smallest or neither.</summary>
    NarrowReach,
}
