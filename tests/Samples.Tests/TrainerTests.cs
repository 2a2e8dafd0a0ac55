using DigitClassifier;

namespace SoftmaxGen.Samples.Tests;

public sealed class TrainerTests
{
    private static readonly DigitData Digits = DigitFile.Load(CommandLine.DefaultDataFile);

    [Theory]
    [InlineData(64, 1, 0.97)]
    [InlineData(64, 2, 0.97)]
    [InlineData(64, 3, 0.97)]
    [InlineData(0, 1, 0.94)]
    [InlineData(0, 2, 0.94)]
    [InlineData(0, 3, 0.94)]
    public void Training_by_default_reaches_the_promised_accuracy(int hidden, int seed, double least)
    {
        Settings settings = Defaults() with { Hidden = hidden, Seed = seed };
        (DigitData training, DigitData test) = Digits.Split(Program.SplitSeed);
        Network network = Train(training, settings);

        Assert.InRange(new Evaluation(network, test).Accuracy, least, 1);
    }

    [Fact]
    public void Training_of_the_same_seed_gives_the_same_weights()
    {
        Settings settings = Defaults() with { Epochs = 3 };
        Assert.Equal(Weights(Train(Digits, settings)), Weights(Train(Digits, settings)));
        Assert.NotEqual(Weights(Train(Digits, settings)), Weights(Train(Digits, settings with { Seed = 2 })));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    public void Training_epoch_allocates_nothing(int hidden)
    {
        Random random = new(1);
        Trainer trainer = new(new Network(DigitData.PixelCount, hidden, 32, random), Digits, 2, 0.1f, random);
        trainer.RunEpoch(0);

        long before = GC.GetAllocatedBytesForCurrentThread();
        trainer.RunEpoch(1);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Evaluation_counts_each_row_once()
    {
        Evaluation evaluation = new(Train(Digits, Defaults() with { Epochs = 1 }), Digits);

        int[] classes = [.. Enumerable.Range(0, DigitHead.ClassCount)];
        int right = classes.Sum(label => evaluation.Count(label, label));
        Mistake[] mistakes = [.. evaluation.Mistakes()];
        Assert.Equal(Digits.Count, classes.Sum(label => classes.Sum(predicted => evaluation.Count(label, predicted))));
        Assert.Equal(right / (double)Digits.Count, evaluation.Accuracy);
        Assert.Equal(Digits.Count - right, mistakes.Length);
        Assert.NotEmpty(mistakes);
        Assert.All(mistakes, mistake => Assert.NotEqual(mistake.Label, mistake.Predicted));
        Assert.Equal(mistakes.Select(mistake => mistake.Probability).OrderDescending(), mistakes.Select(mistake => mistake.Probability));
    }

    /// <summary>Gets the settings of a run without options.</summary>
    private static Settings Defaults()
    {
        Settings? defaults = null;
        CommandLine.Create(settings =>
        {
            defaults = settings;
            return 0;
        }).Parse([]).Invoke();
        return defaults!;
    }

    private static Network Train(DigitData training, Settings settings)
    {
        Random random = new(settings.Seed);
        Network network = new(DigitData.PixelCount, settings.Hidden, Program.BatchSize, random);
        Trainer trainer = new(network, training, settings.Epochs, settings.Rate, random);
        for (int epoch = 0; epoch < settings.Epochs; epoch++)
            trainer.RunEpoch(epoch);

        return network;
    }

    private static float[] Weights(Network network) =>
        [.. network.Parameters.SelectMany(parameters => parameters.Values.ToArray())];
}
