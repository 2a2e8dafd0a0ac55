using System.Diagnostics;
using System.Runtime.Intrinsics;

namespace SoftmaxGen.Benchmarks.Dense;

/// <summary>Measures all heads with dense layers, each in a process of its own, which has seen no other.</summary>
internal static class DenseSweep
{
    /// <summary>The switch of the runtime that leaves vectors of 512 bits alone.</summary>
    private static readonly Dictionary<string, string> Without512 = new() { ["DOTNET_EnableAVX512"] = "0" };

    /// <summary>Gives times with all that the hardware has, and times of the batches without vectors of 512 bits.</summary>
    public static (DenseResults Widest, DenseResults Without512) Run(TextWriter progress)
    {
        Stopwatch clock = Stopwatch.StartNew();
        List<DenseTime> widest = [], without512 = [];
        foreach (DenseCase head in DenseCase.All)
        {
            progress.WriteLine($"{clock.Elapsed:mm\\:ss}  {head.Name}");
            widest.AddRange(MeasureApart(head, Enum.GetValues<DenseSuite>()));
            progress.WriteLine($"{clock.Elapsed:mm\\:ss}  {head.Name} without vectors of 512 bits");
            without512.AddRange(MeasureApart(head, [DenseSuite.Batch], Without512));
        }

        progress.WriteLine($"{clock.Elapsed:mm\\:ss}  done");
        return (new(widest), new(without512));
    }

    /// <summary>Runs every benchmark a few times, to see that all of them work.</summary>
    public static (DenseResults Widest, DenseResults Without512) RunOnce(TextWriter progress)
    {
        progress.WriteLine("Heads with dense layers");
        DenseResults results = new(DenseCase.All.SelectMany(head => head.RunOnce()));
        return (results, results);
    }

    /// <summary>Measures suites of a head and writes one line for each benchmark.</summary>
    public static int Measure(string name, IEnumerable<DenseSuite> suites, TextWriter output)
    {
        DenseCase head = DenseCase.All.SingleOrDefault(head => head.Name == name)
            ?? throw new BenchmarkException($"There is no head {name} with a dense layer");
        if (Environment.GetEnvironmentVariable(Without512.Keys.Single()) == "0" && Vector512.IsHardwareAccelerated)
            throw new BenchmarkException("The runtime still uses vectors of 512 bits");
        foreach (DenseTime time in suites.SelectMany(head.Measure))
            output.WriteLine(time.ToLine());
        return 0;
    }

    private static IEnumerable<DenseTime> MeasureApart(DenseCase head, IEnumerable<DenseSuite> suites, IReadOnlyDictionary<string, string>? environment = null) =>
        OwnProcess.Run(["dense-measure", head.Name, .. suites.Select(suite => suite.ToString())], environment)
            .Select(DenseTime.FromLine)
            .OfType<DenseTime>();
}
