using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Xunit;

namespace SoftmaxGen.Generator.Tests.Fuzzing;

/// <summary>
/// Random declarations of heads, valid, mistaken and broken. The generator and the analyzer never throw, what is valid
/// compiles without a warning, what is not gives an error in the user's own source, and generated code has no errors at all.
/// </summary>
/// <remarks><c>SOFTMAXGEN_FUZZ=100000</c> makes the run as long as that many projects; a longer run begins with the shorter one's.</remarks>
public class GeneratorFuzzTests
{
    // Of nine mistakes put into the generator on purpose, five were found: each within 48 valid, 54 mistaken or 9 broken projects.
    // 2400 found no other.
    private const int DefaultCount = 250;

    private static readonly int Count =
        int.TryParse(Environment.GetEnvironmentVariable("SOFTMAXGEN_FUZZ"), NumberStyles.None, CultureInfo.InvariantCulture, out int count) ? count : DefaultCount;

    // Valid declarations bring a file of over a thousand lines each with them to compile, mistaken ones a short one.
    [Trait(TestCategory.Name, TestCategory.Slow)]
    [Theory]
    [InlineData(Verdict.Valid, 10)]
    [InlineData(Verdict.Invalid, 60)]
    [InlineData(Verdict.Broken, 25)]
    public async Task Random_declarations_are_generated_or_reported(Verdict verdict, int percent)
    {
        ConcurrentBag<int> failed = [];
        await Parallel.ForEachAsync(Enumerable.Range(0, Count * percent / 100), async (seed, _) =>
        {
            if (failed.IsEmpty && await FailureAsync(DeclarationBuilder.Build(new Choices(seed), verdict), seed) is not null)
                failed.Add(seed);
        });

        if (!failed.IsEmpty)
            Assert.Fail(await ReportAsync(verdict, failed.Min()));
    }

    [Theory]
    [InlineData(Verdict.Valid, "", "[SoftmaxGen.SoftmaxHead(3)] class Head;", "CS0260")]
    [InlineData(Verdict.Valid, "", "[SoftmaxGen.SoftmaxHead(3)] partial class Head { int x = Missing; }", "CS0103")]
    [InlineData(Verdict.Valid, "", "partial class Head;", "0 files for 1 heads")]
    [InlineData(Verdict.Broken, "", "#pragma warning disable\n[SoftmaxGen.SoftmaxHead(1)] partial class Head;", "0 files and no errors for 1 heads")]
    [InlineData(Verdict.Invalid, "SMG001", "[SoftmaxGen.SoftmaxHead(3)] partial class Head;", "The mistake is not reported")]
    [InlineData(Verdict.Invalid, "SMG002", "[SoftmaxGen.SoftmaxHead(3)] class Head;", "The mistake is not reported; instead: Source0.cs(1,35): error SMG001")]
    [InlineData(Verdict.Invalid, "CS", "[SoftmaxGen.SoftmaxHead(3)] partial class Head;", "The mistake is not reported")]
    public async Task Verdict_that_is_wrong_is_a_failure(Verdict verdict, string mistake, string source, string expected)
    {
        FuzzCase input = new(verdict, [source], Heads: 1, mistake);

        Assert.Contains(expected, await FailureAsync(input, seed: 0), StringComparison.Ordinal);
        Assert.Contains(expected, await FailureAsync(input, seed: 1), StringComparison.Ordinal);
    }

    // A type of the user that hides one that generated code uses: what an error in generated code looks like.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Errors_in_generated_code_are_a_failure(int seed)
    {
        FuzzCase input = new(Verdict.Broken, ["[SoftmaxGen.SoftmaxHead(3)] partial class Head;", "namespace System { ref struct Span<T>; }"], Heads: 1, Mistake: "");

        Assert.Contains("Head.g.cs", await FailureAsync(input, seed), StringComparison.Ordinal);
    }

    private static async Task<string> ReportAsync(Verdict verdict, int seed)
    {
        Choices choices = new(seed);
        FuzzCase found = DeclarationBuilder.Build(choices, verdict);
        IReadOnlyList<int> least = await Choices.ShrinkAsync(
            choices.Made,
            async script => await FailureAsync(DeclarationBuilder.Build(new Choices(script), verdict), seed) is not null);
        FuzzCase shrunk = DeclarationBuilder.Build(new Choices(least), verdict);
        return $"Seed {seed}, shrunk:\n{shrunk}\n{await FailureAsync(shrunk, seed)}\nAs found:\n{found}\n{await FailureAsync(found, seed)}";
    }

    /// <summary>What is wrong with what the generator and the analyzer make of a project; <see langword="null"/> for nothing.</summary>
    private static async Task<string?> FailureAsync(FuzzCase input, int seed)
    {
        ProjectOptions options = new()
        {
            AllowErrors = input.Verdict != Verdict.Valid,
            AllowUnsafe = input.AllowUnsafe,
            LanguageVersion = input.LanguageVersion,

            // A tenth is compiled whole.
            LeavesKernelsOut = seed % 10 > 0,
        };
        try
        {
            AnalyzerRun run = await GeneratorHarness.AnalyzeAsync(options, [.. input.Sources]);
            Diagnostic[] errors = [.. run.Diagnostics.Concat(run.OfCompiler).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];
            if (errors.FirstOrDefault(error => !IsInUserCode(error)) is { } elsewhere)
                return $"An error is not in the user's code: {elsewhere}";
            return input.Verdict switch
            {
                Verdict.Valid when errors.Length > 0 => $"A valid head is reported: {errors[0]}",
                Verdict.Valid when run.Generator.HeadSources.Count() != input.Heads => $"{run.Generator.HeadSources.Count()} files for {input.Heads} heads",
                Verdict.Invalid when !errors.Any(error => error.Id.StartsWith(input.Mistake, StringComparison.Ordinal)) => $"The mistake is not reported; instead: {errors.FirstOrDefault()}",
                Verdict.Broken when errors.Length == 0 && run.Generator.HeadSources.Count() != AttributedTypes(run) => $"{run.Generator.HeadSources.Count()} files and no errors for {AttributedTypes(run)} heads",
                Verdict.Invalid when run.Generator.Stubs.Count > 0 && errors.FirstOrDefault(error => !IsOf(error, input.Mistake)) is { } other => $"The mistake is not all that is reported: {other}",
                Verdict.Invalid when input.Mistake != "CS" && run.Generator.HeadSources.Any() => "Code is generated for a head with a mistake.",
                _ => null,
            };
        }
        catch (Exception exception)
        {
            // The harness asserts; anything else that is thrown is a failure as well.
            return exception.ToString();
        }
    }

    /// <summary>Whether an error is the mistake's own, or the compiler's word for it: that a modifier is missing, or a type, that a name is that of the type around it, or the language too old.</summary>
    private static bool IsOf(Diagnostic error, string mistake) =>
        error.Id.StartsWith(mistake, StringComparison.Ordinal)
        || mistake == "CS"
        || (mistake, error.Id) is ("SMG001" or "SMG002", "CS0260" or "SMG001" or "SMG002") or ("SMG005", "CS0118" or "CS0246") or ("SMG006", "CS0542")
        || (mistake == "SMG007" && error.GetMessage(CultureInfo.InvariantCulture).Contains(" is not available in C# ", StringComparison.Ordinal));

    private static int AttributedTypes(AnalyzerRun run) => run.Generator.Output
        .GetSymbolsWithName(static _ => true, SymbolFilter.Type)
        .Count(type => type.GetAttributes().Any(attribute => attribute.AttributeClass?.ToDisplayString() == typeof(SoftmaxHeadAttribute).FullName));

    // Some of the compiler's have no place.
    private static bool IsInUserCode(Diagnostic diagnostic) =>
        diagnostic.Location == Location.None || diagnostic.Location.SourceTree?.FilePath.StartsWith("Source", StringComparison.Ordinal) == true;
}
