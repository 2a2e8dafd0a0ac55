using System.Text;

namespace SoftmaxGen.Generator.Emission;

/// <summary>Writes lines with the right indentation, so that nobody else counts spaces. Lines end with <c>\n</c> on every machine.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;
    private bool _isAfterBlock;

    /// <summary>Whether the last line opened a block.</summary>
    public bool IsAtBlockStart => _text.Length >= 2 && _text[_text.Length - 2] == '{';

    /// <summary>
    /// Writes a line; an empty one has no trailing spaces, and none stands at the start of a block. What follows a block is
    /// set off by an empty line.
    /// </summary>
    public void Line(string text = "")
    {
        if (text.Length == 0 && IsAtBlockStart)
            return;
        if (text.Length > 0)
        {
            if (_isAfterBlock)
                _text.Append('\n');
            _text.Append(' ', 4 * _depth).Append(text);
        }

        _text.Append('\n');
        _isAfterBlock = false;
    }

    /// <summary>Writes each line of a raw string literal.</summary>
    public void Lines(string text)
    {
        foreach (string line in text.Replace("\r", "").Split('\n'))
            Line(line);
    }

    /// <summary>Opens a block with its braces; disposing of what it returns closes it.</summary>
    public Block Open(string header)
    {
        Lines(header);
        Line("{");
        _depth++;
        return new Block(this);
    }

    public override string ToString() => _text.ToString();

    internal readonly struct Block(CodeWriter writer) : IDisposable
    {
        public void Dispose()
        {
            writer._depth--;
            writer._isAfterBlock = false;
            writer.Line("}");
            writer._isAfterBlock = true;
        }
    }
}
