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

    public static Results Run(TextWriter progress)
    {
        string directory = Directory.CreateTempSubdirectory("softmaxgen-").FullName;
        try
        {
            string assembly = Path.Combine(directory, "Heads.dll");
            progress.WriteLine($"Compiling {2 * ClassCounts.Length} heads");
            HeadCompilation.Compile(ClassCounts, assembly);

            // Each head is called for a moment only: without tiers its code is the last from the first call on.
            IReadOnlyList<string> lines = OwnProcess.Run(["turns", assembly], new Dictionary<string, string> { ["DOTNET_TieredCompilation"] = "0" });
            return new Results(lines.Select(Measurement.FromLine).OfType<Measurement>());
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    /// <summary>Measures the heads of an assembly there and back again: what slows the machine down for a while does not meet a head twice.</summary>
    public static int Measure(string assembly, TextWriter output, TextWriter progress)
    {
        HeadCase[] heads = [.. Assembly.LoadFrom(assembly).GetTypes().Where(type => type.IsValueType).Select(HeadOf).OfType<HeadCase>().OrderBy(head => head.Classes)];
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

    private static HeadCase? HeadOf(Type type) =>
        typeof(ISoftmaxHead<float>).IsAssignableFrom(type) ? Create(type, typeof(float))
        : typeof(ISoftmaxHead<double>).IsAssignableFrom(type) ? Create(type, typeof(double))
        : null;

    private static HeadCase Create(Type head, Type element) => (HeadCase)Activator.CreateInstance(typeof(HeadCase<,>).MakeGenericType(head, element))!;
}
