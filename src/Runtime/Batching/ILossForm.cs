using System.ComponentModel;

namespace SoftmaxGen.Runtime;

/// <summary>The form in which kernels give the loss of a row, and how the losses of a batch are added up.</summary>
/// <remarks>
/// A kernel gives one number for each row. The form says which: one that is fast to compute, loses no digit, and can be decoded
/// or added up for many rows at once. Values of this type add up the losses of a batch, block by block.
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ILossForm<T>
    where T : unmanaged
{
    /// <summary>Gets the most rows that may be added at once: a multiple of 16.</summary>
    static abstract int BlockRows { get; }

    /// <summary>The number for a known loss: the fallback gives those.</summary>
    static abstract T Encode(T loss);

    /// <summary>The loss for the number of one row.</summary>
    static abstract T Decode(T value);

    /// <summary>Replaces the number of each row by its loss.</summary>
    static abstract void Decode(Span<T> values);

    /// <summary>Adds the losses of the first <paramref name="rows"/> rows of a block, and overwrites its numbers.</summary>
    void Add(Span<T> values, int rows);

    /// <summary>The sum so far, divided and then rounded once: a mean may be finite where the sum is not.</summary>
    T DividedBy(double divisor);
}
