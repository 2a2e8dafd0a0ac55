namespace SoftmaxGen.Package.Tests;

/// <summary>Code on a page that is code of a file.</summary>
internal static class CodeExcerpt
{
    // What stands for lines that an excerpt leaves out.
    private const string LeftOut = "// ...";

    /// <summary>
    /// Whether a file, or one of a directory, has the lines of an excerpt, in their order. Indents do not count, since an excerpt
    /// starts further to the left, nor do XML docs.
    /// </summary>
    public static bool IsIn(string path, string code)
    {
        string full = TestFiles.InRepository(path);
        string[] files = File.Exists(full) ? [full] : Directory.GetFiles(full, "*.cs", SearchOption.AllDirectories);
        return files.Any(file => Has(Comparable(File.ReadAllText(file)), code));
    }

    private static bool Has(string text, string code)
    {
        int end = 0;
        foreach (string part in Comparable(code).Split($"\n{LeftOut}\n"))
        {
            string lines = $"\n{part.Trim('\n')}\n";
            int start = text.IndexOf(lines, end, StringComparison.Ordinal);
            if (start < 0)
                return false;

            // The line break belongs to the next part, too.
            end = start + lines.Length - 1;
        }

        return true;
    }

    private static string Comparable(string text) => "\n" + string.Concat(text.ReplaceLineEndings("\n").Trim('\n').Split('\n')
        .Select(line => line.Trim())
        .Where(line => !line.StartsWith("///", StringComparison.Ordinal))
        .Select(line => $"{line}\n"));
}
