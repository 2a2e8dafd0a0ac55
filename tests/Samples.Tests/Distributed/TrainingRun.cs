using DistributedTraining.Training;

namespace SoftmaxGen.Samples.Tests.Distributed;

/// <summary>Ten epochs of a few steps each, as all tests that compare digests run them.</summary>
internal static class TrainingRun
{
    public const int Rows = 6000;
    public const int Epochs = 10;
    public const int StepCount = 3;

    private const float Rate = 0.5f;

    public static TrainingSet Set(int shards) => new("digits", 5, Rows, shards);

    public static async Task<string> DigestAsync(IGradients gradients, TrainingSet set)
    {
        GradientDescent descent = new(set, StepCount, Rate, gradients, state: null);
        for (int epoch = 0; epoch < Epochs; epoch++)
            await descent.RunEpochAsync();

        // Weights that have gone nowhere, or to infinity, would agree as well.
        Assert.Equal(Epochs, descent.State.Losses.Count);
        Assert.InRange(descent.State.Losses[^1], 0.01, 0.5 * descent.State.Losses[0]);
        return descent.Digest();
    }

    /// <summary>The digest of a run on threads, which no silo has a part in.</summary>
    public static Task<string> ThreadedDigestAsync(int shards) => DigestAsync(new ThreadedGradients(Set(shards)), Set(shards));
}
