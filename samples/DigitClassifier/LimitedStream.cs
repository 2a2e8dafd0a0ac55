namespace DigitClassifier;

/// <summary>Passes on what it reads from a stream, and refuses to read more than a number of bytes.</summary>
/// <param name="source">The stream to read.</param>
/// <param name="limit">The most bytes that it may have.</param>
/// <param name="exceeded">Makes the exception for a stream that has more.</param>
internal sealed class LimitedStream(Stream source, long limit, Func<Exception> exceeded) : Stream
{
    private long _count;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        int read = source.Read(buffer);
        _count += read;
        return _count <= limit ? read : throw exceeded();
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            source.Dispose();

        base.Dispose(disposing);
    }
}
