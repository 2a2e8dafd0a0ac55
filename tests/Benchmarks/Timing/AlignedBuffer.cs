using System.Runtime.InteropServices;

namespace SoftmaxGen.Benchmarks.Timing;

/// <summary>Memory that starts on a cache line: where an array starts is chance, and chance is worth 40% for long rows.</summary>
/// <param name="length">The number of elements.</param>
/// <param name="offset">How many elements to start behind the cache line.</param>
public sealed unsafe class AlignedBuffer<T>(int length, int offset = 0) : IDisposable
    where T : unmanaged
{
    private const int CacheLine = 64;

    private T* _line = (T*)NativeMemory.AlignedAlloc((nuint)(offset + length) * (nuint)sizeof(T), CacheLine);

    public Span<T> Span => new(_line + offset, length);

    public nint Address => (nint)(_line + offset);

    public void Dispose()
    {
        NativeMemory.AlignedFree(_line);
        _line = null;
    }
}
