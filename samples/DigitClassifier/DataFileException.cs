namespace DigitClassifier;

/// <summary>A file that cannot be read, used or written. The message is the one line that a user needs to repair it.</summary>
internal sealed class DataFileException : UserException
{
    /// <summary>A problem of the whole file.</summary>
    public DataFileException(string file, string problem)
        : base($"{file}: {problem}")
    {
    }

    /// <summary>A problem at one value: <paramref name="line"/> and <paramref name="column"/> count from 1, columns in values.</summary>
    public DataFileException(string file, int line, int column, string problem)
        : base($"{file}({line},{column}): {problem}")
    {
    }

    /// <summary>Says what kept a file from being opened, read or written; null if that is not what the exception is about.</summary>
    public static string? Describe(string path, Exception exception) => exception switch
    {
        UnauthorizedAccessException => Directory.Exists(path) ? "this is a directory, not a file" : "access is denied",
        ArgumentException or NotSupportedException => "this is not the name of a file",
        IOException => exception.Message,
        _ => null,
    };
}
