using System.ComponentModel;

namespace SoftmaxGen.Runtime;

/// <summary>The constants of a dense layer.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IDenseShape
{
    /// <summary>Gets the number of classes.</summary>
    static abstract int Classes { get; }

    /// <summary>Gets the number of features.</summary>
    static abstract int Features { get; }

    /// <summary>Gets the number of classes that a kernel treats at once: 2 to 5, and at most all.</summary>
    static abstract int ClassesPerTile { get; }

    /// <summary>Gets the number of classes of several rows that a kernel with vectors of up to 256 bits treats at once: 2 or 3, and at most all.</summary>
    static abstract int ClassesPerNarrowTile { get; }

    /// <summary>Gets the number of rows that go through a layer before the next ones do.</summary>
    static abstract int RowsPerBlock { get; }
}
