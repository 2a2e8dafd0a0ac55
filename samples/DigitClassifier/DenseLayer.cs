using System.Numerics.Tensors;

namespace DigitClassifier;

/// <summary>The hidden layer before its activation, z = W x + b, for R rows x at a time.</summary>
internal sealed class DenseLayer
{
    private readonly int _inputCount;
    private readonly int _outputCount;

    public DenseLayer(int inputCount, int outputCount, Random random)
    {
        _inputCount = inputCount;
        _outputCount = outputCount;
        Weights = Parameters.RandomWeights(outputCount, inputCount, random);
        Bias = new Parameters(outputCount);
    }

    /// <summary>Gets W, outputs x inputs.</summary>
    public Parameters Weights { get; }

    /// <summary>Gets b, outputs.</summary>
    public Parameters Bias { get; }

    /// <summary>Computes z = W x + b for each row.</summary>
    public void Forward(ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        int rows = inputs.Length / _inputCount;
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> x = inputs.Slice(row * _inputCount, _inputCount);
            Span<float> z = outputs.Slice(row * _outputCount, _outputCount);
            for (int i = 0; i < z.Length; i++)
                z[i] = TensorPrimitives.Dot(x, WeightsTo(i)) + Bias.Values[i];
        }
    }

    /// <summary>
    /// Computes the gradients of the parameters from dC/dz, summed over the rows: dC/dW_ij = dC/dz_i x_j and
    /// dC/db_i = dC/dz_i.
    /// </summary>
    public void Backward(ReadOnlySpan<float> inputs, ReadOnlySpan<float> outputGradient)
    {
        Weights.Gradient.Clear();
        Bias.Gradient.Clear();
        int rows = inputs.Length / _inputCount;
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> x = inputs.Slice(row * _inputCount, _inputCount);
            ReadOnlySpan<float> dz = outputGradient.Slice(row * _outputCount, _outputCount);
            for (int i = 0; i < dz.Length; i++)
            {
                Span<float> dw = Weights.Gradient.Slice(i * _inputCount, _inputCount);
                TensorPrimitives.MultiplyAdd(x, dz[i], dw, dw);
            }

            TensorPrimitives.Add(Bias.Gradient, dz, Bias.Gradient);
        }
    }

    /// <inheritdoc cref="Parameters.Step"/>
    public void Step(float rate)
    {
        Weights.Step(rate);
        Bias.Step(rate);
    }

    /// <summary>Gets row i of W: the weights from all inputs to output i.</summary>
    private ReadOnlySpan<float> WeightsTo(int output) => Weights.Values.Slice(output * _inputCount, _inputCount);
}
