using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace SoftmaxGen.Alternatives;

/// <summary>Softmax regression that ML.NET trains: its models have no constructor that takes weights.</summary>
internal sealed class MlNetModel
{
    public const int Features = 64;
    public const int Classes = 10;

    private readonly MLContext _context = new(seed: 1);

    private readonly ITransformer _model;

    public MlNetModel()
    {
        IDataView rows = _context.Data.LoadFromEnumerable(Rows(1000));
        _model = _context.Transforms.Conversion.MapValueToKey(nameof(Row.Label))
            .Append(_context.MulticlassClassification.Trainers.LbfgsMaximumEntropy(
                new LbfgsMaximumEntropyMulticlassTrainer.Options { MaximumNumberOfIterations = 5, NumberOfThreads = 1 }))
            .Fit(rows);
        Schema = rows.Schema;
    }

    private DataViewSchema Schema { get; }

    public static Row[] Rows(int count)
    {
        Random random = new(1);
        return [.. Enumerable.Range(0, count).Select(i => new Row { Features = [.. Enumerable.Range(0, Features).Select(_ => random.NextSingle())], Label = (uint)(i % Classes) })];
    }

    public void Save(string file) => _context.Model.Save(_model, Schema, file);

    /// <summary>One row after the other, as its guide recommends it.</summary>
    public PredictionEngine<Row, Prediction> CreateEngine() => _context.Model.CreatePredictionEngine<Row, Prediction>(_model);

    /// <summary>All rows at once.</summary>
    public int Transform(Row[] rows) => _model.Transform(_context.Data.LoadFromEnumerable(rows)).GetColumn<float[]>(nameof(Prediction.Score)).Count();

    internal sealed class Row
    {
        [VectorType(MlNetModel.Features)]
        public float[] Features { get; set; } = [];

        public uint Label { get; set; }
    }

    internal sealed class Prediction
    {
        public float[] Score { get; set; } = [];
    }
}
