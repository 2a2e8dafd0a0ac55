namespace SoftmaxGen.Generator.Model;

/// <summary>A place in a file as text and numbers, which keep no syntax tree alive.</summary>
/// <param name="Path">The file.</param>
/// <param name="Start">Where it starts in the file.</param>
/// <param name="Length">Its length.</param>
/// <param name="StartLine">The line that it starts in, from 0.</param>
/// <param name="StartCharacter">The character that it starts at in that line.</param>
/// <param name="EndLine">The line that it ends in.</param>
/// <param name="EndCharacter">The character behind its end.</param>
internal sealed record FilePlace(
    string Path,
    int Start,
    int Length,
    int StartLine,
    int StartCharacter,
    int EndLine,
    int EndCharacter);

/// <summary>A diagnostic without what keeps a syntax tree alive.</summary>
/// <param name="Id">The id.</param>
/// <param name="Message">The message.</param>
/// <param name="Place">Where it is reported.</param>
internal sealed record DiagnosticInfo(string Id, string Message, FilePlace Place);
