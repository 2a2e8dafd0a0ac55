using SoftmaxGen;

namespace ConfidentLoss;

[SoftmaxHead(classes: 3)]
internal static partial class AnimalHead;

/// <summary>Compares -ln p and p - 1 with what a head computes, where a model is more and more sure.</summary>
internal static class Program
{
    // A zero of either sign is printed as 0.
    private const string Digits = "0.0000E+00;-0.0000E+00;0";

    public static void Main()
    {
        float[] probabilities = new float[AnimalHead.ClassCount], gradient = new float[AnimalHead.ClassCount];
        Console.WriteLine("logit        -ln p         loss        p - 1     gradient");
        foreach (float logit in (ReadOnlySpan<float>)[-150, -100, -10, 0, 10, 15, 18, 30, 70])
        {
            float[] logits = [logit, 0, 0];

            AnimalHead.Softmax(logits, probabilities);
            float naiveLoss = -MathF.Log(probabilities[0]);
            float naiveGradient = probabilities[0] - 1;

            float loss = AnimalHead.CrossEntropyGradient(logits, label: 0, gradient);

            string[] cells = [.. new[] { naiveLoss, loss, naiveGradient, gradient[0] }.Select(number => number.ToString(Digits).PadLeft(11))];
            Console.WriteLine($"{logit,5}  {string.Join("  ", cells)}");
        }
    }
}
