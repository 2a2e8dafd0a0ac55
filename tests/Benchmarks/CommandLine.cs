using System.CommandLine;
using System.Reflection;
using SoftmaxGen.Benchmarks.Dense;
using SoftmaxGen.Benchmarks.Heads;
using SoftmaxGen.Benchmarks.Kernels;
using SoftmaxGen.Benchmarks.Losses;
using SoftmaxGen.Benchmarks.Regression;
using SoftmaxGen.Benchmarks.Report;
using SoftmaxGen.Benchmarks.Timing;

namespace SoftmaxGen.Benchmarks;

/// <summary>The commands and their options.</summary>
internal static class CommandLine
{
    private static string Repository { get; } = typeof(CommandLine).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepositoryDirectory").Value!;

    private static string PerformanceDirectory => Path.Combine(Repository, "docs", "performance");

    public static RootCommand Create()
    {
        Option<bool> full = new("--full") { Description = "Run every benchmark, and longer." };
        Option<bool> smoke = new("--smoke")
        {
            Description = "Run every benchmark once to see that it works; the times mean nothing and go to a directory that is not checked in.",
        };
        Option<FileInfo?> native = new("--native") { HelpName = "FILE", Description = "What the hand-written C++ bar printed on this machine: adds our times divided by its." };
        Option<DirectoryInfo?> output = new("--output") { HelpName = "DIRECTORY", Description = "Where tables and charts go; docs/performance by default." };

        RootCommand command = new("Times every head against its peers in under ten minutes, and writes tables and charts.")
        {
            full,
            smoke,
            native,
            output,
            CreateReadme(),
            CreateCliffs(),
            CreateDense(),
            CreateLosses(),
            CreateKernels(),
            CreateCompare(),
            CreateMeasure(),
            CreateDenseMeasure(),
            CreateLossMeasure(),
            CreateTurns(),
            CreatePrepare(),
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(full) && result.GetValue(smoke))
                result.AddError("--full and --smoke exclude each other");
        });
        command.SetAction(result => Run(
            result.GetValue(smoke) ? Effort.Smoke : result.GetValue(full) ? Effort.Full : Effort.Short,
            result.GetValue(native)?.FullName,
            result.GetValue(output)?.FullName));
        return command;
    }

    private static int Run(Effort effort, string? native, string? output)
    {
        // Read first: a file that cannot be read should not cost ten minutes.
        NativeTimes? nativeTimes = native is null ? null : NativeTimes.Read(native);
        string directory = output ?? (effort == Effort.Smoke
            ? Path.Combine(Repository, "BenchmarkDotNet.Artifacts", "smoke")
            : PerformanceDirectory);

        Results results = Sweep.Run(effort, Console.Error);
        PerformanceReport.Write(results, nativeTimes, directory);
        if (directory == PerformanceDirectory)
            WriteSpeedSection();
        if (effort == Effort.Smoke)
        {
            WriteDense(DenseSweep.RunOnce(Console.Error), directory);
            WriteLosses(effort, directory);
        }

        Console.WriteLine($"Wrote {Path.GetRelativePath(Environment.CurrentDirectory, directory)}");
        return 0;
    }

    private static Command CreateReadme()
    {
        Command command = new("readme", "Writes the speed section of README.md from the results that are checked in, without measuring.");
        command.SetAction(_ => WriteSpeedSection());
        return command;
    }

    private static void WriteSpeedSection()
    {
        string readme = Path.Combine(Repository, "README.md");
        try
        {
            File.WriteAllText(
                readme, SpeedSection.Insert(File.ReadAllText(readme), File.ReadAllText(Path.Combine(PerformanceDirectory, "README.md"))));
        }
        catch (FormatException e)
        {
            throw new BenchmarkException(e.Message);
        }
    }

    private static Command CreateKernels()
    {
        Argument<int[]> classes = new("classes") { HelpName = "N", Description = "Class counts, any from 2 to 65536; by default all that are timed.", Arity = ArgumentArity.ZeroOrMore };
        classes.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int[]>().Any(count => count is < 2 or > 65536))
                result.AddError("A class count is from 2 to 65536");
        });
        Option<bool> listing = new("--listing") { Description = "Print the compiler's own listings too." };
        Command command = new("kernels", "Prints each head's plan and what the just-in-time compiler made of its kernels.") { classes, listing };
        command.SetAction(result => KernelReport.Print(
            result.GetValue(classes) is { Length: > 0 } chosen ? chosen : HeadList.ClassCounts,
            result.GetValue(listing),
            Console.Out));
        return command;
    }

    private static Command CreateCliffs()
    {
        Command command = new("cliffs", "Times every operation on one class count after the other, and writes charts that show whether one stands out.");
        command.SetAction(_ => Cliffs());
        return command;
    }

    private static void Cliffs() => ClassCountReport.Write(EveryClassCount.Run(Console.Error), PerformanceDirectory);

    private static Command CreateDense()
    {
        Command command = new("dense", "Times heads with dense layers against their peers in two minutes, and writes a page with charts.");
        command.SetAction(_ => WriteDense(DenseSweep.Run(Console.Error), PerformanceDirectory));
        return command;
    }

    private static void WriteDense((DenseResults Widest, DenseResults Without512) results, string directory) =>
        DenseReport.Write(results.Widest, results.Without512, directory);

    private static Command CreateLosses()
    {
        Command command = new("losses", "Times heads with options of the loss beside heads without in under two minutes, and writes a page.");
        command.SetAction(_ => WriteLosses(Effort.Short, PerformanceDirectory));
        return command;
    }

    private static void WriteLosses(Effort effort, string directory) =>
        LossReport.Write(LossSweep.Run(effort, Console.Error), LossCase.ClassCountsFor(effort), directory);

    private static Command CreateCompare()
    {
        Argument<FileInfo> before = new("before") { Description = "The kernels of eng/Regression, built with the libraries of another commit." };
        Argument<FileInfo> after = new("after") { Description = "The same with those of this one." };
        Command command = new("compare", "Times the kernels of two commits in turns. eng/regression.sh builds both.") { before, after };
        command.SetAction(result => VersionComparison.Run(result.GetRequiredValue(before).FullName, result.GetRequiredValue(after).FullName, Console.Out));
        return command;
    }

    private static Command CreateMeasure()
    {
        Argument<string> head = new("head");
        Argument<Effort> effort = new("effort");
        Command command = new("measure", "Measures one head.") { head, effort };
        command.Hidden = true;
        command.SetAction(result => HeadProcess.Measure(result.GetRequiredValue(head), result.GetValue(effort), Console.Out));
        return command;
    }

    private static Command CreateDenseMeasure()
    {
        Argument<string> head = new("head");
        Argument<DenseSuite[]> suites = new("suites") { Arity = ArgumentArity.OneOrMore };
        Command command = new("dense-measure", "Measures one head with a dense layer.") { head, suites };
        command.Hidden = true;
        command.SetAction(result => DenseSweep.Measure(result.GetRequiredValue(head), result.GetRequiredValue(suites), Console.Out));
        return command;
    }

    private static Command CreateLossMeasure()
    {
        Argument<FileInfo> assembly = new("assembly");
        Argument<ElementKind> element = new("element");
        Argument<int> classes = new("classes");
        Argument<Effort> effort = new("effort");
        Command command = new("loss-measure", "Measures heads of an assembly with options of the loss.") { assembly, element, classes, effort };
        command.Hidden = true;
        command.SetAction(result => LossSweep.Measure(
            result.GetRequiredValue(assembly).FullName,
            result.GetRequiredValue(element),
            result.GetRequiredValue(classes),
            result.GetValue(effort),
            Console.Out));
        return command;
    }

    private static Command CreateTurns()
    {
        Argument<FileInfo> assembly = new("assembly");
        Argument<int[]> classes = new("classes") { Arity = ArgumentArity.OneOrMore };
        Command command = new("turns", "Measures heads of an assembly.") { assembly, classes };
        command.Hidden = true;
        command.SetAction(result => EveryClassCount.Measure(
            result.GetRequiredValue(assembly).FullName, result.GetRequiredValue(classes), Console.Out, Console.Error));
        return command;
    }

    private static Command CreatePrepare()
    {
        Argument<FileInfo> assembly = new("assembly");
        Command command = new("prepare", "Has the kernels of an assembly compiled.") { assembly };
        command.Hidden = true;
        command.SetAction(result => KernelPreparation.Run(result.GetRequiredValue(assembly).FullName, Console.Out));
        return command;
    }
}
