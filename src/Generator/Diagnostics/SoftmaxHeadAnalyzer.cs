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
        ParseResult result = SoftmaxHeadParser.Parse((INamedTypeSymbol)context.Symbol, context.Compilation, context.CancellationToken);
        foreach (Diagnostic diagnostic in result.Diagnostics)
            context.ReportDiagnostic(diagnostic);
        if (result.Weights is not { } weights)
            return;
        foreach (WeightsError error in WeightsReader.Read(weights.Use.Request, context.Options.AdditionalFiles, context.CancellationToken).Errors)
            context.ReportDiagnostic(weights.Diagnostic(error));
    }
}
