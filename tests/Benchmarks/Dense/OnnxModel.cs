using System.Buffers.Binary;

namespace SoftmaxGen.Benchmarks.Dense;

/// <summary>Writes the ONNX model of a dense layer and a softmax.</summary>
/// <remarks>The numbers of fields, types and versions are those of onnx.proto, the format's definition.</remarks>
internal static class OnnxModel
{
    public const string Input = "features";
    public const string Output = "probabilities";

    private const string Logits = "logits";
    private const string Weights = "weights";
    private const string Bias = "bias";

    private const int FormatVersion = 8;
    private const int OperatorVersion = 13;
    private const int Float = 1;
    private const int IntegerAttribute = 2;

    public static byte[] Write(int rows, int features, int classes, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias)
    {
        ProtobufMessage graph = new ProtobufMessage()
            .Message(1, Node("Gemm", [Input, Weights, Bias], Logits, ("transB", 1)))
            .Message(1, Node("Softmax", [Logits], Output, ("axis", 1)))
            .Text(2, "classifier")
            .Message(5, Constant(Weights, weights, classes, features))
            .Message(5, Constant(Bias, bias, classes))
            .Message(11, Value(Input, rows, features))
            .Message(12, Value(Output, rows, classes));
        return new ProtobufMessage()
            .Integer(1, FormatVersion)
            .Message(7, graph)
            .Message(8, new ProtobufMessage().Text(1, "").Integer(2, OperatorVersion))
            .ToArray();
    }

    private static ProtobufMessage Node(string operation, string[] inputs, string output, (string Name, int Value) attribute)
    {
        ProtobufMessage node = new();
        foreach (string input in inputs)
            node.Text(1, input);
        return node
            .Text(2, output)
            .Text(4, operation)
            .Message(5, new ProtobufMessage().Text(1, attribute.Name).Integer(3, attribute.Value).Integer(20, IntegerAttribute));
    }

    private static ProtobufMessage Constant(string name, ReadOnlySpan<float> values, params int[] dimensions)
    {
        byte[] data = new byte[values.Length * sizeof(float)];
        for (int i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteSingleLittleEndian(data.AsSpan(i * sizeof(float)), values[i]);

        ProtobufMessage tensor = new();
        foreach (int dimension in dimensions)
            tensor.Integer(1, dimension);
        return tensor.Integer(2, Float).Text(8, name).Bytes(9, data);
    }

    private static ProtobufMessage Value(string name, params int[] dimensions)
    {
        ProtobufMessage shape = new();
        foreach (int dimension in dimensions)
            shape.Message(1, new ProtobufMessage().Integer(1, dimension));
        ProtobufMessage tensor = new ProtobufMessage().Integer(1, Float).Message(2, shape);
        return new ProtobufMessage().Text(1, name).Message(2, new ProtobufMessage().Message(1, tensor));
    }
}
