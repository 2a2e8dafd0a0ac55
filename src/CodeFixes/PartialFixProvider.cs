using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SoftmaxGen.Generator.Diagnostics;

namespace SoftmaxGen.CodeFixes;

/// <summary>Makes a head and all types around it partial: with some of them alone the program would not compile either.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PartialFixProvider)), Shared]
public sealed class PartialFixProvider : HeadFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [HeadDiagnostics.NotPartial.Id, HeadDiagnostics.ContainingTypeNotPartial.Id];

    private protected override async Task<ImmutableArray<Fix>> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (diagnostic.AdditionalLocations is not [{ } attribute] || await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model)
            return [];

        List<string> names = [];
        List<DocumentChange> changes = [];
        SyntaxNode root = await model.SyntaxTree.GetRootAsync(cancellationToken).ConfigureAwait(false);
        foreach (TypeDeclarationSyntax type in root.FindNode(attribute.SourceSpan).Ancestors().OfType<TypeDeclarationSyntax>().Reverse())
        {
            // Each part of a type needs the modifier.
            foreach (SyntaxReference reference in model.GetDeclaredSymbol(type, cancellationToken)?.DeclaringSyntaxReferences ?? [])
            {
                if (await reference.GetSyntaxAsync(cancellationToken).ConfigureAwait(false) is not TypeDeclarationSyntax part
                    || part.Modifiers.Any(SyntaxKind.PartialKeyword)
                    || document.Project.Solution.GetDocumentId(part.SyntaxTree) is not { } id)
                {
                    continue;
                }

                // The language wants it behind all other modifiers.
                changes.Add(new DocumentChange(id, new TextChange(new TextSpan(part.Keyword.SpanStart, 0), "partial ")));
                string name = $"'{type.Identifier.ValueText}'";
                if (!names.Contains(name))
                    names.Add(name);
            }
        }

        return [new Fix($"Add 'partial' to {string.Join(" and ", names)}", nameof(PartialFixProvider), [.. changes])];
    }
}
