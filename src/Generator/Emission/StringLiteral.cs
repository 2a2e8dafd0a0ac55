using System.Text;

namespace SoftmaxGen.Generator.Emission;

/// <summary>Writes strings as literals.</summary>
internal static class StringLiteral
{
    /// <summary>A text as a literal in one line. Names in metadata may hold any characters.</summary>
    public static string Of(string text)
    {
        StringBuilder literal = new("\"");
        foreach (char character in text)
        {
            if (character is '"' or '\\')
                literal.Append('\\').Append(character);
            else if (character is >= ' ' and <= '~')
                literal.Append(character);
            else
                literal.Append($"\\u{(int)character:X4}");
        }

        return literal.Append('"').ToString();
    }
}
