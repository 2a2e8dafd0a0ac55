using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using SoftmaxGen.Generator.Model;

namespace SoftmaxGen.Generator;

/// <summary>Gives each generated file a name of its own.</summary>
/// <remarks>Roslyn compares hint names without case, because some file systems do; C# has types that differ by case only.</remarks>
internal static class HintNames
{
    /// <summary>The longest name of a file, in bytes of UTF-8.</summary>
    /// <remarks>File systems take 255 bytes, and a path on Windows 260 characters, most of which the project's directory may need.</remarks>
    public const int MaximumBytes = 119;

    private const string Extension = ".g.cs";

    // A hash in parentheses, and a number of up to five digits in others.
    private const int MaximumSuffixBytes = 18 + 7;

    private static readonly int MaximumPrefixBytes = MaximumBytes - MaximumSuffixBytes - Extension.Length;

    /// <summary>The names that another one equals but for case, in ordinal order. Normally there are none.</summary>
    public static EquatableArray<string> FindCollisions(ImmutableArray<string> fileNames) => new(
    [
        .. fileNames
            .GroupBy(static name => name, StringComparer.OrdinalIgnoreCase)
            .Where(static group => group.Count() > 1)
            .SelectMany(static group => group)
            .OrderBy(static name => name, StringComparer.Ordinal),
    ]);

    /// <summary>The hint name of a file; those that collide are numbered in ordinal order, so that no other order matters.</summary>
    public static string Create(string fileName, EquatableArray<string> collisions)
    {
        string shortName = Shorten(fileName);
        int number = 0;
        foreach (string name in collisions)
        {
            if (!string.Equals(name, fileName, StringComparison.OrdinalIgnoreCase))
                continue;
            number++;

            // No type's file name holds a parenthesis.
            if (name == fileName)
                return $"{shortName}({number}){Extension}";
        }

        return $"{shortName}{Extension}";
    }

    /// <summary>The name itself, or where it is too long the beginning of it and a hash of all of it.</summary>
    private static string Shorten(string fileName)
    {
        if (Encoding.UTF8.GetByteCount(fileName) <= MaximumPrefixBytes)
            return fileName;

        int length = 0;
        for (int bytes = 0; ; length++)
        {
            bytes += Encoding.UTF8.GetByteCount(fileName.Substring(length, 1));
            if (bytes > MaximumPrefixBytes)
                break;
        }

        using SHA256 sha = SHA256.Create();
        string hash = string.Concat(sha.ComputeHash(Encoding.UTF8.GetBytes(fileName)).Take(8).Select(static value => $"{value:x2}"));
        return $"{fileName.Substring(0, length)}({hash})";
    }
}
