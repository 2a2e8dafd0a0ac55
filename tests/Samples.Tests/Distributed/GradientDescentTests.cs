using DistributedTraining;
using DistributedTraining.Training;

namespace SoftmaxGen.Samples.Tests.Distributed;

public sealed class GradientDescentTests
{
    private const int Shards = 13;
    private const int Rows = 600;
    private const int StepCount = 7;
    private const float Rate = 0.3f;

    private static readonly TrainingSet Set = new("digits", 1, Rows, Shards);
    private static readonly int ParameterCount = Problem.Named(Set.Problem).ParameterCount;

    /// <summary>The bits of the plain formulas: v = 0.9 v + g / rows, w = w - rate v.</summary>
    [Fact]
    public async Task Steps_have_the_bits_of_the_formulas()
    {
        MadeUpGradients gradients = new();
        GradientDescent descent = new(Set, StepCount, Rate, gradients, state: null);
        double[] parameters = new double[ParameterCount], velocity = new double[ParameterCount];
        long[] rows = RowsOfSteps();

        for (int epoch = 0; epoch < 3; epoch++)
        {
            double loss = 0;
            for (int step = 0; step < StepCount; step++)
            {
                double[] sum = MadeUpGradients.Sum((epoch * StepCount) + step);
                for (int i = 0; i < ParameterCount; i++)
                {
                    velocity[i] = (0.9 * velocity[i]) + (sum[i] / rows[step]);
                    parameters[i] -= 0.3f * velocity[i];
                }

                loss += sum[^1];
            }

            Assert.Equal(loss / Rows, await descent.RunEpochAsync());
            Assert.Equal(loss / Rows, descent.State.Losses[epoch]);
            Assert.Equal(epoch + 1, descent.State.Epoch);
            Assert.Equal(parameters, descent.State.Parameters);
            Assert.Equal(velocity, descent.State.Velocity);
            Assert.Equal(parameters.Select(parameter => (float)parameter), descent.Parameters.ToArray());
        }

        Assert.Equal(3 * StepCount, descent.Times.Count);
        Assert.InRange(descent.Times.Update, 0, descent.Times.Step);
    }

    [Fact]
    public async Task Gradients_are_asked_for_at_the_rounded_parameters_of_each_step()
    {
        MadeUpGradients gradients = new();
        GradientDescent descent = new(Set, StepCount, Rate, gradients, state: null);
        float[] before = descent.Parameters.ToArray();
        await descent.RunEpochAsync();
        float[] between = descent.Parameters.ToArray();
        await descent.RunEpochAsync();

        Assert.Equal(
            Enumerable.Range(0, 2).SelectMany(_ => Enumerable.Range(0, StepCount)).Select(index => new StepIndex(index, StepCount)),
            gradients.Calls.Select(call => call.Step));
        Assert.Equal(before, gradients.Calls[0].Parameters);
        Assert.NotEqual(before, gradients.Calls[1].Parameters);
        Assert.Equal(between, gradients.Calls[StepCount].Parameters);
    }

    [Fact]
    public async Task Run_from_a_state_goes_on_as_if_not_interrupted()
    {
        GradientDescent whole = new(Set, StepCount, Rate, new ThreadedGradients(Set), state: null);
        for (int epoch = 0; epoch < 5; epoch++)
            await whole.RunEpochAsync();

        GradientDescent first = new(Set, StepCount, Rate, new ThreadedGradients(Set), state: null);
        await first.RunEpochAsync();
        await first.RunEpochAsync();
        GradientDescent second = new(Set, StepCount, Rate, new ThreadedGradients(Set), first.State);
        Assert.Equal(first.Parameters.ToArray(), second.Parameters.ToArray());
        for (int epoch = 2; epoch < 5; epoch++)
            await second.RunEpochAsync();

        Assert.Equal(whole.State.Parameters, second.State.Parameters);
        Assert.Equal(whole.State.Losses, second.State.Losses);
        Assert.Equal(whole.Digest(), second.Digest());
    }

    [Fact]
    public void Digest_is_of_the_last_bit_of_each_parameter()
    {
        double[] parameters = new double[ParameterCount];
        string digest = Digest(parameters);
        Assert.Matches("^[0-9a-f]{16}$", digest);

        parameters[^1] = double.Epsilon;
        Assert.NotEqual(digest, Digest(parameters));

        parameters[^1] = -0.0;
        Assert.NotEqual(digest, Digest(parameters));

        static string Digest(double[] parameters) =>
            new GradientDescent(Set, StepCount, Rate, new MadeUpGradients(), new(0, [], parameters, new double[ParameterCount])).Digest();
    }

    /// <summary>Counts the rows of each step one by one.</summary>
    private static long[] RowsOfSteps()
    {
        long[] rows = new long[StepCount];
        for (int shard = 0; shard < Shards; shard++)
        {
            int count = Enumerable.Range(0, Rows).Count(row => row >= Rows * shard / Shards && row < Rows * (shard + 1) / Shards);
            for (int row = 0; row < count; row++)
                rows[Enumerable.Range(0, StepCount).Last(step => count * step / StepCount <= row)]++;
        }

        return rows;
    }

    /// <summary>Gives gradients that have nothing to do with any rows.</summary>
    private sealed class MadeUpGradients : IGradients
    {
        public List<(StepIndex Step, float[] Parameters)> Calls { get; } = [];

        public static double[] Sum(int call)
        {
            Random random = new(call);
            return [.. Enumerable.Range(0, ParameterCount + 1).Select(_ => random.NextDouble() - 0.5)];
        }

        public Task AddAsync(StepIndex step, ReadOnlyMemory<float> parameters, TreeSum sum)
        {
            sum.Begin(level: 0);
            sum.Add(Sum(Calls.Count));
            Calls.Add((step, parameters.ToArray()));
            return Task.CompletedTask;
        }
    }
}
