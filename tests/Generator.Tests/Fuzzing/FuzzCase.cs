using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CSharp;

namespace SoftmaxGen.Generator.Tests.Fuzzing;

/// <summary>What is known of an input by how it was made.</summary>
public enum Verdict
{
    /// <summary>Heads that compile.</summary>
    Valid,

    /// <summary>One head, with one mistake.</summary>
    Invalid,

    /// <summary>Either of these with the text damaged: whether it still compiles is anyone's guess.</summary>
    Broken,
}

/// <summary>The files of a random project.</summary>
/// <param name="Verdict">What is known of it.</param>
/// <param name="Sources">The files.</param>
/// <param name="Heads">How many heads a valid one has.</param>
/// <param name="Mistake">The diagnostic that an invalid one must get, or <c>CS</c> where the compiler may choose one.</param>
internal sealed record FuzzCase(Verdict Verdict, ImmutableArray<string> Sources, int Heads, string Mistake)
{
    public LanguageVersion LanguageVersion { get; init; } = LanguageVersion.Latest;

    public bool AllowUnsafe { get; init; }

    public override string ToString() => string.Join(
        "\n",
        Sources.Select((source, index) => $"// ---- Source{index}.cs\n{source}").Prepend($"// {Verdict}, {Heads} heads, mistake '{Mistake}', C# {LanguageVersion}"));
}
