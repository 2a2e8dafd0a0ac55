using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace SoftmaxGen.CodeFixes;

/// <summary>A change of the text of a document. Two fixes that ask for the same are one.</summary>
/// <param name="Document">The document.</param>
/// <param name="Change">The change.</param>
internal readonly record struct DocumentChange(DocumentId Document, TextChange Change);

/// <summary>One way to fix a diagnostic.</summary>
/// <param name="Title">What it does, as the editor shows it.</param>
/// <param name="Key">The same for fixes that are alike: all of them can be made at once.</param>
/// <param name="Changes">What it changes.</param>
internal sealed record Fix(string Title, string Key, ImmutableArray<DocumentChange> Changes)
{
    /// <summary>Makes fixes, each change once.</summary>
    public static async Task<Solution> ApplyAsync(Solution solution, IEnumerable<Fix> fixes, CancellationToken cancellationToken)
    {
        foreach (IGrouping<DocumentId, DocumentChange> changes in fixes.SelectMany(static fix => fix.Changes).Distinct().GroupBy(static change => change.Document))
        {
            SourceText text = await solution.GetDocument(changes.Key)!.GetTextAsync(cancellationToken).ConfigureAwait(false);
            solution = solution.WithDocumentText(changes.Key, text.WithChanges(changes.Select(static change => change.Change).OrderBy(static change => change.Span, Comparer<TextSpan>.Default)));
        }

        return solution;
    }
}
