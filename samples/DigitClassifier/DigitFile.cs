using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace DigitClassifier;

/// <summary>Reads digits from CSV: a row is 64 pixels from 0 to 16, then the digit they show. There is no header.</summary>
/// <remarks>
/// What is read is limited, so that memory is too, whatever the file is: a device without an end, a gzip bomb, a picture.
/// A named pipe that nobody writes to is waited for, as other programs do.
/// </remarks>
internal static class DigitFile
{
    /// <summary>The most bytes of a file, as it is and decompressed: all <see cref="MostRows"/> rows, with room for decimals.</summary>
    public const int MostBytes = 32 << 20;

    /// <summary>The most rows: 55 times those of the sample's own file.</summary>
    public const int MostRows = 100_000;

    /// <summary>The most characters of a line; a row of whole numbers has less than 200.</summary>
    public const int MostLineLength = 4096;

    /// <summary>The value of a pixel full of ink; a power of two.</summary>
    public const float LargestPixel = 16;

    private const int ColumnCount = DigitData.PixelCount + 1;

    // Without this switch the framework takes a gzip file that was cut short for a complete one.
    static DigitFile() => AppContext.SetSwitch("System.IO.Compression.UseStrictValidation", true);

    /// <summary>Reads a .csv file, or a .csv.gz file.</summary>
    /// <exception cref="DataFileException">The file cannot be read, is too large or is not in the format.</exception>
    public static DigitData Load(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            return Load(file, path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DataFileException(path, "there is no such file");
        }
        catch (Exception e) when (DataFileException.Describe(path, e) is { } problem)
        {
            throw new DataFileException(path, problem);
        }
    }

    /// <summary>Reads an open file, whose <paramref name="name"/> says whether it is compressed.</summary>
    /// <exception cref="DataFileException">The content is too large or is not in the format.</exception>
    public static DigitData Load(Stream file, string name)
    {
        try
        {
            using LimitedStream limited = new(file, MostBytes, () => TooLarge(name, ""));
            using Stream content = name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? Decompress(limited, name) : limited;
            using StreamReader reader = new(content);
            return Parse(reader, name);
        }
        catch (InvalidDataException)
        {
            // No line: where the compressed data is wrong, the lines before it may be too.
            throw new DataFileException(name, "the gzip data is corrupt or incomplete");
        }
    }

    /// <summary>Reads CSV text; <paramref name="name"/> stands for it in error messages.</summary>
    /// <exception cref="DataFileException">The text is too large or is not in the format.</exception>
    public static DigitData Parse(TextReader reader, string name)
    {
        List<float> pixels = [];
        List<int> labels = [];
        int lastLine = 0;
        while (ReadLine(reader, name, lastLine + 1) is { } text)
        {
            lastLine++;
            if (string.IsNullOrWhiteSpace(text))
                continue;

            if (labels.Count == MostRows)
                throw new DataFileException(name, lastLine, 1, Invariant($"expected at most {MostRows:N0} rows, found more"));

            ParseRow(text, name, lastLine, pixels, labels);
        }

        if (labels.Count == 0)
            throw new DataFileException(name, 1, 1, $"expected rows of {DigitData.PixelCount} pixels and a label, found an empty file");

        RequireEveryClass(labels, name, lastLine);
        return new DigitData([.. pixels], [.. labels]);
    }

    /// <summary>Reads a line as <see cref="TextReader.ReadLine"/> does, which would keep one of any length in memory.</summary>
    private static string? ReadLine(TextReader reader, string name, int line)
    {
        StringBuilder text = new();
        while (reader.Read() is int next and >= 0)
        {
            if (next is '\r' or '\n')
            {
                if (next == '\r' && reader.Peek() == '\n')
                    reader.Read();
                return text.ToString();
            }

            if (text.Length == MostLineLength)
            {
                throw new DataFileException(
                    name, line, 1, Invariant($"expected at most {MostLineLength:N0} characters in a line, found more"));
            }

            text.Append((char)next);
        }

        return text.Length > 0 ? text.ToString() : null;
    }

    /// <summary>Decompresses all of a file before any of it is used: only at its end is it known to be intact.</summary>
    private static MemoryStream Decompress(Stream file, string name)
    {
        using GZipStream gzip = new(file, CompressionMode.Decompress);
        using LimitedStream limited = new(gzip, MostBytes, () => TooLarge(name, ", decompressed"));
        MemoryStream content = new();
        limited.CopyTo(content);
        content.Position = 0;
        return content;
    }

    private static DataFileException TooLarge(string name, string form) =>
        new(name, Invariant($"expected at most {MostBytes:N0} bytes{form}, found more"));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static void ParseRow(string text, string name, int line, List<float> pixels, List<int> labels)
    {
        int column = 0;
        foreach (Range range in text.AsSpan().Split(','))
        {
            column++;
            ReadOnlySpan<char> value = text.AsSpan(range).Trim();
            if (column <= DigitData.PixelCount)
                pixels.Add(ParsePixel(value, name, line, column));
            else if (column == ColumnCount)
                labels.Add(ParseLabel(value, name, line, column));
        }

        if (column != ColumnCount)
        {
            int firstWrong = Math.Min(column, ColumnCount) + 1;
            throw new DataFileException(name, line, firstWrong, $"expected {ColumnCount} columns, found {column}");
        }
    }

    private static float ParsePixel(ReadOnlySpan<char> value, string name, int line, int column) =>
        float.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out float pixel) && pixel is >= 0 and <= LargestPixel
            ? pixel / LargestPixel
            : throw new DataFileException(name, line, column, $"expected a number from 0 to {LargestPixel}, found {Quote(value)}");

    private static int ParseLabel(ReadOnlySpan<char> value, string name, int line, int column) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int label) && label < DigitHead.ClassCount
            ? label
            : throw new DataFileException(name, line, column, $"expected a label from 0 to {DigitHead.ClassCount - 1}, found {Quote(value)}");

    private static void RequireEveryClass(List<int> labels, string name, int lastLine)
    {
        for (int label = 0; label < DigitHead.ClassCount; label++)
        {
            int count = labels.Count(l => l == label);
            if (count < DigitData.TestShare)
            {
                throw new DataFileException(
                    name, lastLine, ColumnCount, $"expected at least {DigitData.TestShare} rows of each label up to here, found {count} of label {label}");
            }
        }
    }

    /// <summary>Shows a value on one line whatever is in it: the file may be anything, a picture for example.</summary>
    private static string Quote(ReadOnlySpan<char> value)
    {
        const int Longest = 20;
        string start = value.Length <= Longest ? value.ToString() : $"{value[..Longest]}...";
        return $"'{string.Concat(start.Select(c => char.IsControl(c) ? '?' : c))}'";
    }
}
