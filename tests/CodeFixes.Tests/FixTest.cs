using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;
using SoftmaxGen.Generator;
using SoftmaxGen.Generator.Diagnostics;

namespace SoftmaxGen.CodeFixes.Tests;

/// <summary>
/// A project before and after a fix, in the notation of the library for such tests: <c>{|SMG004:1|}</c> is where a
/// diagnostic is reported. The library makes the fixes one at a time, then all at once in the document, the project and the
/// solution, each time with the same result. That has no diagnostic, and compiles with the generator's part.
/// </summary>
/// <typeparam name="TFix">The provider of the fix.</typeparam>
internal sealed class FixTest<TFix> : CSharpCodeFixTest<SoftmaxHeadAnalyzer, TFix, DefaultVerifier>
    where TFix : CodeFixProvider, new()
{
    private const string Usings = "global using System; global using SoftmaxGen;";

    // Of the running framework: those of a package would have to be downloaded.
    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == Path.GetDirectoryName(typeof(object).Assembly.Location))
            .Append(typeof(SoftmaxHeadAttribute).Assembly.Location)
            .Append(typeof(ISoftmaxHead<>).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>Creates a test of one file or several.</summary>
    /// <param name="before">The files with the places of the diagnostics.</param>
    /// <param name="after">The files that the fix leaves.</param>
    public FixTest(string[] before, string[] after)
    {
        ReferenceAssemblies = new ReferenceAssemblies("net10.0");

        // The members of heads are missing before the generator has run: what is left is compiled with them in the end.
        CompilerDiagnostics = CompilerDiagnostics.None;
        AddSources(TestState, before);
        AddSources(FixedState, after);
        TestState.AdditionalReferences.AddRange(References);
    }

    /// <summary>Creates a test of one file.</summary>
    public FixTest(string before, string after)
        : this([before], [after])
    {
    }

    /// <summary>The file of weights <c>w.csv</c>.</summary>
    public string? Weights
    {
        init
        {
            if (value is not null)
                TestState.AdditionalFiles.Add(("/w.csv", value));
        }
    }

    /// <summary>Which of the fixes is made, and the title that it must have.</summary>
    public (int Index, string Title) Action
    {
        init
        {
            CodeActionIndex = value.Index;
            CodeActionVerifier = (action, verifier) => verifier.Equal(value.Title, action.Title);
        }
    }

    /// <summary>Whether the generator runs in the project, as in an editor: types with a mistake then have stubs.</summary>
    public bool RunsGenerator
    {
        get;
        init
        {
            field = value;
            TestBehaviors = value ? TestBehaviors.SkipGeneratedSourcesCheck : TestBehaviors.None;
        }
    }

    /// <summary>Whether the fix does not make all of it right.</summary>
    public bool LeavesErrors { get; init; }

    protected override async Task RunImplAsync(CancellationToken cancellationToken)
    {
        await base.RunImplAsync(cancellationToken);
        if (!LeavesErrors)
            AssertCompiles();
    }

    protected override IEnumerable<Type> GetSourceGenerators() => RunsGenerator ? [typeof(SoftmaxHeadGenerator)] : [];

    protected override ParseOptions CreateParseOptions() => new CSharpParseOptions(LanguageVersion.Latest, DocumentationMode.Diagnose);

    private static void AddSources(SolutionState state, string[] sources)
    {
        state.Sources.Add(("/Usings.cs", Usings));
        for (int index = 0; index < sources.Length; index++)
            state.Sources.Add(($"/Source{index}.cs", sources[index]));
    }

    /// <summary>Asserts that what is left compiles, as far as declarations go: bodies of generated methods are the generator's tests' concern.</summary>
    private void AssertCompiles()
    {
        CSharpParseOptions options = (CSharpParseOptions)CreateParseOptions();
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Consumer",
            FixedState.Sources.Select(source => CSharpSyntaxTree.ParseText(source.content, options, source.filename)),
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        CSharpGeneratorDriver.Create(
                [new SoftmaxHeadGenerator().AsSourceGenerator()],
                [.. TestState.AdditionalFiles.Select(file => new AdditionalFile(file.filename, file.content))],
                options)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out ImmutableArray<Diagnostic> diagnostics);
        Assert.Empty(diagnostics);
        Assert.NotEqual(compilation.SyntaxTrees.Length, output.SyntaxTrees.Count());
        Assert.DoesNotContain(output.GetParseDiagnostics().Concat(output.GetDeclarationDiagnostics()), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
    }

    private sealed class AdditionalFile(string path, SourceText text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => text;
    }
}
