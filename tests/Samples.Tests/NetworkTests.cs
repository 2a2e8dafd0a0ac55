using DigitClassifier;

namespace SoftmaxGen.Samples.Tests;

public sealed class NetworkTests
{
    private const int InputCount = 5;
    private const int Rows = 4;

    /// <summary>
    /// The bound: with step h = 2^-8 a central difference is off by h^2 / 6 times the third derivative, about 1e-5, and by
    /// the rounding of two losses of about 3 divided by 2 h, 2^-22 / 2^-7 = 3e-5. Measured: 2.8e-5. No unit of these seeds
    /// switches within h, where a ReLU has no derivative.
    /// </summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 2)]
    [InlineData(3, 1)]
    [InlineData(3, 2)]
    [InlineData(8, 3)]
    public void Backpropagation_gives_the_gradient_of_finite_differences(int hidden, int seed)
    {
        const float Step = 1f / 256;
        const float Bound = 1e-4f;
        Random random = new(seed);
        Network network = new(InputCount, hidden, Rows, random);
        float[] inputs = [.. Enumerable.Range(0, Rows * InputCount).Select(_ => random.NextSingle())];
        int[] labels = [.. Enumerable.Range(0, Rows).Select(_ => random.Next(DigitHead.ClassCount))];
        float[] logits = new float[Rows * DigitHead.ClassCount];
        float[] logitGradient = new float[Rows * DigitHead.ClassCount];

        network.Forward(inputs, logits);
        DigitHead.CrossEntropyGradient(logits, labels, logitGradient);
        network.Backward(inputs, logitGradient);

        float largest = 0;
        foreach (Parameters parameters in network.Layers.ToArray().SelectMany(layer => new[] { layer.Weights, layer.Bias }))
        {
            for (int i = 0; i < parameters.Values.Length; i++)
            {
                float value = parameters.Values[i];
                parameters.Values[i] = value + Step;
                float above = Loss();
                parameters.Values[i] = value - Step;
                float below = Loss();
                parameters.Values[i] = value;

                float gradient = parameters.Gradient[i];
                Assert.InRange((above - below) / (2 * Step), gradient - Bound, gradient + Bound);
                largest = Math.Max(largest, Math.Abs(gradient));
            }
        }

        // Against a gradient of zeros the bound would say nothing.
        Assert.True(largest > 100 * Bound);

        float Loss()
        {
            network.Forward(inputs, logits);
            return DigitHead.CrossEntropy(logits, labels);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    public void Logits_of_a_row_are_the_same_alone_and_in_a_batch(int hidden)
    {
        Random random = new(1);
        Network network = new(InputCount, hidden, Rows, random);
        float[] inputs = [.. Enumerable.Range(0, Rows * InputCount).Select(_ => random.NextSingle())];
        float[] batch = new float[Rows * DigitHead.ClassCount];
        network.Forward(inputs, batch);

        float[] alone = new float[DigitHead.ClassCount];
        for (int row = 0; row < Rows; row++)
        {
            network.Forward(inputs.AsSpan(row * InputCount, InputCount), alone);
            Assert.Equal(batch.AsSpan(row * DigitHead.ClassCount, DigitHead.ClassCount).ToArray(), alone);
        }
    }
}
