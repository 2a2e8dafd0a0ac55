using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace SoftmaxGen.Package.Tests;

/// <summary>A fenced code block of a Markdown file.</summary>
/// <param name="Line">The line its content begins in, from 1.</param>
/// <param name="Language">What stands behind the opening fence; empty for none.</param>
/// <param name="Text">The content.</param>
internal sealed record MarkdownFence(int Line, string Language, string Text)
{
    // Behind the fence stands the name of the file.
    private const string File = "csv ";

    private const string Mark = "```";

    /// <summary>Whether it is a file, which programs have as an additional one.</summary>
    public bool IsFile => Language.StartsWith(File, StringComparison.Ordinal);

    /// <summary>The files among code blocks.</summary>
    public static IEnumerable<AdditionalText> Files(IEnumerable<MarkdownFence> fences) =>
        fences.Where(fence => fence.IsFile).Select(fence => AsFile(fence.Language[File.Length..], fence.Text));

    /// <summary>A text as the additional file of a program.</summary>
    public static AdditionalText AsFile(string path, string text) => new FenceText(path, text);

    /// <summary>Finds all fenced code blocks.</summary>
    public static IReadOnlyList<MarkdownFence> Find(string markdown)
    {
        List<MarkdownFence> fences = [];
        string[] lines = markdown.ReplaceLineEndings("\n").Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            if (!lines[i].TrimStart().StartsWith(Mark, StringComparison.Ordinal))
                continue;

            int start = i + 1;
            string language = lines[i].Trim()[Mark.Length..];
            for (i = start; i < lines.Length && lines[i].Trim() != Mark; i++)
            {
            }

            Assert.True(i < lines.Length, $"The code block in line {start + 1} does not end.");
            fences.Add(new MarkdownFence(start + 1, language, string.Join('\n', lines[start..i])));
        }

        return fences;
    }

    /// <summary>A page without its code blocks.</summary>
    public static string Remove(string markdown)
    {
        List<string> lines = [.. markdown.ReplaceLineEndings("\n").Split('\n')];
        foreach (MarkdownFence fence in Find(markdown).Reverse())
            lines.RemoveRange(fence.Line - 2, fence.Text.Count(character => character == '\n') + 3);
        return string.Join('\n', lines);
    }

    private sealed class FenceText(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }
}
