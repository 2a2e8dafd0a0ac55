namespace SoftmaxGen.Generator.Model;

/// <summary>A diagnostic as text and numbers, which keep no syntax tree alive.</summary>
/// <param name="Id">The id.</param>
/// <param name="Message">The message.</param>
/// <param name="Path">The file.</param>
/// <param name="Start">Where it starts in the file.</param>
/// <param name="Length">Its length.</param>
/// <param name="StartLine">The line that it starts in, from 0.</param>
/// <param name="StartCharacter">The character that it starts at in that line.</param>
/// <param name="EndLine">The line that it ends in.</param>
/// <param name="EndCharacter">The character behind its end.</param>
internal sealed record DiagnosticInfo(
    string Id,
    string Message,
    string Path,
    int Start,
    int Length,
    int StartLine,
    int StartCharacter,
    int EndLine,
    int EndCharacter);

/// <summary>What the parser made of a type with the attribute.</summary>
/// <param name="Spec">A head, or the stub of one; <see langword="null"/> where no part can be added to the type.</param>
/// <param name="Diagnostics">What is wrong with it.</param>
internal sealed record ParsedType(TypeSpec? Spec, EquatableArray<DiagnosticInfo> Diagnostics);
