namespace SoftmaxGen.Runtime.Tests.Memory;

/// <summary>Which edge of a span touches an inaccessible page.</summary>
public enum Edge
{
    Start,
    End,
}

/// <summary>
/// Memory between two inaccessible pages: a read or write one element beyond the edge of a span taken from it ends the
/// process, and the stack trace names the culprit.
/// </summary>
internal sealed unsafe class GuardedMemory<T> : IDisposable
    where T : unmanaged
{
    private readonly nint _pages;
    private readonly nint _bytes;
    private readonly nint _first;
    private readonly nint _usable;
    private bool _disposed;

    /// <summary>Takes memory for spans of up to <paramref name="capacity"/> elements.</summary>
    public GuardedMemory(int capacity)
    {
        nint page = Environment.SystemPageSize;
        nint needed = (nint)capacity * sizeof(T);
        _usable = Math.Max(1, (needed + page - 1) / page) * page;
        _bytes = _usable + (2 * page);
        _pages = NativePages.Allocate(_bytes);
        _first = _pages + page;
        NativePages.Forbid(_pages, page);
        NativePages.Forbid(_first + _usable, page);
    }

    ~GuardedMemory() => Release();

    /// <summary>The span of <paramref name="length"/> elements that touches the guard at <paramref name="edge"/>.</summary>
    public Span<T> Take(int length, Edge edge)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        nint bytes = (nint)length * sizeof(T);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, _usable, nameof(length));
        nint start = edge == Edge.Start ? _first : _first + _usable - bytes;
        return new Span<T>((void*)start, length);
    }

    /// <summary><see cref="Take"/>, filled with <paramref name="source"/>.</summary>
    public Span<T> Copy(ReadOnlySpan<T> source, Edge edge)
    {
        Span<T> span = Take(source.Length, edge);
        source.CopyTo(span);
        return span;
    }

    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    private void Release()
    {
        if (!_disposed)
        {
            _disposed = true;
            NativePages.Free(_pages, _bytes);
        }
    }
}
