using System.ComponentModel;

namespace SoftmaxGen.Runtime;

/// <summary>Adds up the losses of a batch, piece after piece.</summary>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ILossSum<T>
    where T : unmanaged
{
    /// <summary>Gets the most rows that may be added at once: a multiple of 16, since odds are written over up to there.</summary>
    static abstract int Piece { get; }

    /// <summary>The sum so far, divided: a mean may be a number where the sum is none.</summary>
    double DividedBy(double divisor);

    /// <summary>Adds the losses of some rows.</summary>
    void Add(ReadOnlySpan<T> losses);

    /// <summary>Adds the losses of the first <paramref name="rows"/> rows, given as the odds against their labels, which are written over.</summary>
    void AddOdds(Span<T> odds, int rows);
}
