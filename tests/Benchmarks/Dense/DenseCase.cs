using System.Globalization;
using SoftmaxGen.Benchmarks.Heads;
using SoftmaxGen.Benchmarks.Timing;

namespace SoftmaxGen.Benchmarks.Dense;

/// <summary>A head with a dense layer and the benchmarks of it, free of type parameters.</summary>
internal abstract class DenseCase
{
    /// <summary>The rows of a batch that goes forward.</summary>
    public const int BatchRows = 1024;

    /// <summary>The rows of a batch in training.</summary>
    public const int TrainingRows = 32;

    public static IReadOnlyList<DenseCase> All { get; } =
    [
        new DenseCase<Dense30x2>(),
        new DenseCase<Dense64x10>(),
        new DenseCase<Dense784x10>(),
        new DenseCase<Dense128x100>(),
    ];

    public abstract string Name { get; }

    public abstract int Features { get; }

    public abstract int Classes { get; }

    public string Shape => string.Create(CultureInfo.InvariantCulture, $"{Features} x {Classes}");

    public int WeightCount => Features * Classes;

    /// <summary>How many bytes behind a cache line the weights start that are compiled in.</summary>
    public abstract int WeightOffset { get; }

    /// <summary>Runs each benchmark a few times, to see that all of them work.</summary>
    public abstract IReadOnlyList<DenseTime> RunOnce();

    /// <summary>Measures the benchmarks of a suite in turns.</summary>
    public abstract IReadOnlyList<DenseTime> Measure(DenseSuite suite);
}

/// <inheritdoc cref="DenseCase"/>
internal sealed class DenseCase<THead> : DenseCase
    where THead : struct, ITrainedHead<float>
{
    private const int CacheLine = 64;

    private static readonly TimeSpan InTurns = TimeSpan.FromSeconds(4);

    public override string Name => typeof(THead).Name;

    public override int Features => THead.FeatureCount;

    public override int Classes => THead.ClassCount;

    public override unsafe int WeightOffset
    {
        get
        {
            fixed (float* weights = THead.Weights)
                return (int)((nuint)weights % CacheLine);
        }
    }

    public override IReadOnlyList<DenseTime> RunOnce() =>
        [.. Enum.GetValues<DenseSuite>().SelectMany(suite => Run(suite, inTurns: TimeSpan.Zero, warmUp: TimeSpan.Zero))];

    public override IReadOnlyList<DenseTime> Measure(DenseSuite suite) => Run(suite, InTurns, Turns.WarmUp);

    private IReadOnlyList<DenseTime> Run(DenseSuite suite, TimeSpan inTurns, TimeSpan warmUp)
    {
        using DenseBenchmarks<THead> benchmarks = Create(suite);
        benchmarks.RequireAgreement();
        IReadOnlyList<DenseBenchmark> all = benchmarks.All;
        IReadOnlyList<double> times = Turns.Run([.. all.Select(benchmark => benchmark.Call)], inTurns, warmUp);
        return [.. all.Zip(times, (benchmark, time) => new DenseTime(Name, suite, benchmark.Operation, time / benchmark.Rows))];
    }

    private static DenseBenchmarks<THead> Create(DenseSuite suite) => suite switch
    {
        DenseSuite.Row => new DenseRowBenchmarks<THead>(),
        DenseSuite.Batch => new DenseBatchBenchmarks<THead>(),
        _ => new DenseGradientBenchmarks<THead>(),
    };
}
