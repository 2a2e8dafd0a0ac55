using DistributedTraining;
using DistributedTraining.Training;

namespace SoftmaxGen.Samples.Tests.Distributed;

public sealed class ProblemTests
{
    public static TheoryData<string> Names => [.. Problem.Names];

    [Fact]
    public void Problem_has_the_size_that_its_name_says()
    {
        Assert.Equal(
            [("digits", 64, 10), ("784x10", 784, 10), ("2048x1000", 2048, 1000)],
            Problem.Names.Select(name => (name, Problem.Named(name).FeatureCount, Problem.Named(name).ClassCount)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Rows_do_not_depend_on_the_range_that_they_are_made_in(string name)
    {
        const int First = 100, Count = 12;
        Problem problem = Problem.Named(name);
        (float[] features, int[] labels) = Rows(problem, First, Count);

        for (int row = 0; row < Count; row++)
        {
            (float[] alone, int[] label) = Rows(problem, First + row, 1);
            Assert.Equal(features.AsSpan(row * problem.FeatureCount, problem.FeatureCount).ToArray(), alone);
            Assert.Equal(labels[row], label[0]);
        }

        (float[] fromElsewhere, _) = Rows(problem, First + 5, Count);
        Assert.Equal(features[(5 * problem.FeatureCount)..], fromElsewhere[..^(5 * problem.FeatureCount)]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Rows_of_each_index_and_each_seed_are_others(string name)
    {
        Problem problem = Problem.Named(name);
        (float[] features, int[] labels) = Rows(problem, 0, 20);
        (float[] ofOtherSeed, _) = Rows(problem, 0, 20, seed: 2);

        Assert.Distinct(features.Concat(ofOtherSeed).Chunk(problem.FeatureCount).Select(row => string.Join(' ', row)));
        Assert.All(labels, label => Assert.InRange(label, 0, problem.ClassCount - 1));
        Assert.InRange(labels.Distinct().Count(), 5, 20);
    }

    /// <summary>A row is a digit with noise of less than an eighth: the pixels of some digit are as near as that.</summary>
    [Fact]
    public void Rows_of_digits_are_digits_of_the_training_set_with_noise()
    {
        Problem problem = Problem.Named("digits");
        (float[] features, int[] labels) = Rows(problem, 0, 50);
        (DigitClassifier.DigitData training, _) = DigitClassifier.DigitFile.Load(DigitClassifier.CommandLine.DefaultDataFile)
            .Split(DigitClassifier.Program.SplitSeed);

        for (int row = 0; row < labels.Length; row++)
        {
            float[] pixels = features.AsSpan(row * problem.FeatureCount, problem.FeatureCount).ToArray();
            int near = Enumerable.Range(0, training.Count)
                .Count(digit => training.Labels[digit] == labels[row] && Distance(pixels, training.Row(digit)) <= 0.125f + 1e-7f);
            Assert.InRange(near, 1, 5);
        }

        static float Distance(float[] left, ReadOnlySpan<float> right) => left.Zip(right.ToArray(), (a, b) => Math.Abs(a - b)).Max();
    }

    /// <summary>
    /// The bound: features are below 1.2 and the loss of 4 rows is up to 4 ln 1000 = 28, which a float has to 2^-20 = 1e-6. The
    /// sums of up to 2048 products that logits are made of add errors of the root of that number, 45, times 2^-24 x 0.2, 5e-7.
    /// Measured: below 4e-6 for the loss, below 3e-7 for the gradient.
    /// </summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Gradient_is_that_of_double(string name)
    {
        const int Count = 4;
        const double Bound = 2e-5;
        Problem problem = Problem.Named(name);
        (float[] features, int[] labels) = Rows(problem, 0, Count);
        Random random = new(3);
        float[] parameters = [.. Enumerable.Range(0, problem.ParameterCount).Select(_ => (random.NextSingle() - 0.5f) * 0.2f)];
        float[] gradient = new float[problem.ParameterCount];
        gradient.AsSpan().Fill(float.NaN);

        double loss = problem.LossAndGradient(features, labels, parameters, gradient);

        (double expectedLoss, double[] expected) = LossAndGradient(problem, features, labels, parameters);
        Assert.InRange(loss, expectedLoss - Bound, expectedLoss + Bound);
        for (int i = 0; i < gradient.Length; i++)
            Assert.True(Math.Abs(gradient[i] - expected[i]) <= Bound, $"{i}: {gradient[i]}, expected {expected[i]}");

        // Against a gradient of zeros the bound would say nothing.
        Assert.True(expected.Max(Math.Abs) > 1000 * Bound);
    }

    [Fact]
    public void Gradient_of_no_rows_is_zero()
    {
        Problem problem = Problem.Named("digits");
        float[] parameters = [.. Enumerable.Repeat(0.5f, problem.ParameterCount)];
        float[] gradient = new float[problem.ParameterCount];
        gradient.AsSpan().Fill(float.NaN);

        Assert.Equal(0, problem.LossAndGradient([], [], parameters, gradient));
        Assert.Equal(new float[problem.ParameterCount], gradient);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Accuracy_is_the_share_of_rows_with_the_largest_logit_at_their_label(string name)
    {
        const int Count = 50;
        Problem problem = Problem.Named(name);
        Random random = new(4);
        float[] parameters = [.. Enumerable.Range(0, problem.ParameterCount).Select(_ => random.NextSingle() - 0.5f)];
        (float[] features, _) = Rows(problem, 0, Count);
        int[] best =
        [
            .. features.Chunk(problem.FeatureCount).Select(row =>
            {
                double[] logits = Logits(problem, row, parameters);
                return Array.IndexOf(logits, logits.Max());
            }),
        ];

        Assert.Equal(1, problem.Accuracy(features, best, parameters));

        int[] labels = [.. best.Select((label, row) => row % 5 == 0 ? (label + 1) % problem.ClassCount : label)];
        Assert.Equal(0.8, problem.Accuracy(features, labels, parameters));
    }

    [Theory]
    [InlineData("digits", 360)]
    [InlineData("784x10", 1000)]
    public void Rows_of_the_test_are_not_those_of_training(string name, int count)
    {
        Problem problem = Problem.Named(name);

        (float[] features, int[] labels) = problem.MakeTestRows();

        Assert.InRange(labels.Length, count - 1, count);
        Assert.Equal(labels.Length * problem.FeatureCount, features.Length);
        Assert.Equal(problem.ClassCount, labels.Distinct().Count());
        HashSet<string> rows = [.. features.Chunk(problem.FeatureCount).Select(row => string.Join(' ', row))];
        Assert.DoesNotContain(Rows(problem, 0, 200).Features.Chunk(problem.FeatureCount), row => rows.Contains(string.Join(' ', row)));
    }

    /// <summary>Steps that have no row of a shard among them, too.</summary>
    [Theory]
    [InlineData(13, 1)]
    [InlineData(13, 4)]
    [InlineData(1, 1)]
    [InlineData(13, 1000)]
    public void Steps_of_all_shards_have_each_row_once(int shards, int steps)
    {
        TrainingSet set = new("digits", 1, 600, shards);
        Problem problem = Problem.Named(set.Problem);
        Random random = new(5);
        float[] parameters = [.. Enumerable.Range(0, problem.ParameterCount).Select(_ => (random.NextSingle() - 0.5f) * 0.2f)];
        float[] gradient = new float[problem.ParameterCount + 1];
        double[] sum = new double[gradient.Length];
        for (int index = 0; index < shards; index++)
        {
            Shard shard = new(set, index);
            for (int step = 0; step < steps; step++)
            {
                shard.LossAndGradient(new StepIndex(step, steps), parameters, gradient);
                for (int i = 0; i < sum.Length; i++)
                    sum[i] += gradient[i];
            }
        }

        // The loss of all rows is 1392, which a float has to 2^-14 = 6e-5. A row twice or not at all would change it by 1 or more.
        // Measured: below 2e-5 for the loss, and below 6e-6 for the gradient.
        const double Bound = 2e-4;
        (float[] features, int[] labels) = Rows(problem, 0, (int)set.Rows);
        (double loss, double[] expected) = LossAndGradient(problem, features, labels, parameters);
        Assert.InRange(sum[^1], loss - Bound, loss + Bound);
        for (int i = 0; i < expected.Length; i++)
            Assert.InRange(sum[i], expected[i] - Bound, expected[i] + Bound);
    }

    /// <summary>The loss of softmax regression and its gradient, in double, term by term.</summary>
    internal static (double Loss, double[] Gradient) LossAndGradient(Problem problem, float[] features, int[] labels, float[] parameters)
    {
        double loss = 0;
        double[] gradient = new double[problem.ParameterCount];
        for (int row = 0; row < labels.Length; row++)
        {
            float[] x = features.AsSpan(row * problem.FeatureCount, problem.FeatureCount).ToArray();
            double[] logits = Logits(problem, x, parameters);
            double largest = logits.Max();
            double logSum = largest + Math.Log(logits.Sum(logit => Math.Exp(logit - largest)));
            loss += logSum - logits[labels[row]];
            for (int label = 0; label < logits.Length; label++)
            {
                double difference = Math.Exp(logits[label] - logSum) - (label == labels[row] ? 1 : 0);
                for (int i = 0; i < x.Length; i++)
                    gradient[(label * x.Length) + i] += difference * x[i];

                gradient[(problem.ClassCount * x.Length) + label] += difference;
            }
        }

        return (loss, gradient);
    }

    private static double[] Logits(Problem problem, float[] row, float[] parameters)
    {
        double[] logits = new double[problem.ClassCount];
        for (int label = 0; label < logits.Length; label++)
        {
            logits[label] = parameters[(problem.ClassCount * row.Length) + label];
            for (int i = 0; i < row.Length; i++)
                logits[label] += (double)parameters[(label * row.Length) + i] * row[i];
        }

        return logits;
    }

    private static (float[] Features, int[] Labels) Rows(Problem problem, int first, int count, int seed = 1)
    {
        float[] features = new float[count * problem.FeatureCount];
        int[] labels = new int[count];
        problem.MakeRows(seed, first, features, labels);
        return (features, labels);
    }
}
