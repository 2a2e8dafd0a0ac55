using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using SoftmaxGen.Generator.Model;
using SoftmaxGen.Generator.Parsing;

namespace SoftmaxGen.Generator.Diagnostics;

/// <summary>Reports what the generator's own parser found: why a type with the attribute is not a head, and what is worth to know about one.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SoftmaxHeadAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => HeadDiagnostics.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        INamedTypeSymbol type = (INamedTypeSymbol)context.Symbol;
        ParseResult result = SoftmaxHeadParser.Parse(type, context.Compilation, context.CancellationToken);
        foreach (Diagnostic diagnostic in result.Diagnostics.Where(static diagnostic => !IsAboutContainer(diagnostic)).Concat(AboutContainer(type, context)))
            context.ReportDiagnostic(diagnostic);
        if (result.Weights is not { } weights)
            return;
        foreach (WeightsError error in WeightsReader.Read(weights.Use.Request, context.Options.AdditionalFiles, context.CancellationToken).Errors)
            context.ReportDiagnostic(weights.Diagnostic(error));
    }

    /// <summary>
    /// What is wrong with a type as the container of heads. An editor offers fixes only for what is reported about the type
    /// that is being analyzed, so it is not the head that reports it.
    /// </summary>
    private static IEnumerable<Diagnostic> AboutContainer(INamedTypeSymbol type, SymbolAnalysisContext context) =>
        SoftmaxHeadParser.IsPartial(type, context.CancellationToken)
            ? []
            : TypesIn(type)
                .SelectMany(nested => SoftmaxHeadParser.Parse(nested, context.Compilation, context.CancellationToken).Diagnostics)
                .Where(diagnostic => IsAboutContainer(diagnostic) && type.Locations.Contains(diagnostic.Location));

    private static bool IsAboutContainer(Diagnostic diagnostic) => diagnostic.Id == HeadDiagnostics.ContainingTypeNotPartial.Id;

    private static IEnumerable<INamedTypeSymbol> TypesIn(INamedTypeSymbol type) =>
        type.GetTypeMembers().SelectMany(static nested => TypesIn(nested).Prepend(nested));
}
