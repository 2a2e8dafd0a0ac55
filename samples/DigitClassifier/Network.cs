using System.Numerics.Tensors;

namespace DigitClassifier;

/// <summary>
/// A network of one hidden layer, h = max(0, s) with s = W1 x + b1, and logits z = W2 h + b2; without hidden units z = W x + b,
/// which is softmax regression. The output layer is a generated head, which goes from h to the loss and back to dC/dh.
/// </summary>
internal sealed class Network
{
    private readonly DenseLayer? _hidden;
    private readonly OutputLayer _output;
    private readonly int _inputCount;
    private readonly int _hiddenCount;

    // h and dC/dh of one batch; dC/ds takes the place of the latter.
    private readonly float[] _activations;
    private readonly float[] _activationGradient;

    /// <summary>Makes a network with random weights.</summary>
    /// <param name="inputCount">The inputs; without a hidden layer one of <see cref="OutputLayer.FeatureCounts"/>.</param>
    /// <param name="hiddenCount">The units of the hidden layer: 0, or one of <see cref="OutputLayer.FeatureCounts"/>.</param>
    /// <param name="batchSize">The most rows that one call takes.</param>
    /// <param name="random">Where the weights come from.</param>
    public Network(int inputCount, int hiddenCount, int batchSize, Random random)
    {
        _inputCount = inputCount;
        _hiddenCount = hiddenCount;
        BatchSize = batchSize;
        _activations = new float[batchSize * hiddenCount];
        _activationGradient = new float[batchSize * hiddenCount];
        if (hiddenCount > 0)
            _hidden = new DenseLayer(inputCount, hiddenCount, random);

        _output = OutputLayer.Create(hiddenCount > 0 ? hiddenCount : inputCount, random);
        Parameters = _hidden is null
            ? [_output.Weights, _output.Bias]
            : [_hidden.Weights, _hidden.Bias, _output.Weights, _output.Bias];
    }

    /// <summary>Gets the most rows that one call takes.</summary>
    public int BatchSize { get; }

    /// <summary>Gets the output layer.</summary>
    public OutputLayer Output => _output;

    /// <summary>Gets weights and bias of each layer, from the first to the last.</summary>
    public IReadOnlyList<Parameters> Parameters { get; }

    /// <summary>Computes the logits of R rows, R x 10.</summary>
    public void Logits(ReadOnlySpan<float> inputs, Span<float> logits) => _output.Logits(Features(inputs), logits);

    /// <summary>Computes the probabilities of R rows, R x 10.</summary>
    public void Probabilities(ReadOnlySpan<float> inputs, Span<float> probabilities) =>
        _output.Probabilities(Features(inputs), probabilities);

    /// <summary>Backpropagation: computes the mean loss C of R rows, and its gradient with respect to every parameter.</summary>
    public float LossAndGradients(ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels)
    {
        if (_hidden is null)
            return _output.LossAndGradients(inputs, labels);

        // The head: from h to the loss, and back to dC/dW2, dC/db2 and dC/dh.
        ReadOnlySpan<float> activations = Features(inputs);
        Span<float> gradient = Rows(_activationGradient, inputs);
        float loss = _output.LossAndGradients(activations, labels, gradient);

        // Through h = max(0, s): dC/ds is dC/dh where the unit was active, and 0 where it was not.
        for (int i = 0; i < activations.Length; i++)
        {
            if (activations[i] <= 0)
                gradient[i] = 0;
        }

        // dC/dW1 and dC/db1. The inputs are data: there is nothing to carry further.
        _hidden.Backward(inputs, gradient);
        return loss;
    }

    /// <summary>Lets every parameter learn from the gradients of the last <see cref="LossAndGradients"/>.</summary>
    public void Step(float rate)
    {
        _hidden?.Step(rate);
        _output.Step(rate);
    }

    /// <summary>Computes what the output layer takes: h, or the inputs themselves.</summary>
    private ReadOnlySpan<float> Features(ReadOnlySpan<float> inputs)
    {
        if (_hidden is null)
            return inputs;

        Span<float> activations = Rows(_activations, inputs);
        _hidden.Forward(inputs, activations);
        TensorPrimitives.Max(activations, 0, activations);
        return activations;
    }

    private Span<float> Rows(float[] buffer, ReadOnlySpan<float> inputs) =>
        buffer.AsSpan(0, inputs.Length / _inputCount * _hiddenCount);
}
