using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using SoftmaxGen.Benchmarks.Kernels;
using SoftmaxGen.Benchmarks.Timing;

namespace SoftmaxGen.Benchmarks.Losses;

/// <summary>Measures heads with options of the loss, those of each class count and element type in a process of their own.</summary>
internal static class LossSweep
{
    /// <summary>How long all options of a class count are measured in turns.</summary>
    private static readonly TimeSpan InTurns = TimeSpan.FromSeconds(4);

    public static Results Run(Effort effort, TextWriter progress)
    {
        string directory = Directory.CreateTempSubdirectory("softmaxgen-").FullName;
        try
        {
            // Compiled here: in source, the weights of all classes would be pages of numbers.
            string assembly = Path.Combine(directory, "Heads.dll");
            LossCase[] cases = [.. LossCase.All.Where(one => LossCase.ClassCountsFor(effort).Contains(one.Classes))];
            HeadSource[] heads = [.. cases.SelectMany(one => one.Heads)];
            Stopwatch clock = Stopwatch.StartNew();
            progress.WriteLine($"{clock.Elapsed:mm\\:ss}  compiling {heads.Length} heads with options of the loss and without");
            HeadCompilation.Compile(heads, assembly);

            List<Measurement> measurements = [];
            foreach (LossCase one in cases)
            {
                progress.WriteLine($"{clock.Elapsed:mm\\:ss}  {one.Element} {one.Classes}");
                measurements.AddRange(OwnProcess
                    .Run(["loss-measure", assembly, one.Element.ToString(), one.Classes.ToString(CultureInfo.InvariantCulture), effort.ToString()])
                    .Select(Measurement.FromLine)
                    .OfType<Measurement>());
            }

            progress.WriteLine($"{clock.Elapsed:mm\\:ss}  done");
            return new Results(measurements);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    /// <summary>Measures the heads of an assembly that have this element type and class count.</summary>
    public static int Measure(string assembly, ElementKind element, int classes, Effort effort, TextWriter output)
    {
        LossCase one = LossCase.All.SingleOrDefault(one => one.Element == element && one.Classes == classes)
            ?? throw new BenchmarkException($"There are no heads {element} {classes} with options of the loss");
        (TimeSpan inTurns, TimeSpan warmUp) = effort == Effort.Smoke ? (TimeSpan.Zero, TimeSpan.Zero) : (InTurns, Turns.WarmUp);
        foreach (Measurement measurement in one.Measure(Assembly.LoadFrom(assembly), inTurns, warmUp))
            output.WriteLine(measurement.ToLine());
        return 0;
    }
}
