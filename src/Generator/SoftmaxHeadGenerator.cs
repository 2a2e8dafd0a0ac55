using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SoftmaxGen.Generator.Diagnostics;
using SoftmaxGen.Generator.Emission;
using SoftmaxGen.Generator.Model;
using SoftmaxGen.Generator.Parsing;
using SoftmaxGen.Generator.Planning;

namespace SoftmaxGen.Generator;

/// <summary>Generates the members of each type that has the <c>SoftmaxHead</c> attribute.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class SoftmaxHeadGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<ParsedType> parsed = context.SyntaxProvider.ForAttributeWithMetadataName(
            HeadAttribute.MetadataName,
            static (node, _) => node is TypeDeclarationSyntax,
            static (type, cancellationToken) =>
                SoftmaxHeadParser.Parse((INamedTypeSymbol)type.TargetSymbol, type.SemanticModel.Compilation, cancellationToken).ForPipeline());

        IncrementalValuesProvider<DeclaredType> declared = parsed
            .Where(static type => type.Spec is not null)
            .Select(static (type, _) => new DeclaredType(type.Spec!, type.Weights))
            .WithTrackingName(TrackingNames.DeclaredTypes);

        IncrementalValueProvider<EquatableArray<WeightsResult>> weights = WeightsSteps.Read(declared, context.AdditionalTextsProvider);

        IncrementalValuesProvider<TypeSpec> types = declared
            .Combine(weights)
            .SelectMany(static (pair, _) => WeightsReader.Complete(pair.Left, pair.Right) is { } type ? ImmutableArray.Create(type) : [])
            .WithTrackingName(TrackingNames.Types);

        IncrementalValueProvider<EquatableArray<string>> collisions = types
            .Select(static (type, _) => type.FileName)
            .Collect()
            .Select(static (fileNames, _) => HintNames.FindCollisions(fileNames))
            .WithTrackingName(TrackingNames.FileNameCollisions);

        IncrementalValueProvider<EquatableArray<EquatableArray<HeadSpec>>> groups = types
            .Collect()
            .Select(static (all, _) => HeadGroups.Find(all))
            .WithTrackingName(TrackingNames.Groups);

        IncrementalValuesProvider<(string HintName, HeadPlan Plan)> heads = types
            .Combine(groups)
            .SelectMany(static (pair, _) => pair.Left is HeadSpec head && HeadGroups.HeadsOfFile(head, pair.Right) is { } file ? ImmutableArray.Create(file) : [])
            .WithTrackingName(TrackingNames.Heads)
            .Select(static (file, _) => HeadPlanner.Plan(file))
            .WithTrackingName(TrackingNames.Plans)
            .Combine(collisions)
            .Select(static (pair, _) => (HintNames.Create(pair.Left.Head.FileName, pair.Right), pair.Left))
            .WithTrackingName(TrackingNames.Files);

        IncrementalValuesProvider<(string HintName, StubSpec Stub)> stubs = types
            .SelectMany(static (type, _) => type is StubSpec stub ? ImmutableArray.Create(stub) : [])
            .Combine(collisions)
            .Select(static (pair, _) => (HintNames.Create(pair.Left.FileName, pair.Right), pair.Left))
            .WithTrackingName(TrackingNames.StubFiles);

        // Where analyzers run, the analyzer has said it: with a location in a syntax tree, which the pipeline may not hold.
        IncrementalValuesProvider<DiagnosticInfo> diagnostics = parsed
            .Combine(context.AnalyzerConfigOptionsProvider.Select(static (options, _) => BuildOptions.SkipsAnalyzers(options.GlobalOptions)))
            .Combine(weights)
            .SelectMany(static (pair, _) => pair.Left.Right ? WeightsReader.Diagnostics(pair.Left.Left, pair.Right) : [])
            .WithTrackingName(TrackingNames.Diagnostics);

        context.RegisterSourceOutput(heads, static (output, file) => output.AddSource(file.HintName, Text(HeadEmitter.Emit(file.Plan))));
        context.RegisterSourceOutput(stubs, static (output, file) => output.AddSource(file.HintName, Text(StubEmitter.Emit(file.Stub))));
        context.RegisterSourceOutput(diagnostics, static (output, diagnostic) => output.ReportDiagnostic(DiagnosticConversion.ToDiagnostic(diagnostic)));
    }

    private static SourceText Text(string code) => SourceText.From(code, Encoding.UTF8);
}
