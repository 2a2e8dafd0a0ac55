namespace EmbeddedClassifier;

/// <summary>Input that cannot be used. The message is the one line that a user needs to repair it.</summary>
internal sealed class InputException : Exception
{
    /// <summary>A problem of the whole input.</summary>
    public InputException(string name, string problem)
        : base($"{name}: {problem}")
    {
    }

    /// <summary>A problem at one number: <paramref name="line"/> and <paramref name="column"/> count from 1, columns in numbers.</summary>
    public InputException(string name, int line, int column, string problem)
        : base($"{name}({line},{column}): {problem}")
    {
    }
}
