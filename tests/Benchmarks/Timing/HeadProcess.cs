using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;
using SoftmaxGen.Benchmarks.Heads;

namespace SoftmaxGen.Benchmarks.Timing;

/// <summary>How long to measure.</summary>
internal enum Effort
{
    Smoke,
    Short,
    Full,
}

/// <summary>Measures one head with BenchmarkDotNet, in a process that has seen no other.</summary>
/// <remarks>
/// The process is new for each head because the just-in-time compiler lays out code that heads share, the peers' above
/// all, after what it has seen first: a peer tuned for two classes is slow for a thousand. Within the process the
/// benchmarks run under default runtime settings, tiers and all, and the pilot and warm-up stages last longer than the
/// way to the last tier.
/// </remarks>
internal static class HeadProcess
{
    /// <summary>How long the short run measures in turns.</summary>
    private static readonly TimeSpan InTurns = TimeSpan.FromSeconds(1.5);

    public static int Measure(string name, Effort effort, TextWriter output)
    {
        HeadCase head = HeadList.All.SingleOrDefault(head => head.Name == name)
            ?? throw new BenchmarkException($"There is no head {name}");
        string artifacts = Directory.CreateTempSubdirectory("softmaxgen-").FullName;
        AccumulationLogger log = new();
        try
        {
            IConfig config = CreateConfig(head, effort, artifacts, log);
            BenchmarkRunInfo[] runs =
            [
                .. head.BenchmarkTypes
                    .Select(type => BenchmarkConverter.TypeToBenchmarks(type, config))
                    .Where(run => run.BenchmarksCases.Length > 0),
            ];
            foreach (Summary summary in BenchmarkRunner.Run(runs))
                Write(head, summary, output, log);

            if (effort == Effort.Short)
            {
                foreach (Measurement measurement in head.RunInTurns(InTurns))
                    output.WriteLine(measurement.ToLine());
            }
        }
        finally
        {
            Directory.Delete(artifacts, recursive: true);
        }

        return 0;
    }

    private static void Write(HeadCase head, Summary summary, TextWriter output, AccumulationLogger log)
    {
        if (summary.HasCriticalValidationErrors)
            throw new BenchmarkException(string.Join('\n', summary.ValidationErrors.Select(error => error.Message)));

        foreach (BenchmarkReport report in summary.Reports)
        {
            if (report.ResultStatistics is not { } statistics)
                throw new BenchmarkException($"{report.BenchmarkCase.DisplayInfo} gave no result\n{log.GetLog()}");

            // The fastest iteration, as in the C++ bar: others are the same work and an interruption.
            output.WriteLine(BenchmarkCases.ToMeasurement(head, report.BenchmarkCase.Descriptor.WorkloadMethod, statistics.Min).ToLine());
        }
    }

    private static ManualConfig CreateConfig(HeadCase head, Effort effort, string artifacts, ILogger log)
    {
        ManualConfig config = ManualConfig.CreateEmpty()
            .AddJob(CreateJob(effort).WithToolchain(new InProcessEmitToolchain(TimeSpan.FromMinutes(5), logOutput: true)))
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddLogger(log)
            .WithArtifactsPath(artifacts)
            .WithOptions(ConfigOptions.DisableLogFile);
        return effort == Effort.Full
            ? config
            : config.AddFilter(new AnyCategoriesFilter([head.ShortCategory]));
    }

    // An invocation takes microseconds, so that what BenchmarkDotNet's own loop costs does not show.
    private static Job CreateJob(Effort effort) => effort switch
    {
        Effort.Smoke => Job.Dry,
        Effort.Short => Steady(warmups: 5, iterations: 4, milliseconds: 40),
        _ => Steady(warmups: 5, iterations: 20, milliseconds: 100),
    };

    private static Job Steady(int warmups, int iterations, int milliseconds) => Job.Default
        .WithEvaluateOverhead(false)
        .WithIterationTime(TimeInterval.FromMilliseconds(milliseconds))
        .WithWarmupCount(warmups)
        .WithIterationCount(iterations);
}
