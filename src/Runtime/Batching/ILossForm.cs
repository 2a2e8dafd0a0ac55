using System.ComponentModel;

namespace SoftmaxGen.Runtime;

/// <summary>The form in which kernels give the loss of a row, how it becomes a loss, and how the losses of a batch are added up.</summary>
/// <remarks>
/// A kernel gives one number for each row. Which number is up to the form: what is cheap to compute, loses no digit, and can be
/// added up or turned into losses for many rows at once. Values of this type add up the losses of a batch, block after block.
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ILossForm<T>
    where T : unmanaged
{
    /// <summary>Gets the most rows that may be added at once: a multiple of 16.</summary>
    static abstract int BlockRows { get; }

    /// <summary>What stands for a loss that is known already: rows that take the fallback have one.</summary>
    static abstract T Encode(T loss);

    /// <summary>The loss of one row.</summary>
    static abstract T Decode(T value);

    /// <summary>Puts the loss of each row in place of what stands for it.</summary>
    static abstract void Decode(Span<T> values);

    /// <summary>Adds the losses of the first <paramref name="rows"/> rows of a block, whose values are written over.</summary>
    void Add(Span<T> values, int rows);

    /// <summary>The sum so far, divided and then rounded once: a mean may be a number where the sum is none.</summary>
    T DividedBy(double divisor);
}
