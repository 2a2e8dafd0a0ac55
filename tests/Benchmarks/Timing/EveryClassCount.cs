using System.Diagnostics;
using System.Reflection;
using SoftmaxGen.Benchmarks.Heads;
using SoftmaxGen.Benchmarks.Kernels;

namespace SoftmaxGen.Benchmarks.Timing;

/// <summary>Times every operation on heads of one class count after the other: where a plan is bad for a count, its time stands out.</summary>
internal static class EveryClassCount
{
    // Up to 192 every plan there is but for its numbers; then both sides of the powers of two and of a thousand.
    private static readonly int[] ClassCounts =
        [.. Enumerable.Range(2, 191), 255, 256, 257, 511, 512, 513, 999, 1000, 1001, 1023, 1024, 1025, 2047, 2048, 2049, 4094, 4095, 4096];

    /// <summary>How long all operations of a head are measured in turns.</summary>
    private static readonly TimeSpan InTurns = TimeSpan.FromMilliseconds(200);

    /// <summary>A step that is larger is measured again: a machine that was busy for a moment makes steps that are not there.</summary>
    public const double Suspicious = 1.3;

    /// <summary>How often; what is still there is not the machine.</summary>
    public const int MoreRounds = 4;

    public static Results Run(TextWriter progress)
    {
        string directory = Directory.CreateTempSubdirectory("softmaxgen-").FullName;
        try
        {
            string assembly = Path.Combine(directory, "Heads.dll");
            IReadOnlyList<HeadSource> heads = HeadSource.Plain(ClassCounts);
            progress.WriteLine($"Compiling {heads.Count} heads");
            HeadCompilation.Compile(heads, assembly);

            List<Measurement> measurements = [.. MeasureApart(assembly, ClassCounts)];
            for (int round = 0; round < MoreRounds; round++)
            {
                int[] suspects = [.. Step.All(new Results(measurements)).Where(step => step.Ratio > Suspicious).SelectMany(step => new[] { step.Classes, step.Neighbour }).Distinct().Order()];
                if (suspects.Length == 0)
                    break;
                progress.WriteLine($"Once more, for steps above {Suspicious}");
                measurements.AddRange(MeasureApart(assembly, suspects));
            }

            return new Results(measurements);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    /// <summary>Measures heads of an assembly there and back again: what slows the machine down for a while does not meet a head twice.</summary>
    public static int Measure(string assembly, int[] classCounts, TextWriter output, TextWriter progress)
    {
        HeadCase[] heads =
        [
            .. Assembly.LoadFrom(assembly).GetTypes().Where(type => type.IsValueType).Select(HeadOf).OfType<HeadCase>()
                .Where(head => classCounts.Contains(head.Classes)).OrderBy(head => head.Classes),
        ];
        Stopwatch clock = Stopwatch.StartNew();
        int done = 0;
        foreach (HeadCase head in heads.Concat(heads.Reverse()))
        {
            if (done++ % 50 == 0)
                progress.WriteLine($"{clock.Elapsed:mm\\:ss}  {done,3} of {2 * heads.Length}  {head.Name}");
            foreach (Measurement measurement in head.RunAllInTurns(InTurns))
                output.WriteLine(measurement.ToLine());
        }

        progress.WriteLine($"{clock.Elapsed:mm\\:ss}  done");
        return 0;
    }

    /// <summary>The same in a process of its own.</summary>
    private static IEnumerable<Measurement> MeasureApart(string assembly, int[] classCounts)
    {
        // Each head is called for a moment only: without tiers its code is the last from the first call on.
        Dictionary<string, string> environment = new() { ["DOTNET_TieredCompilation"] = "0" };
        return OwnProcess.Run(["turns", assembly, .. classCounts.Select(count => $"{count}")], environment).Select(Measurement.FromLine).OfType<Measurement>();
    }

    private static HeadCase? HeadOf(Type type) =>
        typeof(ISoftmaxHead<float>).IsAssignableFrom(type) ? Create(type, typeof(float))
        : typeof(ISoftmaxHead<double>).IsAssignableFrom(type) ? Create(type, typeof(double))
        : null;

    private static HeadCase Create(Type head, Type element) => (HeadCase)Activator.CreateInstance(typeof(HeadCase<,>).MakeGenericType(head, element))!;
}
