using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace SoftmaxGen.CodeFixes;

/// <summary>Fixes that change the text of documents, one diagnostic at a time or all at once.</summary>
public abstract class HeadFixProvider : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => new FixAllHeads(this);

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            foreach (Fix fix in await FindAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false))
                context.RegisterCodeFix(Action(context.Document.Project.Solution, fix.Title, fix.Key, [fix]), diagnostic);
        }
    }

    /// <summary>The ways to fix a diagnostic, the one that fits most often first.</summary>
    private protected abstract Task<ImmutableArray<Fix>> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken);

    private static CodeAction Action(Solution solution, string title, string? key, IReadOnlyCollection<Fix> fixes) =>
        CodeAction.Create(title, cancellationToken => Fix.ApplyAsync(solution, fixes, cancellationToken), key);

    /// <summary>Makes all fixes of a kind in one step: heads share the types around them, whose fix they all ask for.</summary>
    private sealed class FixAllHeads(HeadFixProvider provider) : FixAllProvider
    {
        public override async Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext)
        {
            List<Fix> fixes = [];
            foreach (Diagnostic diagnostic in await DiagnosticsAsync(fixAllContext).ConfigureAwait(false))
            {
                if (fixAllContext.Solution.GetDocument(diagnostic.Location.SourceTree) is { } document)
                {
                    ImmutableArray<Fix> all = await provider.FindAsync(document, diagnostic, fixAllContext.CancellationToken).ConfigureAwait(false);
                    fixes.AddRange(all.Where(fix => fix.Key == fixAllContext.CodeActionEquivalenceKey));
                }
            }

            return Action(fixAllContext.Solution, "Fix all", fixAllContext.CodeActionEquivalenceKey, fixes);
        }

        private static async Task<IEnumerable<Diagnostic>> DiagnosticsAsync(FixAllContext context) => context.Scope switch
        {
            FixAllScope.Document => await context.GetDocumentDiagnosticsAsync(context.Document!).ConfigureAwait(false),
            FixAllScope.Project => await context.GetAllDiagnosticsAsync(context.Project).ConfigureAwait(false),
            _ => (await Task.WhenAll(context.Solution.Projects.Select(context.GetAllDiagnosticsAsync)).ConfigureAwait(false)).SelectMany(static diagnostics => diagnostics),
        };
    }
}
