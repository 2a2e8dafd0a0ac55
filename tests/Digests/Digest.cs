using System.Numerics;
using System.Runtime.InteropServices;

namespace SoftmaxGen.Digests;

/// <summary>A number that stands for the bits of many results: FNV-1a of 64 bits.</summary>
internal sealed class Digest
{
    private ulong _hash = 0xcbf29ce484222325;

    public ulong Value => _hash;

    /// <summary>Adds results. Which NaN an operation gives, its sign and payload, is the hardware's choice: all count as one.</summary>
    public void Add<T>(ReadOnlySpan<T> results)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (T result in results)
            AddBytes(MemoryMarshal.AsBytes([T.IsNaN(result) ? T.NaN : result]));
    }

    public void Add<T>(T result)
        where T : unmanaged, IFloatingPointIeee754<T> => Add<T>([result]);

    public void Add(ReadOnlySpan<int> labels) => AddBytes(MemoryMarshal.AsBytes(labels));

    // Little-endian hardware is all there is.
    private void AddBytes(ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
            _hash = (_hash ^ value) * 0x100000001b3;
    }
}
