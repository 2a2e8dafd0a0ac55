using System.Numerics;
using SoftmaxGen;

namespace GenericMetric;

[SoftmaxHead(classes: 2)]
internal readonly partial struct CoinHead;

[SoftmaxHead(classes: 10)]
internal readonly partial struct DigitHead;

[SoftmaxHead(classes: 10, Element = typeof(double))]
internal readonly partial struct PreciseDigitHead;

[SoftmaxHead(classes: 26)]
internal readonly partial struct LetterHead;

/// <summary>Prints the same metrics of heads of other sizes and element types.</summary>
internal static class Program
{
    private const int Rows = 1000;

    public static void Main()
    {
        Console.WriteLine("head              classes  element  accuracy  perplexity");
        Print<CoinHead, float>();
        Print<DigitHead, float>();
        Print<PreciseDigitHead, double>();
        Print<LetterHead, float>();
    }

    private static void Print<THead, T>()
        where THead : struct, ISoftmaxHead<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (T[] logits, int[] labels) = Guesses<T>(THead.ClassCount);
        double accuracy = Metrics.Accuracy<THead, T>(logits, labels);
        T perplexity = Metrics.Perplexity<THead, T>(logits, labels);
        Console.WriteLine($"{typeof(THead).Name,-16}  {THead.ClassCount,7}  {typeof(T).Name,-7}  {accuracy,6:F3}    {perplexity,8:F4}");
    }

    /// <summary>The logits of a model that is often right: noise, and a lead for the label.</summary>
    private static (T[] Logits, int[] Labels) Guesses<T>(int classes)
        where T : IBinaryFloatingPointIeee754<T>
    {
        Random random = new(1);
        int[] labels = new int[Rows];
        T[] logits = new T[Rows * classes];
        for (int row = 0; row < Rows; row++)
        {
            labels[row] = random.Next(classes);
            for (int i = 0; i < classes; i++)
                logits[row * classes + i] = T.CreateTruncating(4 * random.NextDouble() + (i == labels[row] ? 2 : 0));
        }

        return (logits, labels);
    }
}
