using System.Globalization;
using SoftmaxGen;

namespace FlowerClassifier;

/// <summary>The classes. Their values are the labels of the data, and the order of the lines of weights.</summary>
internal enum Species { Setosa, Versicolor, Virginica }

/// <summary>Softmax regression on the measurements of a flower, whose trained weights are compiled in.</summary>
[SoftmaxHead(typeof(Species), Weights = "iris.weights.csv")]
internal static partial class FlowerHead;

/// <summary>Says of each flower which species it is, or that it is not sure.</summary>
internal static class Program
{
    public static void Main() => Run(Path.Combine(AppContext.BaseDirectory, "data", "iris.csv"), minimumProbability: 0.6f, Console.Out);

    public static void Run(string file, float minimumProbability, TextWriter output)
    {
        int flowers = 0, accepted = 0, right = 0;
        foreach (string[] cells in File.ReadLines(file).Skip(1).Select(line => line.Split(',')))
        {
            float[] flower = [.. cells.Take(FlowerHead.FeatureCount).Select(cell => float.Parse(cell, CultureInfo.InvariantCulture))];
            Species truth = Enum.Parse<Species>(cells[FlowerHead.FeatureCount]);
            flowers++;

            // Also where it is not sure, the species is the most probable one.
            bool isSure = FlowerHead.TryPredict(flower, minimumProbability, out Species species);
            accepted += isSure ? 1 : 0;
            right += isSure && species == truth ? 1 : 0;
            string answer = FlowerHead.LabelName(species) + (isSure ? "" : "?");
            output.WriteLine(species == truth ? answer : $"{answer} - it is {FlowerHead.LabelName(truth)}");
        }

        output.WriteLine($"{flowers - accepted} of {flowers} rejected; {right} of the other {accepted} are right");
    }
}
