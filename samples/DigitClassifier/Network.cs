using System.Numerics.Tensors;

namespace DigitClassifier;

/// <summary>
/// A network of one hidden layer, h = max(0, W1 x + b1) and logits z = W2 h + b2; without hidden units z = W x + b, which
/// is softmax regression. What turns logits into probabilities and a loss is the generated head, not this class.
/// </summary>
internal sealed class Network
{
    private readonly DenseLayer? _hidden;
    private readonly DenseLayer _output;
    private readonly DenseLayer[] _layers;
    private readonly int _inputCount;
    private readonly int _hiddenCount;

    // The activations of the last batch: the backward pass needs them.
    private readonly float[] _activations;
    private readonly float[] _activationGradient;

    public Network(int inputCount, int hiddenCount, int batchSize, Random random)
    {
        _inputCount = inputCount;
        _hiddenCount = hiddenCount;
        BatchSize = batchSize;
        _activations = new float[batchSize * hiddenCount];
        _activationGradient = new float[batchSize * hiddenCount];
        if (hiddenCount > 0)
            _hidden = new DenseLayer(inputCount, hiddenCount, random);

        _output = new DenseLayer(hiddenCount > 0 ? hiddenCount : inputCount, DigitHead.ClassCount, random);
        _layers = _hidden is null ? [_output] : [_hidden, _output];
    }

    /// <summary>Gets the most rows that one call takes.</summary>
    public int BatchSize { get; }

    /// <summary>Gets the layers, first to last.</summary>
    public ReadOnlySpan<DenseLayer> Layers => _layers;

    /// <summary>Computes the logits of R rows, R x 10.</summary>
    public void Forward(ReadOnlySpan<float> inputs, Span<float> logits)
    {
        if (_hidden is null)
        {
            _output.Forward(inputs, logits);
            return;
        }

        Span<float> activations = Rows(_activations, inputs);
        _hidden.Forward(inputs, activations);
        TensorPrimitives.Max(activations, 0, activations);
        _output.Forward(activations, logits);
    }

    /// <summary>
    /// Backpropagation: from dC/dz of the batch that <see cref="Forward"/> last saw to the gradient of every parameter.
    /// </summary>
    /// <param name="inputs">The inputs of that batch.</param>
    /// <param name="logitGradient">dC/dz, as the head's CrossEntropyGradient gives it.</param>
    public void Backward(ReadOnlySpan<float> inputs, ReadOnlySpan<float> logitGradient)
    {
        if (_hidden is null)
        {
            _output.Backward(inputs, logitGradient);
            return;
        }

        Span<float> activations = Rows(_activations, inputs);
        Span<float> activationGradient = Rows(_activationGradient, inputs);

        // dC/dW2 and dC/db2; then dC/dh, one layer further back.
        _output.Backward(activations, logitGradient);
        _output.InputGradient(logitGradient, activationGradient);

        // Through h = max(0, s): dC/ds is dC/dh where the unit was active, and 0 where it was not.
        for (int i = 0; i < activations.Length; i++)
        {
            if (activations[i] <= 0)
                activationGradient[i] = 0;
        }

        // dC/dW1 and dC/db1. The inputs are data: there is nothing to carry further.
        _hidden.Backward(inputs, activationGradient);
    }

    /// <summary>Lets every parameter learn from the gradients of the last <see cref="Backward"/>.</summary>
    public void Step(float rate)
    {
        foreach (DenseLayer layer in Layers)
            layer.Step(rate);
    }

    private Span<float> Rows(float[] buffer, ReadOnlySpan<float> inputs) =>
        buffer.AsSpan(0, inputs.Length / _inputCount * _hiddenCount);
}
