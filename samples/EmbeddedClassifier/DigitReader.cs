using System.Globalization;

namespace EmbeddedClassifier;

/// <summary>Reads digits from text, one to a line, into a buffer that they share.</summary>
/// <remarks>A line is limited, so that memory is too, whatever the input is.</remarks>
internal sealed class DigitReader(TextReader text, string name)
{
    /// <summary>The most characters of a line; a digit of whole numbers has less than 200.</summary>
    public const int MostLineLength = 4096;

    private const int PixelCount = DigitHead.FeatureCount;
    private const float LargestPixel = 16;

    private readonly char[] _line = new char[MostLineLength];
    private readonly float[] _pixels = new float[PixelCount];
    private int _lineNumber;

    /// <summary>Gets the 64 pixels that <see cref="Read"/> has read.</summary>
    public ReadOnlySpan<float> Pixels => _pixels;

    /// <summary>Reads the next digit.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="InputException">A line is not a digit.</exception>
    public bool Read()
    {
        while (TryReadLine(out ReadOnlySpan<char> line))
        {
            line = line.Trim();
            if (line.IsEmpty || line[0] == '#')
                continue;

            Parse(line);
            return true;
        }

        return false;
    }

    private bool TryReadLine(out ReadOnlySpan<char> line)
    {
        _lineNumber++;
        int length = 0;
        int next;
        while ((next = ReadCharacter()) is not (-1 or '\n'))
        {
            if (length == MostLineLength)
                throw new InputException(name, _lineNumber, 1, $"expected at most {MostLineLength} characters in a line, found more");

            _line[length++] = (char)next;
        }

        line = _line.AsSpan(0, length);
        return length > 0 || next == '\n';
    }

    private int ReadCharacter()
    {
        try
        {
            return text.Read();
        }
        catch (IOException e)
        {
            throw new InputException(name, e.Message);
        }
    }

    private void Parse(ReadOnlySpan<char> line)
    {
        // Without a comma there are blanks between the numbers, any number of them.
        bool hasCommas = line.Contains(',');
        int column = 0;
        foreach (Range range in hasCommas ? line.Split(',') : line.SplitAny(' ', '\t'))
        {
            ReadOnlySpan<char> number = line[range].Trim();
            if (number.IsEmpty && !hasCommas)
                continue;

            if (column < PixelCount)
                _pixels[column] = ParsePixel(number, column + 1);

            column++;
        }

        if (column != PixelCount)
            throw new InputException(name, _lineNumber, Math.Min(column, PixelCount) + 1, $"expected {PixelCount} numbers, found {column}");
    }

    private float ParsePixel(ReadOnlySpan<char> number, int column) =>
        float.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out float pixel) && pixel is >= 0 and <= LargestPixel
            ? pixel
            : throw new InputException(name, _lineNumber, column, $"expected a number from 0 to {LargestPixel}, found {Quote(number)}");

    /// <summary>Shows the start of what is there: the input may be anything, a picture for example.</summary>
    private static string Quote(ReadOnlySpan<char> value) => value.Length <= 20 ? $"'{value}'" : $"'{value[..20]}...'";
}
