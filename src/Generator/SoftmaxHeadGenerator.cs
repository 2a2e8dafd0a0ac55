using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
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
        IncrementalValuesProvider<HeadSpec> heads = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                HeadAttribute.MetadataName,
                static (node, _) => node is TypeDeclarationSyntax,
                static (head, cancellationToken) =>
                    SoftmaxHeadParser.Parse((INamedTypeSymbol)head.TargetSymbol, head.SemanticModel.Compilation, cancellationToken).Spec!)
            .Where(static head => head is not null)
            .WithTrackingName(TrackingNames.Heads);

        IncrementalValueProvider<EquatableArray<string>> collisions = heads
            .Select(static (head, _) => head.FileName)
            .Collect()
            .Select(static (fileNames, _) => HintNames.FindCollisions(fileNames))
            .WithTrackingName(TrackingNames.FileNameCollisions);

        IncrementalValuesProvider<(string HintName, HeadPlan Plan)> files = heads
            .Select(static (head, _) => (head.FileName, Plan: HeadPlanner.Plan(head)))
            .WithTrackingName(TrackingNames.Plans)
            .Combine(collisions)
            .Select(static (pair, _) => (HintNames.Create(pair.Left.FileName, pair.Right), pair.Left.Plan))
            .WithTrackingName(TrackingNames.Files);

        context.RegisterSourceOutput(
            files,
            static (output, file) => output.AddSource(file.HintName, SourceText.From(HeadEmitter.Emit(file.Plan), Encoding.UTF8)));
    }
}
