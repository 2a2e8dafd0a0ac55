using System.Runtime.InteropServices;

namespace DistributedTraining.Grains;

/// <summary>Numbers of a message.</summary>
/// <remarks>
/// Kept as bytes, which are copied into a message as they are; numbers of an array would be written one by one. Immutable, so
/// that a call within a silo hands over the object itself. Little-endian, as all that .NET runs on.
/// </remarks>
[GenerateSerializer, Immutable]
internal sealed class Floats
{
    [Id(0)]
    private readonly byte[] _bytes;

    public Floats(int length) => _bytes = new byte[length * sizeof(float)];

    /// <summary>Gets the numbers. They are written before the message is sent, never after it.</summary>
    public Span<float> Values => MemoryMarshal.Cast<byte, float>(_bytes.AsSpan());
}

/// <inheritdoc cref="Floats"/>
[GenerateSerializer, Immutable]
internal sealed class Doubles
{
    [Id(0)]
    private readonly byte[] _bytes;

    public Doubles(ReadOnlySpan<double> values) => _bytes = MemoryMarshal.AsBytes(values).ToArray();

    public ReadOnlySpan<double> Values => MemoryMarshal.Cast<byte, double>(_bytes);
}
