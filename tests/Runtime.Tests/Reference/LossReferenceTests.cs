namespace SoftmaxGen.Runtime.Tests.Reference;

/// <summary>The reference's gradients are the derivatives of its losses.</summary>
public class LossReferenceTests
{
    private static readonly double[] Row = [0.75, -1.5, 2.25, 0.125, -0.5];
    private static readonly BigFloat[] Targets = [BigFloat.From(0.5), BigFloat.Zero, BigFloat.From(0.25), BigFloat.From(1.5), BigFloat.From(0.125)];

    [Theory]
    [InlineData(1, 0, false, 0)]
    [InlineData(0.75, 0, false, 0)]
    [InlineData(1, 0.25, false, 0)]
    [InlineData(1, 0, true, 0)]
    [InlineData(1, 0, false, 1)]
    [InlineData(1, 0, false, 4)]
    [InlineData(3, 0.125, true, 5)]
    public void Gradient_is_the_derivative_of_the_loss(double temperature, double smoothing, bool isWeighted, int halves)
    {
        LossOptions options = new()
        {
            Temperature = BigFloat.From(temperature),
            LabelSmoothing = BigFloat.From(smoothing),
            ClassWeights = isWeighted ? [BigFloat.From(0.5), BigFloat.From(2.0), BigFloat.One, BigFloat.Zero, BigFloat.From(1.25)] : [],
            FocalHalves = halves,
        };
        AssertDerivative(options, reference => reference.OfLabel(2));
        AssertDerivative(options, reference => reference.OfTargets(Targets));
    }

    // The difference of two losses 2^-39 apart, divided by that, is off by about 2^-80.
    private static void AssertDerivative(LossOptions options, Func<LossReference, ExactLoss> of)
    {
        BigFloat[] gradient = of(LossReference.Of<double>(Row, options)).Gradient;
        for (int i = 0; i < Row.Length; i++)
        {
            double step = Math.ScaleB(1, -40);
            double[] above = [.. Row], below = [.. Row];
            above[i] += step;
            below[i] -= step;
            BigFloat difference = of(LossReference.Of<double>(above, options)).Loss!.Value - of(LossReference.Of<double>(below, options)).Loss!.Value;
            BigFloat apart = BigFloat.Abs((difference / BigFloat.From(2 * step)) - gradient[i]);
            Assert.True(apart < BigFloat.Scale(BigFloat.One, -72), $"entry {i} is off by {apart}");
        }
    }
}
