namespace SoftmaxGen.Templates;

/// <summary>A file that a template gives.</summary>
/// <param name="Path">Its path in the repository, with slashes.</param>
/// <param name="Text">Its text, with line feeds.</param>
public sealed record Expansion(string Path, string Text);
