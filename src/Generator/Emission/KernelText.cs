namespace SoftmaxGen.Generator.Emission;

/// <summary>What the text of horizontal and of vertical kernels has in common.</summary>
internal static class KernelText
{
    private const int LongestLine = 120;

    /// <summary>Writes a method that is compiled once and not inlined.</summary>
    /// <param name="code">The file.</param>
    /// <param name="summary">What it computes; the full stop is added.</param>
    /// <param name="signature">Its signature.</param>
    /// <param name="body">Writes its statements.</param>
    public static void Method(this CodeWriter code, string summary, string signature, Action body)
    {
        code.Line();
        code.Line($"/// <summary>{summary}.</summary>");
        code.Line("[MethodImpl(KernelMethod.Options)]");
        using (code.Open(signature))
            body();
    }

    /// <summary>Writes a comment for the stage that follows, set off by an empty line.</summary>
    public static void Stage(this CodeWriter code, string comment)
    {
        if (!code.IsAtBlockStart)
            code.Line();
        code.Line($"// {comment}");
    }

    /// <summary>In fours, then two, then one: as the steps take them.</summary>
    public static IEnumerable<(int Start, int Count)> Fours(int count)
    {
        for (int start = 0, size; start < count; start += size)
        {
            size = count - start >= 4 ? 4 : count - start >= 2 ? 2 : 1;
            yield return (start, size);
        }
    }

    /// <summary>f(f(a, b), f(c, d)): as shallow as can be, so that the operations overlap. A long one is on three lines.</summary>
    public static string Tree(string function, string[] values)
    {
        while (values.Length > 1)
        {
            bool isLong = values.Length == 2 && values.Sum(value => value.Length) > LongestLine;
            values = [.. Enumerable.Range(0, (values.Length + 1) / 2).Select(i =>
                (2 * i) + 1 == values.Length ? values[2 * i]
                : isLong ? $"{function}(\n    {values[0]},\n    {values[1]})"
                : $"{function}({values[2 * i]}, {values[(2 * i) + 1]})")];
        }

        return values[0];
    }
}
