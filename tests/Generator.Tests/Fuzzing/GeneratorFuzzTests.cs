using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Xunit;

namespace SoftmaxGen.Generator.Tests.Fuzzing;

/// <summary>
/// Random declarations of heads, valid, mistaken and broken. The generator and the analyzer never throw, what is valid
/// compiles without a warning, what is not gives an error in the user's own source, and generated code has no errors at all.
/// </summary>
/// <remarks><c>SOFTMAXGEN_FUZZ=100000</c> makes the run as long as that many declarations; a longer run begins with the shorter one's.</remarks>
public class GeneratorFuzzTests
{
    private const int DefaultCount = 2400;

    private static readonly int Count =
        int.TryParse(Environment.GetEnvironmentVariable("SOFTMAXGEN_FUZZ"), NumberStyles.None, CultureInfo.InvariantCulture, out int count) ? count : DefaultCount;

    /// <summary>Valid declarations bring a file of over a thousand lines with them to compile, the mistaken ones none.</summary>
    [Theory]
    [InlineData(Verdict.Valid, 5)]
    [InlineData(Verdict.Invalid, 2)]
    [InlineData(Verdict.Broken, 4)]
    public async Task The_generator_stands_up_to(Verdict verdict, int share)
    {
        ConcurrentBag<int> failed = [];
        await Parallel.ForEachAsync(Enumerable.Range(0, Count / share), async (seed, _) =>
        {
            if (failed.IsEmpty && await FailureAsync(DeclarationBuilder.Build(new Choices(seed), verdict), WithKernels(seed)) is not null)
                failed.Add(seed);
        });

        if (!failed.IsEmpty)
            await ReportAsync(verdict, failed.Min());
    }

    private static async Task ReportAsync(Verdict verdict, int seed)
    {
        Choices choices = new(seed);
        FuzzCase found = DeclarationBuilder.Build(choices, verdict);
        IReadOnlyList<int> least = await Choices.ShrinkAsync(
            choices.Made,
            async script => await FailureAsync(DeclarationBuilder.Build(new Choices(script), verdict), WithKernels(seed)) is not null);
        FuzzCase shrunk = DeclarationBuilder.Build(new Choices(least), verdict);

        StringBuilder message = new();
        message.Append(CultureInfo.InvariantCulture, $"Seed {seed}, shrunk:\n{shrunk}\n{await FailureAsync(shrunk, WithKernels(seed))}\n");
        message.Append(CultureInfo.InvariantCulture, $"As found:\n{found}\n{await FailureAsync(found, WithKernels(seed))}");
        Assert.Fail(message.ToString());
    }

    /// <summary>What is wrong with what the generator and the analyzer make of a project; <see langword="null"/> for nothing.</summary>
    private static async Task<string?> FailureAsync(FuzzCase input, bool withKernels)
    {
        ProjectOptions options = new() { AllowErrors = input.Verdict != Verdict.Valid, AllowUnsafe = input.AllowUnsafe, LeavesKernelsOut = !withKernels, LanguageVersion = input.LanguageVersion };
        try
        {
            AnalyzerRun run = await GeneratorHarness.AnalyzeAsync(options, [.. input.Sources]);
            Diagnostic[] errors =
            [
                .. run.Diagnostics.Concat(run.OfCompiler).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error),
            ];
            if (errors.FirstOrDefault(error => !IsInUserCode(error)) is { } elsewhere)
                return $"An error is not in the user's code: {elsewhere}";
            return input.Verdict switch
            {
                Verdict.Valid when errors.Length > 0 => $"A valid head is reported: {errors[0]}",
                Verdict.Valid when run.Generator.Sources.Length != input.Heads => $"{run.Generator.Sources.Length} files for {input.Heads} heads",
                Verdict.Invalid when !errors.Any(error => error.Id.StartsWith(input.Mistake, StringComparison.Ordinal)) => $"The mistake is not reported; instead: {errors.FirstOrDefault()}",
                Verdict.Invalid when input.Mistake != "CS" && !run.Generator.Sources.IsEmpty => "Code is generated for a head with a mistake.",
                _ => null,
            };
        }
        catch (Exception exception)
        {
            return exception.Message;
        }
    }

    private static bool WithKernels(int seed) => seed % 10 == 0;

    private static bool IsInUserCode(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree?.FilePath.StartsWith("Source", StringComparison.Ordinal) == true;
}
