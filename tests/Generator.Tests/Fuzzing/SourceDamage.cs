using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace SoftmaxGen.Generator.Tests.Fuzzing;

/// <summary>Damages source text as editing does: something is missing, doubled, out of place, or not written yet.</summary>
internal static class SourceDamage
{
    private static readonly string[] Tokens =
    [
        "partial", "class", "struct", "record", "interface", "enum", "delegate", "namespace", "using", "static", "ref", "file", "abstract",
        "readonly", "where", "{", "}", "(", ")", "[", "]", "<", ">", ";", ",", ":", ".", "=", "?", "*", "@", "\"", "'", "/*", "#if X", "#endif", "\n",
        "typeof", "null", "T", "Head", "global::", "0", "-1", "99999999999", "extension", "where T : Head", "=>", "_", "\\u0041", "\u0301", "\ud800", "public", "[SoftmaxGen.SoftmaxHead(3)]",
    ];

    public static FuzzCase Inflict(Choices choices, FuzzCase sound)
    {
        string[] sources = [.. sound.Sources];
        int wounds = 1 + choices.Next(3);
        for (int index = 0; index < wounds; index++)
        {
            int file = choices.Next(sources.Length);
            sources[file] = Inflict(choices, sources[file]);
        }

        return sound with { Verdict = Verdict.Broken, Sources = [.. sources], Mistake = "" };
    }

    private static string Inflict(Choices choices, string source)
    {
        SyntaxToken[] tokens = [.. CSharpSyntaxTree.ParseText(source).GetRoot().DescendantTokens().Where(token => token.Span.Length > 0)];
        if (tokens.Length < 2)
            return source + choices.Pick(Tokens);

        TextSpan span = tokens[choices.Next(tokens.Length)].Span;
        string text = source.Substring(span.Start, span.Length);
        TextSpan other = tokens[choices.Next(tokens.Length)].Span;
        return choices.Next(8) switch
        {
            0 or 1 => source.Remove(span.Start, span.Length),
            2 => source.Insert(span.Start, $"{text} "),
            3 => Replace(choices.Pick(Tokens)),
            4 => source.Insert(span.Start, $"{choices.Pick(Tokens)} "),
            5 => Swap(),
            6 => source[..choices.Next(source.Length)],
            _ => source.Remove(choices.Next(source.Length), 1),
        };

        string Replace(string by) => source.Remove(span.Start, span.Length).Insert(span.Start, by);

        string Swap()
        {
            if (span.OverlapsWith(other))
                return source;
            (TextSpan first, TextSpan second) = span.Start < other.Start ? (span, other) : (other, span);
            return string.Concat(
                source.AsSpan(0, first.Start),
                source.AsSpan(second.Start, second.Length),
                string.Concat(source.AsSpan(first.End, second.Start - first.End), source.AsSpan(first.Start, first.Length)),
                source.AsSpan(second.End));
        }
    }
}
