namespace DigitClassifier;

/// <summary>A file that cannot be read, used or written. The message is the one line that a user needs to repair it.</summary>
internal sealed class DataFileException : Exception
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
}
