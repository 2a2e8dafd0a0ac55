using System.Runtime.InteropServices;

namespace SoftmaxGen.Runtime.Tests.Memory;

public sealed class GuardedMemoryTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData(1)]
    [InlineData(37)]
    [InlineData(5000)]
    public void GuardedMemory_elements_can_be_written_and_read(int length)
    {
        using var memory = new GuardedMemory<float>(length);
        foreach (Edge edge in Enum.GetValues<Edge>())
        {
            Span<float> span = memory.Take(length, edge);
            for (int i = 0; i < length; i++)
            {
                span[i] = i;
            }

            Assert.Equal(Enumerable.Range(0, length).Select(i => (float)i), span.ToArray());
        }
    }

    // The system reports an inaccessible buffer of a file operation as an error: no process has to die for the proof.
    [Theory]
    [InlineData(1, Edge.End)]
    [InlineData(37, Edge.End)]
    [InlineData(1024, Edge.End)]
    [InlineData(1, Edge.Start)]
    [InlineData(37, Edge.Start)]
    [InlineData(1024, Edge.Start)]
    public void GuardedMemory_beyond_the_edge_is_inaccessible(int length, Edge edge)
    {
        using var memory = new GuardedMemory<double>(length);
        Span<byte> span = MemoryMarshal.AsBytes(memory.Take(length, edge));

        WriteToFile(ref edge == Edge.Start ? ref span[0] : ref span[^1], 0);
        Assert.Throws<IOException>(() => BeyondTheEdge(memory, length, edge));
    }

    private void BeyondTheEdge(GuardedMemory<double> memory, int length, Edge edge)
    {
        Span<byte> span = MemoryMarshal.AsBytes(memory.Take(length, edge));
        if (edge == Edge.Start)
        {
            WriteToFile(ref span[0], -1);
        }
        else
        {
            WriteToFile(ref span[^1], 1);
        }
    }

    private unsafe void WriteToFile(ref byte start, int offset)
    {
        using var file = File.OpenHandle(_path, FileMode.Create, FileAccess.Write);
        fixed (byte* pointer = &start)
        {
            RandomAccess.Write(file, new ReadOnlySpan<byte>(pointer + offset, 1), 0);
        }
    }
}
