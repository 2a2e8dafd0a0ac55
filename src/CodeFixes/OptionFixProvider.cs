using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SoftmaxGen.Generator.Diagnostics;

namespace SoftmaxGen.CodeFixes;

/// <summary>Gives an option of the attribute a value that it may have, or leaves it out. The parser has said which values these are.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(OptionFixProvider)), Shared]
public sealed class OptionFixProvider : HeadFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
    [
        HeadDiagnostics.ClassesOutOfRange.Id,
        HeadDiagnostics.UnsupportedElement.Id,
        HeadDiagnostics.InterfaceElement.Id,
        HeadDiagnostics.FeaturesOutOfRange.Id,
        HeadDiagnostics.FeaturesDifferFromFile.Id,
        HeadDiagnostics.TemperatureOutOfRange.Id,
        HeadDiagnostics.LabelSmoothingOutOfRange.Id,
        HeadDiagnostics.ClassWeightInvalid.Id,
        HeadDiagnostics.FocalGammaOutOfRange.Id,
    ];

    private protected override async Task<ImmutableArray<Fix>> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } root)
            return [];

        // Where the mistake is reported elsewhere than the option, the diagnostic has the place of that too.
        Location location = diagnostic.AdditionalLocations is [{ } ofOption] ? ofOption : diagnostic.Location;
        SyntaxNode place = root.FindNode(location.SourceSpan, getInnermostNodeForTie: true);
        (string option, ImmutableArray<string> expressions) = Remedies.Read(diagnostic.Properties);
        return
        [
            .. expressions.Select((expression, index) => new Fix(
                expression == Remedies.Removal ? $"Remove {option}" : $"Set {option} to {expression}",
                $"{diagnostic.Id}.{index}",
                [new DocumentChange(document.Id, Change(place, option, expression))])),
        ];
    }

    /// <summary>The change that sets an option.</summary>
    /// <param name="place">The expression that the option has, or the whole attribute where it is not set.</param>
    /// <param name="option">The option.</param>
    /// <param name="expression">The expression to set it to.</param>
    private static TextChange Change(SyntaxNode place, string option, string expression)
    {
        if (place is AttributeSyntax { ArgumentList.Arguments: [{ } first, ..] })
            return new TextChange(new TextSpan(first.Span.End, 0), $", {option} = {expression}");
        if (expression != Remedies.Removal)
            return new TextChange(place.Span, expression);

        // With the comma in front of it: the constructor's argument is always first.
        AttributeArgumentSyntax argument = place.FirstAncestorOrSelf<AttributeArgumentSyntax>()!;
        SyntaxNodeOrToken comma = argument.Parent!.ChildNodesAndTokens().TakeWhile(child => child != argument).Last();
        return new TextChange(TextSpan.FromBounds(comma.Span.Start, argument.Span.End), "");
    }
}
