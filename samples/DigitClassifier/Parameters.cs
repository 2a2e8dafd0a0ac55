using System.Numerics.Tensors;

namespace DigitClassifier;

/// <summary>The weights or the biases of a layer, the gradient of the loss with respect to them, and how they learn.</summary>
/// <remarks>
/// The optimiser is stochastic gradient descent with momentum: the velocity is a decaying sum of the gradients, so that
/// directions on which batches agree add up and the noise of single batches cancels. It is enough for a
/// network of this size, and its two lines are the textbook's formulas.
/// </remarks>
internal sealed class Parameters(int count)
{
    private const float Momentum = 0.9f;

    private readonly float[] _values = new float[count];
    private readonly float[] _gradient = new float[count];
    private readonly float[] _velocity = new float[count];

    public Span<float> Values => _values;

    public Span<float> Gradient => _gradient;

    /// <summary>Makes the weights of a layer, outputs x inputs.</summary>
    /// <remarks>He's initialisation: uniform weights of variance 2 / inputs keep the activations of a ReLU network at one scale.</remarks>
    public static Parameters RandomWeights(int outputCount, int inputCount, Random random)
    {
        Parameters weights = new(outputCount * inputCount);
        float limit = MathF.Sqrt(6f / inputCount);
        foreach (ref float weight in weights.Values)
            weight = limit * ((2 * random.NextSingle()) - 1);

        return weights;
    }

    /// <summary>Moves the values down the gradient: v = 0.9 v + dC/dw, w = w - rate v.</summary>
    public void Step(float rate)
    {
        TensorPrimitives.MultiplyAdd(_velocity, Momentum, _gradient, _velocity);
        TensorPrimitives.MultiplyAdd(_velocity, -rate, _values, _values);
    }
}
