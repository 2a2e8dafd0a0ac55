namespace SoftmaxGen.Runtime.Tests.Labels;

/// <summary>The members for an enumeration of heads whose weights are compiled in.</summary>
public class TrainedLabelTests
{
    // Rows of the data set, one of each species.
    private static readonly double[][] Flowers = [[5.1, 3.5, 1.4, 0.2], [5.9, 3.0, 4.2, 1.5], [6.3, 3.3, 6.0, 2.5]];

    [Fact]
    public void PredictLabel_is_what_Predict_numbers() => Assert.All(Flowers, (flower, index) =>
    {
        float[] single = [.. flower.Select(number => (float)number)];

        Assert.Equal((Species)index, TrainedIntHead.PredictLabel(single));
        Assert.Equal((WideSpecies)index, TrainedLongHead.PredictLabel(flower));
        Assert.Equal(TrainedIntHead.Predict(single), (int)TrainedIntHead.PredictLabel(single, TrainedIntHead.Weights, TrainedIntHead.Bias));
        Assert.Equal(TrainedLongHead.Predict(flower), (int)TrainedLongHead.PredictLabel(flower, TrainedLongHead.Weights, TrainedLongHead.Bias));
    });

    [Fact]
    public void TryPredict_takes_features_and_gives_the_class() => Assert.All(Flowers, (flower, index) =>
    {
        float[] single = [.. flower.Select(number => (float)number)];

        Assert.True(TrainedIntHead.TryPredict(single, 0.5f, out Species label));
        Assert.Equal((Species)index, label);
        Assert.False(TrainedLongHead.TryPredict(flower, 1, out WideSpecies wide));
        Assert.Equal((WideSpecies)index, wide);
    });

    [Fact]
    public void ArgMaxLabel_takes_logits()
    {
        float[] logits = new float[3];
        TrainedIntHead.Logits([6.3f, 3.3f, 6.0f, 2.5f], logits);

        Assert.Equal(Species.Virginica, TrainedIntHead.ArgMaxLabel(logits));
        Assert.Equal(nameof(Species.Virginica), TrainedIntHead.LabelName(TrainedIntHead.ArgMaxLabel(logits)));
    }
}
