using System.Diagnostics;
using SoftmaxGen.Benchmarks.Heads;

namespace SoftmaxGen.Benchmarks.Timing;

/// <summary>Measures all heads.</summary>
internal static class Sweep
{
    /// <summary>How often the short run goes through all heads: minutes lie between, in which a machine that was busy may have calmed down.</summary>
    private const int ShortPasses = 2;

    public static Results Run(Effort effort, TextWriter progress)
    {
        List<Measurement> all = [];
        Stopwatch clock = Stopwatch.StartNew();
        IReadOnlyList<HeadCase> heads = HeadList.All;
        int passes = effort == Effort.Short ? ShortPasses : 1;
        for (int i = 0; i < passes * heads.Count; i++)
        {
            HeadCase head = heads[i % heads.Count];
            progress.WriteLine($"{clock.Elapsed:mm\\:ss}  {i + 1,2} of {passes * heads.Count}  {head.Name}");
            all.AddRange(effort == Effort.Smoke ? head.RunOnce() : Measure(head, effort));
        }

        if (effort == Effort.Smoke)
        {
            progress.WriteLine($"{clock.Elapsed:mm\\:ss}  one head of each element type in a process of its own");
            foreach (ElementKind element in Enum.GetValues<ElementKind>())
                Measure(heads.First(head => head.Element == element), effort);
        }

        progress.WriteLine($"{clock.Elapsed:mm\\:ss}  done");
        return new Results(all);
    }

    private static List<Measurement> Measure(HeadCase head, Effort effort)
    {
        List<Measurement> measurements = [.. OwnProcess
            .Run(["measure", head.Name, effort.ToString()])
            .Select(Measurement.FromLine)
            .OfType<Measurement>()];
        return measurements.Count > 0 ? measurements : throw new BenchmarkException($"{head.Name}: nothing was measured");
    }
}
