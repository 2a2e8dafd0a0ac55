using System.Text;

namespace SoftmaxGen.Benchmarks.Dense;

/// <summary>A message in the binary format of Protocol Buffers: as much of it as a small ONNX model needs.</summary>
internal sealed class ProtobufMessage
{
    private const int VariableLength = 0;
    private const int LengthPrefixed = 2;

    private readonly List<byte> _bytes = [];

    /// <summary>Adds a number of at least 0.</summary>
    public ProtobufMessage Integer(int field, int value)
    {
        Key(field, VariableLength);
        Number(value);
        return this;
    }

    public ProtobufMessage Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    public ProtobufMessage Message(int field, ProtobufMessage value) => Bytes(field, value.ToArray());

    public ProtobufMessage Bytes(int field, byte[] value)
    {
        Key(field, LengthPrefixed);
        Number(value.Length);
        _bytes.AddRange(value);
        return this;
    }

    public byte[] ToArray() => [.. _bytes];

    private void Key(int field, int kind) => Number((field << 3) | kind);

    // Seven bits a byte, the lowest first; the eighth bit says that more follow.
    private void Number(int value)
    {
        uint rest = (uint)value;
        for (; rest >= 0x80; rest >>= 7)
            _bytes.Add((byte)(rest | 0x80));
        _bytes.Add((byte)rest);
    }
}
