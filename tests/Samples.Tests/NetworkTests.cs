using DigitClassifier;

namespace SoftmaxGen.Samples.Tests;

public sealed class NetworkTests
{
    private const int InputCount = DigitData.PixelCount;
    private const int Rows = 4;

    /// <summary>
    /// The bound: with step h = 2^-8 a central difference is off by h^2 / 6 times the third derivative, about 1e-5, and by
    /// the rounding of two losses of about 3 divided by 2 h, 2^-22 / 2^-7 = 3e-5. Measured: below 4e-5. No unit of these seeds
    /// switches within h, where a ReLU has no derivative.
    /// </summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 2)]
    [InlineData(8, 1)]
    [InlineData(8, 2)]
    [InlineData(16, 3)]
    public void Backpropagation_gives_the_gradient_of_finite_differences(int hidden, int seed)
    {
        const float Step = 1f / 256;
        const float Bound = 1e-4f;
        Random random = new(seed);
        Network network = new(InputCount, hidden, Rows, random);
        float[] inputs = [.. Enumerable.Range(0, Rows * InputCount).Select(_ => random.NextSingle())];
        int[] labels = [.. Enumerable.Range(0, Rows).Select(_ => random.Next(DigitHead.ClassCount))];
        float[] logits = new float[Rows * DigitHead.ClassCount];

        Assert.Equal(Loss(), network.LossAndGradients(inputs, labels));

        float largest = 0;
        foreach (Parameters parameters in network.Parameters)
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
            network.Logits(inputs, logits);
            return DigitHead.CrossEntropy(logits, labels);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    public void Logits_of_a_row_are_the_same_alone_and_in_a_batch(int hidden)
    {
        Random random = new(1);
        Network network = new(InputCount, hidden, Rows, random);
        float[] inputs = [.. Enumerable.Range(0, Rows * InputCount).Select(_ => random.NextSingle())];
        float[] batch = new float[Rows * DigitHead.ClassCount];
        network.Logits(inputs, batch);

        float[] alone = new float[DigitHead.ClassCount];
        for (int row = 0; row < Rows; row++)
        {
            network.Logits(inputs.AsSpan(row * InputCount, InputCount), alone);
            Assert.Equal(batch.AsSpan(row * DigitHead.ClassCount, DigitHead.ClassCount).ToArray(), alone);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    [InlineData(256)]
    public void Probabilities_are_those_of_the_logits(int hidden)
    {
        Random random = new(1);
        Network network = new(InputCount, hidden, Rows, random);
        float[] inputs = [.. Enumerable.Range(0, Rows * InputCount).Select(_ => random.NextSingle())];
        float[] expected = new float[Rows * DigitHead.ClassCount];
        network.Logits(inputs, expected);
        DigitHead.Softmax(expected, expected);

        float[] probabilities = new float[Rows * DigitHead.ClassCount];
        network.Probabilities(inputs, probabilities);

        Assert.Equal(expected, probabilities);
    }

    [Fact]
    public void OutputLayer_has_a_head_of_each_feature_count()
    {
        Random random = new(1);
        Assert.All(OutputLayer.FeatureCounts, count => Assert.Equal(DigitHead.ClassCount * count, OutputLayer.Create(count, random).Weights.Values.Length));
        Assert.Throws<ArgumentOutOfRangeException>(() => OutputLayer.Create(63, random));
    }
}
