using SoftmaxGen;

namespace DistributedTraining;

/// <summary>A point for each class, and rows around it: for sizes that no data here has.</summary>
internal sealed class Clusters<THead>(string name) : Problem<THead>
    where THead : struct, IDenseHead<float>
{
    private const int PointSeed = -1;
    private const int TestSeed = -2;
    private const int TestCount = 1000;

    // So far from each other that most rows can be told apart, not all.
    private readonly float _scale = 1.5f / MathF.Sqrt(THead.FeatureCount);

    public override string Name => name;

    public override void MakeRows(int seed, long first, Span<float> features, Span<int> labels)
    {
        for (int i = 0; i < labels.Length; i++)
        {
            RowRandom random = new(seed, first + i);
            int label = random.Next(ClassCount);
            labels[i] = label;
            RowRandom point = new(PointSeed, label);
            Span<float> row = features.Slice(i * FeatureCount, FeatureCount);
            foreach (ref float feature in row)
                feature = (_scale * 2 * point.Next()) + random.Next();
        }
    }

    public override (float[] Features, int[] Labels) MakeTestRows()
    {
        float[] features = new float[TestCount * FeatureCount];
        int[] labels = new int[TestCount];
        MakeRows(TestSeed, 0, features, labels);
        return (features, labels);
    }
}
