using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using SoftmaxGen.Generator.Diagnostics;
using SoftmaxGen.Generator.Emission;
using SoftmaxGen.Generator.Model;
using Xunit;

namespace SoftmaxGen.Generator.Tests;

/// <summary>How the project around a head is set up.</summary>
internal sealed record ProjectOptions
{
    public LanguageVersion LanguageVersion { get; init; } = LanguageVersion.Latest;

    /// <summary>The reference to SoftmaxGen.Runtime, <see langword="null"/> for none.</summary>
    public MetadataReference? Runtime { get; init; } = GeneratorHarness.RuntimeReference;

    /// <summary>Whether the test's own source may have errors; generated code never may.</summary>
    public bool AllowErrors { get; init; }

    /// <summary>What the project file says, as the package makes it visible: <c>RunAnalyzers</c> and its value.</summary>
    public ImmutableDictionary<string, string> Properties { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The additional files of the project.</summary>
    public ImmutableArray<AdditionalText> AdditionalFiles { get; init; } = [];

    /// <summary>References to other projects of the user.</summary>
    public ImmutableArray<MetadataReference> References { get; init; } = [];

    /// <summary>Whether the user's code may be unsafe; generated code never is.</summary>
    public bool AllowUnsafe { get; init; }

    /// <summary>
    /// Whether the analyzed project is compiled without the method bodies of the kernels, which take most of the time and
    /// of which only names differ from head to head.
    /// </summary>
    public bool LeavesKernelsOut { get; init; }
}

/// <summary>What the analyzer and the compiler reported in a project, and the run of the generator beside it.</summary>
internal sealed record AnalyzerRun(GeneratorRun Generator, ImmutableArray<Diagnostic> Diagnostics, ImmutableArray<Diagnostic> OfCompiler)
{
    public IEnumerable<string> Ids => Diagnostics.Select(diagnostic => diagnostic.Id);
}

/// <summary>What one run of the generator gave.</summary>
internal sealed record GeneratorRun(GeneratorDriver Driver, CSharpCompilation Output)
{
    public GeneratorRunResult Result => Assert.Single(Driver.GetRunResult().Results);

    public ImmutableArray<GeneratedSourceResult> Sources => Result.GeneratedSources;

    public IEnumerable<string> HintNames => Sources.Select(source => source.HintName);

    /// <summary>The heads that the parser gave, in the order of their file names.</summary>
    public IReadOnlyList<HeadSpec> Heads =>
        [.. Values(TrackingNames.Types).OfType<HeadSpec>().OrderBy(head => head.FileName, StringComparer.Ordinal)];

    /// <summary>The stubs that the parser gave.</summary>
    public IReadOnlyList<StubSpec> Stubs => [.. Values(TrackingNames.Types).OfType<StubSpec>()];

    /// <summary>The files of heads: those with kernels.</summary>
    public IEnumerable<GeneratedSourceResult> HeadSources => Sources.Where(source => !IsStub(source));

    /// <summary>The outputs of one tracked step with what the driver did for them.</summary>
    public IEnumerable<(object Value, IncrementalStepRunReason Reason)> Outputs(string step) =>
        Result.TrackedSteps.TryGetValue(step, out ImmutableArray<IncrementalGeneratorRunStep> runs)
            ? runs.SelectMany(run => run.Outputs)
            : [];

    private static bool IsStub(GeneratedSourceResult source) => source.SourceText.ToString().Contains(GeneratedCode.Header("no head."), StringComparison.Ordinal);

    private IEnumerable<object> Values(string step) => Outputs(step).Select(output => output.Value);
}

/// <summary>
/// Runs the generator as a compiler does and holds every run to what all runs must keep: an edit elsewhere reruns
/// nothing, no step keeps a compilation alive, and the generated code compiles without a warning.
/// </summary>
internal static class GeneratorHarness
{
    private static readonly string[] Steps =
    [
        TrackingNames.DeclaredTypes, TrackingNames.WeightsRequests, TrackingNames.WeightsMatches, TrackingNames.WeightsFiles, TrackingNames.Weights, TrackingNames.WeightsResults,
        TrackingNames.Types, TrackingNames.FileNameCollisions, TrackingNames.Groups, TrackingNames.Heads, TrackingNames.Plans, TrackingNames.Files, TrackingNames.StubFiles, TrackingNames.Diagnostics,
    ];

    private static readonly ImmutableArray<MetadataReference> FrameworkReferences =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == Path.GetDirectoryName(typeof(object).Assembly.Location))
            .Select(path => MetadataReference.CreateFromFile(path)),
        MetadataReference.CreateFromFile(typeof(SoftmaxHeadAttribute).Assembly.Location),
    ];

    public static MetadataReference RuntimeReference { get; } =
        MetadataReference.CreateFromFile(typeof(ISoftmaxHead<>).Assembly.Location);

    // Compilations made from one another share what was read of their references.
    private static readonly CSharpCompilation EmptyProject = CSharpCompilation.Create(
        "Consumer",
        syntaxTrees: null,
        FrameworkReferences.Add(RuntimeReference),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>Runs the generator over source files that must compile.</summary>
    public static GeneratorRun Run(params string[] sources) => Run(new ProjectOptions(), sources);

    /// <summary>Runs the generator over source files.</summary>
    public static GeneratorRun Run(ProjectOptions options, params string[] sources)
    {
        GeneratorRun run = RunTwice(options, sources);
        Assert.Empty(run.Result.Diagnostics);
        AssertCompiles(run, run.Output.GetDiagnostics(), options.AllowErrors);
        return run;
    }

    /// <summary>
    /// Runs the generator, then compiles as far as a build does: what it prints as errors, those of the generator first, but
    /// not those of the analyzer.
    /// </summary>
    public static IReadOnlyList<Diagnostic> BuildWithoutAnalyzers(ProjectOptions options, params string[] sources)
    {
        GeneratorRun run = RunTwice(options, sources);
        ImmutableArray<Diagnostic>[] stages = [run.Output.GetParseDiagnostics(), run.Output.GetDeclarationDiagnostics(), run.Output.GetMethodBodyDiagnostics()];
        return
        [
            .. run.Result.Diagnostics.Where(IsError),
            .. stages.Select(stage => stage.Where(IsError).ToArray()).FirstOrDefault(errors => errors.Length > 0) ?? [],
        ];

        static bool IsError(Diagnostic diagnostic) => diagnostic.Severity == DiagnosticSeverity.Error;
    }

    /// <summary>Runs a driver on, over the next state of the project.</summary>
    public static GeneratorRun Continue(GeneratorDriver driver, CSharpCompilation compilation)
    {
        GeneratorRun run = RunOnce(driver, compilation);
        AssertCompiles(run, run.Output.GetDiagnostics(), allowErrors: false);
        return run;
    }

    public static CSharpCompilation Compile(ProjectOptions options, params string[] sources)
    {
        CSharpCompilation project = options.Runtime == RuntimeReference
            ? EmptyProject
            : EmptyProject.WithReferences(options.Runtime is { } runtime ? FrameworkReferences.Add(runtime) : FrameworkReferences);
        project = project.AddReferences(options.References);
        if (options.AllowUnsafe)
            project = project.WithOptions(project.Options.WithAllowUnsafe(true));
        return project.AddSyntaxTrees([.. sources.Select((source, index) => Parse(source, $"Source{index}.cs", options))]);
    }

    public static GeneratorDriver CreateDriver(ProjectOptions? options = null) => CSharpGeneratorDriver.Create(
        [new SoftmaxHeadGenerator().AsSourceGenerator()],
        additionalTexts: (options ?? new ProjectOptions()).AdditionalFiles,
        parseOptions: ParseOptions(options ?? new ProjectOptions()),
        optionsProvider: new BuildProperties((options ?? new ProjectOptions()).Properties),
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    public static SyntaxTree Parse(string source, string path, ProjectOptions? options = null) =>
        CSharpSyntaxTree.ParseText(source, ParseOptions(options ?? new ProjectOptions()), path);

    /// <summary>
    /// Runs the analyzer over the compilation with the generated code in it, as a build does, and gives what is left
    /// after suppressions.
    /// </summary>
    public static async Task<AnalyzerRun> AnalyzeAsync(ProjectOptions options, params string[] sources)
    {
        GeneratorRun run = RunTwice(options, sources);

        // The compiler's own diagnostics come out of the same pass, which is most of the work.
        ConcurrentBag<Exception> thrown = [];
        CompilationWithAnalyzers compilation = WithAnalyzer(run.Output, options, thrown);
        ImmutableArray<Diagnostic> diagnostics = options.LeavesKernelsOut
            ? await AnalyzeWithoutKernelsAsync(run, compilation)
            : await compilation.GetAllDiagnosticsAsync();
        Assert.Empty(thrown);
        ILookup<bool, Diagnostic> ofCompiler = diagnostics.ToLookup(diagnostic => diagnostic.Id.StartsWith("CS", StringComparison.Ordinal));
        AssertCompiles(run, ofCompiler[true], options.AllowErrors);
        return new AnalyzerRun(
            run,
            [.. ofCompiler[false].OrderBy(diagnostic => diagnostic.Id, StringComparer.Ordinal).ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start)],
            [.. ofCompiler[true]]);
    }

    /// <summary>Runs the analyzer alone over a compilation.</summary>
    public static async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(CSharpCompilation compilation, ProjectOptions options)
    {
        ConcurrentBag<Exception> thrown = [];
        ImmutableArray<Diagnostic> diagnostics = await WithAnalyzer(compilation, options, thrown).GetAnalyzerDiagnosticsAsync();
        Assert.Empty(thrown);
        return diagnostics;
    }

    private static CompilationWithAnalyzers WithAnalyzer(CSharpCompilation compilation, ProjectOptions options, ConcurrentBag<Exception> thrown) => compilation.WithAnalyzers(
        [new SoftmaxHeadAnalyzer()],
        new CompilationWithAnalyzersOptions(new AnalyzerOptions(options.AdditionalFiles), (exception, _, _) => thrown.Add(exception), concurrentAnalysis: true, logAnalyzerExecutionTime: false));

    /// <summary>All diagnostics but those of the kernels' method bodies: of the user's files, and of the members that heads get.</summary>
    private static async Task<ImmutableArray<Diagnostic>> AnalyzeWithoutKernelsAsync(GeneratorRun run, CompilationWithAnalyzers compilation)
    {
        HashSet<SyntaxTree> generated = [.. run.Sources.Select(source => source.SyntaxTree)];
        ImmutableArray<Diagnostic>.Builder diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();
        diagnostics.AddRange(run.Output.GetParseDiagnostics());
        diagnostics.AddRange(run.Output.GetDeclarationDiagnostics());
        foreach (SyntaxTree tree in run.Output.SyntaxTrees)
        {
            SemanticModel model = run.Output.GetSemanticModel(tree);
            if (generated.Contains(tree))
            {
                // The outermost type that contains the head; what is local to the file are the kernels.
                SyntaxNode head = (await tree.GetRootAsync()).DescendantNodes().OfType<TypeDeclarationSyntax>().First(type => !GeneratedFile.IsFileLocal(type));
                diagnostics.AddRange(model.GetMethodBodyDiagnostics(head.Span));
            }
            else
            {
                diagnostics.AddRange(model.GetMethodBodyDiagnostics());
                diagnostics.AddRange((await compilation.GetAnalysisResultAsync(model, filterSpan: null, CancellationToken.None)).GetAllDiagnostics());
            }
        }

        return diagnostics.ToImmutable();
    }

    /// <summary>Asserts that every step gave again what it had given before.</summary>
    public static void AssertNothingReran(GeneratorRun run)
    {
        IEnumerable<(object, IncrementalStepRunReason)> outputs = Steps
            .SelectMany(run.Outputs)
            .Concat(run.Result.TrackedOutputSteps.Values.SelectMany(steps => steps).SelectMany(step => step.Outputs));
        Assert.All(outputs, output => Assert.True(output.Item2 is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));
    }

    /// <summary>
    /// Looks through all that an object holds for what would keep a compilation alive, and gives the first such object.
    /// </summary>
    public static object? FindCompilerObject(object? root)
    {
        HashSet<object> seen = new(ReferenceEqualityComparer.Instance);
        Stack<object?> left = new([root]);
        while (left.TryPop(out object? value))
        {
            if (value is null or string or Type || value.GetType().IsPrimitive || value.GetType().IsEnum || !seen.Add(value))
                continue;
            if (value is ISymbol or Compilation or SemanticModel or Location or SyntaxNode or SyntaxToken or SyntaxTree or SyntaxReference or AttributeData or Diagnostic)
                return value;
            if (value is Array array)
            {
                foreach (object? item in (IEnumerable)array)
                    left.Push(item);
            }

            for (Type? type = value.GetType(); type is not null; type = type.BaseType)
            {
                foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                    left.Push(field.GetValue(value));
            }
        }

        return null;
    }

    /// <summary>Runs the generator, then again after an edit elsewhere, which must change nothing.</summary>
    private static GeneratorRun RunTwice(ProjectOptions options, string[] sources)
    {
        CSharpCompilation compilation = Compile(options, sources);
        GeneratorRun first = RunOnce(CreateDriver(options), compilation);

        // Where the generator reports what the analyzer would, a place that moves is another result.
        SyntaxTree edited = compilation.SyntaxTrees[0];
        string text = first.Outputs(TrackingNames.Diagnostics).Any() ? $"{edited}\n// A comment." : $"// A comment.\n{edited}";
        GeneratorRun second = RunOnce(
            first.Driver,
            compilation
                .ReplaceSyntaxTree(edited, Parse(text, edited.FilePath, options))
                .AddSyntaxTrees(Parse("internal interface IUnrelatedToAnyHead { }", "Unrelated.cs", options)));
        AssertNothingReran(second);
        Assert.Equal(
            first.Sources.Select(source => (source.HintName, source.SourceText.ToString())),
            second.Sources.Select(source => (source.HintName, source.SourceText.ToString())));
        return first;
    }

    private static GeneratorRun RunOnce(GeneratorDriver driver, CSharpCompilation compilation)
    {
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _);
        GeneratorRun run = new(driver, (CSharpCompilation)output);
        Assert.Null(run.Result.Exception);
        foreach (object value in Steps.SelectMany(step => run.Outputs(step)).Select(value => value.Value))
            Assert.Null(FindCompilerObject(value));
        return run;
    }

    private static void AssertCompiles(GeneratorRun run, IEnumerable<Diagnostic> diagnostics, bool allowErrors)
    {
        HashSet<SyntaxTree> generated = [.. run.Sources.Select(source => source.SyntaxTree)];
        Assert.DoesNotContain(
            diagnostics,
            diagnostic => diagnostic.Location.SourceTree is { } tree && generated.Contains(tree)
                ? diagnostic.Severity >= DiagnosticSeverity.Warning
                : diagnostic.Severity == DiagnosticSeverity.Error && !allowErrors);
    }

    // Documentation comments are checked, so that generated code without them would show up as CS1591.
    private static CSharpParseOptions ParseOptions(ProjectOptions options) =>
        new(options.LanguageVersion, DocumentationMode.Diagnose);
}

/// <summary>An additional file of a project; <see langword="null"/> for a text that cannot be read.</summary>
internal sealed class AdditionalFile(string path, string? text) : AdditionalText
{
    private readonly SourceText? _text = text is null ? null : SourceText.From(text, Encoding.UTF8);

    public override string Path => path;

    public override SourceText? GetText(CancellationToken cancellationToken = default) => _text;
}

/// <summary>The properties of a project file that the compiler may see.</summary>
internal sealed class BuildProperties(ImmutableDictionary<string, string> properties) : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(properties);

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Options(ImmutableDictionary<string, string>.Empty);

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Options(ImmutableDictionary<string, string>.Empty);

    private sealed class Options(ImmutableDictionary<string, string> properties) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value)
        {
            const string Prefix = "build_property.";
            value = null;
            return key.StartsWith(Prefix, StringComparison.Ordinal) && properties.TryGetValue(key[Prefix.Length..], out value);
        }
    }
}
