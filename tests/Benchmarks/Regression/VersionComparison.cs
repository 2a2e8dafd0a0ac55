using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using SoftmaxGen.Benchmarks.Timing;

namespace SoftmaxGen.Benchmarks.Regression;

/// <summary>Times the kernels of two builds of eng/Regression in turns, on the same arrays, in one process.</summary>
internal static class VersionComparison
{
    private const string KernelsType = "SoftmaxGen.Regression.Kernels";
    private const int Numbers = 256 * 100;

    /// <summary>From this ratio on a kernel is marked. What two builds of one commit differ by is less on an idle machine.</summary>
    private const double Slower = 1.05;

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(1);

    public static void Run(string before, string after, TextWriter output)
    {
        // From -1 to 1: also the logits of a layer with such weights are in the fast range.
        Random random = new(1);
        float[] numbers = [.. Enumerable.Range(0, Numbers).Select(_ => (random.NextSingle() * 2) - 1)], results = new float[Numbers];
        double[] doubles = [.. numbers], doubleResults = new double[Numbers];
        int[] labels = [.. Enumerable.Range(0, Numbers).Select(_ => random.Next(3))];

        IReadOnlyDictionary<string, Action> old = Load(before), current = Load(after);
        output.WriteLine("| kernel | before, ns | now, ns | now / before | |");
        output.WriteLine("| --- | ---: | ---: | ---: | --- |");
        foreach ((string name, Action run) in current)
        {
            if (!old.TryGetValue(name, out Action? other))
                continue;
            IReadOnlyList<double> times = Turns.Run([other, run], Duration, TimeSpan.FromSeconds(0.5));
            double ratio = times[1] / times[0];
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {times[0]:F1} | {times[1]:F1} | {ratio:F2} | {(ratio >= Slower ? "slower" : "")} |"));
        }

        IReadOnlyDictionary<string, Action> Load(string assembly)
        {
            Type kernels = new Context(assembly).LoadFromAssemblyPath(assembly).GetType(KernelsType, throwOnError: true)!;
            var all = (IReadOnlyDictionary<string, Func<float[], double[], int[], float[], double[], Action>>)kernels
                .GetProperty("All", BindingFlags.Public | BindingFlags.Static)!
                .GetValue(null)!;
            return all.ToDictionary(kernel => kernel.Key, kernel => kernel.Value(numbers, doubles, labels, results, doubleResults));
        }
    }

    /// <summary>Each build calls the libraries that stand beside it.</summary>
    private sealed class Context(string assembly) : AssemblyLoadContext
    {
        protected override Assembly? Load(AssemblyName name) =>
            Path.Combine(Path.GetDirectoryName(assembly)!, $"{name.Name}.dll") is var file && File.Exists(file) ? LoadFromAssemblyPath(file) : null;
    }
}
