using SoftmaxGen;

// What a model says of two pictures, a logit for each class, and what they show.
float[] logits = [2, 1, -1, 0.5f, 0, 3];
Animal[] labels = [Animal.Cat, Animal.Bird];

float[] probabilities = new float[logits.Length];
AnimalHead.Softmax(logits, probabilities);
foreach (float[] row in probabilities.Chunk(AnimalHead.ClassCount))
    Console.WriteLine($"cat {row[0]:F3}, dog {row[1]:F3}, bird {row[2]:F3}");

// The best class of the first picture, and whether its probability is at least 0.8.
bool isSure = AnimalHead.TryPredict(logits.AsSpan(0, AnimalHead.ClassCount), minimumProbability: 0.8f, out Animal best);
Console.WriteLine(AnimalHead.LabelName(best) + (isSure ? "" : "?"));

// What training needs: the mean loss of both, and its gradient with respect to the logits.
float[] gradient = new float[logits.Length];
float loss = AnimalHead.CrossEntropyGradient(logits, labels, gradient);
Console.WriteLine($"loss {loss:F4}, gradient {gradient[0]:F4} {gradient[1]:F4} {gradient[2]:F4} ...");

[SoftmaxHead(typeof(Animal))]
internal static partial class AnimalHead;

internal enum Animal { Cat, Dog, Bird }
