using System.IO.Compression;
using System.Text;
using DigitClassifier;

namespace SoftmaxGen.Samples.Tests;

public sealed class DigitFileTests : IDisposable
{
    // A whole file: header, a block without content, checksum and length. GZipStream itself writes nothing for nothing.
    private static readonly byte[] EmptyGzip = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory();

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void Read_of_the_samples_own_file_gives_1797_digits()
    {
        DigitData data = DigitFile.Load(CommandLine.DefaultDataFile);

        Assert.Equal(1797, data.Count);
        Assert.Equal(1797 * 64, data.Pixels.Length);

        // The first row of the file is a 0 and starts 0,0,5,13.
        Assert.Equal([0, 0, 5 / 16f, 13 / 16f], data.Row(0)[..4].ToArray());
        Assert.Equal(0, data.Labels[0]);
    }

    [Theory]
    [InlineData(3, 17, "x", "digits.csv(3,17): expected a number from 0 to 16, found 'x'")]
    [InlineData(1, 1, "", "digits.csv(1,1): expected a number from 0 to 16, found ''")]
    [InlineData(2, 64, "17", "digits.csv(2,64): expected a number from 0 to 16, found '17'")]
    [InlineData(2, 2, "-1", "digits.csv(2,2): expected a number from 0 to 16, found '-1'")]
    [InlineData(2, 2, "NaN", "digits.csv(2,2): expected a number from 0 to 16, found 'NaN'")]
    [InlineData(2, 2, "1e999", "digits.csv(2,2): expected a number from 0 to 16, found '1e999'")]
    [InlineData(60, 65, "10", "digits.csv(60,65): expected a label from 0 to 9, found '10'")]
    [InlineData(60, 65, "-1", "digits.csv(60,65): expected a label from 0 to 9, found '-1'")]
    [InlineData(60, 65, "1.5", "digits.csv(60,65): expected a label from 0 to 9, found '1.5'")]
    [InlineData(4, 1, "a\tb\0c", "digits.csv(4,1): expected a number from 0 to 16, found 'a?b?c'")]
    [InlineData(4, 1, "0;1;2;3;4;5;6;7;8;9;0;1", "digits.csv(4,1): expected a number from 0 to 16, found '0;1;2;3;4;5;6;7;8;9;...'")]
    public void Read_of_a_wrong_value_names_line_and_column(int line, int column, string value, string message)
    {
        string[][] rows = DigitText.Rows(100);
        rows[line - 1][column - 1] = value;

        Assert.Equal(message, ParseError(DigitText.Join(rows)));
    }

    [Theory]
    [InlineData(64, "digits.csv(5,65): expected 65 columns, found 64")]
    [InlineData(1, "digits.csv(5,2): expected 65 columns, found 1")]
    [InlineData(66, "digits.csv(5,66): expected 65 columns, found 66")]
    [InlineData(70, "digits.csv(5,66): expected 65 columns, found 70")]
    public void Read_of_a_wrong_column_count_names_where_it_is(int columns, string message)
    {
        string[][] rows = DigitText.Rows(100);
        rows[4] = [.. Enumerable.Repeat("1", columns)];

        Assert.Equal(message, ParseError(DigitText.Join(rows)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    public void Read_of_an_empty_file_throws(string text) =>
        Assert.Equal("digits.csv(1,1): expected rows of 64 pixels and a label, found an empty file", ParseError(text));

    [Fact]
    public void Read_of_too_few_rows_of_a_class_throws() =>
        Assert.Equal(
            "digits.csv(49,65): expected at least 5 rows of each label up to here, found 4 of label 9",
            ParseError(DigitText.Join(DigitText.Rows(49))));

    [Fact]
    public void Read_ignores_blank_lines_spaces_and_carriage_returns()
    {
        string text = DigitText.Join(DigitText.Rows(50)).Replace(",", " , ", StringComparison.Ordinal).Replace("\n", "\r\n\r\n", StringComparison.Ordinal);

        Assert.Equal(50, DigitFile.Parse(new StringReader(text), "digits.csv").Count);
    }

    [Fact]
    public void Read_counts_blank_lines_in_line_numbers()
    {
        string[][] rows = DigitText.Rows(50);
        rows[1][2] = "x";

        Assert.StartsWith("digits.csv(4,3): ", ParseError("\n\n" + DigitText.Join(rows)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("digits.csv")]
    [InlineData("digits.csv.gz")]
    [InlineData("DIGITS.CSV.GZ")]
    public void Read_of_a_compressed_file_gives_the_same_rows(string name)
    {
        byte[] text = Encoding.UTF8.GetBytes(DigitText.Join(DigitText.Rows(50)));
        bool isCompressed = name.EndsWith("gz", StringComparison.OrdinalIgnoreCase);

        Assert.Equal(50, DigitFile.Load(Write(name, isCompressed ? Compress(text) : text)).Count);
    }

    [Fact]
    public void Read_of_compressed_data_with_a_changed_byte_throws()
    {
        byte[] compressed = Compress(Encoding.UTF8.GetBytes(DigitText.Join(DigitText.Rows(50))));
        compressed[compressed.Length / 2] ^= 0xFF;
        string path = Write("digits.csv.gz", compressed);

        Assert.Equal($"{path}: the gzip data is corrupt or incomplete", LoadError(path));
    }

    [Fact]
    public void Read_of_compressed_data_cut_short_throws()
    {
        byte[] compressed = Compress(Encoding.UTF8.GetBytes(DigitText.Join(DigitText.Rows(50))));
        for (int length = 0; length < compressed.Length; length++)
        {
            string path = Write("digits.csv.gz", compressed[..length]);

            Assert.StartsWith(path, LoadError(path), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Read_of_text_that_is_called_gz_throws()
    {
        string path = Write("digits.csv.gz", Encoding.UTF8.GetBytes(DigitText.Join(DigitText.Rows(50))));

        Assert.Equal($"{path}: the gzip data is corrupt or incomplete", LoadError(path));
    }

    [Fact]
    public void Read_of_a_missing_file_throws()
    {
        string path = Path.Combine(_directory.FullName, "none.csv");

        Assert.Equal($"{path}: there is no such file", LoadError(path));
    }

    [Fact]
    public void Read_of_a_file_in_a_missing_directory_throws()
    {
        string path = Path.Combine(_directory.FullName, "none", "none.csv");

        Assert.Equal($"{path}: there is no such file", LoadError(path));
    }

    [Fact]
    public void Read_of_a_directory_throws() =>
        Assert.Equal($"{_directory.FullName}: this is a directory, not a file", LoadError(_directory.FullName));

    [UnixFact(WithoutPrivileges = true)]
    public void Read_of_a_file_that_may_not_be_read_throws()
    {
        string path = Write("digits.csv", []);
        if (OperatingSystem.IsLinux())
            File.SetUnixFileMode(path, UnixFileMode.None);

        Assert.Equal($"{path}: access is denied", LoadError(path));
    }

    [Fact]
    public void Read_of_a_name_that_no_file_can_have_throws() =>
        Assert.Equal("a\0b: this is not the name of a file", LoadError("a\0b"));

    [Theory]
    [InlineData("\n", "digits.csv: expected at most 33,554,432 bytes, found more")]
    [InlineData("0\0", "digits.csv(1,1): expected at most 4,096 characters in a line, found more")]
    public void Read_of_text_without_an_end_stops_at_a_limit(string text, string message) =>
        AssertRefused("digits.csv", Encoding.UTF8.GetBytes(text), message);

    [Fact]
    public void Read_of_rows_without_an_end_stops_at_a_limit() =>
        AssertRefused(
            "digits.csv",
            Encoding.UTF8.GetBytes(DigitText.Join(DigitText.Rows(10))),
            "digits.csv(100001,1): expected at most 100,000 rows, found more");

    [Fact]
    public void Read_of_compressed_blanks_without_an_end_stops() =>
        AssertRefused("digits.csv.gz", EmptyGzip, "digits.csv.gz: expected at most 33,554,432 bytes, found more");

    [Fact]
    public void Read_of_data_that_decompresses_too_far_throws()
    {
        byte[] compressed = Compress(Enumerable.Repeat((byte)'\n', DigitFile.MostBytes + 1).ToArray());

        Assert.Equal(
            "digits.csv.gz: expected at most 33,554,432 bytes, decompressed, found more",
            Assert.Throws<DataFileException>(() => DigitFile.Load(new MemoryStream(compressed), "digits.csv.gz")).Message);
    }

    [Fact]
    public void Read_of_as_many_rows_as_the_limit_succeeds() =>
        Assert.Equal(
            DigitFile.MostRows,
            DigitFile.Parse(new StringReader(DigitText.Join(DigitText.Rows(DigitFile.MostRows))), "digits.csv").Count);

    [Fact]
    public void Read_of_a_line_as_long_as_the_limit_succeeds()
    {
        string[] lines = DigitText.Join(DigitText.Rows(50)).TrimEnd('\n').Split('\n');
        lines[7] = lines[7].PadRight(DigitFile.MostLineLength);

        Assert.Equal(50, DigitFile.Parse(new StringReader(string.Join('\n', lines)), "digits.csv").Count);
    }

    private static void AssertRefused(string name, byte[] content, string message)
    {
        // What readers take ahead of what they need.
        const int Buffers = 1 << 17;
        using EndlessStream stream = new(content);

        Assert.Equal(message, Assert.Throws<DataFileException>(() => DigitFile.Load(stream, name)).Message);
        Assert.InRange(stream.Consumed, 1, DigitFile.MostBytes + Buffers);
    }

    private static string ParseError(string text) =>
        Assert.Throws<DataFileException>(() => DigitFile.Parse(new StringReader(text), "digits.csv")).Message;

    private static string LoadError(string path) =>
        Assert.Throws<DataFileException>(() => DigitFile.Load(path)).Message;

    private static byte[] Compress(byte[] content)
    {
        MemoryStream compressed = new();
        using (GZipStream gzip = new(compressed, CompressionLevel.Optimal))
            gzip.Write(content);

        return compressed.ToArray();
    }

    private string Write(string name, byte[] content)
    {
        string path = Path.Combine(_directory.FullName, name);
        File.WriteAllBytes(path, content);
        return path;
    }
}
