using System.Globalization;
using System.Reflection;
using System.Text;
using SoftmaxGen.Benchmarks.Report;
using SoftmaxGen.Benchmarks.Timing;

namespace SoftmaxGen.Alternatives;

/// <summary>Compares heads with what else a .NET developer may use, and writes docs/performance/alternatives.md.</summary>
internal static class Program
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(3);

    public static void Main(string[] args)
    {
        if (args is ["first", { } library])
        {
            Console.WriteLine(FirstPrediction.Run(library).ToString("R", CultureInfo.InvariantCulture));
            return;
        }

        string page = args is [{ } file] ? file : Path.Combine(Repository, "docs", "performance", "alternatives.md");
        File.WriteAllText(page, Page());
    }

    private static string Repository { get; } = typeof(Turns).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepositoryDirectory").Value!;

    private static string Page()
    {
        StringBuilder text = new();
        text.Append($"""
            # Beside other libraries

            Written by

            ```
            dotnet run -c Release --project tests/Alternatives
            ```

            in about a minute, on Linux for x64. It restores half a gigabyte of native libraries, and is not part of the solution.

            - What is compared is measured in one process, in turns, on the same numbers: the fastest turn counts. All libraries
              but ML.NET, which trains a model of its own, must agree on the results.
            - SoftmaxGen, `TensorPrimitives` and ONNX Runtime write into buffers that are there. TorchSharp makes a tensor for
              each result, and ML.NET objects.
            - `TensorPrimitives` is called row by row, with a dot product for each class. ML.NET predicts one row with a
              `PredictionEngine`, many with `Transform`.

            {Machine.Describe()}
            ## Time

            Microseconds for all rows.

            | work | {string.Join(" | ", Library.All)} |
            | --- | {string.Join(" | ", Library.All.Select(_ => "---:"))} |

            """);
        foreach (Case work in Cases.All)
            text.Append(CultureInfo.InvariantCulture, $"| {work.Name} | {string.Join(" | ", Measure(work))} |\n");

        FirstPrediction.WriteModels();
        text.Append("""

            ## First prediction

            A classifier of 64 features and 10 classes in a new process: milliseconds from the start of `Main` to the first
            prediction, with loading the model from its file where there is one, and the megabytes of the files that a program ships
            for it, beside those of .NET.

            | library | first prediction, ms | files, MB |
            | --- | ---: | ---: |

            """);
        foreach (string library in Library.All)
        {
            Console.WriteLine($"first prediction: {library}");
            text.Append(CultureInfo.InvariantCulture, $"| {library} | {Format(FirstPrediction.Milliseconds(library))} | {Format(FirstPrediction.Megabytes(library))} |\n");
        }

        return text.ToString();
    }

    private static IEnumerable<string> Measure(Case work)
    {
        Console.WriteLine(work.Name);
        Contestant[] contestants = [.. work.Create(work)];
        RequireAgreement(work, contestants);
        IReadOnlyList<double> times = Turns.Run([.. contestants.Select(contestant => contestant.Run)], Duration, Turns.WarmUp);
        Dictionary<string, double> microseconds = contestants.Zip(times).ToDictionary(pair => pair.First.Library, pair => pair.Second / 1000);
        return Library.All.Select(library => microseconds.TryGetValue(library, out double time) ? Format(time) : "");
    }

    private static void RequireAgreement(Case work, Contestant[] contestants)
    {
        float[][] results = [.. contestants.Select(Result).Where(result => result.Length > 0)];
        if (results.Any(result => result.Zip(results[0]).Any(pair => !(MathF.Abs(pair.First - pair.Second) <= 1e-4f))))
            throw new InvalidOperationException($"{work.Name}: the libraries do not agree");

        static float[] Result(Contestant contestant)
        {
            contestant.Run();
            return contestant.Result();
        }
    }

    private static string Format(double value) => value switch
    {
        >= 100 => value.ToString("N0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.0", CultureInfo.InvariantCulture),
        >= 1 => value.ToString("0.00", CultureInfo.InvariantCulture),
        _ => value.ToString("0.000", CultureInfo.InvariantCulture),
    };
}
